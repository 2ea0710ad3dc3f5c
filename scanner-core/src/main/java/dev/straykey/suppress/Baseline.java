package dev.straykey.suppress;

import dev.straykey.model.FileTrouble;
import dev.straykey.model.Finding;
import dev.straykey.model.InvalidInputException;
import dev.straykey.model.Keyring;
import dev.straykey.model.Secret;
import dev.straykey.model.Shown;
import dev.straykey.model.Suppression;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A file that names findings which do not fail a build any more.
 *
 * <p><b>Shape:</b> JSON lines: {@code {"straykey_baseline": 1, "salt": "…"}}, then one finding a
 * line, ordered: {@code fingerprint} and {@code rule}, and what people add: {@code reason}, {@code
 * author}, {@code until} (a date, the last day on which it counts). Writing an unchanged baseline
 * again gives the same bytes.
 */
public final class Baseline {
  private static final String UNREADABLE = "SK-1202";
  private static final long MAX_BYTES = 64L << 20;
  private final SaltedFingerprints salted;
  private final Map<String, BaselineEntry> entries;
  private final NamedPlaces places;
  private final Set<String> used = new TreeSet<>();

  private Baseline(
      SaltedFingerprints salted, Map<String, BaselineEntry> entries, NamedPlaces places) {
    this.salted = salted;
    this.entries = entries;
    this.places = places;
  }

  /** Returns a baseline of all {@code findings} whose keys are at hand, under a fresh salt. */
  public static Baseline of(Keyring keyring, List<Finding> findings) {
    return new Baseline(SaltedFingerprints.fresh(), new TreeMap<>(), new NamedPlaces())
        .with(keyring, findings);
  }

  /**
   * Returns this baseline for {@code findings}: the salt stays, and what people wrote about those
   * that are still there. The others go.
   */
  public Baseline with(Keyring keyring, List<Finding> findings) {
    var next = new TreeMap<String, BaselineEntry>();
    for (Finding finding : findings) {
      String fingerprint = fingerprint(keyring, finding);
      if (fingerprint != null) {
        BaselineEntry old = entries.get(fingerprint);
        next.put(
            fingerprint,
            old == null ? new BaselineEntry(finding.ruleId(), null, null, null, 0) : old);
      }
    }
    return new Baseline(salted, next, new NamedPlaces());
  }

  /** Returns the fingerprints of {@code findings} under this file's salt, ordered. */
  public Set<String> fingerprints(Keyring keyring, List<Finding> findings) {
    var all = new TreeSet<String>();
    for (Finding finding : findings) {
      String fingerprint = fingerprint(keyring, finding);
      if (fingerprint != null) {
        all.add(fingerprint);
      }
    }
    return all;
  }

  /**
   * Returns what the file says of {@code finding}; null when nothing, or not any more.
   *
   * @param isRule whether an id is that of a rule of this run
   */
  public @Nullable Suppression covers(
      Keyring keyring, Finding finding, LocalDate today, Predicate<String> isRule) {
    String fingerprint = fingerprint(keyring, finding);
    Suppression said = fingerprint == null ? null : covers(fingerprint, today);
    if (said == null && places.covers(finding.matches(), finding.ruleId(), isRule)) {
      said = new Suppression("baseline", "its place is in the baseline", true);
    }
    return said;
  }

  /** The same, where a place counts only for the rule that it names. */
  public @Nullable Suppression covers(Keyring keyring, Finding finding, LocalDate today) {
    return covers(keyring, finding, today, id -> true);
  }

  /** Returns what the file says of {@code secret}; null when nothing, or not any more. */
  public @Nullable Suppression covers(Secret secret, LocalDate today) {
    return covers(salted.of(secret), today);
  }

  private @Nullable Suppression covers(String fingerprint, LocalDate today) {
    BaselineEntry entry = entries.get(fingerprint);
    if (entry == null) {
      return null;
    }
    used.add(fingerprint);
    if (entry.hasEnded(today)) {
      return null;
    }
    String reason = entry.reason() == null ? "in the baseline" : entry.reason();
    return new Suppression("baseline", reason, true);
  }

