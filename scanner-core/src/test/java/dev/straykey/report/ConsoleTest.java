package dev.straykey.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.model.Action;
import dev.straykey.model.Attribution;
import dev.straykey.model.Decision;
import dev.straykey.model.Finding;
import dev.straykey.model.RunResult;
import dev.straykey.model.Severity;
import dev.straykey.model.Validity;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a report says that a person ends keys, and where it does not. */
class ConsoleTest {
  private static final URI CONSOLE = URI.create("https://keys.example/settings");

  private static String written(
      String format, Finding finding, Attribution known, @Nullable Decision decision) {
    return Samples.write(
        format,
        Samples.run(
            true, new RunResult.Result(finding, known, decision, List.of(), null, CONSOLE)));
  }

  private static Finding key() {
    return Samples.finding(1, Severity.HIGH, Samples.files(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "json", "jsonl", "html", "sarif"})
  void saysWhereAPersonEndsAKeyThatLives(String format) {
    assertThat(written(format, key(), Samples.unchecked(), null)).contains(CONSOLE.toString());
  }

  @Test
  void saysItOfNoKeyThatIsDead() {
    var dead = Samples.unchecked().withValidity(Validity.DEAD);

    assertThat(written("text", key(), dead, null)).doesNotContain(CONSOLE.toString());
  }

  @Test
  void saysItOfNoKeyThatIsEndedNow() {
    var now =
        new Decision(
            List.of(Action.REVOKE), true, null, "user-exact", "", List.of(), List.of(), 0, false);

    assertThat(written("text", key(), Samples.ours(), now)).doesNotContain(CONSOLE.toString());
  }

  @Test
  void saysItOfNoKeyThatIsMeantToBePublic() {
    assertThat(written("text", Samples.publishable(1), Samples.unchecked(), null))
        .doesNotContain(CONSOLE.toString());
  }
}
