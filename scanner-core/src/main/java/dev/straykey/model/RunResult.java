package dev.straykey.model;

import java.io.Serializable;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that one run has to say; reports are made from this and nothing else.
 *
 * @param version of Straykey
 * @param at when the run began
 * @param results one a key, in {@link Finding#ORDER}
 * @param believed files whose word counted, with their digests
 * @param kid of the fingerprint key that made the fingerprints
 * @param evidenceHead head of the evidence chain; null when nothing was recorded
 * @param planHash of the plan; null when there is nothing to decide
 * @param inventoryAsked whether there was an inventory to ask
 * @param failOn what makes this run fail: what was asked for, or what a scanned tree is stricter in
 */
public record RunResult(
    String version,
    Instant at,
    List<SourceReport> sources,
    List<Result> results,
    List<Believed> believed,
    @Nullable String kid,
    @Nullable String evidenceHead,
    @Nullable String planHash,
    boolean inventoryAsked,
    FailOn failOn,
    List<String> notices)
    implements Serializable {
  public RunResult {
    sources = List.copyOf(sources);
    results =
        results.stream()
            .sorted(java.util.Comparator.comparing(Result::finding, Finding.ORDER))
            .toList();
    believed = List.copyOf(believed);
    notices = List.copyOf(notices);
  }

  /**
   * One finding and what became of it.
   *
   * @param decision null when no policy was asked
   * @param timeline null until there is something to do about it
   * @param console page on which a person ends such keys; null when not known
   */
  public record Result(
      Finding finding,
      Attribution attribution,
      @Nullable Decision decision,
      List<Outcome> outcomes,
      @Nullable Timeline timeline,
      @Nullable URI console)
      implements Serializable {
    public Result {
      outcomes = List.copyOf(outcomes);
    }

    /** What is said of a key whose issuer has no page that is known. */
    public Result(
        Finding finding,
        Attribution attribution,
        @Nullable Decision decision,
        List<Outcome> outcomes,
        @Nullable Timeline timeline) {
      this(finding, attribution, decision, outcomes, timeline, null);
    }

    /** Returns true unless it is publishable or a suppression was honoured. */
    public boolean counts() {
      var said = finding.suppression();
      return !finding.publishable() && (said == null || !said.honoured());
    }
  }

  /** A file whose word counted, and the SHA-256 of what it said. */
  public record Believed(String file, String sha256) implements Serializable {}

  /** Returns true when everything that was asked for was read. */
  public boolean complete() {
    return !sources.isEmpty() && sources.stream().allMatch(SourceReport::complete);
  }

  /** Returns true when there are findings that {@link #failOn} names. */
  public boolean fails() {
    return fails(failOn);
  }

  /** Returns true when there are findings that {@code what} names. */
  public boolean fails(FailOn what) {
    return results.stream()
        .filter(Result::counts)
        .anyMatch(
            r ->
                switch (what) {
                  case NONE -> false;
                  case OURS -> r.attribution().isOurs();
                  case LIVE ->
                      r.attribution().isOurs() && r.attribution().validity() != Validity.DEAD;
                  case ANY -> true;
                });
  }

  /** Returns true when an action failed or is past its deadline. */
  public boolean actionFailed() {
    return results.stream()
        .flatMap(r -> r.outcomes().stream())
        .anyMatch(o -> o.state() == OutcomeState.FAILED);
  }
}
