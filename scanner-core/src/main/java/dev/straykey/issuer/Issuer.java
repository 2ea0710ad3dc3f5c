package dev.straykey.issuer;

import dev.straykey.model.Secret;
import dev.straykey.model.Validity;
import dev.straykey.model.Verb;
import org.jspecify.annotations.Nullable;

/**
 * The service that issued a key: says what the key is and withdraws it.
 *
 * <p><b>Shape:</b> one {@link Handle} in, one answer out. Stateless; called from many threads.
 *
 * <p><b>Units:</b> a time limit covers a whole call, retries included.
 *
 * <p><b>Errors:</b> a refused key is an answer ({@link Validity#DEAD}); a missing answer is an
 * {@link IssuerUnavailableException}. A broken network never makes a key look dead.
 */
public interface Issuer {

  /** Returns the id that rules name, such as {@code workos}. */
  String id();

  /** Returns what {@code verb} would reach and need for this key, or null when there is no way. */
  @Nullable Capability capability(Verb verb, Handle key);

  /**
   * Asks whose {@code key} is and whether it works. Read-only at the issuer. Needs the key itself.
   *
   * @throws IssuerUnavailableException when the issuer gave no answer that settles it
   */
  Introspection introspect(Handle key);

  /**
   * Probes whether {@code key} still works, without changing anything. Needs the key itself.
   *
   * @return {@link Validity#ACTIVE} or {@link Validity#DEAD}
   * @throws IssuerUnavailableException when the issuer gave no answer that settles it
   */
  Validity verify(Handle key);

  /**
   * Reads the issuer's own record of the key back, by its id.
   *
   * @throws IssuerUnavailableException when the issuer gave no answer that settles it
   */
  Validity read(Handle key);

  /**
   * Asks the issuer to end the key. “Accepted” is not “dead”.
   *
   * @throws IssuerUnavailableException when it is not known whether the issuer did it: probe, do
   *     not blindly repeat
   */
  Acceptance revoke(Handle key);

  /**
   * Asks the issuer to switch the key off, reversibly.
   *
   * @throws IssuerUnavailableException as {@link #revoke}
   */
  Acceptance disable(Handle key);

  /** Returns whether there is a way to {@code verb} such a key once enough is known of it. */
  default boolean knowsHow(Verb verb, String ruleId) {
    return false;
  }

  /**
   * What is at hand of a key to speak to its issuer of it.
   *
   * @param ruleId the kind of key
   * @param secret the key; null when only its id is at hand
   * @param keyId the issuer's id for it; null when not known
   * @param tenant the account at the issuer; null when not known
   * @param worked whether the issuer was seen to take the key before, where it is asked now
   */
  record Handle(
      String ruleId,
      @Nullable Secret secret,
      @Nullable String keyId,
      @Nullable String tenant,
      boolean worked) {

    /** What is at hand of a key that was not seen at work. */
    public Handle(
        String ruleId, @Nullable Secret secret, @Nullable String keyId, @Nullable String tenant) {
      this(ruleId, secret, keyId, tenant, false);
    }

    /**
     * Returns this with the id and the account that the issuer named, where they were not known, so
     * that a key of which only the value is at hand can be revoked by its id.
     */
    public Handle joined(Introspection said) {
      return new Handle(
          ruleId,
          secret,
          keyId == null ? said.keyId() : keyId,
          tenant == null ? said.tenant() : tenant,
          worked);
    }
  }

  /** How an issuer took a request to change something. */
  enum Acceptance {
    /** It said that it would. */
    ACCEPTED,
    /** There was nothing to change any more. */
    GONE,
    /** It will not; nothing was changed. */
    REFUSED
  }
}
