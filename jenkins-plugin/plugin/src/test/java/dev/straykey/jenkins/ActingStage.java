package dev.straykey.jenkins;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.io.TempDir;

/** An organisation with a key service and a workspace with one of its keys; all of it real HTTP. */
abstract class ActingStage {
  static final byte[] PAIR = ActingDesk.newPair();
  static final String BUILD = "team/deploy#12";
  static final String KEY = Keys.acmeLive(new Random(3));

  @TempDir Path home;
  @TempDir Path workspace;
  final AtomicLong slept = new AtomicLong();
  final List<String> log = new ArrayList<>();
  final Map<String, String> states = new LinkedHashMap<>();
  final List<String> errors = new ArrayList<>();
  int told;
  Acting.Builds.Trust trust = Acting.Builds.Trust.TRUSTED;
  FakeServices services;
  Path config;
  Inbox inbox;

  /** Sleeping costs no time, and passes it. */
  final Clock clock =
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

  void secret(String name, String text) throws IOException {
    Path file = Files.writeString(home.resolve(name), text + "\n");
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
  }

  Surroundings surroundings() {
    return new Surroundings(
        Map.of("STRAYKEY_HOME", home.resolve("store").toString()),
        InputStream.nullInputStream(),
        clock,
        duration -> slept.addAndGet(duration.toMillis()),
        "test");
  }

  List<AgentFinding> scan(byte[] pair, boolean fork, String build) throws Exception {
    var desk = new AgentDesk(surroundings(), config, pair);
    var console = new PrintStream(java.io.OutputStream.nullOutputStream(), true, UTF_8);
    return new Scanning(desk, Organisation.OWN, console, build)
        .scan(call -> call.scan(workspace.toFile()), new ScanOptions(), fork, List.of())
        .result()
        .findings();
  }

  List<AgentFinding> scan() throws Exception {
    return scan(PAIR, false, BUILD);
  }

  void put(boolean trusted, List<AgentFinding> found) throws IOException {
    inbox.put(new Inbox.Message(BUILD, "https://ci.example/job/1/", trusted, found));
  }

  int act() throws IOException {
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
}
