package dev.straykey.source;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Numbers and ids one behind the other, in few bytes: what is stored of a repository. */
final class GitNumbers {
  private GitNumbers() {}

  /** Puts them down. */
  static final class Writer {
    private byte[] bytes = new byte[1 << 12];
    private int size;

    private void room(int more) {
      if (size + more > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length + (bytes.length >> 1)));
      }
    }

    /** Puts a number that is mostly small and not negative. */
    void number(long value) {
      room(10);
      long left = value;
      while ((left & ~0x7fL) != 0) {
        bytes[size++] = (byte) ((left & 0x7f) | 0x80);
        left >>>= 7;
      }
      bytes[size++] = (byte) left;
    }

    void fixed(long value, int octets) {
      room(octets);
      for (int shift = 8 * (octets - 1); shift >= 0; shift -= 8) {
        bytes[size++] = (byte) (value >>> shift);
      }
    }

    void raw(byte[] from) {
      room(from.length);
      System.arraycopy(from, 0, bytes, size, from.length);
      size += from.length;
    }

    int size() {
      return size;
    }

    String text() {
      byte[] whole = size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
      return new String(Base64.getEncoder().encode(whole), StandardCharsets.ISO_8859_1);
    }
  }

  /** Gives them back. Past the end it throws {@link IndexOutOfBoundsException}. */
  static final class Reader {
    private final byte[] bytes;
    private int at;

    private Reader(byte[] bytes) {
      this.bytes = bytes;
    }

    /** Returns null when that is no such text. */
    static @Nullable Reader of(String text) {
      try {
        return new Reader(Base64.getDecoder().decode(text));
      } catch (IllegalArgumentException e) {
        return null;
      }
    }

    /** Returns the bytes themselves. */
    byte[] bytes() {
      return bytes;
    }

    boolean atEnd() {
      return at == bytes.length;
    }

    /** Returns how many bytes are left. */
    int left() {
      return bytes.length - at;
    }

    long number() {
      long value = 0;
      for (int shift = 0; ; shift += 7) {
        byte b = bytes[at++];
        value |= (b & 0x7fL) << shift;
        if (b >= 0 || shift > 56) {
          return value;
        }
      }
    }

    /** Returns a number that counts things, each of at least {@code octets} bytes. */
    int count(int octets) {
      long n = number();
      if (n < 0 || n * octets > bytes.length - at) {
        throw new IndexOutOfBoundsException("says more than there is");
      }
      return (int) n;
    }

    long fixed(int octets) {
      long value = 0;
      for (int i = 0; i < octets; i++) {
        value = value << 8 | (bytes[at++] & 0xff);
      }
      return value;
    }

    GitId id(int length) {
      if (at + length > bytes.length) {
        throw new IndexOutOfBoundsException("ends in an id");
      }
      GitId id = GitId.of(bytes, at, length);
      at += length;
      return id;
    }

    /** Goes over some bytes; returns where they begin. */
    int skip(int length) {
      if (length > bytes.length - at) {
        throw new IndexOutOfBoundsException("ends too early");
      }
      int from = at;
      at += length;
      return from;
    }
  }
}
