package dev.straykey.unpack;

import dev.straykey.model.Skip;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.internal.storage.pack.BinaryDelta;
import org.jspecify.annotations.Nullable;

/**
 * Hands over the objects of a pack that has no index: looks where each begins, then makes one tree
 * of deltas after the other from its root, commits and trees first, so that blobs have paths.
 */
final class GitPackEntries {
  /** What is known of an object takes about so much memory, in bytes. */
  private static final int OBJECT_SIZE = 256;

  /** Deltas may make so many bytes of each that is packed, beside so many in any case. */
  private static final int MADE = 1000;

  private static final long MADE_FREE = 1L << 28;

  private static final String[] TYPES = {"", "commit", "tree", "blob", "tag"};

  private final GitPackBytes bytes;
  private final long start;
  private final ArchiveFormat.Entries entries;
  private final MessageDigest digest;
  private final GitPackNames names;
  private final @Nullable GitPackIndex index;
  private final long most;
  private final List<GitPackBytes.Head> heads = new ArrayList<>();
  private long[] offsets = new long[64];
  private final Map<Integer, List<Integer>> byOffset = new HashMap<>();
  private final Map<ByteBuffer, List<Integer>> byId = new HashMap<>();
  private long held;
  private long made;
  private long end;
  private long tooLarge;
  private boolean tooMany;

  /** An object whose deltas are being made. */
  private static final class Base {
    private final byte[] bytes;
    private final Deque<Integer> deltas;

    Base(byte[] bytes, Deque<Integer> deltas) {
      this.bytes = bytes;
      this.deltas = deltas;
    }
  }

  /**
   * @param start where the pack begins
   * @param index takes the objects, which are not handed over then; null when they are
   */
  GitPackEntries(
      GitPackBytes bytes,
      long start,
      int idLength,
      ArchiveFormat.Entries entries,
      @Nullable GitPackIndex index) {
    this.index = index;
    this.bytes = bytes;
    this.start = start;
    this.entries = entries;
    long heap = Runtime.getRuntime().maxMemory() / 8;
    this.most = index == null ? Math.min(entries.maxMemoryKib() * 1024L, heap) : 2 * heap;
    this.names = new GitPackNames(idLength, (int) (most / OBJECT_SIZE));
    try {
      this.digest = MessageDigest.getInstance(idLength == 20 ? "SHA-1" : "SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has it", e);
    }
  }

  void read() throws IOException {
    boolean whole = look();
    for (int i = 0; i < heads.size(); i++) {
      int type = heads.get(i).type();
      if (type != GitPackBytes.BLOB && type <= GitPackBytes.TAG) {
        family(i, type);
      }
    }
    for (int i = 0; i < heads.size(); i++) {
      if (heads.get(i).type() == GitPackBytes.BLOB) {
        family(i, GitPackBytes.BLOB);
      }
    }
    withoutBase();
    if (tooMany) {
      entries.skipped(
          "", Skip.Reason.BOUNDED, "more objects than there is memory for; clone it and scan that");
    }
    if (tooLarge > 0) {
      entries.skipped("", Skip.Reason.BOUNDED, tooLarge + " objects too large for the memory");
    }
    if (!whole) {
      entries.broken("a pack of git that is cut off or damaged");
    }
  }

  /** Finds where objects begin, and what they are; returns whether the whole pack was gone by. */
  private boolean look() throws IOException {
    byte[] buffer = new byte[1 << 15];
    try {
      long count = 0;
      for (int i = 8; i < 12; i++) {
        count = count << 8 | bytes.at(start + i);
      }
      long at = start + 12;
      for (long i = 0; i < count; i++) {
        if (i * OBJECT_SIZE > most) {
          tooMany = true;
          return true;
        }
        GitPackBytes.Head head = bytes.head(at);
        if (head.type() == 0 || head.type() == 5) {
          return false;
        }
        var unpacked = bytes.open(head);
        int n = 0;
        while (n >= 0) {
          n = unpacked.read(buffer);
        }
        took(at, head);
        at = unpacked.end();
        end = at;
      }
      return endsWithItsDigest(at);
    } catch (IOException e) {
      return false;
    }
  }

  /** Returns whether nothing but a digest stands behind what was counted. */
  private boolean endsWithItsDigest(long at) throws IOException {
    bytes.at(at + digest.getDigestLength() - 1);
    try {
      bytes.at(at + digest.getDigestLength());
      return false;
    } catch (EOFException e) {
      return true;
    }
  }

