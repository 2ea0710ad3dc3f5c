package dev.straykey.issuer;

import dev.straykey.http.GuardedClient;
import dev.straykey.model.InvalidInputException;
import dev.straykey.model.IssuerSpec;
import dev.straykey.model.Secret;
import java.net.URI;
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
   * Makes an issuer ready. Sends nothing.
   *
   * @param client one that was allowed to speak to the host
   * @throws IllegalArgumentException when {@code spec} is not trusted: such a file never causes a
   *     request
   * @throws InvalidInputException when no host is known, or the client may not speak to it
   */
  public static Issuer of(IssuerSpec spec, Settings settings, GuardedClient client) {
    if (!spec.trusted()) {
      throw new IllegalArgumentException(
          "issuer %s comes from %s, which can recognise keys and never cause a request"
              .formatted(spec.id(), spec.origin()));
    }
    URI host = settings.host() == null ? spec.host() : settings.host();
    if (host == null) {
      throw new InvalidInputException(
          "SK-2040",
          "Issuer %s has no host".formatted(spec.id()),
          "Give 'host' under 'issuers: %s' in straykey.yaml".formatted(spec.id()));
    }
    boolean allowed =
        settings.host() == null
            ? spec.hosts().stream().allMatch(client::allows)
            : client.allows(settings.host());
    if (!allowed) {
      throw new InvalidInputException(
          "SK-2041",
          "Issuer %s is at a host that the client may not speak to".formatted(spec.id()),
          "Name the host under 'issuers: %s' in straykey.yaml".formatted(spec.id()));
    }
    return new HttpIssuer(spec, settings.host(), settings.credential(), settings.tenants(), client);
  }
}
