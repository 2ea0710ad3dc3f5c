package dev.straykey.unpack;

import java.io.IOException;

/** Compiled Java classes: {@code NAME = "text"} for a constant, a line for each other text. */
public final class JavaClassFormat extends TextsFormat {
  private static final Mark MARK = Mark.ofHex("cafebabe");

  /** Java 1.1; programs for several processors begin alike and have a small number here. */
  private static final int OLDEST = 45;

  private static final int NEWEST = 120;

  /** For the service loader. */
  public JavaClassFormat() {
    super(16, "a class");
  }

  @Override
  public String name() {
    return "class";
  }

  @Override
  public boolean recognises(byte[] head, int length) {
    return length > 10
        && MARK.begins(head, length)
        && head[6] == 0
        && head[7] >= OLDEST
        && head[7] <= NEWEST;
  }

  @Override
  TextLines texts(byte[] bytes) throws IOException {
    return new JavaClass(bytes).text();
  }
}
