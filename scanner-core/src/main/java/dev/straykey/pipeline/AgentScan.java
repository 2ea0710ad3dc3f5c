package dev.straykey.pipeline;

import dev.straykey.model.Attribution;
import dev.straykey.model.AttributionBy;
import dev.straykey.model.AttributionStatus;
import dev.straykey.model.FailOn;
import dev.straykey.model.Finding;
import dev.straykey.model.InvalidInputException;
import dev.straykey.model.IssuerSpec;
import dev.straykey.model.Keyring;
import dev.straykey.model.RunResult;
import dev.straykey.model.Secret;
import dev.straykey.model.Skip;
import dev.straykey.model.SourceReport;
import dev.straykey.model.Validity;
import dev.straykey.model.WireName;
import dev.straykey.suppress.Baseline;
import java.io.InputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A scan on a machine that is not to know whose a key is: it finds, judges what was said against
 * findings, writes reports without owners, and answers without keys. Nothing is acted on.
 */
public final class AgentScan {
  private static final int MOST_KEYS = 500_000;
  private static final int MOST_UNREAD = 100;

  private final AgentKit kit;
  private final Asked asked;
  private final Surroundings surroundings;

  private AgentScan(AgentKit kit, Asked asked, Surroundings surroundings) {
    this.kit = kit;
    this.asked = asked;
    this.surroundings = surroundings;
  }

  /**
   * What is asked of one scan.
   *
   * @param folder the workspace; everything else is named below it
   * @param paths what of it to scan; empty for all of it
   * @param since only commits that are not reachable from this revision; null for all
   * @param baseline findings that do not fail; null for none
   * @param reports as {@code FORMAT=FILE}
   * @param build what sealed keys are bound to; empty when none is to be sealed
   */
  public record Asked(
      Path folder,
      List<String> paths,
      boolean history,
      @Nullable String since,
      @Nullable String baseline,
      List<String> reports,
      FailOn failOn,
      String build) {
    public Asked {
      paths = List.copyOf(paths);
      reports = List.copyOf(reports);
    }
  }

  /**
   * Scans.
   *
   * @throws InvalidInputException when a path, the baseline or a report is not what it should be
   */
  public static AgentResult run(
      AgentKit kit, Asked asked, Surroundings surroundings, Consumer<RunEvent> events) {
    return new AgentScan(kit, asked, surroundings).run(events);
  }

  private AgentResult run(Consumer<RunEvent> events) {
    Instant now = surroundings.clock().instant();
    List<ReportTarget> reports = reports();
    Baseline baseline = asked.baseline() == null ? null : Baseline.read(below(asked.baseline()));
    try (var keyring = new Keyring(MOST_KEYS)) {
      ScanStage.Scanned scanned =
          new ScanStage(
                  request(), kit.settings(), keyring, InputStream.nullInputStream(), null, events)
              .scan();
      var numbers = new ArrayList<Integer>();
      var attributions = new ArrayList<Attribution>();
      for (Finding finding : scanned.findings()) {
        int number = number(finding, keyring);
        numbers.add(number);
        attributions.add(attribution(finding, number));
      }
      List<Finding> findings =
          Suppressions.of(baseline, kit.settings().rules(), now, scanned, keyring)
              .judge(attributions);
      FailOn failOn = failOn(scanned);
      ReportTarget.write(
          result(scanned, findings, attributions, failOn, now),
          reports,
          new StringWriter(),
          false,
          false);
      return answer(scanned, findings, numbers, failOn, keyring);
    }
  }

  private int number(Finding finding, Keyring keyring) {
    KnownDigests known = kit.known();
    Secret secret = keyring.get(finding.fingerprint());
    return known == null || secret == null ? -1 : known.position(secret);
  }

  /** What an agent can say of it: that it is ours, never whose. */
  private Attribution attribution(Finding finding, int number) {
    if (number < 0) {
      return kit.knowsKeys()
          ? attribution(finding, AttributionStatus.NOT_OURS, null)
          : Attribution.notChecked(finding.scope());
    }
    return attribution(finding, AttributionStatus.OURS, AttributionBy.FINGERPRINT);
  }

