package dev.straykey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.straykey.evidence.ChainLog;
import dev.straykey.fixtures.Behaviour;
import dev.straykey.fixtures.FakeServices;
import dev.straykey.fixtures.Message;
import dev.straykey.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A run that revokes three people's keys is killed anywhere, in the soak its resumption too: after
 * any of its requests, and a moment more. What goes on afterwards repeats nothing.
 */
class KilledAnywhereIT {
  private static final boolean SOAK = Boolean.getBoolean("straykey.soak");
  private static final int SPEED = 20;

  /** An undisturbed run asks about as often. */
  private static final int REQUESTS = 45;

  @TempDir Path folder;
  private final Instant beginning = Instant.now();
  private final Map<String, String> keys = new LinkedHashMap<>();
  private final Map<String, Integer> mayBeSent = new LinkedHashMap<>();

  static Stream<Long> kills() {
    // Every run has other moments; the number in the name tells which it was.
    long first = SOAK ? System.nanoTime() : 1;
    return Stream.iterate(first, seed -> seed + 1).limit(SOAK ? 40 : 3);
  }

  @ParameterizedTest
  @MethodSource("kills")
  void everyKeyIsRevokedOnceToldOnceAndProvedDead(long seed) throws Exception {
    var random = new Random(seed);
    try (var services = FakeServices.start(new FastClock(beginning, SPEED), Behaviour.usual())) {
      var small = new SmallOrganisation(folder.resolve("org"), beginning, 11);
      for (String id : List.of("key_1", "key_2", "key_3")) {
        String key = small.key(services, "api_" + id);
        String person = id.equals("key_3") ? "u-3" : "u-1";
        small.record(
            id,
            "user",
            key,
            ",\"owner\":{\"person\":\"%s\"},\"environment\":\"test\"".formatted(person));
        keys.put(id, key);
        mayBeSent.put(id, 1);
      }
      String config = small.write(services).toString();
      String zip =
          small
              .slackZip(
                  "slack.zip",
                  keys.values().stream().map("use %s"::formatted).toArray(String[]::new))
              .toString();
      StraykeyJar jar = StraykeyJar.in(folder);
      String[] scan = {"scan", "--config", config, "--apply", zip};
      String[] resume = {"remediate", "resume", "--config", config};

      killed(services, fast(jar, scan), small, random);
      if (SOAK && random.nextInt(3) == 0) {
        killed(services, fast(jar, resume), small, random);
      }
      var resumed = jar.finish(fast(jar, resume));
      assertThat(resumed.status()).as(resumed.all()).isZero();
      if (count(evidence(small), "dead") < keys.size()) {
        // Killed before all was in the store: what was not begun cannot go on, but is found again.
        var again = jar.finish(fast(jar, scan));
        assertThat(again.status()).as(again.all()).isLessThanOrEqualTo(1);
      }

      holds(services, small);
      var verified = jar.run("evidence", "verify", "--config", config);
      assertThat(verified.status()).as(verified.all()).isZero();
    }
  }

  private void holds(FakeServices services, SmallOrganisation small) throws IOException {
    List<JsonNode> evidence = evidence(small);
    for (var key : keys.entrySet()) {
      String id = key.getKey();
      assertThat(services.works("own", key.getValue())).as(id + " works").isFalse();
      assertThat(sent(services, key.getValue()))
          .as("revocations sent of " + id)
          .isBetween(1L, (long) mayBeSent.get(id));
      String fingerprint = small.fingerprint(key.getValue());
      assertThat(evidence.stream().filter(e -> is(e, "dead", fingerprint)))
          .as("dead of " + id)
          .hasSize(1);
      // Whose acceptance was lost with the process is known to have worked by the key's death
      // alone.
      assertThat(evidence.stream().filter(e -> is(e, "revoke-accepted", fingerprint)).count())
          .as("revoke-accepted of " + id)
          .isBetween(mayBeSent.get(id) > 1 ? 0L : 1L, 1L);
      for (String person : List.of("U01SAM", "U03RAY")) {
        assertThat(services.messages().stream().filter(m -> tells(m, person, "key " + id)))
            .as("messages to %s about %s", person, id)
            .hasSize(person.equals("U03RAY") == id.equals("key_3") ? 1 : 0);
      }
    }
    assertThat(services.tasks()).hasSize(keys.size()).allMatch(task -> task.closed());
  }

  /**
   * Kills the process. A revocation that was sent, but whose answer was not kept, may be sent once
   * more: nobody can know any more what was said.
   */
  private void killed(
      FakeServices services, Process process, SmallOrganisation small, Random random)
      throws Exception {
    long until = requests(services) + random.nextInt(REQUESTS);
    if (until == requests(services)) {
      Thread.sleep(random.nextInt(1500));
    }
    while (process.isAlive() && requests(services) < until) {
      Thread.sleep(1);
    }
    Thread.sleep(random.nextInt(4) == 0 ? random.nextInt(200) : random.nextInt(15));
    process.destroyForcibly().waitFor();
    List<JsonNode> evidence = evidence(small);
    for (var key : keys.entrySet()) {
      String fingerprint = small.fingerprint(key.getValue());
      long sent = sent(services, key.getValue());
      if (sent > 0 && evidence.stream().noneMatch(e -> is(e, "revoke-accepted", fingerprint))) {
        mayBeSent.put(key.getKey(), (int) sent + 1);
      }
    }
  }

  private Process fast(StraykeyJar jar, String... arguments) {
    String[] all = new String[arguments.length + 2];
    all[0] = beginning.toString();
    all[1] = Integer.toString(SPEED);
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    return jar.startMain(FastMain.class, all);
  }

  private static long requests(FakeServices services) {
    return Stream.of("own", "jira", "slack").mapToLong(s -> services.requests(s).size()).sum();
  }

  private static long sent(FakeServices services, String key) {
    return services.requests("own").stream()
        .filter(seen -> seen.path().equals("/oauth/revoke") && seen.holds(key))
        .count();
  }

  private static boolean tells(Message message, String person, String keyName) {
    return person.equals(message.user())
        && (message.text().contains(keyName)
            || message.blocks().contains(keyName)
            || message.earlier().stream().anyMatch(text -> text.contains(keyName)));
  }

  private static boolean is(JsonNode entry, String type, String fingerprint) {
    return entry.path("type").asText().equals(type)
        && entry.path("fingerprint").asText().contains(fingerprint);
  }

  private static long count(List<JsonNode> evidence, String type) {
    return evidence.stream().filter(e -> e.path("type").asText().equals(type)).count();
  }

  /** Reads a copy, so that the next process finds the store as the killed one left it. */
  private List<JsonNode> evidence(SmallOrganisation small) throws IOException {
    var entries = new ArrayList<JsonNode>();
    if (!Files.exists(small.folder.resolve("store.db"))) {
      return entries;
    }
    Path copy = Files.createTempDirectory(folder, "copy");
    for (String name : List.of("store.db", "store.db-wal")) {
      if (Files.exists(small.folder.resolve(name))) {
        Files.copy(small.folder.resolve(name), copy.resolve(name));
      }
    }
    var text = new StringBuilder();
    try (var store = Store.open("sqlite://" + copy.resolve("store.db"))) {
      new ChainLog(store).export(text);
    }
    var json = new ObjectMapper();
    for (String line : text.toString().lines().toList()) {
      entries.add(json.readTree(line));
    }
    return entries;
  }
}
