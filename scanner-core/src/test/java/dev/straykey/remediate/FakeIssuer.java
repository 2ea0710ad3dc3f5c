package dev.straykey.remediate;

import dev.straykey.issuer.Capability;
import dev.straykey.issuer.Introspection;
import dev.straykey.issuer.Issuer;
import dev.straykey.issuer.IssuerUnavailableException;
import dev.straykey.model.KeyScope;
import dev.straykey.model.Needs;
import dev.straykey.model.Validity;
import dev.straykey.model.Verb;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An issuer whose keys live until they are revoked and {@link #delay} has passed. */
final class FakeIssuer implements Issuer {
  private final Bench bench;

  /** When each revoked key, by its clear text, stops working. */
  final Map<String, Instant> diesAt = new LinkedHashMap<>();

  final List<String> revocations = new ArrayList<>();
  final List<String> disablings = new ArrayList<>();
  int looks;
  Duration delay = Duration.ZERO;
  Duration documented = Duration.ZERO;
  dev.straykey.model.Effect effect = dev.straykey.model.Effect.THIS_KEY;
  Needs needs = Needs.VALUE;
  Acceptance acceptance = Acceptance.ACCEPTED;

  /** Whether it ends keys only by what nobody knows. */
  boolean lacks;

  /** Whether it does not say that a key is dead: it refuses it, which tells of one that worked. */
  boolean onlyRefuses;

  boolean down;
  boolean answersRevocation = true;
  boolean takesRevocation = true;
  boolean introspects;
  boolean reads;
  @Nullable String introspectedId = "id-1";
  @Nullable String introspectedTenant;
  @Nullable String withoutId;
  boolean mayTellId;
  @Nullable Supplier<Validity> answers;

  FakeIssuer(Bench bench) {
    this.bench = bench;
  }

  @Override
  public String id() {
    return "acme";
  }

  @Override
  public @Nullable Capability capability(Verb verb, Handle key) {
    return switch (verb) {
      case VERIFY ->
          new Capability(dev.straykey.model.Effect.THIS_KEY, false, Needs.VALUE, Duration.ZERO);
      case INTROSPECT ->
          introspects
              ? new Capability(
                  dev.straykey.model.Effect.THIS_KEY, false, Needs.VALUE, Duration.ZERO)
              : null;
      case FIND -> null;
      case READ ->
          reads
              ? new Capability(dev.straykey.model.Effect.THIS_KEY, false, Needs.ID, Duration.ZERO)
              : null;
      case REVOKE -> lacks ? null : new Capability(effect, false, needs, documented);
      case DISABLE -> new Capability(effect, true, needs, documented);
    };
  }

  @Override
  public boolean knowsHow(Verb verb, String ruleId) {
    return verb == Verb.REVOKE;
  }

  private String name(Handle key) {
    return key.secret() == null ? "id:" + key.keyId() : key.secret().reveal();
  }

  private void unavailable() {
    throw new IssuerUnavailableException(
        "acme", URI.create("https://acme.example/"), "HTTP 503", null);
  }

  @Override
  public Introspection introspect(Handle key) {
    return bench.call(
        () -> {
          if (down) {
            unavailable();
          }
          return new Introspection(
              state(name(key)),
              introspectedId,
              introspectedTenant,
              KeyScope.USER,
              null,
              null,
              List.of(),
              withoutId,
              mayTellId);
        });
  }

  private Validity state(String name) {
    var dies = diesAt.get(name);
    return dies != null && !bench.clock.now.isBefore(dies) ? Validity.DEAD : Validity.ACTIVE;
  }

  @Override
  public Validity verify(Handle key) {
    return bench.call(
        () -> {
          looks++;
          if (down) {
            unavailable();
          }
          var answer = answers == null ? state(name(key)) : answers.get();
          boolean unsaid = answer == Validity.DEAD && onlyRefuses && !key.worked();
          if (answer == Validity.UNDETERMINED || unsaid) {
            unavailable();
          }
          return answer;
        });
  }

  @Override
  public Validity read(Handle key) {
    return bench.call(
        () -> {
          looks++;
          return diesAt.values().stream().anyMatch(t -> !bench.clock.now.isBefore(t))
              ? Validity.DEAD
              : Validity.ACTIVE;
        });
  }

  @Override
  public Acceptance revoke(Handle key) {
    return end(key, revocations);
  }

  @Override
  public Acceptance disable(Handle key) {
    return end(key, disablings);
  }

  private Acceptance end(Handle key, List<String> calls) {
    return bench.call(
        () -> {
          if (down) {
            unavailable();
          }
          calls.add(name(key));
          if (takesRevocation && acceptance == Acceptance.ACCEPTED) {
            diesAt.putIfAbsent(name(key), bench.clock.now.plus(delay));
          }
          if (!answersRevocation) {
            unavailable();
          }
          return acceptance;
        });
  }
}
