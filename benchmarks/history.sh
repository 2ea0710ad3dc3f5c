#!/usr/bin/env bash
# CPU seconds and wall time of a scan of a repository's whole history beside git printing it.
# Usage: benchmarks/history.sh REPOSITORY
set -euo pipefail
repository=$1
home=$(cd "$(dirname "$0")/.." && pwd -P)
"$home/straykey" --version >/dev/null
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
measure() { # name, command…
  local name=$1 TIMEFORMAT='%R %U %S'
  shift
  { time "$@" >"$tmp/out" 2>"$tmp/err" || true; } 2>&1 |
    awk -v name="$name" '{ printf "%-28s %7.2f s wall %7.2f s CPU\n", name, $1, $2 + $3 }'
}
git -C "$repository" cat-file --batch-all-objects --batch-check='%(objecttype) %(objectname)' \
  --unordered | sed -n 's/^blob //p' >"$tmp/blobs"
printf '%s: %s blobs\n' "$repository" "$(wc -l <"$tmp/blobs")"
measure 'git cat-file --batch' git -C "$repository" cat-file --batch --buffer <"$tmp/blobs"
measure 'git log -p -U0 --all' git -C "$repository" log -p -U0 --full-history --all
measure 'straykey scan' env STRAYKEY_JAVA_OPTIONS=-Xmx256m "$home/straykey" scan --fail-on none --quiet \
  --report "json=$tmp/report.json" "$repository"
