package dev.straykey.unpack;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The texts of compiled resources: their first pool of strings, which holds every value.
 *
 * <p>Source: <a
 * href="https://android.googlesource.com/platform/frameworks/base/+/master/libs/androidfw/include/androidfw/ResourceTypes.h">ResourceTypes.h</a>.
 */
final class AndroidResources {
  private static final int UTF8 = 1 << 8;

  private final ByteBuffer in;
  private final int pool;

  AndroidResources(byte[] bytes) {
    in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    pool = bytes[0] == 2 ? 12 : 8;
  }

  TextLines text() {
    var text = new TextLines(2L * in.capacity());
    if (in.capacity() < pool + 28) {
      return text;
    }
    int count = in.getInt(pool + 8);
    boolean utf8 = (in.getInt(pool + 16) & UTF8) != 0;
    long data = pool + (in.getInt(pool + 20) & 0xffffffffL);
    for (int i = 0; i < count && pool + 28 + 4L * i + 4 <= in.capacity() && !text.isFull(); i++) {
      long place = data + (in.getInt(pool + 28 + 4 * i) & 0xffffffffL);
      if (place + 4 <= in.capacity()) {
        if (utf8) {
          utf8((int) place, text);
        } else {
          wide((int) place, text);
        }
      }
    }
    return text;
  }

  /** The number of characters, then that of bytes, each in one byte or two. */
  private void utf8(int place, TextLines text) {
    int at = place + (in.get(place) < 0 ? 2 : 1);
    if (at + 2 > in.capacity()) {
      return;
    }
    int length = in.get(at) < 0 ? ((in.get(at) & 0x7f) << 8) | (in.get(at + 1) & 0xff) : in.get(at);
    int start = at + (in.get(at) < 0 ? 2 : 1);
    if (start + length <= in.capacity()) {
      text.line(in.array(), start, start + length);
    }
  }

  private void wide(int place, TextLines text) {
    int length = in.getShort(place) & 0xffff;
    int start = place + 2;
    if (length >= 0x8000) {
      length = ((length & 0x7fff) << 16) | (in.getShort(place + 2) & 0xffff);
      start = place + 4;
    }
    if (length > 0 && start + 2L * length <= in.capacity() && text.hasRoom(length)) {
      text.line(new String(in.array(), start, 2 * length, StandardCharsets.UTF_16LE));
    }
  }
}
