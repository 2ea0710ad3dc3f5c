package dev.straykey.pipeline;

import dev.straykey.model.Audience;
import dev.straykey.model.Doubt;
import dev.straykey.model.Finding;
import dev.straykey.model.Fingerprint;
import dev.straykey.model.FingerprintKey;
import dev.straykey.model.KeyScope;
import dev.straykey.model.Keyring;
import dev.straykey.model.Match;
import dev.straykey.model.Provenance;
import dev.straykey.model.Rule;
import dev.straykey.model.ScannerException;
import dev.straykey.model.Secret;
import dev.straykey.model.Severity;
import dev.straykey.model.Shown;
import dev.straykey.model.SourceReport;
import dev.straykey.model.Suppression;
import dev.straykey.model.TextState;
import dev.straykey.model.WireName;
import dev.straykey.remediate.TravelSeal;
import dev.straykey.rule.KeyPattern;
import dev.straykey.scan.FindingCollector;
import dev.straykey.scan.ScanEngine;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What agents found in one build, with the keys that came sealed: the same as if the controller had
 * scanned. Only the key, its build, its rule and its fingerprint are proved; everything else an
 * agent says is a claim, as what stands in a scanned repository is, and the rest is taken from the
 * controller's own rules.
 */
final class Travelled {
  private static final int MOST = 2 * AgentSealing.MOST_KEYS;
  private static final int LONGEST_TEXT = 1000;

  private final String build;
  private final @Nullable String page;
  private final List<AgentFinding> found;
  private final TravelSeal seal;
  private final List<String> errors = new ArrayList<>();

  /** The fingerprint under the controller's newest key, of each one that the agent named. */
  private final Map<Fingerprint, Fingerprint> said = new LinkedHashMap<>();

  Travelled(String build, @Nullable String page, List<AgentFinding> found, TravelSeal seal) {
    this.build = build;
    this.page = page;
    this.found = found;
    this.seal = seal;
  }

  /** Opens every key; those that cannot be opened are {@link #errors}. */
  ScanStage.Scanned open(Settings settings, Keyring keyring) {
    var engine = new ScanEngine(settings.rules, settings.inventory.knownKeys());
    var findings = new LinkedHashMap<Fingerprint, Finding>();
    for (AgentFinding one : found) {
      if (one.sealed() == null) {
        continue;
      }
      if (said.size() >= MOST) {
        errors.add(
            "SK-4216 More than %,d sealed keys came from one build; the rest is not acted on. Scan"
                    .formatted(MOST)
                + " the same place with 'straykey scan --apply'.");
        break;
      }
      try {
        Finding finding = finding(one, one.sealed(), settings, keyring, engine);
        findings.merge(finding.fingerprint(), finding, Travelled::joined);
      } catch (ScannerException e) {
        errors.add(String.valueOf(e.getMessage()));
      } catch (IllegalArgumentException e) {
        errors.add(damaged("it is no fingerprint").getMessage());
      }
    }
    List<Finding> safe =
        new Redactor(engine, keyring)
            .findings(findings.values().stream().sorted(Finding.ORDER).toList());
    var report = new SourceReport(build, "jenkins", 1, 1, 0, Map.of(), List.of(), List.of());
    return new ScanStage.Scanned(safe, List.of(report), List.of(), List.of());
  }

  /** Returns what could not be opened and why, each with its code. */
  List<String> errors() {
    return List.copyOf(errors);
  }

  /** Returns the fingerprints as the controller has them, by those that agents named. */
  Map<Fingerprint, Fingerprint> said() {
    return Map.copyOf(said);
  }

  private Finding finding(
      AgentFinding one, String sealed, Settings settings, Keyring keyring, ScanEngine engine) {
    var named = new Fingerprint(one.kid(), one.fingerprint());
    Secret secret = seal.open(sealed, new TravelSeal.Context(build, one.rule(), named));
    FingerprintKey key = settings.fingerprintKeys.byKid(one.kid());
    if (key == null || !key.of(secret).equals(named)) {
      secret.destroy();
      throw damaged(
          key == null ? "its fingerprint is of another key" : "its fingerprint is another");
    }
    Rule rule = settings.rules.rule(one.rule());
    if (rule == null && !one.rule().equals(FindingCollector.INVENTORY_RULE)) {
      secret.destroy();
      throw damaged("no rule has its name");
    }
    Fingerprint fingerprint = settings.fingerprintKeys.newest().of(secret);
    said.put(named, fingerprint);
    boolean described = rule != null && describes(rule, secret);
    List<Match> matches = matches(one, settings);
    Doubt doubt = rule == null ? null : doubt(engine, rule, secret, matches);
    boolean there = keyring.get(fingerprint) != null;
    if (there || !keyring.put(fingerprint, secret)) {
      secret.destroy();
    }
    var finding =
        new Finding(
            fingerprint,
            one.rule(),
            rule == null ? "Key of the inventory" : rule.name(),
            described && rule != null ? rule.issuer() : "",
            rule == null ? Severity.HIGH : rule.severity(),
            Shown.VALUE,
            one.redacted().isEmpty() ? "…" : bounded(one.redacted()),
            one.keyId() == null ? null : bounded(one.keyId()),
            rule == null ? KeyScope.UNKNOWN : rule.scope(),
            rule != null && rule.publishable(),
            matches,
            suppression(one, rule));
    return doubt == null ? finding : finding.withDoubt(doubt);
  }

