"""The forms answers come in, without what only the clock or chance decides: texts, audit chains, backups, workbooks."""

import io
import json
import re
import time
import xml.etree.ElementTree
import zipfile

SECRETS = [
    (re.compile(rb"hgt_[0-9a-f]{64}"), b"<token>"),
    # What a register holds of this run is in the hash of its backup and of its chain.
    (re.compile(rb"(last_batch=[0-9]+ sm3)=[0-9a-f]{64}"), rb"\1=<hash>"),
    (re.compile(rb'("head": "[0-9]+):[0-9a-f]{64}"'), rb'\1:<hash>"'),
    (re.compile(rb'"request_id": ?"[0-9a-f]+"'), b'"request_id":"<id>"'),
    (re.compile(rb"20\d\d-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+]\d\d:\d\d)?"), None),
]


def masked(content, since):
    """Without secrets and without moments of this run."""

    def moment(found):
        day = time.mktime(time.strptime(found[0][:10].decode(), "%Y-%m-%d"))
        return b"<instant>" if day > since - 3 * 86_400 else found[0]

    def microseconds(found):
        return found[1] + str(cell_text(int(found[2]), since)).encode()

    for pattern, instead in SECRETS:
        content = pattern.sub(moment if instead is None else instead, content)
    return re.sub(rb'("instant": )([0-9]{16})', microseconds, content)


class Reader:
    """Reads numbers and texts out of bytes, as docs/REGISTER.md lays them out."""

    def __init__(self, content, at=0):
        self.content, self.at = content, at

    def take(self, count):
        self.at += count
        if self.at > len(self.content):
            raise SystemExit("a file ends too early")
        return self.content[self.at - count : self.at]

    def number(self, count):
        return int.from_bytes(self.take(count), "big", signed=count == 8)

    def text(self):
        return self.take(self.number(4)).decode()


def audit_rows(chain, since):
    """An exported chain as lines, without what depends on the clock."""
    reader, lines = Reader(chain, 14), []
    while reader.at < len(chain):
        row = Reader(reader.take(reader.number(4)))
        reader.take(32)
        row.take(36)
        number, act, step, instant = row.number(8), row.number(8), row.number(1), row.number(8)
        texts = [row.text() for _ in range(5)]
        lines.append(json.dumps([number, act, step, cell_text(instant, since), *texts], ensure_ascii=False))
    return "\n".join(lines).encode()


def cell_text(value, since):
    """A number of a register, masked if it is a moment of this run."""
    return "<instant>" if since - 3600 < value / 1e6 < since + 400 * 86_400 else value


# What is made of chance or of the clock, by table and column.
BY_CHANCE = {
    ("audit", "before"), ("audit", "hash"), ("users", "password"), ("users", "secret"), ("tokens", "hash"),
    ("second_factors", "secret"), ("recovery_codes", "hash"), ("recovery_codes", "code"),
}


def backup_tables(content, since):
    """Name of each table -> name of each column -> its cells, in the order of the rows."""
    reader, tables = Reader(content, 15), {}
    reader.take(8)
    reader.text()
    reader.take(8 + 32 + 8)
    for _ in range(reader.number(4)):
        name = reader.text()
        columns = [reader.text() for _ in range(reader.number(4))]
        cells = {column: [] for column in columns}
        while length := reader.number(4):
            row = Reader(reader.take(length))
            for column in columns:
                kind = row.number(1)
                if kind == 0:
                    value = None
                elif kind == 1:
                    value = cell_text(row.number(8), since)
                elif kind == 2:
                    value = row.text()
                else:
                    value = row.take(row.number(4)).hex()
                cells[column].append("<chance>" if value is not None and (name, column) in BY_CHANCE else value)
        reader.number(8)
        tables[name] = cells
    return tables


def workbook(content):
    """The sheets of a workbook: name, then every cell that is not empty as `A1 = value`."""
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        def parsed(name):
            return xml.etree.ElementTree.fromstring(parts.read(name))

        shared = []
        if "xl/sharedStrings.xml" in parts.namelist():
            shared = ["".join(text.text or "" for text in one.iter(space + "t")) for one in parsed("xl/sharedStrings.xml")]
        names = [sheet.get("name") for sheet in parsed("xl/workbook.xml").iter(space + "sheet")]
        lines = []
        for place, name in enumerate(names, 1):
            lines.append(f"[{name}]")
            for cell in parsed(f"xl/worksheets/sheet{place}.xml").iter(space + "c"):
                value = cell.find(space + "v")
                text = "".join(part.text or "" for part in cell.iter(space + "t")) if value is None else value.text
                if cell.get("t") == "s" and value is not None:
                    text = shared[int(text)]
                if text:
                    lines.append(f"{cell.get('r')} = {text}")
    return "\n".join(lines).encode()
