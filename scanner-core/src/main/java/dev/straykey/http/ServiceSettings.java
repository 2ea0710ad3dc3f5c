package dev.straykey.http;

import dev.straykey.model.InvalidInputException;
import dev.straykey.model.Secret;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the configuration says of one outside service.
 *
 * @param where it stands in the configuration, such as {@code tracker: jira}
 * @param values the settings, by name
 * @param credential the organisation's own at that service; null when none is named
 */
public record ServiceSettings(
    String where, Map<String, String> values, @Nullable Secret credential) {
  public ServiceSettings {
    values = Map.copyOf(values);
  }

  /**
   * Checks that nothing is set but {@code names}.
   *
   * @throws InvalidInputException SK-2051
   */
  public void only(String... names) {
    var unknown = new TreeSet<>(values.keySet());
    unknown.removeAll(Set.of(names));
    if (!unknown.isEmpty()) {
      throw new InvalidInputException(
          "SK-2051",
          "Unknown setting %s under '%s'".formatted(String.join(", ", unknown), where),
          "Known are " + String.join(", ", new TreeSet<>(Set.of(names))));
    }
  }

  public Optional<String> optional(String name) {
    return Optional.ofNullable(values.get(name)).map(String::strip).filter(v -> !v.isEmpty());
  }

  /**
   * Returns a setting.
   *
   * @throws InvalidInputException SK-2052 when it is not there
   */
  public String required(String name) {
    return optional(name)
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "SK-2052",
                    "Setting '%s' is missing under '%s'".formatted(name, where),
                    "Add it in straykey.yaml"));
  }

  /** Says that a setting is wrong, without its value. */
  public InvalidInputException wrong(String name, String why) {
    return new InvalidInputException(
        "SK-2053",
        "Setting '%s' under '%s' is wrong: %s".formatted(name, where, why),
        "Correct it in straykey.yaml");
  }

  /**
   * Returns the address of the service, at which {@code client} may speak.
   *
   * @param otherwise when the setting {@code host} is not there; null when it must be
   * @throws InvalidInputException SK-2052, SK-2053
   */
  public URI host(@Nullable String otherwise, GuardedClient client) {
    String text = optional("host").orElse(otherwise);
    try {
      URI host = Addresses.host(text == null ? required("host") : text);
      if (!client.allows(host)) {
        throw wrong("host", "the client may not speak to it");
      }
      return host;
    } catch (IllegalArgumentException e) {
      throw wrong("host", String.valueOf(e.getMessage()));
    }
  }

  /**
   * Returns the credential, which is the one bound to {@code host} when none was given.
   *
   * @throws InvalidInputException SK-2054 when there is none
   */
  public Secret credential(URI host, GuardedClient client) {
    Secret bound = credential == null ? client.credential(host) : credential;
    if (bound == null) {
      throw new InvalidInputException(
          "SK-2054",
          "No credential under '%s'".formatted(where),
          "Add 'credential: env:NAME' or 'credential: file:PATH' there in straykey.yaml");
    }
    return bound;
  }
}
