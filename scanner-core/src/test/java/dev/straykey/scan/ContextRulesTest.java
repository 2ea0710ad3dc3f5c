package dev.straykey.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.model.Document;
import dev.straykey.model.KnownKeys;
import dev.straykey.model.Origin;
import dev.straykey.rule.RuleFiles;
import dev.straykey.rule.RuleSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContextRulesTest {
  @TempDir Path folder;
  private ScanEngine engine;

  @BeforeEach
  void describesAnIssuerWhoseKeysHaveNoMark() throws IOException {
    Path file = folder.resolve("zebra.yaml");
    Files.writeString(
        file,
        """
        issuer: zebra
        name: Zebra
        source: https://docs.zebra.example
        keys:
          - id: zebra-api-key
            name: Zebra key
            context: [zebra pay, close]
            pattern: '[0-9a-f]{32}'
            examples: [{ text: 'zebra pay key {key}' }]
          - id: zebra-client-id
            name: Zebra client id
            context: [zebra pay]
            pattern: '[0-9a-f]{20}'
            identifier: true
            examples: [{ text: 'zebra pay id: {key}' }]
          - id: zebra-client-secret
            name: Zebra client secret
            context: [zebra pay]
            pattern: '[0-9a-f]{40}'
            pair: zebra-client-id
            needs_pair: true
            examples: [{ text: 'zebra pay secret: {key}' }]
          - id: zebra-state-token
            name: Zebra token in a state file
            context: [zebra state]
            pattern: '[0-9a-f]{28}'
            within: 12
            examples: [{ text: 'zebra state key {key}' }]
        """);
    engine = new ScanEngine(RuleFiles.load(RuleSet.EMPTY, file, false), KnownKeys.NONE);
  }

  private static String hex(int length) {
    var random = new Random(length);
    var hex = new StringBuilder();
    while (hex.length() < length) {
      hex.append("0123456789abcdef".charAt(random.nextInt(16)));
    }
    return hex.toString();
  }

  private List<Hit> scan(String text) {
    var hits = new ArrayList<Hit>();
    try {
      engine.worker().scan(Document.text(Origin.unresolved("t"), text), hits::add);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return hits;
  }

  private List<String> rules(String text) {
    return scan(text).stream().map(hit -> hit.rule == null ? "" : hit.rule.id()).toList();
  }

  @Test
  void anIdInAnAddressIsNoKeyWhateverItsHost() {
    assertThat(rules("https://zebra-pay.example/profile?accountId=" + hex(32))).isEmpty();
    assertThat(rules("https://zebra-pay.example/profile?apiKey=" + hex(32)))
        .containsExactly("zebra-api-key");
  }

  @Test
  void aWordIsFoundHoweverItsPartsAreJoined() {
    for (String name : List.of("ZEBRA_PAY_KEY", "zebraPayKey", "zebra-pay-key", "zebra.pay.key")) {
      assertThat(rules(name + " = \"" + hex(32) + "\"")).as(name).containsExactly("zebra-api-key");
    }
  }

  @Test
  void aWordThatNothingTiesToTheKeyIsNone() {
    assertThat(rules("zebra pay saw " + hex(32))).isEmpty();
  }

  @Test
  void aSecondWordTiesAWordToTheKey() {
    assertThat(rules("zebra pay token " + hex(32))).containsExactly("zebra-api-key");
  }

  @Test
  void aShortWordInsideAnotherIsNone() {
    assertThat(rules("disclose_it = " + hex(32))).isEmpty();
  }

  @Test
  void aNameThatSaysHashIsNoKey() {
    assertThat(rules("zebra_pay_md5 = " + hex(32))).isEmpty();
  }

  @Test
  void aNameThatSaysForWhatElseItStandsIsNoKey() {
    for (String name : List.of("PartitionKey", "csrf_token", "site_key", "xmp.iid", "fileRef")) {
      assertThat(rules("zebra pay " + name + "='" + hex(32) + "'")).as(name).isEmpty();
    }
  }

  @Test
  void aCommitIsNoKeyWhateverItsRepository() {
    assertThat(rules("zebra pay key: https://acme.com/a/commit/" + hex(32))).isEmpty();
    assertThat(rules("uses: zebra-pay/app-token@" + hex(40) + " # v1")).isEmpty();
    assertThat(rules("zebra pay key: https://acme.com/hooks/" + hex(32)))
        .containsExactly("zebra-api-key");
  }

  @Test
  void whatAMapCallsItsEntryIsNoKey() {
    assertThat(rules("{\"zebra pay\": \"token\", \"" + hex(32) + "\":{\"a\": 1}}")).isEmpty();
  }

  @Test
  void whatJenkinsKeepsUnderAnIdIsNotThatId() {
    assertThat(rules("ZEBRA_PAY_TOKEN = credentials('" + hex(32) + "')")).isEmpty();
  }

  @Test
  void aPartOfALongerTokenIsNoKey() {
    assertThat(rules("zebra_pay_key = " + hex(32) + "0")).isEmpty();
    assertThat(rules("zebra_pay_key = x-" + hex(32))).isEmpty();
  }

  @Test
  void wordsAreNoKeyWhateverTheContext() {
    assertThat(rules("zebra_pay_key = " + "deadbeef".repeat(4))).isEmpty();
  }

  @Test
  void aWordFurtherAwayThanTheRuleAllowsIsNone() {
    assertThat(rules("zebra_state_key = " + hex(28))).containsExactly("zebra-state-token");
    assertThat(rules("zebra_state_key_of_last_year = " + hex(28))).isEmpty();
  }

  @Test
  void anIdIsReportedWithTheSecretItBelongsTo() {
    List<Hit> hits =
        scan("zebra_pay_client_id: " + hex(20) + "\nzebra_pay_client_secret: " + hex(40) + "\n");

    assertThat(hits).hasSize(1);
    assertThat(hits.get(0).keyId).isEqualTo(hex(20));
  }

  @Test
  void anIdAloneIsNotReported() {
    assertThat(rules("zebra_pay_client_id: " + hex(20))).isEmpty();
  }

  @Test
  void aSecretThatNeedsItsIdIsNotReportedWithoutIt() {
    assertThat(rules("zebra_pay_client_secret: " + hex(40))).isEmpty();
  }
}
