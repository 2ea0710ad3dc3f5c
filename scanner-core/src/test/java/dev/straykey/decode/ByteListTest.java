package dev.straykey.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.model.Content;
import dev.straykey.model.Document;
import dev.straykey.model.KnownKeys;
import dev.straykey.model.Origin;
import dev.straykey.rule.PatternSampler;
import dev.straykey.rule.RuleFiles;
import dev.straykey.rule.RuleSet;
import dev.straykey.scan.Hit;
import dev.straykey.scan.ScanEngine;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that a program spells out byte by byte. */
class ByteListTest {
  private static final RuleSet RULES = RuleFiles.shipped();
  private static final ScanEngine ENGINE = new ScanEngine(RULES, KnownKeys.NONE);

  private final String key = PatternSampler.make(RULES.rule("own-api-key"), 7).key();

  private static List<Hit> hits(String text) throws IOException {
    var hits = new ArrayList<Hit>();
    ENGINE
        .worker()
        .scan(
            Document.file(Origin.unresolved("t"), "t", Content.of(text.getBytes(UTF_8))),
            hits::add);
    return hits;
  }

  private void finds(String text) throws IOException {
    assertThat(hits(text))
        .singleElement()
        .satisfies(
            hit -> {
              assertThat(hit.secret.reveal()).isEqualTo(key);
              assertThat(hit.decoded).containsExactly("byte-list");
            });
  }

  private static String list(String text, String form) {
    return text.chars().mapToObj(form::formatted).collect(Collectors.joining(", "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "private static final byte[] KEY = {%s};",
        "var key = new byte[] { %s };",
        "byte[] KEY =\n    new byte[] {\n      %s\n    };",
        "var key = []byte{%s}",
        "key := []uint8{\n\t%s,\n}",
        "unsigned char key[] = {\n  // the key\n  %s };",
        "let key: [u8; 40] = [%s];",
        "key = bytes([%s])",
        "const k = new Uint8Array([%s]);",
        "val key = byteArrayOf(%s)",
        "String.fromCharCode(%s)",
        "{\"type\":\"Buffer\",\"data\":[%s]}"
      })
  void readsBytesThatAProgramSpellsOut(String program) throws IOException {
    finds(program.formatted(list(key, "0x%02x")));
    finds(program.formatted(list(key, "%d")));
    finds(program.formatted(list(key, "'%c'")));
  }

  @Test
  void readsBytesOverManyLines() throws IOException {
    String lines = list("x".repeat(600) + " " + key, "(byte) 0x%02X").replace(", ", ",\n    ");

    finds("byte[] KEY = {\n    " + lines + "\n};");
  }

  @Test
  void readsAPrivateKeyThatAProgramSpellsOut() throws IOException, GeneralSecurityException {
    var made = KeyPairGenerator.getInstance("RSA");
    made.initialize(1024);
    byte[] bytes = made.generateKeyPair().getPrivate().getEncoded();
    var numbers = new ArrayList<String>();
    for (byte b : bytes) {
      numbers.add(Byte.toString(b));
    }

    assertThat(hits("byte[] k = {" + String.join(", ", numbers) + "};"))
        .singleElement()
        .satisfies(hit -> assertThat(hit.decoded).containsExactly("byte-list", "der"));
  }

  @Test
  void aTableOfNumbersIsNoText() throws IOException {
    assertThat(hits("int[] t = {1, 2, 3, 400, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17};"))
        .isEmpty();
  }
}
