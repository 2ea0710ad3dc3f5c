package dev.straykey.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.ObjectId;

/**
 * One pack and its index, mapped: ids to offsets, offsets to entries, entries to bytes.
 *
 * <p>Not thread-safe. Source: <a href="https://git-scm.com/docs/pack-format">pack format</a>, index
 * version 2.
 */
final class GitPack implements AutoCloseable {
  static final int OFS_DELTA = 6;
  static final int REF_DELTA = 7;
  private static final int ID = 20;
  private static final int FAN = 8;
  private static final int IDS = FAN + 256 * 4;
  private static final int SEGMENT = 1 << 30;
  private static final int DEFLATE_AT_BEST = 1040;

  private final String name;
  private final MappedByteBuffer index;
  private final MappedByteBuffer[] segments;
  private final long end;
  private final int count;
  private final Inflater inflater = new Inflater();

  /** The header of an entry, in fields that are overwritten by the next. */
  static final class Entry {
    int type;
    long size;
    long data;

    /** Where the base lies; for {@link #REF_DELTA}, -1 when it is not in this pack. */
    long base;
  }

  /** The pack, or an entry of it, is not what it says it is. */
  static final class DamagedException extends IOException {
    private static final long serialVersionUID = 1L;

    DamagedException(String message) {
      super(message);
    }
  }

  GitPack(Path pack, Path idx) throws IOException {
    name = String.valueOf(pack.getFileName());
    index = map(idx);
    if (index.capacity() < IDS + 2 * ID || index.getInt(0) != 0xff744f63 || index.getInt(4) != 2) {
      throw new DamagedException("its index is damaged or of another version than 2");
    }
    count = index.getInt(FAN + 255 * 4);
    if (count < 0 || index.capacity() < IDS + count * (ID + 8L) + 2 * ID) {
      throw new DamagedException("its index is cut off");
    }
    for (int i = 1; i < 256; i++) {
      if (index.getInt(FAN + i * 4) < index.getInt(FAN + i * 4 - 4)) {
        throw new DamagedException("its index is damaged");
      }
    }
    try (var channel = FileChannel.open(pack, StandardOpenOption.READ)) {
      end = channel.size();
      segments = new MappedByteBuffer[(int) ((end + SEGMENT - 1) / SEGMENT)];
      for (int i = 0; i < segments.length; i++) {
        long from = (long) i * SEGMENT;
        segments[i] =
            channel.map(FileChannel.MapMode.READ_ONLY, from, Math.min(SEGMENT, end - from));
      }
    }
  }

