package dev.straykey.git;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One file of an index, versions 2 to 4. {@link GitIndex} joins a split one.
 *
 * <p>Source: <a href="https://git-scm.com/docs/index-format">index format</a>. JGit's own reading
 * of it needs a file system object that probes the disk and writes what it learnt.
 */
final class GitIndexFile {
  private static final int LONGEST_PATH = 1 << 16;
  private static final int MAX_ENTRIES = 20_000_000;

  /** What an entry takes in memory beside its name, in bytes. */
  private static final int ENTRY_SIZE = 160;

  private static final int LINK = 0x6c696e6b;
  private static final int SPARSE_FOLDERS = 0x73646972;

  private final int version;
  private final DataInputStream in;
  private final int idLength;
  private final List<GitIndexEntry> entries = new ArrayList<>();
  private long size;
  private byte[] previous = {};

  /**
   * @param entries in the file's order
   * @param link what is to be changed in an index that is shared; null when it stands alone
   */
  record Read(List<GitIndexEntry> entries, @Nullable Link link) {}

  /** What a split index changes. */
  static final class Link {
    private final GitId shared;
    private final byte[] bitmaps;

    private Link(GitId shared, byte[] bitmaps) {
      this.shared = shared;
      this.bitmaps = bitmaps;
    }

    /** Returns the digest by which the shared index is called; zero when there is none. */
    GitId shared() {
      return shared;
    }

    /**
     * Returns the positions that are gone and those that are replaced.
     *
     * @param count how many entries the shared index has
     */
    BitSet[] of(int count) throws IOException {
      if (bitmaps.length == 0) {
        return new BitSet[] {new BitSet(), new BitSet()};
      }
      try (var in = new DataInputStream(new ByteArrayInputStream(bitmaps))) {
        return new BitSet[] {GitEwah.read(in, count), GitEwah.read(in, count)};
      } catch (EOFException e) {
        throw new IOException("a bitmap of the index is cut off", e);
      }
    }
  }

  private GitIndexFile(int version, DataInputStream in, int idLength) {
    this.version = version;
    this.in = in;
    this.idLength = idLength;
  }

  /**
   * @param idLength of the repository's ids, in bytes
   * @throws IOException when it is damaged, too large for the memory, or changed by something that
   *     is not known here
   */
  static Read read(Path file, int idLength) throws IOException {
    try (var in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
      if (in.readInt() != 0x44495243) {
        throw damaged();
      }
      int version = in.readInt();
      int count = in.readInt();
      if (version < 2 || version > 4 || count < 0 || count > MAX_ENTRIES) {
        throw new IOException("the index is damaged or of an unknown version");
      }
      return new GitIndexFile(version, in, idLength).read(Files.size(file), count);
    } catch (EOFException e) {
      throw new IOException("the index is cut off", e);
    }
  }

  private Read read(long length, int count) throws IOException {
    long left = length - 12;
    for (int i = 0; i < count; i++) {
      left -= entry();
    }
    Link link = null;
    // What is behind the last extension is a digest of it all.
    while (left >= idLength + 8L) {
      int name = in.readInt();
      long size = in.readInt() & 0xffffffffL;
      left -= 8 + size;
      if (left < idLength || (name == LINK && size < idLength)) {
        throw damaged();
      }
      if (name == LINK) {
        byte[] shared = in.readNBytes(idLength);
        link = new Link(GitId.of(shared, 0, idLength), bitmaps(size - idLength));
      } else if ((name >>> 24 >= 'A' && name >>> 24 <= 'Z') || name == SPARSE_FOLDERS) {
        in.skipNBytes(size);
      } else {
        throw new IOException("the index has an extension that is not known, and was not read");
      }
    }
    return new Read(entries, link);
  }

  private byte[] bitmaps(long size) throws IOException {
    grow(size);
    return in.readNBytes((int) size);
  }

  /** Returns how many bytes it takes. */
  private int entry() throws IOException {
    in.skipNBytes(24);
    int mode = in.readInt();
    in.skipNBytes(12);
    byte[] raw = new byte[idLength];
    in.readFully(raw);
    int flags = in.readUnsignedShort();
    int read = 42 + idLength;
    boolean intended = false;
    if (version >= 3 && (flags & 0x4000) != 0) {
      intended = (in.readUnsignedShort() & 0x2000) != 0;
      read += 2;
    }
    var path = new ByteArrayOutputStream();
    if (version == 4) {
      int[] strip = strip();
      int keep = previous.length - strip[0];
      if (keep < 0) {
        throw damaged();
      }
      path.write(previous, 0, keep);
      read += strip[1] - keep;
    }
    for (int b = in.readUnsignedByte(); b != 0; b = in.readUnsignedByte()) {
      path.write(b);
      if (path.size() > LONGEST_PATH) {
        throw damaged();
      }
    }
    byte[] name = path.toByteArray();
    read += name.length + 1;
    if (version < 4) {
      // Entries end on a multiple of 8, with one NUL at least, which is read already.
      int more = -read & 7;
      in.skipNBytes(more);
      read += more;
    }
    grow(ENTRY_SIZE + name.length);
    previous = name;
    entries.add(
        new GitIndexEntry(
            new String(name, StandardCharsets.ISO_8859_1),
            mode,
            flags >>> 12 & 3,
            intended,
            GitId.of(raw, 0, raw.length)));
    return read;
  }

  /** Names are given by what they share with the last one, so a short file may hold long ones. */
  private void grow(long by) throws IOException {
    size += by;
    if (size > Runtime.getRuntime().maxMemory() / 4) {
      throw new IOException("the index is too large for the memory; java -Xmx gives more");
    }
  }

  /** Returns how much of the last name goes, and in how many bytes that is said. */
  private int[] strip() throws IOException {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      int b = in.read();
      if (b < 0) {
        throw new EOFException();
      }
      value = (i == 0 ? 0 : value + 1) << 7 | (b & 0x7f);
      if ((b & 0x80) == 0) {
        return new int[] {value, i + 1};
      }
    }
    throw damaged();
  }

  private static IOException damaged() {
    return new IOException("the index is damaged");
  }
}
