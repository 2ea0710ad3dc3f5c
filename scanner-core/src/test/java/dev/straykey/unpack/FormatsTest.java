package dev.straykey.unpack;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.model.Skip;
import io.airlift.compress.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Formats that hold text in another form than files. */
class FormatsTest {

  /** What an archive gave. */
  private static final class Given implements ArchiveVisitor {
    final Map<String, String> texts = new TreeMap<>();
    final Map<String, List<String>> through = new TreeMap<>();
    final List<String> skips = new ArrayList<>();
    final List<String> withoutLines = new ArrayList<>();

    @Override
    public void entry(String path, InputStream bytes) throws IOException {
      texts.put(path, new String(bytes.readAllBytes(), UTF_8));
    }

    @Override
    public void entry(String path, InputStream bytes, List<String> how, boolean lines)
        throws IOException {
      through.put(path, how);
      if (!lines) {
        withoutLines.add(path);
      }
      entry(path, bytes);
    }

    @Override
    public void skipped(String path, Skip.Reason reason, String detail) {
      skips.add(reason + " " + path + " " + detail);
    }
  }

  private static Given read(byte[] bytes, String name) throws IOException {
    var given = new Given();
    Archives.read(bytes, bytes.length, name, Limits.DEFAULT, given);
    return given;
  }

