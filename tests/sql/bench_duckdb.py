"""The year's sums in DuckDB, hand-written for speed: how long the bulk of a settlement and its targets takes there.

Integer tables in memory, sorted by loan, everything a word can be already a small number. The query does less than
Huigu does (no limits per borrower, no exclusion, no guarantees, deals or demands, no counts of parties, no party that
changed), all of it in DuckDB's favour. `--emitted` times the settlement that `huigu sql` prints as well.
"""

import argparse
import glob
import statistics
import time
from datetime import date

import duckdb

from compare import run

EPOCH = date(1970, 1, 1)


def day(year, month, on):
    return (date(year, month, on) - EPOCH).days


def load(connection, books):
    def table(kind):
        """Read by name of the kind, in parts or whole, Parquet or CSV."""
        for ending, read in (("parquet", "read_parquet({})"), ("csv", "read_csv({}, all_varchar = false)")):
            found = glob.glob(f"{books}/{kind}.{ending}") + sorted(glob.glob(f"{books}/{kind}-*.{ending}"))
            if found:
                return read.format(found)
        raise SystemExit(f"{books}: no {kind} in Parquet or CSV")

    def coded(column, *words):
        cases = " ".join(f"WHEN '{word}' THEN {code}" for code, word in enumerate(words, 1))
        return f"CAST(CASE {column} {cases} ELSE 0 END AS TINYINT)"

    number = "CAST({} - DATE '1970-01-01' AS SMALLINT)".format
    connection.execute(
        f"""
        CREATE TABLE parties AS
        SELECT party_id, {coded('kind', 'enterprise', 'individual-business', 'individual')} AS kind,
            {coded('ownership', 'private')} AS ownership, {coded('scale', 'micro', 'small')} AS scale,
            CAST(coalesce(industry LIKE 'C%', FALSE) AS TINYINT) AS manufacturing,
            CAST(coalesce(in_district, TRUE) AS TINYINT) AS in_district,
            coalesce({number('dual_innovation_since')}, 32767) AS dual_since
        FROM {table('parties')}
        QUALIFY row_number() OVER (PARTITION BY party_id ORDER BY valid_from NULLS FIRST) = 1;

        CREATE TABLE keyed AS
        SELECT *, CAST(row_number() OVER (ORDER BY lender, loan_id) AS INTEGER) AS loan
        FROM {table('loans')};

        CREATE TABLE loans AS
        SELECT loan, CAST(dense_rank() OVER (ORDER BY lender) AS SMALLINT) AS lender,
            p.kind, p.ownership, p.scale, p.manufacturing, p.in_district, p.dual_since,
            {coded('l.form', 'loan', 'discount')} AS form, {coded('security', 'unsecured')} AS security,
            {coded('purpose', 'working-capital', 'fixed-asset', 'consumption')} AS purpose,
            {coded('product', 'huigu-startup-loan', 'tech-loan')} AS product,
            {number('start')} AS start, {number('due')} AS due, CAST(principal * 100 AS BIGINT) AS principal,
            coalesce(CAST(credit_line * 100 AS BIGINT), -1) AS line,
            coalesce(CAST(rate * 10000 AS INTEGER), -1) AS rate,
            CAST(coalesce(first_loan, FALSE) AS TINYINT) AS first,
            CAST(renewal_of IS NOT NULL AS TINYINT) AS renewal
        FROM keyed l JOIN parties p ON p.party_id = l.borrower ORDER BY loan;

        CREATE TABLE events AS
        SELECT k.loan, {number('date')} AS day,
            CAST(CASE WHEN e.kind = 'disburse' THEN amount ELSE -amount END * 100 AS BIGINT) AS delta
        FROM {table('loan_events')} e JOIN keyed k USING (lender, loan_id)
        ORDER BY k.loan, day;

        DROP TABLE keyed; DROP TABLE parties;
        """
    )


def sums(year):
    """What is added up of each loan: weights of a movement by its day."""
    begin, end, before, base = day(year, 1, 1), day(year + 1, 1, 1), day(year - 1, 1, 1), day(2021, 1, 1)
    return f"""
        sum(delta * greatest(0, {end} - greatest(day, {begin}))) AS y,
        sum(delta * greatest(0, {begin} - greatest(day, {before}))) AS b,
        sum(CASE WHEN day < {end} THEN delta ELSE 0 END) AS now,
        sum(CASE WHEN day < {base} THEN delta ELSE 0 END) AS base"""


