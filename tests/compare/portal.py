"""What the served sample is asked, by everybody: the API, its acts, and every export that pages lead to."""

import http.cookiejar
import json
import re
import subprocess
import threading
import urllib.error
import urllib.parse
import urllib.request

from commands import DIMENSIONS, KINDS, kept, lists
from forms import workbook

ROLES = ("centre", "finance", "peoples-bank", "unit", "bank", "guarantor", "enterprise", "auditor", "administrator")


class Caller:
    """Whoever asks the portal: it keeps cookies and reads forms."""

    class Stays(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_):
            return None

    def __init__(self, url, name):
        self.url, self.name, self.csrf = url, name, ""
        cookies = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self.open = urllib.request.build_opener(cookies, self.Stays).open

    def send(self, path, body=None, method=None, **headers):
        """Status, media type and body."""
        headers = {"Accept-Language": "zh", **{name.replace("_", "-"): value for name, value in headers.items()}}
        if self.csrf and body is not None:
            headers["X-CSRF-Token"] = self.csrf
        request = urllib.request.Request(self.url + path, body, headers, method=method)
        try:
            with self.open(request, timeout=60) as answer:
                return answer.status, answer.headers.get_content_type(), answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.headers.get_content_type(), error.read()

    def sign_in(self, password):
        form = urllib.parse.urlencode({"login": self.name, "password": password}).encode()
        status, _, body = self.send("/sign-in", form)
        if status != 303:
            raise SystemExit(f"{self.name} was not let in: {status} {body[:300]}")
        page = self.send("/me/password")[2].decode()
        self.csrf = re.search(r'name="csrf" value="([0-9a-f]+)"', page)[1]


def answer_of(status, media, body):
    """An answer as it is compared: of a problem its status and type, of whose words the crates' tests take care."""
    if media == "application/problem+json":
        problem = json.loads(body)
        body = json.dumps({key: value for key, value in problem.items() if key not in ("title", "detail", "request_id")}).encode()
    return f"{status} {media}\n".encode() + (workbook(body) if body[:2] == b"PK" else body)


def api_paths(centre):
    """Every path one can look at, with ids that are there, found as the Centre finds them."""
    year = json.loads(centre.send("/api/v1/settlements/2021")[2])
    paths = ["plan", "plan/text", "plan/measures", "plan/targets", "plan/parameters", "scenarios", "institutions", "approvals"]
    paths += ["notices", "problems", "audit/verification", "plan/clauses/3.2", "plan/clauses/99", "notices/99", "batches/9999"]
    paths += [f"notices/{one}" for one in (1, 2, 3)] + [f"templates/{kind}" for kind in KINDS]
    for known in ("", "?as-known-at=40", "?as-known-at=2022-02-10"):
        paths += [f"settlements/{one}{known}" for one in (2020, 2021, 2022, 2030)]
    for known in ("", "&as-known-at=40"):
        paths += [f"targets?as-of={day}{known}" for day in ("2021-12-31", "2022-06-30", "2031-01-01")]
        paths += [f"targets/by/{by}?as-of=2022-12-31{known}" for by in DIMENSIONS]
    for measure in year["measures"]:
        for one in measure["beneficiaries"][:4]:
            paths.append(f"settlements/2021/{measure['measure']}/{one['id']}")
    batches = json.loads(centre.send("/api/v1/batches?limit=1000")[2])
    paths += ["batches?limit=1000", "batches?limit=7", "approvals/1", "approvals/1/verification", "approvals/9"]
    for batch in batches["batches" if "batches" in batches else "items"]:
        number = batch["batch"] if "batch" in batch else batch["number"]
        paths += [f"batches/{number}", f"batches/{number}/corrections?limit=50"]
    parties = json.loads(centre.send("/api/v1/parties?q=9133&limit=20")[2])
    paths += ["parties?q=9133&limit=20", "parties?q=zzzz"]
    for party in parties["parties" if "parties" in parties else "items"][:8]:
        paths.append(f"parties/{party['party']}?as-of=2022-12-31")
    for bank in ("anyuan-bank", "mingzhou-harbour-bank"):
        paths += [f"trace/loan/{bank}/{number:09}" for number in (101, 102, 103)]
    return [f"/api/v1/{path}" for path in dict.fromkeys(paths)]


def exports(caller):
    """Every export and template that links lead to, from the front page on; one page of each kind."""
    def kind(link):
        path = urllib.parse.urlsplit(link).path.split("/")
        return "/".join(part if place < 2 or part in ("compare", "new") else "*" for place, part in enumerate(path))

    waiting, seen, taken = ["/", "/simulate?year=2022&set.startup-loan-subsidy.rate=3%25"], {"/"}, {}
    while waiting:
        page = waiting.pop(0)
        status, media, body = caller.send(page)
        if media != "text/html" or status != 200:
            continue
        for link in re.findall(r'href="(/[^"#]*)', body.decode()):
            link = link.replace("&amp;", "&")
            if re.search(r"[?&]export=|/templates/", link):
                taken.setdefault(link, None)
            elif not re.match(r"/(assets|api|language|sign)", link) and kind(link) not in seen:
                seen.add(kind(link))
                waiting.append(link)
    return list(taken)


