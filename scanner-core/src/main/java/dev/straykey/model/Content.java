package dev.straykey.model;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The bytes of a document, to be read once or more, in chunks of the reader's choice. */
@FunctionalInterface
public interface Content {
  /** Opens the bytes from their beginning; the caller closes. */
  InputStream open() throws IOException;

  /** Bytes that are in memory already; not copied. */
  static Content of(byte[] bytes) {
    return new Bytes(bytes, bytes.length, null);
  }

  /** The first {@code length} bytes of {@code array}; not copied. */
  static Content of(byte[] array, int length) {
    return new Bytes(array, length, null);
  }

  /**
   * The first {@code length} bytes of {@code array}, not copied, of which only a part need be
   * looked at.
   *
   * @param changed where it differs from a text that a scanner has looked at, and where that must
   *     be looked at again: begin and end of each part by turns, in ascending order; both are equal
   *     where something is gone
   */
  static Content of(byte[] array, int length, int[] changed) {
    return new Bytes(array, length, changed);
  }

  /** Bytes in memory, which a scanner can take without copying. */
  final class Bytes implements Content {
    private final byte[] array;
    private final int length;
    private final int @Nullable [] changed;

    private Bytes(byte[] array, int length, int @Nullable [] changed) {
      this.array = array;
      this.length = length;
      this.changed = changed;
    }

    /** Returns the parts to look at, as {@code Content.of} took them; null for all of it. */
    public int @Nullable [] changed() {
      return changed;
    }

    /** Returns the array itself; not to be changed. */
    public byte[] array() {
      return array;
    }

    /** Returns how many of its first bytes count. */
    public int length() {
      return length;
    }

    @Override
    public InputStream open() {
      return new ByteArrayInputStream(array, 0, length);
    }
  }
}
