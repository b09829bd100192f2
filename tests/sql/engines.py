"""Runs a load script and a settlement in DuckDB, PostgreSQL or Spark.

Every engine gives the same list of rows:
(measure, beneficiary, uncapped, amount, lines, incomplete), money in fen.
"""

import os
import re
import shutil
import subprocess
import tempfile


def row(measure, beneficiary, uncapped, amount, lines, incomplete):
    return (measure, beneficiary, int(uncapped), int(amount), int(lines), incomplete or None)


def statements(script):
    """The statements of a script; no text in it holds a semicolon at a line's end."""
    lines = [line for line in script.splitlines() if not line.startswith("--")]
    return [part for part in re.split(r";\s*\n", "\n".join(lines) + "\n") if part.strip()]


class DuckDb:
    """DuckDB inside this process (PyPI duckdb)."""

    name = "duckdb"

    def __init__(self):
        import duckdb

        self.connect = duckdb.connect

    def settle(self, load, settlement):
        connection = self.connect()
        try:
            connection.execute(load)
            return [row(*found) for found in connection.execute(settlement).fetchall()]
        finally:
            connection.close()

    def close(self):
        pass


class PostgreSql:
    """A scratch PostgreSQL cluster on a socket of its own, run by a user who is not root."""

    name = "postgresql"

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="huigu-postgresql-")
        self.user = "postgres" if os.geteuid() == 0 else None
        if self.user:
            shutil.chown(self.folder, self.user)
        self.data = os.path.join(self.folder, "data")
        self.run(self.tool("initdb"), "-D", self.data, "-U", "huigu", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
        options = f"-c listen_addresses='' -c unix_socket_directories='{self.folder}' -c fsync=off"
        self.run(self.tool("pg_ctl"), "-D", self.data, "-l", os.path.join(self.folder, "log"), "-o", options, "-w", "start")

    def tool(self, name):
        places = [os.path.join("/usr/lib/postgresql", version, "bin") for version in sorted(os.listdir("/usr/lib/postgresql"))]
        return next((os.path.join(place, name) for place in reversed(places) if os.path.exists(os.path.join(place, name))), name)

    def run(self, *command, text=None):
        if self.user and not command[0].endswith("psql"):
            command = ("runuser", "-u", self.user, "--", *command)
        done = subprocess.run(command, input=text, capture_output=True, text=True, cwd="/")
        if done.returncode:
            raise SystemExit(f"{' '.join(command)}\n{done.stdout}{done.stderr}")
        return done.stdout

    def psql(self, text, *options):
        psql = shutil.which("psql") or self.tool("psql")
        return self.run(psql, "-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", self.folder, "-U", "huigu", "-d", "postgres", *options, text=text)

    def settle(self, load, settlement):
        # One session, as the load script leaves settings for the settlement.
        found = self.psql("SET client_min_messages = warning;\n" + load + settlement, "-A", "-t", "-F", "\t")
        return [row(*line.split("\t")) for line in found.splitlines()]

    def close(self):
        self.run(self.tool("pg_ctl"), "-D", self.data, "-m", "immediate", "stop")
        shutil.rmtree(self.folder)


class Spark:
    """Spark on this machine's cores (PyPI pyspark, Java 17)."""

    name = "spark"

    def __init__(self):
        from pyspark.sql import SparkSession

        self.folder = tempfile.mkdtemp(prefix="huigu-spark-")
        self.session = (
            SparkSession.builder.master("local[*]")
            .appName("huigu")
            .config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.memory", "4g")
            .config("spark.sql.shuffle.partitions", "8")
            .config("spark.sql.warehouse.dir", self.folder)
            .getOrCreate()
        )
        self.session.sparkContext.setLogLevel("ERROR")

    def settle(self, load, settlement):
        for statement in statements(load):
            self.session.sql(statement)
        return [row(*found) for found in self.session.sql(settlement).collect()]

    def close(self):
        self.session.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


ENGINES = {engine.name: engine for engine in (DuckDb, PostgreSql, Spark)}


def differences(expected, found):
    """What differs, one line each, by measure and beneficiary."""
    want = {line[:2]: line[2:] for line in expected}
    have = {line[:2]: line[2:] for line in found}
    told = []
    if len(have) != len(found):
        told.append("a beneficiary stands twice under one measure")
    for key in sorted(want.keys() | have.keys()):
        if want.get(key) != have.get(key):
            told.append(f"{key[0]} {key[1]}: expected {want.get(key)}, the SQL gives {have.get(key)}")
    return told
