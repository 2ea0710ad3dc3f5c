package dev.straykey.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.model.Content;
import dev.straykey.model.Document;
import dev.straykey.model.KnownKeys;
import dev.straykey.rule.RuleFiles;
import dev.straykey.rule.RuleSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What is passed over because it stood in another text has no key in it. */
class FamiliarTest {
  private static final RuleSet RULES = RuleFiles.shipped();
  private static final ScanEngine PLAIN = new ScanEngine(RULES, KnownKeys.NONE);
  private static final ScanEngine REMEMBERING = new ScanEngine(RULES, KnownKeys.NONE);

  @Property(tries = 60)
  void findsInEveryVersionAllThatIsInIt(@ForAll @IntRange(max = 1 << 30) int seed)
      throws IOException {
    var random = new Random(seed);
    Worker worker = REMEMBERING.worker();
    List<String> parts = parts(random);
    for (int version = 0; version < 3; version++) {
      Document text = document(String.join("\n", parts));

      List<String> found = SampleTexts.hits(sink -> worker.scanVersion(text, sink));

      assertThat(found).isEqualTo(SampleTexts.hits(sink -> PLAIN.worker().scan(text, sink)));
      change(random, parts);
    }
  }

  @Test
  void passesOverWhatStoodInAnotherText() throws IOException {
    byte[] text = bytes(plain(new Random(3), 400));
    var engine = new ScanEngine(RULES, KnownKeys.NONE);
    engine.worker().scanVersion(SampleTexts.document(Content.of(text)), hit -> {});

    assertThat(left(engine, text).size()).isZero();
  }

  @Test
  void looksAtWhatIsNewAndAtWhatStandsAroundIt() throws IOException {
    byte[] text = bytes(plain(new Random(4), 400));
    int middle = text.length / 2;
    var engine = new ScanEngine(RULES, KnownKeys.NONE);
    engine.worker().scanVersion(SampleTexts.document(Content.of(text)), hit -> {});
    text[middle] ^= 1;

    Parts left = left(engine, text);

    assertThat(left.size()).isEqualTo(1);
    assertThat(left.from(0)).isBetween(middle - 4000, middle - Changes.AROUND);
    assertThat(left.to(0)).isBetween(middle + Changes.AROUND, middle + 4000);
  }

  @Test
  void looksAgainWhereSomethingWasFound() throws IOException {
    var random = new Random(5);
    Document text =
        document(plain(random, 200) + "x = " + SampleTexts.key(random) + "\n" + plain(random, 200));
    Worker worker = new ScanEngine(RULES, KnownKeys.NONE).worker();
    worker.scanVersion(text, hit -> {});
    var again = new ArrayList<Hit>();

    worker.scanVersion(text, again::add);

    assertThat(again).hasSize(1);
  }

  private static Parts left(ScanEngine engine, byte[] text) {
    var whole = new Parts();
    whole.add(0, text.length);
    return new NewParts(engine.familiar()).of(text, text.length, whole);
  }

  private static Document document(String text) {
    return SampleTexts.document(Content.of(bytes(text)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String plain(Random random, int lines) {
    var text = new StringBuilder();
    for (int i = 0; i < lines; i++) {
      text.append("some line of text with ").append(random.nextInt(1 << 30)).append("\n");
    }
    return text.toString();
  }

  private static List<String> parts(Random random) {
    var parts = new ArrayList<String>();
    for (int i = 0; i < 4 + random.nextInt(12); i++) {
      parts.add(part(random));
    }
    return parts;
  }

  private static String part(Random random) {
    return random.nextInt(3) == 0
        ? plain(random, random.nextInt(40))
        : new String(SampleTexts.text(random, random.nextInt(150)), StandardCharsets.UTF_8);
  }

  /** Moves, repeats, takes away and adds, as people do from version to version. */
  private static void change(Random random, List<String> parts) {
    for (int i = 0; i < 1 + random.nextInt(4); i++) {
      int at = random.nextInt(parts.size());
      switch (random.nextInt(5)) {
        case 0 -> parts.add(parts.remove(at));
        case 1 -> parts.add(random.nextInt(parts.size()), parts.get(at));
        case 2 -> parts.set(at, SampleTexts.added(random) + parts.get(at));
        case 3 -> parts.set(at, parts.get(at) + SampleTexts.added(random));
        default -> {
          String part = parts.get(at);
          int cut = random.nextInt(part.length() + 1);
          parts.set(at, part.substring(0, cut) + SampleTexts.added(random) + part.substring(cut));
        }
      }
    }
  }
}
