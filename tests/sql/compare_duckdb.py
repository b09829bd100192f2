"""Compares the emitted SQL in duckdb with `huigu settle`; see compare.py for the arguments."""

from compare import main

main("duckdb")
