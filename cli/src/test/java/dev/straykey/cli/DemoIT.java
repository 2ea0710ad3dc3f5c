package dev.straykey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.fixtures.Acme;
import dev.straykey.fixtures.Behaviour;
import dev.straykey.fixtures.Expectation;
import dev.straykey.fixtures.FakeServices;
import dev.straykey.fixtures.PlantedKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo, as somebody who has just built Straykey starts it: twice, in the same folder. */
class DemoIT {
  /** What the demo scans or runs on, and so holds keys by design; below the demo's folder. */
  private static final List<String> HOLD_KEYS =
      List.of("repository", "slack-export.zip", "jira.xml", "secrets");

  @TempDir static Path home;
  private static StraykeyJar.Run first;
  private static StraykeyJar.Run second;
  private static Acme acme;

  @BeforeAll
  static void runTwice() throws IOException {
    first = StraykeyJar.in(home).run("demo", "--folder", "x");
    second = StraykeyJar.in(home).run("demo", "--folder", "x");
    // The demo's keys come from its seed alone; where its services listened does not matter.
    try (var services = FakeServices.start(Clock.systemUTC(), Behaviour.usual())) {
      acme = Acme.writeTo(home.resolve("again"), Instant.now(), DemoCommand.SEED, services);
    }
  }

  @Test
  void allGoesAsPlanned() {
    assertThat(first.status()).as(first.all()).isZero();
    assertThat(first.out()).contains("All went as planned.").doesNotContain("NOT AS PLANNED");
  }

  @Test
  void aDemoInTheFolderOfADemoBeforeGoesTheSameWay() {
    assertThat(second.status()).as(second.all()).isZero();
    assertThat(second.out()).contains("All went as planned.");
  }

  @Test
  void everyRevokedKeyHasALagAndAWindow() {
    List<PlantedKey> revoked =
        acme.planted().stream().filter(k -> k.expected() == Expectation.REVOKED).toList();

    assertThat(revoked).isNotEmpty();
    for (PlantedKey key : revoked) {
      String plainName = key.name().replaceAll("[^\\x20-\\x7e]", ".");
      assertThat(proof())
          .as(key.name())
          .anyMatch(row -> row.matches(plainName + " +dead, closed( +[0-9.]+ [a-z]+){3}"));
    }
  }

  @Test
  void leavesReportsAndAPlanToLookInto() {
    assertThat(home.resolve("x"))
        .isDirectoryContaining("glob:**report.html")
        .isDirectoryContaining("glob:**report.json")
        .isDirectoryContaining("glob:**report.sarif")
        .isDirectoryContaining("glob:**plan.json");
    assertThat(home.resolve("x/state/straykey.db")).isNotEmptyFile();
  }

  @Test
  void theKeysThatAreLookedForArePlanted() throws IOException {
    String repositoryAndExports =
        everything(home.resolve("x/jira.xml")) + everything(home.resolve("x/secrets"));

    assertThat(acme.planted()).anyMatch(key -> repositoryAndExports.contains(key.value()));
    assertThat(acme.credentials()).allMatch(repositoryAndExports::contains);
  }

  @Test
  void noPlantedKeyIsPrinted() {
    for (String secret : secrets()) {
      assertThat(first.all().contains(secret) || second.all().contains(secret)).isFalse();
    }
  }

  @Test
  void noPlantedKeyIsLeftInAFileThatDoesNotHoldItByDesign() throws IOException {
    for (Path file : filesOf(home.resolve("x"))) {
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      assertThat(secrets()).as(file.toString()).noneMatch(text::contains);
    }
  }

  @Test
  void aFolderThatIsNoDemosIsLeftAlone() throws IOException {
    Path mine = Files.createDirectories(home.resolve("mine"));
    Files.writeString(mine.resolve("thesis.txt"), "the only copy");

    var run = StraykeyJar.in(home).run("demo", "--folder", "mine");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("SK-1019", "mine", "--folder");
    assertThat(mine.resolve("thesis.txt")).hasContent("the only copy");
    assertThat(filesOf(mine)).hasSize(1);
  }

  /** The keys of the story, and what Straykey itself runs on. */
  private static List<String> secrets() {
    var secrets = new ArrayList<>(acme.credentials());
    acme.planted().forEach(key -> secrets.add(key.value()));
    return secrets;
  }

  /** The rows of the demo's table of proofs. */
  private static List<String> proof() {
    return first
        .out()
        .lines()
        .dropWhile(line -> !line.startsWith("key "))
        .skip(1)
        .takeWhile(line -> !line.isBlank())
        .map(row -> row.strip())
        .toList();
  }

  private static List<Path> filesOf(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !HOLD_KEYS.contains(folder.relativize(file).getName(0).toString()))
          .toList();
    }
  }

  private static String everything(Path place) throws IOException {
    var text = new StringBuilder();
    try (Stream<Path> files = Files.walk(place)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        text.append(Files.readString(file, StandardCharsets.ISO_8859_1)).append('\n');
      }
    }
    return text.toString();
  }
}
