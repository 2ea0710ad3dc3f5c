package dev.straykey.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The built jar, started as a user starts it: another process, and only a runtime. */
final class StraykeyJar {
  static final Path JAR = Path.of("target", "straykey.jar").toAbsolutePath();
  private static final Path TEST_CLASSES = Path.of("target", "test-classes").toAbsolutePath();
  private final Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private final List<String> options = new ArrayList<>();
  private byte[] input = new byte[0];
  private @Nullable Path output;

  private StraykeyJar(Path folder) {
    this.folder = folder;
    environment.put("STRAYKEY_HOME", folder.resolve(".state").toString());
    options.add("-XX:TieredStopAtLevel=1");
    options.add("-XX:+UseSerialGC");
  }

  /** Runs in {@code folder}, with state of its own below it. */
  static StraykeyJar in(Path folder) {
    return new StraykeyJar(folder);
  }

  StraykeyJar with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  StraykeyJar input(String text) {
    return input(text.getBytes(StandardCharsets.UTF_8));
  }

  StraykeyJar input(byte[] bytes) {
    input = bytes;
    return this;
  }

  /** Lets standard output go elsewhere; it is not told then. */
  StraykeyJar into(Path file) {
    output = file;
    return this;
  }

  StraykeyJar option(String option) {
    options.add(option);
    return this;
  }

  /** How it ended, and what it said. */
  record Run(int status, String out, String err) {
    String all() {
      return out + err;
    }
  }

  Run run(String... arguments) {
    return finish(start(command(List.of("-jar", JAR.toString()), arguments)));
  }

  /** Starts a main class of the tests in place of the command's own. */
  Process startMain(Class<?> main, String... arguments) {
    String path = JAR + java.io.File.pathSeparator + TEST_CLASSES;
    return start(command(List.of("-cp", path, main.getName()), arguments));
  }

  Run finish(Process process) {
    try (var in = process.getOutputStream()) {
      in.write(input);
    } catch (IOException e) {
      // It ended without reading.
    }
    try {
      if (!process.waitFor(180, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("straykey did not end within three minutes");
      }
      return new Run(
          process.exitValue(),
          Files.readString(stdout(process)),
          Files.readString(stderr(process)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private final Map<Process, Path[]> streams = new HashMap<>();

  private Path stdout(Process process) {
    return streams.get(process)[0];
  }

  private Path stderr(Process process) {
    return streams.get(process)[1];
  }

  private List<String> command(List<String> what, String... arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(what);
    command.addAll(List.of(arguments));
    return command;
  }

  private Process start(List<String> command) {
    try {
      Path streamsFolder = Files.createTempDirectory("straykey-it");
      Path out = streamsFolder.resolve("out");
      Path err = streamsFolder.resolve("err");
      var builder = new ProcessBuilder(command).directory(folder.toFile());
      builder.environment().remove("STRAYKEY_CONFIG");
      builder.environment().remove("STRAYKEY_FINGERPRINT_KEY");
      builder.environment().put("HOME", folder.toString());
      builder.environment().putAll(environment);
      Files.createFile(out);
      builder.redirectOutput((output == null ? out : output).toFile());
      builder.redirectError(err.toFile());
      Process process = builder.start();
      streams.put(process, new Path[] {out, err});
      return process;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
