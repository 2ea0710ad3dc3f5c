package dev.straykey.report;

import dev.straykey.model.RunResult;
import dev.straykey.model.Severity;
import dev.straykey.model.Skip;
import dev.straykey.model.SourceReport;
import dev.straykey.model.Validity;
import dev.straykey.model.WireName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What stands before and behind the findings in the reports for people. */
final class Summary {
  private final RunResult result;
  private final List<RunResult.Result> counting;

  Summary(RunResult result) {
    this.result = result;
    this.counting = result.results().stream().filter(RunResult.Result::counts).toList();
  }

  List<RunResult.Result> counting() {
    return counting;
  }

  List<RunResult.Result> accepted() {
    return result.results().stream().filter(r -> !r.counts()).toList();
  }

  /** Returns what was scanned and whether it is all that was asked for. */
  String scanned() {
    if (result.sources().isEmpty()) {
      return "INCOMPLETE: there was nothing to scan, so this says nothing";
    }
    String sources = Words.many(result.sources().size(), "source");
    long unread = unread();
    return unread == 0
        ? "Scanned %s, complete: everything that was asked for was read".formatted(sources)
        : "Scanned %s, INCOMPLETE: %s could not be read"
            .formatted(sources, Words.many(unread, "part"));
  }

  private long unread() {
    return skipped().entrySet().stream()
        .filter(e -> !e.getKey().leavesScanComplete())
        .mapToLong(e -> e.getValue().size())
        .sum();
  }

  /** Returns what was found, in one sentence. */
  String found() {
    if (counting.isEmpty()) {
      return "No leaked key found";
    }
    long places = counting.stream().mapToLong(r -> r.finding().matches().size()).sum();
    var bySeverity = new ArrayList<String>();
    for (int i = Severity.values().length - 1; i >= 0; i--) {
      var severity = Severity.values()[i];
      long count = counting.stream().filter(r -> r.finding().severity() == severity).count();
      if (count > 0) {
        bySeverity.add(Words.number(count) + " " + WireName.of(severity));
      }
    }
    return "Found %s in %s: %s"
        .formatted(
            Words.many(counting.size(), "leaked key"),
            Words.many(places, "place"),
            String.join(", ", bySeverity));
  }

  /** Returns how many are whose and alive, in one sentence; empty when nobody could be asked. */
  String ownership() {
    long ours = counting.stream().filter(r -> r.attribution().isOurs()).count();
    if (counting.isEmpty() || !result.inventoryAsked()) {
      return "";
    }
    return "%s of them %s yours; %s proved dead"
        .formatted(
            Words.number(ours),
            ours == 1 ? "is" : "are",
            Words.number(
                counting.stream()
                    .filter(r -> r.attribution().isOurs())
                    .filter(r -> r.attribution().validity() == Validity.DEAD)
                    .count()));
  }

  static String source(SourceReport source) {
    var counts =
        source.counts().entrySet().stream()
            .map(e -> Words.number(e.getValue()) + " " + Printable.of(e.getKey()))
            .collect(Collectors.joining(", "));
    return "%s, %s, %s%s"
        .formatted(
            Words.many(source.units(), "unit"),
            Words.many(source.documents(), "document"),
            bytes(source.bytes()),
            counts.isEmpty() ? "" : " (" + counts + ")");
  }

  private static String bytes(long bytes) {
    if (bytes < 1_000) {
      return Words.many(bytes, "byte");
    }
    double size = bytes;
    int unit = -1;
    while (size >= 999.95 && unit < 3) {
      size /= 1_000;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %s", size, List.of("kB", "MB", "GB", "TB").get(unit));
  }

  /** Returns all that was not read, by why; those that leave a scan incomplete first. */
  Map<Skip.Reason, List<Skip>> skipped() {
    var byReason =
        new TreeMap<Skip.Reason, List<Skip>>(
            java.util.Comparator.comparing(Skip.Reason::leavesScanComplete)
                .thenComparing(java.util.Comparator.naturalOrder()));
    for (var source : result.sources()) {
      for (var skip : source.skipped()) {
        byReason.computeIfAbsent(skip.reason(), r -> new ArrayList<>()).add(skip);
      }
    }
    return byReason;
  }

  static String reason(Skip.Reason reason) {
    return switch (reason) {
      case BINARY -> "holds no text";
      case EXCLUDED -> "left out by a setting";
      case ABSENT_BY_DESIGN -> "its text is not in the source by design";
      case BROKEN -> "damaged, or not what it says it is";
      case ENCRYPTED -> "needs a password";
      case BOUNDED -> "larger, deeper or denser than the limits allow";
      case UNREADABLE -> "the system would not let it be read";
      case MISSING -> "named by the source, yet not there";
    };
  }

  /** Returns what the reader can do next, the most pressing first. */
  List<String> next() {
    var next = new ArrayList<String>();
    if (!result.complete()) {
      next.add(
          result.sources().isEmpty()
              ? "Name something to scan: straykey scan PATH"
              : "Make the parts that could not be read readable and scan again; until then the"
                  + " exit status is 3");
    }
    if (counting.isEmpty()) {
      return next;
    }
    if (counting.stream().anyMatch(this::isOpen)) {
      next.add(
          "End a key at its issuer first, then take it out of the text: who has read it still"
              + " has it");
    }
    if (counting.stream().anyMatch(r -> waits(r) && endsNow(r))) {
      next.add("Carry out what needs no person: the same command with --apply");
    }
    if (counting.stream().anyMatch(r -> waits(r) && !endsNow(r))) {
      next.add("Have the rest approved: --plan FILE writes the plan, then straykey remediate");
    }
    if (!result.inventoryAsked()) {
      next.add("Learn whose they are: the same command with --inventory FILE");
    }
    next.add(
        "Accept one that is no leak: “straykey:allow REASON” on its line, an entry with reason and"
            + " end date in .straykey.yaml, or --write-baseline FILE for all that is there today");
    return next;
  }

  private boolean isOpen(RunResult.Result one) {
    return one.attribution().validity() != Validity.DEAD;
  }

  private static boolean waits(RunResult.Result one) {
    return one.decision() != null
        && !one.decision().actions().isEmpty()
        && one.outcomes().isEmpty();
  }

  private static boolean endsNow(RunResult.Result one) {
    return one.decision() != null && one.decision().endsTheKeyNow();
  }
}
