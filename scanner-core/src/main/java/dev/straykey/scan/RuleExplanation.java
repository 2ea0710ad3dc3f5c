package dev.straykey.scan;

import dev.straykey.model.Content;
import dev.straykey.model.Document;
import dev.straykey.model.KnownKeys;
import dev.straykey.model.Origin;
import dev.straykey.model.Rule;
import dev.straykey.rule.Boundary;
import dev.straykey.rule.KeyPattern;
import dev.straykey.rule.RuleSet;
import dev.straykey.rule.Steps;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says of a text what each rule made of it: where its keyword stands, where its pattern breaks off,
 * what spoke against a key that fitted. Repeats no part of the text but a rule's own keyword.
 */
public final class RuleExplanation {
  private static final int MOST_STEPS = 200;

  private final byte[] text;
  private final Region region;
  private final KnownForms forms;
  private final Shapes shapes;
  private final Set<Step> steps = new LinkedHashSet<>();
  private final Map<String, Hit> fired = new LinkedHashMap<>();

  /**
   * What one rule made of one place.
   *
   * @param line from 1
   * @param column from 1, in characters
   * @param said what happened, as a sentence without its full stop
   */
  public record Step(String ruleId, int line, int column, String said) {}

  private RuleExplanation(RuleSet rules, byte[] text) throws IOException {
    this.text = text;
    this.region = new Region(text, text.length);
    this.forms = new KnownForms(rules);
    this.shapes = new Shapes(forms);
    new ScanEngine(rules, KnownKeys.NONE)
        .worker()
        .scan(
            Document.file(Origin.unresolved("text"), "", Content.of(text)),
            hit -> {
              if (hit.rule != null) {
                fired.putIfAbsent(hit.rule.id(), hit);
              }
            });
  }

  /**
   * Returns what the rules made of {@code text}, at most 200 steps; empty when no rule found a
   * reason to look.
   *
   * @throws IOException never, for a text in memory
   */
  public static List<Step> of(RuleSet rules, String text) throws IOException {
    var explanation = new RuleExplanation(rules, text.getBytes(StandardCharsets.UTF_8));
    int index = 0;
    for (Rule rule : rules.rules()) {
      explanation.rule(CompiledRule.of(index++, rule, rules.pattern(rule), explanation.forms));
    }
    return List.copyOf(explanation.steps);
  }

  /**
   * Returns what one rule made of {@code text}.
   *
   * @throws IOException never, for a text in memory
   */
  static List<Step> of(RuleSet rules, String text, String ruleId) throws IOException {
    var explanation = new RuleExplanation(rules, text.getBytes(StandardCharsets.UTF_8));
    Rule rule = rules.rule(ruleId);
    if (rule != null) {
      explanation.rule(CompiledRule.of(0, rule, rules.pattern(rule), explanation.forms));
    }
    return List.copyOf(explanation.steps);
  }

  private void rule(CompiledRule rule) {
    boolean context = rule.rule().byContext();
    var words = new ArrayList<String>();
    for (String word : context ? rule.rule().near().context() : rule.rule().keywords()) {
      words.addAll(context ? ContextRules.forms(word) : List.of(word));
    }
    String lower = new String(text, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    for (String word : words) {
      String wanted = word.toLowerCase(Locale.ROOT);
      for (int at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, at + 1)) {
        if (steps.size() >= MOST_STEPS) {
          return;
        }
        if (context) {
          byContext(rule, word, at, at + word.length());
        } else if (rule.isShaped()) {
          byShape(rule, word, at);
        } else {
          byKeyword(rule, word, at);
        }
      }
    }
    Hit hit = fired.get(rule.rule().id());
    if (context && hit != null && steps.stream().noneMatch(s -> isOf(s, hit))) {
      String said =
          words.isEmpty()
              ? "its form says enough; it fires"
              : "what it stands in, beside or near is called after its issuer; it fires";
      steps.add(new Step(rule.rule().id(), hit.line, hit.column, said));
    }
  }

  private static boolean isOf(Step step, Hit hit) {
    return hit.rule != null
        && step.ruleId().equals(hit.rule.id())
        && step.line() == hit.line
        && step.column() == hit.column;
  }

