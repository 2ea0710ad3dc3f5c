package dev.straykey.remediate;

import dev.straykey.issuer.Introspection;
import dev.straykey.issuer.Issuer;
import dev.straykey.model.RemediationState;
import dev.straykey.model.Validity;
import dev.straykey.model.Verb;
import dev.straykey.model.WireName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Asks an issuer to end a key. Nothing is sent unless the key was seen alive just before, and
 * nothing is sent twice while the first may still take effect.
 */
final class Ending {
  private static final String LACKS =
      "issuer '%s' cannot be asked to %s it with what is known of it: see that its record names key_id"
          + " and tenant, and the configuration the issuer's credential";

  private final Run run;
  private final Proving proving;

  Ending(Run run, Proving proving) {
    this.run = run;
    this.proving = proving;
  }

  /** Takes what was seen of a key before anything was sent. */
  void before(Case c, IssuerDesk.Look look, Instant at) {
    if (look.validity() == Validity.ACTIVE || !look.possible()) {
      String type = look.possible() ? "probe-alive" : "probe-impossible";
      proving.record(c, type, look, at, () -> {});
      send(c);
    } else if (look.validity() == Validity.DEAD) {
      proving.dead(c, look, at, "already dead when looked at; nothing was sent", () -> {});
    } else {
      c.state = RemediationState.UNDETERMINED;
      c.note = "the issuer gave no answer that settles it; nothing was sent";
      c.nextLookAt = Schedule.untilDead(c.lookFrom, at);
      proving.record(c, "probe-undetermined", look, at, () -> {});
    }
  }

  /** What was sent may have taken effect: only what the issuer says of the key now can tell. */
  void unknown(Case c, IssuerDesk.Look look, Instant at) {
    var open = Situation.open(c, run.effects(c));
    var sentAt = open == null ? null : open.sentAt();
    if (open == null || sentAt == null) {
      throw new IllegalStateException("what was never sent cannot be unknown");
    }
    if (look.validity() == Validity.DEAD) {
      if (c.proof.proved() && open.kind() == EffectKind.REVOKE && c.revokedAt == null) {
        c.revokedAt = sentAt; // it cannot have been accepted before
      }
      proving.dead(
          c,
          look,
          at,
          "the issuer's answer never came, yet the key died",
          () -> {
            run.outbox.done(open, null, "proved by the key's death", at);
            run.doneNow.add(open.id());
          });
      return;
    }
    var documented = run.desk.deadWithin(c);
    var mayRepeat =
        sentAt.plus(
            documented.compareTo(Schedule.BEFORE_REPEAT) > 0 ? documented : Schedule.BEFORE_REPEAT);
    if (look.validity() == Validity.ACTIVE && !at.isBefore(mayRepeat)) {
      proving.record(c, "probe-alive", look, at, () -> {});
      send(c);
    } else if (look.possible()) {
      var next = Schedule.untilDead(c.lookFrom, at);
      c.nextLookAt = at.isBefore(mayRepeat) && mayRepeat.isBefore(next) ? mayRepeat : next;
      String type = look.validity() == Validity.ACTIVE ? "probe-alive" : "probe-undetermined";
      proving.record(c, type, look, at, () -> {});
    } else {
      c.nextLookAt = null;
      c.note = "it is not known whether the issuer ended the key, and it cannot be asked";
      proving.record(c, "probe-impossible", look, at, () -> {});
    }
  }

  /** Sends what is open, if all that was known when it was decided still holds. */
  void send(Case c) {
    var open = Situation.open(c, run.effects(c));
    if (open == null || run.desk.tripped(c) || !prepared(c, open)) {
      return;
    }
    String verb = WireName.of(open.kind());
    var sentAt = run.now();
    run.step(
        c,
        sentAt,
        verb + "-sent",
        "",
        Run.facts().with("issuer", c.line.issuer()).with("attempt", open.attempts() + 1),
        () -> run.outbox.sending(open, sentAt));
    var acceptance = run.desk.end(c, open.kind());
    var at = run.now();
    c.proof = Proof.NONE;
    if (acceptance == null) {
      c.state = RemediationState.UNDETERMINED;
      c.note = "it is not known whether the issuer took the request";
      c.lookFrom = at;
      c.nextLookAt = at;
      run.step(
          c,
          at,
          verb + "-unknown",
          c.note,
          Run.facts(),
          () -> run.outbox.notDone(open, Effect.State.UNKNOWN, c.note, null));
    } else if (acceptance == Issuer.Acceptance.REFUSED) {
      refusedByIssuer(c, open, verb, at);
    } else {
      accepted(c, open, verb, acceptance, at);
    }
  }

