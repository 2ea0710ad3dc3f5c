package dev.straykey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.fixtures.Keys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the built jar does on machines that are not set up as one would wish. */
class OddSurroundingsIT {
  private final String key = Keys.acmeLive(new Random(4));
  @TempDir Path folder;

  private void leak() throws IOException {
    Files.writeString(folder.resolve("leak.txt"), "token=" + key + "\n");
  }

  @Test
  void aPathThatIsEmptyIsNotWhereTheCommandIsRun() throws IOException {
    leak();

    var run = StraykeyJar.in(folder).run("scan", "");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("SK-1010", "empty");
  }

  @Test
  void aMistypedCommandIsToldTheRightOne() {
    var run = StraykeyJar.in(folder).run("scna", "leak.txt");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("SK-1011", "Did you mean straykey scan?");
  }

  @Test
  void aMistypedCommandOfACommandIsToldTheRightOne() {
    var run = StraykeyJar.in(folder).run("evidence", "verfy");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("Did you mean straykey evidence verify?");
  }

  @Test
  void helpForACommandThatThereIsNotIs2() {
    var run = StraykeyJar.in(folder).run("scann", "--help");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("SK-1011", "Did you mean straykey scan?");
  }

  @Test
  void aCommandThatMayBeAKeyIsNotRepeated() {
    var run = StraykeyJar.in(folder).run(key);

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.all()).doesNotContain(key);
  }

  @Test
  void aRecordThatThereIsNotIsSaidToBeNone() throws IOException {
    Files.writeString(folder.resolve("keys.jsonl"), "{\"id\":\"a\",\"key_id\":\"x1234567\"}\n");

    var run =
        StraykeyJar.in(folder)
            .with(
                "STRAYKEY_FINGERPRINT_KEY",
                java.util.Base64.getEncoder().encodeToString(new byte[32]))
            .run("inventory", "show", "b", "keys.jsonl");

    assertThat(run.status()).as(run.err()).isEqualTo(1);
    assertThat(run.err()).contains("no record");
  }

  @Test
  void whatIsNoRepositoryIsNotReadForAPurge() throws IOException {
    leak();

    var run = StraykeyJar.in(folder).run("purge-plan", ".");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("SK-1610");
  }

  @Test
  void optionsThatExcludeOneAnotherAreNamed() {
    var run = StraykeyJar.in(folder).run("scan", "--staged", "--no-history");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("--staged", "--no-history");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aReportThatTheDiscDoesNotTakeIs3() throws IOException {
    leak();

    var run =
        StraykeyJar.in(folder).into(Path.of("/dev/full")).run("scan", "--fail-on=none", "leak.txt");

    assertThat(run.status()).isEqualTo(3);
    assertThat(run.err()).contains("SK-1591", "no space left");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aNameThatTheLocaleCannotWriteIs2AndSaysWhichLocaleCan() {
    var run = StraykeyJar.in(folder).with("LC_ALL", "C").run("scan", "caf\u00e9");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("SK-1590", "LC_ALL=C.UTF-8");
  }

  @Test
  void aStateFolderThatCannotBeMadeKeepsNoScanFromBeing() throws IOException {
    leak();
    String home = folder.resolve("leak.txt").resolve("state").toString();

    var run = StraykeyJar.in(folder).with("STRAYKEY_HOME", home).run("scan", "leak.txt");

    assertThat(run.status()).as(run.err()).isEqualTo(1);
    assertThat(run.err()).contains("no fingerprint key can be kept", "STRAYKEY_FINGERPRINT_KEY");
  }

  @Test
  void fingerprintsForAnInventoryAreNotMadeUnderAKeyThatNobodyKeeps() throws IOException {
    leak();
    String home = folder.resolve("leak.txt").resolve("state").toString();

    var run =
        StraykeyJar.in(folder)
            .with("STRAYKEY_HOME", home)
            .input(key + "\n")
            .run("inventory", "fingerprint");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("SK-1322").doesNotContain("Exception");
  }

  @Test
  void aHomeThatIsEmptyLeavesNothingWhereTheCommandIsRun() throws IOException {
    Files.createDirectory(folder.resolve("user"));
    Files.createDirectory(folder.resolve("tree"));
    Files.writeString(folder.resolve("tree/clean.txt"), "nothing\n");

    var run =
        StraykeyJar.in(folder)
            .with("STRAYKEY_HOME", "")
            .with("HOME", "")
            .with("XDG_STATE_HOME", "state")
            .option("-Duser.home=" + folder.resolve("user"))
            .run("scan", "tree");

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(folder.resolve(".local")).doesNotExist();
    assertThat(folder.resolve("state")).doesNotExist();
    assertThat(folder.resolve("user/.local/state/straykey")).exists();
  }

  @Test
  void aDatabaseThatIsNoneIsNotMadeAFile() throws IOException {
    leak();

    var run =
        StraykeyJar.in(folder)
            .with(
                "STRAYKEY_FINGERPRINT_KEY",
                java.util.Base64.getEncoder().encodeToString(new byte[32]))
            .run("scan", "--inventory", "jdbc:oracle:thin", "leak.txt");

    assertThat(run.status()).isEqualTo(3);
    assertThat(run.err()).contains("SK-4001", "jdbc:postgresql");
    assertThat(folder.resolve("jdbc:oracle:thin")).doesNotExist();
  }
}
