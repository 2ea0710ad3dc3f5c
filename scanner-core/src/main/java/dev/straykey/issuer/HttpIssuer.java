package dev.straykey.issuer;

import dev.straykey.http.Addresses;
import dev.straykey.http.Credential;
import dev.straykey.http.GuardedClient;
import dev.straykey.http.HttpFailure;
import dev.straykey.http.Json;
import dev.straykey.http.Reply;
import dev.straykey.http.Request;
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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Runs what an issuer file says.
 *
 * <p>A key goes to the issuer's host and to no other. What only reads is sent again when no answer
 * came; what changes something never is, for it may have been done.
 */
final class HttpIssuer implements Issuer {
  private final IssuerSpec spec;
  private final URI host;
  private final @Nullable Secret credential;
  private final List<String> tenants;
  private final GuardedClient client;

  HttpIssuer(
      IssuerSpec spec,
      URI host,
      @Nullable Secret credential,
      List<String> tenants,
      GuardedClient client) {
    this.spec = spec;
    this.host = host;
    this.credential = credential;
    this.tenants = List.copyOf(tenants);
    this.client = client;
  }

  @Override
  public String id() {
    return spec.id();
  }

  @Override
  public @Nullable Capability capability(Verb verb, Handle key) {
    Call call = call(verb, key);
    return call == null
        ? null
        : new Capability(call.effect(), call.reversible(), call.needs(), call.deadWithin());
  }

  @Override
  public Introspection introspect(Handle key) {
    Reading reading = ask(Verb.INTROSPECT, key);
    if (reading.meaning() == Meaning.DEAD) {
      return new Introspection(Validity.DEAD, null, null, KeyScope.UNKNOWN, null, null, List.of());
    }
    Call call = call(Verb.INTROSPECT, key);
    var json = reading.json() == null ? Json.object() : reading.json();
    return Facts.read(json, call == null ? Map.of() : call.gives(), key.secret(), implied(key));
  }

  @Override
  public Validity verify(Handle key) {
    return ask(Verb.VERIFY, key).meaning() == Meaning.DEAD ? Validity.DEAD : Validity.ACTIVE;
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
          spec.name(), host, "no call of its issuer file serves here");
    }
    Reading reading = send(call, key, true);
    boolean settles =
        reading.meaning() == Meaning.ALIVE
            || reading.meaning() == Meaning.DEAD
            || (verb == Verb.READ && reading.meaning() == Meaning.GONE);
    if (!settles) {
      throw new IssuerUnavailableException(
          spec.name(), endpoint(call, slots(key)), reading.why(), null);
    }
    return reading;
  }

  private Acceptance change(Verb verb, Handle key) {
    Call call = call(verb, key);
    if (call == null) {
      return Acceptance.REFUSED;
    }
    Reading reading = send(call, key, false);
    return switch (reading.meaning()) {
      case ACCEPTED -> Acceptance.ACCEPTED;
      case GONE, DEAD -> Acceptance.GONE; // a key that ends itself is refused once it is dead
      case ALIVE -> Acceptance.REFUSED;
      case UNDETERMINED ->
          throw new IssuerUnavailableException(
              spec.name(), endpoint(call, slots(key)), reading.why(), null);
    };
  }

  private Reading send(Call call, Handle key, boolean idempotent) {
    Slots slots = slots(key);
    Request request;
    try {
      request = request(call, slots, key, endpoint(call, slots), idempotent);
    } catch (IllegalArgumentException e) {
      throw IssuerUnavailableException.notSent(spec.name(), host, String.valueOf(e.getMessage()));
    }
    try {
      Reply reply = client.send(request);
      return Answers.read(call, reply.status(), reply.body());
    } catch (HttpFailure e) {
      throw new IssuerUnavailableException(spec.name(), request.endpoint(), e.detail(), e);
    }
  }

  private Request request(Call call, Slots slots, Handle key, URI endpoint, boolean idempotent) {
    var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    call.headers().forEach((name, template) -> headers.put(name, slots.header(template)));
    String authorization = authorization(call.as(), key);
    if (authorization != null) {
      headers.put("Authorization", authorization);
    }
    byte[] body = {};
    if (call.form() != null) {
      body = slots.form(call.form());
      headers.putIfAbsent("Content-Type", "application/x-www-form-urlencoded");
    } else if (call.json() != null) {
      body = slots.json(call.json());
      headers.putIfAbsent("Content-Type", "application/json");
    }
    return new Request(
        call.method(),
        Addresses.below(host, slots.path(call.path())),
        headers,
        body,
        idempotent,
        call.perMinute(),
        endpoint);
  }

  private @Nullable String authorization(Call.As as, Handle key) {
    Secret own = key.secret();
    return switch (as) {
      case NOBODY -> null;
      case BEARER -> own == null ? null : Credential.bearer(own);
      case BASIC -> own == null ? null : Credential.basic(own);
      case CREDENTIAL -> credential == null ? null : Credential.bearer(credential);
      case CREDENTIAL_BASIC -> credential == null ? null : Credential.basic(credential);
    };
  }

  /** Returns the call that serves, with what is at hand of {@code key}; null when none does. */
  private @Nullable Call call(Verb verb, Handle key) {
    Call call = spec.call(verb, key.ruleId());
    if (call == null || !atHand(call, key) || !slots(key).canFillAll(call)) {
      return null;
    }
    boolean changes = verb == Verb.REVOKE || verb == Verb.DISABLE;
    // Another account's key is not ours to end, whatever a record says.
    boolean stranger =
        key.tenant() != null && !tenants.isEmpty() && !tenants.contains(key.tenant());
    return changes && stranger ? null : call;
  }

  private boolean atHand(Call call, Handle key) {
    boolean needed = call.needs() == Needs.VALUE ? key.secret() != null : key.keyId() != null;
    return needed
        && switch (call.as()) {
          case NOBODY -> true;
          case BEARER, BASIC -> key.secret() != null;
          case CREDENTIAL, CREDENTIAL_BASIC -> credential != null;
        };
  }

  private Slots slots(Handle key) {
    String tenant = key.tenant();
    if (tenant == null && tenants.size() == 1) {
      tenant = tenants.get(0);
    }
    return new Slots(key.secret(), key.keyId(), tenant, credential);
  }

  private URI endpoint(Call call, Slots slots) {
    return Addresses.below(host, slots.shownPath(call.path()));
  }

  private KeyScope implied(Handle key) {
    return spec.rules().stream()
        .filter(rule -> rule.id().equals(key.ruleId()))
        .map(rule -> rule.scope())
        .findFirst()
        .orElse(KeyScope.UNKNOWN);
  }
}
