package dev.straykey.pipeline;

/** Makes foreign text harmless on a terminal. */
public final class Inert {
  private Inert() {}

  /**
   * Returns {@code text} with control characters, text direction marks and line separators written
   * out as {@code \\u} and four hex digits.
   */
  public static String of(String text) {
    var safe = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              switch (Character.getType(c)) {
                case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    safe.append("\\u%04x".formatted(c));
                default -> safe.appendCodePoint(c);
              }
            });
    return safe.toString();
  }
}
