package dev.straykey.tracker;

import dev.straykey.http.GuardedClient;
import dev.straykey.http.ServiceSettings;

/** Opens one kind of tracker; found by {@link java.util.ServiceLoader}. */
public interface TrackerFactory {

  /** Returns the id that the configuration names, such as {@code jira}. */
  String id();

  /**
   * Makes a tracker ready. Sends nothing.
   *
   * @param client one that was allowed to speak to the tracker's host
   * @throws dev.straykey.model.InvalidInputException when a setting is missing or wrong
   */
  Tracker open(ServiceSettings settings, GuardedClient client);
}
