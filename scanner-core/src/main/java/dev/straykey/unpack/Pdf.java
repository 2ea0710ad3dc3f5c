package dev.straykey.unpack;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The texts of a document: what its objects say in clear, and what stands in brackets in its
 * streams, unpacked where they are packed with deflate.
 *
 * <p>Source: ISO 32000-1, 7.3.4 (strings), 7.3.8 (streams), 9.4.3 (showing text).
 */
final class Pdf extends LazyText {
  private static final byte[] STREAM = ascii("stream");
  private static final byte[] END_STREAM = ascii("endstream");
  private static final int DICTIONARY = 1024;
  private static final int MOST_UNPACKED = 16 << 20;

  /** Streams that hold no text. */
  private static final byte[][] NO_TEXT = {
    ascii("/Image"), ascii("/Length1"), ascii("/FontFile"), ascii("/ICCBased"), ascii("/Type1C")
  };

  private final byte[] bytes;
  private int at;
  private int clearFrom;

  Pdf(byte[] bytes) {
    this.bytes = bytes;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  boolean isEncrypted() {
    return find(ascii("/Encrypt"), 0, bytes.length) >= 0;
  }

  boolean hasNumberedFonts() {
    return find(ascii("/Identity-H"), 0, bytes.length) >= 0;
  }

  @Override
  boolean more(TextLines lines) throws IOException {
    int stream = find(STREAM, at, bytes.length);
    if (stream < 0) {
      clear(lines, bytes.length);
      return false;
    }
    int start = stream + STREAM.length;
    while (start < bytes.length && (bytes[start] == '\r' || bytes[start] == '\n')) {
      start++;
    }
    int end = find(END_STREAM, start, bytes.length);
    end = end < 0 ? bytes.length : end;
    clear(lines, stream);
    contents(Math.max(clearFrom, stream - DICTIONARY), stream, start, end, lines);
    at = Math.min(bytes.length, end + END_STREAM.length);
    clearFrom = at;
    return true;
  }

  /** What stands between streams is text. */
  private void clear(TextLines lines, int to) {
    int from = clearFrom;
    for (int i = clearFrom; i < to; i++) {
      if (bytes[i] == 0) {
        lines.line(bytes, from, i);
        from = i + 1;
      }
    }
    lines.line(bytes, from, to);
  }

  private void contents(int dictionary, int stream, int start, int end, TextLines lines) {
    for (byte[] other : NO_TEXT) {
      if (find(other, dictionary, stream) >= 0) {
        return;
      }
    }
    if (find(ascii("/FlateDecode"), dictionary, stream) >= 0) {
      byte[] unpacked = inflate(start, end);
      new PdfStrings(unpacked, unpacked.length).lines(lines);
    } else if (find(ascii("/Filter"), dictionary, stream) < 0) {
      byte[] content = java.util.Arrays.copyOfRange(bytes, start, end);
      new PdfStrings(content, content.length).lines(lines);
    }
  }

  private byte[] inflate(int start, int end) {
    var inflater = new Inflater();
    var out = new ByteArrayOutputStream();
    var buffer = new byte[8192];
    try {
      inflater.setInput(bytes, start, end - start);
      int n;
      do {
        n = inflater.inflate(buffer);
        out.write(buffer, 0, n);
      } while (n > 0 && out.size() < MOST_UNPACKED);
    } catch (DataFormatException e) {
      // What came before the damage is text as good as any.
      return out.toByteArray();
    } finally {
      inflater.end();
    }
    return out.toByteArray();
  }

  private int find(byte[] what, int from, int to) {
    for (int i = from; i + what.length <= to; i++) {
      int j = 0;
      while (j < what.length && bytes[i + j] == what[j]) {
        j++;
      }
      if (j == what.length) {
        return i;
      }
    }
    return -1;
  }
}
