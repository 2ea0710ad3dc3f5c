package dev.straykey.pipeline;

import dev.straykey.remediate.Step;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.function.Consumer;

/** Says steps of remediation as run events, in words for people. */
final class Steps {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);

  /** Of those steps that a person wants to see go by; the evidence keeps them all. */
  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("probe-alive", "still works"),
          Map.entry("revoke-sent", "its issuer is asked to end it"),
          Map.entry("revoke-accepted", "its issuer accepted; that is not yet dead"),
          Map.entry("disable-sent", "its issuer is asked to switch it off"),
          Map.entry("disable-accepted", "its issuer accepted to switch it off"),
          Map.entry("probe-dead", "refused by its issuer, once"),
          Map.entry("dead", "refused twice in a row: proved dead"),
          Map.entry("task-opened", "task opened"),
          Map.entry("task-closed", "task closed, places listed"),
          Map.entry("task-reopened", "task opened again"),
          Map.entry("notified", "a person was told"),
          Map.entry("unknown", "not known whether it arrived, looked up before it is sent again"),
          Map.entry("failed", "did not work, tried again later"),
          Map.entry("message-updated", "what was told was updated"));

  private Steps() {}

  static Consumer<Step> to(Consumer<RunEvent> events) {
    return step -> {
      if (step.type().equals("decided") || step.type().equals("found")) {
        return; // the plan says so already
      }
      String words = WORDS.getOrDefault(step.type(), step.type());
      events.accept(
          new RunEvent.Step(
              "%s  %-26s %s%s"
                  .formatted(
                      TIME.format(step.at()),
                      step.title(),
                      words,
                      shown(step) ? ": " + step.detail() : "")));
    };
  }

  /** A message's reference says nothing to a person. */
  private static boolean shown(Step step) {
    return !step.detail().isEmpty()
        && !step.type().startsWith("probe")
        && !step.type().equals("dead")
        && !step.type().equals("notified")
        && !step.type().equals("message-updated");
  }
}
