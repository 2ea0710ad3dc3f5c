package dev.straykey.scan;

import dev.straykey.decode.Bytes;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Cuts a part of a text into pieces of some lines, at places that hang on the lines alone: what two
 * texts share is cut alike, wherever it stands. Each piece has a key that is the same where the
 * same piece stands in the same surroundings. Reused.
 */
final class Pieces {
  /** How much of the surroundings counts. */
  static final int AROUND = Changes.AROUND;

  /** One line in four begins a piece, of those that are no mere brackets. */
  private static final int CUT = 3;

  /** How far there is looked for the beginning of what stands around a piece, or for its end. */
  private static final int FAR = 4096;

  private static final long START = 0x9ae16a3b2f90404fL;
  private static final long END = 0xc949c7defebee8a5L;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final long secret;
  private final long secret2;
  private int[] starts = new int[256];
  private long[] hashes = new long[256];
  private int size;
  private boolean fromStart;
  private boolean toEnd;

  /**
   * @param secret what nobody knows who writes a text, so that no two texts are made to look alike
   */
  Pieces(long secret) {
    this.secret = secret;
    this.secret2 = mixed(secret, END);
  }

  /** Cuts what stands from {@code from} to {@code to}, and what stands around it. */
  void cut(byte[] text, int length, int from, int to) {
    size = 0;
    int at = before(text, length, from);
    int most = (int) Math.min(length, (long) to + FAR);
    fromStart = at == 0;
    toEnd = false;
    int enough = Integer.MAX_VALUE;
    long hash = secret;
    int line = at;
    while (line < length) {
      int next = lineEnd(text, line, length);
      long one = hash(text, line, next);
      if (line > at && isCut(text, line, next)) {
        add(at, hash);
        at = line;
        hash = secret;
        if (at >= to) {
          enough = Math.min(enough, at + AROUND);
          if (at >= enough) {
            break;
          }
        }
      }
      hash = mixed(hash ^ one, secret2);
      line = next;
      if (line >= most && line < length) {
        break; // the last lines make no piece
      }
    }
    if (line >= length) {
      add(at, hash);
      at = length;
      toEnd = true;
    }
    add(at, 0);
    size--;
  }

  int size() {
    return size;
  }

  int start(int i) {
    return starts[i];
  }

  int end(int i) {
    return starts[i + 1];
  }

  /** Returns what a piece is known by; 0 when too little of what stands around it is at hand. */
  long key(int i) {
    int first = i;
    while (first > 0 && starts[i] - starts[first] < AROUND) {
      first--;
    }
    int last = i;
    while (last + 1 < size && starts[last + 1] - starts[i + 1] < AROUND) {
      last++;
    }
    boolean atStart = first == 0 && fromStart;
    boolean atEnd = last == size - 1 && toEnd;
    if ((starts[i] - starts[first] < AROUND && !atStart)
        || (starts[last + 1] - starts[i + 1] < AROUND && !atEnd)) {
      return 0;
    }
    long key = atStart ? START : secret;
    for (int p = first; p <= last; p++) {
      key = mixed(key ^ hashes[p], p == i ? secret : secret2);
    }
    key = atEnd ? mixed(key ^ END, secret) : key;
    return key == 0 ? 1 : key;
  }

  private void add(int start, long hash) {
    if (size + 1 >= starts.length) {
      starts = Arrays.copyOf(starts, size * 2);
      hashes = Arrays.copyOf(hashes, size * 2);
    }
    starts[size] = start;
    hashes[size++] = hash;
  }

  /** Returns where a piece begins that stands, with enough between, before {@code at}. */
  private int before(byte[] text, int length, int at) {
    int least = Math.max(0, at - FAR);
    int begin = -1;
    int line = at;
    while (line > least) {
      while (line > least && text[line - 1] != '\n') {
        line--;
      }
      if (line == 0) {
        return 0;
      }
      if (line == least) {
        return line;
      }
      if (isCut(text, line, lineEnd(text, line, length))) {
        if (begin < 0) {
          begin = line;
        }
        if (begin - line >= AROUND) {
          return line;
        }
      }
      line--;
    }
    return line;
  }

  /** Judges by a line's length and its last letters; many lines are as short as a bracket. */
  private static boolean isCut(byte[] text, int from, int to) {
    int length = to - from;
    if (length <= Long.BYTES) {
      return false;
    }
    long last = (long) LONG.get(text, to - 1 - Long.BYTES) + length;
    return (((last * END) >>> 40) & CUT) == 0;
  }

  private static int lineEnd(byte[] text, int line, int length) {
    return Math.min(length, Bytes.next(text, line, length, (byte) '\n') + 1);
  }

  private long hash(byte[] text, int from, int to) {
    long hash = secret ^ (to - from);
    int i = from;
    for (; i + 16 <= to; i += 16) {
      hash = mixed((long) LONG.get(text, i) ^ hash, (long) LONG.get(text, i + 8) ^ secret2);
    }
    if (i + 8 <= to) {
      hash = mixed((long) LONG.get(text, i) ^ hash, secret2);
      i += 8;
    }
    long rest = 0;
    for (; i < to; i++) {
      rest = rest << 8 | (text[i] & 0xff);
    }
    return mixed(rest ^ hash, secret2);
  }

  /** Both halves of the product: no bit of either factor goes lost, and none can be foreseen. */
  private static long mixed(long a, long b) {
    return Math.multiplyHigh(a, b) ^ (a * b);
  }
}
