package dev.straykey.unpack;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.BitSet;

/**
 * The texts of a compiled class: its table of constants, each looked at once; names of classes,
 * members and types are left out.
 *
 * <p>Source: <a href="https://docs.oracle.com/javase/specs/jvms/se21/html/jvms-4.html">The class
 * File Format</a>.
 */
final class JavaClass {
  private static final int UTF8 = 1;
  private static final int LONG = 5;
  private static final int DOUBLE = 6;
  private static final int CLASS = 7;
  private static final int STRING = 8;
  private static final int NAME_AND_TYPE = 12;
  private static final int METHOD_HANDLE = 15;
  private static final int METHOD_TYPE = 16;
  private static final int MODULE = 19;
  private static final int PACKAGE = 20;

  private final ByteBuffer in;
  private final int[] places;
  private final int[] kinds;

  JavaClass(byte[] bytes) throws IOException {
    in = ByteBuffer.wrap(bytes);
    try {
      in.position(8);
      int count = in.getShort() & 0xffff;
      places = new int[count];
      kinds = new int[count];
      for (int i = 1; i < count; i++) {
        int kind = in.get();
        kinds[i] = kind;
        places[i] = in.position();
        in.position(in.position() + size(kind));
        if (kind == LONG || kind == DOUBLE) {
          i++;
        }
      }
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw new IOException("cut off");
    }
  }

  private int size(int kind) throws IOException {
    return switch (kind) {
      case UTF8 -> 2 + (in.getShort(in.position()) & 0xffff);
      case CLASS, STRING, METHOD_TYPE, MODULE, PACKAGE -> 2;
      case METHOD_HANDLE -> 3;
      case 3, 4, 9, 10, 11, NAME_AND_TYPE, 17, 18 -> 4;
      case LONG, DOUBLE -> 8;
      default -> throw new IOException("no constant is of kind " + kind);
    };
  }

  /** Returns its texts. */
  TextLines text() {
    var text = new TextLines(2L * in.capacity());
    BitSet names = names();
    try {
      fields(text, names);
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      // The table of constants is whole; what follows only gives some of them names.
      text.end();
    }
    for (int i = 1; i < kinds.length; i++) {
      if (kinds[i] == UTF8 && !names.get(i)) {
        text.line(in.array(), places[i] + 2, places[i] + 2 + length(i));
      }
    }
    return text;
  }

  private int length(int utf8) {
    return in.getShort(places[utf8]) & 0xffff;
  }

  /** Returns the constants that only name something. */
  private BitSet names() {
    var names = new BitSet();
    for (int i = 1; i < kinds.length; i++) {
      switch (kinds[i]) {
        case CLASS, METHOD_TYPE, MODULE, PACKAGE -> names.set(in.getShort(places[i]) & 0xffff);
        case NAME_AND_TYPE -> {
          names.set(in.getShort(places[i]) & 0xffff);
          names.set(in.getShort(places[i] + 2) & 0xffff);
        }
        default -> {
          // It is no name.
        }
      }
    }
    for (int i = 1; i < kinds.length; i++) {
      if (kinds[i] == STRING) {
        names.clear(in.getShort(places[i]) & 0xffff);
      }
    }
    return names;
  }

  /** Fields that are constants have their value beside their name. */
  private void fields(TextLines text, BitSet names) {
    in.position(in.position() + 6);
    in.position(in.position() + 2 + 2 * (in.getShort(in.position()) & 0xffff));
    int count = in.getShort() & 0xffff;
    for (int i = 0; i < count; i++) {
      in.getShort();
      int name = in.getShort() & 0xffff;
      names.set(in.getShort() & 0xffff);
      int attributes = in.getShort() & 0xffff;
      for (int j = 0; j < attributes; j++) {
        int attribute = in.getShort() & 0xffff;
        int length = in.getInt();
        if (length < 0) {
          throw new IllegalArgumentException("an attribute of no length");
        }
        int next = in.position() + length;
        if (length == 2
            && kind(attribute) == UTF8
            && length(attribute) == "ConstantValue".length()) {
          constant(text, names, name, in.getShort(in.position()) & 0xffff);
        }
        in.position(next);
      }
    }
  }

  private void constant(TextLines text, BitSet names, int name, int value) {
    if (kind(value) != STRING || kind(name) != UTF8) {
      return;
    }
    int utf8 = in.getShort(places[value]) & 0xffff;
    if (kind(utf8) == UTF8) {
      names.set(utf8);
      text.assigned(
          in.array(),
          places[name] + 2,
          places[name] + 2 + length(name),
          places[utf8] + 2,
          places[utf8] + 2 + length(utf8));
    }
  }

  private int kind(int constant) {
    return constant > 0 && constant < kinds.length ? kinds[constant] : 0;
  }
}
