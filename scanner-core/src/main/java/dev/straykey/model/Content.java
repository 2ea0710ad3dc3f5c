package dev.straykey.model;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The bytes of a document, to be read once or more, in chunks of the reader's choice. */
@FunctionalInterface
public interface Content {
  /** Opens the bytes from their beginning; the caller closes. */
  InputStream open() throws IOException;

  /** Bytes that are in memory already; not copied. */
  static Content of(byte[] bytes) {
    return new Bytes(bytes, bytes.length);
  }

  /** The first {@code length} bytes of {@code array}; not copied. */
  static Content of(byte[] array, int length) {
    return new Bytes(array, length);
  }

  /** Bytes in memory, which a scanner can take without copying. */
  final class Bytes implements Content {
    private final byte[] array;
    private final int length;

    private Bytes(byte[] array, int length) {
      this.array = array;
      this.length = length;
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
