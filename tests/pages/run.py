"""Every page, as a reader without sight or with a narrow window meets it: axe-core judges it in Chromium.

The sample register is served. The public and a user of each role start at the front page and follow every link once a kind
(`/measures/{any}` is one kind). Each page is looked at in both languages, wide and narrow: nothing scrolls sideways, the
console is silent, no request fails, axe-core finds nothing, and the page stays under the size promised.
"""

import argparse
import gzip
import itertools
import json
import pathlib
import re
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request

LARGEST = 100_000
EVERY = [("zh", 1440), ("en", 390), ("zh", 390), ("en", 1440)]
ROLES = ("centre", "finance", "peoples-bank", "unit", "bank", "guarantor", "enterprise", "auditor", "administrator")
# Standards to hold, and the habits that readers of screens rely on.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


class Chromium:
    """A browser led over the protocol of its driver."""

    def __init__(self, driver):
        self.driver = driver
        arguments = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--force-prefers-reduced-motion"]
        wanted = {"browserName": "chrome", "goog:chromeOptions": {"args": arguments}, "goog:loggingPrefs": {"browser": "ALL"}}
        self.session = ""
        self.session = "/session/" + self.ask("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})["sessionId"]

    def ask(self, method, path, body=None):
        data = json.dumps(body or {}).encode() if method == "POST" else None
        request = urllib.request.Request(self.driver + self.session + path, data, {"Content-Type": "application/json"}, method=method)
        return json.load(urllib.request.urlopen(request))["value"]

    def run(self, script, *arguments):
        return self.ask("POST", "/execute/sync", {"script": script, "args": list(arguments)})

    def command(self, name, **given):
        """A command of the browser's own, beside the protocol."""
        return self.ask("POST", "/goog/cdp/execute", {"cmd": name, "params": given})

    def judge(self):
        script = "const done = arguments[1]; axe.run(document, arguments[0]).then(done, why => done(String(why)));"
        asked = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
        return self.ask("POST", "/execute/async", {"script": script, "args": [asked]})

    def wide(self, width):
        self.command("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False)


def kind(link):
    """What pages of one making have in common: a path with its ids left out, and whether it is broken down."""
    url = urllib.parse.urlsplit(link)
    parts = url.path.split("/")
    # The first part is a place, and so are the words after /me.
    known = [part if at < 2 or parts[1] == "me" or part in ("compare", "new") else "*" for at, part in enumerate(parts)]
    return "/".join(known) + dict(urllib.parse.parse_qsl(url.query)).get("by", "")


def links(browser, base):
    found = browser.run("return [...document.querySelectorAll('a[href]')].map(a => a.href)")
    inside = (link[len(base):].split("#")[0] for link in found if link.startswith(base + "/"))
    taken_away = re.compile(r"export=|/templates/|/api/|/mended/|/assets/")
    return [link for link in inside if not taken_away.search(link)]


def look(browser, page, lang, width):
    """What is wrong with the page that is open."""
    wrong = [f"console: {said['message']}" for said in browser.ask("POST", "/se/log", {"type": "browser"})]
    shown = browser.run(
        "const root = document.documentElement;"
        "return {lang: root.lang.slice(0, 2), over: root.scrollWidth - root.clientWidth, main: !!document.querySelector('main')}"
    )
    if shown != {"lang": lang, "over": 0, "main": True}:
        wrong.append(f"shows {shown}")
    judged = browser.judge()
    if isinstance(judged, str):
        raise SystemExit(f"axe: {judged}")
    for rule in judged["violations"]:
        places = "; ".join(" ".join(map(str, node["target"])) for node in rule["nodes"][:3])
        wrong.append(f"{rule['id']} ({rule['impact']}): {rule['help']}: {places}")
    return [f"{page} in {lang} at {width}: {one}" for one in wrong]


def crawl(browser, base, sides):
    """Follows every kind of link from the front page; gives the pages seen, how many looks that took, and what was wrong.

    `sides` gives the languages and widths for the next page.
    """
    seen, waiting, looks, wrong = {kind("/"): "/"}, ["/"], 0, []
    # A cookie needs a page to belong to.
    browser.ask("POST", "/url", {"url": base + "/healthz"})
    while waiting:
        page = waiting.pop(0)
        for lang, width in next(sides):
            looks += 1
            browser.ask("POST", "/cookie", {"cookie": {"name": "lang", "value": lang, "path": "/"}})
            browser.wide(width)
            browser.ask("POST", "/url", {"url": base + page})
            wrong += look(browser, page, lang, width)
        for link in links(browser, base):
            if kind(link) not in seen:
                seen[kind(link)] = link
                waiting.append(link)
    return sorted(seen.values()), looks, wrong


def finds_what_is_wrong(browser):
    """A judge that finds nothing anywhere is none."""
    browser.ask("POST", "/url", {"url": "data:text/html,<p>A picture without words<img src='data:,'>"})
    found = {rule["id"] for rule in browser.judge()["violations"]}
    if not {"image-alt", "html-has-lang"} <= found:
        raise SystemExit(f"axe finds no fault where there are some, but {found}")


def weigh(base, pages, cookies):
    """Pages over the size promised, as they travel."""
    heavy = []
    for page in pages:
        head = {"Cookie": cookies, "Accept-Encoding": "gzip"}
        with urllib.request.urlopen(urllib.request.Request(base + page, headers=head)) as answer:
            body = answer.read()
        whole = len(gzip.decompress(body)) if answer.headers.get("Content-Encoding") == "gzip" else len(body)
        if len(body) > LARGEST:
            heavy.append(f"{page}: {len(body)} bytes ({whole} unpacked)")
    return heavy


def sign_in(browser, base, login, password):
    browser.ask("POST", "/url", {"url": base + "/sign-in"})
    browser.run(
        "const form = document.querySelector('form[action=\"/sign-in\"]');"
        "form.elements.login.value = arguments[0]; form.elements.password.value = arguments[1]; form.submit();",
        login, password,
    )
    for _ in range(100):
        if not browser.ask("GET", "/url").startswith(base + "/sign-in"):
            return
        time.sleep(0.05)
    raise SystemExit(f"{login} was not let in")


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def started_driver():
    port = free_port()
    driver = subprocess.Popen(["chromedriver", f"--port={port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return driver, f"http://127.0.0.1:{port}"
        except OSError:
            time.sleep(0.05)
    raise SystemExit("chromedriver does not answer")


def serve_sample(binary, folder):
    """The sample's portal: the process, its address, the password of every login."""
    words = [binary, "--lang", "en", "demo", "--listen", "127.0.0.1:0", "--dir", f"{folder}/sample"]
    server = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
    password = ""
    for line in server.stdout:
        password = line.strip().rsplit(" ", 1)[-1] if "the password of all is" in line else password
        if "http://" in line:
            return server, re.search(r"http://[0-9.:]+", line)[0], password
    raise SystemExit("the sample's portal did not open")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--huigu", required=True, help="the binary")
    parser.add_argument("--axe", required=True, help="axe.min.js of axe-core")
    parser.add_argument("--tell", action="store_true", help="list the pages")
    asked = parser.parse_args()
    axe = pathlib.Path(asked.axe).read_text(encoding="utf-8")
    wrong, count = [], 0
    with tempfile.TemporaryDirectory() as folder:
        server, base, password = serve_sample(str(pathlib.Path(asked.huigu).resolve()), folder)
        driver, address = started_driver()
        try:
            for role in ("public", *ROLES):
                browser = Chromium(address)
                browser.command("Page.addScriptToEvaluateOnNewDocument", source=axe)
                finds_what_is_wrong(browser)
                if role != "public":
                    sign_in(browser, base, role, password)
                # What many roles see is looked at from every side as the public and the Centre see it.
                sides = itertools.repeat(EVERY) if role in ("public", "centre") else itertools.cycle([side] for side in EVERY)
                pages, looks, found = crawl(browser, base, sides)
                cookies = "; ".join(f"{one['name']}={one['value']}" for one in browser.ask("GET", "/cookie"))
                found += weigh(base, pages, cookies)
                browser.ask("DELETE", "")
                count += looks
                wrong += [f"{role}: {one}" for one in found]
                print(f"{role}: {len(pages)} kinds of pages, {len(found)} faults", flush=True)
                if asked.tell:
                    print("  " + "\n  ".join(pages), flush=True)
        finally:
            driver.terminate()
            server.terminate()
            server.wait(timeout=30)
    if wrong:
        raise SystemExit("\n".join(wrong))
    print(f"{count} looks at pages: nothing to be found")


if __name__ == "__main__":
    sys.exit(main())
