package dev.straykey.suppress;

import dev.straykey.model.FailOn;
import dev.straykey.model.Secret;
import dev.straykey.model.Suppression;
import dev.straykey.rule.YamlMap;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a scanned tree may say of itself, in {@code .straykey.yaml}. It was written by whoever wrote
 * the tree: it can skip paths, accept findings until a date, and be stricter, no more. Whether an
 * accepted key is one of the inventory's, and so counts all the same, is for the caller to say.
 *
 * <p><b>Shape:</b>
 *
 * <pre>
 * salt: 64 hex characters
 * accept:
 *   - { fingerprint: 64 hex characters under that salt, reason: why, until: 2027-03-01 }
 * skip: ['docs/**']
 * fail-on: any
 * </pre>
 */
public final class RepositorySettings {
  private static final String BROKEN = "SK-1203";
  private static final int MOST_ENTRIES = 10_000;
  private static final int LONGEST_GLOB = 300;

  private final @Nullable SaltedFingerprints salted;
  private final Map<String, Accepted> accepted;
  private final List<String> skips;
  private final @Nullable FailOn failOn;
  private final Set<String> used = new HashSet<>();

  private record Accepted(String reason, LocalDate until) {}

  private RepositorySettings(
      @Nullable SaltedFingerprints salted,
      Map<String, Accepted> accepted,
      List<String> skips,
      @Nullable FailOn failOn) {
    this.salted = salted;
    this.accepted = accepted;
    this.skips = skips;
    this.failOn = failOn;
  }

  /** Returns settings that say nothing. */
  public static RepositorySettings none() {
    return new RepositorySettings(null, Map.of(), List.of(), null);
  }

  /**
   * Reads the file's text.
   *
   * @param origin the file's name for messages
   */
  public static RepositorySettings parse(String text, String origin) {
    YamlMap file = YamlMap.parse(text, origin, BROKEN);
    String salt = file.text("salt");
    SaltedFingerprints salted = salt == null ? null : SaltedFingerprints.of(salt);
    if (salt != null && salted == null) {
      throw file.wrong("salt", "must be 64 lower-case hex characters");
    }
    List<YamlMap> entries = file.maps("accept");
    if (!entries.isEmpty() && salted == null) {
      throw file.wrong("accept", "needs the salt that its fingerprints were made with");
    }
    if (entries.size() > MOST_ENTRIES) {
      throw file.wrong("accept", "has more than %d entries".formatted(MOST_ENTRIES));
    }
    Map<String, Accepted> accepted = new HashMap<>();
    for (YamlMap entry : entries) {
      String fingerprint = entry.required("fingerprint");
      if (!fingerprint.matches("[0-9a-f]{64}")) {
        throw entry.wrong("fingerprint", "must be 64 lower-case hex characters");
      }
      accepted.put(fingerprint, new Accepted(entry.required("reason"), until(entry)));
      entry.done();
    }
    List<String> skips = file.texts("skip");
    if (skips.size() > MOST_ENTRIES
        || skips.stream().anyMatch(glob -> glob.isBlank() || glob.length() > LONGEST_GLOB)) {
      throw file.wrong("skip", "must list path globs of at most %d".formatted(LONGEST_GLOB));
    }
    FailOn failOn = file.has("fail-on") ? file.word("fail-on", FailOn.class, FailOn.ANY) : null;
    file.done();
    return new RepositorySettings(salted, accepted, skips, failOn);
  }

  private static LocalDate until(YamlMap entry) {
    try {
      return LocalDate.parse(entry.required("until"));
    } catch (DateTimeException e) {
      throw entry.wrong("until", "must be a date such as 2027-03-01");
    }
  }

  /** Returns what the file says of {@code secret}; null when nothing, or not any more. */
  public @Nullable Suppression covers(Secret secret, LocalDate today) {
    String fingerprint = salted == null ? "" : salted.of(secret);
    Accepted said = accepted.get(fingerprint);
    if (said == null) {
      return null;
    }
    used.add(fingerprint);
    return today.isAfter(said.until())
        ? null
        : new Suppression(".straykey.yaml", said.reason(), true);
  }

  /** Returns what a reader should know: what is accepted and was not found. */
  public List<String> notices() {
    long unused = accepted.keySet().stream().filter(f -> !used.contains(f)).count();
    return unused == 0
        ? List.of()
        : List.of(
            "%d %s of accept %s no longer needed"
                .formatted(unused, unused == 1 ? "entry" : "entries", unused == 1 ? "is" : "are"));
  }

  /** Returns the path globs to leave out. */
  public List<String> skips() {
    return skips;
  }

  /** Returns what must fail; null when the file does not say. It counts only where stricter. */
  public @Nullable FailOn failOn() {
    return failOn;
  }
}
