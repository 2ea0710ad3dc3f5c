package dev.straykey.cli;

import dev.straykey.fixtures.Acme;
import dev.straykey.fixtures.FakeServices;
import dev.straykey.fixtures.PlantedKey;
import dev.straykey.model.Decision;
import dev.straykey.model.KeyRecord;
import dev.straykey.model.RemediationState;
import dev.straykey.model.RunResult;
import dev.straykey.model.Shown;
import dev.straykey.model.Timeline;
import dev.straykey.model.Validity;
import dev.straykey.model.WireName;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells the demo to somebody who sees Straykey for the first time. */
final class DemoStory {
  private static final List<String> SERVICES = List.of("own", "workos", "github", "jira", "slack");
  private final PrintWriter out;
  private final boolean colour;
  private int chapter;

  DemoStory(PrintWriter out, boolean colour) {
    this.out = out;
    this.colour = colour;
  }

  void begin(Acme acme) {
    heading("Straykey demo: Acme, an organisation that does not exist");
    out.println(
        "Acme issues API keys of its own (acme_live_...) and holds keys at WorkOS and GitHub.");
    out.println("Some were pasted where they must not be: into git, Slack and Jira.");
    out.printf(
        "What you see runs for real, against fake services on this machine: nothing leaves it.%n");
    out.printf("Acme lies in %s (README.txt there tells its story).%n", acme.folder());
    out.println("The commands below are as you would type them there.");
    out.flush();
  }

  /**
   * Begins a chapter with the command that a visitor could type for it.
   *
   * @param sources whether the command takes what is scanned
   */
  void chapter(String title, String command, boolean sources) {
    out.println();
    heading("%d. %s".formatted(++chapter, title));
    out.printf(
        "$ straykey %s --config straykey.yaml%s%n%n",
        command, sources ? " repository slack-export.zip jira.xml" : "");
    out.flush();
  }

  /** One line a key: how long it lay there, how long it outlived its revocation. */
  void proof(RunResult result) {
    out.println();
    heading("%d. Is it dead yet? “Accepted” is not “dead”".formatted(++chapter));
    String row = "%-26s %-14s %16s %16s %16s%n";
    out.printf(row, "key", "state", "posted → seen", "revoked → dead", "seen → dead");
    for (RunResult.Result one : result.results()) {
      KeyRecord key = one.attribution().key();
      Timeline timeline = one.timeline();
      if (key == null || timeline == null) {
        continue;
      }
      boolean proved = timeline.deadAt() != null;
      out.printf(
          row,
          shorten(key.title(), 26),
          state(one, timeline),
          time(timeline.detectionLag()),
          time(timeline.residualWindow()),
          proved && timeline.revokedAt() != null
              ? time(Duration.between(timeline.seenAt(), timeline.deadAt()))
              : "–");
    }
    out.println();
    out.println("Held for people, because no machine may end them alone:");
    for (RunResult.Result one : result.results()) {
      KeyRecord key = one.attribution().key();
      if (key != null && one.decision() != null && !one.decision().endsTheKeyNow()) {
        out.printf("  %-26s %s%n", shorten(key.title(), 26), why(one, key));
      }
    }
    out.flush();
  }

  private static String state(RunResult.Result one, Timeline timeline) {
    return timeline.state() == RemediationState.CLOSED
        ? "dead, closed"
        : one.attribution().validity() == Validity.DEAD ? "dead" : "waits";
  }

  private static String why(RunResult.Result one, KeyRecord key) {
    Decision decision = Objects.requireNonNull(one.decision());
    if (!decision.held().isEmpty()) {
      return String.join("; ", decision.held());
    }
    if (one.finding().shown() != Shown.VALUE) {
      return "only its public id was posted, and an id opens nothing: a task";
    }
    if (key.canary()) {
      return "a trap: whoever tries it is noticed, so nobody does";
    }
    return "%s's key: waits for %d of %s to approve%s"
        .formatted(
            WireName.of(one.attribution().scope()),
            decision.approvalsNeeded(),
            String.join(", ", decision.approvers()),
            key.isProtected() ? "; protected besides" : "");
  }

