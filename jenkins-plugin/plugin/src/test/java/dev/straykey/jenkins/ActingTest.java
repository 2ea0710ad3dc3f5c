package dev.straykey.jenkins;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.straykey.fixtures.Behaviour;
import dev.straykey.fixtures.FakeServices;
import dev.straykey.fixtures.Keys;
import dev.straykey.model.FingerprintKey;
import dev.straykey.model.Secret;
import dev.straykey.pipeline.ActingDesk;
import dev.straykey.pipeline.AgentDesk;
import dev.straykey.pipeline.AgentFinding;
import dev.straykey.pipeline.Surroundings;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A build finds a person's key; the issuer, the tracker and the messages are real HTTP. */
class ActingTest {
  private static final byte[] PAIR = ActingDesk.newPair();
  private static final String BUILD = "team/deploy#12";
  private static final String KEY = Keys.acmeLive(new Random(3));

  @TempDir Path home;
  @TempDir Path workspace;
  private final AtomicLong slept = new AtomicLong();
  private final List<String> log = new ArrayList<>();
  private final Map<String, String> states = new LinkedHashMap<>();
  private final List<String> errors = new ArrayList<>();
  private int told;
  private Acting.Builds.Trust trust = Acting.Builds.Trust.TRUSTED;
  private FakeServices services;
  private Path config;
  private Inbox inbox;

