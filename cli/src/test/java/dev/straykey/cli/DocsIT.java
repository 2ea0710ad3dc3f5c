package dev.straykey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.fixtures.Acme;
import dev.straykey.fixtures.Behaviour;
import dev.straykey.fixtures.FakeServices;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command that stands in a {@code sh} block of the documentation does what it says there. */
class DocsIT {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);
  private static final Pattern LINE = Pattern.compile("(.*?)(?:\\s+# exit (\\d).*)?");

  /** The page that makes the folder {@code acme}, which the other pages take for given. */
  private static final Path FRONT = Path.of("README.md");

  @TempDir Path folder;

  static Stream<Path> pages() throws IOException {
    var pages = new ArrayList<Path>();
    for (Path place : List.of(ROOT, ROOT.resolve("docs"), ROOT.resolve("rules"))) {
      try (var files = Files.list(place)) {
        for (Path file : files.filter(f -> f.toString().endsWith(".md")).sorted().toList()) {
          if (BLOCK.matcher(Files.readString(file)).find()) {
            pages.add(ROOT.relativize(file));
          }
        }
      }
    }
    return pages.stream();
  }

  @Test
  void theFrontPageHasCommands() throws IOException {
    assertThat(pages()).contains(FRONT);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyCommandEndsAsThePageSays(Path page) throws Exception {
    install();
    try (var services =
        FakeServices.start(Clock.systemUTC(), Behaviour.usual().withLag(Duration.ofSeconds(1)))) {
      if (!page.equals(FRONT)) {
        Acme.writeTo(folder.resolve("acme"), Instant.now(), 20, services);
      }
      for (String line : commands(page)) {
        Matcher parts = LINE.matcher(line);
        assertThat(parts.matches()).isTrue();
        int expected = parts.group(2) == null ? 0 : Integer.parseInt(parts.group(2));
        Path output = folder.resolve(".output");
        assertThat(run(parts.group(1), output))
            .as(() -> "%s: %s%n%s".formatted(page, line, text(output)))
            .isEqualTo(expected);
        if (line.contains("straykey demo")) {
          // A demo's services end with it; the same organisation goes on with services that stay.
          Acme.writeTo(folder.resolve("acme"), Instant.now(), 20, services);
        }
      }
    }
  }

  private static List<String> commands(Path page) throws IOException {
    var commands = new ArrayList<String>();
    Matcher block = BLOCK.matcher(Files.readString(ROOT.resolve(page)));
    while (block.find()) {
      block.group(1).lines().map(String::strip).filter(l -> !l.isEmpty()).forEach(commands::add);
    }
    return commands;
  }

  private void install() throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Path command = folder.resolve("straykey");
    Files.writeString(
        command,
        "#!/bin/sh\nexec '%s' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -jar '%s' \"$@\"\n"
            .formatted(java, StraykeyJar.JAR));
    assertThat(command.toFile().setExecutable(true)).isTrue();
    Path rules = Files.createDirectories(folder.resolve("rules"));
    try (var files = Files.list(ROOT.resolve("rules"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, rules.resolve(file.getFileName()));
      }
    }
  }

  private int run(String command, Path output) throws IOException, InterruptedException {
    var builder = new ProcessBuilder("sh", "-c", command).directory(folder.toFile());
    builder.environment().put("STRAYKEY_HOME", folder.resolve(".state").toString());
    builder.environment().put("HOME", folder.toString());
    builder.environment().remove("STRAYKEY_CONFIG");
    builder.environment().remove("STRAYKEY_FINGERPRINT_KEY");
    builder.redirectErrorStream(true).redirectOutput(output.toFile());
    Process process = builder.start();
    process.getOutputStream().close();
    assertThat(process.waitFor(180, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
