package dev.straykey.unpack;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The bytes of a git pack, anywhere in it.
 *
 * <p>Source: <a href="https://git-scm.com/docs/pack-format">pack format</a>.
 */
final class GitPackBytes implements AutoCloseable {
  static final int COMMIT = 1;
  static final int TREE = 2;
  static final int BLOB = 3;
  static final int TAG = 4;
  static final int DELTA_OF_OFFSET = 6;
  static final int DELTA_OF_ID = 7;
  private static final ByteBuffer NO_ID = ByteBuffer.allocate(0);

  private final SeekableByteChannel channel;
  private final int idLength;
  private final byte[] window = new byte[1 << 15];
  private final Inflater inflater = new Inflater();
  private long windowAt;
  private int windowLength;

  /**
   * An object as its head says.
   *
   * @param size of what is packed, in bytes; of a delta not what is made of it
   * @param data where the packed bytes begin
   * @param base offset of what a delta changes; -1 when there is none or it is named by its id
   * @param baseId what a delta changes; empty when that is told otherwise
   */
  record Head(int type, long size, long data, long base, ByteBuffer baseId) {}

  /**
   * @param idLength of ids, in bytes
   */
  GitPackBytes(SeekableByteChannel channel, int idLength) {
    this.channel = channel;
    this.idLength = idLength;
  }

  /**
   * Returns the byte at {@code at}.
   *
   * @throws EOFException when there is none
   */
  int at(long at) throws IOException {
    if (at < windowAt || at >= windowAt + windowLength) {
      fill(at);
    }
    return window[(int) (at - windowAt)] & 0xff;
  }

  private void fill(long at) throws IOException {
    channel.position(at);
    var buffer = ByteBuffer.wrap(window);
    windowAt = at;
    windowLength = 0;
    while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
      windowLength = buffer.position();
    }
    if (windowLength == 0) {
      throw new EOFException();
    }
  }

  Head head(long offset) throws IOException {
    long at = offset;
    int b = at(at++);
    int type = b >> 4 & 7;
    long size = b & 15;
    for (int shift = 4; (b & 0x80) != 0; shift += 7) {
      if (shift > 56) {
        throw new IOException("a size that cannot be");
      }
      b = at(at++);
      size |= (long) (b & 0x7f) << shift;
    }
    if (type == DELTA_OF_OFFSET) {
      b = at(at++);
      long back = b & 0x7f;
      while ((b & 0x80) != 0) {
        if (back > Long.MAX_VALUE >> 8) {
          throw new IOException("an offset that cannot be");
        }
        b = at(at++);
        back = (back + 1) << 7 | (b & 0x7f);
      }
      return new Head(type, size, at, Math.max(offset - back, -1), NO_ID);
    }
    if (type != DELTA_OF_ID) {
      return new Head(type, size, at, -1, NO_ID);
    }
    byte[] id = new byte[idLength];
    for (int i = 0; i < id.length; i++) {
      id[i] = (byte) at(at++);
    }
    return new Head(type, size, at, -1, ByteBuffer.wrap(id));
  }

  /**
   * Returns what is packed; one at a time. It ends with an error when it is not as long as said.
   */
  Unpacked open(Head head) {
    inflater.reset();
    return new Unpacked(head);
  }

  /** An object's bytes. */
  final class Unpacked extends InputStream {
    private final Head head;
    private long next;
    private long left;

    private Unpacked(Head head) {
      this.head = head;
      this.next = head.data();
      this.left = head.size();
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      try {
        while (true) {
          int n = inflater.inflate(into, from, length);
          left -= n;
          if (left < 0 || (inflater.finished() && left > 0) || inflater.needsDictionary()) {
            throw new IOException("an object that is not as long as it says");
          }
          if (n > 0 || inflater.finished()) {
            return n > 0 ? n : -1;
          }
          at(next);
          int inWindow = (int) (next - windowAt);
          inflater.setInput(window, inWindow, windowLength - inWindow);
          next = windowAt + windowLength;
        }
      } catch (DataFormatException e) {
        throw new IOException(e);
      }
    }

    /** Returns where the next object begins, once this one was read to its end. */
    long end() {
      return head.data() + inflater.getBytesRead();
    }
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    channel.close();
  }
}
