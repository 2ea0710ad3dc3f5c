package dev.straykey.pipeline;

import dev.straykey.model.Attribution;
import dev.straykey.model.AttributionStatus;
import dev.straykey.model.Finding;
import dev.straykey.model.Keyring;
import dev.straykey.model.Match;
import dev.straykey.model.Secret;
import dev.straykey.model.Suppression;
import dev.straykey.model.Validity;
import dev.straykey.rule.RuleSet;
import dev.straykey.suppress.Baseline;
import dev.straykey.suppress.NamedPlaces;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What was said to make findings not count: inline markers, the baseline, the lists of a scanned
 * tree. None of it hides a key of the inventory that is not proven dead.
 */
final class Suppressions {
  private final @Nullable Baseline baseline;
  private final RuleSet rules;
  private final ScanStage.Scanned scanned;
  private final Keyring keyring;
  private final LocalDate today;

  private Suppressions(
      @Nullable Baseline baseline,
      RuleSet rules,
      ScanStage.Scanned scanned,
      Keyring keyring,
      LocalDate today) {
    this.baseline = baseline;
    this.rules = rules;
    this.scanned = scanned;
    this.keyring = keyring;
    this.today = today;
  }

  static Suppressions of(
      @Nullable Baseline baseline,
      RuleSet rules,
      Instant now,
      ScanStage.Scanned scanned,
      Keyring keyring) {
    return new Suppressions(
        baseline, rules, scanned, keyring, LocalDate.ofInstant(now, ZoneOffset.UTC));
  }

  /** Returns the findings, in order, each with what was said of it and whether that counts. */
  List<Finding> judge(List<Attribution> attributions) {
    var judged = new ArrayList<Finding>();
    for (int i = 0; i < scanned.findings().size(); i++) {
      Finding finding = scanned.findings().get(i);
      Suppression said = said(finding);
      if (said != null && isLivingKeyOfOurs(attributions.get(i))) {
        said = said.refused();
      }
      judged.add(finding.withSuppression(said));
    }
    return judged;
  }

  private static boolean isLivingKeyOfOurs(Attribution attribution) {
    boolean ours =
        attribution.status() == AttributionStatus.OURS
            || attribution.status() == AttributionStatus.AMBIGUOUS;
    return ours && attribution.validity() != Validity.DEAD;
  }

  private @Nullable Suppression said(Finding finding) {
    if (finding.suppression() != null) {
      return finding.suppression();
    }
    if (baseline != null) {
      Suppression said = baseline.covers(keyring, finding, today, this::isRule);
      if (said != null) {
        return said;
      }
    }
    return saidByTrees(finding, keyring.get(finding.fingerprint()));
  }

  /** A tree speaks for its own places only: every place must lie in a tree that accepts it. */
  private @Nullable Suppression saidByTrees(Finding finding, @Nullable Secret secret) {
    Suppression first = null;
    for (Match match : finding.matches()) {
      Suppression said = saidByTree(match, finding.ruleId(), secret);
      if (said == null) {
        return null;
      }
      first = first == null ? said : first;
    }
    return first;
  }

  private @Nullable Suppression saidByTree(Match match, String ruleId, @Nullable Secret secret) {
    for (TreeSettings tree : scanned.trees()) {
      if (tree.source().equals(match.where().source())) {
        Suppression said = saidByTree(tree, match, ruleId, secret, today, this::isRule);
        if (said != null) {
          return said;
        }
      }
    }
    return null;
  }

  /** Returns what a tree says of one place of a key; null when nothing. */
  static @Nullable Suppression saidByTree(
      TreeSettings tree,
      Match match,
      String ruleId,
      @Nullable Secret secret,
      LocalDate today,
      Predicate<String> isRule) {
    Suppression accepted = secret == null ? null : tree.said().covers(secret, today);
    if (accepted != null) {
      return accepted;
    }
    Suppression ignored =
        secret == null || tree.ignored() == null ? null : tree.ignored().covers(secret, today);
    if (ignored != null) {
      return new Suppression(TreeSettings.IGNORE, ignored.reason(), true);
    }
    if (tree.places() != null && tree.places().covers(match, ruleId, isRule)) {
      return new Suppression(NamedPlaces.GITLEAKS_IGNORE, "its place is named there", true);
    }
    for (String glob : tree.said().skips()) {
      if (matches(glob, match.where().path())) {
        return new Suppression(".straykey.yaml", "path skipped by " + glob, true);
      }
    }
    return null;
  }

  private boolean isRule(String id) {
    return rules.rule(id) != null;
  }

  /**
   * Returns what a reader should know of these lists, once everything was judged.
   *
   * @param whole whether everything was scanned, so that what was not found is not there
   */
  List<String> notices(@Nullable Path baselineFile, boolean whole) {
    var notices = new ArrayList<String>();
    if (baseline != null && whole) {
      baseline.notices(today).forEach(said -> notices.add(baselineFile + ": " + said));
    }
    for (TreeSettings tree : scanned.trees()) {
      tree.said()
          .notices()
          .forEach(said -> notices.add(tree.source() + "/.straykey.yaml: " + said));
      if (tree.ignored() != null) {
        tree.ignored()
            .notices(today)
            .forEach(said -> notices.add(tree.source() + "/" + TreeSettings.IGNORE + ": " + said));
      }
      if (tree.places() != null) {
        tree.places()
            .notices()
            .forEach(
                said ->
                    notices.add(tree.source() + "/" + NamedPlaces.GITLEAKS_IGNORE + ": " + said));
      }
    }
    return whole ? notices : List.of();
  }

  private static boolean matches(String glob, String path) {
    try {
      PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
      return matcher.matches(Path.of(path));
    } catch (RuntimeException e) {
      return false; // a glob or a path that this system cannot read hides nothing
    }
  }
}
