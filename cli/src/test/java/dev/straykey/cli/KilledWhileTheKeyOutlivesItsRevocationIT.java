package dev.straykey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.straykey.fixtures.Behaviour;
import dev.straykey.fixtures.FakeServices;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The issuer says 200 to the revocation, but the key lives for 40 seconds more; the process is
 * killed in between.
 */
class KilledWhileTheKeyOutlivesItsRevocationIT {
  private static final int SPEED = 10;
  private static final Duration LAG = Duration.ofSeconds(40);
  @TempDir Path folder;

  @Test
  void anotherRunProvesItDeadWithoutASecondRevocation() throws Exception {
    Instant beginning = Instant.now();
    var clock = new FastClock(beginning, SPEED);
    try (var services = FakeServices.start(clock, Behaviour.usual().withLag(LAG))) {
      var small = new SmallOrganisation(folder.resolve("org"), beginning, 11);
      String key = small.key(services, "api_key_1");
      small.record(
          "key_1", "user", key, ",\"owner\":{\"person\":\"u-1\"},\"environment\":\"test\"");
      Path config = small.write(services);
      Path zip = small.slackZip("slack.zip", "use " + key + " for now");
      StraykeyJar jar = StraykeyJar.in(folder);

      Process process =
          fast(jar, beginning, "scan", "--config", config.toString(), "--apply", zip.toString());
      awaitProbeAfterRevocation(services, process);
      process.destroyForcibly().waitFor();
      assertThat(services.works("own", key)).as("killed before the key was dead").isTrue();
      assertThat(evidence(config)).noneMatch(e -> e.path("type").asText().equals("dead"));

      var resumed =
          jar.finish(fast(jar, beginning, "remediate", "resume", "--config", config.toString()));

      assertThat(resumed.status()).as(resumed.all()).isZero();
      assertThat(services.count("own", "POST", "/oauth/revoke")).isEqualTo(1);
      assertThat(services.tasks()).hasSize(1);
      assertThat(services.tasks().get(0).closed()).isTrue();
      assertThat(services.messages()).hasSize(1);
      Iterable<JsonNode> evidence = evidence(config);
      Instant accepted = at(evidence, "revoke-accepted");
      assertThat(Duration.between(accepted, at(evidence, "dead")))
          .isBetween(LAG.minusSeconds(1), LAG.plusSeconds(45));
      JsonNode dead = entry(evidence, "dead");
      assertThat(dead.toString()).contains("window");
    }
  }

  private static Process fast(StraykeyJar jar, Instant beginning, String... arguments) {
    String[] all = new String[arguments.length + 2];
    all[0] = beginning.toString();
    all[1] = Integer.toString(SPEED);
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    return jar.startMain(FastMain.class, all);
  }

  /** Waits until the first probe after the revocation was answered, so that both are committed. */
  private static void awaitProbeAfterRevocation(FakeServices services, Process process)
      throws InterruptedException {
    for (int i = 0; i < 3000; i++) {
      if (services.count("own", "POST", "/oauth/revoke") == 1
          && services.count("own", "POST", "/oauth/introspect") >= 3) {
        return;
      }
      assertThat(process.isAlive()).as("ended before it was killed").isTrue();
      Thread.sleep(10);
    }
    throw new AssertionError("nothing was revoked within 30 seconds");
  }

  private Iterable<JsonNode> evidence(Path config) throws IOException {
    var run = StraykeyJar.in(folder).run("evidence", "export", "--config", config.toString());
    return new ObjectMapper().readTree("[" + String.join(",", run.out().split("\n")) + "]");
  }

  private static JsonNode entry(Iterable<JsonNode> evidence, String type) {
    return StreamSupport.stream(evidence.spliterator(), false)
        .filter(e -> e.path("type").asText().equals(type))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no evidence of " + type));
  }

  private static Instant at(Iterable<JsonNode> evidence, String type) {
    return Instant.parse(entry(evidence, type).path("at").asText());
  }
}
