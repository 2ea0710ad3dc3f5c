package dev.straykey.unpack;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.model.Skip;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts in files that are no text: each stands alone in a line, with its name where it has one. */
class TextInFilesTest {
  private final List<String> skips = new ArrayList<>();

  private List<String> lines(byte[] bytes) throws IOException {
    var text = new StringBuilder();
    Archives.read(
        bytes,
        bytes.length,
        "f",
        Limits.DEFAULT,
        new ArchiveVisitor() {
          @Override
          public void entry(String path, InputStream in) throws IOException {
            text.append(new String(in.readAllBytes(), UTF_8));
          }

          @Override
          public void skipped(String path, Skip.Reason reason, String detail) {
            skips.add(reason + " " + detail);
          }
        });
    return text.toString().lines().toList();
  }

  @Test
  void aConstantOfAJavaClassHasItsName() throws IOException {
    byte[] made = BinaryFiles.javaClass("static final String PASSWORD = \"some text\";");

    assertThat(lines(made)).contains("PASSWORD = \"some text\"").doesNotContain("some text");
  }

  @Test
  void aTextInAMethodOfAJavaClassStandsAlone() throws IOException {
    byte[] made = BinaryFiles.javaClass("Object m() { return \"one text\" + hashCode() + \"b\"; }");

    assertThat(lines(made)).anyMatch(line -> line.startsWith("one text"));
  }

  @Test
  void namesOfClassesAndTypesAreLeftOut() throws IOException {
    byte[] made = BinaryFiles.javaClass("Object m() { return new java.util.ArrayDeque<>(); }");

    assertThat(lines(made)).noneMatch(line -> line.contains("ArrayDeque"));
  }

  @Test
  void anAnnotationOfAJavaClassIsRead() throws IOException {
    byte[] made = BinaryFiles.javaClass("@Deprecated(since = \"text of it\") void m() {}");

    assertThat(lines(made)).contains("text of it");
  }

  @Test
  void aConstantOfAnAndroidProgramHasItsName() throws IOException {
    assertThat(lines(BinaryFiles.dex("PASSWORD", "some text", "another one")))
        .contains("PASSWORD = \"some text\"", "another one")
        .doesNotContain("some text", "Lmade;");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void textsOfAndroidResourcesAreRead(boolean wide) throws IOException {
    assertThat(lines(BinaryFiles.androidResources(wide, "first text", "second")))
        .containsExactly("first text", "second");
  }

  @Test
  void aRowOfADatabaseIsALine() throws IOException {
    assertThat(lines(BinaryFiles.sqlite("first text", "second"))).contains("name\tfirst text\t");
  }

  @Test
  void aRowThatFillsPagesIsReadToItsEnd() throws IOException {
    String text = "x".repeat(20_000) + " at its end";

    assertThat(lines(BinaryFiles.sqlite("a", text, "b"))).anyMatch(line -> line.contains(text));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatOneCommandOfAPageShowsIsALine(boolean packed) throws IOException {
    assertThat(lines(BinaryFiles.pdf(packed, "some", " te", "xt"))).contains("some text");
  }

  @Test
  void aPageInFontsOfItsOwnIsSaid() throws IOException {
    String page = "%PDF-1.7\n1 0 obj\n<< /Encoding /Identity-H >>\nendobj\n%%EOF\n";

    lines(page.getBytes(US_ASCII));

    assertThat(skips).containsExactly("BINARY text in fonts with characters of their own");
  }

  @Test
  void memoryIsReadInOneByteACharacterAndInTwo() throws IOException {
    assertThat(lines(BinaryFiles.heapDump("narrow text", "wide text")))
        .anyMatch(line -> line.startsWith("narrow text"))
        .anyMatch(line -> line.startsWith("wide text"));
  }

  @Test
  void aDumpOfAProcessIsRead() throws IOException {
    assertThat(lines(BinaryFiles.coreDump("some text of it"))).contains("some text of it");
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 20, 48, 70, 100})
  void aLengthThatReadsLikeALetterIsNoPartOfTheText(int length) throws IOException {
    String text = "t".repeat(length);

    assertThat(lines(BinaryFiles.python("before it", text, "and behind"))).contains(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC", "Ed25519"})
  void aKeyWithoutArmourGetsIt(String algorithm) throws IOException, GeneralSecurityException {
    byte[] key =
        KeyPairGenerator.getInstance(algorithm).generateKeyPair().getPrivate().getEncoded();

    List<String> lines = lines(key);

    assertThat(lines)
        .startsWith("-----BEGIN PRIVATE KEY-----")
        .endsWith("-----END PRIVATE KEY-----");
    assertThat(String.join("", lines.subList(1, lines.size() - 1)))
        .isEqualTo(Base64.getEncoder().encodeToString(key));
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC", "Ed25519"})
  void aPublicKeyIsNone(String algorithm) throws GeneralSecurityException {
    byte[] key = KeyPairGenerator.getInstance(algorithm).generateKeyPair().getPublic().getEncoded();

    assertThat(Archives.recognise(key, key.length)).isNull();
  }

  @Test
  void aProgramForSeveralProcessorsIsNoClass() {
    byte[] head = new byte[64];
    System.arraycopy(
        new byte[] {(byte) 0xca, (byte) 0xfe, (byte) 0xba, (byte) 0xbe, 0, 0, 0, 2}, 0, head, 0, 8);

    assertThat(Archives.recognise(head, head.length)).isNull();
  }

  @Test
  void textThatBeginsLikeItsFileIsNotOpenedAgain() throws IOException {
    assertThat(lines(BinaryFiles.heapDump("narrow text", "wide text"))).isNotEmpty();
    assertThat(skips).isEmpty();
  }
}
