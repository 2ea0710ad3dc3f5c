package dev.straykey.unpack;

/** What Android's build makes of resources and manifests: a line for each text in them. */
public final class AndroidResourcesFormat extends TextsFormat {

  /** For the service loader. */
  public AndroidResourcesFormat() {
    super(64, "resources");
  }

  @Override
  public String name() {
    return "android";
  }

  /** A table or a document, whose first part is its strings. */
  @Override
  public boolean recognises(byte[] head, int length) {
    boolean table = length > 16 && head[0] == 2 && head[1] == 0 && head[2] == 12 && head[3] == 0;
    boolean document = length > 16 && head[0] == 3 && head[1] == 0 && head[2] == 8 && head[3] == 0;
    int first = table ? 12 : 8;
    return (table || document)
        && head[first] == 1
        && head[first + 1] == 0
        && head[first + 2] == 28
        && head[first + 3] == 0;
  }

  @Override
  TextLines texts(byte[] bytes) {
    return new AndroidResources(bytes).text();
  }
}
