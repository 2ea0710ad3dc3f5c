package dev.straykey.source;

import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;

/**
 * Notes what trees and commits name and what is not there. A cheap look while everything is read;
 * the history itself is asked only when something was noted.
 */
final class GitMissing {
  private static final int MAX_NAMED = 20;
  private static final int MAX_NOTED = 100_000;
  private static final int ID = 20;

  private final GitObjects objects;
  private final GitIds known;
  private final Set<ObjectId> noted = new HashSet<>();

  GitMissing(GitObjects objects) {
    this.objects = objects;
    this.known = new GitIds(objects.packs());
  }

  void tree(byte[] bytes) {
    int at = 0;
    while (at < bytes.length) {
      boolean link = bytes[at] == '1' && at + 1 < bytes.length && bytes[at + 1] == '6';
      while (at < bytes.length && bytes[at] != 0) {
        at++;
      }
      at++;
      if (at + ID > bytes.length) {
        return;
      }
      // The commit of a submodule is in another repository.
      if (!link && !known.mayHold(bytes, at)) {
        note(ObjectId.fromRaw(bytes, at));
      }
      at += ID;
    }
  }

  void commit(ObjectId id, byte[] bytes) {
    if (objects.shallow().contains(id)) {
      return;
    }
    int at = 0;
    while (at + 47 < bytes.length && (starts(bytes, at, "tree ") || starts(bytes, at, "parent "))) {
      int hex = at + (bytes[at] == 't' ? 5 : 7);
      ObjectId named;
      try {
        named = ObjectId.fromString(bytes, hex);
      } catch (RuntimeException e) {
        noted.add(
            id); // what it names cannot be told: as good as missing, if the history leads here
        return;
      }
      note(named);
      at = hex + 41;
    }
  }

  private static boolean starts(byte[] bytes, int at, String with) {
    for (int i = 0; i < with.length(); i++) {
      if (bytes[at + i] != with.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private void note(ObjectId id) {
    if (noted.size() < MAX_NOTED && !objects.has(id)) {
      noted.add(id);
    }
  }

  boolean any() {
    return !noted.isEmpty();
  }

  /** Returns those that the history really leads to; a few stand for all. */
  Collection<String> confirm(GitCommits history) throws IOException {
    var found = new TreeSet<String>();
    history.walk(
        ReadOptions.all(),
        true,
        new GitCommits.Taker() {
          @Override
          public void commit(RevCommit commit) {}

          @Override
          public void blob(RevCommit commit, String path, ObjectId id) {
            if (noted.contains(id)) {
              found.add(id.name());
            }
          }
        });
    found.addAll(history.missing());
    return found.stream().limit(MAX_NAMED).toList();
  }
}
