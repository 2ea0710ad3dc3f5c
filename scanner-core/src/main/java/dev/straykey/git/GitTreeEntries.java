package dev.straykey.git;

import java.nio.charset.StandardCharsets;

/** Goes through the entries of a tree. Stops where the tree is damaged. */
public final class GitTreeEntries {
  private final byte[] bytes;
  private final int length;
  private final int idLength;
  private int next;
  private int mode;
  private int nameFrom;
  private int nameTo;

  public GitTreeEntries(byte[] bytes, int length, int idLength) {
    this.bytes = bytes;
    this.length = length;
    this.idLength = idLength;
  }

  /** Goes to the next entry; false at the end. */
  public boolean next() {
    int at = next;
    int value = 0;
    while (at < length && bytes[at] >= '0' && bytes[at] <= '7') {
      value = value << 3 | (bytes[at++] - '0');
    }
    if (at >= length || bytes[at] != ' ') {
      return false;
    }
    mode = value;
    nameFrom = ++at;
    while (at < length && bytes[at] != 0) {
      at++;
    }
    nameTo = at;
    next = at + 1 + idLength;
    return next <= length;
  }

  /** Returns whether the whole tree was gone through. */
  public boolean whole() {
    return next == length;
  }

  public boolean isTree() {
    return (mode & 0170000) == 0040000;
  }

  /** Returns whether it is a file or a symbolic link: a blob of this repository. */
  boolean isBlob() {
    int type = mode & 0170000;
    return type == 0100000 || type == 0120000;
  }

  /** Returns whether it is the commit of a submodule, which is in another repository. */
  public boolean isSubmodule() {
    return (mode & 0170000) == 0160000;
  }

  /** Returns where in the tree's bytes the name begins. */
  public int nameFrom() {
    return nameFrom;
  }

  /** Returns where in the tree's bytes the name ends. */
  public int nameTo() {
    return nameTo;
  }

  /** Returns where in the tree's bytes the id begins. */
  public int idAt() {
    return nameTo + 1;
  }

  public GitId id() {
    return GitId.of(bytes, nameTo + 1, idLength);
  }

  public String name() {
    return new String(bytes, nameFrom, nameTo - nameFrom, StandardCharsets.UTF_8);
  }

  /** Returns a number that equal names share. */
  public int nameHash() {
    int hash = 0x811c9dc5;
    for (int i = nameFrom; i < nameTo; i++) {
      hash = (hash ^ bytes[i]) * 0x01000193;
    }
    return hash;
  }
}
