package dev.straykey.issuer;

import dev.straykey.http.GuardedClient;
import dev.straykey.issuer.AwsAnswers.Probe;
import dev.straykey.issuer.AwsAnswers.Status;
import dev.straykey.issuer.AwsQuery.Service;
import dev.straykey.model.Effect;
import dev.straykey.model.IssuerSpec;
import dev.straykey.model.KeyScope;
import dev.straykey.model.Needs;
import dev.straykey.model.Owner;
import dev.straykey.model.Secret;
import dev.straykey.model.Validity;
import dev.straykey.model.Verb;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Access keys of AWS: an id and a secret that signs requests and is never sent.
 *
 * <p>The leaked pair signs one request, GetCallerIdentity, which needs no permission and changes
 * nothing. All else is signed with the organisation's own credential, an access key that may call
 * GetAccessKeyLastUsed, ListAccessKeys, UpdateAccessKey and DeleteAccessKey: a leaked key may be
 * under a quarantine that denies it exactly these, and a change signed with it could reach others.
 *
 * <p>Where the organisation's credential can see the key's record, both must say that it is dead:
 * the refusal of the pair, and the record. Temporary keys and those of a root user cannot be ended
 * here, and nor can a key of another account than the credential's.
 *
 * <p>Remembers, beside names, which keys are a root user's. Source: see {@link AwsAnswers}; that
 * {@code us-east-1} is where both global hosts are, the API's page of endpoints.
 */
final class AwsIssuer implements Issuer {
  private static final URI STS = URI.create("https://sts.amazonaws.com");
  private static final URI IAM = URI.create("https://iam.amazonaws.com");

  private final IssuerSpec spec;
  private final AwsQuery query;
  private final @Nullable AwsRecords records;
  private final List<String> tenants;
  private final Set<String> ofRoot = ConcurrentHashMap.newKeySet();

  AwsIssuer(IssuerSpec spec, Issuers.Settings settings, GuardedClient client, Clock clock) {
    this.spec = spec;
    List<URI> hosts = hosts(settings.host());
    this.query = new AwsQuery(spec.name(), hosts.get(0), hosts.get(1), client, clock);
    this.records = AwsRecords.of(query, settings.credential());
    this.tenants = settings.tenants();
  }

  /**
   * Returns where both services are: STS, then IAM.
   *
   * @param given one host for both; null for their public ones
   */
  static List<URI> hosts(@Nullable URI given) {
    return given == null ? List.of(STS, IAM) : List.of(given, given);
  }

  @Override
  public String id() {
    return spec.id();
  }

  @Override
  public @Nullable Capability capability(Verb verb, Handle key) {
    boolean byValue = verb == Verb.INTROSPECT || verb == Verb.VERIFY;
    boolean can = serves(verb, key) && (byValue ? pair(key) != null : isOnRecord(verb, key));
    return can
        ? new Capability(
            Effect.THIS_KEY,
            verb == Verb.DISABLE,
            byValue ? Needs.VALUE : Needs.ID,
            Duration.ZERO) // “eventually” is all that is documented
        : null;
  }

  /** A key that no rule names may be one of ours: the inventory says so. */
  private boolean serves(Verb verb, Handle key) {
    return spec.can(verb, key.ruleId())
        || (spec.byClass().containsKey(verb)
            && spec.rules().stream().noneMatch(rule -> rule.id().equals(key.ruleId())));
  }

  /** Returns whether the organisation's credential reaches the key, and may do so. */
  private boolean isOnRecord(Verb verb, Handle key) {
    String id = key.keyId();
    if (records == null || !AwsKeyId.isLongLived(id) || ofRoot.contains(id)) {
      return false;
    }
    String own = AwsKeyId.account(records.keyId());
    Set<String> accounts = accounts(key);
    if (own != null && !accounts.isEmpty() && !accounts.equals(Set.of(own))) {
      return false;
    }
    boolean changes = verb == Verb.DISABLE || verb == Verb.REVOKE;
    // Another account's key is not ours to end, whatever a record says; and nor is our own.
    return !changes
        || (!records.keyId().equals(id) && (tenants.isEmpty() || tenants.containsAll(accounts)));
  }

  /** Returns all that is said of the key's account: by its record or its issuer, and by its id. */
  private static Set<String> accounts(Handle key) {
    var accounts = new TreeSet<String>();
    if (key.tenant() != null) {
      accounts.add(key.tenant());
    }
    String inId = AwsKeyId.account(key.keyId());
    if (inId != null) {
      accounts.add(inId);
    }
    return accounts;
  }

  private static @Nullable AwsPair pair(Handle key) {
    Secret secret = key.secret();
    String id = key.keyId();
    return secret != null && id != null && (AwsKeyId.isLongLived(id) || AwsKeyId.isTemporary(id))
        ? new AwsPair(id, secret)
        : null;
  }

  @Override
  public Introspection introspect(Handle key) {
    AwsAnswers answer = probe(Verb.INTROSPECT, key);
    AwsIdentity identity = answer.identity();
    if (identity != null) {
      boolean unknown = identity.kind() == AwsIdentity.Kind.OTHER;
      Owner owner = unknown ? ownerOnRecord(key) : identity.owner();
      return new Introspection(
          Validity.ACTIVE,
          key.keyId(),
          identity.account(),
          unknown && owner != null ? KeyScope.USER : identity.scope(),
          owner,
          null,
          List.of());
    }
    // An id that merely stands beside the secret may be another key's, so that nothing but a
    // refusal of the id itself tells anything.
    if (answer.probe(AwsKeyId.isTemporary(key.keyId())) != Probe.DEAD) {
      throw unsettled(Service.STS, "GetCallerIdentity: " + answer.inWords());
    }
    Owner owner = ownerOnRecord(key);
    return new Introspection(
        Validity.DEAD,
        null,
        null,
        owner == null ? KeyScope.UNKNOWN : KeyScope.USER,
        owner,
        null,
        List.of());
  }

