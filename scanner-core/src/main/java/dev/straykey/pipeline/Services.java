package dev.straykey.pipeline;

import dev.straykey.evidence.ChainLog;
import dev.straykey.http.Credential;
import dev.straykey.http.GuardedClient;
import dev.straykey.inventory.FingerprintKeys;
import dev.straykey.issuer.Issuer;
import dev.straykey.model.Effect;
import dev.straykey.model.FingerprintKey;
import dev.straykey.model.InvalidInputException;
import dev.straykey.model.IssuerSpec;
import dev.straykey.model.Rule;
import dev.straykey.model.Secret;
import dev.straykey.model.Verb;
import dev.straykey.notifier.Notifier;
import dev.straykey.people.Directory;
import dev.straykey.policy.Facts;
import dev.straykey.remediate.Room;
import dev.straykey.remediate.Seal;
import dev.straykey.rule.RuleSet;
import dev.straykey.store.Store;
import dev.straykey.tracker.Tracker;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The services outside that a run may reach, as the configuration names them. Nothing is opened
 * unless the run asks for it; every request goes through one guarded client.
 */
final class Services implements AutoCloseable {
  private final Configuration configuration;
  private final RuleSet rules;
  private final @Nullable GuardedClient client;
  private final Map<String, Issuer> introspected;
  private final Map<String, Issuer> acting;
  private final @Nullable Tracker tracker;
  private final @Nullable Notifier notifier;
  private final Set<String> self;

  Services(
      Configuration configuration,
      RuleSet rules,
      @Nullable GuardedClient client,
      Map<String, Issuer> introspected,
      Map<String, Issuer> acting,
      @Nullable Tracker tracker,
      @Nullable Notifier notifier,
      Set<String> self) {
    this.configuration = configuration;
    this.rules = rules;
    this.client = client;
    this.introspected = introspected;
    this.acting = acting;
    this.tracker = tracker;
    this.notifier = notifier;
    this.self = self;
  }

  /**
   * Makes ready what may be reached. Sends nothing.
   *
   * @param introspect whether issuers may be asked
   * @param apply whether issuers, tracker and notifier may be told to act
   * @throws InvalidInputException when a credential is missing, or an issuer is not known
   */
  static Services of(
      Configuration configuration,
      RuleSet rules,
      boolean introspect,
      boolean apply,
      Surroundings surroundings,
      FingerprintKeys keys) {
    checkIssuers(configuration, rules);
    Set<String> self = self(configuration, keys, surroundings.environment());
    if (!introspect && !apply) {
      return new Services(configuration, rules, null, Map.of(), Map.of(), null, null, self);
    }
    var opening = new ServicesOpening(configuration, rules, surroundings);
    return opening.open(introspect, apply, self);
  }

  private static void checkIssuers(Configuration configuration, RuleSet rules) {
    var named = new TreeSet<>(configuration.issuers().keySet());
    configuration.introspect().stream().filter(id -> !id.equals("all")).forEach(named::add);
    for (String id : named) {
      if (rules.issuer(id) == null) {
        throw new InvalidInputException(
            "SK-1007",
            "%s names the issuer '%s', which no issuer file describes"
                .formatted(configuration.file(), id),
            "See 'straykey rules list', or name its file under 'rules'");
      }
    }
  }

  /** Fingerprints of what Straykey itself runs on, as far as it is at hand. */
  private static Set<String> self(
      Configuration configuration, FingerprintKeys keys, Map<String, String> environment) {
    var places = new TreeSet<String>();
    configuration.issuers().values().forEach(i -> add(places, i.credential()));
    configuration.trackers().values().forEach(t -> add(places, t.credential()));
    configuration.notifiers().values().forEach(n -> add(places, n.credential()));
    var self = new TreeSet<String>();
    for (String place : places) {
      try {
        Secret secret = Credential.read(place, environment).secret();
        // A credential may be user:password; what leaks is the password alone.
        for (FingerprintKey key : keys.all()) {
          self.add(key.of(secret).hex());
          String text = secret.reveal();
          if (text.indexOf(':') >= 0) {
            self.add(key.of(Secret.of(text.substring(text.indexOf(':') + 1))).hex());
          }
        }
      } catch (InvalidInputException e) {
        // Not at hand in this run, which then cannot use it either: whoever needs it says so.
      }
    }
    return Set.copyOf(self);
  }

  private static void add(Set<String> places, @Nullable String place) {
    if (place != null) {
      places.add(place);
    }
  }

  /** Returns what a remediator works with. */
  Room room(Store store, Directory people, Surroundings surroundings) {
    return new Room(
        store,
        new ChainLog(store),
        acting,
        tracker,
        notifier,
        lastResort(),
        people::reachable,
        people::byId,
        surroundings.clock(),
        surroundings.sleeper(),
        Room.PATIENCE,
        Seal.open(surroundings.stateFolder()));
  }

  /** Returns the issuers that may be asked whose a key is. */
  Map<String, Issuer> introspected() {
    return introspected;
  }

  /** Returns the channel for what nobody could be told, or null. */
  private @Nullable String lastResort() {
    return configuration.notifiers().values().stream()
        .map(settings -> settings.other().get("last_resort"))
        .filter(channel -> channel != null)
        .findFirst()
        .orElse(null);
  }

  /** Returns what policy is to know beside finding and attribution. */
  Facts facts(Instant now) {
    var effects = new LinkedHashMap<String, Effect>();
    for (Rule rule : rules.rules()) {
      IssuerSpec spec = rules.issuer(rule.issuer());
      Effect effect = spec == null ? null : spec.effect(Verb.REVOKE, rule.id());
      if (effect != null) {
        effects.put(Facts.effectKey(rule.issuer(), rule.id()), effect);
      }
    }
    return new Facts(now, self, configuration.protectedKeys(), Set.of(), effects);
  }

  @Override
  public void close() {
    if (client != null) {
      client.close();
    }
  }
}
