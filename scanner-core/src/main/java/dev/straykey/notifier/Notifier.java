package dev.straykey.notifier;

import dev.straykey.model.Brief;
import dev.straykey.model.Person;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A way to tell people.
 *
 * <p><b>Shape:</b> a {@link Brief} in, a reference to the message out. The notifier renders and
 * escapes it.
 *
 * <p><b>Errors:</b> {@link NotifierException}. Sending twice is told twice, so the caller's outbox
 * is the lock and {@link #find} serves recovery.
 */
public interface Notifier {

  /** Returns the id that the configuration names, such as {@code slack}. */
  String id();

  /** Returns where to tell what reaches nobody else; empty when the configuration names nothing. */
  default Optional<Recipient> lastResort() {
    return Optional.empty();
  }

  /**
   * Tells {@code to}.
   *
   * @param token the caller's own word for this message, by which {@link #find} knows it again
   * @return a reference to the message, such as {@code D024BE91L:1712345678.000100}
   */
  String send(Recipient to, Brief brief, String token);

  /** Returns the message that carries {@code token}, if it was sent. */
  Optional<String> find(Recipient to, String token);

  /** Replaces the text of a message that was sent. */
  void update(String message, Brief brief);

  /**
   * Whom to tell: a person, or a channel. Exactly one is set.
   *
   * @param channel such as {@code #security-on-call}
   */
  record Recipient(@Nullable Person person, @Nullable String channel) {
    public static Recipient of(Person person) {
      return new Recipient(person, null);
    }

    public static Recipient of(String channel) {
      return new Recipient(null, channel);
    }
  }
}
