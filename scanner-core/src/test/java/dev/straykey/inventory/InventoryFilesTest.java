package dev.straykey.inventory;

import static dev.straykey.inventory.Samples.KEY;
import static dev.straykey.inventory.Samples.KEYS;
import static dev.straykey.inventory.Samples.NOW;
import static dev.straykey.inventory.Samples.OLD_KEY;
import static dev.straykey.inventory.Samples.inventory;
import static dev.straykey.inventory.Samples.line;
import static dev.straykey.inventory.Samples.read;
import static dev.straykey.inventory.Samples.secret;
import static dev.straykey.inventory.Samples.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.straykey.model.InvalidInputException;
import dev.straykey.model.KeyRecord;
import dev.straykey.model.KeyScope;
import dev.straykey.model.KeyState;
import dev.straykey.model.Owner;
import dev.straykey.model.OwnerType;
import dev.straykey.model.Privilege;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InventoryFilesTest {
  private static final String FULL =
      """
      {"id": "key_01J9", "issuer": "workos", "tenant": "org_01", "name": "CI publish", "scope": "organisation",\
       "fingerprint": {"hmac-sha256": "%s", "kid": "%s", "sha256": "%s"}, "key_id": "kid-123456", "redacted": "sk_...3456",\
       "owner": {"team": "platform"}, "created_by": "u-9", "business_owner": "u-3", "technical_owner": "u-9",\
       "backup_approvers": ["u-4"], "revocation_authority": ["u-3", "u-4"], "internal_owner": null, "managed_by": "vendor",\
       "permissions": ["packages:write"], "permissions_granted": ["a"], "permissions_used": ["b"], "privilege": "write",\
       "used_by": [{"actor": "service", "id": "ci", "on_behalf_of": null}], "environment": "production",\
       "purpose": "publish", "system_of_record": "vault:secret/ci/publish", "change_ticket": "SEC-12",\
       "created_at": "2026-01-05T00:00:00Z", "rotated_at": null, "expires_at": "2027-01-05",\
       "last_used_at": "2026-11-01T02:00:00+02:00", "rotation_days": 90, "reviewed_at": null, "next_review": null,\
       "protected": true, "emergency": true, "canary": true, "exception": "until May", "state": "inactive"}"""
          .formatted(KEY.of(secret(1)).hex(), KEY.kid(), "ab".repeat(32));

  @Test
  void readsEveryField() {
    KeyRecord r = Samples.record(FULL);
    assertThat(r.id()).isEqualTo("key_01J9");
    assertThat(r.hmac()).isEqualTo(KEY.of(secret(1)));
    assertThat(r.sha256()).isEqualTo("ab".repeat(32));
    assertThat(r.scope()).isEqualTo(KeyScope.ORGANISATION);
    assertThat(r.owner()).isEqualTo(new Owner(OwnerType.TEAM, "platform"));
    assertThat(r.revocationAuthority()).containsExactly("u-3", "u-4");
    assertThat(r.internalOwner()).isNull();
    assertThat(r.managedBy()).isEqualTo("vendor");
    assertThat(r.privilege()).isEqualTo(Privilege.WRITE);
    assertThat(r.usedBy()).containsExactly(new KeyRecord.UsedBy("service", "ci", null));
    assertThat(r.expiresAt()).isEqualTo(Instant.parse("2027-01-05T00:00:00Z"));
    assertThat(r.lastUsedAt()).isEqualTo(Instant.parse("2026-11-01T00:00:00Z"));
    assertThat(r.rotationDays()).isEqualTo(90);
    assertThat(r.isProtected() && r.emergency() && r.canary()).isTrue();
    assertThat(r.state()).isEqualTo(KeyState.INACTIVE);
  }

  @Test
  void readsBackWhatItWrites() {
    KeyRecord r = Samples.record(FULL);
    assertThat(Samples.record(InventoryLines.line(r))).isEqualTo(r);
  }

  @Test
  void readsTheSameFromCsv() {
    KeyRecord json = Samples.record(FULL);
    String csv =
        "id,issuer,tenant,name,scope,hmac-sha256,fingerprint.kid,sha256,key_id,redacted,owner,created_by,business_owner,"
            + "technical_owner,backup_approvers,revocation_authority,internal_owner,managed_by,permissions,permissions_granted,"
            + "permissions_used,privilege,used_by,environment,purpose,system_of_record,change_ticket,created_at,rotated_at,"
            + "expires_at,last_used_at,rotation_days,protected,emergency,canary,exception,state\r\n"
            + "key_01J9,workos,org_01,\"CI publish\",org,%s,%s,%s,kid-123456,sk_...3456,team:platform,u-9,u-3,"
                .formatted(KEY.of(secret(1)).hex(), KEY.kid(), "ab".repeat(32))
            + "u-9,u-4,u-3; u-4,,vendor,packages:write,a,b,write,service:ci,production,publish,vault:secret/ci/publish,SEC-12,"
            + "2026-01-05T00:00:00Z,,2027-01-05,2026-11-01T02:00:00+02:00,90,true,TRUE,true,until May,inactive\r\n";
    assertThat(read(csv, KEYS).records()).containsExactly(json);
  }

  @ParameterizedTest
  @CsvSource({"org,ORGANISATION", "organization,ORGANISATION", "User,USER", "workload,WORKLOAD"})
  void takesTheSpellingsOfScope(String text, KeyScope scope) {
    assertThat(Samples.record(line("a", 1, ", \"scope\": \"" + text + "\"")).scope())
        .isEqualTo(scope);
  }

  @Test
  void takesBase64Digests() {
    byte[] digest = HexFormat.of().parseHex(KEY.of(secret(1)).hex());
    String plain = Base64.getEncoder().encodeToString(digest);
    String url = Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    var found =
        inventory(
            "{\"id\": \"a\", \"fingerprint\": {\"hmac-sha256\": \"%s\"}}".formatted(plain),
            "{\"id\": \"b\", \"fingerprint\": {\"hmac-sha256\": \"%s\"}}".formatted(url));
    assertThat(found.byKey(secret(1))).extracting(KeyRecord::id).containsExactly("a", "b");
  }

  @Test
  void takesTheHeadersKidForRecordsWithoutOne() {
    String header = InventoryLines.header(NOW, OLD_KEY.kid());
    String record =
        "{\"id\": \"a\", \"fingerprint\": \"%s\"}".formatted(OLD_KEY.of(secret(1)).hex());
    var inventory = inventory(Samples.BOTH_KEYS, header, record);
    assertThat(inventory.byKey(secret(1))).hasSize(1);
  }

  @Test
  void takesAnyLineEndsAndAByteOrderMark() {
    String text = "\uFEFF\r\n" + line("a", 1, "") + "\r\n\n" + line("b", 2, "");
    assertThat(read(text, KEYS).records()).hasSize(2);
  }

  @Test
  void refusesAnotherKidAndNamesBoth() {
    String other =
        "{\"id\": \"a\", \"fingerprint\": {\"hmac-sha256\": \"%s\", \"kid\": \"%s\"}}"
            .formatted(OLD_KEY.of(secret(1)).hex(), OLD_KEY.kid());
    assertThatThrownBy(() -> inventory(other))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(
            "SK-1307 inventory, line 1, field kid: made under kid %s, at hand: %s"
                .formatted(OLD_KEY.kid(), KEY.kid()));
  }

  @Test
  void refusesAHeaderOfAnotherKidEvenWithoutRecords() {
    assertThatThrownBy(() -> inventory(InventoryLines.header(NOW, OLD_KEY.kid())))
        .hasMessageContaining("SK-1307");
  }

  @Test
  void refusesAKeyInClearWithoutPrintingIt() {
    assertThatThrownBy(() -> inventory("{\"id\": \"a\", \"fingerprint\": \"" + text(1) + "\"}"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll("SK-1305", "line 1", "fingerprint", "key in clear")
        .hasMessageNotContaining("Q7Q7")
        .hasNoCause();
  }

  @Test
  void refusesARedactedFormThatRedactsNothing() {
    assertThatThrownBy(() -> inventory("{\"id\": \"a\", \"redacted\": \"" + text(1) + "\"}"))
        .hasMessageContainingAll("SK-1305", "redacted")
        .hasMessageNotContaining("Q7Q7");
  }

  @Test
  void refusesAnIdTwiceAndNamesBothLines() {
    assertThatThrownBy(() -> inventory("", line("a", 1, ""), line("b", 1, ""), line("a", 2, "")))
        .hasMessageContainingAll("SK-1306", "line 4", "line 2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ", \"scope\": \"usr\"",
        ", \"protected\": \"yes\"",
        ", \"rotation_days\": -1",
        ", \"rotation_days\": 1.5",
        ", \"created_at\": \"yesterday\"",
        ", \"owner\": {\"team\": \"a\", \"person\": \"b\"}",
        ", \"owner\": \"platform\"",
        ", \"permissions\": \"all\"",
        ", \"used_by\": [{\"actor\": \"service\"}]",
        ", \"managed_by\": \"them\"",
        ", \"name\": 7",
        ", \"state\": \"gone\""
      })
  void namesLineAndFieldOfAWrongValue(String more) {
    String field = more.substring(3, more.indexOf('"', 3));
    assertThatThrownBy(() -> inventory(line("a", 1, ""), line("b", 2, more)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll("SK-1303", "line 2", "field " + field);
  }

  @Test
  void refusesAMisspelledFieldRatherThanForgetIt() {
    assertThatThrownBy(() -> inventory(line("a", 1, ", \"protcted\": true")))
        .hasMessageContainingAll("SK-1304", "line 1", "protcted");
  }

  @Test
  void printsNoFieldNameThatCouldBeAKey() {
    assertThatThrownBy(() -> inventory("{\"" + text(1) + "\": 1}"))
        .hasMessageContaining("SK-1304")
        .hasMessageNotContaining("Q7Q7");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[{\"id\": \"a\"}]",
        "{\"id\": \"a\"",
        "{\"id\": \"a\", \"id\": \"b\", \"key_id\": \"c\"}",
        "{\"id\": \"a\", \"key_id\": \"b\"} {\"id\": \"c\"}"
      })
  void refusesWhatIsNotOneObjectALine(String text) {
    assertThatThrownBy(() -> inventory(text)).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void refusesARecordThatCannotBeFound() {
    assertThatThrownBy(() -> inventory("{\"id\": \"a\"}"))
        .hasMessageContainingAll("SK-1303", "fingerprint");
  }

  @Test
  void refusesAnInventoryWithoutRecordsThatDoesNotSayThatItIsOne() {
    assertThatThrownBy(() -> inventory("")).hasMessageContaining("SK-1311");
  }

  @Test
  void takesAnEmptyInventoryThatSaysThatItIsOne() {
    var empty = Samples.fresh();
    assertThat(empty.given()).isTrue();
    assertThat(empty.records()).isEmpty();
  }

  @Test
  void namesTheLineOfABadCsvRow() {
    String csv = "id,key_id,protected\na,AKIA1,\n\"b\nb2\",x,\nc,y,perhaps\n";
    assertThatThrownBy(() -> read(csv.replace("\nb2", ""), KEYS))
        .hasMessageContainingAll("SK-1303", "line 4", "protected");
  }

  @Test
  void refusesAColumnThatNoInventoryHas() {
    assertThatThrownBy(() -> read("id,key_id,protcted\na,b,\n", KEYS))
        .hasMessageContainingAll("SK-1304", "protcted");
  }

  @Test
  void takesAHeaderLineBeforeCsv() {
    var inventory = read(InventoryLines.header(NOW, null) + "\nid,key_id\na,AKIA12345678\n", KEYS);
    assertThat(inventory.fresh(NOW)).isTrue();
    assertThat(inventory.byKeyId("AKIA12345678")).hasSize(1);
  }

  @Test
  void isStaleADayAfterItsExport() {
    var inventory = Samples.fresh(line("a", 1, ""));
    assertThat(inventory.fresh(NOW.plus(Duration.ofDays(1)))).isTrue();
    assertThat(inventory.fresh(NOW.plus(Duration.ofDays(1)).plusSeconds(1))).isFalse();
  }

  @Test
  void isStaleWhenNobodySaysHowOldItIs() {
    assertThat(inventory(line("a", 1, "")).fresh(NOW)).isFalse();
  }

  @Test
  void refusesAnExportOfTheDayAfterTomorrow() {
    String header = InventoryLines.header(NOW.plus(Duration.ofDays(2)), null);
    assertThatThrownBy(() -> inventory(header, line("a", 1, "")))
        .hasMessageContainingAll("SK-1303", "exported_at", "future");
  }

  @Test
  void namesAFileThatCannotBeRead() {
    assertThatThrownBy(() -> InventoryFiles.read(Path.of("no-such.jsonl"), KEYS, NOW))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll("SK-1301", "no-such.jsonl");
  }
}