  private static Finding joined(Finding one, Finding other) {
    var all = new ArrayList<>(one.matches());
    other.matches().stream().filter(m -> !all.contains(m)).forEach(all::add);
    return new Finding(
        one.fingerprint(),
        one.ruleId(),
        one.ruleName(),
        one.issuer(),
        one.severity(),
        one.shown(),
        one.redacted(),
        one.keyId(),
        one.scope(),
        one.publishable(),
        all,
        // Where it stands without an excuse, it counts.
        other.suppression() == null ? null : one.suppression(),
        one.doubt());
  }

  /**
   * A key that its rule does not describe is sent to no issuer on the word of an agent; its record
   * can still say whose it is.
   */
  private static boolean describes(Rule rule, Secret secret) {
    if (rule.pattern().contains("(?<") || rule.pattern().contains("(?P<")) {
      return true; // the key is only a part of what the pattern describes
    }
    byte[] clear = secret.bytes();
    try {
      return KeyPattern.of(rule.pattern()).matchesWhole(clear, 0, clear.length);
    } finally {
      Arrays.fill(clear, (byte) 0);
    }
  }

  private static @Nullable Doubt doubt(
      ScanEngine engine, Rule rule, Secret secret, List<Match> matches) {
    byte[] clear = secret.bytes();
    try {
      return engine.doubt(rule, clear, matches.stream().map(m -> m.where().path()).toList());
    } finally {
      Arrays.fill(clear, (byte) 0);
    }
  }

  private static @Nullable Suppression suppression(AgentFinding one, @Nullable Rule rule) {
    boolean accepted = !one.counts() && (rule == null || !rule.publishable());
    return accepted ? new Suppression("build", bounded(one.said()), true) : null;
  }

  private List<Match> matches(AgentFinding one, Settings settings) {
    var matches = new ArrayList<Match>();
    for (AgentFinding.Place place : one.places()) {
      if (matches.size() < AgentFinding.MOST_PLACES) {
        matches.add(match(place, settings));
      }
    }
    if (matches.isEmpty()) {
      throw damaged("it stands nowhere");
    }
    return matches;
  }

  private Match match(AgentFinding.Place place, Settings settings) {
    var where =
        new Provenance(
            "jenkins",
            build,
            bounded(place.path()),
            place.commit() == null ? null : bounded(place.commit()),
            null,
            null,
            null,
            place.author() == null ? null : bounded(place.author()),
            time(place.at()),
            page,
            audience(place, settings),
            word(TextState.class, place.state(), TextState.CURRENT));
    return new Match(
        where, Math.max(0, place.line()), 0, 0, 0, List.of(), bounded(place.lineHash()));
  }

  /** Who could read it the organisation says; else an agent may only say that nobody could. */
  private Audience audience(AgentFinding.Place place, Settings settings) {
    Map<String, Audience> configured = settings.configuration.audience();
    String job = build.contains("#") ? build.substring(0, build.lastIndexOf('#')) : build;
    Audience given = configured.getOrDefault("jenkins:" + job, configured.get("jenkins"));
    if (given != null) {
      return given;
    }
    return word(Audience.class, place.audience(), Audience.RESTRICTED) == Audience.LOCAL
        ? Audience.LOCAL
        : Audience.RESTRICTED;
  }

  private static @Nullable Instant time(@Nullable String text) {
    try {
      return text == null ? null : Instant.parse(text);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static <E extends Enum<E>> E word(Class<E> type, @Nullable String text, E otherwise) {
    try {
      return text == null ? otherwise : WireName.parse(type, text);
    } catch (IllegalArgumentException e) {
      return otherwise;
    }
  }

  private static String bounded(@Nullable String text) {
    if (text == null) {
      return "";
    }
    return text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
  }

  private static ScannerException damaged(String why) {
    return new ScannerException(
        "SK-4215",
        "A sealed key of a build is not what its finding says: " + why,
        "Start the build again; if it stays, somebody changes what agents send, or the inventory's"
            + " fingerprint key is another now");
  }
}
