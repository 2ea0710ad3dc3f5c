package dev.straykey.source;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What is staged: paths and blobs of the index, versions 2 to 4.
 *
 * <p>Source: <a href="https://git-scm.com/docs/index-format">index format</a>. JGit's own reading
 * of it needs a file system object that probes the disk and writes what it learnt.
 */
final class GitIndexFile {
  private static final int LONGEST_PATH = 1 << 16;
  private static final int MAX_ENTRIES = 20_000_000;

  private GitIndexFile() {}

  /**
   * @param idLength of the repository's ids, in bytes
   * @throws IOException when there is one and it is damaged
   */
  static NavigableMap<String, GitId> read(Path file, int idLength) throws IOException {
    var entries = new TreeMap<String, GitId>();
    if (!Files.isRegularFile(file)) {
      return entries;
    }
    try (var in =
        new DataInputStream(new java.io.BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
      if (in.readInt() != 0x44495243) {
        throw new IOException("the index is damaged");
      }
      int version = in.readInt();
      int count = in.readInt();
      if (version < 2 || version > 4 || count < 0 || count > MAX_ENTRIES) {
        throw new IOException("the index is damaged or of an unknown version");
      }
      byte[] previous = {};
      for (int i = 0; i < count; i++) {
        previous = entry(in, version, previous, idLength, entries);
      }
      // What a split index shares stands first of what comes behind.
      if (new String(in.readNBytes(4), StandardCharsets.ISO_8859_1).equals("link")) {
        throw new IOException(
            "the index is split and was not read; git update-index --no-split-index joins it");
      }
    } catch (EOFException e) {
      throw new IOException("the index is cut off");
    }
    return entries;
  }

  private static byte[] entry(
      DataInputStream in, int version, byte[] previous, int idLength, Map<String, GitId> into)
      throws IOException {
    in.skipNBytes(24);
    int mode = in.readInt();
    in.skipNBytes(12);
    byte[] raw = new byte[idLength];
    in.readFully(raw);
    int flags = in.readUnsignedShort();
    int read = 42 + idLength;
    if (version >= 3 && (flags & 0x4000) != 0) {
      in.readUnsignedShort();
      read += 2;
    }
    var path = new ByteArrayOutputStream();
    if (version == 4) {
      int keep = previous.length - strip(in);
      if (keep < 0) {
        throw new IOException("the index is damaged");
      }
      path.write(previous, 0, keep);
    }
    for (int b = in.readUnsignedByte(); b != 0; b = in.readUnsignedByte()) {
      path.write(b);
      if (path.size() > LONGEST_PATH) {
        throw new IOException("the index is damaged");
      }
    }
    byte[] name = path.toByteArray();
    if (version < 4) {
      // Entries end on a multiple of 8, with one NUL at least, which is read already.
      in.skipNBytes(7 - (read + name.length) % 8);
    }
    int type = mode & 0170000;
    if (type == 0100000 || type == 0120000) {
      into.put(new String(name, StandardCharsets.UTF_8), GitId.of(raw, 0, raw.length));
    }
    return name;
  }

  private static int strip(InputStream in) throws IOException {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      int b = in.read();
      if (b < 0) {
        throw new EOFException();
      }
      value = (i == 0 ? 0 : value + 1) << 7 | (b & 0x7f);
      if ((b & 0x80) == 0) {
        return value;
      }
    }
    throw new IOException("the index is damaged");
  }
}
