package dev.straykey.tracker;

import dev.straykey.http.GuardedClient;
import dev.straykey.http.ServiceSettings;
import dev.straykey.model.InvalidInputException;
import dev.straykey.model.Secret;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Opens trackers by the id that the configuration names. */
public final class Trackers {
  private Trackers() {}

  /**
   * Makes a tracker ready. Sends nothing.
   *
   * @param settings what stands under {@code tracker: ID} in the configuration, but for the
   *     credential
   * @param credential the organisation's own; null for the one that {@code client} has bound to the
   *     host
   * @throws InvalidInputException when no tracker has this id, or a setting is missing or wrong
   */
  public static Tracker open(
      String id, Map<String, String> settings, @Nullable Secret credential, GuardedClient client) {
    var known = new TreeMap<String, TrackerFactory>();
    ServiceLoader.load(TrackerFactory.class, TrackerFactory.class.getClassLoader())
        .forEach(factory -> known.put(factory.id(), factory));
    TrackerFactory factory = known.get(id);
    if (factory == null) {
      throw new InvalidInputException(
          "SK-2050",
          "There is no tracker of that name under 'tracker'",
          "Known are " + String.join(", ", known.keySet()));
    }
    return factory.open(new ServiceSettings("tracker: " + id, settings, credential), client);
  }
}
