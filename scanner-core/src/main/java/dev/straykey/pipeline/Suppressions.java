package dev.straykey.pipeline;

import dev.straykey.model.Attribution;
import dev.straykey.model.AttributionStatus;
import dev.straykey.model.Finding;
import dev.straykey.model.Keyring;
import dev.straykey.model.Match;
import dev.straykey.model.Secret;
import dev.straykey.model.Suppression;
import dev.straykey.model.Validity;
import dev.straykey.scan.NamedPlaces;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What was said to make findings not count: inline markers, the baseline, the lists of a scanned
 * tree. None of it hides a key of the inventory that is not proven dead.
 */
final class Suppressions {
  private final Settings settings;
  private final ScanStage.Scanned scanned;
  private final Keyring keyring;
  private final LocalDate today;
  private final RunRequest request;
  private final Consumer<RunEvent> events;

  private Suppressions(
      RunRequest request,
      Settings settings,
      ScanStage.Scanned scanned,
      Keyring keyring,
      LocalDate today,
      Consumer<RunEvent> events) {
    this.request = request;
    this.events = events;
    this.settings = settings;
    this.scanned = scanned;
    this.keyring = keyring;
    this.today = today;
  }

  static Suppressions of(
      RunRequest request,
      Settings settings,
      ScanStage.Scanned scanned,
      Keyring keyring,
      Consumer<RunEvent> events) {
    return new Suppressions(
        request,
        settings,
        scanned,
        keyring,
        LocalDate.ofInstant(settings.now(), ZoneOffset.UTC),
        events);
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
    return reviewed(judged);
  }

  /** Where the organisation has a say in a build, drops what was said only by the change itself. */
  private List<Finding> reviewed(List<Finding> findings) {
    if (!settings.guarded(request)
        || findings.stream().allMatch(finding -> finding.suppression() == null)) {
      return findings;
    }
    try (Reviewed reviewed = Reviewed.of(request, settings, keyring)) {
      var counting = new ArrayList<Finding>();
      for (Finding finding : findings) {
        Suppression said = finding.suppression();
        if (said == null || (reviewed != null && reviewed.knew(said, finding, today))) {
          counting.add(finding);
        } else {
          counting.add(finding.withSuppression(null));
          events.accept(new RunEvent.Notice(tooNew(said, finding, reviewed)));
        }
      }
      return counting;
    }
  }

  private static String tooNew(Suppression said, Finding finding, @Nullable Reviewed reviewed) {
    return "%s is accepted by %s; that does not count, as %s"
        .formatted(
            finding.redacted(),
            said.by().equals("inline") ? "a mark on its line" : said.by(),
            reviewed != null && reviewed.known()
                ? "the commit that this change starts from does not say so"
                : "it cannot be told which commit this change starts from");
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
    if (settings.baseline != null) {
      Suppression said = settings.baseline.covers(keyring, finding, today, this::isRule);
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
    return settings.rules.rule(id) != null;
  }

  /**
   * Returns what a reader should know of these lists, once everything was judged.
   *
   * @param whole whether everything was scanned, so that what was not found is not there
   */
  List<String> notices(@Nullable Path baseline, boolean whole) {
    var notices = new ArrayList<String>();
    if (settings.baseline != null && whole) {
      settings.baseline.notices(today).forEach(said -> notices.add(baseline + ": " + said));
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
