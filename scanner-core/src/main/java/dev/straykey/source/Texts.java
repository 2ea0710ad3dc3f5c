package dev.straykey.source;

import dev.straykey.model.Content;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.commons.io.input.ReaderInputStream;
import org.jspecify.annotations.Nullable;

/** What bytes are text, and in which encoding. */
final class Texts {
  /** How many first bytes decide whether a file is text, as git and grep look at it. */
  static final int HEAD = 8192;

  private Texts() {}

  /** Pairs of bytes that must look like UTF-16 before a text without a mark is taken for it. */
  private static final int LEAST_PAIRS = 8;

  private static final Charset UTF_32LE = Charset.forName("UTF-32LE");
  private static final Charset UTF_32BE = Charset.forName("UTF-32BE");

  /**
   * An encoding other than UTF-8.
   *
   * @param mark how many first bytes only say so
   */
  record Wide(Charset charset, int mark) {}

  /** Returns whether {@code head} begins something that is no text. */
  static boolean isBinary(byte[] head, int length) {
    int end = Math.min(length, HEAD);
    int i = 0;
    while (i < end && head[i] != 0) {
      i++;
    }
    return i < end && wide(head, length) == null;
  }

  /**
   * Returns UTF-16 or UTF-32 when {@code head} begins with its mark, or, for UTF-16, when every
   * other byte is zero as in a text of Latin letters; else null.
   */
  static @Nullable Wide wide(byte[] head, int length) {
    if (length < 2) {
      return null;
    }
    int first = head[0] & 0xff;
    int second = head[1] & 0xff;
    boolean zeros = length >= 4 && head[2] == 0 && head[3] == 0;
    if (first == 0xff && second == 0xfe) {
      return zeros ? new Wide(UTF_32LE, 4) : new Wide(StandardCharsets.UTF_16LE, 2);
    }
    if (first == 0xfe && second == 0xff) {
      return new Wide(StandardCharsets.UTF_16BE, 2);
    }
    if (length >= 4
        && first == 0
        && second == 0
        && head[2] == (byte) 0xfe
        && head[3] == (byte) 0xff) {
      return new Wide(UTF_32BE, 4);
    }
    if ((first == 0) != (second == 0)) {
      return unmarked(head, Math.min(length, HEAD), first == 0);
    }
    return null;
  }

  /** Of a text, nine in ten pairs have one zero and one letter; of a program, few. */
  private static @Nullable Wide unmarked(byte[] head, int end, boolean bigEndian) {
    int pairs = end / 2;
    int letters = 0;
    for (int i = 0; i + 1 < end; i += 2) {
      byte zero = bigEndian ? head[i] : head[i + 1];
      byte letter = bigEndian ? head[i + 1] : head[i];
      boolean isText = (letter >= ' ' && letter < 127) || (letter >= '\t' && letter <= '\r');
      letters += zero == 0 && isText ? 1 : 0;
    }
    if (pairs < LEAST_PAIRS || letters * 10 < pairs * 9) {
      return null;
    }
    return new Wide(bigEndian ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE, 0);
  }

  /** Returns the first {@code length} bytes as a scanner wants them: in UTF-8. */
  static Content content(byte[] bytes, int length) {
    Wide wide = wide(bytes, length);
    return wide == null
        ? Content.of(bytes, length)
        : Content.of(
            new String(bytes, wide.mark, length - wide.mark, wide.charset)
                .getBytes(StandardCharsets.UTF_8));
  }

  /** The same for bytes that are read as they come; {@code head} is what they begin with. */
  static Content content(Content raw, byte[] head, int length) {
    Wide wide = wide(head, length);
    if (wide == null) {
      return raw;
    }
    return () -> {
      InputStream in = raw.open();
      in.skipNBytes(wide.mark);
      return ReaderInputStream.builder()
          .setReader(new InputStreamReader(in, wide.charset))
          .setCharset(StandardCharsets.UTF_8)
          .get();
    };
  }

  /** Returns what a match in such a text says it was read through. */
  static List<String> encodings(byte[] head, int length) {
    Wide wide = wide(head, length);
    return wide == null
        ? List.of()
        : List.of(wide.charset.name().startsWith("UTF-16") ? "utf-16" : "utf-32");
  }

  /** Reads until {@code buffer} is full or the stream ends; returns how much there is. */
  static int fill(InputStream in, byte[] buffer, int from) throws IOException {
    return from + in.readNBytes(buffer, from, buffer.length - from);
  }
}