  private void took(long at, GitPackBytes.Head head) throws IOException {
    int number = heads.size();
    heads.add(head);
    offsets = number < offsets.length ? offsets : Arrays.copyOf(offsets, 2 * number);
    offsets[number] = at;
    if (head.type() == GitPackBytes.DELTA_OF_OFFSET) {
      int base = Arrays.binarySearch(offsets, 0, number, head.base());
      if (base < 0) {
        throw new IOException("a delta of something that is no object");
      }
      byOffset.computeIfAbsent(base, b -> new ArrayList<>(1)).add(number);
    } else if (head.type() == GitPackBytes.DELTA_OF_ID) {
      byId.computeIfAbsent(head.baseId(), id -> new ArrayList<>(1)).add(number);
    }
  }

  /** Hands over an object that is packed as it is, and all that is made of it. */
  private void family(int root, int type) throws IOException {
    GitPackBytes.Head head = heads.get(root);
    if (head.size() > most / 8) {
      large(root, head, type);
      return;
    }
    Deque<Base> open = new ArrayDeque<>();
    push(open, root, load(head), type);
    while (!open.isEmpty()) {
      Base base = open.peek();
      Integer next = base.deltas.poll();
      if (next == null) {
        open.pop();
        held -= base.bytes.length;
        continue;
      }
      byte[] delta = load(heads.get(next));
      long size = BinaryDelta.getResultSize(delta);
      made += size;
      if (size < 0 || size > most / 8 || held + size > most || made > MADE_FREE + MADE * end) {
        tooLarge++; // and what is made of it in turn is said as being without its base
      } else {
        push(open, next, BinaryDelta.apply(base.bytes, delta), type);
      }
    }
  }

  private void push(Deque<Base> open, int number, byte[] object, int type) throws IOException {
    digest.update((TYPES[type] + " " + object.length + "\0").getBytes(StandardCharsets.US_ASCII));
    byte[] raw = digest.digest(object);
    var id = ByteBuffer.wrap(raw);
    Deque<Integer> deltas = new ArrayDeque<>();
    deltas.addAll(gone(byOffset.remove(number)));
    deltas.addAll(gone(byId.remove(id)));
    if (!deltas.isEmpty()) {
      open.push(new Base(object, deltas));
      held += object.length;
    }
    if (index != null) {
      index.add(raw, offsets[number] - start);
    } else if (type == GitPackBytes.TREE) {
      names.tree(id, object);
    } else {
      entries.entry(name(raw, type), new ByteArrayInputStream(object));
    }
  }

  private static List<Integer> gone(@Nullable List<Integer> deltas) {
    return deltas == null ? List.of() : deltas;
  }

  private String name(byte[] id, int type) {
    String hex = HexFormat.of().formatHex(id);
    String path = type == GitPackBytes.BLOB ? names.path(ByteBuffer.wrap(id)) : TYPES[type];
    return path.isEmpty() ? hex : hex + "/" + path;
  }

  private byte[] load(GitPackBytes.Head head) throws IOException {
    if (head.size() > most / 8) {
      throw new IOException("a delta that is too large");
    }
    return bytes.open(head).readAllBytes();
  }

  private void large(int number, GitPackBytes.Head head, int type) throws IOException {
    List<Integer> deltas = gone(byOffset.remove(number));
    tooLarge += deltas.size();
    if (index == null && type != GitPackBytes.BLOB) {
      tooLarge++;
      return;
    }
    digest.update((TYPES[type] + " " + head.size() + "\0").getBytes(StandardCharsets.US_ASCII));
    byte[] buffer = new byte[1 << 15];
    try (var in = bytes.open(head)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    }
    byte[] id = digest.digest();
    tooLarge += gone(byId.remove(ByteBuffer.wrap(id))).size();
    if (index != null) {
      index.add(id, offsets[number] - start);
      return;
    }
    entries.entry(name(id, type), bytes.open(head));
  }

  /** Of a change to something that is not here, what it brings in is here all the same. */
  private void withoutBase() throws IOException {
    List<Integer> left = new ArrayList<>();
    byOffset.values().forEach(left::addAll);
    byId.values().forEach(left::addAll);
    left.sort(null);
    for (int number : left) {
      byte[] delta = load(heads.get(number));
      entries.entry("changed-at-" + offsets[number], new ByteArrayInputStream(brought(delta)));
    }
    if (!left.isEmpty()) {
      entries.skipped(
          "",
          Skip.Reason.MISSING,
          left.size() + " objects are changes of others that are not in it, or not read");
    }
  }

  private static byte[] brought(byte[] delta) {
    var out = new ByteArrayOutputStream();
    int at = 0;
    for (int lengths = 0; lengths < 2 && at < delta.length; at++) {
      lengths += delta[at] >= 0 ? 1 : 0;
    }
    while (at < delta.length) {
      int code = delta[at++] & 0xff;
      if ((code & 0x80) != 0) {
        at += Integer.bitCount(code & 0x7f);
      } else {
        int length = Math.min(code, delta.length - at);
        out.write(delta, at, length);
        out.write('\n');
        at += length;
      }
    }
    return out.toByteArray();
  }
}
