package dev.straykey.scan;

import dev.straykey.decode.Bytes;
import dev.straykey.rule.Boundary;
import dev.straykey.rule.KeyPattern;
import dev.straykey.rule.Steps;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks for keys without a mark of their own: takes each string that could be one, looks for words
 * before it, and tries the rules of those words. One per text and thread.
 *
 * <p>A word counts when it stands within reach, and something ties it to the key: the key is
 * assigned ({@code =}, {@code :}, {@code =>}, {@code >}, a comma or a bracket), or a second word
 * (key, token, secret …) stands between.
 */
final class ContextPass {
  private static final int MOST_WORDS = 256;
  private static final int MEASURED = 48;
  private static final int LONGEST_PREFIX = 4;

  /** What it takes to look around a value for whose it is, in steps. */
  private static final int LOOKED = 8 * 1024;

  private static final Assignment NOTHING = new Assignment(0, 0, -1, "");

  /** A little less than what a key must have: more than the key may have been measured. */
  private static final double NEARLY_RARE = Rarity.RARE - 3;

  private final ContextRules rules;
  private final KeywordAutomaton.Ends hits = new KeywordAutomaton.Ends();
  private final Trial trial;
  private final @Nullable RuleTimes times;
  private final ContextRules.Word[] words = new ContextRules.Word[MOST_WORDS];
  private final int[] wordEnds = new int[MOST_WORDS];
  private int found;
  private int secondEnd;
  private int walkedTo;
  private int state;
  private final Spots spots;
  private final Allowance allowance;
  private final Steps steps = new Steps();
  private final Surroundings surroundings;

  /** Is told of a string that fits a rule. */
  @FunctionalInterface
  interface Trial {
    /**
     * Takes it.
     *
     * @param affinity how well the context fits; more is better
     */
    void fits(CompiledRule rule, KeyPattern.Place place, int affinity);
  }

  /**
   * @param spots gets where an attempt was dear
   */
  ContextPass(
      ContextRules rules,
      @Nullable RuleTimes times,
      Trial trial,
      Spots spots,
      Allowance allowance) {
    this.rules = rules;
    this.allowance = allowance;
    this.surroundings = new Surroundings(rules);
    this.spots = spots;
    this.times = times;
    this.trial = trial;
  }

  /** Begins to look at what begins from {@code start} on. */
  void begin(int start) {
    found = 0;
    secondEnd = 0;
    walkedTo = Math.max(0, start - ContextRules.LINE_REACH);
    state = 0;
  }

  /**
   * Tries every place of a run of token characters where a value may begin, from {@code from} to
   * {@code limit}. Runs are taken in their order.
   */
  void run(byte[] text, int start, int end, int from, int limit, int to) {
    int least = rules.shortest();
    int first = start;
    if (start > 1 && (text[start - 1] == ':' || text[start - 1] == '|')) {
      // A key may hold what ends a token; what stands before it belongs to it.
      while (first > Math.max(0, start - 24) && isKeyPart(text[first - 1])) {
        first--;
      }
      if (first < start && first >= from) {
        value(text, first, to);
      }
    }
    int stop = Math.min(limit, end - least + 1);
    for (int p = start; p < stop; p = next(text, p, start, stop)) {
      if (p >= from
          && mayBegin(text, p, start)
          && !TokenPlace.isId(text, p, end)
          && couldBeKey(text, p, end)) {
        value(text, p, to);
      }
    }
  }

  /** Returns where behind {@code at} a value may begin next: behind a sign, a slash, an escape. */
  private static int next(byte[] text, int at, int start, int stop) {
    if (at == start && start > 0) {
      if (text[start - 1] == '\\' && text[start] == 'n') {
        return start + 1;
      }
      if (text[start - 1] == '%') {
        return Math.min(start + 2, stop);
      }
    }
    int p = at + 1;
    while (p < stop && text[p - 1] != '=' && text[p - 1] != '/') {
      p++;
    }
    return p;
  }

  private static boolean isKeyPart(byte b) {
    return Boundary.isWord(b) || b == ':' || b == '|';
  }

  private static boolean mayBegin(byte[] text, int p, int start) {
    return p > start || p == 0 || (text[p - 1] & 0x80) == 0;
  }

  /** A key is rare; a string that holds no digit and reads like words is passed over unmeasured. */
  static boolean couldBeKey(byte[] text, int from, int end) {
    int most = Math.min(end, from + MEASURED);
    int changes = 0;
    boolean digit = false;
    for (int i = from; i < most && !digit; i++) {
      byte b = text[i];
      digit = b >= '0' && b <= '9';
      if (i > from && ((b ^ text[i - 1]) & 32) != 0) {
        changes++;
      }
    }
    // A prefix of an issuer may stand before what is rare.
    return (digit || changes >= 4)
        && Rarity.bits(text, from, most, from + LONGEST_PREFIX) >= NEARLY_RARE;
  }

