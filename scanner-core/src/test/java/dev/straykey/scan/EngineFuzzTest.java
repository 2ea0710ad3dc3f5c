package dev.straykey.scan;

import static dev.straykey.fuzz.Mutants.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.fuzz.LongFuzz;
import dev.straykey.fuzz.Mutants;
import dev.straykey.model.Content;
import dev.straykey.model.Document;
import dev.straykey.model.KnownKeys;
import dev.straykey.model.Origin;
import dev.straykey.rule.PatternSampler;
import dev.straykey.rule.RuleFiles;
import dev.straykey.rule.RuleSet;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.provider.MethodSource;

/** Any text, in chunks of any size. */
class EngineFuzzTest {
  private static final RuleSet RULES = RuleFiles.shipped();
  private static final ScanEngine ENGINE = new ScanEngine(RULES, KnownKeys.NONE);
  private static final List<byte[]> SEEDS = seedTexts();

  @Property
  void findsTheSameInAnyChunks(@ForAll("damaged") byte[] input) throws IOException {
    read(input);
  }

  @MethodSource("seeds")
  @LongFuzz
  void findsTheSameInAnyChunksOfAnything(byte[] input) throws IOException {
    read(input);
  }

  /** The first byte says how the text comes: in which chunks, and whether across a seam. */
  private static void read(byte[] input) throws IOException {
    int how = input.length == 0 ? 0 : input[0] & 0xff;
    byte[] text = input.length == 0 ? input : Arrays.copyOfRange(input, 1, input.length);
    if (how >= 240) {
      // So that the text lies where the engine's window moves on.
      byte[] padded = new byte[512 * 1024 - 2000 * (how - 239) + text.length];
      Arrays.fill(padded, (byte) '\n');
      System.arraycopy(text, 0, padded, padded.length - text.length, text.length);
      text = padded;
    }
    assertThat(hits(chunks(text, 1 + how % 7))).isEqualTo(hits(Content.of(text)));
  }

  static Stream<byte[]> seeds() {
    return SEEDS.stream();
  }

  @Provide
  Arbitrary<byte[]> damaged() {
    return Mutants.of(SEEDS);
  }

  private static List<String> hits(Content content) throws IOException {
    var hits = new ArrayList<String>();
    ENGINE
        .worker()
        .scan(
            Document.file(Origin.unresolved("t"), "t", content),
            hit ->
                hits.add(
                    "%s %d:%d-%d:%d %s %s %s"
                        .formatted(
                            hit.rule == null ? "" : hit.rule.id(),
                            hit.line,
                            hit.column,
                            hit.endLine,
                            hit.endColumn,
                            hit.keyId,
                            hit.decoded,
                            hit.secret.reveal())));
    return hits;
  }

  private static Content chunks(byte[] text, int size) {
    return () ->
        new InputStream() {
          private final ByteArrayInputStream whole = new ByteArrayInputStream(text);

          @Override
          public int read() {
            return whole.read();
          }

          @Override
          public int read(byte[] into, int from, int length) {
            return whole.read(into, from, Math.min(length, Math.max(size, text.length / 50)));
          }
        };
  }

  /** The same key as each decoder reads it. */
  private static String encoded(String key) {
    String head = key.substring(0, 10);
    String tail = key.substring(10);
    int next = tail.charAt(0);
    String rest = tail.substring(1);
    return "\n"
        + java.util.HexFormat.of().formatHex(bytes("=" + key))
        + "\nhttps://a.example/?t=%s%%%02X%s&b=1\n".formatted(head, next, rest)
        + "{\"t\": \"%s\\u%04x%s\"}\n".formatted(head, next, rest)
        + "<a b='%s&#%d;%s'>\n".formatted(head, next, rest)
        + "a line of a mail that was cut somewhere, as they are: %s=\n%s\n".formatted(head, tail)
        + "x = \"%s\" +\n  \"%s\";\n".formatted(head, tail)
        + "export T=%s\\\n%s\n".formatted(head, tail)
        + "t: |\n  %s\n  %s\n".formatted(head, tail);
  }

  private static List<byte[]> seedTexts() {
    var seeds = new ArrayList<byte[]>();
    for (int how : new int[] {0, 3, 240, 255}) {
      for (String id : List.of("own-api-key", "workos-environment-key", "aws-access-key")) {
        var sample = PatternSampler.make(RULES.rule(id), how);
        String pair = "id = " + sample.id() + "\nkey = " + sample.key();
        var out = new ByteArrayOutputStream();
        out.write(how);
        out.writeBytes(bytes(pair + " " + sample.key() + "\n"));
        out.writeBytes(
            bytes(Base64.getEncoder().encodeToString(bytes("hidden: " + pair + " behind"))));
        out.writeBytes(bytes(encoded(sample.key())));
        seeds.add(out.toByteArray());
      }
    }
    return seeds;
  }
}
