package dev.straykey.source;

import dev.straykey.git.GitIdSet;
import dev.straykey.git.GitNumbers;
import dev.straykey.git.GitObjects;
import org.jspecify.annotations.Nullable;

/**
 * Ids of what was there when a repository was read last, beside the packs that still are: of packs
 * that are gone now, and of loose objects.
 */
final class GitKnownIds {
  /** Ids of more objects than these are not kept; they are read again when packs are made anew. */
  static final int MOST = (int) Math.min(4_000_000, Runtime.getRuntime().maxMemory() / 256);

  private final GitObjects objects;
  private final GitIdSet ids;
  private boolean whole = true;

  GitKnownIds(GitObjects objects) {
    this.objects = objects;
    this.ids = new GitIdSet(objects.idLength());
  }

  /** Adds those of a text that {@link Writer} made; null when there is none. */
  void add(@Nullable String text) {
    GitNumbers.Reader from = text == null ? null : GitNumbers.Reader.of(text);
    if (from == null) {
      whole = false;
      return;
    }
    try {
      whole &= from.number() == 1;
      while (!from.atEnd()) {
        byte kind = (byte) from.fixed(1);
        int at = from.skip(objects.idLength());
        if (kind <= 0 || kind > GitKinds.ARCHIVE || ids.size() >= MOST) {
          whole = false;
          return;
        }
        ids.add(from.bytes(), at, kind);
      }
    } catch (IndexOutOfBoundsException e) {
      whole = false;
    }
  }

  boolean isEmpty() {
    return ids.size() == 0;
  }

  /** Returns what the object was whose id this is, as {@link GitKinds} has it; 0: not there. */
  byte kind(byte[] id) {
    return ids.kind(id, 0);
  }

  /** Returns whether nothing was left out, and all of it is still there, wherever. */
  boolean areAllThere() {
    return whole && ids.all((raw, at) -> objects.number(raw, at) >= 0);
  }

  /** Puts down what there is. */
  static final class Writer {
    private final GitNumbers.Writer out = new GitNumbers.Writer();

    /**
     * @param count how many there are
     */
    Writer(int count) {
      out.number(count <= MOST ? 1 : 0);
    }

    void add(byte kind, byte[] id) {
      if (out.size() / (1 + id.length) < MOST) {
        out.fixed(kind, 1);
        out.raw(id);
      }
    }

    String text() {
      return out.text();
    }
  }
}
