package dev.straykey.notifier;

import dev.straykey.http.GuardedClient;
import dev.straykey.http.ServiceSettings;
import dev.straykey.model.InvalidInputException;
import dev.straykey.model.Secret;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Opens notifiers by the id that the configuration names. */
public final class Notifiers {
  private Notifiers() {}

  /**
   * Makes a notifier ready. Sends nothing.
   *
   * @param settings what stands under {@code notifier: ID} in the configuration, but for the
   *     credential
   * @param credential the organisation's own; null for the one that {@code client} has bound to the
   *     host
   * @throws InvalidInputException when no notifier has this id, or a setting is missing or wrong
   */
  public static Notifier open(
      String id, Map<String, String> settings, @Nullable Secret credential, GuardedClient client) {
    var known = new TreeMap<String, NotifierFactory>();
    ServiceLoader.load(NotifierFactory.class, NotifierFactory.class.getClassLoader())
        .forEach(factory -> known.put(factory.id(), factory));
    NotifierFactory factory = known.get(id);
    if (factory == null) {
      throw new InvalidInputException(
          "SK-2060",
          "There is no notifier of that name under 'notifier'",
          "Known are " + String.join(", ", known.keySet()));
    }
    return factory.open(new ServiceSettings("notifier: " + id, settings, credential), client);
  }
}