def description(side, caller):
    """What the API says of itself that a program goes by: who may, with which token, what is given and answered."""
    told = json.loads(caller.send("/api/v1/openapi.json")[2])
    for path, methods in told["paths"].items():
        for method, one in methods.items():
            given = [given.get("name") or given.get("$ref") for given in one.get("parameters", [])]
            said = {key: value for key, value in one.items() if key.startswith("x-") or key in ("operationId", "security")}
            said |= {"parameters": sorted(given), "statuses": sorted(one["responses"])}
            side.keep(f"API described: {method} {path}", json.dumps(said, sort_keys=True).encode())


def acts(side, caller):
    """Acts over the API, and what they answer."""
    def post(name, path, body, **headers):
        media = headers.pop("media", "application/json")
        body = body if isinstance(body, bytes) else json.dumps(body).encode()
        answer = caller.send(f"/api/v1/{path}", body, Content_Type=media, **headers)
        side.keep(f"API of {caller.name}, acts: {name}", answer_of(*answer))

    turned = {"year": 2022, "set": {"startup-loan-subsidy.rate": "3%"}}
    classes = b"lender,loan_id,date,class\nanyuan-bank,000000101,2022-11-30,special-mention\n"
    faults = b"lender,loan_id,date,class\nanyuan-bank,000000102,2022-11-30,splendid\nanyuan-bank,000000103,2022-11-30,normal\n"
    book, csv = "books/loan_classes{}?name=loan_classes.csv", {"media": "text/csv"}
    post("simulate", "simulations", turned)
    post("simulate wrongly", "simulations", {"year": 2022, "set": {"nothing": "3%"}})
    post("keep a scenario", "scenarios", {"name": "three", **turned})
    post("check a book", book.format("/check"), classes, **csv)
    post("send a book", book.format(""), classes, Idempotency_Key=f"one-{caller.name}", **csv)
    post("send it again under its key", book.format(""), classes, Idempotency_Key=f"one-{caller.name}", **csv)
    post("send it again", book.format(""), classes, **csv)
    post("send faults", book.format(""), faults, **csv)
    post("rows to correct", book.format("/mended"), faults, **csv)
    post("send good rows", book.format("") + "&good-rows=true", faults, **csv)
    notice = {"kind": "announcement", "title": "关于填报的通知", "text": "请于月底前填报。"}
    post("publish a notice", "notices", notice)
    post("publish no notice", "notices", {**notice, "title": ""})
    post("withdraw a notice", "notices/3/withdrawal", {"reason": "日期有误"})
    post("approve", "approvals", {"year": 2022, "note": "经联席会议审议通过"})


def served(side):
    folder = side.folder / "sample"
    told = side.must("demo", "--make-only", "--dir", folder).decode()
    password = re.search(r"[0-9a-f]{4}(-[0-9a-f]{4}){3}", told)[0]
    at = ["--data", folder]
    side.tree("sample, files not sent", "sample/to-send")
    lists(side, "sample", at, (1, 5, 80, 110))
    for year in (2020, 2021, 2022):
        side.ask("sample", "settle", "--year", year, "--format", "json", *at, name=f"settle --year {year}")
        side.ask("sample", "targets", "--as-of", f"{year}-12-31", "--format", "json", *at, name=f"targets {year}")
    side.ask("sample", "settle", "--verify", 1, "--format", "json", *at, name="verify")
    kept(side, "sample", at, exact=True)
    serve = ["serve", "--demo", "--listen", "127.0.0.1:0", "--log", "error", "--api-rate", "1000000", *at]
    words = [str(word) for word in [side.binary, *serve]]
    server = subprocess.Popen(words, cwd=side.folder, env=side.variables, stderr=subprocess.PIPE, text=True)
    try:
        url = re.search(r"http://[0-9.:]+", server.stderr.readline())[0]
        log = []
        threading.Thread(target=lambda: log.extend(server.stderr), daemon=True).start()
        callers = [Caller(url, role) for role in ("public", *ROLES)]
        for caller in callers[1:]:
            caller.sign_in(password)
        description(side, callers[0])
        paths = api_paths(callers[1])
        for caller in callers:
            for path in paths:
                side.keep(f"API of {caller.name}: {path}", answer_of(*caller.send(path)))
            for link in exports(caller):
                side.keep(f"export of {caller.name}: {link}", answer_of(*caller.send(link)))
        for caller in callers:
            acts(side, caller)
        for name in ("centre", "auditor"):
            caller = next(one for one in callers if one.name == name)
            side.keep(f"API of {name}, at the end: audit", answer_of(*caller.send("/api/v1/audit?limit=1000")))
            side.keep(f"API of {name}, at the end: batches", answer_of(*caller.send("/api/v1/batches?limit=1000")))
    finally:
        server.terminate()
        server.wait(timeout=30)
    if log:
        raise SystemExit(f"{side.binary}: the server's log:\n" + "".join(log[:20]))
    kept(side, "served sample", at, exact=False)
