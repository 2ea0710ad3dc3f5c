package dev.straykey.jenkins;

/** Foreign text for a console: one line, nothing that a terminal or Jenkins acts on. */
final class Plain {
  private static final int LONGEST = 500;

  private Plain() {}

  static String of(String text) {
    var plain = new StringBuilder();
    text.codePoints()
        .limit(LONGEST)
        .forEach(
            c -> {
              int type = Character.getType(c);
              boolean harmless =
                  type != Character.CONTROL
                      && type != Character.FORMAT
                      && type != Character.LINE_SEPARATOR
                      && type != Character.PARAGRAPH_SEPARATOR
                      && type != Character.SURROGATE;
              plain.appendCodePoint(harmless ? c : '?');
            });
    return plain.toString();
  }
}
