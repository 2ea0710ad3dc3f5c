package dev.straykey.git;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Lists of pairs of numbers, each kept as what differs from one that was put before: a folder whose
 * files change leads to nearly the same folders, and of a large one there are tens of thousands.
 *
 * <p>Is written from several threads, and read when all are done.
 */
public final class GitLists {
  private static final int CHUNK_BITS = 18;
  private static final int CHUNK = 1 << CHUNK_BITS;
  private static final int MOST = Integer.MAX_VALUE - CHUNK;

  /** From so many on a list is written whole, so that reading one stays short. */
  private static final int MOST_BASES = 50;

  /** So many pairs further a list may go on as the other one does. */
  private static final int WINDOW = 16;

  private static final int NOWHERE = -1;

  private static final int KEPT_BITS = 12;

  private final int[] @Nullable [] made = new int[1 << KEPT_BITS][];
  private final int[] madeAt = new int[1 << KEPT_BITS];
  private final int[] starts = new int[MOST_BASES + 1];
  private byte[][] chunks = new byte[16][];
  private int size;

  /** Returns how much memory they take, in bytes. */
  synchronized long bytes() {
    return size;
  }

  /**
   * Puts what is written, behind how far its base is away from it.
   *
   * @param base negative for none
   */
  private synchronized int put(int base, Written written) {
    if (size > MOST - written.size - 10) {
      return NOWHERE;
    }
    int at = size;
    for (int away = base < 0 ? 0 : at - base; ; away >>>= 7) {
      boolean last = away < 0x80;
      add(last ? (byte) away : (byte) (away | 0x80));
      if (last) {
        break;
      }
    }
    for (int i = 0; i < written.size; i++) {
      add(written.bytes[i]);
    }
    return at;
  }

  private void add(byte value) {
    int chunk = size >>> CHUNK_BITS;
    if ((size & (CHUNK - 1)) == 0) {
      if (chunk == chunks.length) {
        chunks = Arrays.copyOf(chunks, 2 * chunk);
      }
      chunks[chunk] = new byte[CHUNK];
    }
    chunks[chunk][size++ & (CHUNK - 1)] = value;
  }

  /** Returns the list that stands at a position; not to be changed. Lately made ones are kept. */
  public int[] list(int at) {
    int n = 0;
    int[] values = {};
    for (int list = at, away = 1; away != 0; list -= away) {
      int[] there = madeAt[slot(list)] == list ? made[slot(list)] : null;
      if (there != null) {
        values = there;
        break;
      }
      starts[n++] = list;
      away = new Bytes(list).number();
    }
    while (n > 0) {
      int start = starts[--n];
      values = next(values, new Bytes(start));
      made[slot(start)] = values;
      madeAt[slot(start)] = start;
    }
    return values;
  }

  private static int slot(int at) {
    return (at * 0x9E3779B9) >>> (32 - KEPT_BITS);
  }

  /** Returns what a list is, of which the base is known. */
  private static int[] next(int[] base, Bytes bytes) {
    bytes.number();
    int[] values = new int[bytes.number()];
    int from = 0;
    int to = 0;
    while (to < values.length) {
      from += bytes.number();
      int copied = bytes.number();
      System.arraycopy(base, from, values, to, copied);
      from += copied;
      to += copied;
      for (int own = bytes.number(); own > 0; own--) {
        values[to++] = bytes.fixed();
      }
    }
    return values;
  }

  /** Reads from a position on. */
  private final class Bytes {
    private int at;

    Bytes(int at) {
      this.at = at;
    }

    private int octet() {
      return chunks[at >>> CHUNK_BITS][at++ & (CHUNK - 1)] & 0xff;
    }

    public int number() {
      int octet = octet();
      int value = octet & 0x7f;
      for (int shift = 7; octet >= 0x80; shift += 7) {
        octet = octet();
        value |= (octet & 0x7f) << shift;
      }
      return value;
    }

    public int fixed() {
      return octet() << 24 | octet() << 16 | octet() << 8 | octet();
    }
  }

  /** What a list is written as: how much of its base is left out, copied, and then put between. */
  private static final class Written {
    private byte[] bytes = new byte[256];
    private int size;

    public void number(int value) {
      int left = value;
      for (; left >= 0x80; left >>>= 7) {
        octet(left | 0x80);
      }
      octet(left);
    }

    void part(int left, int copied, int[] values, int from, int own) {
      number(left);
      number(copied);
      number(own);
      for (int i = from; i < from + own; i++) {
        for (int shift = 24; shift >= 0; shift -= 8) {
          octet(values[i] >>> shift);
        }
      }
    }

    private void octet(int value) {
      if (size == bytes.length) {
        bytes = Arrays.copyOf(bytes, 2 * size);
      }
      bytes[size++] = (byte) value;
    }
  }

  /** Puts lists on one thread, each beside one that it resembles. */
  public final class Writer {
    private static final int KEPT = 256;

    private final @Nullable Last[] lasts = new Last[KEPT];
    private final Written written = new Written();
    private int gone;
    private int own;

    /**
     * Puts a list.
     *
     * @param length an even number
     * @return where it stands; negative when there is no room
     */
    public int put(int[] values, int length) {
      int slot = length == 0 ? 0 : (values[0] * 0x9E3779B9) >>> 24;
      Last last = lasts[slot];
      if (last == null) {
        last = new Last();
        lasts[slot] = last;
      }
      if (last.at >= 0 && Arrays.equals(last.values, 0, last.length, values, 0, length)) {
        return last.at;
      }
      boolean whole = last.at < 0 || last.bases == MOST_BASES;
      if (!whole) {
        changes(last, values, length);
        whole = written.size > 4 * length;
      }
      if (whole) {
        begin(length);
        written.part(0, 0, values, 0, length);
      }
      int at = GitLists.this.put(whole ? NOWHERE : last.at, written);
      last.keep(values, length, at, whole ? 0 : last.bases + 1);
      return at;
    }

    private void begin(int length) {
      written.size = 0;
      written.number(length);
    }

    private void changes(Last last, int[] values, int length) {
      begin(length);
      int from = 0;
      int to = 0;
      gone = 0;
      while (to < length) {
        int same = Arrays.mismatch(last.values, from, last.length, values, to, length);
        same = same < 0 ? length - to : same;
        from += same;
        to += same;
        int left = gone;
        compare(last.values, from, last.length, values, to, length);
        written.part(left, same, values, to, own);
        from += gone;
        to += own;
      }
    }

    /** Finds how many of the base are gone, and how many new ones stand there. */
    private void compare(int[] base, int from, int end, int[] values, int to, int length) {
      if (to == length || from == end) {
        gone = 0;
        own = length - to;
        return;
      }
      gone = 1 + (~to & 1);
      own = gone;
      for (int i = 2; (to & 1) == 0 && i <= 2 * WINDOW; i += 2) {
        if (from + i < end && base[from + i] == values[to]) {
          gone = i;
          own = 0;
          return;
        }
        if (to + i < length && values[to + i] == base[from]) {
          gone = 0;
          own = i;
          return;
        }
      }
    }
  }

  /** What was put last of those that begin alike. */
  private static final class Last {
    private int[] values = {};
    private int length;
    private int at = NOWHERE;
    private int bases;

    void keep(int[] next, int count, int position, int behind) {
      if (values.length < count) {
        values = new int[Math.max(count, 2 * values.length)];
      }
      System.arraycopy(next, 0, values, 0, count);
      length = count;
      at = position;
      bases = behind;
    }
  }
}