  /** Returns what a reader should know: entries that have ended, and those that hid nothing. */
  public List<String> notices(LocalDate today) {
    var unused = new ArrayList<Integer>();
    var ended = new ArrayList<Integer>();
    entries.forEach(
        (fingerprint, entry) -> {
          if (!used.contains(fingerprint)) {
            unused.add(entry.number());
          } else if (entry.hasEnded(today)) {
            ended.add(entry.number());
          }
        });
    unused.sort(null);
    ended.sort(null);
    var notices = new ArrayList<>(places.notices());
    if (!ended.isEmpty()) {
      notices.add(
          "what %s accepted has ended (until) and counts again: line %s"
              .formatted(
                  ended.size() == 1 ? "one entry" : ended.size() + " entries",
                  ended.stream().map(String::valueOf).collect(Collectors.joining(", "))));
    }
    if (!unused.isEmpty()) {
      notices.add(Unused.say(unused.size(), "entry", "entries", "line", unused));
    }
    return notices;
  }

  private @Nullable String fingerprint(Keyring keyring, Finding finding) {
    if (finding.shown() != Shown.VALUE) {
      return salted.of(Secret.of(finding.redacted()));
    }
    Secret secret = keyring.get(finding.fingerprint());
    return secret == null ? null : salted.of(secret);
  }

  /** Returns how many findings it names. */
  public int size() {
    return entries.size();
  }

  /** Reads a baseline file. */
  public static Baseline read(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw unreadable(file, "it is larger than 64 MiB");
      }
      return parse(Files.readString(file), file.toString());
    } catch (IOException e) {
      throw unreadable(file, FileTrouble.of(e));
    }
  }

  /**
   * Reads a baseline's text, or a report of gitleaks or betterleaks as JSON.
   *
   * @param origin the file's name for messages
   */
  public static Baseline parse(String text, String origin) {
    return GitleaksFindings.recognises(text) ? parseForeign(text, origin) : parseOwn(text, origin);
  }

  /**
   * Reads the list by which a scanned tree accepts findings: the same lines, but each says why and
   * until when.
   */
  public static Baseline parseIgnored(String text, String origin) {
    Baseline list = parseOwn(text, origin);
    for (BaselineEntry entry : list.entries.values()) {
      if (entry.reason() == null || entry.until() == null) {
        throw new BaselineLines(origin)
            .broken(entry.number(), "needs a reason and an end date (until)");
      }
    }
    return list;
  }

  private static Baseline parseOwn(String text, String origin) {
    var lines = new BaselineLines(origin);
    var entries = new TreeMap<String, BaselineEntry>();
    SaltedFingerprints salted = lines.read(text, entries);
    return new Baseline(salted, entries, new NamedPlaces());
  }

  private static Baseline parseForeign(String text, String origin) {
    SaltedFingerprints fresh = SaltedFingerprints.fresh();
    var entries = new TreeMap<String, BaselineEntry>();
    var places = new NamedPlaces();
    GitleaksFindings.read(
        text,
        origin,
        new GitleaksFindings.Sink() {
          @Override
          public void key(Secret secret, String rule, int number) {
            entries.put(fresh.of(secret), new BaselineEntry(rule, null, null, null, number));
          }

          @Override
          public void place(
              @Nullable String commit, String path, String rule, int line, int number) {
            places.add(commit, path, rule, line, number);
          }
        });
    return new Baseline(fresh, entries, places);
  }

  private static InvalidInputException unreadable(Path file, String why) {
    return new InvalidInputException(
        UNREADABLE,
        "baseline %s cannot be read (%s)".formatted(file, why),
        "Check the path, or write one with --write-baseline");
  }

  /** Writes the file; one that is there is replaced as a whole. */
  public void write(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Path part = Files.createTempFile(folder, ".straykey-baseline", ".part");
    try {
      Files.writeString(part, text(), StandardCharsets.UTF_8);
      Files.move(part, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** Returns the file's text. */
  public String text() {
    return BaselineLines.write(salted, entries);
  }
}
