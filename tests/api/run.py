"""The API as a stranger sees it: schemathesis asks the server whatever its own description allows, and more.

A register with the sample district is served; a bank and the Centre sign in as persons do, in forms, and make tokens. Then:
the examples of docs/API.md run as they stand; the district's settlement is compared with what the command prints; and
schemathesis looks for answers that are not described, do not fit their schema, or are the server's fault.
"""

import argparse
import http.cookiejar
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import threading
import urllib.parse
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
PASSWORD = "seven bridges over the river"
CHECKS = (
    "not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,"
    "response_schema_conformance,negative_data_rejection,unsupported_method"
)


def huigu(binary, *words):
    done = subprocess.run([binary, "--lang", "en", *words], capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"huigu {' '.join(words)}: {done.stderr}")
    return done.stdout


class Browser:
    """As much of one as signing in takes: it keeps cookies and reads forms."""

    def __init__(self, url):
        self.url, self.jar = url, http.cookiejar.CookieJar()
        self.open = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar)).open

    def page(self, path):
        return self.open(self.url + path).read().decode()

    def send(self, path, page, **fields):
        form = re.search(r'name="csrf" value="([0-9a-f]+)"', page)
        if form:
            fields["csrf"] = form[1]
        return self.open(self.url + path, urllib.parse.urlencode(fields, doseq=True).encode()).read().decode()


def come_in(url, login, given):
    """Signs in and makes a token; gives the headers of the session, and the token."""
    browser = Browser(url)
    browser.send("/sign-in", "", login=login, password=given)
    page = browser.page("/me/password")
    browser.send("/me/password", page, present=given, new=PASSWORD, again=PASSWORD)
    page = browser.page("/me/tokens")
    token = browser.send("/me/tokens", page, name="test", opens=["figures", "books", "parties"], days="1")
    cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in browser.jar)
    csrf = re.search(r'name="csrf" value="([0-9a-f]+)"', page)[1]
    return [f"Cookie: {cookies}", f"X-CSRF-Token: {csrf}"], re.search(r"hgt_[0-9a-f]{64}", token)[0]


def examples(url, token, folder):
    """Runs the shell examples of the page, one after the other."""
    page = (ROOT / "docs/API.md").read_text()
    blocks = re.findall(r"^```sh\n(.*?)^```", page, re.S | re.M)
    if len(blocks) < 4:
        raise SystemExit("docs/API.md: where are the examples?")
    script = "set -eu\n" + "\n".join(blocks)
    around = {**os.environ, "HUIGU_URL": url, "HUIGU_TOKEN": token}
    done = subprocess.run(["sh", "-c", script], cwd=folder, env=around, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"docs/API.md: {done.stdout[-2000:]}\n{done.stderr}")
    print(f"{len(blocks)} examples of docs/API.md run")


def same_bytes(binary, at, url, token):
    for year in ("2021", "2022"):
        request = urllib.request.Request(f"{url}/api/v1/settlements/{year}", headers={"Authorization": f"Bearer {token}"})
        served = urllib.request.urlopen(request).read().decode()
        if served != huigu(binary, "settle", "--year", year, "--format", "json", *at):
            raise SystemExit(f"{year}: the server and the command differ")
    print("the server and the command give the same bytes")


def fuzz(schemathesis, url, headers, seconds, folder, *more):
    words = [
        schemathesis, "run", f"{url}/api/v1/openapi.json", "--checks", CHECKS, "--mode", "all",
        "--phases", "examples,coverage,fuzzing", "--max-examples", "25", "--workers", "1", "--seed", "1",
        "--max-time", str(seconds), "--continue-on-failure", "--generation-database", "none", "--warnings", "off",
        "--suppress-health-check", "all", "--no-color", "--request-timeout", "20", "--header", "Accept-Language: en", *more,
    ]
    for header in headers:
        words += ["--header", header]
    if subprocess.run(words, cwd=folder).returncode:
        raise SystemExit("schemathesis found something")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--huigu", required=True, help="the binary")
    parser.add_argument("--schemathesis", help="its command; without it only the examples run")
    parser.add_argument("--seconds", type=int, default=60, help="most time of the fuzzing")
    asked = parser.parse_args()
    binary = str(pathlib.Path(asked.huigu).resolve())
    with tempfile.TemporaryDirectory() as folder:
        at = ("--data", f"{folder}/register")
        huigu(binary, "import", str(ROOT / "testdata/sample"), *at)
        given = {}
        for login, role, home in (("wang", "bank", "anyuan-bank"), ("zhang", "centre", "finance-centre")):
            added = huigu(binary, "user", "add", login, "--role", role, "--for", home, *at)
            given[login] = added.strip().splitlines()[-1]
        serve = ["serve", "--demo", "--listen", "127.0.0.1:0", "--log", "error", "--api-rate", "1000000", *at]
        server = subprocess.Popen([binary, "--lang", "en", *serve], stderr=subprocess.PIPE, text=True)
        try:
            line = server.stderr.readline()
            url = re.search(r"http://[0-9.:]+", line)[0]
            log = []
            threading.Thread(target=lambda: log.extend(server.stderr), daemon=True).start()
            _, bank = come_in(url, "wang", given["wang"])
            session, centre = come_in(url, "zhang", given["zhang"])
            examples(url, bank, folder)
            same_bytes(binary, at, url, centre)
            if asked.schemathesis:
                # Whoever may do everything, but for taking the sample back: then there would be nothing left to ask.
                but = ("--exclude-path", "/api/v1/batches/{batch}/withdrawal")
                fuzz(asked.schemathesis, url, session, asked.seconds * 3 // 4, folder, *but)
                of = ("--include-path-regex", "/(books|batches)")
                fuzz(asked.schemathesis, url, [f"Authorization: Bearer {bank}"], asked.seconds // 4, folder, *of)
        finally:
            server.terminate()
            server.wait(timeout=30)
        if log:
            raise SystemExit("the server's log:\n" + "".join(log[:20]))


if __name__ == "__main__":
    sys.exit(main())
