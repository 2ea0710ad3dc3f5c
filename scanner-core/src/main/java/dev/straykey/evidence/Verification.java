package dev.straykey.evidence;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a chain of evidence is whole.
 *
 * @param holds true when no entry was changed, taken out, moved or cut off
 * @param entries how many there are
 * @param head hash of the last; null when there is none
 * @param problems what is wrong, in words, in the chain's order; at most {@value #MOST}
 */
public record Verification(
    boolean holds, long entries, @Nullable String head, List<String> problems) {
  /** Beyond this many problems, the chain is no better known by more of them. */
  public static final int MOST = 100;

  public Verification {
    problems = List.copyOf(problems);
  }
}
