package dev.straykey.unpack;

import java.io.IOException;

/** Programs for Android: {@code NAME = "text"} for a constant, a line for each other text. */
public final class DexFormat extends TextsFormat {
  private static final int HEADER = 0x70;
  private static final Mark MARK = Mark.of("dex\n0");

  /** For the service loader. */
  public DexFormat() {
    super(64, "a program");
  }

  @Override
  public String name() {
    return "dex";
  }

  @Override
  public boolean recognises(byte[] head, int length) {
    return length >= HEADER && MARK.begins(head, length) && head[7] == 0;
  }

  @Override
  TextLines texts(byte[] bytes) throws IOException {
    return new Dex(bytes).text();
  }
}
