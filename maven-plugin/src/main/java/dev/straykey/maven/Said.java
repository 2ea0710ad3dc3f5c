package dev.straykey.maven;

import dev.straykey.model.Attribution;
import dev.straykey.model.AttributionStatus;
import dev.straykey.model.Finding;
import dev.straykey.model.Match;
import dev.straykey.model.Owner;
import dev.straykey.model.OwnerType;
import dev.straykey.model.RunResult;
import dev.straykey.model.SourceReport;
import dev.straykey.model.Suppression;
import dev.straykey.model.Validity;
import dev.straykey.model.WireName;
import dev.straykey.pipeline.Inert;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A run in the words of a build's log: one line when it is well, at most five a key when not. */
final class Said {
  private Said() {}

  /** Returns one line: that nothing counts, and what was read. */
  static String clean(RunResult result, Duration took) {
    long accepted = result.results().stream().filter(r -> !r.counts()).count();
    long tolerated = result.results().size() - accepted;
    return "Straykey: no leaked key%s in %s (%.1f s)%s%s"
        .formatted(
            tolerated == 0 ? "" : " that fails the build",
            read(result),
            took.toMillis() / 1000.0,
            accepted == 0 ? "" : "; %,d accepted".formatted(accepted),
            tolerated == 0 ? "" : "; %,d stand in the report".formatted(tolerated));
  }

  private static String read(RunResult result) {
    long commits = 0;
    long documents = 0;
    for (SourceReport source : result.sources()) {
      commits += source.counts().getOrDefault("commits", 0L);
      documents += source.counts().getOrDefault("files", 0L);
    }
    if (documents == 0 && commits == 0) {
      documents = result.sources().stream().mapToLong(SourceReport::documents).sum();
    }
    return many(documents, "file") + (commits == 0 ? "" : " and " + many(commits, "commit"));
  }

  static String many(long count, String word) {
    return "%,d %s%s".formatted(count, word, count == 1 ? "" : "s");
  }

  /** Returns the lines of one key: which, where, whose, what to do, how to accept it. */
  static List<String> key(int number, RunResult.Result result, boolean stranger) {
    Finding finding = result.finding();
    var lines = new ArrayList<String>();
    lines.add(
        "%d. %s  %s  [%s]"
            .formatted(
                number,
                Inert.of(finding.ruleName()),
                Inert.of(finding.redacted()),
                finding.fingerprint().brief()));
    lines.add("   where:  " + where(finding));
    lines.add("   whose:  " + whose(result.attribution(), stranger));
    lines.add("   do:     " + toDo(finding, result.attribution()));
    lines.add("   accept: " + accept(finding, result.attribution()));
    return lines;
  }

  private static String where(Finding finding) {
    Match first = finding.matches().get(0);
    for (Match match : finding.matches()) {
      if (match.where().commit() == null) {
        first = match; // a file that lies there is easier to open than a commit
        break;
      }
    }
    int more = finding.matches().size() - 1;
    return place(first) + (more == 0 ? "" : " (and %s)".formatted(many(more, "more place")));
  }

  static String place(Match match) {
    String path = match.where().path();
    String commit = match.where().commit();
    String source = match.where().source();
    String file = path.isEmpty() ? commit != null ? "message" : source : path;
    return Inert.of(file)
        + (match.line() > 0 ? ":" + match.line() : "")
        + (commit == null
            ? ""
            : " in commit " + commit.substring(0, Math.min(12, commit.length())));
  }

  static String whose(Attribution known, boolean stranger) {
    if (stranger) {
      return "not checked: the change comes from a fork";
    }
    return switch (known.status()) {
      case OURS -> "yours: %s, %s".formatted(name(known), owner(known.owner()));
      case AMBIGUOUS ->
          "one of yours, a person must say which: "
              + String.join(", ", known.candidates().stream().map(Inert::of).toList());
      case NOT_OURS -> "not yours: the inventory does not know it";
      case NOT_CHECKED -> "not checked: no inventory is given";
    };
  }

  private static String name(Attribution known) {
    var key = known.key();
    if (key == null) {
      return "no single record";
    }
    return key.name() == null
        ? Inert.of(key.id())
        : "“%s” (%s)".formatted(Inert.of(key.name()), Inert.of(key.id()));
  }

  private static String owner(@org.jspecify.annotations.Nullable Owner owner) {
    if (owner == null) {
      return "nobody answers for it";
    }
    return "answered for by %s%s"
        .formatted(
            owner.type() == OwnerType.PERSON ? "" : WireName.of(owner.type()) + " ",
            Inert.of(owner.id()));
  }

  private static String toDo(Finding finding, Attribution known) {
    if (known.validity() == Validity.DEAD) {
      return "it is dead; take it out of the text";
    }
    boolean onlyCommits = finding.matches().stream().allMatch(m -> m.where().commit() != null);
    boolean anyCommit = finding.matches().stream().anyMatch(m -> m.where().commit() != null);
    String text =
        onlyCommits
            ? "rewrite that commit (git rebase -i) before you push"
            : anyCommit
                ? "take it out of the file and of its commits before you push"
                : "take it out of the text";
    return text + "; if anybody else could read it, end it at its issuer first";
  }

  private static String accept(Finding finding, Attribution known) {
    boolean ours =
        known.status() == AttributionStatus.OURS || known.status() == AttributionStatus.AMBIGUOUS;
    if (ours && known.validity() != Validity.DEAD) {
      return "a key of the inventory counts until it is proven dead";
    }
    Suppression said = finding.suppression();
    if (said != null) {
      return "what %s says does not count here".formatted(Inert.of(said.by()));
    }
    return "no key, or known? straykey:allow REASON on its line, or mvn straykey:baseline";
  }
}
