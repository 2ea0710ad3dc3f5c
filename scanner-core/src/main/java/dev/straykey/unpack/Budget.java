package dev.straykey.unpack;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What one call may still unpack; shared by all archives that lie in one another. */
final class Budget {
  final Limits limits;
  private final LongSupplier packed;
  private long unpacked;
  private long entries;
  private @Nullable String exhausted;

  /**
   * @param packed bytes of the outermost archive that were there to unpack so far
   */
  Budget(Limits limits, LongSupplier packed) {
    this.limits = limits;
    this.packed = packed;
  }

  /** Counts an entry; returns false when that is one too many. */
  boolean entry() {
    if (++entries > limits.maxEntries()) {
      exhausted = "more than %,d entries".formatted(limits.maxEntries());
    }
    return exhausted == null;
  }

  /** Counts unpacked bytes; returns false when these are too many. */
  boolean unpacked(long bytes) {
    unpacked += bytes;
    if (unpacked > limits.maxTotalBytes()) {
      exhausted = "more than %,d bytes unpacked".formatted(limits.maxTotalBytes());
    } else if (unpacked > limits.ratioFreeBytes()
        && unpacked / limits.maxRatio() > packed.getAsLong()) {
      exhausted = "unpacks to more than %,d times its size".formatted(limits.maxRatio());
    }
    return exhausted == null;
  }

  /** Returns why nothing more may be unpacked; null while something may. */
  @Nullable String exhausted() {
    return exhausted;
  }
}
