package dev.straykey.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.rule.RuleFiles;
import dev.straykey.rule.RuleSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IssuerPageTest {
  private static final String ZEBRA =
      """
      issuer: zebra
      name: Zebra
      source: https://docs.zebra.example/keys
      host: https://api.zebra.example
      keys:
        - id: zebra-live-key
          name: Zebra live key
          keywords: [zbr_live_]
          pattern: 'zbr_live_[0-9A-Za-z]{32}'
          examples:
            - { text: '{key}', finds: 1 }
        - id: zebra-old-key
          name: Zebra old | key
          context: [zebra]
          pattern: '[0-9a-f]{32}'
          examples:
            - { text: 'ZEBRA_KEY={key}', finds: 1 }
        - id: zebra-client-id
          name: Zebra client id
          keywords: [zbr_id_]
          pattern: 'zbr_id_[0-9]{8}'
          publishable: true
          examples:
            - { text: '{key}', finds: 1 }
      introspect:
        keys: [zebra-live-key]
        get: /v1/me
        as: bearer
        alive: { status: 200 }
        examples:
          - { status: 200, body: '', means: alive }
      """;

  @TempDir Path folder;

  /** Made anew by {@code straykey rules list --format markdown > docs/issuers.md}. */
  @Test
  void pageInTheDocsIsWhatTheRulesSay() throws IOException {
    assertThat(Files.readString(Path.of("../docs/issuers.md")))
        .isEqualTo(IssuerPage.of(RuleFiles.shipped()));
  }

  @Test
  void rowTellsKindsVerbsAndSource() throws IOException {
    String page = IssuerPage.of(zebra());

    assertThat(page)
        .contains(
            "| [Zebra](../rules/zebra.yaml) | live key, *old \\| key*, client id (public) |"
                + " introspect 1, verify 1 | [docs.zebra.example](https://docs.zebra.example/keys) |");
  }

  @Test
  void headCountsPublicHalvesApart() throws IOException {
    assertThat(IssuerPage.of(zebra()))
        .contains("3 kinds of key from 1 issuers; 2 of the kinds are secret");
  }

  @Test
  void issuerThatCanBeAskedNothingIsATask() throws IOException {
    Path file = folder.resolve("zebra.yaml");
    Files.writeString(file, ZEBRA);
    // A file that nobody trusts loses its calls.
    String page = IssuerPage.of(RuleFiles.load(RuleSet.EMPTY, file, false));

    assertThat(page).contains("client id (public) | task |");
  }

  private RuleSet zebra() throws IOException {
    Path file = folder.resolve("zebra.yaml");
    Files.writeString(file, ZEBRA);
    return RuleFiles.load(RuleSet.EMPTY, file, true);
  }
}
