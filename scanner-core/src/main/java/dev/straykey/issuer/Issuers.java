package dev.straykey.issuer;

import dev.straykey.http.GuardedClient;
import dev.straykey.model.InvalidInputException;
import dev.straykey.model.IssuerSpec;
import dev.straykey.model.Secret;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Opens issuers: an issuer file and the organisation's settings for it, made ready to be asked. */
public final class Issuers {
  private Issuers() {}

  /**
   * The organisation's settings for an issuer.
   *
   * @param host of its API; null for the public one that the issuer file names
   * @param credential the organisation's own, for calls that ask for it
   * @param tenants the organisation's accounts there; empty when not named
   */
  public record Settings(@Nullable URI host, @Nullable Secret credential, List<String> tenants) {
    public Settings {
      tenants = List.copyOf(tenants);
    }
  }

  /**
   * Returns the hosts that an issuer's API is at.
   *
   * @param given the organisation's setting, which stands for all of them; null for the public ones
   * @return empty when none is known
   */
  public static List<URI> hosts(IssuerSpec spec, @Nullable URI given) {
    if (isAws(spec)) {
      return AwsIssuer.hosts(given);
    }
    return given == null ? List.copyOf(spec.hosts()) : List.of(given);
  }

  /** An issuer file says that a class runs it, and here it is. */
  private static boolean isAws(IssuerSpec spec) {
    return spec.id().equals("aws") && !spec.byClass().isEmpty();
  }

  /** Makes an issuer ready, by the system's clock. Sends nothing. */
  public static Issuer of(IssuerSpec spec, Settings settings, GuardedClient client) {
    return of(spec, settings, client, Clock.systemUTC());
  }

  /**
   * Makes an issuer ready. Sends nothing.
   *
   * @param client one that was allowed to speak to the host
   * @throws IllegalArgumentException when {@code spec} is not trusted: such a file never causes a
   *     request
   * @param clock for requests that say when they were made
   * @throws InvalidInputException when no host is known, or the client may not speak to it; when
   *     the credential is not of the issuer's form, or there is no class that could run it
   */
  public static Issuer of(IssuerSpec spec, Settings settings, GuardedClient client, Clock clock) {
    if (!spec.trusted()) {
      throw new IllegalArgumentException(
          "issuer %s comes from %s, which can recognise keys and never cause a request"
              .formatted(spec.id(), spec.origin()));
    }
    List<URI> hosts = hosts(spec, settings.host());
    if (hosts.isEmpty()) {
      throw new InvalidInputException(
          "SK-2040",
          "Issuer %s has no host".formatted(spec.id()),
          "Give 'host' under 'issuers: %s' in straykey.yaml".formatted(spec.id()));
    }
    if (!hosts.stream().allMatch(client::allows)) {
      throw new InvalidInputException(
          "SK-2041",
          "Issuer %s is at a host that the client may not speak to".formatted(spec.id()),
          "Name the host under 'issuers: %s' in straykey.yaml".formatted(spec.id()));
    }
    if (isAws(spec)) {
      return new AwsIssuer(spec, settings, client, clock);
    }
    if (!spec.byClass().isEmpty()) {
      throw new InvalidInputException(
          "SK-2043",
          "%s says that a class of its own asks issuer %s, and there is none"
              .formatted(spec.origin(), spec.id()),
          "Take 'class' out of the file, or describe the requests by its verbs");
    }
    return new HttpIssuer(spec, settings.host(), settings.credential(), settings.tenants(), client);
  }
}
