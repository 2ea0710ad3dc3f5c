package dev.straykey.pipeline;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The real git, in one folder, with nothing of the machine's own settings. */
public final class GitCli {
  private final Path folder;
  private final Map<String, String> environment = new TreeMap<>();
  private int minute;
  private @Nullable String clock;

  public GitCli(Path folder) {
    this.folder = folder;
    environment.put("GIT_CONFIG_GLOBAL", "/dev/null");
    environment.put("GIT_CONFIG_NOSYSTEM", "1");
    environment.put("GIT_ALLOW_PROTOCOL", "file");
    as("Ada", "ada@example.org");
    environment.put("GIT_COMMITTER_NAME", "Ada");
    environment.put("GIT_COMMITTER_EMAIL", "ada@example.org");
  }

  /** Sets who writes commits from now on. */
  public void as(String name, String address) {
    environment.put("GIT_AUTHOR_NAME", name);
    environment.put("GIT_AUTHOR_EMAIL", address);
  }

  public void committer(String name, String address) {
    environment.put("GIT_COMMITTER_NAME", name);
    environment.put("GIT_COMMITTER_EMAIL", address);
  }

  /** Lets it use a protocol beside that of files; of this machine's own addresses. */
  public GitCli allow(String protocol) {
    environment.merge("GIT_ALLOW_PROTOCOL", protocol, (known, more) -> known + ":" + more);
    environment.put("NO_PROXY", "*");
    return this;
  }

  /** Stops the clock, which else goes on by a minute each time. */
  public void clock(String time) {
    clock = time;
  }

  public Path path(String name) {
    return folder.resolve(name);
  }

  public void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /** Adds everything and commits; returns the id. */
  public String commit(String message) throws IOException {
    run("add", "-A");
    run("commit", "-q", "--allow-empty", "-m", message);
    return run("rev-parse", "HEAD");
  }

  /** Runs git; returns what it says. */
  public String run(String... arguments) throws IOException {
    return with("", arguments);
  }

  /** The same with a text on its standard input. */
  public String with(String input, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("git"));
    command.addAll(List.of(arguments));
    String time = clock == null ? "2026-01-02T03:%02d:00Z".formatted(minute++ % 60) : clock;
    var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
    builder.environment().putAll(environment);
    builder.environment().put("GIT_AUTHOR_DATE", time);
    builder.environment().put("GIT_COMMITTER_DATE", time);
    Process process = builder.start();
    try (var out = process.getOutputStream()) {
      out.write(input.getBytes(StandardCharsets.UTF_8));
    }
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException("git " + String.join(" ", arguments) + ": " + said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    return said.strip();
  }
}
