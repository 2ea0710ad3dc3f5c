package dev.straykey.remediate;

import dev.straykey.model.Fingerprint;
import dev.straykey.model.Timeline;
import dev.straykey.model.WireName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the transaction of one key stands.
 *
 * @param title the key's name for people
 * @param timeline with its state
 * @param task key of the task; null when there is none
 * @param deadline null when there is none
 * @param overdue whether the deadline passed before the key was proved dead
 * @param nextAt when there is something to do next; null when there is nothing
 * @param unfinished what is planned, failed or unknown, such as {@code notify: failed}
 */
public record Status(
    Fingerprint fingerprint,
    String title,
    String issuer,
    Timeline timeline,
    @Nullable String task,
    @Nullable Instant deadline,
    boolean overdue,
    @Nullable Instant nextAt,
    List<String> unfinished) {
  public Status {
    unfinished = List.copyOf(unfinished);
  }

  static Status of(Run run, Case c, Instant now) {
    var effects = run.effects(c);
    var unfinished = effects.stream().filter(e -> !e.settled()).toList();
    var next =
        Stream.concat(
                Stream.ofNullable(c.nextLookAt),
                unfinished.stream().map(Effect::nextAt).filter(Objects::nonNull))
            .min(Instant::compareTo)
            .orElse(null);
    return new Status(
        c.fingerprint,
        c.title(),
        c.line.issuer(),
        c.timeline(),
        run.task(c),
        c.deadline,
        c.overdue(now),
        next,
        new ArrayList<>(
            new TreeSet<>(
                unfinished.stream()
                    .map(e -> WireName.of(e.kind()) + ": " + WireName.of(e.state()))
                    .toList())));
  }
}
