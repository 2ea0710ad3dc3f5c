package dev.straykey.scan;

import dev.straykey.model.Doubt;
import dev.straykey.model.Finding;
import dev.straykey.model.Fingerprint;
import dev.straykey.model.FingerprintKey;
import dev.straykey.model.KeyScope;
import dev.straykey.model.Keyring;
import dev.straykey.model.Match;
import dev.straykey.model.Origin;
import dev.straykey.model.Provenance;
import dev.straykey.model.Rule;
import dev.straykey.model.Secret;
import dev.straykey.model.Severity;
import dev.straykey.model.Shown;
import dev.straykey.model.Suppression;
import dev.straykey.rule.KeyPattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Joins the hits of one unit into findings: the same key from many places is one. Keys go into the
 * keyring, nothing of them into the findings. Thread-safe.
 *
 * <p>The same hits in any order give the same findings.
 */
public final class FindingCollector {
  /** The rule id of a finding that only the inventory knows. */
  public static final String INVENTORY_RULE = "inventory-key";

  private final FingerprintKey key;
  private final Keyring keyring;
  private final int maxFindings;
  private final Map<Fingerprint, Entry> entries = new LinkedHashMap<>();
  private final Set<Origin> origins = new LinkedHashSet<>();
  private final Map<String, Integer> specificity = new HashMap<>();
  private final Set<String> withoutReason = new TreeSet<>();
  private long dropped;

  /**
   * A place of a key, before its document's places are known.
   *
   * @param rule by which it was found there; null when the inventory knows the key, or nothing else
   *     does: then it counts in any file
   * @param documents whether it stands where code documents itself, which is said of the place and
   *     not of the key
   */
  private record Spot(
      @Nullable Rule rule,
      Origin origin,
      int line,
      int column,
      int endLine,
      int endColumn,
      List<String> decoded,
      String lineHash,
      boolean documents) {}

  /** What is known of one key so far. */
  private static final class Entry {
    final Map<Spot, List<@Nullable Suppression>> spots = new LinkedHashMap<>();
    final Shown shown;
    @Nullable Rule rule;
    int ruleSpecificity = -1;
    @Nullable Doubt doubt;
    boolean chosen;
    String issuer = "";
    @Nullable String keyId;
    String redacted = "";

    Entry(Shown shown) {
      this.shown = shown;
    }
  }

  /**
   * @param maxFindings most keys that are kept; hits of further ones are counted in {@link
   *     #dropped()}
   */
  public FindingCollector(FingerprintKey key, Keyring keyring, int maxFindings) {
    this.key = key;
    this.keyring = keyring;
    this.maxFindings = maxFindings;
  }

  /** Takes a hit. Returns what stands for its key. */
  public synchronized Fingerprint add(Hit hit) {
    boolean isId = hit.shown == Shown.KEY_ID;
    Fingerprint fingerprint = isId ? key.ofText(hit.secret.reveal()) : key.of(hit.secret);
    Entry entry = entries.get(fingerprint);
    if (entry == null) {
      if (entries.size() >= maxFindings) {
        dropped++;
        return fingerprint;
      }
      entry = new Entry(hit.shown);
      entries.put(fingerprint, entry);
      if (!isId) {
        // A public id is no key: nobody may come to act with it.
        keyring.put(fingerprint, hit.secret);
      }
    }
    origins.add(hit.origin);
    if (!entry.chosen && hit.rule != null && !hit.rule.near().paths().isEmpty()) {
      entry.chosen = isChosen(hit.secret);
    }
    name(entry, hit);
    if (hit.keyId != null && (entry.keyId == null || hit.keyId.compareTo(entry.keyId) < 0)) {
      entry.keyId = hit.keyId;
    }
    entry
        .spots
        .computeIfAbsent(
            new Spot(
                hit.known == null ? hit.rule : null,
                hit.origin,
                hit.line,
                hit.column,
                hit.endLine,
                hit.endColumn,
                hit.decoded,
                hit.lineHash,
                hit.doubt == Doubt.TEST_CODE),
            spot -> new ArrayList<>())
        .add(hit.inline);
    return fingerprint;
  }

  private static boolean isChosen(Secret secret) {
    byte[] clear = secret.bytes();
    try {
      return PasswordValue.isChosen(clear);
    } finally {
      Arrays.fill(clear, (byte) 0);
    }
  }

  /** The most specific rule names the key; between equals, the first by id. */
  private void name(Entry entry, Hit hit) {
    Rule rule = hit.rule;
    int rank =
        rule == null
            ? 0
            : specificity.computeIfAbsent(
                rule.id(), id -> CompiledRule.specificity(rule, KeyPattern.of(rule.pattern())));
    Doubt doubt = hit.doubt == Doubt.TEST_CODE ? null : hit.doubt; // its place says so, see fit
    boolean surer = doubt == null && entry.doubt != null;
    if (doubt != null && entry.ruleSpecificity >= 0 && entry.doubt == null) {
      return; // what one place puts in doubt another has settled
    }
    boolean better =
        surer
            || rank > entry.ruleSpecificity
            || (rank == entry.ruleSpecificity
                && rule != null
                && entry.rule != null
                && rule.id().compareTo(entry.rule.id()) < 0);
    if (!better) {
      return;
    }
    entry.rule = rule;
    entry.ruleSpecificity = rank;
    entry.doubt = doubt;
    entry.issuer = rule != null ? rule.issuer() : hit.known == null ? "" : hit.known.issuer();
    entry.redacted =
        hit.shown == Shown.KEY_ID ? hit.secret.reveal() : Redaction.of(hit.secret, rule);
  }