  /** Sleeping costs no time, and passes it. */
  private final Clock clock =
      new Clock() {
        @Override
        public Instant instant() {
          return Instant.now().plusMillis(slept.get());
        }

        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }
      };

  @BeforeEach
  void anOrganisationWithAKeyService() throws IOException {
    services = FakeServices.start(clock, Behaviour.usual());
    services.knows("own", KEY, "api_1", "org_small", "user", "sam");
    byte[] fingerprints = new byte[32];
    fingerprints[0] = 9;
    var fingerprint = FingerprintKey.of(fingerprints).of(Secret.of(KEY));
    secret("fingerprint.key", Base64.getEncoder().encodeToString(fingerprints));
    secret("own", "own-" + "c".repeat(20));
    services.accepts("own", "own-" + "c".repeat(20));
    Files.writeString(
        home.resolve("inventory.jsonl"),
        ("{\"straykey_inventory\":1,\"exported_at\":\"%s\",\"kid\":\"%s\"}%n"
                + "{\"id\":\"k1\",\"issuer\":\"own\",\"tenant\":\"org_small\",\"name\":\"mine\","
                + "\"scope\":\"user\",\"environment\":\"test\",\"owner\":{\"person\":\"u-1\"},"
                + "\"fingerprint\":{\"hmac-sha256\":\"%s\",\"kid\":\"%s\"}}%n")
            .formatted(
                Instant.now().minus(Duration.ofHours(1)),
                fingerprint.kid(),
                fingerprint.hex(),
                fingerprint.kid()));
    Files.writeString(
        home.resolve("people.csv"),
        """
        id,name,email,slack_id,manager,team,status,left_at
        u-1,Sam Small,sam@small.example,U01SAM,,core,active,
        """);
    config =
        Files.writeString(
            home.resolve("straykey.yaml"),
            """
            fingerprint_key_file: fingerprint.key
            inventory: [inventory.jsonl]
            people: people.csv
            audience: { jenkins: restricted }
            issuers:
              own: { host: "%s", credential: "file:own", tenants: [org_small] }
            """
                .formatted(services.own()));
    Files.writeString(workspace.resolve("deploy.sh"), "export ACME_KEY=" + KEY + "\n");
    inbox = new Inbox(home.resolve("store"));
  }

  @AfterEach
  void stop() {
    services.close();
  }

  private void secret(String name, String text) throws IOException {
    Path file = Files.writeString(home.resolve(name), text + "\n");
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
  }

  private Surroundings surroundings() {
    return new Surroundings(
        Map.of("STRAYKEY_HOME", home.resolve("store").toString()),
        InputStream.nullInputStream(),
        clock,
        duration -> slept.addAndGet(duration.toMillis()),
        "test");
  }

  private List<AgentFinding> scan(byte[] pair, boolean fork, String build) throws Exception {
    var desk = new AgentDesk(surroundings(), config, pair);
    var console = new PrintStream(java.io.OutputStream.nullOutputStream(), true, UTF_8);
    return new Scanning(desk, Organisation.OWN, console, build)
        .scan(call -> call.scan(workspace.toFile()), new ScanOptions(), fork, List.of())
        .result()
        .findings();
  }

  private List<AgentFinding> scan() throws Exception {
    return scan(PAIR, false, BUILD);
  }

  private void put(boolean trusted, List<AgentFinding> found) throws IOException {
    inbox.put(new Inbox.Message(BUILD, "https://ci.example/job/1/", trusted, found));
  }

  private int act() throws IOException {
    var builds =
        new Acting.Builds() {
          @Override
          public Trust trust(String build) {
            return trust;
          }

          @Override
          public void tell(String build, Map<String, String> became, List<String> wrong) {
            assertThat(build).isEqualTo(BUILD);
            told++;
            states.putAll(became);
            errors.addAll(wrong);
          }
        };
    return new Acting(inbox, surroundings(), config, () -> PAIR.clone(), builds, log::add).work();
  }

  @Test
  void aKeyThatABuildFoundIsEndedAndItsStateTold() throws Exception {
    List<AgentFinding> found = scan();
    put(true, found);

    assertThat(act()).isEqualTo(1);

    assertThat(services.works("own", KEY)).isFalse();
    assertThat(errors).isEmpty();
    assertThat(states).containsOnlyKeys(found.get(0).fingerprint());
    assertThat(states.values()).allMatch(s -> s.startsWith("dead") || s.startsWith("closed"));
    assertThat(inbox.waiting()).isEmpty();
  }

  @Test
  void aMessageThatOutlivedARestartIsActedOn() throws Exception {
    put(true, scan());
    inbox = new Inbox(home.resolve("store"));

    act();

    assertThat(services.works("own", KEY)).isFalse();
  }

  @Test
  void actingTwiceOnOneKeySendsItsEndOnce() throws Exception {
    put(true, scan());
    act();
    put(true, scan());
    act();

    assertThat(services.count("own", "POST", "/oauth/revoke")).isEqualTo(1);
  }

  @Test
  void aForksKeysAreNotSealed() throws Exception {
    List<AgentFinding> found = scan(PAIR, true, BUILD);
    put(true, found);

    assertThat(found).hasSize(1).allMatch(f -> f.sealed() == null);
    assertThat(inbox.waiting()).isEmpty();
  }

  @Test
  void whatAForksConsoleHeldIsNotActedOn() throws Exception {
    put(false, scan());
    trust = Acting.Builds.Trust.STRANGER;

    act();

    assertThat(services.requests("own")).isEmpty();
    assertThat(inbox.waiting()).isEmpty();
  }

  @Test
  void whatTheConsoleOfADeletedBuildHeldIsNotActedOnAndThatIsSaid() throws Exception {
    put(false, scan());
    trust = Acting.Builds.Trust.GONE;

    act();

    assertThat(services.requests("own")).isEmpty();
    assertThat(log).singleElement().asString().startsWith("SK-4221");
  }

  @Test
  void withActOffNothingSealedTravels() throws Exception {
    assertThat(scan(null, false, "")).hasSize(1).allMatch(f -> f.sealed() == null);
  }

  @Test
  void anAgentThatStillHasTheKeyToSealWithSealsNothingOnceActIsOff() throws Exception {
    scan();

    assertThat(scan(PAIR, false, "")).hasSize(1).allMatch(f -> f.sealed() == null);
  }

  @Test
  void aSealForAnotherControllerIsAnErrorOfTheBuild() throws Exception {
    put(true, scan(ActingDesk.newPair(), false, BUILD));

    act();

    assertThat(errors).singleElement().asString().startsWith("SK-4213");
    assertThat(services.works("own", KEY)).isTrue();
    assertThat(inbox.waiting()).isEmpty();
  }

  @Test
  void aSealOfAnotherBuildIsAnErrorOfTheBuild() throws Exception {
    put(true, scan(PAIR, false, "team/deploy#13"));

    act();

    assertThat(errors).singleElement().asString().startsWith("SK-4213");
    assertThat(services.works("own", KEY)).isTrue();
  }

  @Test
  void aConfigurationThatCannotBeReadKeepsTheMessageAndIsSaid() throws Exception {
    put(true, scan());
    String good = Files.readString(config);
    Files.writeString(config, "nonsense: 1\n");

    act();

    assertThat(errors).singleElement().asString().contains("straykey.yaml");
    Files.writeString(config, good);
    act();
    assertThat(services.works("own", KEY)).isFalse();
  }

  @Test
  void anErrorThatIsOverIsNotShownAnyMore() {
    var before = new ActedFile.Acted(Map.of(), List.of(ActedFile.FOR_NOW + "SK-4002", "SK-4213"));

    assertThat(before.with(Map.of("ab", "dead"), List.of()).errors()).containsExactly("SK-4213");
    assertThat(before.with(Map.of(), List.of()).errors()).hasSize(2);
  }

  @Test
  void whatWaitsForAPersonIsAPlanThatCanBeApproved() throws Exception {
    Files.writeString(config, Files.readString(config) + "limits: { run: 0 }\n");
    put(true, scan());

    act();

    assertThat(services.works("own", KEY)).isTrue();
    try (var plans = Files.list(home.resolve("store/plans"))) {
      Path plan = plans.toList().get(0);
      assertThat(plan.getFileName().toString()).matches("plan-[0-9a-f]{12}\\.json");
      assertThat(Files.readString(plan)).doesNotContain(KEY);
      assertThat(states.values()).allMatch(state -> state.contains(plan.toString()));
    }
  }

  @Test
  void whatIsDoneLeavesNoPlan() throws Exception {
    put(true, scan());

    act();

    try (var plans = Files.list(home.resolve("store/plans"))) {
      assertThat(plans).isEmpty();
    }
  }

  @Test
  void whatCannotBeActedOnForAWeekIsDroppedAndSaid() throws Exception {
    put(true, scan());
    Files.writeString(config, "nonsense: 1\n");
    Files.setLastModifiedTime(
        inbox.waiting().get(0), FileTime.from(Instant.now().minus(Duration.ofDays(8))));

    act();

    assertThat(errors).anyMatch(error -> error.startsWith("SK-4218"));
    assertThat(inbox.waiting()).isEmpty();
  }

  @Test
  void aDamagedMessageIsDroppedAndSaidAndStopsNoOther() throws Exception {
    put(true, scan());
    Files.writeString(inbox.waiting().get(0).resolveSibling("0.sealed"), "garbled");

    assertThat(act()).isEqualTo(2);

    assertThat(log).singleElement().asString().startsWith("SK-4219");
    assertThat(services.works("own", KEY)).isFalse();
  }

  @Test
  void theSameKeyOfABuildWaitsOnce() throws Exception {
    put(true, scan());
    put(true, scan());

    assertThat(inbox.waiting()).hasSize(1);
    assertThat(inbox.waitingOf(BUILD)).containsExactly(scan().get(0).fingerprint());
    assertThat(inbox.waitingOf("another#1")).isEmpty();
  }

  @Test
  void messagesOfOneBuildAreActedOnTogether() throws Exception {
    String other = Keys.acmeLive(new Random(4));
    Files.writeString(workspace.resolve("other.sh"), "export ACME_KEY=" + other + "\n");
    for (AgentFinding one : scan()) {
      put(true, List.of(one));
    }
    assertThat(inbox.waiting()).hasSize(2);

    assertThat(act()).isEqualTo(2);

    assertThat(told).isEqualTo(1);
    assertThat(states).hasSize(2);
    assertThat(services.works("own", KEY)).isFalse();
  }

  @Test
  void noMoreWaitThanThereIsRoomFor() throws Exception {
    put(true, scan());
    for (int i = 1; i < Inbox.MOST_WAITING; i++) {
      Files.writeString(inbox.waiting().get(0).resolveSibling(i + ".sealed"), "x");
    }

    assertThatThrownBy(() -> inbox.put(new Inbox.Message("other#1", "", true, scan())))
        .isInstanceOf(IOException.class);
  }

  @Test
  void switchedOffNothingWaitsAnyMore() throws Exception {
    put(true, scan());

    inbox.clear();

    assertThat(inbox.waiting()).isEmpty();
  }

  @Test
  void theFolderOfMessagesIsClosedToOthers() throws Exception {
    put(true, scan());

    if (home.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(inbox.waiting().get(0).getParent())))
          .isEqualTo("rwx------");
    }
  }
}
