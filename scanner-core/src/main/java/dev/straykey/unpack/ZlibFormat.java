package dev.straykey.unpack;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** One zlib stream that is a whole file, as programs write what they keep packed. */
public final class ZlibFormat implements ArchiveFormat {
  /** Of the first byte: deflate, with the window of 32 KiB that everybody takes. */
  private static final int DEFLATE = 0x78;

  private static final int SHORTEST = 8;

  @Override
  public String name() {
    return "zlib";
  }

  /** Two bytes say little, and {@code x^} begins formulas: what follows must unpack. */
  @Override
  public boolean recognises(byte[] head, int length) {
    if (length < SHORTEST || head[0] != DEFLATE || !isLevel(head[1])) {
      return false;
    }
    var inflater = new Inflater();
    try {
      inflater.setInput(head, 0, length);
      byte[] some = new byte[1024];
      int most = length;
      while (most > 0 && !inflater.finished() && !inflater.needsInput()) {
        if (inflater.inflate(some) == 0 && inflater.needsDictionary()) {
          return false;
        }
        most--;
      }
      return inflater.getBytesWritten() > 0 && (inflater.finished() || length >= Archives.HEAD);
    } catch (DataFormatException e) {
      return false;
    } finally {
      inflater.end();
    }
  }

  private static boolean isLevel(byte flags) {
    return flags == 0x01 || flags == 0x5e || flags == (byte) 0x9c || flags == (byte) 0xda;
  }

  @Override
  public void read(Packed packed, Entries entries) throws IOException {
    var inflater = new Inflater();
    try {
      InputStream in = packed.stream();
      entries.entry(null, new InflaterInputStream(in, inflater, 1 << 15));
      if (inflater.finished() && (inflater.getRemaining() > 0 || in.read() >= 0)) {
        entries.broken("bytes behind a zlib stream, which were not read");
      }
    } finally {
      inflater.end();
    }
  }
}
