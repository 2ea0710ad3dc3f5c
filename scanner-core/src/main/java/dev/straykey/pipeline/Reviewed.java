package dev.straykey.pipeline;

import dev.straykey.model.Document;
import dev.straykey.model.Finding;
import dev.straykey.model.InvalidInputException;
import dev.straykey.model.Keyring;
import dev.straykey.model.Match;
import dev.straykey.model.Origin;
import dev.straykey.model.Provenance;
import dev.straykey.model.Suppression;
import dev.straykey.scan.FindingCollector;
import dev.straykey.scan.ScanEngine;
import dev.straykey.source.MergeBase;
import dev.straykey.suppress.Baseline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the commit says that a change starts from. Whoever wrote the change could edit what the tree
 * says now, so it counts only where that commit said it before.
 */
final class Reviewed implements AutoCloseable {
  private final Path root;
  private final MergeBase base;
  private final Settings settings;
  private final Keyring keyring;
  private final ScanEngine engine;
  private final @Nullable Baseline baseline;
  private final TreeSettings tree;
  private final Map<String, List<Finding>> files = new HashMap<>();

  private Reviewed(
      Path root, MergeBase base, Settings settings, Keyring keyring, @Nullable Path baseline) {
    this.root = root;
    this.base = base;
    this.settings = settings;
    this.keyring = keyring;
    this.engine = new ScanEngine(settings.rules, settings.inventory.knownKeys());
    this.baseline = baseline(baseline);
    this.tree = tree();
  }

  /** Where the organisation has a say in a build, drops what was said only by the change itself. */
  static List<Finding> counting(
      RunRequest request,
      Settings settings,
      Keyring keyring,
      Consumer<RunEvent> events,
      List<Finding> findings) {
    if (!settings.guarded(request)
        || findings.stream().allMatch(finding -> finding.suppression() == null)) {
      return findings;
    }
    LocalDate today = LocalDate.ofInstant(settings.now, ZoneOffset.UTC);
    try (Reviewed reviewed = of(request, settings, keyring)) {
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

  /** Returns null where the target is no repository, and so nothing of it was reviewed. */
  private static @Nullable Reviewed of(RunRequest request, Settings settings, Keyring keyring) {
    BuildScope build = request.build();
    if (build == null || request.targets().isEmpty()) {
      return null;
    }
    Path root = Path.of(request.targets().get(0));
    try {
      MergeBase base = MergeBase.of(root, build.base());
      return base == null ? null : new Reviewed(root, base, settings, keyring, request.baseline());
    } catch (IOException e) {
      return null; // what cannot be read was not reviewed
    }
  }

  /** Returns whether it could be told where the change starts. */
  boolean known() {
    return base.known();
  }

  /** Returns whether {@code said} was said of {@code finding} before the change. */
  boolean knew(Suppression said, Finding finding, LocalDate today) {
    return switch (said.by()) {
      case "baseline" ->
          baseline != null && baseline.covers(keyring, finding, today, this::isRule) != null;
      case "inline" -> finding.matches().stream().allMatch(match -> marked(match, finding));
      default ->
          finding.matches().stream()
              .allMatch(
                  match ->
                      Suppressions.saidByTree(
                              tree,
                              match,
                              finding.ruleId(),
                              keyring.get(finding.fingerprint()),
                              today,
                              this::isRule)
                          != null);
    };
  }

  private @Nullable Baseline baseline(@Nullable Path file) {
    if (file == null) {
      return null;
    }
    try {
      String path = root.toRealPath().relativize(file.toRealPath()).toString().replace('\\', '/');
      byte[] bytes = path.startsWith("..") ? null : base.file(path);
      return bytes == null
          ? null
          : Baseline.parse(new String(bytes, StandardCharsets.UTF_8), "the baseline");
    } catch (IOException | IllegalArgumentException | InvalidInputException e) {
      return null; // it said nothing that can be read
    }
  }

  private boolean isRule(String id) {
    return settings.rules.rule(id) != null;
  }

  private TreeSettings tree() {
    try {
      return TreeSettings.of(root.toString(), this::text);
    } catch (InvalidInputException e) {
      return TreeSettings.none(root.toString());
    }
  }

  private @Nullable String text(String name) {
    byte[] bytes = base.file(name);
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }

  private boolean marked(Match match, Finding finding) {
    String path = match.where().path();
    return files.computeIfAbsent(path, this::marks).stream()
        .anyMatch(
            before ->
                before.fingerprint().equals(finding.fingerprint()) && before.suppression() != null);
  }

  /** Scans a file as it was; bounded by the paths of what is accepted now. */
  private List<Finding> marks(String path) {
    byte[] bytes = base.file(path);
    if (bytes == null) {
      return List.of();
    }
    var collector = new FindingCollector(settings.fingerprintKeys.newest(), keyring, 100_000);
    Provenance where =
        Provenance.file("git", root.toString(), path, dev.straykey.model.Audience.RESTRICTED);
    try {
      engine
          .worker()
          .scan(
              Document.file(Origin.of(where), path, dev.straykey.model.Content.of(bytes)),
              collector::add);
    } catch (IOException e) {
      return List.of();
    }
    return collector.findings(Origin::provenances);
  }

  @Override
  public void close() {
    try {
      base.close();
    } catch (IOException e) {
      // Only read from; there is nothing to lose.
      return;
    }
  }
}
