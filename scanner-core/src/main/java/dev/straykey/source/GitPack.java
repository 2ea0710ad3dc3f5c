package dev.straykey.source;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * One pack and its index, mapped: ids to offsets, offsets to entries, entries to bytes.
 *
 * <p>Thread-safe. Source: <a href="https://git-scm.com/docs/pack-format">pack format</a>, index
 * versions 1 and 2.
 */
final class GitPack {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final int FAN_LENGTH = 256 * 4;
  private static final int SEGMENT = 1 << 30;
  private static final int DEFLATE_AT_BEST = 1040;

  private final String name;
  private final int idLength;
  private final int first;
  private final MappedByteBuffer index;
  private final MappedByteBuffer[] segments;
  private final long end;
  private final int count;

  /** Whether the index is of version 1: each offset, of four bytes, stands before its id. */
  private final boolean old;

  private final String look;

  /** Where in the index the fan-out table and the first id begin, and how far apart ids are. */
  private final int fan;

  private final int ids;
  private final int step;

  /** Longer than any file system's clock ticks. */
  private static final Duration SETTLED = Duration.ofSeconds(10);

  /** The header of an entry, in fields that are overwritten by the next. */
  static final class Entry {
    int type;
    long size;
    long data;

    /** Where the base lies; -1 when it is not in this pack. */
    long base;

    /** Of a base by id that is not in this pack. */
    @Nullable GitId outside;
  }

  /** The pack, or an entry of it, is not what it says it is. */
  static final class DamagedException extends IOException {
    private static final long serialVersionUID = 1L;

    DamagedException(String message) {
      super(message);
    }
  }

