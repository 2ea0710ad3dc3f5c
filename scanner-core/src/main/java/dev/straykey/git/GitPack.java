package dev.straykey.git;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * One pack, mapped, with its index: ids to offsets, offsets to entries, entries to bytes.
 *
 * <p>Thread-safe. Source: <a href="https://git-scm.com/docs/pack-format">pack format</a>.
 */
public final class GitPack {
  private static final int SEGMENT = 1 << 30;
  private static final int DEFLATE_AT_BEST = 1040;

  private final String name;
  private final int idLength;
  private final int first;
  private final GitPackTable index;
  private final MappedByteBuffer[] segments;
  private final long end;

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
  public static final class DamagedException extends IOException {
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
    index = new GitPackTable(idx, idLength);
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

  public String name() {
    return name;
  }

  public int count() {
    return index.count();
  }

  long size() {
    return end;
  }

  /** Returns the number of its first object, among those of all packs. */
  public int first() {
    return first;
  }

  /** Returns its index. */
  GitPackTable index() {
    return index;
  }

  /** Returns the id of an object, by its position in the index. */
  public GitId id(int position) {
    return index.id(position);
  }

  /** Puts an id into an array of its length. */
  public void id(int position, byte[] into) {
    index.id(position, into);
  }

  long offset(int position) throws DamagedException {
    return index.offset(position);
  }

  /** Returns the position of an id; negative when it is not here. */
  public int position(GitId id) {
    return id.length() == idLength ? index.position(id.raw(), 0) : -1;
  }

  /** The same for the id that begins at {@code at}. */
  public int position(byte[] raw, int at) {
    return index.position(raw, at);
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
