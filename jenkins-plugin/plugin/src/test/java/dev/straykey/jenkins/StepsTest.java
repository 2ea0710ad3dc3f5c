package dev.straykey.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.pipeline.AgentResult;
import java.io.IOException;
import java.util.List;
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
  void whatWasNotSealedIsSaidOnThePageToo() {
    List<String> said = List.of("a shallow clone", "SK-4214 6 found keys\u202e", "SK-1 other");
    var result = new AgentResult(List.of(), true, true, true, "any", 0, 0, List.of(), said);

    assertThat(Steps.leftOut(result)).containsExactly("SK-4214 6 found keys?");
  }

  @Test
  void anAgentThatWentAwayIsNotTakenForOne() {
    assertThat(Steps.isTooOld(new IOException("channel closed", new IOException("gone"))))
        .isFalse();
  }
}
