package dev.straykey.unpack;

/** Rich text: what a reader sees, fields and remarks, a line for each paragraph or cell. */
public final class RtfFormat extends TextsFormat {
  private static final String MAGIC = "{\\rtf";

  public RtfFormat() {
    super(64, "a document");
  }

  @Override
  public String name() {
    return "rtf";
  }

  @Override
  public boolean recognises(byte[] head, int length) {
    for (int i = 0; i < MAGIC.length(); i++) {
      if (i >= length || head[i] != MAGIC.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  @Override
  TextLines texts(byte[] bytes) {
    return new Rtf(bytes).lines();
  }
}
