package dev.straykey.unpack;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;

/**
 * The rows of a database, page by page in the order of the file: every page that holds rows is read
 * once, and what does not fit in it is taken from the pages that it names, up to a bound.
 *
 * <p>Source: <a href="https://www.sqlite.org/fileformat2.html">Database File Format</a>.
 */
final class Sqlite extends LazyText {
  private static final int HEADER = 100;
  private static final int ROWS = 0x0d;
  private static final int LONGEST_ROW = 1 << 20;

  private final SeekableByteChannel file;
  private final int pageSize;
  private final int usable;
  private final boolean wide;
  private final byte[] page;
  private long next;
  private byte[] row = new byte[1024];

  /** Where a number that was read ended. */
  private int at;

  Sqlite(SeekableByteChannel file) throws IOException {
    this.file = file;
    var head = new byte[HEADER];
    read(0, ByteBuffer.wrap(head));
    pageSize = pageSize(head);
    usable = pageSize - (head[20] & 0xff);
    wide = head[59] == 2 || head[59] == 3;
    page = new byte[pageSize];
    if (pageSize < 512 || usable < 480) {
      throw new IOException("no database has pages of such a size");
    }
  }

  /** Returns the size of a page, a power of two; 0 where the header has none. */
  static int pageSize(byte[] head) {
    int size = ((head[16] & 0xff) << 8) | (head[17] & 0xff);
    int bytes = size == 1 ? 65536 : size;
    return bytes >= 512 && Integer.bitCount(bytes) == 1 ? bytes : 0;
  }

  @Override
  boolean more(TextLines lines) throws IOException {
    if ((next + 1) * pageSize > file.size()) {
      return false;
    }
    read(next * pageSize, ByteBuffer.wrap(page));
    int start = next == 0 ? HEADER : 0;
    next++;
    if (page[start] == ROWS) {
      int rows = u2(start + 3);
      for (int i = 0; i < rows && start + 8 + 2 * i + 2 <= pageSize && !lines.isFull(); i++) {
        row(u2(start + 8 + 2 * i), lines);
      }
    }
    return true;
  }

  private void read(long place, ByteBuffer into) throws IOException {
    file.position(place);
    while (into.hasRemaining()) {
      if (file.read(into) < 0) {
        throw new EOFException("a page is cut off");
      }
    }
  }

  private int u2(int place) {
    return ((page[place] & 0xff) << 8) | (page[place + 1] & 0xff);
  }

  private void row(int place, TextLines lines) throws IOException {
    long size = number(page, place, usable);
    number(page, at, usable);
    if (at < 0 || size <= 0) {
      return;
    }
    int held = held(size);
    int wanted = (int) Math.min(size, LONGEST_ROW);
    if (held < 0 || at + held > usable) {
      return;
    }
    if (row.length < wanted) {
      row = new byte[wanted];
    }
    int have = Math.min(held, wanted);
    System.arraycopy(page, at, row, 0, have);
    if (held < size && at + held + 4 <= usable) {
      have = follow(u2(at + held) << 16 | u2(at + held + 2), have, wanted);
    }
    values(have, lines);
  }

  /** Returns how much of a row stands in its own page. */
  private int held(long size) {
    int most = usable - 35;
    if (size <= most) {
      return (int) size;
    }
    int least = (usable - 12) * 32 / 255 - 23;
    int fit = least + (int) ((size - least) % (usable - 4));
    return fit <= most ? fit : least;
  }

  private int follow(int first, int from, int wanted) throws IOException {
    int have = from;
    int number = first;
    var link = new byte[4];
    while (number > 0 && have < wanted && (long) number * pageSize <= file.size()) {
      long begins = (number - 1L) * pageSize;
      read(begins, ByteBuffer.wrap(link));
      int n = Math.min(usable - 4, wanted - have);
      read(begins + link.length, ByteBuffer.wrap(row, have, n));
      have += n;
      number =
          (link[0] & 0xff) << 24
              | (link[1] & 0xff) << 16
              | (link[2] & 0xff) << 8
              | (link[3] & 0xff);
    }
    return have;
  }

  private void values(int length, TextLines lines) {
    int headerEnd = (int) Math.min(length, number(row, 0, length));
    int type = at;
    int value = headerEnd;
    var text = new StringBuilder();
    while (type >= 0 && type < headerEnd && value <= length) {
      long kind = number(row, type, headerEnd);
      type = at;
      long size =
          kind < 12
              ? new int[] {0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0}[(int) Math.max(0, kind)]
              : (kind - 12) / 2;
      if (kind >= 12 && size > 3) {
        int end = (int) Math.min(length, value + size);
        boolean isText = kind % 2 == 1 || isText(value, end);
        if (isText) {
          text.append(
              new String(
                  row,
                  value,
                  end - value,
                  wide && kind % 2 == 1 ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_8));
          text.append('\t');
        }
      }
      value = (int) Math.min(Integer.MAX_VALUE, value + size);
    }
    if (text.length() > 0) {
      lines.line(text.toString());
    }
  }

  private boolean isText(int from, int to) {
    for (int i = from; i < to; i++) {
      if (row[i] >= 0 && row[i] < ' ' && row[i] != '\n' && row[i] != '\r' && row[i] != '\t') {
        return false;
      }
    }
    return true;
  }

  /** Reads a number of up to nine bytes; {@link #at} is then behind it, or negative. */
  private long number(byte[] bytes, int place, int to) {
    long number = 0;
    if (place < 0) {
      at = -1;
      return 0;
    }
    for (int i = 0; i < 9 && place + i < to; i++) {
      int b = bytes[place + i];
      number = i == 8 ? (number << 8) | (b & 0xff) : (number << 7) | (b & 0x7f);
      if (b >= 0 || i == 8) {
        at = place + i + 1;
        return number;
      }
    }
    at = -1;
    return 0;
  }
}
