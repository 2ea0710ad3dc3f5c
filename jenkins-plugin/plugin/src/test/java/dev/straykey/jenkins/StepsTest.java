package dev.straykey.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class StepsTest {
  @Test
  void anAgentWhoseJavaIsTooOldIsToldApart() {
    var remote =
        new IOException(
            "remote file operation failed",
            new IOException("Remote call failed", new UnsupportedClassVersionError("61.0")));

    assertThat(Steps.isTooOld(remote)).isTrue();
    assertThat(
            Steps.isTooOld(
                new IOException("java.lang.UnsupportedClassVersionError: dev/straykey/x")))
        .isTrue();
  }

  @Test
  void anAgentThatWentAwayIsNotTakenForOne() {
    assertThat(Steps.isTooOld(new IOException("channel closed", new IOException("gone"))))
        .isFalse();
  }
}