def figures(year, total):
    """The measures and targets of loans, by lender; `total` adds a weighted column up."""
    begin, end = day(year, 1, 1), day(year + 1, 1, 1)
    inclusive = (
        "in_district = 1 AND form <> 2 AND line BETWEEN 0 AND 1000000000 AND (kind = 1 AND scale IN (1, 2)"
        " OR kind = 2 AND purpose <> 3 OR kind = 3 AND purpose IN (1, 2))"
    )
    started = f"start >= {begin} AND start < {end}"
    dual = f"kind = 1 AND in_district = 1 AND dual_since < {end}"
    asked = [
        total("y", f"{inclusive} AND security = 1"),
        total("b", f"{inclusive} AND security = 1"),
        total("y", "product = 1 AND in_district = 1 AND principal <= 200000000 AND due <= start + 1096"),
        total("now", "kind = 1 AND in_district = 1"),
        total("now", "kind = 1 AND in_district = 1 AND ownership = 1"),
        total("now", inclusive),
        total("base", inclusive),
        total("now", f"{inclusive} AND security = 1"),
        total("base", f"{inclusive} AND security = 1"),
        total("now", "manufacturing = 1 AND in_district = 1"),
        total("base", "manufacturing = 1 AND in_district = 1"),
        total("now", "manufacturing = 1 AND in_district = 1 AND due > start + 366"),
        total("base", "manufacturing = 1 AND in_district = 1 AND due > start + 366"),
        total("now", dual),
        total("base", dual),
        total("now", f"{dual} AND security = 1"),
        total("base", f"{dual} AND security = 1"),
        total("now", "product IN (1, 2) AND in_district = 1"),
    ]
    loans = [
        f"count(*) FILTER ({inclusive} AND renewal = 1 AND {started})",
        f"count(*) FILTER (first = 1 AND in_district = 1 AND {started})",
        f"sum(rate * principal) FILTER ({started} AND rate >= 0 AND in_district = 1)",
        f"sum(principal) FILTER ({started} AND rate >= 0 AND in_district = 1)",
    ]
    return asked, loans


def query(year):
    of_loans, loans = figures(year, lambda column, where: f"sum({column}) FILTER ({where})")
    return f"""
        WITH w AS (SELECT loan, {sums(year)} FROM events GROUP BY loan)
        SELECT lender, {', '.join(of_loans + loans)} FROM w JOIN loans USING (loan) GROUP BY lender"""


def times(connection, query, rounds):
    taken = []
    for _ in range(rounds):
        begin = time.perf_counter()
        connection.execute(query).fetchall()
        taken.append(time.perf_counter() - begin)
    return statistics.median(taken)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--books", required=True, help="folder of a synthetic district")
    parser.add_argument("--year", type=int, default=2021)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--emitted", metavar="HUIGU", help="the binary whose `huigu sql` is timed too (books in CSV)")
    asked = parser.parse_args()
    print(f"DuckDB {duckdb.__version__}, {asked.threads} threads, medians of {asked.rounds} rounds")
    connection = duckdb.connect()
    connection.execute(f"SET threads = {asked.threads}")
    load(connection, asked.books)
    [(loans,)], [(events,)] = (
        connection.execute(f"SELECT count(*) FROM {table}").fetchall() for table in ("loans", "events")
    )
    print(f"{loans} loans, {events} events")
    print(f"{times(connection, query(asked.year), asked.rounds):10.3f} s  hand-written sums", flush=True)
    read = "SELECT sum(loan), sum(day), sum(delta) FROM events"
    print(f"{times(connection, read, asked.rounds):10.3f} s  sums of the columns of events alone", flush=True)
    connection.close()
    if asked.emitted:
        connection = duckdb.connect()
        connection.execute(f"SET threads = {asked.threads}")
        connection.execute(run(asked.emitted, "sql", "--load", "duckdb", "--books", asked.books))
        emitted = run(asked.emitted, "sql", "--year", str(asked.year))
        print(f"{times(connection, emitted, asked.rounds):10.3f} s  the settlement that huigu sql prints", flush=True)


if __name__ == "__main__":
    main()
