package dev.straykey.rule;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the image of the shipped rules beside them. The build runs it; nobody else need. */
public final class RuleCompiler {
  private RuleCompiler() {}

  /** Writes the image to the file that the one argument names. */
  public static void main(String[] args) throws IOException {
    Path file = Path.of(args[0]);
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(file, RuleImage.of(RuleFiles.fromYaml()));
  }
}
