package dev.straykey.notifier;

import dev.straykey.http.GuardedClient;
import dev.straykey.http.ServiceSettings;

/** Opens one kind of notifier; found by {@link java.util.ServiceLoader}. */
public interface NotifierFactory {

  /** Returns the id that the configuration names, such as {@code slack}. */
  String id();

  /**
   * Makes a notifier ready. Sends nothing.
   *
   * @param client one that was allowed to speak to the notifier's host
   * @throws dev.straykey.model.InvalidInputException when a setting is missing or wrong
   */
  Notifier open(ServiceSettings settings, GuardedClient client);
}
