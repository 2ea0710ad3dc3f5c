package dev.straykey.pipeline;

import dev.straykey.model.Attribution;
import dev.straykey.model.AttributionStatus;
import dev.straykey.model.Finding;
import dev.straykey.model.Keyring;
import dev.straykey.model.Match;
import dev.straykey.model.Secret;
import dev.straykey.model.Suppression;
import dev.straykey.model.Validity;
import dev.straykey.scan.Baseline;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was said to make findings not count: inline markers, the baseline, a scanned tree's own
 * {@code .straykey.yaml}. None of it hides a key of the inventory that is not proven dead.
 */
final class Suppressions {
  private final @Nullable Baseline baseline;
  private final ScanStage.Scanned scanned;
  private final Keyring keyring;
  private final LocalDate today;

  private Suppressions(
      @Nullable Baseline baseline, ScanStage.Scanned scanned, Keyring keyring, LocalDate today) {
    this.baseline = baseline;
    this.scanned = scanned;
    this.keyring = keyring;
    this.today = today;
  }

  static Suppressions of(
      @Nullable Baseline baseline, Instant now, ScanStage.Scanned scanned, Keyring keyring) {
    return new Suppressions(baseline, scanned, keyring, LocalDate.ofInstant(now, ZoneOffset.UTC));
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
      Suppression said = baseline.covers(keyring, finding, today);
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
      Suppression said = saidByTree(match, secret);
      if (said == null) {
        return null;
      }
      first = first == null ? said : first;
    }
    return first;
  }

  private @Nullable Suppression saidByTree(Match match, @Nullable Secret secret) {
    for (ScanStage.TreeSettings tree : scanned.trees()) {
      if (tree.source().equals(match.where().source())) {
        Suppression said = secret == null ? null : tree.said().covers(secret, today);
        if (said != null) {
          return said;
        }
        for (String glob : tree.said().skips()) {
          if (matches(glob, match.where().path())) {
            return new Suppression(".straykey.yaml", "path skipped by " + glob, true);
          }
        }
      }
    }
    return null;
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
