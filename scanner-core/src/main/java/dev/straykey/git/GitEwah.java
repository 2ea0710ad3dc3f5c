package dev.straykey.git;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.BitSet;

/**
 * Reads a bitmap that git compressed: words of 64 bits, runs of equal ones by their number.
 *
 * <p>Source: <a href="https://git-scm.com/docs/bitmap-format">bitmap format, appendix A</a>.
 */
final class GitEwah {
  private static final int LONGEST_RUN_SHIFT = 33;

  private GitEwah() {}

  /**
   * @param most how many bits there may be; what is set beyond is damage
   * @throws IOException when it is damaged or cut off
   */
  static BitSet read(DataInputStream in, int most) throws IOException {
    in.readInt(); // how many bits, which the words say as well
    long words = in.readInt() & 0xffffffffL;
    var bits = new BitSet();
    long at = 0;
    while (words > 0) {
      long marker = in.readLong();
      words--;
      long run = (marker >>> 1 & 0xffffffffL) * 64;
      if ((marker & 1) != 0 && run > 0) {
        bits.set(checked(at, most), checked(at + run, most + 63L));
      }
      at += run;
      for (long left = marker >>> LONGEST_RUN_SHIFT; left > 0; left--) {
        if (words == 0) {
          throw new IOException("a bitmap of the index is damaged");
        }
        literal(bits, in.readLong(), at, most);
        words--;
        at += 64;
      }
    }
    in.readInt(); // where the last marker is
    if (bits.length() > most) {
      throw new IOException("a bitmap of the index is damaged");
    }
    return bits;
  }

  private static void literal(BitSet bits, long word, long at, int most) throws IOException {
    for (long left = word; left != 0; left &= left - 1) {
      bits.set(checked(at + Long.numberOfTrailingZeros(left), most));
    }
  }

  private static int checked(long at, long most) throws IOException {
    if (at > most) {
      throw new IOException("a bitmap of the index is damaged");
    }
    return (int) at;
  }
}
