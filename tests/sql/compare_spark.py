"""Compares the emitted SQL in spark with `huigu settle`; see compare.py for the arguments."""

from compare import main

main("spark")
