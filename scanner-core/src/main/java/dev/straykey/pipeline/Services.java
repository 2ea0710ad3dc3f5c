package dev.straykey.pipeline;

import dev.straykey.evidence.ChainLog;
import dev.straykey.http.Credential;
import dev.straykey.http.GuardedClient;
import dev.straykey.inventory.FingerprintKeys;
import dev.straykey.issuer.Issuer;
import dev.straykey.issuer.Issuers;
import dev.straykey.model.Call;
import dev.straykey.model.Effect;
import dev.straykey.model.FingerprintKey;
import dev.straykey.model.InvalidInputException;
import dev.straykey.model.IssuerSpec;
import dev.straykey.model.Rule;
import dev.straykey.model.Secret;
import dev.straykey.model.Verb;
import dev.straykey.notifier.Notifier;
import dev.straykey.notifier.Notifiers;
import dev.straykey.people.Directory;
import dev.straykey.policy.Facts;
import dev.straykey.remediate.Room;
import dev.straykey.remediate.Seal;
import dev.straykey.rule.RuleSet;
import dev.straykey.store.Store;
import dev.straykey.tracker.Tracker;
import dev.straykey.tracker.Trackers;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
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

  private Services(
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
    var opening = new Opening(configuration, rules, surroundings);
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

  /** Opens the client and everything behind it. */
  private record Opening(Configuration configuration, RuleSet rules, Surroundings surroundings) {

    Services open(boolean introspect, boolean apply, Set<String> self) {
      var credentials = new LinkedHashMap<String, Credential>();
      GuardedClient.Builder builder =
          GuardedClient.builder().clock(surroundings.clock()).sleeper(surroundings.sleeper());
      Set<String> asked = introspected(introspect);
      var wanted = new TreeSet<>(asked);
      if (apply) {
        wanted.addAll(configuration.issuers().keySet());
        allow(builder, "tracker.", configuration.trackers(), credentials);
        allow(builder, "notifier.", configuration.notifiers(), credentials);
      }
      for (String id : wanted) {
        URI host = host(id);
        if (host != null) {
          Credential credential = credential(settings(id).credential(), id, credentials);
          builder.allow(host, credential);
        }
      }
      GuardedClient client = builder.build();
      var all = new LinkedHashMap<String, Issuer>();
      for (String id : wanted) {
        if (host(id) != null) {
          all.put(id, issuer(id, credentials, client));
        }
      }
      var askedIssuers = new LinkedHashMap<>(all);
      askedIssuers.keySet().retainAll(asked);
      return new Services(
          configuration,
          rules,
          client,
          askedIssuers,
          apply ? all : Map.of(),
          apply ? tracker(credentials, client) : null,
          apply ? notifier(credentials, client) : null,
          self);
    }

    private Set<String> introspected(boolean introspect) {
      if (!introspect) {
        return Set.of();
      }
      var ids = new TreeSet<>(configuration.introspect());
      if (ids.remove("all")) {
        rules.issuers().stream()
            .filter(spec -> spec.trusted() && spec.calls().containsKey(Verb.INTROSPECT))
            .forEach(spec -> ids.add(spec.id()));
      }
      return ids;
    }

    private Configuration.IssuerSettings settings(String id) {
      return configuration
          .issuers()
          .getOrDefault(id, new Configuration.IssuerSettings(null, null, List.of()));
    }

    private @Nullable URI host(String id) {
      URI given = settings(id).host();
      IssuerSpec spec = rules.issuer(id);
      return given != null || spec == null ? given : spec.host();
    }

    private Issuer issuer(String id, Map<String, Credential> credentials, GuardedClient client) {
      IssuerSpec spec = java.util.Objects.requireNonNull(rules.issuer(id));
      Credential credential = credentials.get(id);
      return Issuers.of(
          spec,
          new Issuers.Settings(
              settings(id).host(),
              credential == null ? null : credential.secret(),
              settings(id).tenants()),
          client);
    }

    private @Nullable Credential credential(
        @Nullable String place, String id, Map<String, Credential> credentials) {
      if (place == null) {
        return null;
      }
      return credentials.computeIfAbsent(
          id, k -> Credential.read(place, surroundings.environment()));
    }

    private void allow(
        GuardedClient.Builder builder,
        String prefix,
        Map<String, Configuration.ServiceSettings> services,
        Map<String, Credential> credentials) {
      services.forEach(
          (id, service) -> {
            Credential credential = credential(service.credential(), prefix + id, credentials);
            String host = service.other().get("host");
            if (host != null) {
              builder.allow(URI.create(host), credential);
            } else if (id.equals("slack")) {
              builder.allow(URI.create("https://slack.com"), credential);
            }
          });
    }

    private @Nullable Tracker tracker(Map<String, Credential> credentials, GuardedClient client) {
      for (var entry : configuration.trackers().entrySet()) {
        Credential credential = credentials.get("tracker." + entry.getKey());
        return Trackers.open(
            entry.getKey(),
            entry.getValue().other(),
            credential == null ? null : credential.secret(),
            client);
      }
      return null;
    }

    private @Nullable Notifier notifier(Map<String, Credential> credentials, GuardedClient client) {
      for (var entry : configuration.notifiers().entrySet()) {
        Credential credential = credentials.get("notifier." + entry.getKey());
        return Notifiers.open(
            entry.getKey(),
            entry.getValue().other(),
            credential == null ? null : credential.secret(),
            client);
      }
      return null;
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
      Call call = spec == null ? null : spec.call(Verb.REVOKE, rule.id());
      if (call != null) {
        effects.put(Facts.effectKey(rule.issuer(), rule.id()), call.effect());
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
