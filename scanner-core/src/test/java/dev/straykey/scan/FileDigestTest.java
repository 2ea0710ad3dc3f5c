package dev.straykey.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Digests and times in lists of files whose names hold an issuer's, and what only looks like them.
 */
class FileDigestTest {
  private final Random random = new Random(11);

  private String hex(int length) {
    return random.ints(length, 0, 16).mapToObj(Integer::toHexString).reduce("", String::concat);
  }

  private static boolean isFound(String path, String text) throws IOException {
    return !Found.in(path, text.getBytes(StandardCharsets.UTF_8)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"files\":{\"src/twilio_auth.rs\":\"%s\"}}",
        "precache([[\"/img/twilio-auth.png\",\"%s\"],",
        "{\"assets/twilio/auth-token.js\" : \"%s\"}",
        "['twilio-auth.css', '%s']"
      })
  void theDigestOfAFileIsNoKeyOfWhatItsNameSays(String template) throws IOException {
    assertThat(isFound("list.json", template.formatted(hex(32)))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"twilio.auth.token\":\"%s\"}",
        "{\"twilio_auth_token\":\"%s\"}",
        "[\"twilio-auth-token\",\"%s\"]"
      })
  void aNameThatIsNoFilesTellsAKey(String template) throws IOException {
    assertThat(isFound("list.json", template.formatted(hex(32)))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1766990551449", "1591627153757"})
  void aTimeIsNoKey(String time) throws IOException {
    String text = "{\"dist/debounce.js\":{\"checkedAt\":%s,\"size\":7}}".formatted(time);

    assertThat(isFound("index.json", text)).isFalse();
  }

  @Test
  void whatReadsAnIssuersTokenFromAFileOfDigestsStillTellsAKey() throws IOException {
    String text =
        "{\"files\":{\"a.rs\":\"%s\"}}\nTWILIO_AUTH_TOKEN=%s\n".formatted(hex(32), hex(32));

    assertThat(Found.in("list.json", text.getBytes(StandardCharsets.UTF_8)))
        .extracting(Found.Finding::line)
        .containsExactly(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<<<<<<< ", ">>>>>>> ", "||||||| "})
  void theCommitOfAConflictIsNoKey(String mark) throws IOException {
    assertThat(isFound("a.py", "def twilio_auth_token():\n" + mark + hex(32) + "\n")).isFalse();
  }

  @Test
  void theIdThatReadsATokenBackIsNoToken() throws IOException {
    String uuid = "%s-%s-4%s-9%s-%s".formatted(hex(8), hex(4), hex(3), hex(3), hex(12));

    assertThat(isFound("README.md", "secret_id_accessor    " + uuid)).isFalse();
    assertThat(isFound("README.md", "vault_secret_id: " + uuid)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "recaptcha_pubkey: '%s'",
        "recaptcha_site_key = \"%s\"",
        "provider: ReCaptchaV3Provider('%s'),"
      })
  void theHalfOfACaptchaThatStandsInEveryPageIsNoKey(String template) throws IOException {
    String key = "6Ld" + "r4Kq".repeat(1) + "Zp7XwQ2mV9tB3nH8sJ1yF5dG0aL6cE4uRiTo".substring(0, 33);

    assertThat(isFound("app.js", template.formatted(key))).isFalse();
    assertThat(isFound("app.env", "RECAPTCHA_SECRET_KEY=" + key)).isTrue();
  }
}