  private static MappedByteBuffer map(Path file) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      if (channel.size() > Integer.MAX_VALUE) {
        throw new DamagedException("its index is larger than 2 GiB");
      }
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
    }
  }

  String name() {
    return name;
  }

  int count() {
    return count;
  }

  long size() {
    return end;
  }

  ObjectId id(int position) {
    byte[] raw = new byte[ID];
    index.get(IDS + position * ID, raw);
    return ObjectId.fromRaw(raw);
  }

  long idPrefix(int position) {
    return index.getLong(IDS + position * ID);
  }

  long offset(int position) throws DamagedException {
    int at = IDS + count * ID + count * 4 + position * 4;
    int offset = index.getInt(at);
    if (offset >= 0) {
      return offset;
    }
    long large = IDS + count * (ID + 8L) + (offset & 0x7fffffffL) * 8;
    if (large + 8 > index.capacity()) {
      throw new DamagedException("its index is damaged");
    }
    return index.getLong((int) large);
  }

  /** Returns the position of an id; negative when it is not here. */
  int position(AnyObjectId id) {
    byte[] raw = new byte[ID];
    id.copyRawTo(raw, 0);
    return position(raw, 0);
  }

  private int position(byte[] raw, int at) {
    int first = raw[at] & 0xff;
    int low = first == 0 ? 0 : index.getInt(FAN + first * 4 - 4);
    int high = Math.min(index.getInt(FAN + first * 4), count) - 1;
    long prefix = ByteBuffer.wrap(raw).getLong(at);
    while (low <= high) {
      int middle = (low + high) >>> 1;
      // Eight bytes settle nearly all of it.
      int compared = Long.compareUnsigned(prefix, idPrefix(middle));
      if (compared == 0) {
        compared = compare(raw, at, IDS + middle * ID);
      }
      if (compared == 0) {
        return middle;
      }
      if (compared < 0) {
        high = middle - 1;
      } else {
        low = middle + 1;
      }
    }
    return -1;
  }

  private int compare(byte[] raw, int at, int indexAt) {
    for (int i = 0; i < ID; i++) {
      int difference = (raw[at + i] & 0xff) - (index.get(indexAt + i) & 0xff);
      if (difference != 0) {
        return difference;
      }
    }
    return 0;
  }

  /** Reads the header at {@code offset}. */
  void entry(long offset, Entry into) throws DamagedException {
    long at = offset;
    int b = octet(at++);
    into.type = (b >> 4) & 7;
    long size = b & 15;
    for (int shift = 4; (b & 0x80) != 0; shift += 7) {
      if (shift > 57) {
        throw new DamagedException("an entry's size is damaged");
      }
      b = octet(at++);
      size |= (b & 0x7fL) << shift;
    }
    into.size = size;
    into.base = -1;
    if (into.type == OFS_DELTA) {
      b = octet(at++);
      long back = b & 0x7f;
      while ((b & 0x80) != 0) {
        b = octet(at++);
        back = ((back + 1) << 7) | (b & 0x7f);
        if (back > offset) {
          throw new DamagedException("an entry's base is damaged");
        }
      }
      into.base = offset - back;
      if (back == 0 || into.base < 12) {
        throw new DamagedException("an entry's base is damaged");
      }
    } else if (into.type == REF_DELTA) {
      byte[] raw = new byte[ID];
      for (int i = 0; i < ID; i++) {
        raw[i] = (byte) octet(at++);
      }
      int position = position(raw, 0);
      into.base = position < 0 ? -1 : offset(position);
    } else if (into.type == 0 || into.type == 5) {
      throw new DamagedException("an entry's type is damaged");
    }
    into.data = at;
  }

  private int octet(long at) throws DamagedException {
    if (at < 0 || at >= end) {
      throw new DamagedException("is cut off");
    }
    return segments[(int) (at / SEGMENT)].get((int) (at % SEGMENT)) & 0xff;
  }

  /** Unpacks {@code size} bytes whose packed form begins at {@code data}. */
  byte[] inflate(long data, long size) throws DamagedException {
    // A header may claim what its bytes cannot hold; that is seen before memory is taken for it.
    if (size < 0 || size > Integer.MAX_VALUE - 16 || size / DEFLATE_AT_BEST > end - data) {
      throw new DamagedException("an entry claims more than it can hold");
    }
    byte[] out = new byte[(int) size];
    inflater.reset();
    long at = data;
    int n = 0;
    try {
      while (!inflater.finished()) {
        if (inflater.needsInput()) {
          ByteBuffer input = from(at);
          at += input.remaining();
          inflater.setInput(input);
        }
        int got =
            n < out.length
                ? inflater.inflate(out, n, out.length - n)
                : inflater.inflate(new byte[1]);
        n += got;
        if (n > out.length || (got == 0 && !inflater.finished() && !inflater.needsInput())) {
          throw new DamagedException("an entry is damaged");
        }
      }
    } catch (DataFormatException e) {
      throw new DamagedException("an entry is damaged");
    }
    if (n != out.length) {
      throw new DamagedException("an entry is shorter than it claims");
    }
    return out;
  }

  private ByteBuffer from(long at) throws DamagedException {
    if (at < 0 || at >= end) {
      throw new DamagedException("is cut off");
    }
    return segments[(int) (at / SEGMENT)].slice(
        (int) (at % SEGMENT), (int) Math.min(SEGMENT - at % SEGMENT, end - at));
  }

  /** Unpacks as a stream what begins at {@code data}. */
  InputStream stream(long data) {
    var own = new Inflater();
    return new InputStream() {
      private long at = data;

      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
          return 0;
        }
        try {
          while (!own.finished()) {
            if (own.needsInput()) {
              ByteBuffer input = from(at);
              at += input.remaining();
              own.setInput(input);
            }
            int n = own.inflate(into, offset, length);
            if (n > 0) {
              return n;
            }
            if (own.needsDictionary()) {
              throw new DamagedException("an entry is damaged");
            }
          }
          return -1;
        } catch (DataFormatException e) {
          throw new DamagedException("an entry is damaged");
        }
      }

      @Override
      public void close() {
        own.end();
      }
    };
  }

  @Override
  public void close() {
    inflater.end();
  }
}
