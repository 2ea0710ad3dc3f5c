package dev.straykey.pipeline;

import dev.straykey.model.FailOn;
import dev.straykey.model.RunResult;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What stands for the command line where git calls a hook in a test. */
public final class HookProgram {
  private HookProgram() {}

  /** Writes a script into {@code folder} that calls this, as a hook would the command line. */
  static Path script(Path folder) throws IOException {
    Path script = folder.resolve("program");
    Files.writeString(
        script,
        "#!/bin/sh\nSTRAYKEY_HOME='%s' exec '%s' -XX:TieredStopAtLevel=1 -cp '%s' %s \"$@\"\n"
            .formatted(
                folder.resolve("state"),
                Path.of(System.getProperty("java.home"), "bin", "java"),
                classPath(),
                HookProgram.class.getName()));
    if (!script.toFile().setExecutable(true)) {
      throw new IOException("cannot be made executable: " + script);
    }
    return script;
  }

  private static String classPath() {
    if (HookProgram.class.getClassLoader() instanceof URLClassLoader loader) {
      return Stream.of(loader.getURLs())
          .map(URL::getPath)
          .collect(Collectors.joining(File.pathSeparator));
    }
    return System.getProperty("java.class.path");
  }

  /** Ends as {@code straykey hook run TYPE} does. */
  public static void main(String[] arguments) {
    Surroundings surroundings = Surroundings.ofProcess();
    RunRequest request = HookDesk.request(arguments[2], FailOn.ANY, null, surroundings);
    if (request == null) {
      System.exit(0);
    }
    RunResult result = Pipeline.run(request, surroundings, event -> {});
    GitScan.matches(result).forEach(m -> System.out.println("place " + m.where().path()));
    System.exit(!result.complete() ? 3 : GitScan.findings(result).isEmpty() ? 0 : 1);
  }
}
