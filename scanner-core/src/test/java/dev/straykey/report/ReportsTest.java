package dev.straykey.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.straykey.model.InvalidInputException;
import dev.straykey.model.RunResult;
import dev.straykey.model.Severity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReportsTest {

  static List<String> formats() {
    return Reports.formats();
  }

  @Test
  void knowsTheFormatsThatTheCommandPromises() {
    assertThat(Reports.formats())
        .containsExactly(
            "text", "json", "jsonl", "sarif", "csv", "junit", "html", "markdown", "gitlab");
  }

  @Test
  void namesTheFormatsWhenThereIsNoSuchOne() {
    assertThatThrownBy(() -> Reports.of("pdf"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll("SK-1600", "“pdf”", "sarif");
  }

  @Test
  void findsItsFormatsWhateverClassLoaderTheThreadHas() {
    var thread = Thread.currentThread();
    var before = thread.getContextClassLoader();
    thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
    try {
      assertThat(Reports.of("sarif").format()).isEqualTo("sarif");
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @ParameterizedTest
  @MethodSource("formats")
  void writesTheSameBytesWhateverTheOrderOfFindings(String format) {
    var run = Samples.everything();
    var results = new ArrayList<>(run.results());
    Collections.reverse(results);
    var reversed =
        new RunResult(
            run.version(),
            run.at(),
            run.sources(),
            results,
            run.believed(),
            run.kid(),
            run.evidenceHead(),
            run.planHash(),
            run.inventoryAsked(),
            run.failOn(),
            run.notices());

    assertThat(Samples.write(format, reversed)).isEqualTo(Samples.write(format, run));
  }

  @ParameterizedTest
  @MethodSource("formats")
  void writesTheSameBytesWhereverItRuns(String format) {
    var run = Samples.everything();
    String here = Samples.write(format, run);
    var before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      assertThat(Samples.write(format, run)).isEqualTo(here);
    } finally {
      Locale.setDefault(before);
    }
  }

  @ParameterizedTest
  @MethodSource("formats")
  void endsWithALineEnd(String format) {
    assertThat(Samples.write(format, Samples.everything())).endsWith("\n").doesNotContain("\r");
  }

  @ParameterizedTest
  @MethodSource("formats")
  void passesOnThatItCouldNotWrite(String format) {
    var full =
        new Appendable() {
          @Override
          public Appendable append(CharSequence text) throws IOException {
            throw new IOException("disk full");
          }

          @Override
          public Appendable append(CharSequence text, int start, int end) throws IOException {
            throw new IOException("disk full");
          }

          @Override
          public Appendable append(char c) throws IOException {
            throw new IOException("disk full");
          }
        };

    assertThatThrownBy(() -> Reports.of(format).write(Samples.everything(), full))
        .isInstanceOf(IOException.class)
        .hasMessage("disk full");
  }

  @ParameterizedTest
  @MethodSource("formats")
  void namesEveryKeyThatCounts(String format) {
    var run =
        Samples.run(
            false,
            Samples.result(Samples.finding(1, Severity.LOW, Samples.files(1)), Samples.unchecked()),
            Samples.result(
                Samples.finding(2, Severity.LOW, Samples.files(1)), Samples.unchecked()));

    assertThat(Samples.write(format, run))
        .contains(Samples.fingerprint(1).brief(), Samples.fingerprint(2).brief());
  }
}
