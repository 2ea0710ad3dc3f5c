package dev.straykey.pipeline;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.straykey.model.FailOn;
import dev.straykey.model.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentScanTest {
  @TempDir Path home;
  @TempDir Path workspace;
  private AgentDesk desk;
  private byte[] bytes;

  @BeforeEach
  void makeDesk() throws IOException {
    desk = AgentKits.desk(home);
    bytes = desk.kit(AgentKits.OWN);
    Files.writeString(workspace.resolve("app.properties"), "key=" + AgentKits.UNHEARD + "\n");
  }

  private AgentScan.Asked asked(String... reports) {
    return new AgentScan.Asked(
        workspace, List.of(), true, null, null, List.of(reports), FailOn.ANY, "job#1");
  }

  private AgentResult scan(byte[] kit, AgentScan.Asked asked) {
    return AgentScan.run(AgentKit.read(kit), asked, AgentKits.surroundings(home), e -> {});
  }

  @Test
  void findsAKeyOfTheInventory() {
    AgentResult result = scan(bytes, asked());

    assertThat(result.complete()).isTrue();
    assertThat(result.findings())
        .singleElement()
        .satisfies(f -> assertThat(f.record()).isZero())
        .satisfies(f -> assertThat(f.places().get(0).path()).isEqualTo("app.properties"));
  }

  @Test
  void theControllerSaysWhoseItIs() {
    AgentResult result = AgentResult.fromJson(scan(bytes, asked()).toJson());

    assertThat(desk.whose(result.findings().get(0)))
        .isEqualTo(
            new AgentDesk.Whose(
                "ours", "fingerprint", "deploy", "team platform", "", "organisation"));
  }

  @Test
  void aWrongRecordOfALyingAgentIsNotBelieved() {
    AgentFinding found = scan(bytes, asked()).findings().get(0);
    var lie =
        new AgentFinding(
            "0".repeat(64),
            found.kid(),
            found.rule(),
            found.ruleName(),
            found.issuer(),
            found.severity(),
            found.shown(),
            found.redacted(),
            null,
            found.scope(),
            0,
            true,
            "",
            found.places(),
            1,
            null);

    assertThat(desk.whose(lie).status()).isEqualTo("not-ours");
  }

  @Test
  void withoutInventoryAStrangeKeyIsNotFound() {
    assertThat(scan(desk.kitWithoutInventory(AgentKits.OWN), asked()).findings()).isEmpty();
  }

  @Test
  void whatTravelsNamesNoOwnerAndNoWholeFingerprint() throws IOException {
    String inventory = Files.readString(home.resolve("inventory.jsonl"));
    String fingerprint = inventory.replaceAll(".*\"hmac-sha256\": \"([0-9a-f]{64}).*\\s*", "$1");
    String kit = new String(bytes, ISO_8859_1);
    byte[] whole = java.util.HexFormat.of().parseHex(fingerprint);

    assertThat(kit).doesNotContain("platform", "deploy", fingerprint);
    assertThat(kit).contains(new String(whole, 0, 8, ISO_8859_1));
    assertThat(kit).doesNotContain(new String(whole, 0, 9, ISO_8859_1));
  }

  @Test
  void noKeyTravelsBack() {
    byte[] answer = scan(bytes, asked()).toJson();

    assertThat(new String(answer, UTF_8)).doesNotContain(AgentKits.UNHEARD);
  }

  @Test
  void reportsNameNoOwner() throws IOException {
    scan(bytes, asked("json=straykey.json"));

    assertThat(Files.readString(workspace.resolve("straykey.json")))
        .contains("\"ours\"")
        .doesNotContain("platform", AgentKits.UNHEARD);
  }

  @Test
  void refusesAReportOutsideOfTheWorkspace() {
    assertThatThrownBy(() -> scan(bytes, asked("json=../straykey.json")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll("SK-4204", "../straykey.json");
  }

  @Test
  void aBaselineNeverHidesAKeyOfTheInventory() throws IOException {
    Files.writeString(
        workspace.resolve("app.properties"),
        "key=%s # straykey:allow a test\n".formatted(AgentKits.UNHEARD));

    assertThat(scan(bytes, asked()).findings())
        .singleElement()
        .satisfies(f -> assertThat(f.counts()).isTrue())
        .satisfies(f -> assertThat(f.said()).startsWith("refused"));
  }

  @Test
  void refusesADamagedKit() {
    byte[] damaged = bytes.clone();
    damaged[damaged.length / 2] ^= 0x55;
    damaged[8] ^= 0x55;

    assertThatThrownBy(() -> AgentKit.read(damaged))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("SK-420");
  }

  @Test
  void refusesAnAnswerThatIsNone() {
    assertThatThrownBy(() -> AgentResult.fromJson("{\"findings\": 7}".getBytes(UTF_8)))
        .hasMessageContaining("SK-4203");
  }
}
