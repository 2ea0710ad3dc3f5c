package dev.straykey.git;

import java.nio.charset.StandardCharsets;

/**
 * An entry of the index.
 *
 * @param name the path's bytes, each a character, so that two paths stay two whatever their
 *     encoding; empty in a split index where the shared one has the name
 * @param mode as in trees: {@code 0100644} and the like; {@code 0040000} is a folder of a sparse
 *     index
 * @param stage 0; in a conflict 1 for what both had, 2 for ours, 3 for theirs
 * @param intended whether only the name is there, by {@code git add --intent-to-add}
 * @param id of the blob, the submodule's commit or the folder's tree
 */
public record GitIndexEntry(String name, int mode, int stage, boolean intended, GitId id) {

  /** Returns the path as it is written in reports. */
  public String path() {
    return new String(name.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  /** Returns whether it is a file or a symbolic link. */
  public boolean isBlob() {
    int type = mode & 0170000;
    return type == 0100000 || type == 0120000;
  }

  public boolean isFolder() {
    return (mode & 0170000) == 0040000;
  }

  GitIndexEntry named(String other) {
    return new GitIndexEntry(other, mode, stage, intended, id);
  }
}
