package dev.straykey.scan;

import dev.straykey.model.Shape;
import dev.straykey.model.Shown;
import dev.straykey.rule.Boundary;
import dev.straykey.rule.KeyPattern;
import dev.straykey.rule.Steps;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Tries rules at places of one text after another: what fits and is judged to be a key becomes a
 * candidate.
 */
final class Attempts {
  /** What it takes to look beside a keyword, and to judge what was found, in steps for a byte. */
  private static final int SHAPED = 10;

  private static final int JUDGED = 20;

  /** What it takes at least to look beside a keyword, in steps. */
  private static final int BESIDE = 300;

  /** What it takes to look around what was found, and to say where it stands, in steps. */
  private static final int AROUND = 4 * 1024;

  private final @Nullable RuleTimes times;
  private final Judging judging;
  private final Candidates candidates;
  private final Shapes shapes;
  private final MatchedTo matchedTo;
  private final Spots spots;
  private final Allowance allowance;
  private final Steps steps = new Steps();

  /** Whether the texts are names. */
  private final boolean inNames;

  /** Whether the name that a key is given to says an issuer whose keys have another form. */
  private boolean ofOtherForm;

  /**
   * @param candidates gets what was found
   * @param inNames whether the texts are names, in which what joins words may stand beside a key
   */
  Attempts(
      ScanEngine engine,
      Judging judging,
      Candidates candidates,
      Spots spots,
      Allowance allowance,
      boolean inNames) {
    this.times = engine.times();
    this.judging = judging;
    this.candidates = candidates;
    this.shapes = new Shapes(engine.forms());
    this.matchedTo = new MatchedTo(engine.ruleCount());
    this.spots = spots;
    this.allowance = allowance;
    this.inNames = inNames;
  }

  /** Forgets the text before. */
  void clear() {
    matchedTo.clear();
  }

  /** Tries a rule whose keyword begins at {@code keyword}. */
  void at(Region region, ScanEngine.Trial trial, int keyword) {
    if (times == null) {
      attempt(region, trial, keyword);
    } else {
      long began = System.nanoTime();
      attempt(region, trial, keyword);
      times.add(trial.rule(), System.nanoTime() - began);
    }
  }

  private void attempt(Region region, ScanEngine.Trial trial, int keyword) {
    CompiledRule rule = trial.rule();
    if (keyword < 0 || region.base() + keyword < matchedTo.of(rule) || allowance.isOver(rule)) {
      return;
    }
    steps.clear();
    if (rule.isShaped()) {
      shaped(region, trial, keyword);
    } else if (trial.offset().anywhere()) {
      accept(region, rule, rule.pattern().search(region.text(), keyword, 0, region.to(), steps), 0);
    } else {
      marked(region, trial, keyword);
    }
    if (allowance.take(rule, steps) || trial.isFar()) {
      spots.add(keyword, keyword + 1);
    }
  }

  private void marked(Region region, ScanEngine.Trial trial, int keyword) {
    CompiledRule rule = trial.rule();
    byte[] text = region.text();
    for (int back = trial.offset().most(); back >= trial.offset().least(); back--) {
      int at = keyword - back;
      if (at >= 0 && region.base() + at >= matchedTo.of(rule)) {
        int to = inNames ? nameEnd(rule, at, region.to()) : region.to();
        KeyPattern.Place place = rule.pattern().matchAt(text, at, 0, to, steps);
        if (place != null && place.end() > keyword && accept(region, rule, place, 0)) {
          return;
        }
      }
    }
  }

  private void shaped(Region region, ScanEngine.Trial trial, int keyword) {
    KeyPattern pattern = trial.rule().pattern();
    byte[] text = region.text();
    Shape shape = trial.rule().rule().near().shape();
    boolean found = shapes.find(shape, text, keyword, keyword + trial.keywordLength(), region.to());
    steps.look(shapes.reached() - keyword, SHAPED);
    allowance.take(BESIDE);
    if (!found) {
      return;
    }
    int start = shapes.start();
    int end = shapes.end();
    if (pattern.matchesWhole(text, start, end)) {
      ofOtherForm = shape == Shape.ASSIGNED && shapes.isOfOtherForm();
      accept(
          region,
          trial.rule(),
          new KeyPattern.Place(start, end, start, end, -1, -1),
          shapes.bits());
      ofOtherForm = false;
    }
  }

  /**
   * Takes what fits a rule, when it is a key; returns whether it is.
   *
   * @param place null where nothing fits
   * @param affinity how well the context fits
   */
  boolean accept(Region region, CompiledRule rule, KeyPattern.@Nullable Place place, int affinity) {
    if (place == null || place.keyEnd() <= place.keyStart()) {
      return false;
    }
    byte[] text = region.text();
    int start = place.keyStart();
    int end = place.keyEnd();
    if (!rule.isShaped()
        && (!Boundary.beginsAt(text, start, 0) || !ends(rule, text, end, region.to()))) {
      return false;
    }
    steps.add((long) JUDGED * (end - start));
    Judging.Judged judged = judging.judge(rule, place, text, region.to(), ofOtherForm);
    if (judged != null || judging.lookedAround()) {
      allowance.take(rule, AROUND);
    }
    if (judged == null) {
      return false;
    }
    matchedTo.set(rule, region.base() + place.end());
    String id =
        place.idStart() < 0
            ? null
            : new String(
                text,
                place.idStart(),
                place.idEnd() - place.idStart(),
                StandardCharsets.ISO_8859_1);
    spots.add(start, end);
    candidates.add(
        new Candidates.Candidate(
            rule.rule(),
            rule.specificity(),
            affinity,
            judged.secret(),
            Shown.VALUE,
            judged.known(),
            judged.doubt(),
            id,
            region.base() + start,
            region.base() + end,
            region.base() + Math.min(start, place.start()),
            region.base() + Math.max(end, place.end()),
            region.place(start, end)));
    return true;
  }

  /** Returns up to where a key of a name can reach; what stands behind it need not end it. */
  private static int nameEnd(CompiledRule rule, int at, int to) {
    return rule.hasOneLength() ? Math.min(to, at + rule.pattern().longest()) : to;
  }

  /** In a name, what joins words stands behind a key as well, if it is known where that ends. */
  private boolean ends(CompiledRule rule, byte[] text, int end, int to) {
    return Boundary.endsAt(text, end, to)
        || (inNames
            && rule.hasOneLength()
            && Boundary.isWord(text[end - 1])
            && !Boundary.isWord(text[end]));
  }
}