  private void byKeyword(CompiledRule rule, String word, int at) {
    KeyPattern.Offset offset = rule.pattern().offset(word);
    if (offset == null) {
      return;
    }
    KeyPattern.Place place = null;
    int reach = at;
    if (offset.anywhere()) {
      place = rule.pattern().search(text, at, 0, text.length, new Steps());
    }
    for (int back = offset.most(); place == null && back >= offset.least(); back--) {
      if (at - back >= 0) {
        place = rule.pattern().matchAt(text, at - back, 0, text.length);
        reach = Math.max(reach, rule.pattern().reach(text, at - back, text.length));
      }
    }
    String seen = "keyword “%s” stands here; ".formatted(word);
    if (place == null) {
      add(
          rule,
          at,
          seen + "the pattern fits %d characters and then breaks off".formatted(reach - at));
    } else {
      add(rule, place.keyStart(), seen + verdict(rule, place));
    }
  }

  private void byShape(CompiledRule rule, String word, int at) {
    String seen = "“%s” stands here; ".formatted(word);
    var shape = rule.rule().near().shape();
    if (!shapes.find(shape, text, at, at + word.length(), text.length)) {
      add(rule, at, seen + "nothing is assigned that could be a key, or the name says otherwise");
      return;
    }
    int start = shapes.start();
    int end = shapes.end();
    if (rule.pattern().matchesWhole(text, start, end)) {
      var place = new KeyPattern.Place(start, end, start, end, -1, -1);
      add(rule, start, seen + verdict(rule, place));
    } else {
      add(rule, start, seen + "the value does not fit the pattern");
    }
  }

  /** Tries what follows the word, and says what came nearest. */
  private void byContext(CompiledRule rule, String word, int at, int wordEnd) {
    String seen = "“%s” stands here; ".formatted(word);
    int within = rule.rule().near().within();
    int most = Math.min(text.length, wordEnd + (within > 0 ? within : ContextRules.LINE_REACH) + 1);
    for (int start = wordEnd; start < most; start++) {
      boolean begins = Boundary.isWord(text[start]) && !Boundary.isWord(text[start - 1]);
      KeyPattern.Place place = begins ? rule.pattern().matchAt(text, start, 0, text.length) : null;
      if (place != null) {
        boolean whole = WordPlace.isBounded(text, place.keyStart(), place.keyEnd(), text.length);
        String said =
            !whole
                ? "the pattern fits a part of a longer token"
                : !Assignment.before(text, start, 0).mayName(rule.rule())
                    ? "the name it is assigned to says that it is something else"
                    : verdict(rule, place);
        add(rule, start, seen + said);
        return;
      }
    }
    add(rule, at, seen + "nothing behind it fits the pattern");
  }

  private String verdict(CompiledRule rule, KeyPattern.Place place) {
    byte[] key = java.util.Arrays.copyOfRange(text, place.keyStart(), place.keyEnd());
    String fits = "%d characters fit the pattern; ".formatted(key.length);
    Judgement.Verdict judged = Judgement.of(rule, key);
    if (judged.isNone()) {
      return fits + judged.against();
    }
    if (!Nearby.holds(rule.rule(), text, place.keyStart(), place.keyEnd(), text.length)) {
      return fits + "none of its context words stands near";
    }
    if (fired.containsKey(rule.rule().id())) {
      String doubt = judged.doubt() == null ? "" : ", in doubt: " + judged.doubt().words();
      return fits + "it fires" + doubt + suppressed(place);
    }
    if (rule.rule().near().identifier()) {
      return fits + "it is an id, which is reported only with the key it belongs to";
    }
    return rule.rule().near().needsPair()
        ? fits + "its other half does not stand near, or a more specific rule names it"
        : fits + "it is not tied to the key, or a more specific rule names it";
  }

  private String suppressed(KeyPattern.Place place) {
    return region.place(place.keyStart(), place.keyEnd()).inline() == null
        ? ""
        : ", and a comment on the line suppresses it";
  }

  private void add(CompiledRule rule, int at, @Nullable String said) {
    if (said != null) {
      steps.add(new Step(rule.rule().id(), region.line(at), region.column(at), said));
    }
  }
}
