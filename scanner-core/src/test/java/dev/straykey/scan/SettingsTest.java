package dev.straykey.scan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files of settings as their tools write them; the tables stand in {@code resources/sorts}. */
class SettingsTest {

  static Stream<Sort> table(String name) {
    try (var in = SettingsTest.class.getResourceAsStream("/sorts/" + name)) {
      return Sort.table(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Stream<Sort> keys() {
    return table("keys.txt");
  }

  static Stream<Sort> files() {
    return table("files.txt");
  }

  static Stream<Sort> tools() {
    return table("tools.txt");
  }

  static Stream<Sort> deployments() {
    return table("deployments.txt");
  }

  static Stream<Sort> frameworks() {
    return table("frameworks.txt");
  }

  static Stream<Sort> hosts() {
    return table("hosts.txt");
  }

  static Stream<Sort> snippets() {
    return table("snippets.txt");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("keys")
  void privateHalvesOfKeysAreFoundWhereTheyStand(Sort sort) throws IOException {
    Found.asExpected(sort);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void filesThatHoldOneValueAreNamedByTheirName(Sort sort) throws IOException {
    Found.asExpected(sort);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tools")
  void secretsOfToolsAreFoundWhereTheyStand(Sort sort) throws IOException {
    Found.asExpected(sort);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("deployments")
  void secretsOfDeploymentsAreFoundWhereTheyStand(Sort sort) throws IOException {
    Found.asExpected(sort);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("frameworks")
  void secretsOfFrameworksAreFoundWhereTheyStand(Sort sort) throws IOException {
    Found.asExpected(sort);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hosts")
  void secretsOfHostsAreFoundWhereTheyStand(Sort sort) throws IOException {
    Found.asExpected(sort);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("snippets")
  void secretsAreFoundAsEachLanguageWritesThem(Sort sort) throws IOException {
    Found.asExpected(sort);
  }
}
