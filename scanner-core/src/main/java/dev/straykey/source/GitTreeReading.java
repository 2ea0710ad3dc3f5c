package dev.straykey.source;

import dev.straykey.git.GitId;
import dev.straykey.git.GitObjects;
import dev.straykey.git.GitPack;
import dev.straykey.git.GitPackWalk;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the trees of packs and loose objects, as far as an earlier run did not know them. */
final class GitTreeReading {
  private final GitObjects objects;
  private final List<GitPart> parts;
  private final @Nullable GitMemory memory;

  /** By pack; null where an earlier run had read all texts. */
  private final Map<GitPack, @Nullable Texts> packs = new LinkedHashMap<>();

  /**
   * A pack of which texts were read.
   *
   * @param inPart whether the walk leaves out what an earlier run knew
   */
  private record Texts(GitKinds kinds, @Nullable GitPackWalk walk, boolean inPart) {
    /** Lets the walk go, which is as large as the pack's index. */
    Texts done() {
      return new Texts(kinds, null, inPart);
    }
  }

  GitTreeReading(GitObjects objects, List<GitPart> parts, @Nullable GitMemory memory) {
    this.objects = objects;
    this.parts = parts;
    this.memory = memory;
  }

  /** Takes note of a pack of which no text had to be read but what something was found in. */
  void remembered(GitPack pack) {
    packs.put(pack, null);
  }

  /** Takes note of a pack whose texts were read. */
  void read(GitPack pack, GitKinds kinds, GitPackWalk walk, boolean inPart) {
    packs.put(pack, new Texts(kinds, walk, inPart));
  }

  /** Returns the packs whose texts were read, and what is in them. */
  Map<GitPack, GitKinds> read() {
    var read = new LinkedHashMap<GitPack, GitKinds>();
    packs.forEach(
        (pack, texts) -> {
          if (texts != null) {
            read.put(pack, texts.kinds());
          }
        });
    return read;
  }

  /** Returns whether loose trees, where they are few, are what they were. */
  boolean areLooseSound() {
    GitPart part = parts.get(0);
    return isManyLoose()
        || objects.loose().stream()
            .allMatch(id -> part.looseKinds().containsKey(id) || part.isSoundTree(id));
  }

  private boolean isManyLoose() {
    return objects.loose().size() >= GitMemory.FEW_LOOSE;
  }

  /**
   * Reads.
   *
   * @param known what need not be read; null for nothing
   * @param all without {@code known}: also trees, and commits, of packs that are remembered
   * @param damaged packs with damaged trees are added
   */
  void read(@Nullable GitKnownGraph known, boolean all, Set<GitPack> damaged) throws IOException {
    for (Map.Entry<GitPack, @Nullable Texts> one : packs.entrySet()) {
      long before = damaged();
      Texts texts = one.getValue();
      pack(one.getKey(), texts, known, all);
      one.setValue(texts == null ? null : texts.done());
      if (damaged() > before) {
        damaged.add(one.getKey());
      }
    }
    boolean many = known != null && isManyLoose();
    GitPart part = parts.get(0);
    for (GitId id : objects.loose()) {
      if (many && memory != null && memory.known().kind(id.raw()) == GitKinds.TREE) {
        part.knownTree(id);
      } else {
        part.loose(id, true);
      }
    }
  }

  private void pack(GitPack pack, @Nullable Texts texts, @Nullable GitKnownGraph known, boolean all)
      throws IOException {
    GitPackWalk going = texts == null ? null : texts.walk();
    if (texts != null && going != null && (!texts.inPart() || known != null)) {
      going.run(GitPackWalk.Kind.TREES, parts);
      return;
    }
    boolean old = known == null ? texts == null && !all : memory != null && memory.isOld(pack);
    if (!old) {
      parts.forEach(GitPart::graphOnly);
      var walk = new GitPackWalk(objects, pack, parts.get(0));
      walk.run(GitPackWalk.Kind.TREES, parts);
      walk.run(GitPackWalk.Kind.COMMITS, parts);
    }
  }

  /** Returns how many trees were damaged. */
  long damaged() {
    return parts.stream().mapToLong(GitPart::damagedTreesSoFar).sum();
  }
}
