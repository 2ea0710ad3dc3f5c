package dev.straykey.attribution;

import dev.straykey.inventory.Inventory;
import dev.straykey.issuer.Introspection;
import dev.straykey.issuer.Issuer;
import dev.straykey.issuer.IssuerUnavailableException;
import dev.straykey.model.Attribution;
import dev.straykey.model.AttributionBy;
import dev.straykey.model.Finding;
import dev.straykey.model.KeyRecord;
import dev.straykey.model.Keyring;
import dev.straykey.model.Secret;
import dev.straykey.model.Shown;
import dev.straykey.model.Validity;
import dev.straykey.model.Verb;
import dev.straykey.people.Directory;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Says whose a found key is, by four ways from surest to weakest: its fingerprint is in the
 * inventory; its issuer names one of our tenants; its public id is in the inventory; its first and
 * last characters fit a record.
 *
 * <p><b>Shape:</b> one finding in, one attribution out. Thread-safe as far as the issuers are.
 *
 * <p><b>Errors:</b> an issuer that gives no answer leaves the validity undetermined, with a note;
 * it never ends the run.
 */
public final class Attributor {
  private final Inventory inventory;
  private final Directory people;
  private final Map<String, Issuer> issuers;
  private final Map<String, List<String>> tenants;
  private final Predicate<String> sure;
  private final boolean fresh;

  /** With rules of which every one names its issuer for sure. */
  public Attributor(
      Inventory inventory,
      Directory people,
      Map<String, Issuer> issuers,
      Map<String, List<String>> tenants,
      Instant now) {
    this(inventory, people, issuers, tenants, rule -> true, now);
  }

  /**
   * @param issuers those enabled for introspection, by id; empty when nothing may be asked
   * @param tenants our accounts at an issuer, by its id
   * @param sure whether the form that a rule (by its id) describes is its issuer's alone: any other
   *     key may be somebody else's, and is sent to the issuer only where a record names it too
   * @param now to tell whether the inventory is young enough to act on
   */
  public Attributor(
      Inventory inventory,
      Directory people,
      Map<String, Issuer> issuers,
      Map<String, List<String>> tenants,
      Predicate<String> sure,
      Instant now) {
    this.sure = sure;
    this.inventory = inventory;
    this.people = people;
    this.issuers = Map.copyOf(issuers);
    this.tenants = Map.copyOf(tenants);
    this.fresh = inventory.fresh(now);
  }

  /**
   * Attributes one finding.
   *
   * @param keyring where its key may be; without the key only what its fingerprint and id say
   */
  public Attribution attribute(Finding finding, Keyring keyring) {
    var answer = new Answer(finding, inventory.given(), fresh, people);
    if (finding.shown() == Shown.KEY_ID) {
      byKeyId(finding, answer);
      return answer.build();
    }
    Secret secret = finding.shown() == Shown.VALUE ? keyring.get(finding.fingerprint()) : null;
    List<KeyRecord> exact = byFingerprint(finding, secret, answer);
    List<KeyRecord> byId = withId(finding.issuer(), finding.keyId());
    List<KeyRecord> alike =
        secret == null ? List.of() : inventory.byRedacted(finding.issuer(), secret);
    answer.fits(AttributionBy.FINGERPRINT, exact);
    if (secret != null && !anyCanary(exact, byId, alike, answer)) {
      introspect(finding, secret, exact, answer);
    }
    if (!answer.settled()) {
      answer.fits(AttributionBy.KEY_ID, byId);
    }
    if (!answer.settled()) {
      answer.fits(AttributionBy.REDACTED, alike);
    }
    return answer.build();
  }

  private void byKeyId(Finding finding, Answer answer) {
    answer.fits(AttributionBy.KEY_ID, withId(finding.issuer(), finding.keyId()));
  }

  private List<KeyRecord> byFingerprint(Finding finding, @Nullable Secret secret, Answer answer) {
    if (secret != null) {
      return inventory.byKey(secret);
    }
    if (finding.shown() == Shown.VALUE && inventory.needsMoreThan(finding.fingerprint().kid())) {
      answer.note(
          "the key was no longer at hand, so only records under kid %s were compared"
              .formatted(finding.fingerprint().kid()));
    }
    return inventory.byFingerprint(finding.fingerprint());
  }

