package dev.straykey.scan;

import dev.straykey.decode.Decoders;
import dev.straykey.decode.Encoding;
import dev.straykey.rule.Steps;
import java.util.ArrayList;
import java.util.List;

/**
 * What rules and encodings may take of one text, and of all that it hides: what takes more is given
 * up for the rest of it, so that no text can stop a scan. Counted in {@link Steps}, never timed: a
 * text is given up at the same place by every run. For one thread; begun anew for every text.
 *
 * <p>Of rules only what is dear counts: a key that was found, and an attempt that looked further
 * than {@link Changes#LONGEST_MATCH} or took more than {@link #DEAR}. Each is one of the text's
 * {@link Spots}, so a text that is scanned where it differs from another takes as much as if all of
 * it were scanned. Of encodings everything counts, what rules take in what they hide as well: a
 * text that is scanned where it differs takes less, and more of it is read.
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

  /** The same for encodings, and what they hide: of a small text that may be a large one. */
  static final long LITTLE_HIDDEN = 32L << 20;

  static final int OWN_HIDDEN = 512;

  static final int ALL_HIDDEN = 1024;

  private static final int MOST_NAMED = 20;

  private final Share rules;
  private final Share encodings;
  private final int all;
  private final List<String> rulesGivenUp = new ArrayList<>();
  private final List<String> encodingsGivenUp = new ArrayList<>();
  private long taken;
  private long takenHidden;

  Allowance(ScanEngine engine) {
    this.rules = new Share(engine.ruleCount());
    this.encodings = new Share(Decoders.COUNT);
    this.all = ALL + ALL_OF_FOREIGN * engine.foreign().size();
  }

  /** Begins a text. */
  void begin() {
    rules.begin(LITTLE, LITTLE * ALL / OWN);
    encodings.begin(LITTLE_HIDDEN, LITTLE_HIDDEN * ALL_HIDDEN / OWN_HIDDEN);
    taken = 0;
    takenHidden = 0;
    rulesGivenUp.clear();
    encodingsGivenUp.clear();
  }

  /** Allows what {@code bytes} more of the text are worth. */
  void more(long bytes) {
    rules.more(bytes * OWN, bytes * all);
    encodings.more(bytes * OWN_HIDDEN, bytes * ALL_HIDDEN);
  }

  /** Returns whether {@code rule} was given up. */
  boolean isOver(CompiledRule rule) {
    return rules.isOver(rule.index());
  }

  /** Returns whether {@code encoding} was. */
  boolean isOver(Encoding encoding) {
    return encodings.isOver(encoding.number());
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

  /** Takes what is no rule's and no encoding's alone, and linear in the text. */
  void take(long steps) {
    taken += steps;
  }

  private void count(CompiledRule rule, long steps) {
    if (rules.take(rule.index(), steps)) {
      rulesGivenUp.add(rule.rule().id());
    }
  }

  /** Takes what it took to read what is written in {@code encoding}, or to look through it. */
  void take(Encoding encoding, long steps) {
    takenHidden += steps;
    if (encodings.take(encoding.number(), steps) && !encodingsGivenUp.contains(encoding.name())) {
      encodingsGivenUp.add(encoding.name());
    }
  }

  /** Returns what was given up, in words, a sentence for rules and one for encodings. */
  List<String> said() {
    var said = new ArrayList<String>();
    if (!rulesGivenUp.isEmpty()) {
      said.add(
          "given up before its end, it takes too long to try there: rule " + names(rulesGivenUp));
    }
    if (!encodingsGivenUp.isEmpty()) {
      said.add(
          "not read to its end, it takes too long there: what is encoded as "
              + names(encodingsGivenUp));
    }
    return said;
  }

  private static String names(List<String> all) {
    String named = String.join(", ", all.subList(0, Math.min(MOST_NAMED, all.size())));
    int more = all.size() - MOST_NAMED;
    return more > 0 ? "%s and %d more".formatted(named, more) : named;
  }

  /** Returns how many steps the rules took in this text, dear or not. */
  long taken() {
    return taken;
  }

  /** Returns how many steps encodings took, and what they hide. */
  long takenHidden() {
    return takenHidden;
  }

  /** Returns the largest part of what it may take that an encoding took, 0 to 1 and more. */
  double fullestOfHidden() {
    return encodings.fullest();
  }
}