  private static byte[] zstd(byte[] text) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var packing = new ZstdOutputStream(out)) {
      packing.write(text);
    }
    return out.toByteArray();
  }

  private static byte[] zip(String... namesAndTexts) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(out)) {
      for (int i = 0; i < namesAndTexts.length; i += 2) {
        var entry = new ZipEntry(namesAndTexts[i]);
        byte[] text = namesAndTexts[i + 1].getBytes(UTF_8);
        if (entry.getName().equals("mimetype")) {
          var crc = new CRC32();
          crc.update(text);
          entry.setMethod(ZipEntry.STORED);
          entry.setSize(text.length);
          entry.setCrc(crc.getValue());
        }
        zip.putNextEntry(entry);
        zip.write(text);
      }
    }
    return out.toByteArray();
  }

  @Test
  void zstandardIsUnpacked() throws IOException {
    byte[] text = "a line of text\n".repeat(10_000).getBytes(UTF_8);

    Given given = read(zstd(text), "log.txt.zst");

    assertThat(given.texts).containsEntry("log.txt.zst!/log.txt", new String(text, UTF_8));
    assertThat(given.through.values()).containsExactly(List.of("zstd"));
    assertThat(given.skips).isEmpty();
  }

  @Test
  void zstandardThatIsCutOffIsReadAsFarAsItGoes() throws IOException {
    var random = new java.util.Random(7);
    byte[] text = new byte[4_000_000];
    for (int i = 0; i < text.length; i++) {
      text[i] = (byte) ('a' + random.nextInt(26));
    }
    byte[] packed = zstd(text);

    Given given = read(Arrays.copyOf(packed, packed.length - 1000), "a.zst");

    assertThat(given.texts.values()).singleElement().asString().hasSizeGreaterThan(1_000_000);
    assertThat(given.skips).singleElement().asString().startsWith("BROKEN");
  }

  @Test
  void zstandardWithAHugeWindowIsSaid() throws IOException {
    byte[] head = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, (byte) 0xa0, 1, 0, 0, 0, 0, 0};

    assertThat(read(head, "a.zst").skips).singleElement().asString().startsWith("BOUNDED");
  }

  private static byte[] zlib(byte[] text, int level) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var packing = new DeflaterOutputStream(out, new Deflater(level))) {
      packing.write(text);
    }
    return out.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 6, 9})
  void zlibIsUnpacked(int level) throws IOException {
    String text = "a line of text\n".repeat(1000);

    Given given = read(zlib(text.getBytes(UTF_8), level), "state.z");

    assertThat(given.texts).containsEntry("state.z!/state", text);
    assertThat(given.through.values()).containsExactly(List.of("zlib"));
    assertThat(given.skips).isEmpty();
  }

  @Test
  void zlibThatIsCutOffIsReadAsFarAsItGoes() throws IOException {
    byte[] text = new byte[400_000];
    new java.util.Random(7).nextBytes(text);
    byte[] packed = zlib(text, 6);

    Given given = read(Arrays.copyOf(packed, packed.length / 2), "a.z");

    assertThat(given.texts.values()).singleElement().asString().hasSizeGreaterThan(100_000);
    assertThat(given.skips).singleElement().asString().startsWith("BROKEN");
  }

  @Test
  void whatStandsBehindAZlibStreamIsSaid() throws IOException {
    byte[] packed = zlib("some text, and more of it".getBytes(UTF_8), 6);

    assertThat(read(Arrays.copyOf(packed, packed.length + 9), "a.z").skips)
        .singleElement()
        .asString()
        .contains("behind");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x^2 + y^2 = z^2", "x^2\n", "x\u0001 is no letter of ours at all"})
  void aTextThatBeginsLikeZlibIsNone(String text) {
    byte[] bytes = text.repeat(50).getBytes(UTF_8);

    assertThat(Archives.recognise(bytes, Math.min(bytes.length, Archives.HEAD))).isNull();
    assertThat(Archives.recognise(bytes, text.length())).isNull();
  }

  private static List<String> rtf(String body) throws IOException {
    String text = "{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Some Font;}}" + body + "}";
    Given given = read(text.getBytes(UTF_8), "a.rtf");
    assertThat(given.skips).isEmpty();
    assertThat(given.withoutLines).containsExactly("a.rtf");
    return given.texts.get("a.rtf").lines().toList();
  }

  @Test
  void aWordOfRichTextIsOneWordWhateverItLooksLike() throws IOException {
    assertThat(rtf("\\pard\\f0 one{\\b wo}\\i0 rd\\par next\\~line\\cell \\{x\\}\\par"))
        .containsExactly("oneword", "next line");
    assertThat(rtf("abc\\{x\\}\\par")).containsExactly("abc{x}");
  }

  @Test
  void aCharacterOfRichTextIsReadHoweverItIsWritten() throws IOException {
    assertThat(rtf("caf\\'e9 \\u233 ?t\\u8364?{\\uc0\\u233 s} e\\'6e\\'64"))
        .containsExactly("café ét€és end");
  }

  @Test
  void picturesFontsAndBytesOfRichTextAreLeftOut() throws IOException {
    assertThat(rtf("{\\pict\\pngblip 89504e470d0a}text{\\*\\objdata 0105}\\bin4 {{{{ end"))
        .containsExactly("text end");
  }

  @Test
  void anAddressAndARemarkOfRichTextAreRead() throws IOException {
    assertThat(
            rtf(
                "{\\field{\\*\\fldinst HYPERLINK \"https://acme.example/x\"}{\\fldrslt here}}\\par{\\*\\annotation said}"))
        .containsExactly("HYPERLINK \"https://acme.example/x\"here", "said");
  }

  @Test
  void richTextThatOpensGroupsWithoutEndIsRead() throws IOException {
    assertThat(rtf("{".repeat(100_000) + "text")).containsExactly("text");
  }

  @Test
  void aWordThatIsCutIntoRunsIsOneWord() throws IOException {
    byte[] document =
        zip(
            "[Content_Types].xml",
            "<Types/>",
            "word/document.xml",
            "<w:document><w:p><w:r><w:t>to</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>ken</w:t></w:r>"
                + "</w:p><w:p><w:r><w:t>next</w:t></w:r></w:p></w:document>");

    Given given = read(document, "a.docx");

    assertThat(given.texts).containsEntry("a.docx!/word/document.xml", "token\nnext\n");
    assertThat(given.through.get("a.docx!/word/document.xml")).containsExactly("office");
    assertThat(given.withoutLines).contains("a.docx!/word/document.xml");
  }

  @Test
  void cellsOfATableAreLines() throws IOException {
    byte[] book =
        zip(
            "xl/sharedStrings.xml",
            "<sst><si><r><t>a</t></r><r><t>b</t></r></si><si><t>c&amp;d</t></si></sst>");

    assertThat(read(book, "a.xlsx").texts).containsValue("ab\nc&d\n");
  }

  @Test
  void anAddressOfADocumentIsReadToo() throws IOException {
    byte[] document =
        zip(
            "_rels/.rels",
            "<Relationships><Relationship Target=\"https://a.example/?t=1\"/></Relationships>");

    assertThat(read(document, "a.docx").texts.get("a.docx!/_rels/.rels"))
        .isEqualTo("https://a.example/?t=1\n");
  }

  @Test
  void anOpenDocumentIsReadByItsMimeType() throws IOException {
    byte[] document =
        zip(
            "mimetype",
            "application/vnd.oasis.opendocument.text",
            "content.xml",
            "<o><text:p>one<text:span>word</text:span></text:p></o>");

    assertThat(read(document, "a.odt").texts).containsEntry("a.odt!/content.xml", "oneword\n");
  }

  @Test
  void aPartThatIsNoXmlIsSaidAndTheOthersAreRead() throws IOException {
    byte[] document = zip("word/a.xml", "<a><b>", "word/b.xml", "<w:p><w:t>text</w:t></w:p>");

    Given given = read(document, "a.docx");

    assertThat(given.texts).containsEntry("a.docx!/word/b.xml", "text\n");
    assertThat(given.skips).singleElement().asString().startsWith("BROKEN a.docx!/word/a.xml");
  }

  /** A property list with one dictionary of two entries, and a text that nothing names. */
  static byte[] propertyList(String key, String value, String wide) {
    var out = new ByteArrayOutputStream();
    out.writeBytes("bplist00".getBytes(UTF_8));
    int[] offsets = new int[5];
    offsets[0] = out.size();
    out.writeBytes(new byte[] {(byte) 0xd1, 1, 2});
    offsets[1] = out.size();
    text(out, 0x50, key.getBytes(UTF_8), key.length());
    offsets[2] = out.size();
    text(out, 0x50, value.getBytes(UTF_8), value.length());
    offsets[3] = out.size();
    text(out, 0x60, wide.getBytes(UTF_16BE), wide.length());
    offsets[4] = out.size();
    out.writeBytes(new byte[] {0x09});
    int table = out.size();
    for (int offset : offsets) {
      out.write(offset);
    }
    byte[] trailer = new byte[32];
    trailer[6] = 1;
    trailer[7] = 1;
    trailer[15] = 5;
    trailer[31] = (byte) table;
    out.writeBytes(trailer);
    return out.toByteArray();
  }

  private static void text(ByteArrayOutputStream out, int kind, byte[] bytes, int length) {
    if (length < 15) {
      out.write(kind | length);
    } else {
      out.writeBytes(new byte[] {(byte) (kind | 0xf), 0x10, (byte) length});
    }
    out.writeBytes(bytes);
  }

  @Test
  void aPropertyListGivesNamesWithTheirTexts() throws IOException {
    Given given = read(propertyList("ApiKey", "a-long-value-of-some-kind", "weiß"), "Info.plist");

    assertThat(given.texts)
        .containsExactly(Map.entry("Info.plist", "ApiKey = \"a-long-value-of-some-kind\"\nweiß\n"));
    assertThat(given.through.values()).containsExactly(List.of("plist"));
  }

  @Test
  void aPropertyListWhoseTableLiesOutsideIsBroken() throws IOException {
    byte[] list = propertyList("a", "b", "c");
    list[list.length - 1] = (byte) 0xff;

    assertThat(read(list, "a.plist").skips).singleElement().asString().startsWith("BROKEN");
  }

  @Test
  void aBundleOfGitHasTheVersionsOfItsFiles() throws Exception {
    String text = "a line that is in both\n".repeat(40);

    Given given = read(GitBundles.of(text, text + "another\n"), "x.bundle");

    assertThat(given.texts)
        .extractingFromEntries(entry -> entry.getKey().replaceFirst("!/[0-9a-f]{40}", ""))
        .containsExactlyInAnyOrder(
            "x.bundle!/refs",
            "x.bundle/commit",
            "x.bundle/commit",
            "x.bundle/folder/file.txt",
            "x.bundle/folder/file.txt");
    assertThat(given.texts).containsValues(text, text + "another\n");
    assertThat(given.skips).isEmpty();
  }
}
