package dev.straykey.git;

import java.io.IOException;
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

/**
 * The index of a pack, mapped: ids to offsets, and back by position.
 *
 * <p>Thread-safe. Source: <a href="https://git-scm.com/docs/pack-format">pack format</a>, index
 * versions 1 and 2.
 */
final class GitPackTable {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final int FAN_LENGTH = 256 * 4;

  /** Longer than any file system's clock ticks. */
  private static final Duration SETTLED = Duration.ofSeconds(10);

  private final int idLength;
  private final MappedByteBuffer index;
  private final int count;

  /** Whether the index is of version 1: each offset, of four bytes, stands before its id. */
  private final boolean old;

  private final String look;

  /** Where in the index the fan-out table and the first id begin, and how far apart ids are. */
  private final int fan;

  private final int ids;
  private final int step;

  /**
   * @param idLength {@link GitId#SHA1} or {@link GitId#SHA256}
   */
  GitPackTable(Path idx, int idLength) throws IOException {
    this.idLength = idLength;
    look = look(idx);
    index = map(idx);
    if (index.capacity() < FAN_LENGTH + 2L * idLength) {
      throw new GitPack.DamagedException("its index is cut off");
    }
    old = index.getInt(0) != 0xff744f63;
    if (!old && index.getInt(4) != 2) {
      throw new GitPack.DamagedException("its index is of an unknown version");
    }
    fan = old ? 0 : 8;
    step = old ? idLength + 4 : idLength;
    ids = fan + FAN_LENGTH + (old ? 4 : 0);
    count = index.getInt(fan + 255 * 4);
    long each = old ? step : idLength + 8L;
    if (count < 0 || index.capacity() < fan + FAN_LENGTH + count * each + 2L * idLength) {
      throw new GitPack.DamagedException("its index is cut off");
    }
    for (int i = 1; i < 256; i++) {
      if (index.getInt(fan + i * 4) < index.getInt(fan + i * 4 - 4)) {
        throw new GitPack.DamagedException("its index is damaged");
      }
    }
  }

  private static MappedByteBuffer map(Path file) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
      if (channel.size() > Integer.MAX_VALUE) {
        throw new GitPack.DamagedException("its index is larger than 2 GiB");
      }
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
    }
  }

  int count() {
    return count;
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

  /** Returns all of it. */
  ByteBuffer bytes() {
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

  long idPrefix(int position) {
    return index.getLong(ids + position * step);
  }

  long offset(int position) throws GitPack.DamagedException {
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
      throw new GitPack.DamagedException("its index is damaged");
    }
    return index.getLong((int) large);
  }

  /** Returns the position of the id that begins at {@code at}; negative when it is not here. */
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
}
