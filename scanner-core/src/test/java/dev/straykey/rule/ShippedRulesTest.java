package dev.straykey.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.straykey.model.IssuerSpec;
import dev.straykey.model.Rule;
import dev.straykey.model.Verb;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShippedRulesTest {
  private static final Path FOLDER = Path.of("../rules");

  static Stream<String> files() throws IOException {
    return names().stream();
  }

  private static List<String> names() throws IOException {
    try (Stream<Path> entries = Files.list(FOLDER)) {
      return entries
          .map(p -> p.getFileName().toString())
          .filter(n -> n.endsWith(".yaml"))
          .sorted()
          .toList();
    }
  }

  @Test
  void indexListsEveryFileInOrder() throws IOException {
    assertThat(Files.readAllLines(FOLDER.resolve("index"))).isEqualTo(names());
  }

  @ParameterizedTest
  @MethodSource("files")
  void fileIsNamedAfterItsIssuer(String name) throws IOException {
    IssuerSpec spec = RuleFiles.parse(Files.readString(FOLDER.resolve(name)), name, true);

    assertThat(name).isEqualTo(spec.id() + ".yaml");
  }

  @ParameterizedTest
  @MethodSource("files")
  void fileFitsTheSchemaThatEditorsUse(String name) throws IOException {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Files.readString(FOLDER.resolve("issuer.schema.json")));
    var yaml = new ObjectMapper(new YAMLFactory()).readTree(FOLDER.resolve(name).toFile());

    List<Error> errors = schema.validate(yaml);

    assertThat(errors).isEmpty();
  }

  @Test
  void schemaRefusesAFieldThatTheReaderRefuses() throws IOException {
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(Files.readString(FOLDER.resolve("issuer.schema.json")));
    var yaml =
        new ObjectMapper(new YAMLFactory())
            .readTree(Files.readString(FOLDER.resolve("own.yaml")).replace("scope:", "scoop:"));

    assertThat(schema.validate(yaml)).isNotEmpty();
  }

  @Test
  void everyIssuerSaysWhereItsFactsComeFrom() {
    assertThat(RuleFiles.shipped().issuers())
        .allSatisfy(issuer -> assertThat(issuer.source()).startsWith("https://"));
  }

  @Test
  void workosEnvironmentKeysHaveNoRevocation() {
    IssuerSpec workos = RuleFiles.shipped().issuer("workos");

    assertThat(workos.call(Verb.REVOKE, "workos-environment-key")).isNull();
    assertThat(workos.call(Verb.REVOKE, "workos-api-key").path()).isEqualTo("/api_keys/{key_id}");
  }

  @Test
  void ruleSetTravelsBetweenMachines() throws Exception {
    RuleSet copy = travelled();

    assertThat(copy.digest()).isEqualTo(RuleFiles.shipped().digest());
  }

  @Test
  void aRuleSetThatTravelledTakesItsTablesFromTheBuildThere() throws Exception {
    Rule rule = RuleFiles.shipped().rules().get(0);

    assertThat(travelled().pattern(rule)).isSameAs(RuleFiles.shipped().pattern(rule));
  }

  private static RuleSet travelled() throws Exception {
    var bytes = new ByteArrayOutputStream();
    try (var out = new ObjectOutputStream(bytes)) {
      out.writeObject(RuleFiles.shipped());
    }
    try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (RuleSet) in.readObject();
    }
  }
}
