#!/usr/bin/env bash
# Scans with --incremental: a first one, one with nothing new, one after ten commits, one after all
# objects were packed anew, and one more with nothing new. CPU seconds and wall time under -Xmx256m;
# each report is compared with that of a scan that remembers nothing.
# Usage: benchmarks/rescan.sh REPOSITORY...
#   STRAYKEY=COMMAND what to measure in place of ./straykey; SAME=0 to leave out what is compared
set -euo pipefail
home=$(cd "$(dirname "$0")/.." && pwd -P)
straykey=${STRAYKEY:-$home/straykey}
"$straykey" --version >/dev/null
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
export STRAYKEY_JAVA_OPTIONS=-Xmx256m STRAYKEY_HOME=$tmp/home
scan() { # report, options…
  "$straykey" scan --fail-on none --quiet --report "json=$1" "${@:2}" "$tmp/repository"
}
measure() { # prints CPU / wall, and whether the report is that of a fresh scan
  local TIMEFORMAT='%R %U %S' took same=
  took=$({ time scan "$tmp/again.json" --incremental >/dev/null 2>"$tmp/err" || true; } 2>&1 |
    awk '{ printf "%.2f / %.2f s", $2 + $3, $1 }')
  if [ "${SAME:-1}" != 0 ]; then
    scan "$tmp/fresh.json" >/dev/null 2>&1 || true
    same=' differs'
    diff <(grep -vE '"(at|bytes|[a-z]+ remembered)":' "$tmp/fresh.json") \
      <(grep -vE '"(at|bytes|[a-z]+ remembered)":' "$tmp/again.json") >/dev/null && same=' same'
  fi
  printf ' %s%s |' "$took" "$same"
}
commits() { # ten, each of which changes a file; one brings a key
  local files parent tree blob n=0
  export GIT_INDEX_FILE=$tmp/index
  git read-tree HEAD
  mapfile -t files < <(git ls-tree -r HEAD | awk '$2 == "blob" { sub(/^[^\t]*\t/, ""); print }' | awk 'NR % 7 == 3' | head -10)
  parent=$(git rev-parse HEAD)
  for file in "${files[@]}"; do
    n=$((n + 1))
    git cat-file blob "HEAD:$file" >"$tmp/blob"
    echo "changed $n" >>"$tmp/blob"
    if [ "$n" = 4 ]; then
      echo "token = dop_""v1_$(echo "$file" | sha256sum | cut -c1-64)" >>"$tmp/blob"
    fi
    blob=$(git hash-object -w "$tmp/blob")
    git update-index --cacheinfo "100644,$blob,$file"
    tree=$(git write-tree --missing-ok)
    parent=$(git -c user.name=a -c user.email=a@example.org commit-tree -p "$parent" -m "change $n" "$tree")
  done
  git update-ref HEAD "$parent"
  unset GIT_INDEX_FILE
}
printf '| repository | objects | first | nothing new | ten commits | packed anew | nothing new |\n|---|---|---|---|---|---|---|\n'
for repository in "$@"; do
  rm -rf "$tmp/repository" "$tmp/home"
  cp -r "$(git -C "$repository" rev-parse --absolute-git-dir)" "$tmp/repository"
  cd "$tmp/repository"
  printf '| %s | %s |' "$(basename "$(dirname "$repository")")" \
    "$(git cat-file --batch-all-objects --batch-check --unordered | wc -l)"
  measure
  measure
  commits
  measure
  old=$(ls objects/pack)
  git cat-file --batch-all-objects --batch-check='%(objectname)' |
    git pack-objects -q objects/pack/pack >"$tmp/pack"
  for file in $old; do
    case $file in *"$(cat "$tmp/pack")"*) ;; *) rm -f "objects/pack/$file" ;; esac
  done
  git prune-packed
  measure
  measure
  printf '\n'
  cd "$home"
done
