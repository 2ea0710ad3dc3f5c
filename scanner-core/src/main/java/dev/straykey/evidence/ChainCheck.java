package dev.straykey.evidence;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Walks a chain from its first entry to its last and says what does not fit. */
final class ChainCheck {
  private final @Nullable String expectedHead;
  private final List<String> problems = new ArrayList<>();
  private long entries;
  private long lastSeq;
  private String lastHash = Entry.BEFORE_THE_FIRST;
  private boolean expectedSeen;

  /**
   * @param expectedHead a head that was noted elsewhere and must be in the chain; null for none
   */
  ChainCheck(@Nullable String expectedHead) {
    this.expectedHead = expectedHead;
  }

  void take(Entry entry) {
    entries++;
    boolean gap = entry.seq() != lastSeq + 1;
    if (entry.seq() > lastSeq + 1) {
      long first = lastSeq + 1;
      problem(
          first == entry.seq() - 1
              ? "entry %d is missing".formatted(first)
              : "entries %d to %d are missing".formatted(first, entry.seq() - 1));
    } else if (gap) {
      problem("entry %d stands behind entry %d".formatted(entry.seq(), lastSeq));
    }
    if (!entry.recomputed().equals(entry.hash())) {
      problem("entry %d was changed".formatted(entry.seq()));
    }
    if (!gap && !entry.previous().equals(lastHash)) {
      problem(
          "entry %d does not follow from the entry before it, which was changed or exchanged"
              .formatted(entry.seq()));
    }
    lastSeq = entry.seq();
    lastHash = entry.hash();
    expectedSeen |= entry.hash().equals(expectedHead);
  }

  void problem(String what) {
    if (problems.size() < Verification.MOST) {
      problems.add(what);
    }
  }

  /** Holds the end against what the store itself noted as the end. */
  void endsAt(long seq, String hash) {
    if (lastSeq < seq) {
      problem("the chain is cut off after entry %d: there were %d".formatted(lastSeq, seq));
    } else if (lastSeq != seq || !lastHash.equals(hash)) {
      problem("the end of the chain is not the one that was noted");
    }
  }

  Verification result() {
    if (expectedHead != null && !expectedSeen) {
      problem(
          "the head %s is not in the chain: its tail was cut off, or the chain was written anew"
              .formatted(expectedHead));
    }
    return new Verification(problems.isEmpty(), entries, entries == 0 ? null : lastHash, problems);
  }
}
