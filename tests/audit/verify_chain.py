#!/usr/bin/env python3
"""Verifies an exported audit chain without Huigu: the form is that of docs/REGISTER.md.

usage: verify_chain.py FILE [N:HASH]

Prints the head and how many acts have no outcome; ends with 1 where a row does
not hold. The second argument is a head kept earlier.
"""

import struct
import sys

MASK = 0xFFFFFFFF


def rotated(x, n):
    n %= 32
    return ((x << n) | (x >> (32 - n))) & MASK


def sm3(message):
    """SM3 as GB/T 32905-2016 describes it."""
    state = [0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600, 0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E]
    bits = len(message) * 8
    message += b"\x80" + b"\0" * ((55 - len(message)) % 64) + struct.pack(">Q", bits)
    for block in range(0, len(message), 64):
        w = list(struct.unpack(">16I", message[block : block + 64]))
        for j in range(16, 68):
            x = w[j - 16] ^ w[j - 9] ^ rotated(w[j - 3], 15)
            w.append(x ^ rotated(x, 15) ^ rotated(x, 23) ^ rotated(w[j - 13], 7) ^ w[j - 6])
        a, b, c, d, e, f, g, h = state
        for j in range(64):
            constant = 0x79CC4519 if j < 16 else 0x7A879D8A
            ss1 = rotated((rotated(a, 12) + e + rotated(constant, j)) & MASK, 7)
            ss2 = ss1 ^ rotated(a, 12)
            ff = a ^ b ^ c if j < 16 else (a & b) | (a & c) | (b & c)
            gg = e ^ f ^ g if j < 16 else (e & f) | (~e & MASK & g)
            tt1 = (ff + d + ss2 + (w[j] ^ w[j + 4])) & MASK
            tt2 = (gg + h + ss1 + w[j]) & MASK
            a, b, c, d = tt1, a, rotated(b, 9), c
            e, f, g, h = tt2 ^ rotated(tt2, 9) ^ rotated(tt2, 17), e, rotated(f, 19), g
        state = [x ^ y for x, y in zip(state, [a, b, c, d, e, f, g, h])]
    return struct.pack(">8I", *state)


def fail(number, why):
    sys.exit(f"row {number} does not hold: {why}")


def verify(exported, head):
    if not exported.startswith(b"HUIGU-AUDIT-1\n"):
        fail(1, "not an exported chain")
    at, number, before, open_acts = 14, 0, bytes(32), set()
    while at < len(exported):
        number += 1
        length = int.from_bytes(exported[at : at + 4], "big")
        row, kept = exported[at + 4 : at + 4 + length], exported[at + 4 + length : at + 36 + length]
        at += 36 + length
        if len(kept) < 32 or len(row) < 61 or row[:4] != b"HGA1":
            fail(number, "cannot be read")
        if row[4:36] != before:
            fail(number, "does not continue the row before")
        if sm3(row) != kept:
            fail(number, "its content differs from its hash")
        own, act, step = struct.unpack(">QQB", row[36:53])
        texts, place = [], 61
        for _ in range(5):
            size = int.from_bytes(row[place : place + 4], "big")
            texts.append(row[place + 4 : place + 4 + size].decode())
            place += 4 + size
        if own != number or place != len(row):
            fail(number, "its number or its end is wrong")
        result = texts[4]
        if step == 1 and act == number and not result:
            open_acts.add(act)
        elif step == 2 and act in open_acts and result:
            open_acts.remove(act)
        else:
            fail(number, "opening and outcome do not belong together")
        if head and head[0] == number and head[1] != kept.hex():
            fail(number, "differs from the head kept: the chain was made anew")
        before = kept
    if head and head[0] > number:
        fail(number + 1, "the chain ends before the head kept")
    return number, before.hex(), len(open_acts)


def main():
    if sm3(b"abc").hex() != "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0":
        sys.exit("this program's SM3 is not SM3")
    with open(sys.argv[1], "rb") as file:
        exported = file.read()
    head = None
    if len(sys.argv) > 2:
        number, value = sys.argv[2].split(":")
        head = (int(number), value)
    number, value, interrupted = verify(exported, head)
    print(f"holds: {number}:{value}, acts without an outcome: {interrupted}")


if __name__ == "__main__":
    main()
