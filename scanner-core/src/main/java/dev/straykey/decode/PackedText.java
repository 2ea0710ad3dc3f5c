package dev.straykey.decode;

import dev.straykey.model.Skip;
import dev.straykey.unpack.ArchiveVisitor;
import dev.straykey.unpack.Archives;
import dev.straykey.unpack.Limits;
import java.io.IOException;
import java.io.InputStream;

/** A packed file that stands in a text: its files' texts, within what may still be unpacked. */
public final class PackedText implements ArchiveVisitor {
  private static final int LARGEST = 4 << 20;

  private final Texts texts;
  private final Skips skips;
  private long left;

  /** Takes the text of one file; its array is not used again. */
  public interface Texts {
    void text(byte[] bytes, int length);
  }

  /** Takes note of what was not read. */
  public interface Skips {
    void skipped(Skip.Reason reason, String detail);
  }

  /**
   * @param left bytes that may be unpacked
   */
  public PackedText(long left, Texts texts, Skips skips) {
    this.left = left;
    this.texts = texts;
    this.skips = skips;
  }

  /** Returns how many bytes may still be unpacked. */
  public long left() {
    return left;
  }

  public void read(byte[] bytes) throws IOException {
    if (left <= 0) {
      skips.skipped(Skip.Reason.BOUNDED, "a packed file in base64, behind 64 MB of others");
      return;
    }
    Archives.read(bytes, bytes.length, "", Limits.SMALL, this);
  }

  @Override
  public void entry(String path, InputStream in) throws IOException {
    byte[] text = in.readNBytes((int) Math.min(LARGEST, Math.max(0, left)));
    left -= text.length;
    if (!isBinary(text)) {
      texts.text(text, text.length);
    }
    if (text.length == LARGEST || left <= 0) {
      left -= in.transferTo(java.io.OutputStream.nullOutputStream());
      skips.skipped(Skip.Reason.BOUNDED, "a packed file in base64 was read up to 4 MiB");
    }
  }

  private static boolean isBinary(byte[] text) {
    for (int i = 0; i < Math.min(text.length, 8192); i++) {
      if (text[i] == 0) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void skipped(String path, Skip.Reason reason, String detail) {
    // Letters that begin like a packed file need not be one, and were scanned as what they are.
    if (reason != Skip.Reason.BROKEN) {
      skips.skipped(reason, "a packed file in base64: " + detail);
    }
  }
}
