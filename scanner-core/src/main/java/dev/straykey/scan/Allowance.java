package dev.straykey.scan;

import dev.straykey.rule.Steps;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What rules may take of one text, and of all that it hides: a rule that takes more is given up for
 * the rest of it, so that no text can stop a scan. Counted in {@link Steps}, never timed: a text is
 * given up at the same place by every run. For one thread; begun anew for every text.
 *
 * <p>Only what is dear counts: a key that was found, and an attempt that looked further than {@link
 * Changes#LONGEST_MATCH} or took more than {@link #DEAR}. Each is one of the text's {@link Spots},
 * so a text that is scanned where it differs from another takes as much as if all of it were
 * scanned.
 */
final class Allowance {
  /** An attempt that takes more counts, however near it looked. */
  static final int DEAR = 8 * 1024;

  /** What a rule may take of any text. */
  static final long LITTLE = 2L << 20;

  /** What a rule may take for each byte of a text; of ordinary ones it took an eighth. */
  static final int OWN = 512;

  /** What all rules together may take for each byte; one that goes on then is given up. */
  static final int ALL = 2 * 1024;

  /** Rules of other tools, each of which may have to look at every byte, may take more together. */
  static final int ALL_OF_FOREIGN = 64;

  private static final int MOST_NAMED = 20;

  private final int rules;
  private final int all;
  private final List<CompiledRule> givenUp = new ArrayList<>();
  private long own;
  private long left;
  private long taken;
  private long @Nullable [] counted;
  private boolean @Nullable [] over;
  private boolean isTouched;

  Allowance(ScanEngine engine) {
    this.rules = engine.ruleCount();
    this.all = ALL + ALL_OF_FOREIGN * engine.foreign().size();
  }

  /** Begins a text. */
  void begin() {
    own = LITTLE;
    left = LITTLE * ALL / OWN;
    taken = 0;
    givenUp.clear();
    if (isTouched && counted != null && over != null) {
      Arrays.fill(counted, 0);
      Arrays.fill(over, false);
      isTouched = false;
    }
  }

  /** Allows what {@code bytes} more of the text are worth. */
  void more(long bytes) {
    own += bytes * OWN;
    left += bytes * all;
  }

  /** Returns whether {@code rule} was given up. */
  boolean isOver(CompiledRule rule) {
    return over != null && over[rule.index()];
  }

  /**
   * Takes what an attempt of {@code rule} took.
   *
   * @return whether it was dear
   */
  boolean take(CompiledRule rule, Steps steps) {
    taken += steps.count();
    boolean dear = steps.furthest() > Changes.LONGEST_MATCH || steps.count() > DEAR;
    if (dear) {
      count(rule, steps.count());
    }
    return dear;
  }

  /** Takes what a rule of another tool took, or what it takes to look around a key. */
  void take(CompiledRule rule, long steps) {
    taken += steps;
    count(rule, steps);
  }

  private void count(CompiledRule rule, long steps) {
    long[] by = counted;
    boolean[] done = over;
    if (by == null || done == null) {
      by = new long[rules];
      done = new boolean[rules];
      counted = by;
      over = done;
    }
    isTouched = true;
    left -= steps;
    int at = rule.index();
    by[at] += steps;
    if (!done[at] && (by[at] > own || left < 0)) {
      done[at] = true;
      givenUp.add(rule);
    }
  }

  /** Returns which rules were given up, in words; null when none was. */
  @Nullable String said() {
    if (givenUp.isEmpty()) {
      return null;
    }
    String named =
        givenUp.stream()
            .limit(MOST_NAMED)
            .map(rule -> rule.rule().id())
            .collect(Collectors.joining(", "));
    int more = givenUp.size() - MOST_NAMED;
    return "given up before its end, it takes too long to try there: rule %s%s"
        .formatted(named, more > 0 ? " and %d more".formatted(more) : "");
  }

  /** Returns how many steps the rules took in this text, dear or not. */
  long taken() {
    return taken;
  }
}
