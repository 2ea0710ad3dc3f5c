package dev.straykey.issuer;

import dev.straykey.model.KeyScope;
import dev.straykey.model.Owner;
import dev.straykey.model.Validity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an issuer says of a key.
 *
 * @param validity {@link Validity#ACTIVE} or {@link Validity#DEAD}
 * @param keyId the issuer's id for it
 * @param tenant the account that it belongs to
 * @param owner as the issuer names it; its id is the issuer's, not the directory's
 * @param permissions what it may do; empty when the issuer does not say
 * @param withoutId why the issuer's lists did not tell its id; null when they were not asked or did
 * @param mayTellId whether they may tell it when they are asked again, for they gave no answer
 */
public record Introspection(
    Validity validity,
    @Nullable String keyId,
    @Nullable String tenant,
    KeyScope scope,
    @Nullable Owner owner,
    @Nullable String name,
    List<String> permissions,
    @Nullable String withoutId,
    boolean mayTellId) {

  /** What an issuer says that has no list to look the key up in. */
  public Introspection(
      Validity validity,
      @Nullable String keyId,
      @Nullable String tenant,
      KeyScope scope,
      @Nullable Owner owner,
      @Nullable String name,
      List<String> permissions) {
    this(validity, keyId, tenant, scope, owner, name, permissions, null, false);
  }

  /** Returns this, without an id for the reason given. */
  Introspection unlisted(String why, boolean mayTell) {
    return new Introspection(
        validity, keyId, tenant, scope, owner, name, permissions, why, mayTell);
  }

  /** Returns this with what {@code listed} says more; of whose it is, the list knows more. */
  Introspection with(Introspection listed) {
    return new Introspection(
        validity,
        listed.keyId,
        tenant == null ? listed.tenant : tenant,
        listed.owner == null ? scope : listed.scope,
        listed.owner == null ? owner : listed.owner,
        listed.name == null ? name : listed.name,
        permissions.isEmpty() ? listed.permissions : permissions);
  }
}
