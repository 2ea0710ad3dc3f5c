package dev.straykey.rule;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.model.Rule;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bodies and checksums as their issuers compute them; put together here, not in a file. */
class ChecksumsTest {

  @ParameterizedTest
  @CsvSource({
    "crc32-base62, body, ghp_, FAKEfakeFAKEfakeFAKEfake012345, 02s1d2",
    "crc32-base62, body, ghr_, FAKEfake01FAKEfake01FAKEfake01FAKEfake01FAKEfake01FAKEfake01FAKEfake01, 1t6RcJ",
    "crc32-base62, body, vcp_, FAKEfake01FAKEfake01FAKEfake01FAKEfake01FAKEfake01, 0KhPC6",
    "crc32-base36, all, glpat-, FAKEfakeFAKEfakeFAKEfake0123456.01.0z, 1ghjr8m",
  })
  void agreesWithTheIssuers(String algorithm, String over, String prefix, String body, String sum) {
    var checksum = new Rule.Checksum(algorithm, sum.length(), over);
    byte[] key = (prefix + body + sum).getBytes(ISO_8859_1);

    assertThat(Checksums.holds(checksum, key, prefix.length())).isTrue();
  }

  @Test
  void agreesWithFineGrainedTokens() {
    var checksum = new Rule.Checksum("sha256-base32-inside", 8, "all");
    String body = "1FAKEfakeFAKEfakeFAKE0" + "_" + "FAKEfake".repeat(5) + "abc";
    byte[] key = ("github_pat_" + body + "AFKAJQ6P" + "00000000").getBytes(ISO_8859_1);

    assertThat(Checksums.holds(checksum, key, 11)).isTrue();
  }

  @Test
  void refusesOneChangedCharacter() {
    var checksum = new Rule.Checksum("crc32-base62", 6, "body");
    byte[] key = ("ghp_" + "FAKEfakeFAKEfakeFAKEfake012346" + "02s1d2").getBytes(ISO_8859_1);

    assertThat(Checksums.holds(checksum, key, 4)).isFalse();
  }

  @Test
  void luhnFindsTwoExchangedCharacters() {
    var checksum = new Rule.Checksum("luhn-mod-62", 1, "all");
    byte[] key = Checksums.complete(checksum, "a1b2c3d4x".getBytes(ISO_8859_1), 0);
    byte[] exchanged = key.clone();
    exchanged[0] = key[1];
    exchanged[1] = key[0];

    assertThat(Checksums.holds(checksum, key, 0)).isTrue();
    assertThat(Checksums.holds(checksum, exchanged, 0)).isFalse();
  }

  @Test
  void aTokenWhoseHeaderIsNoJsonIsNoJwt() {
    var jwt = new Rule.Checksum("jwt", 0, "body");

    assertThat(Checksums.holds(jwt, "eyJhbGci.eyJzdWIi.c2ln".getBytes(ISO_8859_1), 0)).isFalse();
  }

  @Test
  void aTokenWhoseHeaderLostItsEndIsNoJwt() {
    assertThat(isJwt("{\"alg\":\"HS256\"", "{\"iss\":\"a\"}")).isFalse();
  }

  @Test
  void theTokenOfEveryTutorialIsNoJwt() {
    assertThat(isJwt("{\"alg\":\"none\"}", "{\"sub\":\"1234567890\",\"name\":\"John Doe\"}"))
        .isFalse();
  }

  @Test
  void aTokenWithAByteThatIsNoTextIsStillAJwt() {
    assertThat(isJwt("{\"alg\":\u009e,\"typ\":\"JWT\"}", "{\"iss\":\"a\"}")).isTrue();
  }

  private static boolean isJwt(String header, String payload) {
    var base64 = Base64.getUrlEncoder().withoutPadding();
    String token =
        base64.encodeToString(header.getBytes(ISO_8859_1))
            + "."
            + base64.encodeToString(payload.getBytes(ISO_8859_1))
            + ".c2lnbmF0dXJl";
    return Checksums.holds(new Rule.Checksum("jwt", 0, "body"), token.getBytes(ISO_8859_1), 0);
  }
}
