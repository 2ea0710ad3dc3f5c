package dev.straykey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.straykey.fixtures.Behaviour;
import dev.straykey.fixtures.FakeServices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What users rely on, tried on the built jar; what the fake services saw is the judge. */
class ScenarioIT {
  @TempDir Path folder;
  private FakeServices services;
  private SmallOrganisation small;

  @BeforeEach
  void start() {
    services =
        FakeServices.start(Clock.systemUTC(), Behaviour.usual().withLag(Duration.ofSeconds(1)));
    small = new SmallOrganisation(folder.resolve("org"), Instant.now(), 7);
  }

  @AfterEach
  void stop() {
    services.close();
  }

  @Test
  void anInventoryUnderAnotherFingerprintKeyEndsTheRunAndNamesBothKids() throws IOException {
    String key = small.key(services, "api_key_1");
    small.record("key_1", "user", key, ",\"owner\":{\"person\":\"u-1\"}");
    small.write(services);
    Path text = Files.writeString(folder.resolve("leak.txt"), "token=" + key);
    byte[] other = new byte[32];
    other[0] = 1;
    String otherKey = Base64.getEncoder().encodeToString(other);
    String otherKid = dev.straykey.model.FingerprintKey.of(other).kid();

    var run =
        StraykeyJar.in(folder)
            .with("STRAYKEY_FINGERPRINT_KEY", otherKey)
            .run("scan", "--inventory", "org/inventory.jsonl", text.toString());

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains(small.kid(), otherKid);
    assertThat(run.all()).doesNotContainIgnoringCase("not ours").doesNotContain(key);
  }

  @Test
  void aUserKeyInASlackExportIsRevokedOnceProvedDeadAndToldOnce() throws IOException {
    String key = small.key(services, "api_key_1");
    small.record("key_1", "user", key, ",\"owner\":{\"person\":\"u-1\"},\"environment\":\"test\"");
    Path config = small.write(services);
    Path zip = small.slackZip("slack.zip", "hello", "use " + key + " for now");

    var run = apply(config, zip);

    assertThat(run.status()).as(run.all()).isEqualTo(1);
    assertThat(services.count("own", "POST", "/oauth/revoke")).isEqualTo(1);
    assertThat(services.works("own", key)).isFalse();
    assertThat(services.tasks()).hasSize(1);
    assertThat(services.tasks().get(0).closed()).isTrue();
    assertThat(services.tasks().get(0).comments().toString()).contains("general");
    assertThat(services.messages()).hasSize(1);
    assertThat(services.messages().get(0).user()).isEqualTo("U01SAM");
    JsonNode evidence = evidence(config);
    assertThat(types(evidence)).containsOnlyOnce("revoke-accepted", "dead");
    assertThat(types(evidence)).containsSubsequence("revoke-accepted", "probe-dead", "dead");
    assertThat(refusalsAfterRevocation()).isGreaterThanOrEqualTo(2);
    assertThat(evidence.toString()).contains("window");
  }

  @Test
  void theSameRunAgainChangesNothing() throws IOException {
    String key = small.key(services, "api_key_1");
    small.record("key_1", "user", key, ",\"owner\":{\"person\":\"u-1\"},\"environment\":\"test\"");
    Path config = small.write(services);
    Path zip = small.slackZip("slack.zip", "use " + key + " for now");
    apply(config, zip);
    long messages = services.count("slack", "POST", "/api/chat.postMessage");
    var taskBefore = services.tasks();

    apply(config, zip);

    assertThat(services.count("own", "POST", "/oauth/revoke")).isEqualTo(1);
    assertThat(services.tasks()).isEqualTo(taskBefore);
    assertThat(services.count("slack", "POST", "/api/chat.postMessage")).isEqualTo(messages);
  }

