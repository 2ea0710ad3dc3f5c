package dev.straykey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.fixtures.Behaviour;
import dev.straykey.fixtures.FakeServices;
import dev.straykey.fixtures.Keys;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every line of the exit-status table, on the built jar. */
class ExitStatusIT {
  private final String key = Keys.acmeLive(new Random(3));
  @TempDir Path folder;

  @Test
  void nothingFoundIs0() throws IOException {
    write("clean.txt", "nothing here\n");

    assertThat(scan("clean.txt").status()).isZero();
  }

  @Test
  void aFindingIs1() throws IOException {
    write("leak.txt", "token=" + key + "\n");

    assertThat(scan("leak.txt").status()).isEqualTo(1);
  }

  @Test
  void aFindingThatFailOnDoesNotNameIs0() throws IOException {
    write("leak.txt", "token=" + key + "\n");

    assertThat(scan("--fail-on", "none", "leak.txt").status()).isZero();
  }

  @Test
  void standardInputIsRead() {
    assertThat(StraykeyJar.in(folder).input("token=" + key + "\n").run("scan", "-").status())
        .isEqualTo(1);
  }

  @Test
  void tooLittleMemoryIs3AndSaysHowToGiveMore() throws IOException {
    write("clean.txt", "nothing here\n");

    var run = StraykeyJar.in(folder).option("-Xmx12m").run("scan", "clean.txt");

    assertThat(run.status()).isEqualTo(3);
    assertThat(run.err()).contains("SK-9997", "-Xmx").doesNotContain("\tat ");
  }

  @Test
  void anUnknownOptionIs2AndNamesItWithoutItsValue() {
    var run = scan("--tokn=" + key);

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("--tokn").doesNotContain(key);
  }

  @Test
  void aPathThatIsNotThereIs2() {
    var run = scan("nowhere");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("SK-1010", "nowhere");
  }

  @Test
  void aWrongConfigurationIs2AndNamesLineAndColumn() throws IOException {
    write("conf/straykey.yaml", "people: people.csv\ninventry: [a.jsonl]\n");
    write("clean.txt", "nothing\n");

    var run = scan("--config", "conf/straykey.yaml", "clean.txt");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("straykey.yaml:2:", "inventry", "inventory");
  }

  @Test
  void aWrongPolicyExpressionIs2AndNamesTheLine() throws IOException {
    write(
        "conf/straykey.yaml",
        "policy:\n  - name: broken\n    when: key.scope ==== \"user\"\n    do: [task]\n");
    write("clean.txt", "nothing\n");

    var run = scan("--config", "conf/straykey.yaml", "clean.txt");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("straykey.yaml:3");
  }

  @Test
  void aConfigurationInsideWhatIsScannedIs2() throws IOException {
    write("tree/straykey.yaml", "inventory: []\n");

    var run = scan("--config", "tree/straykey.yaml", "tree");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("SK-1004");
  }

  @Test
  void aWrongInventoryLineIs2AndNamesLineAndField() throws IOException {
    write("inventory.jsonl", "{\"id\":\"a\",\"key_id\":\"x1234567\",\"scope\":\"nobody\"}\n");
    write("clean.txt", "nothing\n");

    var run = withKey().run("scan", "--inventory", "inventory.jsonl", "clean.txt");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("inventory.jsonl", "line 1", "scope");
  }

  @Test
  void aWrongRuleFileIs2AndNamesLineAndField() throws IOException {
    write(
        "mine.yaml", "issuer: mine\nname: Mine\nsource: here\nkeys:\n  - id: a\n    scop: user\n");
    write("clean.txt", "nothing\n");

    var run = scan("--rules", "mine.yaml", "clean.txt");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("mine.yaml:", "scop");
  }

  @Test
  void failOnOursWithoutAnInventoryIs2() throws IOException {
    write("clean.txt", "nothing\n");

    var run = scan("--fail-on", "ours", "clean.txt");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("SK-1014");
  }

