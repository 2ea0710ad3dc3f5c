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
 */
public record Introspection(
    Validity validity,
    @Nullable String keyId,
    @Nullable String tenant,
    KeyScope scope,
    @Nullable Owner owner,
    @Nullable String name,
    List<String> permissions) {}
