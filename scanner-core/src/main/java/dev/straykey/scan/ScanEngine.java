package dev.straykey.scan;

import dev.straykey.decode.Decoders;
import dev.straykey.model.Doubt;
import dev.straykey.model.KnownKeys;
import dev.straykey.model.Rule;
import dev.straykey.model.Shown;
import dev.straykey.rule.KeyPattern;
import dev.straykey.rule.RuleSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rules and known keys, made ready to scan with. Immutable and shared; each thread takes a {@link
 * Worker} of its own.
 *
 * <p>One walk over the bytes finds the keywords; where one stands, and only there, the patterns of
 * its rules are tried. Where something is known of the organisation's keys, every token-shaped
 * string is asked about too.
 */
public final class ScanEngine {
  private final KnownKeys known;
  private final KeywordAutomaton keywords;
  private final List<List<Trial>> trialsByKeyword;
  private final @Nullable RuleTimes times;
  private final ContextRules contextRules;
  private final KnownForms forms;
  private final int ruleCount;
  private final int firstMark;
  private final ForeignRules foreign;
  private @Nullable Familiar familiar;

  /**
   * A rule to try where a keyword stands.
   *
   * @param isFar whether what is new in a text may matter to a keyword that stands further from it
   *     than there is looked around it, {@link Changes#AROUND}
   */
  record Trial(CompiledRule rule, int keywordLength, KeyPattern.Offset offset, boolean isFar) {
    /** Offset of a keyword that stands beside the key. */
    static final KeyPattern.Offset BESIDE = new KeyPattern.Offset(0, 0, false);

    static Trial of(CompiledRule rule, String keyword, KeyPattern.Offset offset) {
      boolean reachesFar = offset.most() + keyword.length() > Changes.AROUND;
      return new Trial(rule, keyword.length(), offset, reachesFar && !rule.pattern().isOneToken());
    }
  }

  public ScanEngine(RuleSet rules, KnownKeys known) {
    this(rules, known, null);
  }

  /**
   * @param times gets what each rule costs; null when nobody asks
   */
  ScanEngine(RuleSet rules, KnownKeys known, @Nullable RuleTimes times) {
    this.known = known;
    this.times = times;
    this.ruleCount = rules.rules().size();
    Map<String, List<Trial>> byKeyword = new LinkedHashMap<>();
    this.forms = new KnownForms(rules);
    int index = 0;
    var byContext = new ArrayList<CompiledRule>();
    for (Rule rule : rules.rules()) {
      if (rules.foreign().containsKey(rule.id())) {
        continue;
      }
      CompiledRule compiled = CompiledRule.of(index++, rule, rules.pattern(rule), forms);
      if (rule.byContext()) {
        byContext.add(compiled);
      }
      for (String keyword : rule.keywords()) {
        KeyPattern.Offset offset =
            compiled.isShaped() ? Trial.BESIDE : compiled.pattern().offset(keyword);
        if (offset != null) {
          byKeyword
              .computeIfAbsent(keyword.toLowerCase(Locale.ROOT), k -> new ArrayList<>())
              .add(Trial.of(compiled, keyword, offset));
        }
      }
    }
    this.foreign = new ForeignRules(rules.foreign(), index, forms);
    this.contextRules = new ContextRules(byContext, rules.issuers());
    // Where an encoding may begin is found by the same walk.
    var literals = new ArrayList<>(byKeyword.keySet());
    this.firstMark = literals.size();
    literals.addAll(Decoders.MARKS);
    this.keywords = new KeywordAutomaton(literals);
    this.trialsByKeyword = byKeyword.values().stream().map(List::copyOf).toList();
  }

  /** Returns a worker for one thread. */
  public Worker worker() {
    return new Worker(this);
  }

  /**
   * Returns why a key that another machine found by {@code rule} may be none; null when nothing is
   * against it, or the organisation knows it.
   *
   * @param key in UTF-8
   * @param paths of the files in which it stands
   */
  public @Nullable Doubt doubt(Rule rule, byte[] key, List<String> paths) {
    KnownKeys.Known ours = known.isEmpty() ? null : known.lookup().ask(key, 0, key.length);
    if (ours != null && ours.shown() == Shown.VALUE) {
      return null;
    }
    var compiled = CompiledRule.of(0, rule, KeyPattern.of(rule.pattern()), forms);
    Judgement.Verdict verdict = Judgement.of(compiled, key);
    if (verdict.isNone() || verdict.doubt() != null) {
      return verdict.isNone() ? Doubt.MADE_UP : verdict.doubt();
    }
    boolean sure =
        paths.stream()
            .anyMatch(path -> PathGlobs.fit(rule.near().paths(), path) != PathGlobs.Fit.DOUBT);
    return sure ? null : Doubt.TEST_CODE;
  }

  KnownKeys known() {
    return known;
  }

  KeywordAutomaton keywords() {
    return keywords;
  }

  List<Trial> trials(int keyword) {
    return trialsByKeyword.get(keyword);
  }

  /** Returns the number of the first keyword that is a decoder's mark. */
  int firstMark() {
    return firstMark;
  }

  @Nullable RuleTimes times() {
    return times;
  }

  KnownForms forms() {
    return forms;
  }

  ContextRules contextRules() {
    return contextRules;
  }

  /**
   * Returns what all workers of this engine know; changes what they look at, not what they find.
   * Made when it is first asked for: most scans never do.
   */
  synchronized Familiar familiar() {
    Familiar made = familiar;
    if (made == null) {
      made = new Familiar();
      familiar = made;
    }
    return made;
  }

  ForeignRules foreign() {
    return foreign;
  }

  int ruleCount() {
    return ruleCount;
  }
}
