package dev.straykey.pipeline;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.inventory.InventoryLines;
import dev.straykey.issuer.AwsFake;
import dev.straykey.issuer.AwsFake.Trouble;
import dev.straykey.issuer.AwsFakeKey;
import dev.straykey.model.AttributionBy;
import dev.straykey.model.Audience;
import dev.straykey.model.FailOn;
import dev.straykey.model.FingerprintKey;
import dev.straykey.model.RemediationState;
import dev.straykey.model.RunResult;
import dev.straykey.model.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A pair of AWS keys on the whole way: from a file in which it stands to the proof of its end. */
@Timeout(120)
class AwsWayTest {
  private static final byte[] ORGANISATION = new byte[32];

  /** Time passes only while somebody waits. */
  private static final class Waiting extends Clock {
    private volatile Instant now = Instant.parse("2026-11-26T12:00:00Z");

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  @TempDir Path home;
  @TempDir Path found;
  private final Waiting clock = new Waiting();
  private final AwsFake aws = new AwsFake(clock);
  private final AwsFakeKey leaked = aws.user("ann");

  @BeforeEach
  void leak() throws IOException {
    Files.writeString(
        home.resolve("fingerprint.key"), Base64.getEncoder().encodeToString(ORGANISATION));
    if (home.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(
          home.resolve("fingerprint.key"), PosixFilePermissions.fromString("rw-------"));
    }
    Files.writeString(
        home.resolve("people.csv"), "id,name,email,status\nu-1,Ann,ann@a.example,active\n");
    Files.writeString(
        home.resolve("straykey.yaml"),
        """
        inventory: [%1$s/inventory.jsonl]
        people: %1$s/people.csv
        fingerprint_key_file: %1$s/fingerprint.key
        introspect: [aws]
        issuers:
          aws: { host: %2$s, credential: env:AWS_PAIR, tenants: ["%3$s"] }
        policy:
          - name: aws
            when: key.scope == "user"
            do: [disable, revoke]
            automatic: true
          - name: rest
            do: [task]
        """
            .formatted(home, aws.host(), AwsFake.ACCOUNT));
    write(leaked.id, leaked.secret);
  }

  @AfterEach
  void close() {
    aws.close();
  }

  private void write(String id, String secret) throws IOException {
    Files.writeString(
        found.resolve("credentials"),
        "aws_access_key_id = " + id + "\naws_secret_access_key = " + secret + "\n");
  }

  private void recorded(String more) throws IOException {
    var of = FingerprintKey.of(ORGANISATION).of(Secret.of(leaked.secret));
    Files.writeString(
        home.resolve("inventory.jsonl"),
        ("%s\n"
                + "{\"id\": \"k1\", \"issuer\": \"aws\", \"name\": \"ann's\", \"scope\": \"user\","
                + " \"fingerprint\": {\"hmac-sha256\": \"%s\", \"kid\": \"%s\"},"
                + " \"owner\": {\"person\": \"u-1\"}%s}\n")
            .formatted(InventoryLines.header(clock.instant(), null), of.hex(), of.kid(), more));
  }

  private void recordedWithId() throws IOException {
    recorded(", \"key_id\": \"%s\", \"tenant\": \"%s\"".formatted(leaked.id, AwsFake.ACCOUNT));
  }

  private Surroundings surroundings() {
    return new Surroundings(
        Map.of("STRAYKEY_HOME", home.toString(), "AWS_PAIR", aws.credential().reveal()),
        new ByteArrayInputStream(new byte[0]),
        clock,
        pause -> clock.now = clock.now.plus(pause),
        "test");
  }

  private RunResult whole() {
    return Pipeline.run(
        RunRequest.of(List.of(found.toString()))
            .config(home.resolve("straykey.yaml"))
            .introspect(true)
            .audience(Audience.ORGANISATION)
            .apply(true)
            .failOn(FailOn.NONE)
            .build(),
        surroundings(),
        event -> {});
  }

