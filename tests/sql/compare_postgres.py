"""Compares the emitted SQL in postgresql with `huigu settle`; see compare.py for the arguments."""

from compare import main

main("postgresql")
