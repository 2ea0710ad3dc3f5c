package dev.straykey.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.model.Doubt;
import dev.straykey.model.Severity;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DoubtTest {
  static Stream<String> formats() {
    return Reports.formats().stream();
  }

  @ParameterizedTest
  @MethodSource("formats")
  void everyFormatSaysThatAKeyIsInDoubt(String format) {
    var finding = Samples.finding(1, Severity.HIGH, Samples.files(1)).withDoubt(Doubt.CHECKSUM);

    String report =
        Samples.write(format, Samples.run(false, Samples.result(finding, Samples.unchecked())));

    assertThat(report.toLowerCase(Locale.ROOT)).contains("doubt");
  }
}
