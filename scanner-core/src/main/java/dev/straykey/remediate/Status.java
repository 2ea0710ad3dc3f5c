package dev.straykey.remediate;

import dev.straykey.model.Fingerprint;
import dev.straykey.model.Timeline;
import java.time.Instant;
import java.util.List;
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
}
