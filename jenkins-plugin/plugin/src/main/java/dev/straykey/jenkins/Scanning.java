package dev.straykey.jenkins;

import dev.straykey.model.ScannerException;
import dev.straykey.pipeline.AgentDesk;
import dev.straykey.pipeline.AgentFinding;
import dev.straykey.pipeline.AgentKit;
import dev.straykey.pipeline.AgentResult;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One scan of one build: sends the agent what it needs, joins owners to its answer, tells new keys
 * from those that were there before, and judges. Knows no Jenkins.
 */
final class Scanning {
  private static final int LISTED = 20;

  private final AgentDesk desk;
  private final byte[] own;
  private final PrintStream log;
  private final String build;

  /** Runs a call where the workspace is. */
  interface Agent {
    byte[] call(ScanCallable call) throws IOException, InterruptedException;
  }

  /** What came of it. */
  record Outcome(AgentResult result, List<Row> rows, Gate gate) {}

  /**
   * @param own 32 bytes that make fingerprints where there is no inventory to ask
   * @param build what found keys are sealed for; empty when nothing is acted on
   */
  Scanning(AgentDesk desk, byte[] own, PrintStream log, String build) {
    this.desk = desk;
    this.own = own.clone();
    this.log = log;
    this.build = build;
  }

  /**
   * Scans.
   *
   * @param before rows of the reference build
   * @throws ScannerException when what was asked for cannot be done
   */
  Outcome scan(Agent agent, ScanOptions options, boolean fork, Collection<Row> before)
      throws IOException, InterruptedException {
    refuseWithoutInventory(options, fork);
    if (fork) {
      say("a pull request of a fork: no inventory is asked, and nobody's owner is told");
    }
    byte[] kit = fork ? desk.kitWithoutInventory(own) : desk.kit(own);
    AgentResult result = answer(agent, kit, options, fork ? "" : build);
    var rows = new ArrayList<Row>();
    for (AgentFinding finding : result.findings()) {
      rows.add(Row.of(finding, fork ? nobody(finding) : desk.whose(finding)));
    }
    markFresh(rows, before);
    Gate gate = Gate.of(result, rows, options, fork);
    report(result, rows);
    return new Outcome(result, rows, gate);
  }

  private void refuseWithoutInventory(ScanOptions options, boolean fork) {
    boolean needed =
        Arrays.asList(options.fails(), options.unstable()).stream()
            .anyMatch(
                what ->
                    what == dev.straykey.model.FailOn.OURS
                        || what == dev.straykey.model.FailOn.LIVE);
    if (needed && !fork && !desk.hasInventory()) {
      throw new dev.straykey.model.InvalidInputException(
          "SK-4206",
          "failOn and unstableOn 'ours' and 'live' need an inventory, and there is none",
          "Name a straykey.yaml with an inventory under Manage Jenkins, System, Straykey, or use"
              + " 'any'");
    }
  }

  private static AgentResult answer(Agent agent, byte[] kit, ScanOptions options, String build)
      throws IOException, InterruptedException {
    String digest = AgentKit.digest(kit);
    byte[] answer = agent.call(new ScanCallable(digest, null, options, build));
    if (answer.length > 0 && answer[0] == ScanCallable.SEND_KIT) {
      answer = agent.call(new ScanCallable(digest, kit, options, build));
    }
    byte kind = answer.length == 0 ? ScanCallable.SEND_KIT : answer[0];
    byte[] rest = answer.length == 0 ? answer : Arrays.copyOfRange(answer, 1, answer.length);
    return switch (kind) {
      case ScanCallable.RESULT -> AgentResult.fromJson(rest);
      case ScanCallable.REFUSED -> throw new Refused(new String(rest, StandardCharsets.UTF_8));
      default ->
          throw new ScannerException(
              "SK-4207",
              "The agent does not keep what it is sent to scan with",
              "Start the build again; if it stays, give the agent more memory");
    };
  }

  /** The agent's own words, which carry their code already. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }

  private static AgentDesk.Whose nobody(AgentFinding finding) {
    return new AgentDesk.Whose("not-checked", "", "", "", "", finding.scope());
  }

  /**
   * A key is new unless the reference build had it. Fingerprints under two keys cannot be compared;
   * then the line around a key says whether it was there.
   */
  static void markFresh(List<Row> rows, Collection<Row> before) {
    Set<String> known = new HashSet<>();
    Set<String> kids = new HashSet<>();
    Set<String> lines = new HashSet<>();
    for (Row row : before) {
      known.add(row.kid + row.fingerprint);
      kids.add(row.kid);
      lines.add(row.rule + " " + row.lines);
    }
    for (Row row : rows) {
      boolean comparable = kids.contains(row.kid) || before.isEmpty();
      row.fresh =
          comparable
              ? !known.contains(row.kid + row.fingerprint)
              : !lines.contains(row.rule + " " + row.lines);
    }
  }

  private void report(AgentResult result, List<Row> rows) {
    say(
        String.format(
            Locale.ROOT,
            "%,d documents, %,d bytes; %d %s found",
            result.documents(),
            result.bytes(),
            rows.size(),
            rows.size() == 1 ? "key" : "keys"));
    if (!result.history()) {
      say("only what is there now was asked for: the past was not, or the clone is shallow");
    }
    rows.stream().limit(LISTED).forEach(row -> say("  " + line(row)));
    if (rows.size() > LISTED) {
      say("  and %,d more: see the build's page".formatted(rows.size() - LISTED));
    }
    result.notices().forEach(notice -> say(notice));
    result.unread().forEach(unread -> say("not read: " + unread));
  }

  /** No owner: whoever reads the console need not be allowed to know. */
  private static String line(Row row) {
    String ours = row.isOurs() ? ", one of ours" : "";
    return "%s %s at %s%s [%s]".formatted(row.rule, row.redacted, row.where, ours, row.getState());
  }

  private void say(String text) {
    log.println("[straykey] " + Plain.of(text));
  }
}
