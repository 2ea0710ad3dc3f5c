package dev.straykey.policy;

import dev.straykey.model.Action;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of a policy.
 *
 * @param name how reports name it
 * @param when CEL expression; the first line of which it is true decides
 * @param actions what to do, in this order; empty for nothing
 * @param automatic whether what ends the key may run without a person
 * @param within time until the deadline; null for the audience's own
 * @param unanswered whether a key of it that anyone can read and that is alive is revoked when
 *     nobody answered until the last deadline
 * @param where file and line that it stands on, for messages
 */
public record Line(
    String name,
    String when,
    List<Action> actions,
    boolean automatic,
    @Nullable Duration within,
    boolean unanswered,
    String where) {
  public Line {
    actions = List.copyOf(actions);
  }
}
