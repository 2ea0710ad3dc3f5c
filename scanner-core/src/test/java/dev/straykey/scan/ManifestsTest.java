package dev.straykey.scan;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Settings that write every value in another form. */
class ManifestsTest {
  private final String first = Made.make("pw", new Random(5));
  private final String second = Made.make("word", new Random(6));

  private static List<Found.Finding> find(String text) throws IOException {
    return Found.in("f", text.getBytes(UTF_8));
  }

  private static List<String> keys(String text) throws IOException {
    return find(text).stream().map(Found.Finding::key).toList();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(US_ASCII));
  }

  @Test
  void anImageAndAnAddressAreNoKeys() throws IOException {
    String text =
        "kind: Secret\ndata:\n  SIDECAR_IMAGE: %s\n  url: %s\n"
            .formatted(
                base64("ghcr.io/acme/sidecar:v0.6"), base64("jdbc:mysql://orders-db:3306/orders"));

    assertThat(keys(text)).isEmpty();
  }

  @Test
  void everyValueOfASecretIsAKey() throws IOException {
    String text =
        "kind: Secret\ndata:\n  a: %s\n  b: %s\n".formatted(base64(first), base64(second));

    assertThat(keys(text)).containsExactlyInAnyOrder(first, second);
  }

  @Test
  void aValueIsPlacedWhereItIsWritten() throws IOException {
    Found.Finding finding = find("kind: Secret\ndata:\n  a: %s\n".formatted(base64(first))).get(0);

    assertThat(List.of(finding.line(), finding.decoded())).containsExactly(3, List.of("base64"));
  }

  @Test
  void theDataMayStandBeforeTheKind() throws IOException {
    assertThat(keys("data:\n  a: %s\nkind: Secret\n".formatted(base64(first))))
        .containsExactly(first);
  }

  @Test
  void anAddressThatAsksForNothingIsNoSecret() throws IOException {
    String text = "kind: Secret\ndata:\n  a: %s\n";

    assertThat(keys(text.formatted(base64("https://api.acme.com")))).isEmpty();
    assertThat(keys(text.formatted(base64("https://api.acme.com/?k=" + first)))).isNotEmpty();
  }

  @Test
  void anotherDocumentsDataIsNoSecrets() throws IOException {
    String text = "kind: ConfigMap\ndata:\n  a: %s\n---\nkind: Secret\nmetadata:\n  name: x\n";

    assertThat(keys(text.formatted(base64(first)))).isEmpty();
  }

  @Test
  void whatFollowsTheDataIsNotRead() throws IOException {
    String text = "kind: Secret\ndata:\n  a: %s\nother:\n  b: %s\n";

    assertThat(keys(text.formatted(base64(first), base64(second)))).containsExactly(first);
  }

  @Test
  void namesOfUsersAndHostsAreNoSecrets() throws IOException {
    String text = "kind: Secret\ndata:\n  username: %s\n  db-host: %s\n";

    assertThat(keys(text.formatted(base64(first), base64(second)))).isEmpty();
  }

  @Test
  void otherKindsThatBeginAlikeAreNone() throws IOException {
    assertThat(keys("kind: SecretStore\ndata:\n  a: %s\n".formatted(base64(first)))).isEmpty();
  }

  @Test
  void aManifestInJsonIsRead() throws IOException {
    String text = "{\"kind\": \"Secret\", \"data\": {\"a\": \"%s\", \"b\": \"%s\"}}";

    assertThat(keys(text.formatted(base64(first), base64(second))))
        .containsExactlyInAnyOrder(first, second);
  }

  @Test
  void aTelledPasswordThatHidesOneIsSaidOnce() throws IOException {
    String text = "kind: Secret\ndata:\n  password: %s\n".formatted(base64(first));

    assertThat(find(text))
        .extracting(Found.Finding::rule)
        .containsExactly("kubernetes-secret-data");
  }

  @Test
  void aTextOfARegistryIsReadByteByByte() throws IOException {
    String bytes =
        HexFormat.ofDelimiter(",")
            .formatHex((first + "\0").getBytes(UTF_16LE))
            .replace("00,2d", "00,\\\r\n  2d");

    assertThat(find("[HKEY]\r\n\"Password\"=hex(2):" + bytes + "\r\n\"Next\"=\"x\"\r\n"))
        .extracting(Found.Finding::key, Found.Finding::line, Found.Finding::decoded)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(first, 2, List.of("hex")));
  }

  @Test
  void bytesOfARegistryThatAreNoTextAreNoKey() throws IOException {
    String bytes = HexFormat.ofDelimiter(",").formatHex(Made.bytes(64, new Random(3)));

    assertThat(find("\"Password\"=hex:" + bytes + "\r\n")).isEmpty();
  }
}
