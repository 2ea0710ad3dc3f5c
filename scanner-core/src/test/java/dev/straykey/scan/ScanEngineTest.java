package dev.straykey.scan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.model.Content;
import dev.straykey.model.Document;
import dev.straykey.model.Doubt;
import dev.straykey.model.KnownKeys;
import dev.straykey.model.Origin;
import dev.straykey.model.Rule;
import dev.straykey.model.Shown;
import dev.straykey.rule.PatternSampler;
import dev.straykey.rule.RuleFiles;
import dev.straykey.rule.RuleSet;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ScanEngineTest {
  private static final RuleSet RULES = RuleFiles.shipped();
  private static final ScanEngine ENGINE = new ScanEngine(RULES, KnownKeys.NONE);
  private static final ScanEngine ASKING =
      new ScanEngine(RULES, new Inventory("q7Lm2-unheard", Shown.VALUE));

  private static String key(String ruleId) {
    Rule rule = RULES.rule(ruleId);
    return PatternSampler.make(rule, 7).key();
  }

  private static List<Hit> scan(ScanEngine engine, byte[] text) throws IOException {
    var hits = new ArrayList<Hit>();
    engine.worker().scan(Document.file(Origin.unresolved("t"), "t", Content.of(text)), hits::add);
    return hits;
  }

  private static List<Hit> scan(String text) throws IOException {
    return scan(ENGINE, text.getBytes(UTF_8));
  }

  private static List<Hit> stream(byte[] text) throws IOException {
    var hits = new ArrayList<Hit>();
    Content content = () -> new ByteArrayInputStream(text);
    ENGINE.worker().scan(Document.file(Origin.unresolved("t"), "t", content), hits::add);
    return hits;
  }

  @Test
  void saysLineAndColumnInCharacters() throws IOException {
    String key = key("own-api-key");

    Hit hit = scan("first\nschlüssel = " + key + "\n").get(0);

    assertThat(List.of(hit.line, hit.column, hit.endLine, hit.endColumn))
        .containsExactly(2, 13, 2, 13 + key.length());
  }

  @Test
  void doubtsAKeyWithAWrongChecksum() throws IOException {
    String key = key("own-api-key");
    char last = key.charAt(key.length() - 1) == 'a' ? 'b' : 'a';

    assertThat(scan(key.substring(0, key.length() - 1) + last))
        .extracting(h -> h.doubt)
        .containsExactly(Doubt.CHECKSUM);
  }

  @Test
  void mostSpecificRuleNamesTheKey() throws IOException {
    assertThat(scan(key("workos-environment-key")))
        .extracting(h -> h.rule.id())
        .containsExactly("workos-environment-key");
  }

  @Test
  void findsAKeyThatBase64Hides() throws IOException {
    String key = key("own-api-key");
    String hidden = Base64.getEncoder().encodeToString(("the password is " + key).getBytes(UTF_8));

    Hit hit = scan("data: " + hidden).get(0);

    assertThat(hit.decoded).containsExactly("base64");
    assertThat(hit.secret.reveal()).isEqualTo(key);
    assertThat(hit.column).isEqualTo(7 + "the password is ".length() / 3 * 4 + 1);
  }

  @Test
  void findsAKeyThatBase64HidesTwice() throws IOException {
    String key = key("own-api-key");
    var encoder = Base64.getEncoder();
    String once = encoder.encodeToString(("the password is " + key).getBytes(UTF_8));
    String twice = encoder.encodeToString(("and here it is: " + once).getBytes(UTF_8));

    assertThat(scan(twice)).extracting(h -> h.decoded).containsExactly(List.of("base64", "base64"));
  }

  @Test
  void findsAKeyDeepInsideALongBase64RunOnce() throws IOException {
    String key = key("own-api-key");
    String text = "Some prose again. ".repeat(9000) + key + " More prose.".repeat(9000);
    String hidden = Base64.getEncoder().encodeToString(text.getBytes(UTF_8));

    assertThat(stream(("x " + hidden).getBytes(UTF_8))).hasSize(1);
  }

  @Test
  void anArmouredKeyIsTheSameHoweverItWasPasted() throws IOException {
    var random = new Random(3);
    var lines = new ArrayList<String>();
    for (int i = 0; i < 5; i++) {
      byte[] body = new byte[48];
      random.nextBytes(body);
      lines.add(Base64.getEncoder().encodeToString(body));
    }
    String begin = "-----BEGIN " + "RSA PRIVATE KEY-----";
    String end = "-----END " + "RSA PRIVATE KEY-----";
    String plain = begin + "\n" + String.join("\n", lines) + "\n" + end;
    String indented = plain.replace("\n", "\r\n    ");
    String escaped = "key = \"" + plain.replace("\n", "\\n") + "\"";

    assertThat(List.of(scan(plain), scan(indented), scan(escaped)))
        .allSatisfy(hits -> assertThat(hits).hasSize(1))
        .extracting(hits -> hits.get(0).secret.reveal())
        .containsOnly(plain);
  }

  @Test
  void aPairIsOneFindingWithItsIdBeside() throws IOException {
    var sample = PatternSampler.make(RULES.rule("aws-access-key"), 5);

    List<Hit> hits =
        scan("aws_access_key_id=" + sample.id() + "\naws_secret_access_key=" + sample.key());

    assertThat(hits).hasSize(1);
    assertThat(hits.get(0).keyId).isEqualTo(sample.id());
    assertThat(hits.get(0).secret.reveal()).isEqualTo(sample.key());
  }

  @Test
  void aCommentWithAReasonIsTaken() throws IOException {
    Hit hit = scan("/* " + key("own-api-key") + " straykey:allow revoked in May */").get(0);

    assertThat(hit.inline.reason()).isEqualTo("revoked in May");
  }

  @Test
  void aCommentWithoutAReasonDoesNotCount() throws IOException {
    assertThat(scan("# " + key("own-api-key") + " straykey:allow").get(0).inline)
        .isEqualTo(InlineMarks.WITHOUT_REASON);
  }

  @Test
  void aMessageCannotAllowItself() throws IOException {
    var hits = new ArrayList<Hit>();
    String text = key("own-api-key") + " straykey:allow because";
    ENGINE.worker().scan(Document.text(Origin.unresolved("m"), text), hits::add);

    assertThat(hits).extracting(h -> h.inline).containsOnlyNulls();
    assertThat(hits).extracting(h -> h.line).containsExactly(0);
  }

  @Test
  void lineHashStaysWhenTheKeyIsExchanged() throws IOException {
    String other = PatternSampler.make(RULES.rule("own-api-key"), 8).key();

    assertThat(scan("a = " + key("own-api-key") + ";").get(0).lineHash)
        .isEqualTo(scan("a = " + other + ";").get(0).lineHash)
        .matches("[0-9a-f]{16}:1");
  }

  @Test
  void findsAKeyThatOnlyTheInventoryKnows() throws IOException {
    var engine = new ScanEngine(RULES, new Inventory("q7Lm2-unheard-of-form", Shown.VALUE));

    List<Hit> hits = scan(engine, "curl /v1/x?token=q7Lm2-unheard-of-form.".getBytes(UTF_8));

    assertThat(hits).hasSize(1);
    assertThat(hits.get(0).rule).isNull();
    assertThat(hits.get(0).secret.reveal()).isEqualTo("q7Lm2-unheard-of-form");
  }

  @Test
  void findsAKnownKeyInQuotesWhateverItsCharacters() throws IOException {
    var engine = new ScanEngine(RULES, new Inventory("p@ss w0rd! of 1999", Shown.VALUE));

    assertThat(scan(engine, "pw: \"p@ss w0rd! of 1999\"".getBytes(UTF_8))).hasSize(1);
  }

  @Test
  void aKnownKeyThatARuleFindsIsOneHitWithBoth() throws IOException {
    String key = key("own-api-key");
    var engine = new ScanEngine(RULES, new Inventory(key, Shown.VALUE));

    List<Hit> hits = scan(engine, ("x=" + key).getBytes(UTF_8));

    assertThat(hits).hasSize(1);
    assertThat(hits.get(0).rule.id()).isEqualTo("own-api-key");
    assertThat(hits.get(0).known).isNotNull();
  }

  @Test
  void aKnownIdIsNoKey() throws IOException {
    String id = PatternSampler.make(RULES.rule("aws-access-key"), 5).id();
    var engine = new ScanEngine(RULES, new Inventory(id, Shown.KEY_ID));

    Hit hit = scan(engine, ("see " + id + " please").getBytes(UTF_8)).get(0);

    assertThat(hit.shown).isEqualTo(Shown.KEY_ID);
    assertThat(hit.keyId).isEqualTo(id);
  }

  @Test
  void everyShippedKeyIsFoundAcrossASeam() throws IOException {
    byte[] text = new byte[600_000];
    java.util.Arrays.fill(text, (byte) ' ');
    byte[] key = key("own-api-key").getBytes(UTF_8);
    for (int at = 480_000; at < 540_000; at += 997) {
      System.arraycopy(key, 0, text, at, key.length);
    }

    assertThat(stream(text)).hasSize((540_000 - 480_000) / 997 + 1);
  }

  @Test
  void oneLineOfMegabytesIsScannedInBoundedMemory() throws IOException {
    byte[] text = new byte[3_000_000];
    java.util.Arrays.fill(text, (byte) 'a');
    byte[] key = (" " + key("own-api-key") + " ").getBytes(UTF_8);
    System.arraycopy(key, 0, text, 2_500_000, key.length);

    List<Hit> hits = stream(text);

    assertThat(hits).hasSize(1);
    assertThat(hits.get(0).column).isEqualTo(2_500_002);
  }

  @Property(tries = 20)
  void aKeyAtAnyOffsetOfNoiseIsFoundOnceAtItsPlace(
      @ForAll @IntRange(max = 1_200_000) int at, @ForAll long seed) throws IOException {
    byte[] text = new byte[1_200_100];
    new Random(seed).nextBytes(text);
    byte[] key = ("\n" + key("own-api-key") + "\n").getBytes(UTF_8);
    System.arraycopy(key, 0, text, at, key.length);
    int line = 2;
    for (int i = 0; i < at; i++) {
      line += text[i] == '\n' ? 1 : 0;
    }

    List<Hit> streamed = stream(text);

    assertThat(streamed).extracting(h -> h.rule.id()).containsExactly("own-api-key");
    assertThat(streamed.get(0).line).isEqualTo(line);
    assertThat(streamed.get(0).column).isEqualTo(1);
    assertThat(scan(ENGINE, text)).extracting(h -> h.line).containsExactly(line);
  }

  @Property(tries = 500)
  void noTextBreaksTheEngine(@ForAll byte[] text) throws IOException {
    scan(ASKING, text);
  }

  /** An inventory of one string. */
  record Inventory(String only, Shown shown) implements KnownKeys {
    @Override
    public boolean isEmpty() {
      return false;
    }

    @Override
    public int shortest() {
      return only.length();
    }

    @Override
    public Lookup lookup() {
      return (text, from, to) ->
          new String(text, from, to - from, UTF_8).equals(only)
              ? new Known(shown, "own", "key_1")
              : null;
    }
  }
}
