package dev.straykey.unpack;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.BitSet;

/**
 * The texts of a program for Android: its table of strings, and the first values of static fields.
 *
 * <p>Source: <a href="https://source.android.com/docs/core/runtime/dex-format">Dalvik executable
 * format</a>.
 */
final class Dex {
  private static final int STRINGS = 0x38;
  private static final int FIELDS = 0x50;
  private static final int CLASSES = 0x60;
  private static final int CLASS_SIZE = 32;
  private static final int CLASS_DATA = 24;
  private static final int STATIC_VALUES = 28;
  private static final int STRING_VALUE = 0x17;
  private static final int NULL_VALUE = 0x1e;
  private static final int TRUE_OR_FALSE = 0x1f;
  private static final int FIRST_NESTED = 0x1c;

  private final ByteBuffer in;
  private final int strings;
  private final int stringTable;
  private final int fields;
  private final int fieldTable;
  private final long most;
  private long looked;

  Dex(byte[] bytes) throws IOException {
    in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    most = 8L * bytes.length;
    strings = in.getInt(STRINGS);
    stringTable = in.getInt(STRINGS + 4);
    fields = in.getInt(FIELDS);
    fieldTable = in.getInt(FIELDS + 4);
    if (strings < 0 || stringTable < 0 || stringTable + 4L * strings > bytes.length) {
      throw new IOException("its table of strings lies outside of it");
    }
  }

  /** Returns its texts. */
  TextLines text() {
    var text = new TextLines(4L * in.capacity());
    var named = new BitSet();
    int classes = in.getInt(CLASSES);
    int table = in.getInt(CLASSES + 4);
    for (int i = 0; i < classes && !isTooMuch(text); i++) {
      long place = table + (long) CLASS_SIZE * i;
      if (place < 0 || place + CLASS_SIZE > in.capacity()) {
        break;
      }
      try {
        constants((int) place, text, named);
      } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
        // Only the names are lost: its strings are in the table.
      }
    }
    for (int i = 0; i < strings && !isTooMuch(text); i++) {
      int start = start(i);
      if (!named.get(i) && start >= 0 && !isType(start)) {
        text.line(in.array(), start, end(start));
      }
    }
    return text;
  }

  /** A sound table names each string once; one that names a long one over and over never ends. */
  private boolean isTooMuch(TextLines text) {
    return text.isFull() || (looked > most && !text.hasRoom(Integer.MAX_VALUE));
  }

  /** Returns where a string's bytes begin; -1 where the table is wrong. */
  private int start(int string) {
    int at = in.getInt(stringTable + 4 * string);
    if (at < 0 || at >= in.capacity()) {
      return -1;
    }
    while (at < in.capacity() && in.get(at) < 0) {
      at++;
    }
    return at + 1 >= in.capacity() ? -1 : at + 1;
  }

  private int end(int start) {
    int end = start;
    while (end < in.capacity() && in.get(end) != 0) {
      end++;
    }
    looked += end - start;
    return end;
  }

  private boolean isType(int start) {
    int end = end(start);
    return end - start > 2 && in.get(start) == 'L' && in.get(end - 1) == ';';
  }

  /** Values of static fields stand in the order of the fields; those at the end may be left out. */
  private void constants(int place, TextLines text, BitSet named) {
    int data = in.getInt(place + CLASS_DATA);
    int values = in.getInt(place + STATIC_VALUES);
    if (data <= 0 || values <= 0) {
      return;
    }
    in.position(data);
    int count = number();
    number();
    number();
    number();
    int fieldAt = in.position();
    in.position(values);
    int valueCount = Math.min(number(), count);
    int valueAt = in.position();
    int field = 0;
    for (int i = 0; i < valueCount && looked <= most; i++) {
      looked++;
      in.position(fieldAt);
      field += number();
      number();
      fieldAt = in.position();
      in.position(valueAt);
      int header = in.get() & 0xff;
      int kind = header & 0x1f;
      if (kind >= FIRST_NESTED && kind < NULL_VALUE) {
        return; // an array or an annotation: what follows it is not worth the walk
      }
      int size = kind == NULL_VALUE || kind == TRUE_OR_FALSE ? 0 : (header >> 5) + 1;
      if (kind == STRING_VALUE) {
        constant(field, index(size), text, named);
      }
      valueAt += 1 + size;
    }
  }

  private void constant(int field, int string, TextLines text, BitSet named) {
    if (field < 0 || field >= fields || string < 0 || string >= strings) {
      return;
    }
    int name = in.getInt(fieldTable + 8 * field + 4);
    int nameStart = name < 0 || name >= strings ? -1 : start(name);
    int start = start(string);
    if (nameStart >= 0 && start >= 0) {
      named.set(string);
      text.assigned(in.array(), nameStart, end(nameStart), start, end(start));
    }
  }

  private int index(int size) {
    int index = 0;
    for (int i = 0; i < size; i++) {
      index |= (in.get() & 0xff) << (8 * i);
    }
    return index;
  }

  /** Reads a number of seven bits a byte. */
  private int number() {
    int number = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      int b = in.get();
      number |= (b & 0x7f) << shift;
      if (b >= 0) {
        break;
      }
    }
    return number;
  }
}
