package dev.straykey.unpack;

import java.io.IOException;
import java.util.List;

/**
 * Files that are no text and full of texts: memory (heap dumps of Java, core dumps, minidumps),
 * compiled Python, serialised Java objects, documents of old office programs, links and registry
 * files of Windows. What reads like text is a line each.
 */
public final class StringsFormat implements ArchiveFormat {
  /** First bytes of the kinds, in hexadecimal digits. */
  private static final List<Mark> MARKS =
      List.of(
          Mark.ofHex("4a4156412050524f46494c4520312e30"), // JAVA PROFILE 1.0
          Mark.ofHex("aced0005"), // Java's serialised objects
          Mark.ofHex("4d444d5093a7"), // minidump
          Mark.ofHex("d0cf11e0a1b11ae1"), // doc, xls, msg
          Mark.ofHex("4c0000000114020000000000c0000000000000"), // lnk
          Mark.ofHex("72656766"), // registry hive
          Mark.ofHex("377f0682"), // SQLite's log, in either order of bytes
          Mark.ofHex("377f0683"));

  /** A core dump is an ELF file of this type. */
  private static final int CORE = 4;

  @Override
  public String name() {
    return "strings";
  }

  @Override
  public boolean keepsLines() {
    return false;
  }

  @Override
  public boolean recognises(byte[] head, int length) {
    for (Mark mark : MARKS) {
      if (length > mark.length() + 16 && mark.begins(head, length)) {
        return head[0] != 'r' || head[4] < ' '; // a hive's number follows; a word does not
      }
    }
    return isCore(head, length) || isCompiledPython(head, length);
  }

  private static boolean isCore(byte[] head, int length) {
    if (length < 20 || head[0] != 0x7f || head[1] != 'E' || head[2] != 'L' || head[3] != 'F') {
      return false;
    }
    return head[5] == 1 ? head[16] == CORE && head[17] == 0 : head[16] == 0 && head[17] == CORE;
  }

  /** The number of the version, then a line end that a transfer as text would change. */
  private static boolean isCompiledPython(byte[] head, int length) {
    return length > 24
        && head[1] >= 0x0a
        && head[1] <= 0x0f
        && head[2] == '\r'
        && head[3] == '\n'
        && (head[4] == 0 || head[4] == 1 || head[4] == 3)
        && head[5] == 0;
  }

  @Override
  public void read(Packed packed, Entries entries) throws IOException {
    entries.entry("", new StringRuns(packed.stream()));
  }
}
