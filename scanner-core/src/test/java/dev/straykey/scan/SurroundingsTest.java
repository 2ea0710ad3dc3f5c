package dev.straykey.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.model.Content;
import dev.straykey.model.Document;
import dev.straykey.model.KnownKeys;
import dev.straykey.model.Origin;
import dev.straykey.rule.RuleFiles;
import dev.straykey.rule.RuleSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose key a value is by its place. Of the two issuers, one has a name that is a word. */
class SurroundingsTest {
  @TempDir Path folder;
  private ScanEngine engine;
  private final String key = hex();

  @BeforeEach
  void describesTwoIssuersWhoseKeysHaveNoMark() throws IOException {
    Files.writeString(
        folder.resolve("zebrapay.yaml"),
        """
        issuer: zebrapay
        name: Zebrapay
        source: https://docs.zebrapay.example
        keys:
          - id: zebrapay-api-key
            name: Zebrapay key
            context: [zebrapay]
            pattern: '[0-9a-f]{32}'
            examples: [{ text: 'zebrapay key {key}' }]
        """);
    Files.writeString(
        folder.resolve("copper.yaml"),
        """
        issuer: copper
        name: Copper
        source: https://docs.copper.example
        keys:
          - id: copper-api-key
            name: Copper key
            context: [copper api, copper key]
            pattern: '[0-9a-f]{32}'
            examples: [{ text: 'copper api key {key}' }]
          - id: copper-client-id
            name: Copper client id
            context: [copper client id]
            pattern: '[0-9a-f]{32}'
            identifier: true
            examples: [{ text: 'copper client id: {key}', finds: 0 }]
        """);
    engine = new ScanEngine(RuleFiles.load(RuleSet.EMPTY, folder, false), KnownKeys.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "services:\n  @:\n    enabled: true\n    region: eu-central-1\n    api_key: {key}\n",
        "{\n  \"@\": {\n    \"enabled\": true,\n    \"retries\": 3,\n    \"apiKey\": \"{key}\"\n  }\n}",
        "{\"@\":{\"enabled\":true,\"region\":\"eu-central-1\",\"apiKey\":\"{key}\"}}",
        "[@]\nregion = eu-central-1\ntimeout = 30\ntoken = {key}\n",
        "provider \"@\" {\n  region = \"eu-central-1\"\n  token = \"{key}\"\n}\n",
        "variable \"@_token\" {\n  type = string\n  sensitive = true\n  default = \"{key}\"\n}\n",
        "  '@' => [\n    'domain' => env('DOMAIN'),\n    'secret' => '{key}',\n  ],\n",
        "<@>\n  <enabled>true</enabled>\n  <apiKey>{key}</apiKey>\n</@>\n",
        "<server>\n  <id>@</id>\n  <username>ci</username>\n  <password>{key}</password>\n</server>\n",
        "- name: @\n  endpoint: /v1\n  api_key: {key}\n",
        "import com.@.Client;\n\nclass Demo {\n  Client client = new Client(\"{key}\");\n}\n",
        "from @ import Client\n\nclient = Client(\"{key}\")\n",
        "const client = require(\"@\")(\"{key}\");",
        "const client = new @Client({ retries: 3, apiKey: \"{key}\" });",
        "@.configure do |config|\n  config.timeout = 30\n  config.api_key = \"{key}\"\nend\n",
        "get(\"https://api.@.example/v1/me\", nil)\nheader.Set(\"Authorization\", \"Bearer {key}\")\n",
        "curl -X POST \\\n  -H \"X-Api-Key: {key}\" \\\n  -d @body.json \\\n  https://api.@.example/v1\n",
        "curl https://api.@.example/v1/charges -u {key}:\n",
        "machine api.@.example\n  login me\n  password {key}\n",
        "const key = \"{key}\"; // @ key",
        "# @\nAPI_KEY = \"{key}\"\n",
        "ENV @_KEY {key}",
        "| Service | API key |\n|---|---|\n| @ | {key} |\n",
        "the key for @ is {key}",
      })
  void aPlaceThatIsCalledAfterAnIssuerSaysWhoseKeyItIs(String text) throws IOException {
    assertThat(rules(text.replace("@body", "body").replace("@", "zebrapay")))
        .containsExactly("zebrapay-api-key");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "services:\n  copper:\n    enabled: true\n    region: eu-central-1\n    api_key: {key}\n",
        "[copper]\nregion = eu-central-1\ntoken = {key}\n",
        "from copper import Client\n\nclient = Client(\"{key}\")\n",
        "const client = new CopperClient({ retries: 3, apiKey: \"{key}\" });",
        "curl https://api.copper.example/v1/charges -u {key}:\n",
        "the key for Copper is {key}",
      })
  void aWordIsANameWhereItStandsByItself(String text) throws IOException {
    assertThat(rules(text)).containsExactly("copper-api-key");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "class Pipe of copper and zinc {\n  token = \"{key}\"\n}\n",
        "# pipes of copper, of zinc, of whatever else\nAPI_KEY = \"{key}\"\n",
        "new CopperPipe({ apiKey: \"{key}\" })",
      })
  void aWordAmongWordsIsNone(String text) throws IOException {
    assertThat(rules(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[zebrapay]\nregion = eu\ncommit = {key}\n",
        "get(\"https://api.zebrapay.example/v1/me/and/all/the/rest\")\nassertEquals(\"{key}\", digest)\n",
        "import zebrapay\n\nassert digest == sum(\"{key}\")\n",
        "zebrapay:\n  url: https://cdn.example/{key}.js\n",
        "<script src=\"https://cdn.zebrapay.example/{key}.js\"></script>\n",
        "other:\n  api_key: {key}\nzebrapay:\n  enabled: true\n",
      })
  void whatIsGivenToNothingThatTellsAKeyIsNone(String text) throws IOException {
    assertThat(rules(text)).isEmpty();
  }

  @Test
  void aNameSomeLinesTooFarIsNone() throws IOException {
    String between = "something else that takes a line of this text\n".repeat(14);

    assertThat(rules("see https://api.zebrapay.example\n" + between + "token = {key}")).isEmpty();
  }

  @Test
  void theHostOfTheSameCommandComesBeforeThatOfTheLast() throws IOException {
    String last = "curl https://api.copper.example/v1 -H 'X-Other: 1'\n";
    String same = "curl -H 'Authorization: Bearer {key}' https://api.zebrapay.example/v1\n";

    assertThat(rules(last + same)).containsExactly("zebrapay-api-key");
  }

  @Test
  void aNameThatSaysWhoseItIsIsBelievedAgainstThePlace() throws IOException {
    assertThat(rules("[copper]\nregion = eu-central-1\nzebrapay_access_token_of_us = x{key}\n"))
        .isEmpty();
  }

  @Test
  void theSecretIsTakenWhereTheIdFitsAsWell() throws IOException {
    assertThat(rules("[copper]\nregion = eu-central-1\nsecret = {key}\n"))
        .containsExactly("copper-api-key");
  }

  private List<String> rules(String text) throws IOException {
    byte[] bytes = text.replace("{key}", key).getBytes(StandardCharsets.UTF_8);
    var rules = new ArrayList<String>();
    engine
        .worker()
        .scan(
            Document.file(Origin.unresolved("t"), "t", Content.of(bytes)),
            hit -> rules.add(hit.rule == null ? "" : hit.rule.id()));
    return rules;
  }

  private static String hex() {
    var random = new Random(7);
    var hex = new StringBuilder();
    for (int i = 0; i < 32; i++) {
      hex.append(Character.forDigit(random.nextInt(16), 16));
    }
    return hex.toString();
  }
}
