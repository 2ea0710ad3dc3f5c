package dev.straykey.git;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Refs and their logs as newer repositories keep them: in a stack of tables, of which the last that
 * speaks of a ref is right.
 *
 * <p>Source: <a href="https://git-scm.com/docs/reftable">reftable</a>, versions 1 and 2. Blocks are
 * read one after the other; of their indexes nothing is believed.
 */
final class GitReftable {
  private static final int LARGEST = 256 << 20;
  private static final int MOST_TABLES = 10_000;
  private static final int MOST_LOG = 16 << 20;
  private static final byte[] STASH = "refs/stash\0".getBytes(StandardCharsets.US_ASCII);

  /** Refs by name; those that name another ref are in {@link #symbolic}. */
  final TreeMap<String, GitId> refs = new TreeMap<>();

  final TreeMap<String, String> symbolic = new TreeMap<>();

  /** What logs name, those of deleted refs too. */
  final Set<GitId> logged = new LinkedHashSet<>();

  /** What the log of the stash names, by when it was put: the oldest first. */
  final TreeMap<Long, GitId> stashes = new TreeMap<>();

  /** What logs say, by table: a line each. */
  final TreeMap<String, String> logs = new TreeMap<>();

  private final int idLength;
  private ByteBuffer in = ByteBuffer.allocate(0);
  private byte[] key = new byte[256];
  private int keyLength;
  private long inflated;

  private GitReftable(int idLength) {
    this.idLength = idLength;
  }

