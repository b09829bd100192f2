"""What the commands are asked: over folders of files, of plans alone, and of registers in which everything happens."""

import json

from forms import audit_rows, backup_tables
from side import ROOT

SAMPLE, YUNWAN = ROOT / "testdata/sample", ROOT / "testdata/yunwan"
SMALL = ROOT / "crates/huigu/tests/books"
OTHER_PLAN = ROOT / "testdata/plans/yunwan-2023"
KINDS = (
    "parties organisations loans loan_events loan_balances loan_classes credit_lines demands guarantees guarantee_events "
    "financings observations claims lpr"
).split()
DIMENSIONS = ("lender", "industry", "town", "park", "month")
# An identity number of nobody: the standard's own example.
NUMBER = "11010519491231002X"


def bare_books(side, books, plan, years):
    """Everything that is answered over a folder of files."""
    what = f"books of {books.name}"
    at = ["--books", books, *plan]
    for year in years:
        for form in ("json", "csv", "xlsx"):
            out = side.folder / f"answer.{form}"
            side.must("settle", "--year", year, "--format", form, "--output", out, "--date", "2026-01-31", *at)
            side.keep(f"{what}: settle --year {year} --format {form}", out.read_bytes())
        settled = json.loads(side.must("settle", "--year", year, "--format", "json", *at))
        for measure in settled["measures"]:
            for one in measure["beneficiaries"]:
                words = ["explain", "--year", year, "--measure", measure["measure"], "--beneficiary", one["id"]]
                for form in ("json", "csv"):
                    side.ask(what, *words, "--format", form, *at)
        for day in (f"{year}-06-30", f"{year}-12-31"):
            for by in ([], *(["--by", by] for by in DIMENSIONS)):
                for form in ("json", "csv"):
                    side.ask(what, "targets", "--as-of", day, *by, "--format", form, *at)
        parameters = json.loads(side.must("plan", "parameters", "--format", "json", *plan))
        turned = [one["parameter"] for one in parameters["parameters"]]
        for path in turned:
            for value in ("3%", "1000000", "2"):
                status, answer, _ = side.run("simulate", "--year", year, "--set", f"{path}={value}", "--format", "json", *at)
                side.keep(f"{what}: simulate --year {year} --set {path}={value}", f"exit {status}\n".encode() + answer)
        side.ask(what, "simulate", "--year", year, "--set", f"{turned[0]}=3%", "--format", "csv", *at)


def plans(side):
    for what, plan in (("shipped plan", []), ("other plan", ["--plan", OTHER_PLAN])):
        for lang in ("zh", "en"):
            side.ask(what, "plan", "show", "--lang", lang, *plan)
            side.ask(what, "sql", "--year", 2021 if not plan else 2025, "--lang", lang, *plan)
            side.ask(what, "plan", "check", "--lang", lang, *plan)
        for form in ("json", "csv"):
            side.ask(what, "plan", "parameters", "--format", form, *plan)
    for lang in ("zh", "en"):
        side.ask("plans", "plan", "diff", OTHER_PLAN, "--lang", lang)
    for engine in ("duckdb", "postgresql", "spark"):
        side.ask("sql", "sql", "--load", engine, "--books", "books")
    for kind in KINDS:
        for lang in ("zh", "en"):
            side.file(f"template in {lang}", "template.xlsx", "template", kind, "--lang", lang, "--output")
            side.file(f"template in {lang}", "template.csv", "template", kind, "--csv", "--lang", lang, "--output")
    side.must("synth", "--loans", 200, "--events", 1500, "--seed", 7, "--out", "district")
    side.tree("synth", "district")


def changed(source, target, old, new):
    text = source.read_text(encoding="utf-8")
    if old not in text:
        raise SystemExit(f"{source}: {old} is not there")
    target.write_text(text.replace(old, new), encoding="utf-8")