  /** Returns the user that IAM names for the key; null when it cannot be asked, or does not say. */
  private @Nullable Owner ownerOnRecord(Handle key) {
    if (records == null || capability(Verb.READ, key) == null) {
      return null;
    }
    try {
      String user = records.lookup(Objects.requireNonNull(key.keyId())).user();
      return user == null ? null : AwsIdentity.user(user);
    } catch (IssuerUnavailableException e) {
      return null; // who the owner is does not change whether the key works
    }
  }

  @Override
  public Validity verify(Handle key) {
    AwsAnswers answer = probe(Verb.VERIFY, key);
    Probe probe = answer.probe(AwsKeyId.isTemporary(key.keyId()));
    if (probe == Probe.ALIVE) {
      return Validity.ACTIVE;
    }
    if (probe == Probe.UNDETERMINED) {
      throw unsettled(Service.STS, "GetCallerIdentity: " + answer.inWords());
    }
    if (records == null || capability(Verb.READ, key) == null) {
      return Validity.DEAD;
    }
    AwsRecords.Entry record = records.read(Objects.requireNonNull(key.keyId()));
    if (record.status() == Status.ACTIVE) {
      throw unsettled(Service.IAM, "the pair is refused, yet its record says that it is active");
    }
    // A credential that may not see the record says nothing against the refusal.
    if (record.status() == Status.UNDETERMINED && !record.refused()) {
      throw unsettled(Service.IAM, record.why());
    }
    return Validity.DEAD;
  }

  /** Asks who signs with the leaked pair. Remembers when it is a root user. */
  private AwsAnswers probe(Verb verb, Handle key) {
    AwsPair pair = pair(key);
    if (pair == null || !serves(verb, key)) {
      throw notSent(Service.STS, "it takes the secret access key and its id");
    }
    if (!pair.isAtHand()) {
      throw notSent(Service.STS, "the key is not at hand any more");
    }
    AwsAnswers answer = query.ask(pair, Service.STS, "GetCallerIdentity", Map.of());
    AwsIdentity identity = answer.identity();
    if (identity != null && identity.kind() == AwsIdentity.Kind.ROOT) {
      ofRoot.add(pair.id());
    }
    return answer;
  }

  @Override
  public Validity read(Handle key) {
    if (records == null || capability(Verb.READ, key) == null) {
      throw notSent(Service.IAM, "the organisation's credential does not reach this key's record");
    }
    AwsRecords.Entry record = records.read(Objects.requireNonNull(key.keyId()));
    return switch (record.status()) {
      case ACTIVE -> Validity.ACTIVE;
      case INACTIVE -> Validity.DEAD;
      case ABSENT -> {
        // Asked for in another account, any key is absent.
        String own = AwsKeyId.account(records.keyId());
        if (own == null || !accounts(key).equals(Set.of(own))) {
          throw unsettled(
              Service.IAM, "it is not known that the key's account is the credential's");
        }
        yield Validity.DEAD;
      }
      case UNDETERMINED -> throw unsettled(Service.IAM, record.why());
    };
  }

  @Override
  public Acceptance disable(Handle key) {
    return change(Verb.DISABLE, key, "UpdateAccessKey", Map.of("Status", "Inactive"));
  }

  @Override
  public Acceptance revoke(Handle key) {
    return change(Verb.REVOKE, key, "DeleteAccessKey", Map.of());
  }

  private Acceptance change(Verb verb, Handle key, String action, Map<String, String> more) {
    if (records == null || capability(verb, key) == null) {
      return Acceptance.REFUSED;
    }
    String id = Objects.requireNonNull(key.keyId());
    AwsRecords.Lookup lookup;
    try {
      lookup = records.lookup(id);
    } catch (IssuerUnavailableException e) {
      throw notChanged("GetAccessKeyLastUsed gave no answer");
    }
    String user = lookup.user();
    if (user == null) {
      if (lookup.gone()) {
        return Acceptance.GONE;
      }
      if (lookup.refused()) {
        return Acceptance.REFUSED;
      }
      throw notChanged("GetAccessKeyLastUsed: " + lookup.why());
    }
    AwsAnswers answer = records.change(action, user, id, more);
    if (answer.isDone(action)) {
      return Acceptance.ACCEPTED;
    }
    if (answer.isGone()) {
      return Acceptance.GONE;
    }
    if (answer.isRefusal()) {
      return Acceptance.REFUSED;
    }
    throw unsettled(Service.IAM, action + ": " + answer.inWords());
  }

  private IssuerUnavailableException unsettled(Service service, String why) {
    return new IssuerUnavailableException(spec.name(), query.host(service), why, null);
  }

  private IssuerUnavailableException notChanged(String why) {
    return IssuerUnavailableException.notChanged(spec.name(), query.host(Service.IAM), why);
  }

  private IssuerUnavailableException notSent(Service service, String why) {
    return IssuerUnavailableException.notSent(spec.name(), query.host(service), why);
  }
}
