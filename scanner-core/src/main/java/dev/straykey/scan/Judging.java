package dev.straykey.scan;

import dev.straykey.model.Doubt;
import dev.straykey.model.KnownKeys;
import dev.straykey.model.Secret;
import dev.straykey.model.Shown;
import dev.straykey.rule.KeyPattern;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a place that fits a rule: the inventory is asked, then the value is judged by
 * itself and by where it stands.
 */
final class Judging {
  private final KnownKeys.Lookup lookup;
  private final boolean asks;
  private final Spots spots;
  private final DocText docText = new DocText();
  private boolean lookedAround;

  /**
   * A key that is to be said.
   *
   * @param known its record; null when the inventory has none
   * @param doubt why it may be none; null when nothing is against it
   */
  record Judged(Secret secret, KnownKeys.@Nullable Known known, @Nullable Doubt doubt) {}

  /**
   * @param asks whether the inventory has any key
   * @param spots gets where what was decided hangs on more than what stands beside it
   */
  Judging(KnownKeys.Lookup lookup, boolean asks, Spots spots) {
    this.lookup = lookup;
    this.asks = asks;
    this.spots = spots;
  }

  /** Begins to look at a part of a text, which stands where no other did. */
  void begin() {
    docText.begin();
  }

  /**
   * Returns whether the text around what was judged last was looked at. What is none then is one of
   * the spots.
   */
  boolean lookedAround() {
    return lookedAround;
  }

  /**
   * Returns the key that stands at {@code place}; null when none does.
   *
   * @param ofOtherForm whether the name it is given to says an issuer whose keys have another form
   */
  @Nullable Judged judge(
      CompiledRule rule, KeyPattern.Place place, byte[] text, int to, boolean ofOtherForm) {
    lookedAround = false;
    int start = place.keyStart();
    int end = place.keyEnd();
    byte[] key = key(rule, text, start, end);
    if (key == null) {
      return null;
    }
    KnownKeys.Known known = asks ? lookup.ask(key, 0, key.length) : null;
    if (known != null && known.shown() == Shown.VALUE) {
      return nearby(rule, text, start, end, to)
          ? new Judged(Secret.of(key, 0, key.length), known, null)
          : null;
    }
    if (known != null && rule.isPublicHalf()) {
      return null; // its record says more of it than a form does
    }
    Judgement.Verdict verdict = Judgement.of(rule, key);
    if (verdict.isNone()
        || isStandIn(rule, place, text, key)
        || (rule.prefix() == 0 && end < to && text[end] == '(' && ProgramText.isPath(key))
        || (rule.isShaped() && StandIn.isWordsInBase64(key))) {
      return null;
    }
    lookedAround = true;
    boolean isDocumentation = rule.isDoubtedInTests() && docText.holds(text, start);
    if (SealedText.holds(text, start) || (isDocumentation && !PasswordValue.isChosen(key))) {
      spots.add(start, end);
      return null;
    }
    Doubt doubt = isDocumentation ? Doubt.TEST_CODE : verdict.doubt();
    if (verdict.doubt() == null && StandIn.mayBe(rule, text, start, key)) {
      doubt = Doubt.MADE_UP;
    }
    if (doubt == null && ofOtherForm) {
      doubt = Doubt.FORM;
    }
    return nearby(rule, text, start, end, to)
        ? new Judged(Secret.of(key, 0, key.length), null, doubt)
        : null;
  }

  /** Returns the key as its issuer would take it; null when it is none. */
  private static byte @Nullable [] key(CompiledRule rule, byte[] text, int start, int end) {
    byte[] key = Arrays.copyOfRange(text, start, end);
    if (rule.rule().near().base64()) {
      key = decoded(key);
    }
    return Pem.looksLike(key) ? Pem.normalise(key) : key;
  }

  /** Whose form it is hangs on the surroundings, even where whose key it is does not. */
  private boolean nearby(CompiledRule rule, byte[] text, int start, int end, int to) {
    boolean holds = Nearby.holds(rule.rule(), text, start, end, to);
    if (!holds) {
      spots.add(start, end); // the words may stand further from the keyword than the key is long
    }
    return holds;
  }

  /** Returns the text that these letters are base64 of; the letters themselves where it is none. */
  private static byte[] decoded(byte[] letters) {
    try {
      byte[] bytes = Base64.getDecoder().decode(letters);
      int length = bytes.length;
      while (length > 0 && (bytes[length - 1] == '\n' || bytes[length - 1] == '\r')) {
        length--;
      }
      for (int i = 0; i < length; i++) {
        if (bytes[i] >= 0
            && bytes[i] < ' '
            && bytes[i] != '\n'
            && bytes[i] != '\r'
            && bytes[i] != '\t') {
          return letters;
        }
      }
      return length == 0 ? letters : Arrays.copyOf(bytes, length);
    } catch (IllegalArgumentException e) {
      return letters;
    }
  }

  /** Where only the context speaks for a key, what people write in its place is none. */
  private static boolean isStandIn(
      CompiledRule rule, KeyPattern.Place place, byte[] text, byte[] key) {
    if (rule.specificity() > 1 || rule.isShaped()) {
      return false;
    }
    boolean isWord =
        place.idStart() >= 0
            && (NameWords.isStandIn(key)
                || Arrays.equals(key, 0, key.length, text, place.idStart(), place.idEnd()));
    boolean isOfAList =
        place.idStart() >= 0
            && text[place.keyStart() - 1] == ':'
            && StandIn.goesOnAList(text, place.start());
    return isWord || isOfAList || StandIn.isFilledIn(text, place.keyStart(), place.keyEnd());
  }
}