  private RunResult.Result run() {
    return whole().results().stream()
        .filter(r -> r.finding().ruleId().startsWith("aws-"))
        .findFirst()
        .orElseThrow();
  }

  private RemediationState state(RunResult.Result result) {
    return result.timeline() == null ? RemediationState.FOUND : result.timeline().state();
  }

  private String evidence() {
    var out = new StringWriter();
    try (var writer = new PrintWriter(out)) {
      new EvidenceDesk(surroundings(), home.resolve("straykey.yaml")).export(writer);
    }
    return out.toString();
  }

  @Test
  void isSwitchedOffDeletedAndProvedDead() throws IOException {
    recordedWithId();

    RunResult.Result result = run();

    assertThat(state(result)).isEqualTo(RemediationState.CLOSED);
    assertThat(leaked.deleted).isTrue();
    assertThat(evidence())
        .containsSubsequence(
            "probe-alive",
            "disable-sent",
            "disable-accepted",
            "revoke-sent",
            "revoke-accepted",
            "probe-dead",
            "\"dead\"");
    assertThat(aws.complaints).isEmpty();
  }

  @Test
  void isProvedOffWhereItIsOnlySwitchedOff() throws IOException {
    recordedWithId();
    Path file = home.resolve("straykey.yaml");
    Files.writeString(file, Files.readString(file).replace("[disable, revoke]", "[disable]"));

    assertThat(state(run())).isEqualTo(RemediationState.DISABLED);
    assertThat(leaked.active).isFalse();
    assertThat(leaked.deleted).isFalse();
    assertThat(evidence())
        .containsSubsequence("disable-sent", "disable-accepted", "probe-dead", "\"off\"");
  }

  @Test
  void itsDeathIsProvedByTwoProbesAndReadBackTwice() throws IOException {
    recordedWithId();

    run();

    // Alive: asked whose it is, before anything is sent, and once more just before.
    assertThat(aws.asked("GetCallerIdentity")).hasSize(3 + 2);
    assertThat(aws.asked("ListAccessKeys")).hasSize(2);
    assertThat(aws.asked("UpdateAccessKey")).hasSize(1);
    assertThat(aws.asked("DeleteAccessKey")).hasSize(1);
  }

  @Test
  void aKeyThatOutlivesItsEndIsLookedAtUntilItIsDead() throws IOException {
    recordedWithId();
    aws.lag = 3;

    assertThat(state(run())).isEqualTo(RemediationState.CLOSED);
  }

  @Test
  void aChangeWhoseAnswerWasLostIsProvedAndNotRepeated() throws IOException {
    recordedWithId();
    aws.trouble("UpdateAccessKey", Trouble.RESET_AFTERWARDS);

    assertThat(state(run())).isEqualTo(RemediationState.CLOSED);
    assertThat(aws.asked("UpdateAccessKey")).hasSize(1);
  }

  @Test
  void theIdThatStandsBesideTheKeyServesOnceItsIssuerTookIt() throws IOException {
    recorded("");

    RunResult.Result result = run();

    assertThat(result.finding().keyId()).isEqualTo(leaked.id);
    assertThat(state(result)).isEqualTo(RemediationState.CLOSED);
    assertThat(leaked.deleted).isTrue();
  }

  @Test
  void theIdBesideASecretThatStandsByItselfServesToo() throws IOException {
    recorded("");
    Files.writeString(
        found.resolve("credentials"),
        "aws_secret_access_key = " + leaked.secret + "\naws_access_key_id = " + leaked.id + "\n");

    RunResult.Result result = run();

    assertThat(result.finding().ruleId()).isEqualTo("aws-secret-access-key");
    assertThat(result.finding().keyId()).isEqualTo(leaked.id);
    assertThat(state(result)).isEqualTo(RemediationState.CLOSED);
  }

