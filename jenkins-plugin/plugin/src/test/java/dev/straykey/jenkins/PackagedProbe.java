package dev.straykey.jenkins;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.straykey.pipeline.ActingDesk;
import dev.straykey.pipeline.AgentDesk;
import dev.straykey.pipeline.AgentFinding;
import dev.straykey.pipeline.LogMasker;
import dev.straykey.pipeline.RemediationDesk;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Goes once through what needs each library, in a loader that has the plugin's jar alone. Uses
 * neither JUnit nor AssertJ, which are not there.
 */
public final class PackagedProbe implements Callable<String> {
  private final Path home;
  private final Path workspace;

  public PackagedProbe(Path home, Path workspace) {
    this.home = home;
    this.workspace = workspace;
  }

  @Override
  public String call() throws Exception {
    Path config =
        new Organisation(home)
            .config(
                "store: sqlite://" + home.resolve("straykey.db"),
                "people: " + Files.writeString(home.resolve("people.csv"), people()),
                "policy:",
                "  - name: everything",
                "    when: key.scope == \"organisation\" && finding.audience != \"local\"",
                "    do: [task]");
    files();
    var desk = OwnLoader.call(() -> new AgentDesk(Controller.surroundings(home), config));
    var options = new ScanOptions();
    options.reports =
        "text=report.txt,json=report.json,jsonl=report.jsonl,sarif=report.sarif,csv=report.csv,"
            + "junit=report.xml,html=report.html,markdown=report.md,gitlab=report.gitlab";
    var console = new ByteArrayOutputStream();
    Scanning.Outcome outcome =
        new Scanning(desk, Organisation.OWN, new PrintStream(console, true, UTF_8), "job#1")
            .scan(call -> call.scan(workspace.toFile()), options, false, List.of());
    need(outcome.result().complete(), "complete: " + console.toString(UTF_8));
    need(outcome.rows().size() == 1, "one key: " + console.toString(UTF_8));
    sealed(config, options);
    need(outcome.rows().get(0).places == 4, "four places, not " + outcome.rows().get(0).places);
    RowFile.write(home, outcome.rows());
    need(RowFile.read(home).size() == 1, "rows are read back");

    var masked = new ByteArrayOutputStream();
    try (var masker = new LogMasker(KitCache.take(desk.kit(Organisation.OWN)), masked)) {
      masker.write((Organisation.CANARY + "\n").getBytes(UTF_8));
    }
    need(masked.toString(UTF_8).startsWith("[straykey masked"), "masked");

    boolean done =
        OwnLoader.call(
            () ->
                new RemediationDesk(Controller.surroundings(home), config)
                    .resume(
                        new PrintWriter(OutputStream.nullOutputStream(), true, UTF_8), e -> {}));
    need(done, "resumed");
    return "ok";
  }

  /** What seals, opens and keeps comes along, moved and cut as it is. */
  private void sealed(Path config, ScanOptions options) throws Exception {
    byte[] pair = ActingDesk.newPair();
    var surroundings = Controller.surroundings(home);
    var desk = OwnLoader.call(() -> new AgentDesk(surroundings, config, pair));
    var console = new PrintStream(OutputStream.nullOutputStream(), true, UTF_8);
    List<AgentFinding> found =
        new Scanning(desk, Organisation.OWN, console, "job#1")
            .scan(call -> call.scan(workspace.toFile()), options, false, List.of())
            .result()
            .findings();
    need(found.get(0).sealed() != null, "sealed");
    var inbox = new Inbox(home);
    inbox.put(new Inbox.Message("job#1", "", true, found));
    Inbox.Message kept = inbox.read(inbox.waiting().get(0));
    ActingDesk.Acted acted =
        OwnLoader.call(
            () ->
                new ActingDesk(surroundings, config, pair)
                    .act(kept.build(), null, kept.found(), e -> {}));
    need(acted.errors().isEmpty(), "no errors: " + acted.errors());
    need(acted.states().size() == 1, "acted on: " + acted.states());
    ActedFile.write(home, new ActedFile.Acted(acted.states(), acted.errors()));
    need(ActedFile.read(home).states().equals(acted.states()), "what became is read back");
    AdminFile.write(home, new AdminFile.Scan("ended", List.of(new Row()), List.of()));
    need(AdminFile.read(home).rows().size() == 1, "the administrator's scan is read back");
  }

  private static String people() {
    return "id,name,email,slack_id,manager,team,status,left_at\nu-1,A,a@b.example,,,,active,\n";
  }

  private void files() throws IOException {
    Files.writeString(workspace.resolve("plain.txt"), Organisation.CANARY);
    try (var zip = new ZipOutputStream(Files.newOutputStream(workspace.resolve("a.zip")))) {
      zip.putNextEntry(new ZipEntry("inside.txt"));
      zip.write(Organisation.CANARY.getBytes(UTF_8));
    }
    try (var gzip = new GZIPOutputStream(Files.newOutputStream(workspace.resolve("a.txt.gz")))) {
      gzip.write(Organisation.CANARY.getBytes(UTF_8));
    }
    git("init", "-q", "repository");
    Path file = workspace.resolve("repository/a.txt");
    Files.writeString(file, Organisation.CANARY);
    commit();
    Files.writeString(file, "nothing");
    commit();
  }

  private void commit() throws IOException {
    git("-C", "repository", "add", ".");
    git("-C", "repository", "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "x");
  }

  private void git(String... arguments) throws IOException {
    var command = new java.util.ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    Process git =
        new ProcessBuilder(command).directory(workspace.toFile()).redirectErrorStream(true).start();
    String said = new String(git.getInputStream().readAllBytes(), UTF_8);
    try {
      need(git.waitFor() == 0, said);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static void need(boolean holds, String what) {
    if (!holds) {
      throw new IllegalStateException(what);
    }
  }
}
