package dev.straykey.git;

import java.util.Collection;
import java.util.LinkedHashSet;

/** Finds the objects whose ids begin in a certain way. */
final class GitAbbreviations {
  private static final int LEAST = 4;

  private GitAbbreviations() {}

  static Collection<GitId> resolve(GitObjects objects, String beginning) {
    var found = new LinkedHashSet<GitId>();
    if (beginning.length() < LEAST || !GitId.isHex(beginning)) {
      return found;
    }
    for (GitPack pack : objects.packs()) {
      for (int i = 0; i < pack.count(); i++) {
        // Comparing 8 bytes first spares making an id of each.
        if (Long.toHexString(pack.index().idPrefix(i) | Long.MIN_VALUE)
            .regionMatches(1, beginning, 1, Math.min(15, beginning.length() - 1))) {
          GitId id = pack.id(i);
          if (id.name().startsWith(beginning)) {
            found.add(id);
          }
        }
      }
    }
    objects.loose().stream().filter(id -> id.name().startsWith(beginning)).forEach(found::add);
    return found;
  }
}
