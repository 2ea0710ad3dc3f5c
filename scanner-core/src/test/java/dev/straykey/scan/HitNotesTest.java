package dev.straykey.scan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.model.Content;
import dev.straykey.model.Document;
import dev.straykey.model.Finding;
import dev.straykey.model.Fingerprint;
import dev.straykey.model.FingerprintKey;
import dev.straykey.model.Keyring;
import dev.straykey.model.KnownKeys;
import dev.straykey.model.Origin;
import dev.straykey.rule.PatternSampler;
import dev.straykey.rule.RuleFiles;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class HitNotesTest {
  private static final ScanEngine ENGINE = new ScanEngine(RuleFiles.shipped(), KnownKeys.NONE);

  private final FingerprintKey key = FingerprintKey.of(new byte[32]);
  private final Run first = new Run();
  private final Run second = new Run();

  /** One run: what it scans, takes and finds. */
  private final class Run {
    final Keyring keyring = new Keyring(100);
    final FindingCollector collector = new FindingCollector(key, keyring, 100);
    final HitNotes notes = new HitNotes(RuleFiles.shipped(), KnownKeys.NONE, key);
    final List<String> scanned = new ArrayList<>();

    void read(String item, String text) throws IOException {
      var document = Document.file(Origin.unresolved(item), "", Content.of(text.getBytes(UTF_8)));
      if (!notes.takes(document, collector::add)) {
        scanned.add(item);
        ENGINE.worker().scan(document, hit -> notes.add(hit, collector.add(hit)));
      }
    }

    byte[] noted(String... items) {
      return Objects.requireNonNull(notes.write(List.of(items)));
    }

    List<Finding> findings() {
      return collector.findings(origin -> List.of());
    }
  }

  private static String key(String rule, long seed) {
    return PatternSampler.make(RuleFiles.shipped().rule(rule), seed).key();
  }

  private static String own(long seed) {
    return key("own-api-key", seed);
  }

  @Test
  void readsOneTextOfThoseWithAKeyAndScansNone() throws IOException {
    String text = "x\nünï = " + own(1) + " # straykey:allow it is spent\n";
    first.read("a", text);
    first.read("b", text);

    assertThat(second.notes.recall(first.noted("a", "b"), List.of("a", "b"))).containsExactly("a");
    second.read("a", text);
    assertThat(second.notes.tell(second.collector::add)).isEmpty();

    assertThat(second.scanned).isEmpty();
    assertThat(second.findings()).isEqualTo(first.findings()).hasSize(1);
    assertThat(second.noted("a", "b")).isEqualTo(first.noted("a", "b"));
  }

  @Test
  void hasTheKeyInClearAgain() throws IOException {
    first.read("a", "token = " + own(1));
    second.notes.recall(first.noted("a"), List.of("a"));
    second.read("a", "token = " + own(1));

    Fingerprint fingerprint = second.findings().get(0).fingerprint();
    assertThat(Objects.requireNonNull(second.keyring.get(fingerprint)).reveal()).isEqualTo(own(1));
  }

  @Test
  void scansWhereAKeyDoesNotStandInClear() throws IOException {
    String hidden =
        Base64.getEncoder().encodeToString(("token = " + own(1) + "\n").getBytes(UTF_8));
    first.read("a", "data: " + hidden);
    second.notes.recall(first.noted("a"), List.of("a"));
    second.read("a", "data: " + hidden);

    assertThat(second.scanned).containsExactly("a");
    assertThat(second.findings()).isEqualTo(first.findings()).hasSize(1);
  }

  @Test
  void takesAPrivateKeyFromItsLines() throws IOException, GeneralSecurityException {
    String text = "before\n" + Armour.RSA.make() + "\nafter\n";
    first.read("a", text);
    second.notes.recall(first.noted("a"), List.of("a"));
    second.read("a", text);

    assertThat(second.scanned).isEmpty();
    assertThat(second.findings()).isEqualTo(first.findings()).isNotEmpty();
  }

  @Test
  void scansATextThatIsAnother() throws IOException {
    first.read("a", "token = " + own(1));
    second.notes.recall(first.noted("a"), List.of("a"));
    second.read("a", "token = " + own(2));

    assertThat(second.scanned).containsExactly("a");
    assertThat(second.findings()).hasSize(1).isNotEqualTo(first.findings());
  }

  @Test
  void asksForATextThatWasNotThereToBeRead() throws IOException {
    first.read("a!/inside", "token = " + own(1));

    assertThat(second.notes.recall(first.noted("a"), List.of("a"))).containsExactly("a!/inside");
    assertThat(second.notes.tell(second.collector::add)).containsExactly("a");
  }

  @Test
  void asksForWhatWasNotNoted() {
    assertThat(second.notes.recall(new byte[0], List.of("a", "b"))).containsExactly("a", "b");
  }

  @Test
  void putsDownNoKey() throws IOException {
    first.read("a", "token = " + own(1));

    assertThat(new String(first.noted("a"), UTF_8)).contains("own-api-key").doesNotContain(own(1));
  }

  @Test
  void putsDownTheSameBytesInWhateverOrder() throws IOException {
    first.read("a", own(1) + "\n" + own(2));
    first.read("b", own(3));
    second.read("b", own(3));
    second.read("a", own(1) + "\n" + own(2));

    assertThat(second.noted("b", "a")).isEqualTo(first.noted("a", "b"));
  }

  @Property
  void asksForAllWhereBytesAreSomethingElse(@ForAll byte[] bytes, @ForAll int cut)
      throws IOException {
    first.read("a", "token = " + own(1));
    byte[] noted = first.noted("a");
    byte[] shorter = Arrays.copyOf(noted, Math.floorMod(cut, noted.length));

    assertThat(second.notes.recall(bytes, List.of("a"))).containsExactly("a");
    assertThat(new Run().notes.recall(shorter, List.of("a"))).containsExactly("a");
  }
}