  private static Attribution attribution(
      Finding finding, AttributionStatus status, @Nullable AttributionBy by) {
    return new Attribution(
        status, by, null, List.of(), finding.scope(), null, null, Validity.UNDETERMINED, false, "");
  }

  private FailOn failOn(ScanStage.Scanned scanned) {
    FailOn strictest = asked.failOn();
    for (TreeSettings tree : scanned.trees()) {
      FailOn said = tree.said().failOn();
      strictest = said == null ? strictest : strictest.orStricter(said);
    }
    return strictest;
  }

  private RunResult result(
      ScanStage.Scanned scanned,
      List<Finding> findings,
      List<Attribution> attributions,
      FailOn failOn,
      Instant now) {
    var results = new ArrayList<RunResult.Result>();
    for (int i = 0; i < findings.size(); i++) {
      results.add(
          new RunResult.Result(
              findings.get(i),
              attributions.get(i),
              null,
              List.of(),
              null,
              console(findings.get(i))));
    }
    return new RunResult(
        surroundings.version(),
        now,
        scanned.reports(),
        results,
        scanned.believed(),
        kit.settings().key().kid(),
        null,
        null,
        kit.knowsKeys(),
        failOn,
        List.of());
  }

  private AgentResult answer(
      ScanStage.Scanned scanned,
      List<Finding> findings,
      List<Integer> numbers,
      FailOn failOn,
      Keyring keyring) {
    String folder = asked.folder().toString();
    var answered = new ArrayList<AgentFinding>();
    for (int i = 0; i < findings.size(); i++) {
      answered.add(AgentFinding.of(findings.get(i), numbers.get(i), folder));
    }
    List<SourceReport> sources = scanned.reports();
    List<String> unread =
        sources.stream()
            .flatMap(s -> s.skipped().stream())
            .filter(s -> !s.reason().leavesScanComplete())
            .limit(MOST_UNREAD)
            .map(AgentScan::unread)
            .toList();
    List<String> said = sources.stream().flatMap(s -> s.notices().stream()).distinct().toList();
    var notices = new ArrayList<>(said);
    List<AgentFinding> sealed =
        AgentSealing.of(kit, asked.build()).seal(answered, keyring, notices::add);
    return new AgentResult(
        sealed,
        !sources.isEmpty() && sources.stream().allMatch(SourceReport::complete),
        asked.history() && said.stream().noneMatch(n -> n.contains("shallow")),
        kit.knowsKeys(),
        WireName.of(failOn),
        sources.stream().mapToLong(SourceReport::documents).sum(),
        sources.stream().mapToLong(SourceReport::bytes).sum(),
        unread,
        notices);
  }

  private static String unread(Skip skip) {
    return "%s: %s (%s)".formatted(skip.place(), skip.detail(), WireName.of(skip.reason()));
  }

  private List<ReportTarget> reports() {
    return ReportTarget.parse(asked.reports()).stream()
        .map(
            r -> {
              if (r.file() == null) {
                throw outside(r.format() + "=-");
              }
              return new ReportTarget(r.format(), below(r.file().toString()));
            })
        .toList();
  }

  /** A build names files of its own workspace, and no others. */
  private Path below(String name) {
    Path path = asked.folder().resolve(name).normalize();
    if (!path.startsWith(asked.folder().normalize())) {
      throw outside(name);
    }
    return path;
  }

  private static InvalidInputException outside(String name) {
    return new InvalidInputException(
        "SK-4204",
        "%s is no file of the workspace".formatted(name),
        "Name paths, the baseline and reports below the workspace");
  }

  private RunRequest request() {
    List<String> targets =
        asked.paths().isEmpty()
            ? List.of(asked.folder().toString())
            : asked.paths().stream().map(p -> below(p).toString()).toList();
    return RunRequest.of(targets)
        .history(asked.history())
        .since(asked.since())
        .failOn(asked.failOn())
        .startedBy("")
        .build();
  }

  private @Nullable URI console(Finding finding) {
    IssuerSpec issuer = kit.settings().rules().issuer(finding.issuer());
    return issuer == null ? null : issuer.console();
  }
}
