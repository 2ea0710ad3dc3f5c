package dev.straykey.remediate;

import dev.straykey.model.ScannerException;
import dev.straykey.notifier.NotifierException;
import dev.straykey.tracker.TrackerException;
import org.jspecify.annotations.Nullable;

/**
 * How a call to a tracker or a notifier went.
 *
 * @param reference a task's key, a message's id
 * @param failure null when it went well
 * @param unknown whether it may have taken effect all the same
 */
record Attempt(@Nullable String reference, @Nullable String failure, boolean unknown) {

  /** A call that gives the reference of what it made, or null. */
  interface Call {
    @Nullable String run();
  }

  static Attempt at(Call call) {
    try {
      return new Attempt(call.run(), null, false);
    } catch (TrackerException e) {
      return new Attempt(null, e.problem(), e.unknown());
    } catch (NotifierException e) {
      return new Attempt(null, e.problem(), e.unknown());
    } catch (ScannerException e) {
      return new Attempt(null, e.problem(), false);
    } catch (RuntimeException e) {
      // Not its message: whose it is and what it repeats is not known.
      return new Attempt(null, "it broke with " + e.getClass().getSimpleName(), true);
    }
  }
}
