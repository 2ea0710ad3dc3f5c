package dev.straykey.model;

import java.util.List;

/**
 * A text to scan: bytes in chunks, never one string, with a map back to the original.
 *
 * @param origin where it came from
 * @param name file name or path, for rules that look at it; empty when there is none
 * @param content the bytes
 * @param lines whether line and column within {@code content} mean something to a reader; false for
 *     a text that was decoded from another form, such as a chat message
 * @param decoded through which encodings the source already read it, outermost first, such as
 *     {@code gzip}
 */
public record Document(
    Origin origin, String name, Content content, boolean lines, List<String> decoded) {
  public Document {
    decoded = List.copyOf(decoded);
  }

  /** A file's bytes as they are. */
  public static Document file(Origin origin, String name, Content content) {
    return new Document(origin, name, content, true, List.of());
  }

  /** A decoded text, such as one field of a message. */
  public static Document text(Origin origin, String text) {
    return new Document(
        origin,
        "",
        Content.of(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
        false,
        List.of());
  }
}
