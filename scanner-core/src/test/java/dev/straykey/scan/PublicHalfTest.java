package dev.straykey.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.model.Document;
import dev.straykey.model.KnownKeys;
import dev.straykey.model.Origin;
import dev.straykey.rule.PatternSampler;
import dev.straykey.rule.RuleFiles;
import dev.straykey.rule.RuleSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The public half of a pair: said with its key where that is near, else as what it is. */
class PublicHalfTest {
  private static final String ZEBRA =
      """
      issuer: zebra
      name: Zebra
      source: https://docs.zebra.example/keys
      keys:
        - id: zebra-secret
          name: Zebra secret
          keywords: [zbr_sec_]
          pattern: 'zbr_sec_[0-9A-Za-z]{32}'
          pair: zebra-client-id
          examples:
            - { text: '{key}', finds: 1 }
        - id: zebra-client-id
          name: Zebra client id
          keywords: [zbr_id_]
          pattern: 'zbr_id_[0-9a-z]{12}'
          publishable: true
          pair: zebra-secret
          examples:
            - { text: '{key}', finds: 1 }
      """;

  @TempDir Path folder;

  private RuleSet rules;
  private String secret;
  private String id;

  @BeforeEach
  void makeKeys() throws IOException {
    Path file = folder.resolve("zebra.yaml");
    Files.writeString(file, ZEBRA);
    rules = RuleFiles.load(RuleSet.EMPTY, file, true);
    secret = PatternSampler.make(rules.rule("zebra-secret"), 3).key();
    id = PatternSampler.make(rules.rule("zebra-client-id"), 5).key();
  }

  @Test
  void isSaidWithItsKeyWhereThatIsNear() throws IOException {
    List<Hit> hits = scan("ZEBRA_ID=" + id + "\nZEBRA_SECRET=" + secret + "\n");

    assertThat(hits).singleElement().satisfies(hit -> assertThat(hit.keyId).isEqualTo(id));
  }

  @Test
  void isSaidWithItsKeyWhicheverStandsFirst() throws IOException {
    List<Hit> hits = scan("ZEBRA_SECRET=" + secret + "\nZEBRA_ID=" + id + "\n");

    assertThat(hits).singleElement().satisfies(hit -> assertThat(hit.keyId).isEqualTo(id));
  }

  @Test
  void isReportedAloneWhereNoKeyIsNear() throws IOException {
    assertThat(scan("ZEBRA_ID=" + id + "\n"))
        .singleElement()
        .satisfies(hit -> assertThat(hit.rule.publishable()).isTrue());
  }

  @Test
  void belongsToNoKeyFarAway() throws IOException {
    String far = "filler text\n".repeat(200);

    assertThat(scan("ZEBRA_ID=" + id + "\n" + far + "ZEBRA_SECRET=" + secret + "\n"))
        .hasSize(2)
        .allSatisfy(hit -> assertThat(hit.keyId).isNull());
  }

  private List<Hit> scan(String text) throws IOException {
    var hits = new ArrayList<Hit>();
    new ScanEngine(rules, KnownKeys.NONE)
        .worker()
        .scan(Document.text(Origin.unresolved("x"), text), hits::add);
    return hits;
  }
}