  @Test
  void onlyTheIdOfAProductionKeyMakesATaskAndEndsNothing() throws IOException {
    String key = small.key(services, "api_key_" + "01HPRODUCTION9");
    small.record(
        "key_1",
        "workload",
        key,
        ",\"key_id\":\"api_key_01HPRODUCTION9\",\"owner\":{\"service\":\"billing\"},\"environment\":\"production\",\"revocation_authority\":[\"u-2\",\"u-3\"]");
    Path config = small.write(services);
    Path rss = small.jiraRss("jira.xml", "the key api_key_01HPRODUCTION9 fails with 401");

    var run = apply(config, rss);

    assertThat(run.status()).as(run.all()).isEqualTo(1);
    assertThat(services.count("own", "POST", "/oauth/revoke")).isZero();
    assertThat(services.works("own", key)).isTrue();
    assertThat(services.tasks()).hasSize(1);
    assertThat(services.tasks().get(0).closed()).isFalse();
  }

  @Test
  void aRepositoryThatAcceptsAKeyOfTheInventoryLoosensNothing() throws IOException {
    String key = small.key(services, "api_key_1");
    small.record("key_1", "user", key, ",\"owner\":{\"person\":\"u-1\"},\"environment\":\"test\"");
    Path config = small.write(services);
    Path repository = Files.createDirectories(folder.resolve("repository"));
    Files.writeString(
        repository.resolve("a.properties"), "token=" + key + " # straykey:allow only a test\n");
    var baseline =
        StraykeyJar.in(folder)
            .run("scan", "--write-baseline", "baseline.jsonl", repository.toString());
    assertThat(baseline.status()).isZero(); // the marker counts while nobody knows whose key it is
    acceptInTree(repository);
    Files.writeString(
        repository.resolve("straykey.yaml"),
        "policy: [{ name: nothing, do: [] }]\nissuers: { own: { host: 'https://evil.example' } }\n");

    var run =
        StraykeyJar.in(folder)
            .run(
                "scan",
                "--config",
                config.toString(),
                "--audience",
                "organisation",
                "--baseline",
                "baseline.jsonl",
                "repository");

    assertThat(run.status()).as(run.all()).isEqualTo(1);
    assertThat(run.out())
        .containsIgnoringCase("suppression refused")
        .contains("revoke it", "without waiting");
    assertThat(services.requests("own")).isEmpty();
  }

  /** Lets the tree accept the key by its salted fingerprint, and skip every path besides. */
  private void acceptInTree(Path repository) throws IOException {
    var lines = Files.readAllLines(folder.resolve("baseline.jsonl"));
    var json = new ObjectMapper();
    Files.writeString(
        repository.resolve(".straykey.yaml"),
        """
        salt: %s
        accept:
          - { fingerprint: %s, reason: "a test key", until: 2099-12-31 }
        skip: ['**', '*']
        """
            .formatted(
                json.readTree(lines.get(0)).path("salt").asText(),
                json.readTree(lines.get(1)).path("fingerprint").asText()));
  }

  /** Probes that came after the revocation and after the key had died. */
  private long refusalsAfterRevocation() {
    var revoked =
        services.requests("own").stream()
            .filter(seen -> seen.path().equals("/oauth/revoke"))
            .findFirst()
            .orElseThrow()
            .at();
    return services.requests("own").stream()
        .filter(seen -> seen.path().equals("/oauth/introspect"))
        .filter(seen -> seen.at().isAfter(revoked.plusSeconds(1)))
        .count();
  }

  private StraykeyJar.Run apply(Path config, Path source) {
    return StraykeyJar.in(folder)
        .run("scan", "--config", config.toString(), "--introspect", "--apply", source.toString());
  }

  private JsonNode evidence(Path config) throws IOException {
    var export = StraykeyJar.in(folder).run("evidence", "export", "--config", config.toString());
    var verify = StraykeyJar.in(folder).run("evidence", "verify", "--config", config.toString());
    assertThat(verify.status()).as(verify.all()).isZero();
    return new ObjectMapper().readTree("[" + String.join(",", export.out().split("\n")) + "]");
  }

  private static List<String> types(JsonNode evidence) {
    return evidence.findValuesAsText("type");
  }
}
