package dev.straykey.git;

/** Types of objects, by the numbers that packs give them. */
public final class GitType {
  public static final int COMMIT = 1;
  public static final int TREE = 2;
  public static final int BLOB = 3;
  public static final int TAG = 4;
  public static final int OFS_DELTA = 6;
  public static final int REF_DELTA = 7;

  private GitType() {}

  static boolean isDelta(int type) {
    return type == OFS_DELTA || type == REF_DELTA;
  }

  /** Returns the number of a type's name; 0 when there is none so called. */
  static int of(String name) {
    return switch (name) {
      case "commit" -> COMMIT;
      case "tree" -> TREE;
      case "blob" -> BLOB;
      case "tag" -> TAG;
      default -> 0;
    };
  }
}