  public synchronized boolean isEmpty() {
    return entries.isEmpty();
  }

  /** Returns how many hits were not kept because there were too many different keys. */
  public synchronized long dropped() {
    return dropped;
  }

  /** Returns the documents in which something was found, whose places are to be resolved. */
  public synchronized Set<Origin> origins() {
    return new LinkedHashSet<>(origins);
  }

  /**
   * Returns where a comment of ours beside a finding gives no reason and so does not count, as path
   * and line, each once; to be asked after {@link #findings}.
   */
  public synchronized List<String> withoutReason() {
    return List.copyOf(withoutReason);
  }

  /**
   * Returns the findings, most severe first.
   *
   * @param places where a document stands; every one of them becomes a match
   */
  public synchronized List<Finding> findings(Function<Origin, List<Provenance>> places) {
    var findings = new ArrayList<Finding>();
    entries.forEach(
        (fingerprint, entry) -> {
          Finding finding = finding(fingerprint, entry, places);
          if (finding != null) {
            findings.add(finding);
          }
        });
    findings.sort(Finding.ORDER);
    return findings;
  }

  /** Returns null when the rule looks only into files of other names. */
  private @Nullable Finding finding(
      Fingerprint fingerprint, Entry entry, Function<Origin, List<Provenance>> places) {
    // Equal views of one message are one place: the first in order stands for them.
    Map<Object, Match> matches = new LinkedHashMap<>();
    boolean sure = false;
    for (Spot spot : entry.spots.keySet()) {
      for (Provenance where : provenances(spot.origin(), places)) {
        PathGlobs.Fit fit = fit(spot, where);
        if (fit == PathGlobs.Fit.NO || (fit == PathGlobs.Fit.DOUBT && !entry.chosen)) {
          continue;
        }
        sure |= fit == PathGlobs.Fit.YES;
        if (entry.spots.get(spot).contains(InlineMarks.WITHOUT_REASON)) {
          withoutReason.add(where.path() + ":" + spot.line());
        }
        var match =
            new Match(
                where,
                spot.line(),
                spot.column(),
                spot.endLine(),
                spot.endColumn(),
                spot.decoded(),
                spot.lineHash());
        matches.merge(
            List.of(where, spot.line(), spot.column()),
            match,
            (a, b) -> BY_DIRECTNESS.compare(a, b) <= 0 ? a : b);
      }
    }
    if (matches.isEmpty()) {
      return null;
    }
    Rule rule = entry.rule;
    Doubt doubt = entry.doubt == null && !sure ? Doubt.TEST_CODE : entry.doubt;
    return new Finding(
        fingerprint,
        rule == null ? INVENTORY_RULE : rule.id(),
        rule == null ? "Key of the inventory" : rule.name(),
        entry.issuer,
        severity(rule, doubt),
        entry.shown,
        entry.redacted,
        entry.keyId,
        rule == null ? KeyScope.UNKNOWN : rule.scope(),
        rule != null && rule.publishable(),
        List.copyOf(matches.values()),
        suppression(entry),
        doubt);
  }

  private static PathGlobs.Fit fit(Spot spot, Provenance where) {
    Rule rule = spot.rule();
    if (rule == null) {
      return PathGlobs.Fit.YES;
    }
    PathGlobs.Fit fit = PathGlobs.fit(rule.near().paths(), where.path());
    if (fit == PathGlobs.Fit.YES && spot.documents()) {
      fit = PathGlobs.Fit.DOUBT;
    }
    // A channel or a project may be called a test; what people say there is none.
    boolean said = where.channel() != null || where.issue() != null;
    return said && fit == PathGlobs.Fit.DOUBT ? PathGlobs.Fit.YES : fit;
  }

  private static Severity severity(@Nullable Rule rule, @Nullable Doubt doubt) {
    return doubt != null ? Severity.LOW : rule == null ? Severity.HIGH : rule.severity();
  }

  /** In clear before decoded, then anything that does not hang on the order of reading. */
  private static final Comparator<Match> BY_DIRECTNESS =
      Comparator.comparingInt((Match m) -> m.decoded().size())
          .thenComparing(m -> String.join(" ", m.decoded()))
          .thenComparing(Match::lineHash)
          .thenComparingInt(Match::endLine)
          .thenComparingInt(Match::endColumn);

  private static List<Provenance> provenances(
      Origin origin, Function<Origin, List<Provenance>> places) {
    List<Provenance> resolved = places.apply(origin);
    if (resolved != null && !resolved.isEmpty()) {
      return resolved;
    }
    // A key without a known place is still a leaked key.
    return List.of(Provenance.file("text", "", origin.item(), dev.straykey.model.Audience.LOCAL));
  }

  /** A comment counts when every place carries one. */
  private static @Nullable Suppression suppression(Entry entry) {
    Suppression first = null;
    for (List<@Nullable Suppression> said : entry.spots.values()) {
      for (Suppression one : said) {
        if (one == null || !one.honoured()) {
          return null;
        }
        if (first == null || one.reason().compareTo(first.reason()) < 0) {
          first = one;
        }
      }
    }
    return first;
  }
}
