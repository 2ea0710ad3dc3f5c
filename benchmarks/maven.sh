#!/usr/bin/env bash
# What the plugin costs a build beyond Maven itself: a project of 1,000 source files, a first scan, a second one with
# nothing changed, and a build that does not scan, one after the other, so that all see the same machine.
# usage: benchmarks/maven.sh MAVEN_HOME LOCAL_REPOSITORY FOLDER_OF_JAVA_FILES [ROUNDS]
# LOCAL_REPOSITORY holds the plugin: maven-plugin/target/it-repository after mvn verify.
set -euo pipefail
maven=$1/bin/mvn repository=$2 sources=$3 rounds=${4:-5}
version=$(sed -n 's:.*<version>\(.*\)</version>.*:\1:p' "$(dirname "$0")/../pom.xml" | head -n 1)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export STRAYKEY_HOME=$work/state
mkdir -p "$work/project" && cd "$work/project"
git init -q .
echo target/ >.gitignore
number=0
find "$sources" -name '*.java' -type f | sort >"$work/list"
while [ "$number" -lt 1000 ]; do
  while read -r file && [ "$number" -lt 1000 ]; do
    mkdir -p "src/p$((number / 100))"
    cp "$file" "src/p$((number / 100))/F$number.java"
    number=$((number + 1))
  done <"$work/list"
done
cat >pom.xml <<XML
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>org.example</groupId><artifactId>thousand</artifactId><version>1</version><packaging>pom</packaging>
  <build><plugins>
      <plugin>
        <groupId>dev.straykey</groupId> <artifactId>straykey-maven-plugin</artifactId> <version>$version</version>
        <executions> <execution> <goals> <goal>scan</goal> </goals> </execution> </executions>
      </plugin>
  </plugins></build>
</project>
XML
git add -A
git -c user.name=bench -c user.email=bench@example.org commit -qm sources
git update-ref refs/remotes/origin/main HEAD
sleep 3
TIMEFORMAT='%R %U %S'
run() { { time "$maven" -q -B -o -Dmaven.repo.local="$repository" "$1" >/dev/null; } 2>>"$work/$2"; }
for _ in $(seq "$rounds"); do
  rm -rf target
  run verify first
  run verify second
  run validate none
done
for what in none first second; do
  awk '{ print $1, $2 + $3 }' "$work/$what" | sort -n -k2 | awk -v what="$what" \
    '{ wall[NR] = $1; cpu[NR] = $2 } END { m = int((NR + 1) / 2); printf "%-7s wall %.2f s, CPU %.2f s (medians by CPU of %d)\n", what, wall[m], cpu[m], NR }'
done
