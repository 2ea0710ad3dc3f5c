#!/usr/bin/env python3
"""Lists keys that stand in their own issuer's public repositories, as lines of published-keys.

    published_keys.py REPORT.json TREE [RULE=OWNER,OWNER...]...

TREE holds checkouts of public repositories, each in a folder OWNER+NAME, none of them a scanner's,
whose tests are copies of each other's; REPORT.json is what
`straykey scan TREE --as dir --report json=REPORT.json` wrote about it. A key of RULE is listed when
it stands in a repository of one of the OWNERs, who are the issuer, or in repositories of three
unrelated owners. What is printed is the first half of the key's SHA-256, the rule, and where the key
stands: never the key."""
import collections
import hashlib
import json
import os
import sys

ENOUGH = 3


def keys(report, tree):
    """Yields (rule, key, repository) of each match that stands on one line, in clear."""
    lines = {}
    for finding in json.load(open(report, encoding="utf-8"))["findings"]:
        for match in finding["matches"]:
            if match["decoded"] or match["line"] != match["end_line"]:
                continue
            path = match["path"]
            if path not in lines:
                lines.clear()
                name = os.path.join(tree, path)
                if not os.path.isfile(name):
                    continue
                with open(name, encoding="utf-8", errors="replace", newline="") as f:
                    lines[path] = f.read().split("\n")
            line = lines[path][match["line"] - 1]
            key = line[match["column"] - 1:match["end_column"] - 1]
            yield finding["rule"], key, path.split("/")[0].replace("+", "/", 1)


def main():
    report, tree, *owned = sys.argv[1:]
    owners = {rule: set(names.split(",")) for rule, names in (o.split("=") for o in owned)}
    places = collections.defaultdict(set)
    for rule, key, repository in keys(report, tree):
        if rule in owners:
            places[rule, key].add(repository)
    listed = []
    for (rule, key), repositories in places.items():
        who = {r.split("/")[0] for r in repositories}
        own = sorted(r for r in repositories if r.split("/")[0] in owners[rule])
        if own or len(who) >= ENOUGH:
            digest = hashlib.sha256(key.encode()).hexdigest()[:32]
            listed.append((rule, digest, " ".join(own or sorted(repositories)[:ENOUGH])))
    for rule, digest, where in sorted(listed):
        print(digest, rule, where)


if __name__ == "__main__":
    main()
