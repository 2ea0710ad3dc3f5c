package dev.straykey.git;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/**
 * Makes an object out of its base and a delta: runs that are copied from the base, and runs that
 * stand in the delta.
 */
final class GitDelta {
  private final byte[] delta;
  private final int end;
  private final long baseSize;
  private final long resultSize;
  private int at;

  /**
   * @param length how many bytes of {@code delta} count
   */
  GitDelta(byte[] delta, int length) throws GitPack.DamagedException {
    this.delta = delta;
    this.end = length;
    this.baseSize = varint();
    this.resultSize = varint();
  }

  long resultSize() {
    return resultSize;
  }

  private long varint() throws GitPack.DamagedException {
    long value = 0;
    for (int shift = 0; shift < 63; shift += 7) {
      int b = octet();
      value |= (b & 0x7fL) << shift;
      if ((b & 0x80) == 0) {
        return value;
      }
    }
    throw damaged();
  }

  private int octet() throws GitPack.DamagedException {
    if (at >= end) {
      throw damaged();
    }
    return delta[at++] & 0xff;
  }

  /**
   * Makes the object in memory; the caller has looked at {@link #resultSize()}.
   *
   * @param baseLength how many bytes of {@code base} count
   * @param result at least {@link #resultSize()} bytes
   * @param changed takes where the result differs from the base; null when nobody asks
   */
  void apply(byte[] base, int baseLength, byte[] result, @Nullable GitRanges changed)
      throws GitPack.DamagedException {
    if (baseLength != baseSize) {
      throw damaged();
    }
    int made = 0;
    long expected = 0;
    while (at < end) {
      int op = octet();
      if ((op & 0x80) != 0) {
        long from = copyFrom(op);
        int length = copyLength(op);
        if (from + length > baseSize || made + (long) length > resultSize) {
          throw damaged();
        }
        if (changed != null && from != expected) {
          changed.add(made, made);
        }
        System.arraycopy(base, (int) from, result, made, length);
        if (changed != null) {
          changed.copied((int) from, length, made);
        }
        made += length;
        expected = from + length;
      } else {
        if (op == 0 || at + op > end || made + (long) op > resultSize) {
          throw damaged();
        }
        System.arraycopy(delta, at, result, made, op);
        if (changed != null) {
          changed.add(made, made + op);
        }
        at += op;
        made += op;
      }
    }
    if (made != resultSize) {
      throw damaged();
    }
    if (changed != null && expected != baseSize) {
      changed.add(made, made);
    }
  }

  private long copyFrom(int op) throws GitPack.DamagedException {
    long from = 0;
    for (int i = 0; i < 4; i++) {
      from |= (op & (1 << i)) == 0 ? 0 : (long) octet() << (8 * i);
    }
    return from;
  }

  private int copyLength(int op) throws GitPack.DamagedException {
    int length = 0;
    for (int i = 0; i < 3; i++) {
      length |= (op & (0x10 << i)) == 0 ? 0 : octet() << (8 * i);
    }
    return length == 0 ? 0x10000 : length;
  }

  /** Makes a large object, from a base that lies in a file. */
  void apply(FileChannel base, OutputStream out) throws IOException {
    if (base.size() != baseSize) {
      throw damaged();
    }
    byte[] buffer = new byte[1 << 16];
    long made = 0;
    while (at < end) {
      int op = octet();
      if ((op & 0x80) != 0) {
        long from = copyFrom(op);
        int length = copyLength(op);
        made += length;
        if (from + length > baseSize || made > resultSize) {
          throw damaged();
        }
        copy(base, from, length, out, buffer);
      } else {
        made += op;
        if (op == 0 || at + op > end || made > resultSize) {
          throw damaged();
        }
        out.write(delta, at, op);
        at += op;
      }
    }
    if (made != resultSize) {
      throw damaged();
    }
  }

  private static void copy(FileChannel base, long from, int length, OutputStream out, byte[] buffer)
      throws IOException {
    long position = from;
    int left = length;
    while (left > 0) {
      int n = base.read(ByteBuffer.wrap(buffer, 0, Math.min(left, buffer.length)), position);
      if (n <= 0) {
        throw damaged();
      }
      out.write(buffer, 0, n);
      position += n;
      left -= n;
    }
  }

  private static GitPack.DamagedException damaged() {
    return new GitPack.DamagedException("a delta is damaged");
  }
}