  /**
   * @param idLength {@link GitId#SHA1} or {@link GitId#SHA256}
   * @param first number of the pack's first object, among all packs
   */
  GitPack(Path pack, Path idx, int idLength, int first) throws IOException {
    this.idLength = idLength;
    this.first = first;
    name = String.valueOf(pack.getFileName());
    look = look(idx);
    index = map(idx);
    if (index.capacity() < FAN_LENGTH + 2L * idLength) {
      throw new DamagedException("its index is cut off");
    }
    old = index.getInt(0) != 0xff744f63;
    if (!old && index.getInt(4) != 2) {
      throw new DamagedException("its index is of an unknown version");
    }
    fan = old ? 0 : 8;
    step = old ? idLength + 4 : idLength;
    ids = fan + FAN_LENGTH + (old ? 4 : 0);
    count = index.getInt(fan + 255 * 4);
    long each = old ? step : idLength + 8L;
    if (count < 0 || index.capacity() < fan + FAN_LENGTH + count * each + 2L * idLength) {
      throw new DamagedException("its index is cut off");
    }
    for (int i = 1; i < 256; i++) {
      if (index.getInt(fan + i * 4) < index.getInt(fan + i * 4 - 4)) {
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

  private static String look(Path idx) throws IOException {
    if (!idx.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      return "";
    }
    Map<String, Object> said =
        new TreeMap<>(Files.readAttributes(idx, "unix:ino,dev,size,ctime,lastModifiedTime"));
    boolean isNew =
        !(said.get("ctime") instanceof FileTime changed)
            || changed.toInstant().isAfter(Instant.now().minus(SETTLED));
    return isNew ? "" : GitPackDigests.of((idx + " " + said).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Returns what the file system says of the index, as a digest: whatever is written into a file
   * changes it, and nobody but the file system sets it. Empty where that is not so, or the file is
   * so new that more may have been written in the same tick of the clock.
   */
  String look() {
    return look;
  }

  /** Returns the whole index. */
  ByteBuffer index() {
    return index.asReadOnlyBuffer().rewind();
  }

  GitId id(int position) {
    byte[] raw = new byte[idLength];
    index.get(ids + position * step, raw);
    return GitId.of(raw, 0, idLength);
  }

  /** Puts an id into an array of its length. */
  void id(int position, byte[] into) {
    index.get(ids + position * step, into);
  }

  /** Returns the number of its first object, among those of all packs. */
  int first() {
    return first;
  }

  long idPrefix(int position) {
    return index.getLong(ids + position * step);
  }

  long offset(int position) throws DamagedException {
    if (old) {
      return index.getInt(ids + position * step - 4) & 0xffffffffL;
    }
    int at = ids + count * idLength + count * 4 + position * 4;
    int offset = index.getInt(at);
    if (offset >= 0) {
      return offset;
    }
    long large = ids + count * (idLength + 8L) + (offset & 0x7fffffffL) * 8;
    if (large + 8 > index.capacity()) {
      throw new DamagedException("its index is damaged");
    }
    return index.getLong((int) large);
  }

  /** Returns the position of an id; negative when it is not here. */
  int position(GitId id) {
    return id.length() == idLength ? position(id.raw(), 0) : -1;
  }

  /** The same for the id that begins at {@code at}. */
  int position(byte[] raw, int at) {
    int start = raw[at] & 0xff;
    int low = start == 0 ? 0 : index.getInt(fan + start * 4 - 4);
    int high = Math.min(index.getInt(fan + start * 4), count) - 1;
    long prefix = (long) LONG.get(raw, at);
    // Ids are spread evenly, so that a guess comes near.
    for (int guesses = 0; guesses < 4 && high - low > 8; guesses++) {
      long least = idPrefix(low) >>> 1;
      long most = idPrefix(high) >>> 1;
      long wanted = prefix >>> 1;
      if (wanted < least || wanted > most || least >= most) {
        break;
      }
      int guess = low + (int) ((double) (wanted - least) / (most - least) * (high - low));
      int compared = Long.compareUnsigned(prefix, idPrefix(guess));
      int reach = Math.max(4, (high - low) >>> 5);
      if (compared == 0) {
        break;
      } else if (compared < 0) {
        high = guess - 1;
        int nearer = Math.max(low, guess - reach);
        if (Long.compareUnsigned(prefix, idPrefix(nearer)) >= 0) {
          low = nearer;
        }
      } else {
        low = guess + 1;
        int nearer = Math.min(high, guess + reach);
        if (Long.compareUnsigned(prefix, idPrefix(nearer)) <= 0) {
          high = nearer;
        }
      }
    }
    while (low <= high) {
      int middle = (low + high) >>> 1;
      // Eight bytes settle nearly all of it.
      int compared = Long.compareUnsigned(prefix, idPrefix(middle));
      if (compared == 0) {
        compared = compare(raw, at, ids + middle * step);
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
    for (int i = 0; i < idLength; i++) {
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
    if (into.type == GitType.OFS_DELTA) {
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
    } else if (into.type == GitType.REF_DELTA) {
      byte[] raw = new byte[idLength];
      for (int i = 0; i < idLength; i++) {
        raw[i] = (byte) octet(at++);
      }
      int position = position(raw, 0);
      into.base = position < 0 ? -1 : offset(position);
      into.outside = position < 0 ? GitId.of(raw, 0, idLength) : null;
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

  /** Unpacks entries. For one thread; close it. */
  static final class Decoder implements AutoCloseable {
    private final Inflater inflater = new Inflater();
    private final byte[] none = new byte[1];
    private byte[] delta = new byte[1 << 12];

    /** Returns the array that deltas are unpacked into, with room for {@code size} bytes. */
    byte[] delta(long size) {
      if (size > delta.length) {
        delta = new byte[(int) Math.max(size, 2L * delta.length)];
      }
      return delta;
    }

    @Override
    public void close() {
      inflater.end();
    }
  }

  /** Fails where a header claims what its bytes cannot hold, before memory is taken for it. */
  void check(long data, long size) throws DamagedException {
    if (size < 0 || size > Integer.MAX_VALUE - 16 || size / DEFLATE_AT_BEST > end - data) {
      throw new DamagedException("an entry claims more than it can hold");
    }
  }

  /** Unpacks {@code size} bytes whose packed form begins at {@code data}. */
  byte[] inflate(Decoder decoder, long data, long size) throws DamagedException {
    check(data, size);
    byte[] out = new byte[(int) size];
    inflate(decoder, data, size, out);
    return out;
  }

  /** The same into an array that has room. */
  void inflate(Decoder decoder, long data, long size, byte[] out) throws DamagedException {
    check(data, size);
    Inflater inflater = decoder.inflater;
    int length = (int) size;
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
            n < length ? inflater.inflate(out, n, length - n) : inflater.inflate(decoder.none);
        n += got;
        if (n > length || (got == 0 && !inflater.finished() && !inflater.needsInput())) {
          throw new DamagedException("an entry is damaged");
        }
      }
    } catch (DataFormatException e) {
      throw new DamagedException("an entry is damaged");
    }
    if (n != length) {
      throw new DamagedException("an entry is shorter than it claims");
    }
  }

  private ByteBuffer from(long at) throws DamagedException {
    if (at < 0 || at >= end) {
      throw new DamagedException("is cut off");
    }
    return segments[(int) (at / SEGMENT)].slice(
        (int) (at % SEGMENT), (int) Math.min(SEGMENT - at % SEGMENT, end - at));
  }

  /** Unpacks as a stream the {@code size} bytes whose packed form begins at {@code data}. */
  InputStream stream(long data, long size) {
    var own = new Inflater();
    return new InputStream() {
      private long at = data;
      private long made;

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
              made += n;
              if (made > size) {
                throw new DamagedException("an entry is longer than it claims");
              }
              return n;
            }
            if (own.needsDictionary()) {
              throw new DamagedException("an entry is damaged");
            }
          }
          if (made != size) {
            throw new DamagedException("an entry is shorter than it claims");
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
}
