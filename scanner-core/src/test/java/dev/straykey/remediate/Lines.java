package dev.straykey.remediate;

import dev.straykey.model.Action;
import dev.straykey.model.Attribution;
import dev.straykey.model.AttributionBy;
import dev.straykey.model.AttributionStatus;
import dev.straykey.model.Audience;
import dev.straykey.model.Decision;
import dev.straykey.model.Finding;
import dev.straykey.model.Fingerprint;
import dev.straykey.model.FingerprintKey;
import dev.straykey.model.KeyRecord;
import dev.straykey.model.KeyScope;
import dev.straykey.model.KeyState;
import dev.straykey.model.Keyring;
import dev.straykey.model.Match;
import dev.straykey.model.Owner;
import dev.straykey.model.OwnerType;
import dev.straykey.model.Person;
import dev.straykey.model.Privilege;
import dev.straykey.model.Provenance;
import dev.straykey.model.Secret;
import dev.straykey.model.Severity;
import dev.straykey.model.Shown;
import dev.straykey.model.TextState;
import dev.straykey.model.Validity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes one line of a plan; what a test does not name is a key of u-1 that may be revoked. */
final class Lines {
  static final FingerprintKey KEY = FingerprintKey.of(new byte[32]);

  final Secret secret;
  final Fingerprint fingerprint;
  Shown shown = Shown.VALUE;
  Audience audience = Audience.ORGANISATION;
  AttributionStatus status = AttributionStatus.OURS;
  @Nullable AttributionBy by = AttributionBy.FINGERPRINT;
  List<String> candidates = List.of("key-1");
  Validity validity = Validity.UNDETERMINED;
  boolean fresh = true;
  boolean isProtected;
  boolean emergency;
  boolean canary;
  boolean publishable;
  String managedBy = "us";
  String issuer = "acme";
  @Nullable String keyId;
  @Nullable String tenant;
  List<Action> actions = List.of(Action.REVOKE, Action.TASK, Action.NOTIFY);
  boolean automatic = true;
  List<String> held = List.of();
  List<String> approvers = List.of();
  int approvalsNeeded;
  boolean endsUnanswered;
  @Nullable Instant deadline = Bench.START.plus(Duration.ofDays(1));
  int places = 1;
  Person person = Bench.person("u-1", dev.straykey.model.PersonStatus.ACTIVE, "u-2");

  Lines(String name) {
    secret = Secret.of("acme_" + "live_" + name);
    fingerprint = KEY.of(secret);
  }

  static Lines of(String name) {
    return new Lines(name);
  }

  Keyring keys() {
    var keys = new Keyring(10);
    keys.put(fingerprint, Secret.of(secret.reveal()));
    return keys;
  }

  static Keyring keys(Lines... lines) {
    var keys = new Keyring(100);
    for (var line : lines) {
      keys.put(line.fingerprint, Secret.of(line.secret.reveal()));
    }
    return keys;
  }

  PlanLine line() {
    return new PlanLine(finding(), attribution(), decision());
  }

  private Finding finding() {
    var matches = new ArrayList<Match>();
    for (int i = 1; i <= places; i++) {
      var where =
          new Provenance(
              "slack",
              "export.zip",
              "general/2026-11-20.json",
              null,
              "general",
              null,
              "text",
              "u-9",
              Bench.START.minusSeconds(3600),
              "https://chat.acme.example/p" + i,
              audience,
              TextState.CURRENT);
      matches.add(new Match(where, 0, 0, 0, 0, List.of(), "hash" + i));
    }
    return new Finding(
        fingerprint,
        "acme-key",
        "Acme key",
        issuer,
        Severity.CRITICAL,
        shown,
        "acme_…",
        null,
        KeyScope.USER,
        publishable,
        matches,
        null);
  }

  private Attribution attribution() {
    var record =
        new KeyRecord(
            "key-1",
            "acme",
            tenant,
            "CI publish",
            KeyScope.USER,
            fingerprint,
            null,
            keyId,
            null,
            new Owner(OwnerType.PERSON, "u-1"),
            null,
            null,
            null,
            List.of(),
            List.of(),
            null,
            managedBy,
            List.of("packages:write"),
            List.of(),
            List.of(),
            Privilege.WRITE,
            List.of(),
            "production",
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            0,
            null,
            null,
            isProtected,
            emergency,
            canary,
            null,
            KeyState.ACTIVE);
    return new Attribution(
        status,
        by,
        record,
        candidates,
        KeyScope.USER,
        new Owner(OwnerType.PERSON, "u-1"),
        person,
        validity,
        fresh,
        "");
  }

  private Decision decision() {
    return new Decision(
        actions,
        automatic,
        deadline,
        "user-exact",
        "on purpose",
        held,
        approvers,
        approvalsNeeded,
        endsUnanswered);
  }
}
