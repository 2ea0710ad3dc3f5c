package dev.straykey.source;

import dev.straykey.model.Content;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.apache.commons.io.input.ReaderInputStream;
import org.jspecify.annotations.Nullable;

/** What bytes are text, and in which encoding. */
final class Texts {
  /** How many first bytes decide whether a file is text, as git and grep look at it. */
  static final int HEAD = 8192;

  private Texts() {}

  /** Returns whether {@code head} begins something that is no text. */
  static boolean isBinary(byte[] head, int length) {
    if (utf16(head, length) != null) {
      return false;
    }
    int end = Math.min(length, HEAD);
    for (int i = 0; i < end; i++) {
      if (head[i] == 0) {
        return true;
      }
    }
    return false;
  }

  /** Returns UTF-16 of the right order when {@code head} begins with its mark; else null. */
  static @Nullable Charset utf16(byte[] head, int length) {
    if (length >= 2) {
      if (head[0] == (byte) 0xff && head[1] == (byte) 0xfe) {
        return StandardCharsets.UTF_16LE;
      }
      if (head[0] == (byte) 0xfe && head[1] == (byte) 0xff) {
        return StandardCharsets.UTF_16BE;
      }
    }
    return null;
  }

  /** Returns the first {@code length} bytes as a scanner wants them: UTF-16 becomes UTF-8. */
  static Content content(byte[] bytes, int length) {
    Charset charset = utf16(bytes, length);
    return charset == null
        ? Content.of(bytes, length)
        : Content.of(new String(bytes, 2, length - 2, charset).getBytes(StandardCharsets.UTF_8));
  }

  /** The same for bytes that are read as they come; {@code head} is what they begin with. */
  static Content content(Content raw, byte[] head, int length) {
    Charset charset = utf16(head, length);
    if (charset == null) {
      return raw;
    }
    return () -> {
      InputStream in = raw.open();
      in.skipNBytes(2);
      return ReaderInputStream.builder()
          .setReader(new InputStreamReader(in, charset))
          .setCharset(StandardCharsets.UTF_8)
          .get();
    };
  }

  /** Reads until {@code buffer} is full or the stream ends; returns how much there is. */
  static int fill(InputStream in, byte[] buffer, int from) throws IOException {
    return from + in.readNBytes(buffer, from, buffer.length - from);
  }
}
