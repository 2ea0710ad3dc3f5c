package dev.straykey.scan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.model.Rule;
import dev.straykey.rule.RuleFiles;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class PublishedKeysTest {
  @Test
  void holdTheTokenThatJwtIoShows() throws Exception {
    assertThat(PublishedKeys.hold(tutorial("your-256-bit-secret").getBytes(UTF_8))).isTrue();
  }

  @Test
  void doNotHoldTheSameTokenUnderAnotherSecret() throws Exception {
    assertThat(PublishedKeys.hold(tutorial("another").getBytes(UTF_8))).isFalse();
  }

  @Test
  void everyLineSaysWhichRuleFindsItAndWhereItStands() throws IOException {
    Set<String> rules =
        RuleFiles.shipped().rules().stream().map(Rule::id).collect(Collectors.toSet());

    assertThat(lines())
        .allSatisfy(
            line -> {
              String[] parts = line.split(" ", 3);
              assertThat(parts).hasSize(3);
              assertThat(parts[0]).matches("[0-9a-f]{32}");
              assertThat(rules).contains(parts[1]);
            });
  }

  @Test
  void noKeyIsListedTwice() throws IOException {
    assertThat(lines().stream().map(line -> line.substring(0, 32))).doesNotHaveDuplicates();
  }

  private static List<String> lines() throws IOException {
    try (var in = PublishedKeys.class.getResourceAsStream("published-keys")) {
      return new String(in.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .toList();
    }
  }

  private static String tutorial(String secret) throws Exception {
    var base64 = Base64.getUrlEncoder().withoutPadding();
    String signed =
        base64.encodeToString("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(UTF_8))
            + "."
            + base64.encodeToString(
                "{\"sub\":\"1234567890\",\"name\":\"John Doe\",\"iat\":1516239022}"
                    .getBytes(UTF_8));
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
    return signed + "." + base64.encodeToString(mac.doFinal(signed.getBytes(UTF_8)));
  }
}
