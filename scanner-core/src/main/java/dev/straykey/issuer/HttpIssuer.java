package dev.straykey.issuer;

import dev.straykey.http.GuardedClient;
import dev.straykey.http.Json;
import dev.straykey.issuer.Answers.Meaning;
import dev.straykey.issuer.Answers.Reading;
import dev.straykey.model.Call;
import dev.straykey.model.IssuerSpec;
import dev.straykey.model.KeyScope;
import dev.straykey.model.Needs;
import dev.straykey.model.Secret;
import dev.straykey.model.Validity;
import dev.straykey.model.Verb;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs what an issuer file says.
 *
 * <p>A key goes to the issuer's hosts and to no other. What only reads is sent again when no answer
 * came; what changes something never is, for it may have been done.
 */
final class HttpIssuer implements Issuer {
  private final IssuerSpec spec;
  private final List<String> tenants;
  private final Caller caller;
  private final KeyLists lists;

  /**
   * @param own host that the organisation names; null for the issuer's public ones
   */
  HttpIssuer(
      IssuerSpec spec,
      @Nullable URI own,
      @Nullable Secret credential,
      List<String> tenants,
      GuardedClient client) {
    this.spec = spec;
    this.tenants = List.copyOf(tenants);
    this.caller = new Caller(spec, own, credential, client);
    this.lists = new KeyLists(caller, this.tenants);
  }

  @Override
  public String id() {
    return spec.id();
  }

  @Override
  public @Nullable Capability capability(Verb verb, Handle key) {
    Call call = call(verb, key);
    if (call == null && changes(verb)) {
      call = call(verb, learned(verb, key));
    }
    return call == null
        ? null
        : new Capability(call.effect(), call.reversible(), call.needs(), call.deadWithin());
  }

  @Override
  public boolean knowsHow(Verb verb, String ruleId) {
    return spec.call(verb, ruleId) != null;
  }

  @Override
  public Introspection introspect(Handle key) {
    Reading reading = ask(Verb.INTROSPECT, key);
    if (reading.meaning() == Meaning.DEAD) {
      return new Introspection(Validity.DEAD, null, null, KeyScope.UNKNOWN, null, null, List.of());
    }
    Call call = call(Verb.INTROSPECT, key);
    var json = reading.json() == null ? Json.object() : reading.json();
    var said = Facts.read(json, call == null ? Map.of() : call.gives(), key.secret(), implied(key));
    Call list = call(Verb.FIND, key);
    return list == null || said.keyId() != null || key.keyId() != null
        ? said
        : lists.complete(said, list, key, implied(key));
  }

  @Override
  public Validity verify(Handle key) {
    return ask(Verb.VERIFY, key).meaning() == Meaning.ALIVE ? Validity.ACTIVE : Validity.DEAD;
  }

  @Override
  public Validity read(Handle key) {
    return ask(Verb.READ, key).meaning() == Meaning.ALIVE ? Validity.ACTIVE : Validity.DEAD;
  }

  @Override
  public Acceptance revoke(Handle key) {
    return change(Verb.REVOKE, key);
  }

  @Override
  public Acceptance disable(Handle key) {
    return change(Verb.DISABLE, key);
  }

  /** Asks a question, and takes only an answer to it. */
  private Reading ask(Verb verb, Handle key) {
    Call call = call(verb, key);
    if (call == null) {
      throw IssuerUnavailableException.notSent(
          spec.name(), caller.host(null), "no call of its issuer file serves here");
    }
    Reading reading = caller.send(call, slots(key), key, "", true);
    boolean settles =
        reading.meaning() == Meaning.ALIVE
            || reading.meaning() == Meaning.DEAD
            || (verb == Verb.VERIFY && reading.refused() && key.worked() && call.isOfKey())
            || (verb == Verb.READ && reading.meaning() == Meaning.GONE);
    if (!settles) {
      throw new IssuerUnavailableException(
          spec.name(), caller.endpoint(call, slots(key)), reading.why(), null);
    }
    return reading;
  }

  private Acceptance change(Verb verb, Handle key) {
    Call call = call(verb, key);
    if (call == null) {
      return Acceptance.REFUSED;
    }
    Reading reading = caller.send(call, slots(key), key, "", false);
    return switch (reading.meaning()) {
      case ACCEPTED -> Acceptance.ACCEPTED;
      case GONE, DEAD -> Acceptance.GONE; // a key that ends itself is refused once it is dead
      case ALIVE -> Acceptance.REFUSED;
      case UNDETERMINED ->
          throw new IssuerUnavailableException(
              spec.name(), caller.endpoint(call, slots(key)), reading.why(), null);
    };
  }

  /** Returns the call that serves, with what is at hand of {@code key}; null when none does. */
  private @Nullable Call call(Verb verb, Handle key) {
    // Another account's key is not ours to end, whatever a record says.
    boolean stranger =
        key.tenant() != null && !tenants.isEmpty() && !tenants.contains(key.tenant());
    if (changes(verb) && stranger) {
      return null;
    }
    boolean listsAll = verb == Verb.FIND && key.tenant() == null && !tenants.isEmpty();
    Slots slots = slots(listsAll ? named(key, key.keyId(), tenants.get(0)) : key);
    return spec.calls(verb, key.ruleId()).stream()
        .filter(call -> caller.hasHost(call) && atHand(call, key) && slots.canFillAll(call))
        .findFirst()
        .orElse(null);
  }

  private static boolean changes(Verb verb) {
    return verb == Verb.REVOKE || verb == Verb.DISABLE;
  }

  /** Returns {@code key} as it will be once the issuer said what it can be asked for. */
  private Handle learned(Verb verb, Handle key) {
    Set<String> facts = new HashSet<>();
    Call introspection = call(Verb.INTROSPECT, key);
    if (introspection != null) {
      facts.addAll(introspection.gives().keySet());
      Call list = call(Verb.FIND, key);
      if (list != null) {
        facts.addAll(list.gives().keySet());
        facts.add("tenant");
      }
    }
    boolean named = key.keyId() == null && facts.contains("key_id");
    String id = named ? Slots.anyId(spec.call(verb, key.ruleId())) : key.keyId();
    boolean tenant = key.tenant() == null && tenants.size() > 1 && facts.contains("tenant");
    return named(key, id, tenant ? tenants.get(0) : key.tenant());
  }

  private static Handle named(Handle key, @Nullable String keyId, @Nullable String tenant) {
    return new Handle(key.ruleId(), key.secret(), keyId, tenant, key.worked());
  }

  private boolean atHand(Call call, Handle key) {
    boolean needed = call.needs() == Needs.VALUE ? key.secret() != null : key.keyId() != null;
    return needed
        && switch (call.as()) {
          case NOBODY -> true;
          case BEARER -> key.secret() != null;
          case CREDENTIAL -> caller.credential() != null;
        };
  }

  private Slots slots(Handle key) {
    String tenant = key.tenant();
    if (tenant == null && tenants.size() == 1) {
      tenant = tenants.get(0);
    }
    return new Slots(key.secret(), key.keyId(), tenant, caller.credential());
  }

  private KeyScope implied(Handle key) {
    return spec.rules().stream()
        .filter(rule -> rule.id().equals(key.ruleId()))
        .map(rule -> rule.scope())
        .findFirst()
        .orElse(KeyScope.UNKNOWN);
  }
}
