package dev.straykey.issuer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.straykey.model.Secret;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a slot holds of a key that is an address, and of a credential in two halves. */
class SlotsTest {
  private static Slots of(String key, String credential) {
    return new Slots(Secret.of(key), null, null, Secret.of(credential));
  }

  @Test
  void takesThePathOfAKeyThatIsAnAddress() {
    Slots slots = of("https://hooks.example/api/webhooks/12/a-B_c~9", "c");

    assertThat(slots.path("{key_path}")).isEqualTo("/api/webhooks/12/a-B_c~9");
  }

  @Test
  void showsNothingOfAKeyThatIsAnAddress() {
    Slots slots = of("https://hooks.example/api/webhooks/12/a-B_c~9", "c");

    assertThat(slots.shownPath("{key_path}")).isEqualTo("/KEY");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://hooks.example",
        "https://hooks.example/",
        "https://hooks.example/a/../b",
        "https://hooks.example/a//b",
        "https://hooks.example/a?x=1",
        "https://hooks.example/a#b",
        "https://hooks.example/a%2e%2e/b",
        "http://hooks.example/a",
        "/a/b",
        "not an address"
      })
  void takesNoPathOfWhatCouldBecomeMore(String key) {
    assertThatThrownBy(() -> of(key, "c").path("{key_path}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("{key_path}");
  }

  @Test
  void leavesBracesOfAQueryAlone() {
    byte[] body = of("k", "c").json("{\"query\":\"{ viewer { id } }\",\"token\":\"{key}\"}");

    assertThat(new String(body, StandardCharsets.UTF_8))
        .isEqualTo("{\"query\":\"{ viewer { id } }\",\"token\":\"k\"}");
  }

  @Test
  void sendsTheHalvesOfACredentialApart() {
    Slots slots = of("k", "first:second:third");

    assertThat(slots.header("{credential_user}")).isEqualTo("first");
    assertThat(slots.header("{credential_password}")).isEqualTo("second:third");
  }

  @Test
  void hasNoHalvesOfACredentialThatIsOne() {
    assertThatThrownBy(() -> of("k", "whole").header("{credential_user}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("whole");
  }

  @Test
  void showsNoHalfOfACredentialInAPath() {
    assertThat(of("k", "first:second").shownPath("/a/{credential_user}/{credential_password}"))
        .isEqualTo("/a/CREDENTIAL/CREDENTIAL");
  }
}
