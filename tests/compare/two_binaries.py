"""Two binaries asked the same questions: every answer for machines or files must be the same to the byte.

An old and a new `huigu` each make registers of their own and are asked everything: answers as JSON and CSV, workbooks, the plan,
SQL, templates, registers with corrections, a withdrawal, an approval and notices, their backups and audit chains, and the API
and the exports of a served sample as every role. What only the clock or chance decides (instants of this run, secrets, hashes of
chained rows) is masked; the sample register has a clock of its own, so its chain is compared as it stands.

Texts for people (tables, pages, messages) are not compared: snapshots in the tests of each crate hold those.
A difference on purpose is written down, with its reason, in `on_purpose.toml` beside this file.

    python3 tests/compare/two_binaries.py --old OLD/huigu --new target/release/huigu

Prints what differs and ends with 1; with 0 if nothing does but what is on purpose.
"""

import argparse
import difflib
import fnmatch
import pathlib
import re
import sys
import tempfile
import tomllib

from commands import OTHER_PLAN, SAMPLE, YUNWAN, bare_books, plans, register
from portal import served
from side import Side


def asked(binary, folder):
    side = Side(binary, folder)
    plans(side)
    bare_books(side, SAMPLE, [], (2021, 2022))
    bare_books(side, YUNWAN, ["--plan", OTHER_PLAN], (2025,))
    register(side)
    served(side)
    return side.found


def lines_of(content):
    text = content.decode(errors="backslashreplace")
    # An answer in one line is taken apart, so that the difference can be read.
    return text.replace('","', '",\n"').replace("},{", "},\n{").splitlines()


def shown(old, new):
    lines = list(difflib.unified_diff(lines_of(old), lines_of(new), "old", "new", lineterm="", n=1))[2:]
    more = [f"... {len(lines) - 16} lines more"] if len(lines) > 16 else []
    return "\n".join("    " + line[:220] for line in lines[:16] + more)


def differences(old, new, on_purpose):
    """Texts of the differences, and how many are on purpose."""
    found, meant, used = [], 0, set()
    for name in sorted(old.keys() | new.keys()):
        before, after = old.get(name), new.get(name)
        if before == after:
            continue
        for place, entry in enumerate(on_purpose):
            if not fnmatch.fnmatchcase(name, entry["check"]):
                continue
            if "ignore" in entry and None not in (before, after):
                pattern = re.compile(entry["ignore"].encode(), re.M)
                if pattern.sub(b"", before) == pattern.sub(b"", after):
                    meant += 1
                    used.add(place)
                    break
            elif "ignore" not in entry:
                meant += 1
                used.add(place)
                break
        else:
            if before is None or after is None:
                found.append(f"{name}\n    only the {'new' if before is None else 'old'} has it")
            else:
                found.append(f"{name}\n{shown(before, after)}")
    stale = [entry for place, entry in enumerate(on_purpose) if place not in used]
    found += [f"on_purpose.toml: nothing differs any more at `{entry['check']}`" for entry in stale]
    return found, meant


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--old", required=True, help="the binary whose answers hold")
    parser.add_argument("--new", required=True, help="the binary that must give the same")
    given = parser.parse_args()
    on_purpose = tomllib.loads((pathlib.Path(__file__).parent / "on_purpose.toml").read_text(encoding="utf-8")).get("difference", [])
    for entry in on_purpose:
        if not entry.get("check") or not entry.get("reason"):
            raise SystemExit(f"on_purpose.toml: check and reason are needed: {entry}")
    sides = []
    with tempfile.TemporaryDirectory() as folder:
        for name, binary in (("old", given.old), ("new", given.new)):
            # Each in a folder of the same name, which some answers repeat.
            place = pathlib.Path(folder, name)
            place.mkdir()
            sides.append(asked(str(pathlib.Path(binary).resolve()), place / "work"))
            print(f"{name}: {len(sides[-1])} answers", flush=True)
    found, meant = differences(*sides, on_purpose)
    if found:
        print("\n".join(found))
        raise SystemExit(f"{len(found)} differences beside {meant} on purpose")
    print(f"the same, but for {meant} differences on purpose")


if __name__ == "__main__":
    sys.exit(main())
