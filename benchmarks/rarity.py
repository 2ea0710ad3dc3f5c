#!/usr/bin/env python3
"""Makes the tables of Rarity, and measures them beside entropy, pairs and triples of characters.

Usage: rarity.py make OUT DIR [DIR ...]      counts the names in source trees, writes the tables
       rarity.py measure TABLES DIR [DIR...] names of other trees against random keys

A name is a token that stands in at least three files and holds no long hex and no +, = or colon:
what stands in several files is written by people."""
import collections
import math
import os
import random
import re
import string
import sys

TOKEN = re.compile(rb"[A-Za-z0-9_\-./+=:@]{6,80}")
DATA = re.compile(rb"[0-9a-f]{12,}|[0-9A-F]{12,}|[+=:]|^[A-Za-z0-9/]{40,}$")
SYMBOLS = 28  # letters, a digit (27), anything else (0)


def names(trees, least):
    seen = collections.Counter()
    for tree in trees:
        for folder, _, files in os.walk(tree):
            for name in files:
                path = os.path.join(folder, name)
                if os.path.islink(path) or os.path.getsize(path) > 400_000:
                    continue
                with open(path, "rb") as f:
                    text = f.read()
                if b"\0" not in text[:4000]:
                    seen.update(set(TOKEN.findall(text)))
    return [t for t, n in seen.items() if n >= least and not DATA.search(t)]


def symbol(c):
    if 97 <= c <= 122:
        return c - 96
    if 65 <= c <= 90:
        return c - 64
    return 27 if 48 <= c <= 57 else 0


def kind(c):
    return 0 if 97 <= c <= 122 else 1 if 65 <= c <= 90 else 2 if 48 <= c <= 57 else 3


def make(out, trees):
    letters = [0.02] * SYMBOLS**3
    kinds = [0.5] * 64
    for t in names(trees, 3):
        s = [0, 0] + [symbol(c) for c in t]
        k = [3, 3] + [kind(c) for c in t]
        for i in range(2, len(s)):
            letters[(s[i - 2] * SYMBOLS + s[i - 1]) * SYMBOLS + s[i]] += 1
            kinds[(k[i - 2] * 4 + k[i - 1]) * 4 + k[i]] += 1
    pairs = [[sum(letters[(a * SYMBOLS + b) * SYMBOLS + c] for a in range(SYMBOLS))
              for c in range(SYMBOLS)] for b in range(SYMBOLS)]
    table = bytearray()
    for a in range(SYMBOLS):
        for b in range(SYMBOLS):
            row = letters[(a * SYMBOLS + b) * SYMBOLS:][:SYMBOLS]
            n = sum(row)
            trust = n / (n + 20)  # little was counted here: lean on the pair
            p = [trust * row[c] / n + (1 - trust) * pairs[b][c] / sum(pairs[b])
                 for c in range(SYMBOLS)]
            table += bytes(sixteenths(p[c] / sum(p[1:27])) for c in range(1, 27))
    for i in range(16):
        row = kinds[i * 4:i * 4 + 4]
        table += bytes(sixteenths(v / sum(row)) for v in row)
    with open(out, "wb") as f:
        f.write(table)


def sixteenths(p):
    return min(255, max(0, round(-math.log2(p) * 16)))


def ours(table):
    def bits(t):
        s = [0, 0] + [symbol(c) for c in t]
        k = [3, 3] + [kind(c) for c in t]
        cost = counted = 0
        for i in range(2, len(s)):
            if k[i] == 3:
                continue
            counted += 1
            cost += table[SYMBOLS * SYMBOLS * 26 + (k[i - 2] * 4 + k[i - 1]) * 4 + k[i]]
            cost += 53 if k[i] == 2 else table[(s[i - 2] * SYMBOLS + s[i - 1]) * 26 + s[i] - 1]
        small, capital, digit = (any(kind(c) == x for c in t) for x in range(3))
        alphabet = 26 * small + 26 * capital + 10 * digit
        if all(symbol(c) in (*range(0, 7), 27) for c in t) and not (small and capital):
            alphabet = 16 if small or capital else 10
        return cost / 16 - counted * math.log2(max(alphabet, 10))
    return bits


def entropy(t):
    return -sum(v / len(t) * math.log2(v / len(t)) for v in collections.Counter(t).values())


def measure(tables, trees):
    with open(tables, "rb") as f:
        table = f.read()
    chance = random.Random(1)
    hexa, base36, base62 = "0123456789abcdef", string.digits + string.ascii_lowercase, \
        string.digits + string.ascii_letters
    keys = {"%d of %s" % (n, name): ["".join(chance.choice(of) for _ in range(n)).encode()
                                     for _ in range(3000)]
            for name, of, n in (("hex", hexa, 32), ("hex", hexa, 40), ("a-z0-9", base36, 16),
                                ("a-z0-9", base36, 24), ("A-Za-z0-9", base62, 16),
                                ("A-Za-z0-9", base62, 32), ("a-z", string.ascii_lowercase, 24))}
    words = [t for t in names(trees, 4) if 16 <= len(t) <= 64]
    print("%d names" % len(words))
    for name, of in (("entropy", entropy), ("ours", ours(table))):
        ranked = sorted(map(of, words))
        for passed in (0.01, 0.002):
            bar = ranked[int(len(ranked) * (1 - passed))]
            print("%-8s passes %.3f of names at %6.2f, keeps " % (name, passed, bar), ", ".join(
                "%s %.1f%%" % (k, 100 * sum(of(t) > bar for t in v) / len(v))
                for k, v in keys.items()))


if __name__ == "__main__":
    {"make": make, "measure": measure}[sys.argv[1]](sys.argv[2], sys.argv[3:])