  /**
   * Says what to look at, and whether all went as the story has it.
   *
   * @return true when every key met its end, and every living one lives
   */
  boolean end(Acme acme, FakeServices services, RunResult result) {
    out.println();
    heading("What the services saw, and where to look");
    List<String> strays = strays(acme, services);
    out.printf(
        "%d tasks (%d closed by Straykey), %d messages, %d requests. %s%n",
        services.tasks().size(),
        services.tasks().stream().filter(t -> t.closed()).count(),
        services.messages().size(),
        SERVICES.stream().mapToInt(service -> services.requests(service).size()).sum(),
        strays.isEmpty()
            ? "None but those to its own issuer held a key."
            : "SOME HELD A KEY OF SOMEBODY ELSE'S.");
    out.println(
        "WorkOS was made to answer “too many requests” once and Slack to lose a message: both were"
            + " tried again.");
    out.println(
        "In the folder: report.html, report.json, report.sarif, plan.json, state/straykey.db");
    out.printf(
        "Try:  cd %s && git -C repository log --all -p   # where the keys were%n", acme.folder());
    List<String> astray =
        Stream.concat(
                astray(acme, services, result).stream(),
                strays.stream().map(seen -> "a key was sent to " + seen))
            .toList();
    astray.forEach(problem -> out.println("NOT AS PLANNED: " + problem));
    out.println(
        astray.isEmpty() ? "All went as planned." : "Not all went as planned; please report it.");
    return astray.isEmpty();
  }

  /** Requests that held a planted key and did not go to its own issuer. */
  private static List<String> strays(Acme acme, FakeServices services) {
    return SERVICES.stream()
        .flatMap(
            service ->
                services.requests(service).stream()
                    .filter(
                        seen ->
                            acme.planted().stream()
                                .filter(key -> !key.issuer().equals(service))
                                .anyMatch(key -> seen.holds(key.value())))
                    .map(seen -> service + ": " + seen))
        .toList();
  }

  private static List<String> astray(Acme acme, FakeServices services, RunResult result) {
    return acme.planted().stream()
        .flatMap(
            planted -> {
              String problem = problem(planted, services, result);
              return Stream.ofNullable(problem == null ? null : planted.name() + ": " + problem);
            })
        .toList();
  }

  private static @Nullable String problem(
      PlantedKey planted, FakeServices services, RunResult result) {
    RunResult.Result found =
        result.results().stream()
            .filter(
                r -> {
                  KeyRecord key = r.attribution().key();
                  return key != null && key.id().equals(planted.recordId());
                })
            .findFirst()
            .orElse(null);
    return switch (planted.expected()) {
      case REVOKED ->
          found == null
              ? "was not found"
              : isDead(found) && !services.works(planted.issuer(), planted.value())
                  ? null
                  : "is not proved dead";
      case ALREADY_DEAD -> found == null ? "was not found" : isDead(found) ? null : "is not dead";
      case ASKED, HELD ->
          found == null
              ? "was not found"
              : services.works(planted.issuer(), planted.value()) ? null : "was ended by a machine";
      case ID_ONLY -> found == null ? "its id was not found" : null;
      case NOT_OURS -> found == null ? null : "was taken for ours";
    };
  }

  private static boolean isDead(RunResult.Result result) {
    Timeline timeline = result.timeline();
    return result.attribution().validity() == Validity.DEAD
        && timeline != null
        && (timeline.state() == RemediationState.DEAD
            || timeline.state() == RemediationState.CLOSED);
  }

  private void heading(String text) {
    out.println(colour ? "\u001b[1m" + text + "\u001b[0m" : text);
    out.println("-".repeat(text.length()));
  }

  private static String shorten(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }

  private static String time(@Nullable Duration duration) {
    if (duration == null) {
      return "–";
    }
    long seconds = duration.toSeconds();
    if (seconds < 60) {
      return "%.1f s".formatted(duration.toMillis() / 1000.0);
    }
    if (seconds < 3600) {
      return "%d min".formatted(seconds / 60);
    }
    return seconds < 2 * 86_400
        ? "%d h".formatted(seconds / 3600)
        : "%d days".formatted(seconds / 86_400);
  }
}
