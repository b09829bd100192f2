"""Small random districts: the emitted SQL against an independent calculation.

usage: compare_random.py FOLDER [duckdb|postgresql|spark] [COUNT]

FOLDER is what `cargo run -p huigu-sql --example random_districts FOLDER SEEDS`
wrote. Exits with 1 when a fen differs.
"""

import csv
import os
import sys

from engines import ENGINES, differences


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def expected(path):
    with open(path, encoding="utf-8", newline="") as file:
        return [
            (r["measure"], r["beneficiary"], int(r["uncapped"]), int(r["amount"]), int(r["lines"]), r["incomplete"] == "1")
            for r in csv.DictReader(file)
        ]


def main():
    folder = sys.argv[1]
    engine = ENGINES[sys.argv[2] if len(sys.argv) > 2 else "duckdb"]()
    count = int(sys.argv[3]) if len(sys.argv) > 3 else None
    rows = wrong = 0
    districts = sorted(os.listdir(folder))[:count]
    if not districts:
        raise SystemExit(f"{folder}: no districts")
    for name in districts:
        place = os.path.join(folder, name)
        load = read(os.path.join(place, f"load_{engine.name}.sql"))
        found = engine.settle(load, read(os.path.join(place, "settlement.sql")))
        want = expected(os.path.join(place, "expected.csv"))
        told = differences(want, [(*line[:5], line[5] is not None) for line in found])
        rows += len(want)
        wrong += bool(told)
        for line in told:
            print(f"{name}: {line}")
    engine.close()
    print(f"{engine.name}: {len(districts)} districts, {rows} beneficiaries, {wrong} districts differ")
    sys.exit(1 if wrong else 0)


main()
