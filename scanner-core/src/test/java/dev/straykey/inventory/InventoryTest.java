package dev.straykey.inventory;

import static dev.straykey.inventory.Samples.KEY;
import static dev.straykey.inventory.Samples.OLD_KEY;
import static dev.straykey.inventory.Samples.inventory;
import static dev.straykey.inventory.Samples.line;
import static dev.straykey.inventory.Samples.secret;
import static dev.straykey.inventory.Samples.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.straykey.model.KeyRecord;
import dev.straykey.model.KnownKeys.Known;
import dev.straykey.model.Secret;
import dev.straykey.model.Shown;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InventoryTest {
  private static Known ask(Inventory inventory, String text) {
    byte[] bytes = ("<" + text + ">").getBytes(StandardCharsets.UTF_8);
    return inventory.knownKeys().lookup().ask(bytes, 1, bytes.length - 1);
  }

  private static String underOldKey(int number) {
    return "{\"id\": \"old%d\", \"fingerprint\": {\"hmac-sha256\": \"%s\", \"kid\": \"%s\"}}"
        .formatted(number, OLD_KEY.of(secret(number)).hex(), OLD_KEY.kid());
  }

  private static String sha256(String id, int number) throws Exception {
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(text(number).getBytes(StandardCharsets.UTF_8));
    return "{\"id\": \"%s\", \"fingerprint\": {\"sha256\": \"%s\"}}"
        .formatted(id, HexFormat.of().formatHex(digest));
  }

  @Test
  void knowsAKeyByItsHmac() {
    assertThat(ask(inventory(line("a", 1, "")), text(1)))
        .isEqualTo(new Known(Shown.VALUE, "stripe", "a"));
  }

  @Test
  void doesNotAskForWhatReadsLikeWords() throws Exception {
    String words = "someVeryLongMethodName";
    var inventory = inventory(sha256Line("w", words));

    assertThat(askToken(inventory, words)).isNull();
    assertThat(ask(inventory, words)).as("a rule fired on it").isNotNull();
  }

  @ParameterizedTest
  @CsvSource({"someVeryLongMethodName7", "someVERYLongMethodName"})
  void asksForATokenWithADigitOrTwoCapitals(String token) throws Exception {
    assertThat(askToken(inventory(sha256Line("t", token)), token)).isNotNull();
  }

  @Test
  void asksForAPublicIdWhateverItReadsLike() {
    var inventory =
        inventory("{\"id\": \"i\", \"issuer\": \"own\", \"key_id\": \"billing-service-key\"}");

    assertThat(askToken(inventory, "billing-service-key").shown()).isEqualTo(Shown.KEY_ID);
  }

  private static Known askToken(Inventory inventory, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return inventory.knownKeys().lookup().askToken(bytes, 0, bytes.length);
  }

  private static String sha256Line(String id, String key) throws Exception {
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
    return "{\"id\": \"%s\", \"fingerprint\": {\"sha256\": \"%s\"}}"
        .formatted(id, HexFormat.of().formatHex(digest));
  }

  @Test
  void knowsAKeyUnderEveryActiveKid() {
    var inventory = inventory(Samples.BOTH_KEYS, line("a", 1, ""), underOldKey(2));
    assertThat(ask(inventory, text(1))).isNotNull();
    assertThat(ask(inventory, text(2))).isNotNull();
    assertThat(inventory.kids()).containsExactlyInAnyOrder(KEY.kid(), OLD_KEY.kid());
  }

  @Test
  void knowsAKeyByItsSha256() throws Exception {
    assertThat(ask(inventory(sha256("s", 3)), text(3))).isEqualTo(new Known(Shown.VALUE, "", "s"));
  }

  @Test
  void knowsAPublicIdByItsBytes() {
    var inventory = inventory("{\"id\": \"a\", \"key_id\": \"AKIAEXAMPLE1\"}");
    assertThat(ask(inventory, "AKIAEXAMPLE1")).isEqualTo(new Known(Shown.KEY_ID, "", "a"));
    assertThat(ask(inventory, "akiaexample1")).isNull();
  }

  @Test
  void doesNotKnowAStrangersKey() throws Exception {
    var inventory = inventory(line("a", 1, ""), sha256("s", 3));
    assertThat(ask(inventory, text(2))).isNull();
    assertThat(inventory.byKey(secret(2))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"3,8", "8,8", "12,12", "30,16"})
  void asksOnlyForStringsThatCouldBeKnown(int idLength, int shortest) {
    var inventory = inventory("{\"id\": \"a\", \"key_id\": \"" + "x".repeat(idLength) + "\"}");
    assertThat(inventory.knownKeys().shortest()).isEqualTo(shortest);
  }

  @Test
  void hasNothingToAskWithOnlyRedactedForms() {
    assertThat(inventory("{\"id\": \"a\", \"redacted\": \"sk_...3456\"}").knownKeys().isEmpty())
        .isTrue();
  }

  @Test
  void returnsEveryRecordOfOneKey() throws Exception {
    var inventory = inventory(line("a", 1, ""), line("b", 2, ""), sha256("c", 1), line("d", 1, ""));
    assertThat(inventory.byKey(secret(1))).extracting(KeyRecord::id).containsExactly("a", "c", "d");
  }

  @Test
  void findsByFingerprintAlone() {
    var inventory = inventory(line("a", 1, ""), line("b", 2, ""));
    assertThat(inventory.byFingerprint(KEY.of(secret(2))))
        .extracting(KeyRecord::id)
        .containsExactly("b");
  }

  @ParameterizedTest
  @CsvSource({
    "sk_...3456, sk_live_abcdefgh3456, true",
    "sk_…3456, sk_live_abcdefgh3456, true",
    "sk_live_****3456, sk_live_abcdefgh3456, true",
    "....3456, sk_live_abcdefgh3456, true",
    "sk_...3456, sk_live_abcdefgh3457, false",
    "pk_...3456, sk_live_abcdefgh3456, false",
    "sk_live_...e_abc, sk_live_abc, false"
  })
  void findsARedactedForm(String form, String key, boolean fits) {
    var inventory =
        inventory("{\"id\": \"a\", \"issuer\": \"i\", \"redacted\": \"%s\"}".formatted(form));
    assertThat(inventory.byRedacted("i", Secret.of(key))).hasSize(fits ? 1 : 0);
  }

  @Test
  void findsNoRedactedFormOfAnotherIssuer() {
    var inventory = inventory("{\"id\": \"a\", \"issuer\": \"i\", \"redacted\": \"sk_...3456\"}");
    assertThat(inventory.byRedacted("j", Secret.of("sk_live_abcdefgh3456"))).isEmpty();
  }

  @Test
  void findsARecordByItsId() {
    var inventory = inventory(line("a", 1, ""), line("b", 2, ""));
    assertThat(inventory.byId("b")).isEqualTo(inventory.records().get(1));
    assertThat(inventory.byId("c")).isNull();
  }

  @Test
  void isAsOldAsItsOldestPart() {
    var merged =
        Inventory.merged(List.of(Samples.fresh(line("a", 1, "")), inventory(line("b", 2, ""))));
    assertThat(merged.records()).hasSize(2);
    assertThat(merged.fresh(Samples.NOW)).isFalse();
  }

  @Test
  void mergesNothingIntoNoInventory() {
    assertThat(Inventory.merged(List.of(Inventory.EMPTY)).given()).isFalse();
  }

  @Test
  void refusesToMergeTwoRecordsOfOneId() {
    var one = inventory(line("a", 1, ""));
    assertThatThrownBy(() -> Inventory.merged(List.of(one, inventory(line("a", 2, "")))))
        .hasMessageContaining("SK-1310");
  }

  @Test
  void describesAKeyByItsFingerprintAlone() {
    KeyRecord record = InventoryLines.fingerprinted(secret(1), "stripe", KEY);
    String line = InventoryLines.line(record);
    assertThat(record.id()).isEqualTo("key-" + KEY.of(secret(1)).brief());
    assertThat(record.redacted()).isEqualTo("sk_live_...0001");
    assertThat(Samples.record(line)).isEqualTo(record);
    assertThat(line).doesNotContain("Q7");
  }

  @Test
  void showsNothingOfAShortKey() {
    assertThat(InventoryLines.fingerprinted(Secret.of("hunter2hunter2"), null, KEY).redacted())
        .isNull();
  }
}
