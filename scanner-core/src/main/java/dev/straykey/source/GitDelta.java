package dev.straykey.source;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Makes an object out of its base and a delta: runs that are copied from the base, and runs that
 * stand in the delta.
 */
final class GitDelta {
  private final byte[] delta;
  private final long baseSize;
  private final long resultSize;
  private int at;

  GitDelta(byte[] delta) throws GitPack.DamagedException {
    this.delta = delta;
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
    if (at >= delta.length) {
      throw damaged();
    }
    return delta[at++] & 0xff;
  }

  /** Takes the runs in order. */
  private interface Runs {
    void copy(long from, int length) throws IOException;

    void insert(int from, int length) throws IOException;
  }

  private void run(Runs runs) throws IOException {
    long made = 0;
    while (at < delta.length) {
      int op = octet();
      int length;
      if ((op & 0x80) != 0) {
        long from = 0;
        for (int i = 0; i < 4; i++) {
          from |= (op & (1 << i)) == 0 ? 0 : (long) octet() << (8 * i);
        }
        length = 0;
        for (int i = 0; i < 3; i++) {
          length |= (op & (0x10 << i)) == 0 ? 0 : octet() << (8 * i);
        }
        length = length == 0 ? 0x10000 : length;
        made += length;
        if (from + length > baseSize || made > resultSize) {
          throw damaged();
        }
        runs.copy(from, length);
      } else {
        length = op;
        made += length;
        if (length == 0 || at + length > delta.length || made > resultSize) {
          throw damaged();
        }
        runs.insert(at, length);
        at += length;
      }
    }
    if (made != resultSize) {
      throw damaged();
    }
  }

  /** Makes the object in memory; the caller has looked at {@link #resultSize()}. */
  byte[] apply(byte[] base) throws IOException {
    if (base.length != baseSize) {
      throw damaged();
    }
    byte[] result = new byte[(int) resultSize];
    run(
        new Runs() {
          private int n;

          @Override
          public void copy(long from, int length) {
            System.arraycopy(base, (int) from, result, n, length);
            n += length;
          }

          @Override
          public void insert(int from, int length) {
            System.arraycopy(delta, from, result, n, length);
            n += length;
          }
        });
    return result;
  }

  /** Makes a large object, from a base that lies in a file. */
  void apply(FileChannel base, OutputStream out) throws IOException {
    if (base.size() != baseSize) {
      throw damaged();
    }
    byte[] buffer = new byte[1 << 16];
    run(
        new Runs() {
          @Override
          public void copy(long from, int length) throws IOException {
            long position = from;
            int left = length;
            while (left > 0) {
              int n =
                  base.read(ByteBuffer.wrap(buffer, 0, Math.min(left, buffer.length)), position);
              if (n <= 0) {
                throw damaged();
              }
              out.write(buffer, 0, n);
              position += n;
              left -= n;
            }
          }

          @Override
          public void insert(int from, int length) throws IOException {
            out.write(delta, from, length);
          }
        });
  }

  private static GitPack.DamagedException damaged() {
    return new GitPack.DamagedException("a delta is damaged");
  }
}