def files_to_send(folder):
    """Files each with something of its own: a correction, a person, faults, a late event."""
    folder.mkdir()
    changed(SMALL / "loans.csv", folder / "loans.csv", "2021-06-18,2022-06-18,200000", "2021-06-18,2022-06-19,200000")
    head = "lender,loan_id,date,kind,amount\n"
    texts = {
        "parties.csv": f"party_id,name,kind\n{NUMBER},张三（{NUMBER}）,individual\n",
        "demands.csv": f"demand_id,borrower,date,amount\nd-x,{NUMBER},2021-05-05,1000\n",
        "loan_events.csv": head + "bank-a,A-001,2021-13-01,repay,5\nbank-a,no-such,2021-02-01,repay,5\nbank-a,A-001,2021-12-30,repay,1000\n",
        "loan_events-late.csv": head + "bank-a,A-001,2021-12-01,repay,100000\n",
        "notice.txt": "申报材料请于三月底前提交。\n\n联系电话见附件。\n",
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")


def lists(side, what, at, batches):
    for form in ("json", "csv"):
        for words in (["batches"], ["settlements"], ["notice", "list"], ["user", "list"]):
            side.ask(what, *words, "--format", form, *at, name=f"{' '.join(words)} --format {form}")
        for batch in batches:
            side.ask(what, "batches", batch, "--format", form, *at, name=f"batches {batch} --format {form}")


def kept(side, what, at, exact, plan=()):
    """Backup and audit of a register, to the byte where no clock ran."""
    side.ask(what, "check", *at, name="check")
    chain, backup = side.folder / "chain", side.folder / "backup"
    for path in (chain, backup):
        path.unlink(missing_ok=True)
    side.must("audit", "export", "--output", chain, *at)
    content = chain.read_bytes()
    side.keep(f"{what}: audit export, rows", audit_rows(content, side.since))
    if exact:
        side.keep(f"{what}: audit export, to the byte", content)
    side.must("backup", backup, *at)
    for table, columns in backup_tables(backup.read_bytes(), side.since).items():
        side.keep(f"{what}: backup, columns of {table}", "\n".join(sorted(columns)).encode())
        for column, cells in columns.items():
            side.keep(f"{what}: backup, {table}.{column}", "\n".join(json.dumps(cell, ensure_ascii=False) for cell in cells).encode())
    restored = ["--data", side.folder / f"restored-{len(side.found)}"]
    side.must("restore", backup, *restored)
    side.ask(what, "batches", "--format", "json", *restored, *plan, name="restored, batches --format json")


def register(side):
    """A small register with everything that can happen to one."""
    what, send = "register", side.folder / "send"
    files_to_send(send)
    data = ["--data", side.folder / "register"]
    at = list(data)
    side.ask(what, "import", SMALL, "--format", "json", *at, name="import books")
    side.ask(what, "import", SMALL, "--format", "csv", *at, name="import books again")
    side.ask(what, "import", send / "loans.csv", "--format", "json", *at, name="import a correction")
    side.ask(what, "import", send / "parties.csv", send / "demands.csv", "--format", "json", *at, name="import a person")
    side.ask(what, "import", send / "loan_events.csv", "--format", "json", *at, name="import faults")
    words = ["import", send / "loan_events.csv", "--accept-good-rows", "--mended", side.folder / "rejects", "--format", "csv"]
    side.ask(what, *words, *at, name="import good rows")
    side.tree(what, "rejects")
    words = ["explain", "--year", 2021, "--measure", "first-borrower-reward", "--beneficiary", NUMBER, "--format", "json"]
    side.ask(what, *words, *at, name="explain of a person")
    side.ask(what, "settle", "--year", 2021, "--approve", "经局务会议通过", "--format", "json", *at, name="approve")
    side.ask(what, "import", send / "loan_events-late.csv", "--format", "json", *at, name="import a late event")
    side.ask(what, "settle", "--verify", 1, "--format", "json", *at, name="verify")
    side.ask(what, "settle", "--verify", 1, "--format", "csv", *at, name="verify as CSV")
    side.ask(what, "settle", "--year", 2021, "--as-known-at", 13, "--format", "json", *at, name="as known at 13")
    side.ask(what, "targets", "--as-of", "2021-12-31", "--as-known-at", 13, "--format", "json", *at, name="targets as known at 13")
    publish = ["notice", "publish", "--text", send / "notice.txt", "--title"]
    side.must(*publish, "关于申报材料的通知", *at)
    side.must(*publish, "2021年补助公示", "--settlement", 1, "--until", "2099-01-01", *at)
    side.must("notice", "withdraw", 1, "--reason", "日期有误", *at)
    side.must("user", "add", "wang", "--role", "bank", "--for", "bank-a", "--name", "王海宁", *at)
    side.must("user", "add", "zhang", "--role", "centre", *at)
    side.must("user", "disable", "zhang", *at)
    side.must("plan", "attach-text", ROOT / "testdata/official/yunwan-2023.txt", *at)
    side.must("withdraw", 14, *at)
    lists(side, what, at, range(1, 17))
    side.ask(what, "settle", "--verify", 1, "--format", "json", *at, name="verify after a withdrawal")
    kept(side, what, at, exact=False)
    plan = ["--plan", OTHER_PLAN]
    other = ["--data", side.folder / "other-register", *plan]
    side.ask("other register", "import", YUNWAN, "--format", "json", *other, name="import")
    side.ask("other register", "settle", "--year", 2025, "--approve", "ok", "--format", "json", *other, name="approve")
    lists(side, "other register", other, range(1, 14))
    kept(side, "other register", other, exact=False, plan=plan)
