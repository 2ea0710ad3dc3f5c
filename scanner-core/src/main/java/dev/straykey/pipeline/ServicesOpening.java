package dev.straykey.pipeline;

import dev.straykey.http.Credential;
import dev.straykey.http.GuardedClient;
import dev.straykey.issuer.Issuer;
import dev.straykey.issuer.Issuers;
import dev.straykey.model.IssuerSpec;
import dev.straykey.model.Verb;
import dev.straykey.notifier.Notifier;
import dev.straykey.notifier.Notifiers;
import dev.straykey.rule.RuleSet;
import dev.straykey.tracker.Tracker;
import dev.straykey.tracker.Trackers;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Opens the guarded client and the services behind it: what it may speak to, with which credential.
 * Sends nothing.
 */
record ServicesOpening(Configuration configuration, RuleSet rules, Surroundings surroundings) {

  /**
   * @param introspect whether issuers may be asked
   * @param apply whether issuers, tracker and notifier may be told to act
   * @param self fingerprints of what Straykey itself runs on
   */
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
      for (URI host : hosts(id)) {
        Credential credential = credential(settings(id).credential(), id, credentials);
        builder.allow(host, credential);
      }
    }
    GuardedClient client = builder.build();
    var all = new LinkedHashMap<String, Issuer>();
    for (String id : wanted) {
      if (!hosts(id).isEmpty()) {
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
          .filter(spec -> spec.trusted() && introspects(spec))
          .forEach(spec -> ids.add(spec.id()));
    }
    return ids;
  }

  private Configuration.IssuerSettings settings(String id) {
    return configuration
        .issuers()
        .getOrDefault(id, new Configuration.IssuerSettings(null, null, List.of()));
  }

  private static boolean introspects(IssuerSpec spec) {
    return spec.calls().containsKey(Verb.INTROSPECT) || spec.byClass().containsKey(Verb.INTROSPECT);
  }

  /** Returns the hosts that an issuer is asked at: the organisation's own, else its public ones. */
  private List<URI> hosts(String id) {
    return Issuers.hosts(Objects.requireNonNull(rules.issuer(id)), settings(id).host());
  }

  private Issuer issuer(String id, Map<String, Credential> credentials, GuardedClient client) {
    IssuerSpec spec = Objects.requireNonNull(rules.issuer(id));
    Credential credential = credentials.get(id);
    return Issuers.of(
        spec,
        new Issuers.Settings(
            settings(id).host(),
            credential == null ? null : credential.secret(),
            settings(id).tenants()),
        client,
        surroundings.clock());
  }

  private @Nullable Credential credential(
      @Nullable String place, String id, Map<String, Credential> credentials) {
    if (place == null) {
      return null;
    }
    return credentials.computeIfAbsent(id, k -> Credential.read(place, surroundings.environment()));
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
