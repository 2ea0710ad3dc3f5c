package dev.straykey.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.model.Document;
import dev.straykey.model.Doubt;
import dev.straykey.model.KnownKeys;
import dev.straykey.model.Origin;
import dev.straykey.rule.PatternSampler;
import dev.straykey.rule.RuleFiles;
import dev.straykey.rule.RuleSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JudgementTest {
  private static final RuleSet RULES = RuleFiles.shipped();
  private static final ScanEngine ENGINE = new ScanEngine(RULES, KnownKeys.NONE);

  private static List<Optional<Doubt>> doubts(String text) throws IOException {
    var doubts = new ArrayList<Optional<Doubt>>();
    ENGINE
        .worker()
        .scan(
            Document.text(Origin.unresolved("t"), text),
            hit -> doubts.add(Optional.ofNullable(hit.doubt)));
    return doubts;
  }

  private static String key(String ruleId) {
    return PatternSampler.make(RULES.rule(ruleId), 7).key();
  }

  @Test
  void aWrongChecksumLeavesADoubt() throws IOException {
    String key = key("npm-access-token");
    char other = key.charAt(10) == 'q' ? 'r' : 'q';

    assertThat(doubts("t=" + key.substring(0, 10) + other + key.substring(11)))
        .containsExactly(Optional.of(Doubt.CHECKSUM));
  }

  @Test
  void digitsInTheirOrderInAKeyOfAnIssuersFormLeaveADoubt() throws IOException {
    assertThat(doubts("t=lin_api_" + "1234567890abcdef".repeat(3).substring(0, 40)))
        .containsExactly(Optional.of(Doubt.MADE_UP));
  }

  @Test
  void anotherCaseOfAMarkThanKeysAreKnownWithLeavesADoubt() throws IOException {
    String key = key("riot-games-api-key");

    assertThat(doubts("t=rgapi-" + key.substring(6))).containsExactly(Optional.of(Doubt.FORM));
  }

  @Test
  void anotherLengthThanKeysAreKnownWithLeavesADoubt() throws IOException {
    String key = key("linear-api-key");

    assertThat(doubts("t=" + key)).containsExactly(Optional.empty());
    assertThat(doubts("t=" + key + "q")).containsExactly(Optional.of(Doubt.FORM));
  }

  @Test
  void otherLettersThanKeysAreKnownWithLeaveADoubt() throws IOException {
    String key = key("supabase-management-token");

    assertThat(doubts("t=" + key.substring(0, 20) + "z" + key.substring(21)))
        .containsExactly(Optional.of(Doubt.FORM));
  }

  @Test
  void aDoubtOfItsFormLeavesAKeyWithItsIssuer() throws IOException {
    String key = key("datadog-api-key");

    assertThat(doubts("DATADOG_API_KEY=" + key.substring(0, 20) + "zk" + key.substring(22)))
        .containsExactly(Optional.of(Doubt.FORM));
  }

  @Test
  void whatBeginsAsAnIssuersKeysAndGoesOnOtherwiseIsNobodysPasswordEither() throws IOException {
    String key = key("github-fine-grained-pat");

    assertThat(doubts("password = '" + key.substring(0, 30) + "'")).isEmpty();
  }

  @Test
  void aPlaceholderOfTheRightFormIsNoKey() throws IOException {
    assertThat(doubts("t=npm_" + "x".repeat(36))).isEmpty();
  }

  @Test
  void aWordInARareKeyLeavesADoubt() throws IOException {
    String key = key("linear-api-key");

    assertThat(doubts("t=" + key.substring(0, key.length() - 7) + "EXAMPLE"))
        .containsExactly(Optional.of(Doubt.MADE_UP));
  }

  @Test
  void wordsAloneAreNoKey() throws IOException {
    assertThat(doubts("t=lin_api_" + "your_example_".repeat(4).replace("_", "").substring(0, 40)))
        .isEmpty();
  }

  @Test
  void lettersInTheirOrderBehindAMarkLeaveADoubt() throws IOException {
    assertThat(doubts("t=glpat-" + "aBcDeFgHiJkLmNoPqRsT"))
        .containsExactly(Optional.of(Doubt.MADE_UP));
  }

  @Test
  void oneCharacterThatFillsMostOfAKeyLeavesADoubt() throws IOException {
    assertThat(doubts("t=lin_api_" + "a".repeat(32) + "k7Qm2Xv9"))
        .containsExactly(Optional.of(Doubt.MADE_UP));
  }

  @Test
  void countingOverAndOverLeavesADoubt() throws IOException {
    assertThat(doubts("ETHERSCAN_API_KEY=" + "ABCDE12345".repeat(3) + "6789"))
        .containsExactly(Optional.of(Doubt.MADE_UP));
  }

  @Test
  void aWordForAPasswordThatACommandIsGivenLeavesADoubt() throws IOException {
    assertThat(doubts("Server=db,1;Database=x;Password=" + "password;Encrypt=true"))
        .containsExactly(Optional.of(Doubt.MADE_UP));
    assertThat(doubts("https://user:pass@acme.com/x")).containsExactly(Optional.of(Doubt.MADE_UP));
    assertThat(doubts("https://acme:pass@acme.com/x")).containsExactly(Optional.empty());
  }

  @Test
  void aVariableThatAProgramPutsInIsNoPassword() throws IOException {
    assertThat(doubts("f\"curl -u {user}:{user_password} https://acme.com\"")).isEmpty();
    assertThat(doubts("sh -c 'mysql -uroot -p\"\\$ROOT_PW\" -e x'")).isEmpty();
  }

  @Test
  void anArmouredKeyThatSaysItIsMuchLongerLeavesADoubt() throws IOException {
    String key = "MIIEpQIBAAKCAQEA" + "k7Qm2Xv9pLz4Rt8wBn3Yf6Hs1Dc5".repeat(2) + "uyf/lNrH";

    assertThat(doubts(armoured("RSA ", key))).containsExactly(Optional.of(Doubt.FORM));
  }

  @Test
  void theLinesThatOpenAndCloseAKeyAreNone() throws IOException {
    assertThat(
            doubts(armoured("OPENSSH ", "\\n\".freeze\n# what closes it\nPRIVATE_KEY_END_OF = \"")))
        .isEmpty();
  }

  private static String armoured(String kind, String body) {
    String dashes = "-".repeat(5);
    return dashes
        + "BEGIN "
        + kind
        + "PRIVATE KEY"
        + dashes
        + "\n"
        + body
        + "\n"
        + dashes
        + "END "
        + kind
        + "PRIVATE KEY"
        + dashes
        + "\n";
  }

  @Test
  void aPartOfWhatIsEncryptedIsNoKey() throws IOException {
    String key = key("wireguard-private-key");

    assertThat(doubts("WIREGUARD_PRIVATE_KEY=ENC[AES256_GCM,data:abc,iv:" + key + ",type:str]"))
        .isEmpty();
    assertThat(doubts("WIREGUARD_PRIVATE_KEY=" + key)).containsExactly(Optional.empty());
  }

  @Test
  void digitsInTheirOrderGivenToATellingNameLeaveADoubt() throws IOException {
    assertThat(doubts("secret_access_key = '" + "1234567890abcdef".repeat(3) + "'"))
        .containsExactly(Optional.of(Doubt.MADE_UP));
  }
}
