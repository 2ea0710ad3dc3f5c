package dev.straykey.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.model.Content;
import dev.straykey.model.Document;
import dev.straykey.model.Finding;
import dev.straykey.model.FingerprintKey;
import dev.straykey.model.Keyring;
import dev.straykey.model.KnownKeys;
import dev.straykey.model.Origin;
import dev.straykey.model.Skip;
import dev.straykey.model.Unit;
import dev.straykey.rule.RuleFiles;
import dev.straykey.scan.ScanEngine;
import dev.straykey.source.DocumentSink;
import dev.straykey.source.ReadOptions;
import dev.straykey.source.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A fault that nobody foresaw costs what it was met in, and nothing else. */
class UnitReadingTest {
  private static final String KEY = "dop_" + "v1_" + "7f3a9c01d2e4b586".repeat(4);
  private final SourceTally tally = new SourceTally("s");

  /** What a source gives to read. */
  private interface Texts {
    void giveTo(DocumentSink sink) throws IOException;
  }

  private List<Finding> read(Texts texts) {
    var source =
        new Source() {
          @Override
          public String kind() {
            return "made";
          }

          @Override
          public int recognises(Path path) {
            return 0;
          }

          @Override
          public List<Unit> units(Path path, ReadOptions options) {
            return List.of();
          }

          @Override
          public void read(Unit unit, ReadOptions options, DocumentSink sink) throws IOException {
            texts.giveTo(sink);
          }
        };
    var settings =
        new ScanSettings(
            RuleFiles.shipped(), KnownKeys.NONE, FingerprintKey.of(new byte[32]), Map.of(), false);
    return new UnitReading(
            source,
            new Unit("made", "s", "", Map.of()),
            ReadOptions.all(),
            new ScanEngine(settings.rules(), settings.known()),
            settings,
            new Keyring(10),
            tally,
            (path, name) -> false,
            null,
            event -> {})
        .call();
  }

  private static Document document(String name, Content content) {
    return Document.file(Origin.unresolved(name), name, content);
  }

  private static Document withKey(String name) {
    return document(name, Content.of(("token = " + KEY).getBytes(StandardCharsets.UTF_8)));
  }

  private static Document withFault(String name) {
    return document(
        name,
        () -> {
          throw new IllegalStateException("met " + KEY);
        });
  }

  private List<Skip> skipped() {
    return tally.report(false).skipped();
  }

  @Test
  void aTextBehindOneThatBringsAFaultIsStillLookedAt() {
    List<Finding> found =
        read(
            sink -> {
              sink.document(withFault("a"));
              sink.document(withKey("b"));
            });

    assertThat(found).hasSize(1);
  }

  @Test
  void aTextThatBringsAFaultIsNotReadToItsEnd() {
    read(sink -> sink.document(withFault("a")));

    assertThat(skipped()).hasSize(1);
    assertThat(skipped().get(0).place()).isEqualTo("s/a");
    assertThat(skipped().get(0).reason().leavesScanComplete()).isFalse();
  }

  @Test
  void whatIsSaidOfAFaultHoldsNothingOfTheText() {
    read(sink -> sink.document(withFault("a")));

    assertThat(skipped().get(0).detail()).startsWith("SK-9998").doesNotContain(KEY);
  }

  @Test
  void whatWasFoundBeforeASourceBreaksDownStaysFound() {
    List<Finding> found =
        read(
            sink -> {
              sink.document(withKey("a"));
              throw new IllegalStateException();
            });

    assertThat(found).hasSize(1);
    assertThat(skipped()).hasSize(1);
  }
}
