#!/usr/bin/env bash
# A scan of whole histories beside git printing them: CPU seconds and wall time, medians, ratios,
# and the count of blobs beside git's own.
# Usage: benchmarks/history.sh REPOSITORY...
#   RUNS=3 how often each is measured, in turns; LOG=1 measures git log -p too (slow, once)
#   STRAYKEY=COMMAND what to measure in place of ./straykey
set -euo pipefail
home=$(cd "$(dirname "$0")/.." && pwd -P)
straykey=${STRAYKEY:-$home/straykey}
runs=${RUNS:-3}
"$straykey" --version >/dev/null
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
measure() { # file to add "wall cpu" to, command…; what it prints is thrown away, not written
  local file=$1 TIMEFORMAT='%R %U %S'
  shift
  { time "$@" >/dev/null 2>"$tmp/err" || true; } 2>&1 | awk '{ print $1, $2 + $3 }' >>"$file"
}
median() { # file, column
  awk -v c="$2" '{ print $c }' "$1" | sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'
}
printf '| repository | blobs by git | blobs read | cat-file CPU / wall | straykey CPU / wall | ratio CPU / wall | log -p CPU |\n'
printf '|---|---|---|---|---|---|---|\n'
for repository in "$@"; do
  rm -f "$tmp"/*.times
  git -C "$repository" cat-file --batch-all-objects --batch-check='%(objecttype) %(objectname)' \
    --unordered | sed -n 's/^blob //p' >"$tmp/blobs"
  for ((i = 0; i < runs; i++)); do
    measure "$tmp/git.times" git -C "$repository" cat-file --batch --buffer <"$tmp/blobs"
    measure "$tmp/straykey.times" env STRAYKEY_JAVA_OPTIONS=-Xmx256m "$straykey" scan \
      --fail-on none --quiet --report "json=$tmp/report.json" "$repository"
  done
  log=-
  if [ -n "${LOG:-}" ]; then
    measure "$tmp/log.times" git -C "$repository" log -p -U0 --full-history --all
    log=$(median "$tmp/log.times" 2)
  fi
  read_blobs=$(sed -n 's/.*"blobs" *: *\([0-9]*\).*/\1/p' "$tmp/report.json" | head -n 1)
  gw=$(median "$tmp/git.times" 1) gc=$(median "$tmp/git.times" 2)
  sw=$(median "$tmp/straykey.times" 1) sc=$(median "$tmp/straykey.times" 2)
  awk -v n="$(basename "$(dirname "$repository")")" -v b="$(wc -l <"$tmp/blobs")" -v r="$read_blobs" \
    -v gc="$gc" -v gw="$gw" -v sc="$sc" -v sw="$sw" -v log_cpu="$log" 'BEGIN {
      printf "| %s | %d | %d | %.2f / %.2f s | %.2f / %.2f s | %.2f / %.2f | %s |\n",
        n, b, r, gc, gw, sc, sw, sc / gc, sw / gw, log_cpu }'
done
