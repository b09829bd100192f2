"""The emitted SQL against `huigu settle`, beneficiary by beneficiary, fen by fen."""

import argparse
import json
import subprocess
import sys
from decimal import Decimal

from engines import ENGINES, differences


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}: exit status {done.returncode}\n{done.stderr}")
    return done.stdout


def fen(yuan):
    return int(Decimal(yuan) * 100)


def settled(huigu, books, plan, year):
    """What the engine says; who has only a claim and no line is no row of the SQL."""
    answer = json.loads(run(huigu, "settle", "--books", books, "--year", str(year), "--format", "json", *plan))
    return [
        (m["measure"], b["id"], fen(b["uncapped"]), fen(b["amount"]), b["lines"], b["incomplete"])
        for m in answer["measures"]
        for b in m["beneficiaries"]
        if b["lines"]
    ]


def main(engine):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--huigu", default="huigu", help="the binary")
    parser.add_argument("--books", required=True, help="folder of the books")
    parser.add_argument("--plan", help="folder of a plan (default: the shipped one)")
    parser.add_argument("years", nargs="+", type=int)
    asked = parser.parse_args()
    plan = ("--plan", asked.plan) if asked.plan else ()
    load = run(asked.huigu, "sql", "--load", engine, "--books", asked.books)
    engine = ENGINES[engine]()
    wrong = 0
    for year in asked.years:
        expected = settled(asked.huigu, asked.books, plan, year)
        found = engine.settle(load, run(asked.huigu, "sql", "--year", str(year), *plan))
        told = differences(expected, found)
        wrong += len(told)
        for line in told:
            print(f"{year}: {line}")
        lines, due = sum(r[4] for r in expected), sum(r[3] for r in expected)
        print(f"{engine.name} {year}: {len(expected)} beneficiaries, {lines} lines, {due} fen due, {len(told)} differ")
        if not expected:
            print(f"{year}: nothing to compare")
            wrong += 1
    engine.close()
    sys.exit(1 if wrong else 0)
