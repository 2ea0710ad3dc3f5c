package dev.straykey.remediate;

import dev.straykey.issuer.Capability;
import dev.straykey.issuer.Introspection;
import dev.straykey.issuer.Issuer;
import dev.straykey.model.Fingerprint;
import dev.straykey.model.Keyring;
import dev.straykey.model.Needs;
import dev.straykey.model.ScannerException;
import dev.straykey.model.Secret;
import dev.straykey.model.Validity;
import dev.straykey.model.Verb;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All that a run asks of issuers. An issuer that gives three unexpected answers in a row is left
 * alone for the rest of the run.
 */
final class IssuerDesk {
  private static final int TRIPS_AT = 3;
  private final Map<String, Issuer> issuers;
  private final SealedKeys keys;
  private final Keyring keyring;
  private final Map<String, Integer> unexpected = new HashMap<>();
  private final Set<Fingerprint> unreadable = new HashSet<>();
  private final Set<Fingerprint> identified = new HashSet<>();

  IssuerDesk(Map<String, Issuer> issuers, SealedKeys keys, Keyring keyring) {
    this.issuers = issuers;
    this.keys = keys;
    this.keyring = keyring;
  }

  /**
   * What a look at a key gave.
   *
   * @param how {@code by value}, {@code by id}; why not, when there was no way to look
   */
  record Look(boolean possible, Validity validity, String how) {}

  boolean tripped(Case c) {
    return unexpected.getOrDefault(c.line.issuer(), 0) >= TRIPS_AT;
  }

  @Nullable Capability capability(Verb verb, Case c) {
    var issuer = issuers.get(c.line.issuer());
    return issuer == null ? null : issuer.capability(verb, handle(c));
  }

  /** Returns true when the issuer would do {@code verb} if more were known of the key. */
  boolean lacks(Verb verb, Case c) {
    var issuer = issuers.get(c.line.issuer());
    return issuer != null && issuer.knowsHow(verb, c.line.finding().ruleId());
  }

  /** Returns true when the issuer can be asked for the key by its id alone. */
  boolean readable(Case c) {
    return c.keyId != null && capability(Verb.READ, c) != null;
  }

  private boolean probeable(Case c) {
    return secret(c) != null
        && (capability(Verb.VERIFY, c) != null || capability(Verb.INTROSPECT, c) != null);
  }

  boolean canLook(Case c) {
    return issuers.containsKey(c.line.issuer()) && (probeable(c) || identifiable(c) || readable(c));
  }

  /**
   * Returns true when the key's own id, which nobody surer names, may be the one that stands beside
   * it in the text, and the issuer can be asked whether it is.
   */
  private boolean identifiable(Case c) {
    var issuer = issuers.get(c.line.issuer());
    var claimed = claimed(c);
    return issuer != null
        && claimed.secret() != null
        && claimed.keyId() != null
        && c.keyId == null
        && issuer.capability(Verb.INTROSPECT, claimed) != null;
  }

  /**
   * Asks whether the key works: with the key where it is at hand, else by its id.
   *
   * @param sent whether a change was sent. Only then is the record of the id that it named asked
   *     where the issuer says nothing of the value: before, the id may be another key's
   */
  Look look(Case c, boolean sent) {
    var issuer = issuers.get(c.line.issuer());
    if (issuer == null) {
      return new Look(false, Validity.UNDETERMINED, "no issuer is configured to be asked");
    }
    if (probeable(c)) {
      var answer = ask(c, () -> issuer.verify(handle(c)));
      if (answer != null || !sent || !readable(c)) {
        return new Look(true, answer == null ? Validity.UNDETERMINED : answer, "by value");
      }
    }
    if (identifiable(c)) {
      return new Look(true, identify(c, issuer), "by value, with the id beside it");
    }
    if (readable(c)) {
      var answer = ask(c, () -> issuer.read(handle(c)));
      return new Look(true, answer == null ? Validity.UNDETERMINED : answer, "by id");
    }
    return new Look(
        false, Validity.UNDETERMINED, "neither the key nor a way to ask by its id is at hand");
  }

  /**
   * Asks whether key and claimed id belong together. Only that they do tells anything: what is
   * refused may be the id of another key, and this one alive.
   */
  private Validity identify(Case c, Issuer issuer) {
    var said = ask(c, () -> issuer.introspect(claimed(c)));
    if (said == null || said.validity() != Validity.ACTIVE) {
      return Validity.UNDETERMINED;
    }
    c.keyId = said.keyId();
    return Validity.ACTIVE;
  }

  /** Returns what the issuer says of the key, or null when it does not, or cannot be asked. */
  @Nullable Introspection introspect(Case c) {
    var issuer = issuers.get(c.line.issuer());
    if (issuer == null || secret(c) == null || capability(Verb.INTROSPECT, c) == null) {
      return null;
    }
    var said = ask(c, () -> issuer.introspect(handle(c)));
    if (said != null && !said.mayTellId()) {
      identified.add(c.fingerprint);
    }
    return said;
  }

  /** Returns true when the issuer can be asked for its id of the key, and has not said it yet. */
  boolean mayIntrospect(Case c) {
    return !identified.contains(c.fingerprint)
        && secret(c) != null
        && capability(Verb.INTROSPECT, c) != null;
  }

  /** Returns true when {@code verb} can be asked for with what is at hand of the key. */
  boolean atHand(Case c, Capability capability) {
    return capability.needs() == Needs.ID ? c.keyId != null : secret(c) != null;
  }

  /** Returns how the issuer took it, or null when that is not known. */
  Issuer.@Nullable Acceptance end(Case c, EffectKind kind) {
    var issuer = issuers.get(c.line.issuer());
    if (issuer == null) {
      return Issuer.Acceptance.REFUSED;
    }
    Function<Issuer.Handle, Issuer.Acceptance> call =
        kind == EffectKind.DISABLE ? issuer::disable : issuer::revoke;
    var acceptance = ask(c, () -> call.apply(handle(c)));
    if (acceptance == Issuer.Acceptance.REFUSED) {
      unexpected.merge(c.line.issuer(), 1, Integer::sum);
    }
    return acceptance;
  }

  /** Returns the longest time from accepted to dead that the issuer documents; zero for none. */
  Duration deadWithin(Case c) {
    var capability = capability(Verb.REVOKE, c);
    return capability == null ? Duration.ZERO : capability.deadWithin();
  }

  private interface Question<T> {
    T ask();
  }

  private <T> @Nullable T ask(Case c, Question<T> question) {
    try {
      T answer = question.ask();
      if (answer != Issuer.Acceptance.REFUSED) {
        unexpected.remove(c.line.issuer());
      }
      return answer;
    } catch (RuntimeException e) {
      // It is unavailable; or whatever else broke, it is not known what the issuer did.
      unexpected.merge(c.line.issuer(), 1, Integer::sum);
      return null;
    }
  }

  private Issuer.Handle handle(Case c) {
    boolean worked = c.aliveAt != null;
    return new Issuer.Handle(c.line.finding().ruleId(), secret(c), c.keyId, c.tenant, worked);
  }

  private Issuer.Handle claimed(Case c) {
    var finding = c.line.finding();
    return new Issuer.Handle(finding.ruleId(), secret(c), finding.keyId(), c.tenant);
  }

  private @Nullable Secret secret(Case c) {
    if (unreadable.contains(c.fingerprint)) {
      return null;
    }
    try {
      return keys.get(c.fingerprint, keyring);
    } catch (ScannerException e) {
      unreadable.add(c.fingerprint); // sealed for another key pair: as good as not at hand
      return null;
    }
  }
}