  @Test
  void anUnknownReportFormatIs2BeforeAnythingIsScanned() throws IOException {
    write("leak.txt", key);

    var run = scan("--report", "pdf=out.pdf", "leak.txt");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void aPlanThatCannotBeWrittenIs2BeforeAnythingIsScanned() throws IOException {
    write("leak.txt", key);

    var run = scan("--plan", "nowhere/plan.json", "leak.txt");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("SK-1022", "nowhere");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void anEmptyFolderIs3() throws IOException {
    Files.createDirectories(folder.resolve("empty"));

    var run = scan("empty");

    assertThat(run.status()).isEqualTo(3);
    assertThat(run.out()).contains("nothing was there to read");
  }

  @Test
  void anEmptyFolderIs3WhateverElseIsScanned() throws IOException {
    Files.createDirectories(folder.resolve("empty"));
    write("clean.txt", "nothing here\n");

    assertThat(scan("empty", "clean.txt").status()).isEqualTo(3);
  }

  @Test
  void aBrokenArchiveIs3AndWhatWasReadBeforeIsReported() throws IOException {
    byte[] zip = zip("a.txt", "token=" + key, "b.txt", "x".repeat(200_000));
    Files.write(folder.resolve("broken.zip"), java.util.Arrays.copyOf(zip, zip.length - 60));

    var run = scan("broken.zip");

    assertThat(run.status()).as(run.all()).isEqualTo(3);
    assertThat(run.out()).containsIgnoringCase("broken").contains("a.txt");
  }

  @Test
  void aTruncatedPackIs3AndTheWorkTreeIsReported() throws Exception {
    Path repository = folder.resolve("repository");
    try (Git git = Git.init().setDirectory(repository.toFile()).call()) {
      for (int i = 0; i < 20; i++) {
        Files.writeString(repository.resolve("f" + i), new Random(i).nextLong() + "\n".repeat(500));
        git.add().addFilepattern(".").call();
        git.commit()
            .setMessage("c" + i)
            .setSign(false)
            .setAuthor("a", "a@small.example")
            .setCommitter("a", "a@small.example")
            .call();
      }
      git.gc().call();
    }
    Path pack;
    try (var packs = Files.list(repository.resolve(".git/objects/pack"))) {
      pack = packs.filter(p -> p.toString().endsWith(".pack")).findFirst().orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(pack);
    pack.toFile().setWritable(true);
    Files.write(pack, java.util.Arrays.copyOf(bytes, bytes.length / 2));
    Files.writeString(repository.resolve("leak.txt"), "token=" + key + "\n");

    var run = scan("repository");

    assertThat(run.status()).as(run.all()).isEqualTo(3);
    assertThat(run.out()).contains("leak.txt");
  }

  @Test
  void aRangeThatSelectsNothingIs0() throws Exception {
    Path repository = folder.resolve("repository");
    try (Git git = Git.init().setDirectory(repository.toFile()).call()) {
      Files.writeString(repository.resolve("a.txt"), "clean\n");
      git.add().addFilepattern(".").call();
      git.commit()
          .setMessage("one")
          .setSign(false)
          .setAuthor("a", "a@small.example")
          .setCommitter("a", "a@small.example")
          .call();
    }

    assertThat(scan("--range", "HEAD..HEAD", "repository").status()).isZero();
  }

  @Test
  void anActionThatFailedIs4() throws IOException {
    try (var services =
        FakeServices.start(Clock.systemUTC(), Behaviour.usual().withLag(Duration.ZERO))) {
      var small = new SmallOrganisation(folder.resolve("org"), Instant.now(), 5);
      String own = small.key(services, "api_key_1");
      small.record(
          "key_1", "user", own, ",\"owner\":{\"person\":\"u-1\"},\"environment\":\"test\"");
      Path config = small.write(services);
      services.accepts("jira", "somebody:else");
      small.text("secrets/jira", "straykey@small.example:wrong\n");
      Path zip = small.slackZip("slack.zip", "use " + own);

      var run = scan("--config", config.toString(), "--apply", zip.toString());

      assertThat(run.status()).as(run.all()).isEqualTo(4);
      assertThat(services.works("own", own)).as("a failed task undoes no revocation").isFalse();
    }
  }

  private StraykeyJar.Run scan(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "scan";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return StraykeyJar.in(folder).run(all);
  }

  private StraykeyJar withKey() {
    return StraykeyJar.in(folder)
        .with(
            "STRAYKEY_FINGERPRINT_KEY", java.util.Base64.getEncoder().encodeToString(new byte[32]));
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static byte[] zip(String... namesAndTexts) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      for (int i = 0; i < namesAndTexts.length; i += 2) {
        zip.putNextEntry(new ZipEntry(namesAndTexts[i]));
        zip.write(namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }
}
