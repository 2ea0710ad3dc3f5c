package dev.straykey.tracker;

import dev.straykey.model.Audience;
import dev.straykey.model.Brief;
import java.net.URI;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A task tracker.
 *
 * <p><b>Shape:</b> a {@link Brief} in, the task's key out. The tracker renders and escapes it.
 *
 * <p><b>Errors:</b> {@link TrackerException}. A tracker has no idempotency key of its own, so the
 * caller's outbox is the lock and {@link #find} serves only recovery: search may lag behind.
 */
public interface Tracker {

  /** Returns the id that the configuration names, such as {@code jira}. */
  String id();

  /** Returns who can read its tasks, so that a leak is not spoken of more widely than it is. */
  Audience audience();

  /** Returns the key of the open or closed task that carries {@code label}, if search knows it. */
  Optional<String> find(String label);

  /**
   * Returns the e-mail address of the account that this tracker was opened with: what signing in
   * proves of a person. Empty when the tracker does not say, or the account is closed.
   */
  default Optional<String> account() {
    return Optional.empty();
  }

  /** Returns the task's page, for people; empty when the tracker has none. */
  default Optional<URI> page(String task) {
    return Optional.empty();
  }

  /**
   * Opens a task.
   *
   * @param label one word that stands for the key, such as {@code fp-1a2b3c4d5e6f}
   * @param assignee e-mail address; null for nobody
   * @return its key, such as {@code SEC-24}
   */
  String open(Brief brief, String label, @Nullable String assignee, @Nullable LocalDate due);

  /** Adds a comment. */
  void comment(String task, Brief brief);

  /** Closes it with a last comment; closing a closed task changes nothing. */
  void close(String task, Brief brief);

  /** Reopens it with a comment; reopening an open task only comments. */
  void reopen(String task, Brief brief);
}