  private void value(byte[] text, int start, int to) {
    int least = Math.max(0, start - ContextRules.LINE_REACH);
    walk(text, least, start);
    Assignment assignment = null;
    boolean fits = false;
    for (CompiledRule rule : rules.byForm()) {
      fits |= fits(rule, text, start, to, NOTHING, 0);
    }
    for (int i = found - 1; i >= 0 && wordEnds[i] > least; i--) {
      int wordEnd = wordEnds[i];
      if (wordEnd > start) {
        continue;
      }
      ContextRules.Word word = words[i];
      int wordStart = WordPlace.wordStart(text, wordEnd, word.length());
      // What was looked at earlier reaches further back: it must not count, or what is found would
      // hang on where the reading began.
      if (wordStart < least || !WordPlace.standsAlone(text, wordStart, wordEnd, word.length())) {
        continue;
      }
      if (assignment == null) {
        assignment = Assignment.before(text, start, least);
      }
      if (secondEnd > wordEnd || assignment.operator() >= wordEnd) {
        fits |= word(text, start, to, wordStart, wordEnd, word, assignment);
      }
    }
    if (!fits && Telling.mayTell(text, start, secondEnd)) {
      place(
          text, start, to, assignment == null ? Assignment.before(text, start, least) : assignment);
    }
  }

  /** Tries the issuers that the place of a value is called after. */
  private void place(byte[] text, int start, int to, Assignment assignment) {
    if (assignment.namesNoKey()) {
      return;
    }
    boolean looked =
        surroundings.look(
            text,
            start,
            to,
            assignment,
            (named, affinity) -> {
              boolean fits = false;
              for (CompiledRule rule : named) {
                fits |=
                    !rule.isId()
                        && rule.rule().near().within() == 0
                        && fits(rule, text, start, to, assignment, affinity);
              }
              // Of what fits the secret and the id alike, an id is only what is called one.
              for (CompiledRule rule : fits ? List.<CompiledRule>of() : named) {
                fits |= rule.isId() && fits(rule, text, start, to, assignment, affinity);
              }
              return fits;
            });
    if (looked) {
      allowance.take(LOOKED);
      spots.add(start, start + 1);
    }
  }

  /** Looks for words up to {@code start}; what was looked at before is not again. */
  private void walk(byte[] text, int least, int start) {
    if (least > walkedTo) {
      found = 0;
      secondEnd = 0;
      state = 0;
      walkedTo = least;
    }
    if (start <= walkedTo) {
      return;
    }
    hits.clear();
    state = rules.words().walk(text, walkedTo, start, state, hits);
    walkedTo = start;
    for (int i = 0; i < hits.size(); i++) {
      for (int keyword : rules.words().keywords(hits.state(i))) {
        ContextRules.Word word = rules.word(keyword);
        if (word.second()) {
          secondEnd = hits.position(i) + 1;
        }
        if (!word.rules().isEmpty()) {
          add(hits.position(i) + 1, word);
        }
      }
    }
  }

  private void add(int end, ContextRules.Word word) {
    if (found == words.length) {
      // The older half is out of reach, or nearly: a word in each of so few bytes is no text.
      int half = found / 2;
      System.arraycopy(words, half, words, 0, found - half);
      System.arraycopy(wordEnds, half, wordEnds, 0, found - half);
      found -= half;
    }
    words[found] = word;
    wordEnds[found++] = end;
  }

  private boolean word(
      byte[] text,
      int start,
      int to,
      int wordStart,
      int wordEnd,
      ContextRules.Word word,
      Assignment assignment) {
    int distance = start - wordEnd;
    boolean line = Bytes.next(text, wordEnd, start, (byte) '\n') == start;
    boolean fits = false;
    for (CompiledRule rule : word.rules()) {
      int within = rule.rule().near().within();
      if (!Assignment.isPublicHalf(rule.rule()) && WordPlace.isPublic(text, wordEnd)) {
        continue;
      }
      if (distance > (within > 0 ? within : ContextRules.REACH) && (within > 0 || !line)) {
        continue;
      }
      boolean named = wordStart >= assignment.nameStart() && wordEnd <= assignment.nameEnd();
      int affinity = (named ? 1000 : 500) + Math.min(word.length(), 20) - distance;
      fits |= fits(rule, text, start, to, assignment, affinity);
    }
    return fits;
  }

  private boolean fits(
      CompiledRule rule, byte[] text, int start, int to, Assignment assignment, int affinity) {
    if (allowance.isOver(rule)) {
      return false;
    }
    long began = times == null ? 0 : System.nanoTime();
    steps.clear();
    KeyPattern.Place place = rule.pattern().matchAt(text, start, 0, to, steps);
    if (allowance.take(rule, steps)) {
      spots.add(start, start + 1);
    }
    if (times != null) {
      times.add(rule, System.nanoTime() - began);
    }
    if (place == null
        || !WordPlace.isBounded(text, place.keyStart(), place.keyEnd(), to)
        || TokenPlace.isEntryName(text, place.keyStart(), place.keyEnd(), to)
        || assignment.isReference(text)
        || TokenPlace.isOfAList(text, start)
        || FileDigest.is(text, place.keyStart(), place.keyEnd())
        || NameWords.isOfSomethingPublic(text, assignment.nameStart())
        || !assignment.mayName(rule.rule())) {
      return false;
    }
    trial.fits(rule, place, affinity + 20 * assignment.shared(rule.rule()));
    return true;
  }
}
