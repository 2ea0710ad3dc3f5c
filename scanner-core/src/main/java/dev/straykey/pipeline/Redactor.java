package dev.straykey.pipeline;

import dev.straykey.model.Document;
import dev.straykey.model.Finding;
import dev.straykey.model.Keyring;
import dev.straykey.model.Match;
import dev.straykey.model.Origin;
import dev.straykey.model.Provenance;
import dev.straykey.model.ScannerException;
import dev.straykey.model.Secret;
import dev.straykey.model.Shown;
import dev.straykey.model.Skip;
import dev.straykey.model.SourceReport;
import dev.straykey.model.Standing;
import dev.straykey.model.Suppression;
import dev.straykey.scan.HitSink;
import dev.straykey.scan.ScanEngine;
import dev.straykey.scan.Worker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keeps keys out of what is said around a finding: a path, an author, a link or a reason can hold a
 * key too, and all of them go into reports, tasks and messages.
 *
 * <p>Such texts are scanned like any other, so every key that a rule or the inventory knows is
 * taken out; and from the places of a finding its own key is, whatever it looks like. Of names that
 * are too long to be read only both ends are left.
 */
final class Redactor {
  private static final String TAKEN_OUT = "[key]";
  private static final int SHORTEST = 6;
  private static final int LONGEST_WORD = 12;
  private static final Pattern WORD = Pattern.compile("[A-Za-z]?[a-z]+");

  /** Longer names are binary rubbish, as a broken archive has it: their middle is left out. */
  private static final int LONGEST = 1000;

  private static final int END = 300;

  private final Worker worker;
  private final Keyring keyring;

  /** Texts repeat: the same author and path in hundreds of places. Bounded by what is found. */
  private final Map<String, String> clean = new HashMap<>();

  Redactor(ScanEngine engine, Keyring keyring) {
    this.worker = engine.worker();
    this.keyring = keyring;
  }

  List<Finding> findings(List<Finding> findings) {
    return findings.stream().map(this::finding).toList();
  }

  private Finding finding(Finding finding) {
    Secret own = keyring.get(finding.fingerprint());
    var matches = new ArrayList<Match>();
    for (Match match : finding.matches()) {
      Provenance where = place(match.where(), own);
      matches.add(
          where.equals(match.where())
              ? match
              : new Match(
                  where,
                  match.line(),
                  match.column(),
                  match.endLine(),
                  match.endColumn(),
                  match.decoded(),
                  match.lineHash()));
    }
    Suppression said = finding.suppression();
    return new Finding(
        finding.fingerprint(),
        finding.ruleId(),
        finding.ruleName(),
        finding.issuer(),
        finding.severity(),
        finding.shown(),
        finding.redacted(),
        finding.keyId(),
        finding.scope(),
        finding.publishable(),
        matches,
        said == null ? null : suppression(said, own),
        finding.doubt());
  }

  private Suppression suppression(Suppression said, @Nullable Secret own) {
    return new Suppression(said.by(), text(said.reason(), own), said.honoured());
  }

  private Provenance place(Provenance where, @Nullable Secret own) {
    return new Provenance(
        where.kind(),
        text(where.source(), own),
        name(where.path(), own),
        where.commit(),
        orNull(where.channel(), own),
        orNull(where.issue(), own),
        orNull(where.field(), own),
        nameOrNull(where.author(), own),
        where.at(),
        orNull(where.permalink(), own),
        where.audience(),
        where.state(),
        standing(where.standing(), own));
  }

  private @Nullable Standing standing(@Nullable Standing said, @Nullable Secret own) {
    return said == null
        ? null
        : new Standing(
            said.heads().stream().map(head -> text(head, own)).toList(),
            commit(said.lastSeen(), own),
            commit(said.removedBy(), own),
            nameOrNull(said.renamedFrom(), own),
            said.order());
  }

  private Standing.@Nullable Commit commit(Standing.@Nullable Commit said, @Nullable Secret own) {
    return said == null
        ? null
        : new Standing.Commit(said.id(), nameOrNull(said.author(), own), said.at(), said.order());
  }

  private @Nullable String orNull(@Nullable String text, @Nullable Secret own) {
    return text == null ? null : text(text, own);
  }

  SourceReport report(SourceReport report) {
    return new SourceReport(
        text(report.source(), null),
        report.kind(),
        report.units(),
        report.documents(),
        report.bytes(),
        report.counts(),
        report.skipped().stream()
            .map(s -> new Skip(name(s.place(), null), s.reason(), name(s.detail(), null)))
            .toList(),
        report.notices().stream().map(n -> text(n, null)).toList());
  }

  private @Nullable String nameOrNull(@Nullable String text, @Nullable Secret own) {
    return text == null ? null : name(text, own);
  }

  /** The same for what may be of any length; a link or a source would lead nowhere when cut. */
  private String name(String text, @Nullable Secret own) {
    String safe = text(text, own);
    if (safe.length() <= LONGEST) {
      return safe;
    }
    int from = whole(safe, LONGEST - END);
    int to = whole(safe, safe.length() - END);
    return "%s…(%d characters left out)…%s"
        .formatted(safe.substring(0, from), to - from, safe.substring(to));
  }

  /** Returns where no character is cut in two. */
  private static int whole(String text, int at) {
    return Character.isLowSurrogate(text.charAt(at)) ? at + 1 : at;
  }

  private String text(String text, @Nullable Secret own) {
    String safe = clean.computeIfAbsent(text, this::scanned);
    return own == null ? safe : without(safe, own);
  }

  private String scanned(String text) {
    var keys = new ArrayList<Secret>();
    try {
      var origin = Origin.unresolved("text around a finding");
      HitSink taker =
          hit -> {
            if (hit.shown == Shown.VALUE) {
              keys.add(hit.secret);
            }
          };
      worker.scan(Document.text(origin, text), taker);
      byte[] name = text.getBytes(StandardCharsets.UTF_8); // a path is made of names
      worker.scanName(name, 0, name.length, () -> origin, taker);
    } catch (IOException e) {
      throw new ScannerException(
          "SK-3090", "A text in memory could not be read", "Report this, with the version", e);
    }
    String safe = text;
    for (Secret key : keys) {
      safe = without(safe, key);
      key.destroy();
    }
    return safe;
  }

  private static String without(String text, Secret key) {
    return key.length() < SHORTEST || isWord(key) ? text : text.replace(key.reveal(), TAKEN_OUT);
  }

  /**
   * Folders and people are called by words, and a path without them leads nowhere: that somebody
   * took such a word for a password is not said by it.
   */
  private static boolean isWord(Secret key) {
    return key.length() <= LONGEST_WORD && WORD.matcher(key.reveal()).matches();
  }
}
