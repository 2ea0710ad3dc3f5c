package dev.straykey.unpack;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Reads a binary property list: a table of objects that name one another by number. Every object is
 * looked at once, in the order of the table and whatever names it, so that neither depth nor
 * repetition costs anything.
 *
 * <p>Source: the comment at the head of Apple's published CFBinaryPList.c.
 */
final class PropertyList {
  private static final int TRAILER = 32;
  private static final int LONGEST_TEXT = 1 << 20;
  private static final int MOST_TEXT = 16 << 20;

  private final byte[] bytes;
  private final int referenceSize;
  private final int[] offsets;
  private final StringBuilder text = new StringBuilder();

  PropertyList(byte[] bytes) throws IOException {
    this.bytes = bytes;
    int trailer = bytes.length - TRAILER;
    if (trailer < 8) {
      throw new IOException("cut off");
    }
    int offsetSize = bytes[trailer + 6] & 0xff;
    referenceSize = bytes[trailer + 7] & 0xff;
    long objects = number(trailer + 8, 8);
    long table = number(trailer + 24, 8);
    if (offsetSize < 1
        || offsetSize > 8
        || referenceSize < 1
        || referenceSize > 8
        || objects < 1
        || objects > trailer
        || table < 8
        || table > trailer - objects * offsetSize) {
      throw new IOException("its table of objects lies outside of it");
    }
    offsets = new int[(int) objects];
    for (int i = 0; i < offsets.length; i++) {
      long offset = number((int) table + i * offsetSize, offsetSize);
      offsets[i] = offset < 8 || offset >= table ? -1 : (int) offset;
    }
  }

  /** Returns whether there were more texts than are kept. */
  boolean cut() {
    return text.length() >= MOST_TEXT;
  }

  /** Returns its texts. */
  InputStream text() {
    boolean[] named = new boolean[offsets.length];
    for (int object = 0; object < offsets.length; object++) {
      if (kind(object) == 0xd) {
        dictionary(object, named);
      }
    }
    for (int object = 0; object < offsets.length; object++) {
      String value = named[object] ? null : string(object);
      if (value != null && !cut()) {
        text.append(value).append('\n');
      }
    }
    return new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private void dictionary(int object, boolean[] named) {
    int[] head = head(object);
    int count = head[0];
    int keys = head[1];
    if ((long) keys + 2L * count * referenceSize > bytes.length) {
      return;
    }
    // Many dictionaries may name one long text, which is then written once only.
    for (int i = 0; i < count; i++) {
      int key = reference(keys + i * referenceSize);
      int value = reference(keys + (count + i) * referenceSize);
      String name = key < 0 ? null : string(key);
      String content = value < 0 || named[value] ? null : string(value);
      if (name != null && content != null && name.length() <= 256 && !cut()) {
        text.append(name).append(" = \"").append(content).append("\"\n");
        named[value] = true;
      }
      if (key >= 0 && name != null && name.length() <= 64) {
        named[key] = true;
      }
    }
  }

  private int reference(int at) {
    long reference = number(at, referenceSize);
    return reference < 0 || reference >= offsets.length ? -1 : (int) reference;
  }

  private int kind(int object) {
    return offsets[object] < 0 ? -1 : (bytes[offsets[object]] & 0xff) >> 4;
  }

  /** Returns the count of an object and where its content begins. */
  private int[] head(int object) {
    int at = offsets[object];
    int count = bytes[at] & 0xf;
    if (count < 0xf) {
      return new int[] {count, at + 1};
    }
    int size = at + 1 < bytes.length ? 1 << (bytes[at + 1] & 0xf) : 0;
    if (size > 8 || size == 0 || at + 2 + size > bytes.length) {
      return new int[] {0, at + 1};
    }
    long large = number(at + 2, size);
    return new int[] {large < 0 || large > bytes.length ? 0 : (int) large, at + 2 + size};
  }

  private @org.jspecify.annotations.Nullable String string(int object) {
    int kind = kind(object);
    if (kind != 0x5 && kind != 0x6 && kind != 0x4) {
      return null;
    }
    int[] head = head(object);
    int width = kind == 0x6 ? 2 : 1;
    long length = Math.min((long) head[0] * width, bytes.length - head[1]);
    length = Math.min(length, LONGEST_TEXT);
    if (length <= 0) {
      return null;
    }
    var charset = kind == 0x6 ? StandardCharsets.UTF_16BE : StandardCharsets.ISO_8859_1;
    String value = new String(bytes, head[1], (int) length, charset);
    // Data may hold a text, or anything.
    return kind == 0x4
            && value.chars().anyMatch(c -> c < ' ' && c != '\n' && c != '\r' && c != '\t')
        ? null
        : value;
  }

  private long number(int at, int size) {
    long value = 0;
    for (int i = at; i < at + size; i++) {
      value = (value << 8) | (bytes[i] & 0xff);
    }
    return value;
  }
}
