package dev.straykey.source;

import dev.straykey.git.GitType;

/**
 * What the objects of one pack are, by position: of those only that were read, now or by an earlier
 * run. Threads may note different positions at once.
 */
final class GitKinds {
  static final byte BLOB = 1;
  static final byte BINARY = 2;
  static final byte COMMIT = 3;
  static final byte TAG = 4;

  /** No text; of a pack that was read, whatever is not noted otherwise. */
  static final byte TREE = 5;

  /** Something that every run has to read again. */
  static final byte LOUD = 6;

  /** A blob with files in it. */
  static final byte ARCHIVE = 7;

  private static final int KINDS = 8;

  /** Also in a pack before this one, and counted there. */
  private static final byte TWICE = 1 << 4;

  private final byte[] kinds;

  GitKinds(int count) {
    kinds = new byte[count];
  }

  /** Returns what a whole object of a type is taken for before it is looked at. */
  static byte of(int type) {
    return switch (type) {
      case GitType.COMMIT -> COMMIT;
      case GitType.TAG -> TAG;
      default -> BLOB;
    };
  }

  static GitCounts one(byte kind) {
    return new GitCounts(
        kind == BLOB || kind == BINARY || kind == ARCHIVE ? 1 : 0,
        kind == COMMIT ? 1 : 0,
        kind == TAG ? 1 : 0,
        kind == BINARY ? 1 : 0);
  }

  /** Returns what an object is; 0 when it was not read. */
  byte at(int position) {
    return (byte) (kinds[position] & ~TWICE);
  }

  void note(int position, byte kind, boolean twice) {
    kinds[position] = twice ? (byte) (kind | TWICE) : kind;
  }

  /** Returns whether an object is also in a pack before this one. */
  boolean isTwice(int position) {
    return (kinds[position] & TWICE) != 0;
  }

  /** Counts what is in this pack first. */
  GitCounts counts() {
    long[] n = new long[KINDS];
    for (byte kind : kinds) {
      if (kind < KINDS) {
        n[kind]++;
      }
    }
    return new GitCounts(n[BLOB] + n[BINARY] + n[ARCHIVE], n[COMMIT], n[TAG], n[BINARY]);
  }

  /** Returns whether a kind is that of a text that need not be read again. */
  static boolean isText(byte kind) {
    return (kind >= BLOB && kind <= TAG) || kind == ARCHIVE;
  }
}
