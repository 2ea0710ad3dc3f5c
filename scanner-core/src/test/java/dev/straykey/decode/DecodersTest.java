package dev.straykey.decode;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.model.Content;
import dev.straykey.model.Document;
import dev.straykey.model.KnownKeys;
import dev.straykey.model.Origin;
import dev.straykey.model.Rule;
import dev.straykey.rule.PatternSampler;
import dev.straykey.rule.RuleFiles;
import dev.straykey.rule.RuleSet;
import dev.straykey.scan.Hit;
import dev.straykey.scan.HitSink;
import dev.straykey.scan.ScanEngine;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecodersTest {
  private static final RuleSet RULES = RuleFiles.shipped();
  private static final ScanEngine ENGINE = new ScanEngine(RULES, KnownKeys.NONE);
  private static final Rule OWN = RULES.rule("own-api-key");

  private final String key = PatternSampler.make(OWN, 7).key();

  private List<Hit> own(String text) throws IOException {
    var hits = new ArrayList<Hit>();
    byte[] bytes = text.getBytes(UTF_8);
    ENGINE
        .worker()
        .scan(
            Document.file(Origin.unresolved("t"), "t", Content.of(bytes)),
            hit -> {
              if (hit.rule != null && hit.rule.id().equals(OWN.id())) {
                hits.add(hit);
              }
            });
    return hits;
  }

  private void finds(String text, String... through) throws IOException {
    List<Hit> hits = own(text);

    assertThat(hits).hasSize(1);
    assertThat(hits.get(0).secret.reveal()).isEqualTo(key);
    assertThat(hits.get(0).decoded).containsExactly(through);
  }

  @ParameterizedTest
  @ValueSource(ints = {6, 9})
  void readsZlibInBase64(int level) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var packing = new DeflaterOutputStream(out, new Deflater(level))) {
      packing.write(("the key is " + key + "\n").repeat(3).getBytes(UTF_8));
    }
    String text = "x = '" + Base64.getEncoder().encodeToString(out.toByteArray()) + "'";

    assertThat(own(text))
        .isNotEmpty()
        .allSatisfy(hit -> assertThat(hit.decoded).containsExactly("base64", "zlib"));
  }

  @Test
  void joinsWhatAHighlighterCut() throws IOException {
    finds(
        "<pre>k=<span class=\"s\">%s</span><span>%s</span></pre>"
            .formatted(key.substring(0, 9), key.substring(9)),
        "markup");
    finds("%s<wbr>%s".formatted(key.substring(0, 12), key.substring(12)), "markup");
  }

  @Test
  void aTagBesideAKeyIsNoPartOfIt() throws IOException {
    finds("<code>" + key + "</code><span>next</span>");
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "xy", "xyz"})
  void base64IsReadInEveryAlignmentOfTheKey(String before) throws IOException {
    finds("data: " + base64(before + " = " + key), "base64");
  }

  @ParameterizedTest
  @ValueSource(strings = {"n", "ab", "path/to/", "u003d", "a-name-of-its-own_"})
  void base64IsReadThoughSomethingIsGluedToIt(String before) throws IOException {
    finds("data: " + before + base64("the key: " + key), "base64");
  }

  @Test
  void base64OfTheUrlAlphabetIsRead() throws IOException {
    String hidden = "ÿ¾?>~ " + key + " ÿ?>";

    finds(Base64.getUrlEncoder().encodeToString(hidden.getBytes(UTF_8)), "base64");
  }

  @Test
  void base64ThatIsWrappedIsReadAsOne() throws IOException {
    String lines =
        base64("first line of some text, and then: " + key + " and more of it, on and on");

    finds(lines.replaceAll("(.{64})", "$1\n  "), "base64");
  }

  @Test
  void base64OfTwoByteTextIsRead() throws IOException {
    String command = "connect -token " + key + " -x";
    String hidden = Base64.getEncoder().encodeToString(command.getBytes(UTF_16LE));

    finds("powershell -enc " + hidden, "base64");
  }

  @Test
  void aPackedFileInBase64IsUnpacked() throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(("token: " + key + "\n").getBytes(UTF_8));
    }

    finds("release: " + Base64.getEncoder().encodeToString(packed.toByteArray()), "base64", "gzip");
  }

  @Test
  void lettersThatSpellAPlaceholderAreNotDecoded() throws IOException {
    String hidden = base64("some text before " + key);

    assertThat(own("DUMMY" + hidden)).isEmpty();
  }

  @Test
  void hexIsRead() throws IOException {
    finds("key: " + HexFormat.of().formatHex(("=" + key).getBytes(US_ASCII)), "hex");
  }

  @Test
  void percentEncodingIsRead() throws IOException {
    finds("https://a.example/?t=" + escaped("%%%02X", 3), "percent");
  }

  @Test
  void percentEncodingIsPlacedWhereItIsWritten() throws IOException {
    Hit hit = own("\nhttps://a.example/?t=" + escaped("%%%02X", 3)).get(0);

    assertThat(List.of(hit.line, hit.column)).containsExactly(2, 22);
    assertThat(hit.endColumn - hit.column).isGreaterThan(key.length());
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\u%04x", "\\x%02x", "\\u{%x}"})
  void characterCodesAreRead(String escape) throws IOException {
    finds("{\"token\": \"" + escaped(escape, 3) + "\"}", "character-escape");
  }

  @ParameterizedTest
  @ValueSource(strings = {"&#%d;", "&#x%x;"})
  void htmlReferencesAreRead(String escape) throws IOException {
    finds("<p title='" + escaped(escape, 3) + "'>", "html");
  }

  @Test
  void aLineThatQuotedPrintableCutIsPutTogether() throws IOException {
    String before = "a long line of a mail that has to be cut somewhere: ";
    String line = before + key.substring(0, 12) + "=\r\n" + key.substring(12);
    finds("Subject: x\r\n\r\n" + line + "\r\n", "quoted-printable");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\" + \"",
        "\"+\"",
        "' + '",
        "\" . \"",
        "' . '",
        "\"\n    \"",
        "\" +\n    \"",
        "\"\n  + \"",
        "\" \\\n  \"",
        "\" & \"",
        "\" || \"",
        "\" .. \"",
        "\" <> \"",
        "\"\r\n    \"",
        "`\n + `",
        "\" & _\n  \"",
        "\" + `\n  \"",
        "\" b\"",
        "\".concat(\"",
        "\").append(\"",
        "\"\"\" + \"\"\""
      })
  void stringsThatAreConcatenatedAreRead(String seam) throws IOException {
    char quote = seam.charAt(0);
    String text =
        "x = " + quote + key.substring(0, 10) + seam + key.substring(10) + seam.charAt(0) + ";\n";

    finds(text, "concatenation");
  }

  @Test
  void manyPartsAreOneString() throws IOException {
    String parts =
        key.chars().mapToObj(c -> String.valueOf((char) c)).collect(Collectors.joining("\" + \""));

    // Single letters are no token on either side of the first seam.
    String text =
        "x = \"" + key.substring(0, 16) + parts.substring(parts.indexOf(key.charAt(16)) - 5);
    assertThat(own(text.replace("\"\"", "\" + \"") + "\"")).hasSizeLessThan(2);
    finds(
        "x = \""
            + key.substring(0, 8)
            + "\" + \""
            + key.substring(8, 16)
            + "\" +\n  \""
            + key.substring(16)
            + "\"",
        "concatenation");
  }

  @Test
  void aConcatenatedKeyIsPlacedFromItsFirstToItsLastLetter() throws IOException {
    Hit hit =
        own("a\n  \"" + key.substring(0, 10) + "\" +\n  \"" + key.substring(10) + "\"").get(0);

    assertThat(List.of(hit.line, hit.column, hit.endLine)).containsExactly(2, 4, 3);
  }

  @Test
  void twoStringsThatACommaPartsAreNotPutTogether() throws IOException {
    assertThat(own("[\"" + key.substring(0, 10) + "\", \"" + key.substring(10) + "\"]")).isEmpty();
  }

  @Test
  void linesThatABackslashContinuesAreRead() throws IOException {
    finds("export T=" + key.substring(0, 12) + "\\\n" + key.substring(12) + "\n", "continuation");
  }

  @Test
  void linesOfABatchFileThatGoOnAreRead() throws IOException {
    finds("set T=" + key.substring(0, 12) + "^\r\n" + key.substring(12) + "\r\n", "continuation");
  }

  @ParameterizedTest
  @ValueSource(strings = {"|", ">", ">-", "|2-"})
  void aKeyThatAYamlBlockWrapsIsRead(String style) throws IOException {
    finds(
        "a:\n  token: "
            + style
            + "\n    "
            + key.substring(0, 10)
            + "\n    "
            + key.substring(10)
            + "\n  b: 1\n",
        "yaml-block");
  }

  @Test
  void aKeyInClearIsNotSaidAgainForWhatIsEncodedBesideIt() throws IOException {
    List<Hit> hits = own("https://a.example/?a=%2Fpath%2Fto&t=" + key + "&b=%2Fx");

    assertThat(hits).singleElement().extracting(h -> h.decoded).isEqualTo(List.of());
  }

  @Test
  void encodingsInOneAnotherAreNamedOutermostFirst() throws IOException {
    finds(base64(base64("the key: " + escaped("%%%02X", 3))), "base64", "base64", "percent");
  }

  @Test
  void whatLiesDeeperThanTheBoundIsNotRead() throws IOException {
    String hidden = "the key: " + key;
    for (int i = 0; i < 6; i++) {
      hidden = base64(hidden);
    }

    assertThat(own(hidden)).isEmpty();
  }

  @Test
  void aPackedFileThatUnpacksWithoutEndIsSaid() throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(new byte[32 << 20]);
    }
    String text = Base64.getEncoder().encodeToString(packed.toByteArray());
    var said = new ArrayList<String>();
    ENGINE
        .worker()
        .scan(
            Document.file(Origin.unresolved("t"), "t", Content.of(text.getBytes(UTF_8))),
            new HitSink() {
              @Override
              public void hit(Hit hit) {
                throw new AssertionError(hit);
              }

              @Override
              public void skipped(
                  Origin origin, dev.straykey.model.Skip.Reason reason, String detail) {
                said.add(reason + " " + detail);
              }
            });

    assertThat(said).isNotEmpty().allMatch(s -> s.startsWith("BOUNDED"));
  }

  @Test
  void whatIsHiddenIsFoundAcrossTheSeamsOfChunks() throws IOException {
    String hidden = base64("the key: " + key);
    var text = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      text.append("a line of text that fills the chunks, number ").append(i).append('\n');
      if (i % 1000 == 0) {
        text.append("data: ").append(hidden).append('\n');
      }
    }
    byte[] bytes = text.toString().getBytes(UTF_8);
    var hits = new ArrayList<Hit>();
    ENGINE
        .worker()
        .scan(
            Document.file(Origin.unresolved("t"), "t", () -> new ByteArrayInputStream(bytes)),
            hits::add);

    assertThat(hits.stream().map(h -> h.line).distinct()).hasSize(20);
  }

  /** Writes every {@code nth} character of the key, and the first of its body, as an escape. */
  private String escaped(String format, int nth) {
    var text = new StringBuilder();
    for (int i = 0; i < key.length(); i++) {
      if (i % nth == 1) {
        text.append(format.formatted((int) key.charAt(i)));
      } else {
        text.append(key.charAt(i));
      }
    }
    return text.toString();
  }
}
