package dev.straykey.git;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Numbers and ids one behind the other, in few bytes: what is stored of a repository. */
public final class GitNumbers {
  private GitNumbers() {}

  /** Puts them down. */
  public static final class Writer {
    private byte[] bytes = new byte[1 << 12];
    private int size;

    private void room(int more) {
      if (size + more > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length + (bytes.length >> 1)));
      }
    }

    /** Puts a number that is mostly small and not negative. */
    public void number(long value) {
      room(10);
      long left = value;
      while ((left & ~0x7fL) != 0) {
        bytes[size++] = (byte) ((left & 0x7f) | 0x80);
        left >>>= 7;
      }
      bytes[size++] = (byte) left;
    }

    /** Puts a number in so many bytes. */
    public void fixed(long value, int octets) {
      room(octets);
      for (int shift = 8 * (octets - 1); shift >= 0; shift -= 8) {
        bytes[size++] = (byte) (value >>> shift);
      }
    }

    /** Puts bytes as they are. */
    public void raw(byte[] from) {
      room(from.length);
      System.arraycopy(from, 0, bytes, size, from.length);
      size += from.length;
    }

    public int size() {
      return size;
    }

    /** Returns what was put, as a text that {@link Reader#of} takes. */
    public String text() {
      byte[] whole = size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
      return new String(Base64.getEncoder().encode(whole), StandardCharsets.ISO_8859_1);
    }
  }

  /** Gives them back. Past the end it throws {@link IndexOutOfBoundsException}. */
  public static final class Reader {
    private final byte[] bytes;
    private int at;

    private Reader(byte[] bytes) {
      this.bytes = bytes;
    }

    /** Returns null when that is no such text. */
    public static @Nullable Reader of(String text) {
      try {
        return new Reader(Base64.getDecoder().decode(text));
      } catch (IllegalArgumentException e) {
        return null;
      }
    }

    /** Returns the bytes themselves. */
    public byte[] bytes() {
      return bytes;
    }

    public boolean atEnd() {
      return at == bytes.length;
    }

    /** Returns how many bytes are left. */
    public int left() {
      return bytes.length - at;
    }

    /** Returns what {@link Writer#number} put. */
    public long number() {
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
    public int count(int octets) {
      long n = number();
      if (n < 0 || n * octets > bytes.length - at) {
        throw new IndexOutOfBoundsException("says more than there is");
      }
      return (int) n;
    }

    /** Returns a number of so many bytes. */
    public long fixed(int octets) {
      long value = 0;
      for (int i = 0; i < octets; i++) {
        value = value << 8 | (bytes[at++] & 0xff);
      }
      return value;
    }

    /** Returns an id of so many bytes. */
    public GitId id(int length) {
      if (at + length > bytes.length) {
        throw new IndexOutOfBoundsException("ends in an id");
      }
      GitId id = GitId.of(bytes, at, length);
      at += length;
      return id;
    }

    /** Goes over some bytes; returns where they begin. */
    public int skip(int length) {
      if (length > bytes.length - at) {
        throw new IndexOutOfBoundsException("ends too early");
      }
      int from = at;
      at += length;
      return from;
    }
  }
}
