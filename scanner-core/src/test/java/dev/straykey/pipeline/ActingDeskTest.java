package dev.straykey.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.model.Doubt;
import dev.straykey.model.FailOn;
import dev.straykey.model.RunResult;
import dev.straykey.model.Severity;
import dev.straykey.remediate.TravelSeal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The organisation's policy is the shipped one, and no issuer may be asked: all is a task. */
class ActingDeskTest {
  private static final byte[] PAIR = ActingDesk.newPair();
  private static final String BUILD = "team/job#12";

  @TempDir Path home;
  @TempDir Path workspace;
  private byte[] kit;

  @BeforeEach
  void makeKit() throws IOException {
    AgentKits.desk(home);
    kit = desk(PAIR).kit(AgentKits.OWN);
    Files.writeString(workspace.resolve("app.properties"), "key=" + AgentKits.UNHEARD + "\n");
  }

  private AgentDesk desk(byte[] pair) {
    return new AgentDesk(AgentKits.surroundings(home), home.resolve("straykey.yaml"), pair);
  }

  private AgentResult scan(byte[] with, String build) {
    var asked =
        new AgentScan.Asked(workspace, List.of(), true, null, null, List.of(), FailOn.ANY, build);
    byte[] travelled =
        AgentScan.run(AgentKit.read(with), asked, AgentKits.surroundings(home), e -> {}).toJson();
    assertThat(new String(travelled, UTF_8)).doesNotContain(AgentKits.UNHEARD);
    return AgentResult.fromJson(travelled);
  }

  private ActingDesk.Acted act(String build, List<AgentFinding> found) {
    return new ActingDesk(AgentKits.surroundings(home), home.resolve("straykey.yaml"), PAIR)
        .act(build, null, found, e -> {});
  }

  @Test
  void theSealedKeyOfABuildIsInTheStoreAfterwards() {
    List<AgentFinding> found = scan(kit, BUILD).findings();

    var acted = act(BUILD, found);

    assertThat(acted.errors()).isEmpty();
    assertThat(acted.states()).containsOnlyKeys(found.get(0).fingerprint());
    var desk = new RemediationDesk(AgentKits.surroundings(home), home.resolve("straykey.yaml"));
    assertThat(desk.states()).containsOnlyKeys(found.get(0).fingerprint());
  }

  @Test
  void aKeyInDoubtIsInDoubtOnTheControllerToo() throws IOException {
    String issued = AgentKits.key("github-pat", 1);
    char last = issued.charAt(issued.length() - 1);
    String altered = issued.substring(0, issued.length() - 1) + (last == 'a' ? 'b' : 'a');
    Files.writeString(workspace.resolve("app.properties"), "key=" + altered + "\n");
    List<AgentFinding> found = scan(kit, BUILD).findings();
    assertThat(found).singleElement().matches(f -> f.sealed() != null);

    RunResult result =
        Pipeline.act(
            RunRequest.of(List.of())
                .config(home.resolve("straykey.yaml"))
                .failOn(FailOn.NONE)
                .build(),
            new Travelled(BUILD, null, found, TravelSeal.opening(PAIR)),
            AgentKits.surroundings(home),
            e -> {});

    assertThat(result.results())
        .singleElement()
        .matches(r -> r.finding().doubt() == Doubt.CHECKSUM)
        .matches(r -> r.finding().severity() == Severity.LOW);
  }

  @Test
  void whatATestHoldsIsInDoubtOnTheControllerToo() throws IOException {
    Files.delete(workspace.resolve("app.properties"));
    Path tests = Files.createDirectories(workspace.resolve("src/test"));
    Files.writeString(tests.resolve("A.java"), "password = \"K7-" + "horse#9\";\n");
    List<AgentFinding> found = scan(kit, BUILD).findings();
    assertThat(found).singleElement().matches(f -> f.sealed() != null);

    RunResult result =
        Pipeline.act(
            RunRequest.of(List.of())
                .config(home.resolve("straykey.yaml"))
                .failOn(FailOn.NONE)
                .build(),
            new Travelled(BUILD, null, found, TravelSeal.opening(PAIR)),
            AgentKits.surroundings(home),
            e -> {});

    assertThat(result.results())
        .singleElement()
        .matches(r -> r.finding().doubt() == Doubt.TEST_CODE);
  }

  @Test
  void withoutAPairNothingSealedTravels() throws IOException {
    byte[] without = AgentKits.desk(home).kit(AgentKits.OWN);

    assertThat(AgentKit.read(without).seal()).isNull();
    assertThat(scan(without, BUILD).findings()).singleElement().matches(f -> f.sealed() == null);
  }

  @Test
  void aBuildThatIsNotTrustedSealsNothing() {
    byte[] without = desk(PAIR).kitWithoutInventory(AgentKits.OWN);

    assertThat(AgentKit.read(without).seal()).isNull();
  }

