package dev.straykey.pipeline;

import dev.straykey.http.Credential;
import dev.straykey.http.GuardedClient;
import dev.straykey.model.InvalidInputException;
import dev.straykey.model.Person;
import dev.straykey.model.PersonStatus;
import dev.straykey.people.Directory;
import dev.straykey.tracker.Tracker;
import dev.straykey.tracker.Trackers;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds out who a person is by a credential of the person's own: the tracker says whose account it
 * opens, the directory who that is. A name that is typed proves nothing.
 */
final class SignIn {
  private final Configuration configuration;
  private final Directory people;
  private final Surroundings surroundings;

  SignIn(Configuration configuration, Directory people, Surroundings surroundings) {
    this.configuration = configuration;
    this.people = people;
    this.surroundings = surroundings;
  }

  /**
   * @param via the act, such as {@code sign-in at jira}
   */
  record SignedIn(Person person, String via) {}

  /**
   * Asks the tracker.
   *
   * @param place {@code env:NAME} or {@code file:PATH} of the person's own credential
   * @throws InvalidInputException SK-1023 without a tracker; SK-1024 when it is Straykey's own
   *     credential; SK-1025 when nobody active of the directory has that account
   */
  SignedIn person(String place) {
    Credential credential = Credential.read(place);
    for (Map.Entry<String, Configuration.ServiceSettings> entry :
        configuration.trackers().entrySet()) {
      refuseOwn(entry.getValue().credential(), credential);
      String email = email(entry.getKey(), entry.getValue(), credential);
      Person person = email == null ? null : people.byEmail(email);
      if (person == null || person.status() != PersonStatus.ACTIVE) {
        throw new InvalidInputException(
            "SK-1025",
            "%s knows the account, but nobody active in the directory has its e-mail address"
                .formatted(entry.getKey()),
            "Add the address to the people file, or sign in with another account");
      }
      return new SignedIn(person, "sign-in at " + entry.getKey());
    }
    throw new InvalidInputException(
        "SK-1023",
        "No tracker is configured, so nobody can show who they are",
        "Name one under 'tracker' in straykey.yaml");
  }

  /** What the robot holds anyone with its host has; it speaks for no person. */
  private static void refuseOwn(@Nullable String own, Credential given) {
    if (own != null && sameAs(own, given)) {
      throw new InvalidInputException(
          "SK-1024",
          "That is the credential that Straykey itself runs on; it approves nothing",
          "Sign in with a credential of your own");
    }
  }

  private static boolean sameAs(String place, Credential given) {
    try {
      return Credential.read(place).secret().equals(given.secret());
    } catch (InvalidInputException e) {
      return false; // not at hand here, so it cannot have been given either
    }
  }

  private @Nullable String email(
      String id, Configuration.ServiceSettings settings, Credential credential) {
    String host = settings.other().get("host");
    var builder =
        GuardedClient.builder().clock(surroundings.clock()).sleeper(surroundings.sleeper());
    if (host != null) {
      builder.allow(URI.create(host), credential);
    }
    try (GuardedClient client = builder.build()) {
      Tracker tracker = Trackers.open(id, settings.other(), credential.secret(), client);
      return tracker.account().orElse(null);
    }
  }
}
