package dev.straykey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.fixtures.Behaviour;
import dev.straykey.fixtures.FakeServices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A key that outlives people ends when two of its custodians have signed in and said so. */
class ApprovalIT {
  @TempDir Path folder;
  private FakeServices services;
  private SmallOrganisation small;
  private String key;
  private Path config;

  @BeforeEach
  void plan() throws IOException {
    services =
        FakeServices.start(Clock.systemUTC(), Behaviour.usual().withLag(Duration.ofSeconds(1)));
    small = new SmallOrganisation(folder.resolve("org"), Instant.now(), 11);
    key = small.key(services, "api_key_1");
    small.record(
        "key_1",
        "organisation",
        key,
        ",\"owner\":{\"team\":\"core\"},\"environment\":\"production\",\"revocation_authority\":[\"u-2\",\"u-3\"]");
    config = small.write(services);
    Path zip = small.slackZip("slack.zip", "use " + key + " for now");
    var scan = straykey("scan", "--plan", "plan.json", zip.toString());
    assertThat(scan.status()).as(scan.all()).isEqualTo(1);
  }

  @AfterEach
  void stop() {
    services.close();
  }

  private StraykeyJar.Run straykey(String command, String... more) {
    String[] words = command.split(" ", -1);
    var all = new String[words.length + 2 + more.length];
    System.arraycopy(words, 0, all, 0, words.length);
    all[words.length] = "--config";
    all[words.length + 1] = config.toString();
    System.arraycopy(more, 0, all, words.length + 2, more.length);
    return StraykeyJar.in(folder).run(all);
  }

  private StraykeyJar.Run say(String verb, String person) throws IOException {
    String token = person + "@small.example:" + "t".repeat(20);
    services.accepts("jira", token);
    Path own = Files.writeString(folder.resolve(person + ".token"), token);
    return straykey("remediate " + verb, "--sign-in", "file:" + own, "plan.json");
  }

  @Test
  void twoCustodiansEndTheKey() throws IOException {
    assertThat(say("approve", "mia").out()).contains("1 of 2 approvals");
    var early = straykey("remediate apply", "plan.json");
    assertThat(services.count("own", "POST", "/oauth/revoke")).as(early.all()).isZero();
    assertThat(say("approve", "ray").out()).contains("2 of 2 approvals");

    var run = straykey("remediate apply", "plan.json");

    assertThat(run.status()).as(run.all()).isZero();
    assertThat(services.count("own", "POST", "/oauth/revoke")).isEqualTo(1);
    assertThat(services.works("own", key)).isFalse();
    assertThat(run.all()).doesNotContain(key);
  }

  @Test
  void oneCustodianTwiceIsOne() throws IOException {
    say("approve", "mia");

    var again = say("approve", "mia");

    assertThat(again.status()).isEqualTo(2);
    assertThat(again.err()).contains("SK-5022");
  }

  @Test
  void oneRefusalStopsThePlan() throws IOException {
    say("approve", "mia");
    assertThat(say("refuse", "ray").status()).isZero();

    var run = straykey("remediate apply", "plan.json");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("SK-5023");
    assertThat(services.count("own", "POST", "/oauth/revoke")).isZero();
  }

  @Test
  void whoHasNoAuthorityDoesNotCount() throws IOException {
    assertThat(say("approve", "sam").out()).contains("0 of 2 approvals");
  }

  @Test
  void straykeysOwnAccountApprovesNothing() {
    var run =
        straykey(
            "remediate approve",
            "--sign-in",
            "file:" + folder.resolve("org/secrets/jira"),
            "plan.json");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("SK-1024");
  }

  @Test
  void whoTheDirectoryDoesNotKnowApprovesNothing() throws IOException {
    var run = say("approve", "mallory");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("SK-1025");
  }

  @Test
  void aChangedPlanHasNoApprovals() throws IOException {
    say("approve", "mia");
    Path plan = folder.resolve("plan.json");
    Files.writeString(plan, Files.readString(plan).replace("key_1", "key_2"));

    var run = say("approve", "ray");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("SK-5002");
  }
}