  @Test
  void aSealedKeyOfAnotherBuildIsAnErrorAndNotActedOn() {
    var acted = act("team/job#13", scan(kit, BUILD).findings());

    assertThat(acted.states()).isEmpty();
    assertThat(acted.errors()).singleElement().asString().startsWith("SK-4213");
  }

  @Test
  void aForeignSealStopsNoOther() {
    AgentFinding good = scan(kit, BUILD).findings().get(0);
    AgentFinding foreign =
        scan(desk(ActingDesk.newPair()).kit(AgentKits.OWN), BUILD).findings().get(0);

    var acted = act(BUILD, List.of(foreign, good.withSealed("no seal"), good));

    assertThat(acted.states()).hasSize(1);
    assertThat(acted.errors()).hasSize(2).allMatch(e -> e.startsWith("SK-4213"));
  }

  @Test
  void aKeyThatIsNotTheOneOfItsFingerprintIsAnError() {
    AgentFinding good = scan(kit, BUILD).findings().get(0);
    var sealing = AgentSealing.of(AgentKit.read(kit), BUILD);

    var acted =
        act(
            BUILD,
            List.of(
                good.withSealed(sealing.seal(dev.straykey.model.Secret.of("x-other-key"), good))));

    assertThat(acted.states()).isEmpty();
    assertThat(acted.errors()).singleElement().asString().startsWith("SK-4215");
  }

  @Test
  void moreKeysThanMayTravelAreSaidToBeLeftAndOursGoFirst() throws IOException {
    var text = new StringBuilder();
    for (int i = 0; i < AgentSealing.MOST_KEYS + 5; i++) {
      text.append(AgentKits.key("own-api-key", i)).append('\n');
    }
    Files.writeString(workspace.resolve("aaa.txt"), text);

    AgentResult result = scan(kit, BUILD);

    assertThat(result.findings().stream().filter(f -> f.sealed() != null))
        .hasSize(AgentSealing.MOST_KEYS)
        .anyMatch(f -> f.record() == 0);
    assertThat(result.notices()).anyMatch(n -> n.startsWith("SK-4214 6 found keys"));
  }

  @Test
  void aMachineThatCannotSealScansAndSaysSo() throws IOException {
    byte[] broken =
        AgentKit.write(
            dev.straykey.rule.RuleFiles.shipped(),
            dev.straykey.model.FingerprintKey.of(AgentKits.OWN),
            new byte[0],
            "no key".getBytes(UTF_8));
    Files.writeString(workspace.resolve("key.txt"), AgentKits.key("own-api-key", 1));

    AgentResult result = scan(broken, BUILD);

    assertThat(result.findings()).singleElement().matches(f -> f.sealed() == null);
    assertThat(result.notices()).anyMatch(n -> n.startsWith("SK-4234"));
    assertThat(result.complete()).isTrue();
  }

  @Test
  void aMaskedKeyIsHandedOnSealedOnce() throws IOException {
    var handed = new ArrayList<AgentFinding>();
    var out = new ByteArrayOutputStream();
    String line = "leaked " + AgentKits.UNHEARD + "\n";
    try (var masker = new LogMasker(AgentKit.read(kit), out, BUILD, handed::add)) {
      masker.write((line + line).getBytes(UTF_8));
    }

    assertThat(out.toString(UTF_8)).doesNotContain(AgentKits.UNHEARD);
    assertThat(handed).hasSize(1);
    assertThat(act(BUILD, handed).states()).containsOnlyKeys(handed.get(0).fingerprint());
  }

  @Test
  void aRuleThatDoesNotDescribeTheKeyNamesNoIssuer() {
    AgentFinding good = scan(kit, BUILD).findings().get(0);
    var sealing = AgentSealing.of(AgentKit.read(kit), BUILD);
    AgentFinding lie = withRule(good, "own-api-key");
    var travelled =
        new Travelled(
            BUILD,
            null,
            List.of(
                lie.withSealed(sealing.seal(dev.straykey.model.Secret.of(AgentKits.UNHEARD), lie))),
            dev.straykey.remediate.TravelSeal.opening(PAIR));
    RunRequest request = RunRequest.of(List.of()).config(home.resolve("straykey.yaml")).build();
    var surroundings = AgentKits.surroundings(home);
    try (var keyring = new dev.straykey.model.Keyring(10);
        var settings =
            Settings.load(request, surroundings, surroundings.clock().instant(), e -> {})) {
      var scanned = travelled.open(settings, keyring);

      assertThat(scanned.findings()).singleElement().matches(f -> f.issuer().isEmpty());
    }
  }

  private static AgentFinding withRule(AgentFinding f, String rule) {
    return new AgentFinding(
        f.fingerprint(),
        f.kid(),
        rule,
        f.ruleName(),
        f.issuer(),
        f.severity(),
        f.shown(),
        f.redacted(),
        f.keyId(),
        f.scope(),
        f.record(),
        f.counts(),
        f.said(),
        f.places(),
        f.matches(),
        null);
  }
}