  private void accepted(
      Case c, Effect open, String verb, Issuer.Acceptance acceptance, Instant at) {
    boolean gone = acceptance == Issuer.Acceptance.GONE;
    if (open.kind() == EffectKind.DISABLE) {
      c.state = RemediationState.DISABLED;
    } else {
      // “Gone” is no acceptance of ours: somebody else may have been a moment earlier.
      c.state = gone ? RemediationState.PENDING : RemediationState.REVOKED;
      c.revokedAt = gone && open.attempts() == 0 ? null : at;
    }
    c.deadAt = null;
    c.note = gone ? "the issuer says that it was gone already" : "";
    c.lookFrom = at;
    c.nextLookAt = at;
    run.step(
        c,
        at,
        verb + (gone ? "-gone" : "-accepted"),
        c.note,
        Run.facts().with("issuer", c.line.issuer()).with("key_id", c.keyId),
        () -> run.outbox.done(open, null, c.note, at));
    run.doneNow.add(open.id());
  }

  private void refusedByIssuer(Case c, Effect open, String verb, Instant at) {
    var again = Schedule.retry(open.attempts() + 1, at);
    c.state = RemediationState.ATTRIBUTED;
    c.note = "the issuer refused to %s it".formatted(verb);
    c.nextLookAt = again;
    run.step(
        c,
        at,
        verb + "-refused",
        c.note,
        Run.facts().with("issuer", c.line.issuer()),
        () -> {
          run.outbox.notDone(open, Effect.State.FAILED, c.note, null);
          if (open.attempts() == 0) {
            proving.comment(c, "refused", at);
          }
        });
  }

  /** Reads the issuer once more and checks what would be sent; says so when it must not be. */
  private boolean prepared(Case c, Effect open) {
    var record = c.line.attribution().key();
    if (record == null) {
      return refuse(c, open, "not exactly one record fits");
    }
    String withoutId = null;
    if (open.kind() != EffectKind.REVOKE || c.state != RemediationState.DISABLED) {
      var said = run.desk.introspect(c);
      if (said != null && said.validity() == Validity.DEAD) {
        c.proof = c.proof.answered(Validity.DEAD, run.now());
        c.nextLookAt = run.now().plus(Proof.APART);
        proving.record(
            c,
            "probe-dead",
            new IssuerDesk.Look(true, Validity.DEAD, "by introspection"),
            run.now(),
            () -> {});
        return false;
      }
      String contradiction = said == null ? null : contradiction(c, said);
      if (contradiction != null) {
        return refuse(c, open, contradiction);
      }
      if (said != null) {
        c.keyId = c.keyId == null ? said.keyId() : c.keyId;
        c.tenant = c.tenant == null ? said.tenant() : c.tenant;
        withoutId = said.withoutId();
      }
    }
    var change = open.kind() == EffectKind.DISABLE ? Verb.DISABLE : Verb.REVOKE;
    var capability = run.desk.capability(change, c);
    String verb = WireName.of(open.kind());
    if (capability == null) {
      String why = run.desk.lacks(change, c) ? LACKS : "issuer '%s' offers no way to %s it";
      return refuse(c, open, why.formatted(c.line.issuer(), verb));
    }
    if (capability.effect() != dev.straykey.model.Effect.THIS_KEY) {
      return refuse(
          c,
          open,
          "to %s it would reach further than this key (%s)"
              .formatted(verb, WireName.of(capability.effect())));
    }
    if (!run.desk.atHand(c, capability) && run.desk.mayIntrospect(c)) {
      var at = run.now();
      c.note = "its issuer's id for the key is not known yet; nothing was sent";
      c.nextLookAt = Schedule.untilDead(c.lookFrom, at);
      run.step(c, at, "identify-undetermined", c.note, Run.facts(), () -> {});
      return false;
    }
    if (!run.desk.atHand(c, capability)) {
      String why = withoutId == null ? "" : ": " + withoutId;
      return refuse(
          c, open, "what the issuer needs to %s it is not at hand%s".formatted(verb, why));
    }
    return true;
  }

  /** Returns where the issuer and the inventory disagree whose key this is; null when nowhere. */
  private static @Nullable String contradiction(Case c, Introspection said) {
    var tenant = said.tenant();
    if (tenant != null && c.tenant != null && !tenant.equals(c.tenant)) {
      return "the issuer names another tenant than the inventory";
    }
    var keyId = said.keyId();
    if (keyId != null && c.keyId != null && !keyId.equals(c.keyId)) {
      return "the issuer names another key than the inventory";
    }
    return null;
  }

  /** Gives up ending the key, or only switching it off where ending it follows; a person must. */
  private boolean refuse(Case c, Effect open, String why) {
    var at = run.now();
    boolean goOn = open.kind() == EffectKind.DISABLE && c.ending.contains(EffectKind.REVOKE);
    c.ending.remove(open.kind());
    if (goOn) {
      c.nextLookAt = at;
    } else {
      c.ending.clear();
      var reasons = new ArrayList<>(c.refused);
      reasons.add(why);
      c.refused = reasons;
      c.lookFrom = at;
      c.nextLookAt = at.plus(Duration.ofMinutes(10));
    }
    run.step(
        c,
        at,
        "refused",
        why,
        Run.facts().with("action", WireName.of(open.kind())).with("why", why),
        () -> run.outbox.notDone(open, Effect.State.DROPPED, why, null));
    return false;
  }
}
