package dev.straykey.scan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A private key is one key, and the same one, however it was pasted. */
class PrivateKeyFormsTest {
  private static final Map<Armour, String> KEYS = new EnumMap<>(Armour.class);

  @BeforeAll
  static void makeKeys() throws GeneralSecurityException {
    for (Armour armour : Armour.values()) {
      KEYS.put(armour, armour.make());
    }
  }

  static Stream<Pasted> ways() {
    return Stream.of(Pasted.values());
  }

  @ParameterizedTest
  @MethodSource("ways")
  void aKeyIsFoundOnceWhereItBegins(Pasted way) throws IOException {
    for (var key : KEYS.entrySet()) {
      String text = way.text(key.getValue());
      if (losesItsHeaders(way, key.getKey())) {
        continue;
      }

      assertThat(Found.in("f.txt", text.getBytes(UTF_8)))
          .as("%s %s%n%s", key.getKey(), way, text)
          .extracting(Found.Finding::rule, Found.Finding::line, Found.Finding::key)
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple(
                  key.getKey().rule, way.line(), inOneForm(key.getKey(), key.getValue())));
    }
  }

  /** Headers say how a key is encrypted; glued to it they cannot be told from it. */
  private static boolean losesItsHeaders(Pasted way, Armour armour) {
    return armour == Armour.ENCRYPTED_OPENSSL
        && EnumSet.of(Pasted.ON_ONE_LINE, Pasted.IN_A_FORM).contains(way);
  }

  private static String inOneForm(Armour armour, String key) {
    return armour == Armour.ENCRYPTED_OPENSSL || armour == Armour.PGP
        ? key.replaceAll("(?m)^(?:Proc-Type|DEK-Info): .*\n", "").replace("\n\n", "\n")
        : key;
  }

  @ParameterizedTest
  @EnumSource(Armour.class)
  void anArmourWithoutAKeyIsNone(Armour armour) throws IOException {
    String empty =
        "-----BEGIN %s-----\n...\n-----END %s-----\n".formatted(armour.label, armour.label);
    String code =
        "if (s.startsWith(\"-----BEGIN %s-----\")) { return s.substring(27, s.indexOf(\"-----END %s-----\")); }"
            .formatted(armour.label, armour.label);

    assertThat(Found.in("f.txt", empty.getBytes(UTF_8))).isEmpty();
    assertThat(Found.in("f.java", code.getBytes(UTF_8))).isEmpty();
  }

  @Test
  void publicKeysAndCertificatesAreNone() throws IOException {
    for (String label :
        new String[] {
          "PUBLIC KEY", "RSA PUBLIC KEY", "CERTIFICATE", "PGP PUBLIC KEY BLOCK", "PGP MESSAGE"
        }) {
      String text = KEYS.get(Armour.RSA).replace("RSA PRIVATE KEY", label);

      assertThat(Found.in("f.pem", text.getBytes(UTF_8))).as(label).isEmpty();
    }
  }

  @Test
  void anEncryptedKeyIsLessUrgentThanOneInClear() {
    for (Armour armour : Armour.values()) {
      boolean encrypted = armour.name().startsWith("ENCRYPTED");

      assertThat(Found.RULES.rule(armour.rule).severity().name())
          .as(armour.rule)
          .isEqualTo(encrypted ? "MEDIUM" : "HIGH");
    }
  }
}
