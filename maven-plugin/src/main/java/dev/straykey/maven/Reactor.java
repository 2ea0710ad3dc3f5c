package dev.straykey.maven;

import dev.straykey.model.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.project.MavenProject;

/** Where the files of a build lie: the folder that Maven was started in, and what is below it. */
record Reactor(MavenSession session) {
  /** Returns the folder of the reactor. */
  Path root() {
    return Path.of(session.getExecutionRootDirectory());
  }

  /** A module inherits the settings, so relative paths are below the reactor and not below it. */
  Path below(String path) {
    return root().resolve(path).normalize();
  }

  /** Returns the folder of the reports, made when it is not there. */
  Path output(MavenProject of) {
    Path folder =
        of.getFile() == null ? root().resolve("target") : Path.of(of.getBuild().getDirectory());
    Path output = folder.resolve("straykey");
    try {
      return Files.createDirectories(output);
    } catch (IOException e) {
      throw new InvalidInputException(
          "SK-4111",
          "The folder %s cannot be made (%s)".formatted(output, e.getClass().getSimpleName()),
          "Check who may write there",
          e);
    }
  }

  /** Returns that of the reactor's own project, which need not be among those that are built. */
  Path output() {
    MavenProject top = session.getTopLevelProject();
    if (top.getFile() != null && root().equals(top.getBasedir().toPath())) {
      return output(top);
    }
    var none = new MavenProject();
    return output(none);
  }

  /** Returns {@code path} as a message calls it. */
  String shown(Path path) {
    return (path.startsWith(root()) ? root().relativize(path) : path).toString();
  }
}
