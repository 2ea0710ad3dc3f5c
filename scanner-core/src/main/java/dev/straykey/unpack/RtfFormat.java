package dev.straykey.unpack;

/** Rich text: what a reader sees, fields and remarks, a line for each paragraph or cell. */
public final class RtfFormat extends TextsFormat {
  private static final Mark MARK = Mark.of("{\\rtf");

  public RtfFormat() {
    super(64, "a document");
  }

  @Override
  public String name() {
    return "rtf";
  }

  @Override
  public boolean recognises(byte[] head, int length) {
    return MARK.begins(head, length);
  }

  @Override
  TextLines texts(byte[] bytes) {
    return new Rtf(bytes).lines();
  }
}
