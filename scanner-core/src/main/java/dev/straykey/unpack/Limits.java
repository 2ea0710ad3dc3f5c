package dev.straykey.unpack;

/**
 * How much of an archive is opened. What lies beyond is said, never silently left out.
 *
 * @param maxDepth how many archives may lie in one another; 1 opens the outermost only
 * @param maxEntries how many entries, nested ones included
 * @param maxEntryBytes of one entry, unpacked
 * @param maxTotalBytes of all entries together, unpacked, nested ones included
 * @param maxRatio unpacked bytes for each packed one, over the whole archive; deflate cannot do
 *     more than some 1,030 in one layer
 * @param ratioFreeBytes unpacked bytes below which the ratio is not looked at: small files of
 *     blanks pack well
 * @param maxMemoryKib what a decompressor may ask for its dictionary
 */
public record Limits(
    int maxDepth,
    long maxEntries,
    long maxEntryBytes,
    long maxTotalBytes,
    long maxRatio,
    long ratioFreeBytes,
    int maxMemoryKib) {

  /** Wide enough for exports of companies, narrow enough for a heap of 256 MB. */
  public static final Limits DEFAULT =
      new Limits(6, 5_000_000, 8L << 30, 256L << 30, 250, 256L << 20, 96 << 10);

  /** For texts that were found inside other texts, such as base64: small and shallow. */
  public static final Limits SMALL =
      new Limits(3, 1_000, 16L << 20, 64L << 20, 250, 4L << 20, 16 << 10);

  public Limits {
    if (maxDepth < 1 || maxEntries < 1 || maxEntryBytes < 1 || maxTotalBytes < 1 || maxRatio < 1) {
      throw new IllegalArgumentException("every limit of an archive is at least 1");
    }
  }
}
