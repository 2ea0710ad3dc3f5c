package dev.straykey.source;

import dev.straykey.git.GitCommit;
import dev.straykey.git.GitId;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Whom the headers of commits and tags name: authors, committers, taggers, as name and address.
 * Each is a text of its own, told of with the first of those that name it, by id. For one thread.
 */
final class GitPeople {
  private final Map<String, GitId> people = new HashMap<>();

  /** Takes note of somebody whom an object names. */
  void add(String person, GitId in) {
    people.merge(person, in, (a, b) -> a.compareTo(b) <= 0 ? a : b);
  }

  /** Takes over what another thread noted. */
  void join(GitPeople other) {
    other.people.forEach(this::add);
  }

  /** Returns everybody with what each is told of with; sorted. */
  SortedMap<String, GitId> all() {
    return new TreeMap<>(people);
  }

  /** Returns those who are told of with one of {@code ids}. */
  Set<String> toldWith(Set<GitId> ids) {
    Set<String> told = new HashSet<>();
    people.forEach(
        (person, id) -> {
          if (ids.contains(id)) {
            told.add(person);
          }
        });
    return told;
  }

  /** Takes everybody whom the header of a commit or tag names. */
  static void each(byte[] raw, int length, Consumer<String> taker) {
    int from = 0;
    while (from < length && raw[from] != '\n') {
      int end = GitCommit.lineEnd(raw, from, length);
      if (is(raw, from, end)) {
        taker.accept(person(raw, from, end));
      }
      from = end + 1;
    }
  }

  /** Returns whether a line of a header names somebody. */
  static boolean is(byte[] raw, int from, int end) {
    return GitCommit.starts(raw, from, end, "author ")
        || GitCommit.starts(raw, from, end, "committer ")
        || GitCommit.starts(raw, from, end, "tagger ");
  }

  /** Returns whom a line names, without the time behind. */
  static String person(byte[] raw, int from, int end) {
    int name = from;
    while (name < end && raw[name] != ' ') {
      name++;
    }
    name++;
    int close = end;
    while (close > name && raw[close - 1] != '>') {
      close--;
      if (raw[close] > '9') {
        close = end; // no time, which alone may stand behind; who knows what it is
        break;
      }
    }
    return new String(raw, name, Math.max(0, close - name), StandardCharsets.ISO_8859_1);
  }
}