  /**
   * Returns what the tables of {@code gitDir} say; null when it has none.
   *
   * @throws GitPack.DamagedException when not all of it can be read
   */
  static @Nullable GitReftable of(Path gitDir, int idLength) throws IOException {
    Path folder = gitDir.resolve("reftable");
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return null;
    }
    var stack = new GitReftable(idLength);
    String[] names = GitLayout.small(folder.resolve("tables.list")).split("\n", -1);
    if (names.length > MOST_TABLES) {
      throw new GitPack.DamagedException("has more tables than are read");
    }
    for (String name : names) {
      if (!name.isBlank()) {
        stack.table(folder, name.strip());
      }
    }
    return stack;
  }

  private void table(Path folder, String name) throws IOException {
    if (name.contains("/") || name.contains("\\") || name.contains("..")) {
      throw new GitPack.DamagedException("a table lies elsewhere");
    }
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > LARGEST) {
      throw new GitPack.DamagedException("a table is not there, or too large");
    }
    in = ByteBuffer.wrap(Files.readAllBytes(file));
    try {
      read(name);
    } catch (java.nio.BufferUnderflowException
        | IllegalArgumentException
        | IndexOutOfBoundsException e) {
      throw new GitPack.DamagedException("a table is cut off or damaged");
    }
  }

  private void read(String name) throws GitPack.DamagedException {
    if (in.getInt(0) != 0x52454654 || in.get(4) < 1 || in.get(4) > 2) {
      throw new GitPack.DamagedException("a table is of an unknown version");
    }
    int header = in.get(4) == 1 ? 24 : 28;
    int footer = in.capacity() - header - 5 * Long.BYTES - Integer.BYTES;
    var sum = new CRC32();
    sum.update(in.slice(footer, in.capacity() - footer - Integer.BYTES));
    if (!in.slice(footer, header).equals(in.slice(0, header))
        || (int) sum.getValue() != in.getInt(in.capacity() - Integer.BYTES)) {
      throw new GitPack.DamagedException("a table is cut off or damaged");
    }
    int blockSize = in.getInt(4) & 0xffffff;
    int at = 0;
    for (int from = header; from < footer && in.get(from) == 'r'; from = at) {
      int length = in.getInt(from) & 0xffffff;
      block(from, at + length, this::ref);
      at += Math.max(length, blockSize);
      if (length == 0) {
        throw new GitPack.DamagedException("a table is damaged");
      }
    }
    long logs = in.getLong(footer + header + 3 * Long.BYTES);
    boolean only = footer > header && in.get(header) == 'g';
    if (logs > 0 || only) {
      logs(name, only ? header : Math.toIntExact(Math.min(logs, footer)), footer);
    }
  }

  private interface Taker {
    void take(int type, StringBuilder log) throws GitPack.DamagedException;
  }

  /** Reads the records of a block, whose restarts stand at its end. */
  private void block(int from, int end, Taker taker) throws GitPack.DamagedException {
    block(from, end, taker, new StringBuilder());
  }

  private void block(int from, int end, Taker taker, StringBuilder log)
      throws GitPack.DamagedException {
    int restarts = in.getShort(end - 2) & 0xffff;
    int last = end - 2 - 3 * restarts;
    in.position(from + 4);
    keyLength = 0;
    while (in.position() < last) {
      int prefix = varint();
      int suffix = varint();
      int type = suffix & 7;
      suffix >>>= 3;
      if (prefix > keyLength || suffix > in.remaining()) {
        throw new GitPack.DamagedException("a table is damaged");
      }
      if (prefix + suffix > key.length) {
        key = Arrays.copyOf(key, 2 * (prefix + suffix));
      }
      in.get(key, prefix, suffix);
      keyLength = prefix + suffix;
      taker.take(type, log);
    }
  }

  private void ref(int type, StringBuilder log) throws GitPack.DamagedException {
    String name = new String(key, 0, keyLength, StandardCharsets.UTF_8);
    varint(); // when it was written
    refs.remove(name);
    symbolic.remove(name);
    switch (type) {
      case 0 -> {}
      case 1 -> refs.put(name, id());
      case 2 -> {
        refs.put(name, id());
        id(); // what the tag leads to
      }
      case 3 -> symbolic.put(name, text());
      default -> throw new GitPack.DamagedException("a table has an unknown kind of ref");
    }
  }

  private void logs(String name, int start, int footer) throws GitPack.DamagedException {
    ByteBuffer table = in;
    var text = new StringBuilder();
    var inflater = new Inflater();
    try {
      int at = start;
      while (at < footer && table.get(at) == 'g') {
        byte[] block = new byte[table.getInt(at) & 0xffffff];
        inflater.reset();
        inflater.setInput(table.slice(at + 4, footer - at - 4));
        int n = 4;
        while (n < block.length && !inflater.finished()) {
          int got = inflater.inflate(block, n, block.length - n);
          if (got == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
            throw new GitPack.DamagedException("a table's log is cut off");
          }
          n += got;
        }
        if (n != block.length || n < 6) {
          throw new GitPack.DamagedException("a table's log is damaged");
        }
        if (!inflater.finished()) {
          inflater.inflate(new byte[1]);
        }
        inflated += block.length;
        if (inflated > 16L * MOST_LOG) {
          throw new GitPack.DamagedException("a table's log is larger than is read");
        }
        at += 4 + Math.toIntExact(inflater.getBytesRead());
        in = ByteBuffer.wrap(block);
        block(0, block.length, this::log, text);
        if (text.length() > MOST_LOG) {
          throw new GitPack.DamagedException("a table's log is larger than is read");
        }
      }
    } catch (DataFormatException e) {
      throw new GitPack.DamagedException("a table's log is damaged");
    } finally {
      inflater.end();
    }
    if (text.length() > 0) {
      logs.put(name, text.toString());
    }
  }

  private void log(int type, StringBuilder log) throws GitPack.DamagedException {
    if (type == 0) {
      if (isStash()) {
        stashes.remove(when());
      }
      return;
    }
    if (type != 1) {
      throw new GitPack.DamagedException("a table has an unknown kind of log");
    }
    GitId before = id();
    GitId now = id();
    if (isStash()) {
      stashes.put(when(), now);
    }
    for (GitId id : new GitId[] {before, now}) {
      if (!id.isZero()) {
        logged.add(id);
      }
    }
    log.append(before.name()).append(' ').append(now.name()).append(' ');
    log.append(text()).append(" <").append(text()).append("> ");
    varint(); // when
    in.getShort();
    log.append('\t').append(text().strip()).append('\n');
  }

  private boolean isStash() {
    return keyLength == STASH.length + Long.BYTES
        && Arrays.equals(key, 0, STASH.length, STASH, 0, STASH.length);
  }

  /** Returns by which update the record came; its key has it upside down, so that new ones lead. */
  private long when() {
    return ~ByteBuffer.wrap(key).getLong(STASH.length);
  }

  private GitId id() {
    byte[] raw = new byte[idLength];
    in.get(raw);
    return GitId.of(raw, 0, idLength);
  }

  private String text() throws GitPack.DamagedException {
    int length = varint();
    if (length > in.remaining()) {
      throw new GitPack.DamagedException("a table is cut off");
    }
    byte[] raw = new byte[length];
    in.get(raw);
    return new String(raw, StandardCharsets.UTF_8);
  }

  private int varint() throws GitPack.DamagedException {
    int b = in.get();
    long value = b & 0x7f;
    for (int i = 0; (b & 0x80) != 0; i++) {
      if (i > 8) {
        throw new GitPack.DamagedException("a table is damaged");
      }
      b = in.get();
      value = (value + 1) << 7 | (b & 0x7f);
    }
    return (int) Math.min(Integer.MAX_VALUE >> 3, value);
  }
}
