package dev.straykey.jenkins;

import dev.straykey.pipeline.AgentDesk;
import dev.straykey.pipeline.AgentFinding;
import dev.straykey.pipeline.LogMask;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * One key on a page: what is known of it, in words. Holds no key. Not a record, since Jenkins' XML
 * can read back only classes.
 */
public final class Row implements Serializable {
  private static final long serialVersionUID = 1L;

  String fingerprint = "";
  String kid = "";
  String rule = "";
  String name = "";
  String severity = "";
  String redacted = "";
  String scope = "";
  String status = "not-checked";
  String by = "";
  String record = "";
  String owner = "";
  String ownerState = "";
  String where = "";
  int places = 1;
  String author = "";
  String at = "";
  String commit = "";
  String said = "";
  String link = "";
  String lines = "";
  String origin = "workspace";
  boolean counts = true;
  boolean fresh = true;

  /** Where its end stands, in words; known only where the controller acts. */
  transient String standing = "";

  static Row of(AgentFinding finding, AgentDesk.Whose whose) {
    var row = new Row();
    row.fingerprint = finding.fingerprint();
    row.kid = finding.kid();
    row.rule = finding.rule();
    row.name = finding.ruleName();
    row.severity = finding.severity();
    row.redacted = finding.redacted();
    row.scope = whose.scope();
    row.status = whose.status();
    row.by = whose.by();
    row.record = whose.record();
    row.owner = whose.owner();
    row.ownerState = whose.ownerState();
    row.places = finding.matches();
    row.counts = finding.counts();
    row.said = finding.said();
    if (!finding.places().isEmpty()) {
      var first = finding.places().get(0);
      row.where = first.line() > 0 ? first.path() + ":" + first.line() : first.path();
      var introduced = finding.introduced();
      row.author = orEmpty(introduced.author());
      row.at = orEmpty(introduced.at());
      row.commit = orEmpty(introduced.commit());
      row.lines = first.path() + " " + first.lineHash();
    }
    return row;
  }

  /**
   * @param whose null when nobody asked
   */
  static Row of(LogMask mask, AgentDesk.@Nullable Whose whose) {
    var row = new Row();
    if (whose != null) {
      row.scope = whose.scope();
      row.by = whose.by();
      row.record = whose.record();
      row.owner = whose.owner();
      row.ownerState = whose.ownerState();
    }
    row.fingerprint = mask.brief();
    row.kid = "console";
    row.rule = mask.rule();
    row.name = mask.rule();
    row.status = mask.ours() ? "ours" : "not-checked";
    row.where = "console:" + mask.line();
    row.places = mask.times();
    row.origin = "console";
    row.link = "../consoleText";
    return row;
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  boolean isOurs() {
    return status.equals("ours");
  }

  /** Returns the fingerprint's first 12 characters. */
  public String getBrief() {
    return fingerprint.length() > 12 ? fingerprint.substring(0, 12) : fingerprint;
  }

  public String getRule() {
    return rule;
  }

  public String getName() {
    return name;
  }

  public String getSeverity() {
    return severity;
  }

  public String getRedacted() {
    return redacted;
  }

  public String getScope() {
    return scope;
  }

  /** Returns {@code ours}, {@code not-ours}, {@code not-checked} or {@code ambiguous}. */
  public String getStatus() {
    return status;
  }

  public String getBy() {
    return by;
  }

  public String getRecord() {
    return record;
  }

  public String getOwner() {
    return ownerState.isEmpty() || ownerState.equals("active")
        ? owner
        : owner + " (" + ownerState + ")";
  }

  public String getWhere() {
    return where;
  }

  public int getPlaces() {
    return places;
  }

  /** Returns who brought it in, as the source claims it. */
  public String getAuthor() {
    return author;
  }

  public String getAt() {
    return at;
  }

  /** Returns the first characters of the commit that brought it in. */
  public String getCommit() {
    return commit.length() > 10 ? commit.substring(0, 10) : commit;
  }

  /** Returns what it means for the build: new, known before, accepted. */
  public String getState() {
    if (!counts) {
      return said.isEmpty() ? "does not count" : "accepted: " + said;
    }
    String state = fresh ? "new" : "seen before";
    return said.isEmpty() ? state : state + "; " + said;
  }

  /** Returns where its end stands; empty where nothing was acted on. */
  public String getStanding() {
    return standing == null ? "" : standing; // not set by whatever read it back
  }

  public String getLink() {
    return link;
  }

  public String getOrigin() {
    return origin;
  }
}
