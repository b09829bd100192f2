"""One of the two binaries, the folder it works in, and what came of every question."""

import os
import pathlib
import subprocess
import time

from forms import masked, workbook

ROOT = pathlib.Path(__file__).resolve().parents[2]
PERSON_KEY = "5e" * 32


class Side:
    """One binary, the folder it works in, and what came of every question."""

    def __init__(self, binary, folder):
        self.binary, self.folder, self.found, self.since = binary, pathlib.Path(folder), {}, time.time()
        self.folder.mkdir()
        kept = {name: value for name, value in os.environ.items() if not name.startswith("HUIGU_")}
        self.variables = {**kept, "HUIGU_WHO": "tester", "HUIGU_PERSON_KEY": PERSON_KEY, "HUIGU_LANG": "en"}

    def keep(self, name, content):
        if name in self.found:
            raise SystemExit(f"asked twice: {name}")
        if content[:2] == b"PK":
            content = workbook(content)
        self.found[name] = masked(content, self.since)

    def run(self, *words, **variables):
        """Exit status and answer."""
        words = [str(word) for word in words]
        done = subprocess.run(
            [self.binary, *words], cwd=self.folder, env={**self.variables, **variables}, capture_output=True, check=False
        )
        return done.returncode, done.stdout, done.stderr.decode(errors="replace")

    def must(self, *words, **variables):
        status, answer, said = self.run(*words, **variables)
        if status:
            raise SystemExit(f"{self.binary} {' '.join(map(str, words))} ends with {status}: {said}")
        return answer

    def ask(self, what, *words, name=None, **variables):
        """Keeps the answer and the exit status; gives the answer."""
        status, answer, _ = self.run(*words, **variables)
        name = name or " ".join(str(word).removeprefix(f"{ROOT}/") for word in words)
        self.keep(f"{what}: {name}", f"exit {status}\n".encode() + answer)
        return answer

    def file(self, what, name, *words):
        """Keeps the file that a command writes."""
        path = self.folder / name
        self.must(*words, path)
        self.keep(f"{what}: {' '.join(map(str, words))}", path.read_bytes())
        path.unlink()

    def tree(self, what, folder):
        for path in sorted((self.folder / folder).rglob("*")):
            if path.is_file():
                self.keep(f"{what}: {path.relative_to(self.folder)}", path.read_bytes())
