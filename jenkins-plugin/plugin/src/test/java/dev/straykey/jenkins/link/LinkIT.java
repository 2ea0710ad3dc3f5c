package dev.straykey.jenkins.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The built plugin links with each Jenkins that it is tried on. Skipped where their lists are not.
 */
class LinkIT {
  private static final Path LISTS =
      Path.of(System.getProperty("straykey.shared", "../../../shared")).resolve("jenkins-api");

  static JenkinsApi api(String version) throws IOException {
    Path list = LISTS.resolve(version + ".txt");
    assumeTrue(
        Files.exists(list), () -> "not linked: there is no " + list.toAbsolutePath().normalize());
    return JenkinsApi.read(list);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.426", "2.479"})
  void everyReferenceOfThePluginResolves(String version) throws IOException {
    JenkinsApi api = api(version);
    Map<String, byte[]> jar = Hpi.inner();
    Set<String> names = new HashSet<>();
    jar.keySet().stream()
        .filter(n -> n.endsWith(".class"))
        .forEach(n -> names.add(n.substring(0, n.length() - ".class".length())));
    var checker = new LinkChecker(api, names);
    jar.forEach(
        (name, bytes) -> {
          boolean ours = name.startsWith("dev/straykey/") && !name.startsWith("dev/straykey/lib/");
          if (ours && name.endsWith(".class")) {
            checker.add(bytes);
          }
        });

    assertThat(checker.problems()).isEmpty();
    assertThat(checker.references()).isGreaterThan(300);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.426", "2.479"})
  void everyStandInIsLikeTheRealOne(String version) throws IOException {
    JenkinsApi api = api(version);
    var problems = new ArrayList<String>();
    List<Path> standIns = standIns();
    for (Path file : standIns) {
      problems.addAll(StandInChecker.problems(Files.readAllBytes(file), api));
    }

    assertThat(problems).isEmpty();
    assertThat(standIns).hasSizeGreaterThan(70);
  }

  private static List<Path> standIns() throws IOException {
    try (var files = Files.walk(Path.of("../stand-ins/target/classes"))) {
      return files.filter(f -> f.toString().endsWith(".class")).sorted().toList();
    }
  }
}