  @Test
  void theIdOfTheRecordIsSurerThanTheOneInTheText() throws IOException {
    recordedWithId();
    AwsFakeKey other = aws.user("bob");
    other.deleted = true;
    write(other.id, leaked.secret);

    assertThat(state(run())).isEqualTo(RemediationState.CLOSED);
    assertThat(evidence()).contains("\"status\":\"ours\",\"validity\":\"active\"");
    assertThat(leaked.deleted).isTrue();
  }

  @Test
  void aDeadIdBesideAKeyIsNoProofThatTheKeyIsDead() throws IOException {
    recorded("");
    AwsFakeKey other = aws.user("bob");
    other.deleted = true;
    write(other.id, leaked.secret);

    assertThat(state(run())).isEqualTo(RemediationState.UNDETERMINED);
    assertThat(evidence()).contains("\"status\":\"ours\",\"validity\":\"undetermined\"");
    assertThat(aws.asked("DeleteAccessKey")).isEmpty();
  }

  @Test
  void itsIssuerSaysThatAKeyWithoutARecordOfItsFingerprintIsOurs() throws IOException {
    Files.writeString(
        home.resolve("inventory.jsonl"),
        ("%s\n"
                + "{\"id\": \"k1\", \"issuer\": \"aws\", \"scope\": \"user\", \"key_id\": \"%s\","
                + " \"owner\": {\"person\": \"u-1\"}}\n")
            .formatted(InventoryLines.header(clock.instant(), null), leaked.id));

    RunResult.Result result = run();

    assertThat(result.attribution().by()).isEqualTo(AttributionBy.INTROSPECTION);
    assertThat(leaked.deleted).isTrue();
  }

  @Test
  void aRootUsersKeyIsLeftToAPerson() throws IOException {
    AwsFakeKey root =
        aws.key("", "arn:aws:iam::" + AwsFake.ACCOUNT + ":root", "AKIA", AwsFake.ACCOUNT);
    var of = FingerprintKey.of(ORGANISATION).of(Secret.of(root.secret));
    recordedWithId();
    Files.writeString(
        home.resolve("inventory.jsonl"),
        Files.readString(home.resolve("inventory.jsonl"))
            .replaceAll("(hmac-sha256\": \")[0-9a-f]+", "$1" + of.hex())
            .replace(leaked.id, root.id));
    write(root.id, root.secret);

    run();

    assertThat(root.active).isTrue();
    assertThat(aws.asked("UpdateAccessKey")).isEmpty();
    assertThat(aws.asked("DeleteAccessKey")).isEmpty();
    assertThat(evidence()).contains("offers no way to revoke it");
  }

  @Test
  void bothPublicHostsAreOpenedWhereNoneIsGiven() throws IOException {
    recordedWithId();
    Files.delete(found.resolve("credentials")); // nothing is to be sent
    Files.writeString(found.resolve("empty"), "nothing here");
    Path file = home.resolve("straykey.yaml");
    Files.writeString(file, Files.readString(file).replace("host: " + aws.host() + ", ", ""));

    assertThat(whole().results()).isEmpty();
  }

  @Test
  void noSecretIsInAnyRequestOrInWhatIsKept() throws IOException {
    recordedWithId();

    run();

    assertThat(aws.everything()).contains(leaked.id).doesNotContain(forms(leaked.secret));
    assertThat(aws.everything()).doesNotContain(forms(aws.admin.secret));
    assertThat(kept()).doesNotContain(forms(leaked.secret)).doesNotContain(aws.admin.secret);
  }

  private String kept() throws IOException {
    var all = new StringBuilder();
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        all.append(Files.readString(file, ISO_8859_1));
      }
    }
    return all.toString();
  }

  private static String[] forms(String secret) {
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    return new String[] {
      secret,
      URLEncoder.encode(secret, StandardCharsets.UTF_8),
      Base64.getEncoder().encodeToString(bytes),
      Base64.getUrlEncoder().encodeToString(bytes)
    };
  }
}
