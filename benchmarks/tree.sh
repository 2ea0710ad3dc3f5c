#!/usr/bin/env bash
# CPU seconds of a whole scan of a folder beside ripgrep looking for the same keywords.
# Usage: benchmarks/tree.sh DIR [RUNS]      needs rg; prints medians and their ratio.
set -euo pipefail
dir=$1
runs=${2:-5}
home=$(cd "$(dirname "$0")/.." && pwd -P)
"$home/straykey" --version >/dev/null
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

# The keywords of all shipped rules: the lists behind 'keywords:'.
sed -n "s/^ *keywords: *\[\(.*\)\] *$/\1/p" "$home"/rules/*.yaml | tr ',' '\n' |
  sed "s/^ *['\"]\{0,1\}//; s/['\"]\{0,1\} *$//" | grep -v '^$' | sort -u >"$tmp/keywords"

cpu() { # runs a command, prints user + system seconds
  local TIMEFORMAT='%U %S'
  { time "$@" >"$tmp/out" 2>"$tmp/err" || true; } 2>&1 | awk '{ printf "%.2f\n", $1 + $2 }'
}
median() { sort -n | awk '{ a[NR] = $1 } END { print a[int((NR + 1) / 2)] }'; }

for _ in $(seq "$runs"); do
  cpu rg -j1 -uu -a -i -F -c -f "$tmp/keywords" "$dir" >>"$tmp/rg"
  cpu "$home/straykey" scan --as dir --fail-on none --quiet \
    --report "json=$tmp/report.json" "$dir" >>"$tmp/straykey"
done
rg=$(median <"$tmp/rg")
straykey=$(median <"$tmp/straykey")
printf '%s: %s, %s files, %s keywords\n' "$dir" "$(du -sh --apparent-size "$dir" | cut -f1)" \
  "$(find "$dir" -type f | wc -l)" "$(wc -l <"$tmp/keywords")"
printf 'rg -F        %6.2f CPU s (median of %s)\n' "$rg" "$runs"
printf 'straykey     %6.2f CPU s\n' "$straykey"
awk -v a="$straykey" -v b="$rg" 'BEGIN { printf "ratio        %6.2f\n", a / b }'
