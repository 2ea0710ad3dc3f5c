package dev.straykey.pipeline;

import dev.straykey.model.Finding;
import dev.straykey.model.Match;
import dev.straykey.model.Provenance;
import dev.straykey.model.Suppression;
import dev.straykey.model.WireName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One key as an agent tells its controller of it, in texts and numbers alone. Holds no key in
 * clear; where the controller acts, the key sealed to it.
 *
 * @param fingerprint under {@code kid}: 64 hex characters
 * @param shown {@code value}, {@code key-id} or another word of {@link dev.straykey.model.Shown}
 * @param record number of the inventory's record that it fits, or -1
 * @param counts whether it counts: not publishable, and nothing honoured was said against it
 * @param said what was said to make it not count; empty when nothing was
 * @param places where it stands, the first {@value #MOST_PLACES} in order
 * @param matches in how many places it stands
 * @param sealed the key, closed for the controller alone; null where nothing is acted on
 */
public record AgentFinding(
    String fingerprint,
    String kid,
    String rule,
    String ruleName,
    String issuer,
    String severity,
    String shown,
    String redacted,
    @Nullable String keyId,
    String scope,
    int record,
    boolean counts,
    String said,
    List<Place> places,
    int matches,
    @Nullable String sealed) {
  static final int MOST_PLACES = 20;

  public AgentFinding {
    places = List.copyOf(places);
  }

  /**
   * One place.
   *
   * @param path below the scanned folder
   * @param line from 1; 0 where lines mean nothing
   * @param state {@code current}, {@code historical} …
   * @param audience {@code local} for what was not pushed; else who could read it
   */
  public record Place(
      String path,
      int line,
      @Nullable String commit,
      @Nullable String author,
      @Nullable String at,
      String state,
      String audience,
      String lineHash) {}

  /** Returns the same with another sealed key; null for none. */
  public AgentFinding withSealed(@Nullable String key) {
    return new AgentFinding(
        fingerprint,
        kid,
        rule,
        ruleName,
        issuer,
        severity,
        shown,
        redacted,
        keyId,
        scope,
        record,
        counts,
        said,
        places,
        matches,
        key);
  }

  /** Returns the place that was written first, as far as the source says; else the first. */
  public Place introduced() {
    return places.stream()
        .filter(p -> p.at() != null)
        .min(Comparator.comparing(p -> String.valueOf(p.at())))
        .orElse(places.get(0));
  }

  /**
   * @param folder what the paths of sources begin with, which says nothing to a reader
   */
  static AgentFinding of(Finding finding, int record, String folder) {
    Suppression said = finding.suppression();
    return new AgentFinding(
        finding.fingerprint().hex(),
        finding.fingerprint().kid(),
        finding.ruleId(),
        finding.ruleName(),
        finding.issuer(),
        WireName.of(finding.severity()),
        WireName.of(finding.shown()),
        finding.redacted(),
        finding.keyId(),
        WireName.of(finding.scope()),
        record,
        !finding.publishable() && (said == null || !said.honoured()),
        said(finding, said),
        places(finding, folder),
        finding.matches().size(),
        null);
  }

  private static String said(Finding finding, @Nullable Suppression said) {
    if (said == null) {
      return finding.publishable() ? "may be public" : "";
    }
    String words = said.reason().isEmpty() ? said.by() : said.by() + ": " + said.reason();
    return said.honoured() ? words : "refused, as it is a living key of the inventory: " + words;
  }

  /**
   * The first in order, the oldest, which tells who brought it in, and the one that most people
   * could read, on which its urgency hangs.
   */
  private static List<Place> places(Finding finding, String folder) {
    List<Match> all = finding.matches();
    var places = new ArrayList<Place>();
    all.stream().limit(MOST_PLACES).forEach(m -> places.add(place(m, folder)));
    if (all.size() > MOST_PLACES) {
      all.stream()
          .filter(m -> m.where().at() != null)
          .min(Comparator.comparing(m -> String.valueOf(m.where().at())))
          .map(m -> place(m, folder))
          .filter(p -> !places.contains(p))
          .ifPresent(p -> places.set(MOST_PLACES - 1, p));
      all.stream()
          .min(Comparator.comparing(m -> m.where().audience()))
          .map(m -> place(m, folder))
          .filter(p -> places.stream().noneMatch(q -> q.audience().equals(p.audience())))
          .ifPresent(p -> places.set(MOST_PLACES - 2, p));
    }
    return places;
  }

  private static Place place(Match match, String folder) {
    Provenance where = match.where();
    String source = where.source();
    String below = source.startsWith(folder) ? source.substring(folder.length()) : source;
    below = below.replaceFirst("^/+", "");
    return new Place(
        below.isEmpty() ? where.path() : below + "/" + where.path(),
        match.line(),
        where.commit(),
        where.author(),
        where.at() == null ? null : where.at().toString(),
        WireName.of(where.state()),
        WireName.of(where.audience()),
        match.lineHash());
  }
}
