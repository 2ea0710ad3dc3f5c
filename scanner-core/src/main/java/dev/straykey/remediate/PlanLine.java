package dev.straykey.remediate;

import dev.straykey.model.Attribution;
import dev.straykey.model.Decision;
import dev.straykey.model.Finding;
import dev.straykey.model.Fingerprint;
import java.io.Serializable;
import java.util.Comparator;

/** What is to be done about one key, and all that it was decided on. */
public record PlanLine(Finding finding, Attribution attribution, Decision decision)
    implements Serializable {
  static final Comparator<PlanLine> ORDER =
      Comparator.comparing((PlanLine line) -> line.finding().fingerprint())
          .thenComparing(line -> line.finding().fingerprint().kid());

  Fingerprint fingerprint() {
    return finding.fingerprint();
  }

  /** Returns the key's name for people: as its owner knows it, else by its kind. */
  String title() {
    var record = attribution.key();
    return record == null ? finding.ruleName() : record.title();
  }

  /** Returns the issuer of the record, else the one that the rule names. */
  String issuer() {
    var record = attribution.key();
    return record == null ? finding.issuer() : record.issuer();
  }
}
