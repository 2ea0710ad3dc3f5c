package dev.straykey.jenkins;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.straykey.model.InvalidInputException;
import dev.straykey.pipeline.AgentDesk;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScanningTest {
  @TempDir Path home;
  @TempDir Path workspace;
  private final ByteArrayOutputStream console = new ByteArrayOutputStream();
  private final ScanOptions options = new ScanOptions();
  private final List<ScanCallable> calls = new ArrayList<>();
  private AgentDesk desk;

  @BeforeEach
  void makeDesk() throws IOException {
    desk = new AgentDesk(Controller.surroundings(home), new Organisation(home).config());
    Files.writeString(workspace.resolve("app.properties"), "key=" + Organisation.CANARY + "\n");
  }

  private Scanning.Outcome scan(boolean fork, Row... before)
      throws IOException, InterruptedException {
    var log = new PrintStream(console, true, UTF_8);
    return new Scanning(desk, Organisation.OWN, log, "job#1")
        .scan(
            call -> {
              calls.add(call);
              return call.scan(workspace.toFile());
            },
            options,
            fork,
            List.of(before));
  }

  @Test
  void saysWhoseTheKeyIs() throws Exception {
    Row row = scan(false).rows().get(0);

    assertThat(List.of(row.getStatus(), row.getOwner(), row.getRecord(), row.getWhere()))
        .containsExactly("ours", "team platform", "deploy", "app.properties:1");
  }

  @Test
  void failsByDefault() throws Exception {
    assertThat(scan(false).gate().verdict()).isEqualTo(Gate.Verdict.FAILURE);
  }

  @Test
  void theConsoleNamesNoOwnerAndNoKey() throws Exception {
    scan(false);

    assertThat(console.toString(UTF_8))
        .contains("1 key found", "app.properties:1")
        .doesNotContain("platform", "deploy", Organisation.CANARY);
  }

  @Test
  void aForkIsGivenNothingOfOurs() throws Exception {
    assertThat(scan(true).rows()).isEmpty();
  }

  @Test
  void whatTheAgentKeepsTravelsOnce() throws Exception {
    scan(false);
    int first = calls.size();
    scan(false);

    assertThat(calls).hasSize(first + 1);
  }

  @Test
  void aKeyThatTheReferenceBuildHadIsNotNew() throws Exception {
    Row row = scan(false).rows().get(0);

    assertThat(row.getState()).isEqualTo("new");
    assertThat(scan(false, row).rows().get(0).getState()).isEqualTo("seen before");
  }

  @Test
  void withAnotherFingerprintKeyTheLineTells() throws Exception {
    Row row = scan(false).rows().get(0);
    row.kid = "00000000";
    row.fingerprint = "0".repeat(64);

    assertThat(scan(false, row).rows().get(0).getState()).isEqualTo("seen before");
  }

  @Test
  void oursWithoutInventoryIsRefused() {
    desk = new AgentDesk(Controller.surroundings(home), null);
    options.failOn = "ours";

    assertThatThrownBy(() -> scan(false))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("SK-4206");
  }

  @Test
  void anAgentsOwnWordsAreTheMessage() {
    options.reports = "html=/etc/straykey.html";

    assertThatThrownBy(() -> scan(false))
        .isInstanceOf(Scanning.Refused.class)
        .hasMessageContaining("SK-4204");
  }

  @Test
  void anAgentThatForgetsIsNamed() {
    assertThatThrownBy(
            () ->
                new Scanning(desk, Organisation.OWN, new PrintStream(console, true, UTF_8), "job#1")
                    .scan(call -> new byte[] {ScanCallable.SEND_KIT}, options, false, List.of()))
        .hasMessageContaining("SK-4207");
  }

  @Test
  void aShallowCloneIsNoError() throws Exception {
    Files.delete(workspace.resolve("app.properties"));
    Path origin = Files.createDirectories(workspace.resolve("origin"));
    git(origin, "init", "-q");
    for (String text : List.of("one", "two")) {
      Files.writeString(origin.resolve("a.txt"), text);
      git(origin, "add", ".");
      git(origin, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", text);
    }
    git(workspace, "clone", "-q", "--depth", "1", origin.toUri().toString(), "clone");
    options.paths = "clone";

    Scanning.Outcome outcome = scan(false);

    assertThat(outcome.gate().verdict()).isEqualTo(Gate.Verdict.SUCCESS);
    assertThat(outcome.gate().counts()).containsEntry("history", false);
  }

  private static void git(Path folder, String... arguments) throws Exception {
    var command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    Process git =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String said = new String(git.getInputStream().readAllBytes(), UTF_8);
    assertThat(git.waitFor()).as(said).isZero();
  }
}