  /** Records with this id, of this issuer where both sides name one. */
  private List<KeyRecord> withId(String issuer, @Nullable String keyId) {
    if (keyId == null) {
      return List.of();
    }
    return inventory.byKeyId(keyId).stream()
        .filter(r -> issuer.isEmpty() || r.issuer().isEmpty() || r.issuer().equals(issuer))
        .toList();
  }

  /** Even a mere candidate is not probed when it may be a trap. */
  private static boolean anyCanary(
      List<KeyRecord> exact, List<KeyRecord> byId, List<KeyRecord> alike, Answer answer) {
    List<KeyRecord> possible = !exact.isEmpty() ? exact : !byId.isEmpty() ? byId : alike;
    boolean canary = possible.stream().anyMatch(KeyRecord::canary);
    if (canary) {
      answer.note("it is or may be a canary, so its issuer was not asked");
    }
    return canary;
  }

  private void introspect(Finding finding, Secret secret, List<KeyRecord> exact, Answer answer) {
    Issuer issuer = issuers.get(finding.issuer());
    KeyRecord record = exact.size() == 1 ? exact.get(0) : null;
    var handle =
        new Issuer.Handle(
            finding.ruleId(),
            secret,
            // What stands beside the key in the text may be another key's id.
            record == null || record.keyId() == null ? finding.keyId() : record.keyId(),
            record == null ? null : record.tenant());
    if (issuer == null || issuer.capability(Verb.INTROSPECT, handle) == null) {
      return;
    }
    if (finding.doubt() != null && exact.isEmpty()) {
      answer.note(finding.doubt().words() + ", so its issuer was not asked");
      return;
    }
    boolean recorded = record != null && record.issuer().equals(finding.issuer());
    if (!recorded && !sure.test(finding.ruleId())) {
      answer.note("its form is not its issuer's alone, so it was not sent there");
      return;
    }
    Introspection said;
    try {
      said = issuer.introspect(handle);
    } catch (IssuerUnavailableException e) {
      answer.note(e.code() + " " + e.problem());
      return;
    }
    if (said.validity() == Validity.DEAD && record != null && isClaimed(issuer, handle, record)) {
      answer.note("the id that stands beside it is dead, and may be another key's");
      return;
    }
    answer.says(said);
    if (said.validity() == Validity.ACTIVE) {
      judge(finding.issuer(), said, record, answer);
    }
  }

  /** Returns whether the issuer was asked with an id that only the text says to be the key's. */
  private static boolean isClaimed(Issuer issuer, Issuer.Handle handle, KeyRecord record) {
    var withoutId = new Issuer.Handle(handle.ruleId(), handle.secret(), null, handle.tenant());
    return record.keyId() == null && issuer.capability(Verb.INTROSPECT, withoutId) == null;
  }

  /** What the issuer's own words about the key's account mean for whose it is. */
  private void judge(String issuer, Introspection said, @Nullable KeyRecord exact, Answer answer) {
    List<String> ours = tenants.getOrDefault(issuer, List.of());
    String tenant = said.tenant();
    boolean named = tenant != null && ours.contains(tenant);
    if (answer.settled()) {
      if (tenant != null
          && exact != null
          && exact.tenant() != null
          && !tenant.equals(exact.tenant())) {
        answer.note("the issuer names another account than the record does");
      }
      return;
    }
    // The id is the issuer's answer to the key itself, which is more than an id that someone
    // posted.
    List<KeyRecord> records =
        withId(issuer, said.keyId()).stream()
            .filter(r -> tenant == null || r.tenant() == null || tenant.equals(r.tenant()))
            .filter(r -> named || ours.isEmpty() || (tenant != null && tenant.equals(r.tenant())))
            .toList();
    if (!records.isEmpty()) {
      answer.fits(AttributionBy.INTROSPECTION, records);
    } else if (named) {
      answer.oursWithoutRecord();
    } else if (tenant == null) {
      answer.note("the issuer names no account for it");
    } else if (ours.isEmpty()) {
      answer.note("no tenants are configured for " + issuer + ", so its account says nothing");
    } else {
      answer.notOurs("the issuer names an account that is none of ours");
    }
  }
}
