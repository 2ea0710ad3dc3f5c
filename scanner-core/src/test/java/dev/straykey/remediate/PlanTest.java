package dev.straykey.remediate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.straykey.model.Action;
import dev.straykey.model.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanTest {
  @TempDir Path folder;

  private static Plan plan() {
    return Plan.of(
        List.of(Lines.of("one").line(), Lines.of("two").line()), Bench.START, "u-7", "1f3a9c02");
  }

  @Test
  void readsBackWhatWasWritten() {
    plan().write(folder.resolve("plan.json"));

    assertThat(Plan.read(folder.resolve("plan.json"))).isEqualTo(plan());
  }

  @Test
  void theSamePlanHasTheSameHashWhateverTheOrderAndTheTime() {
    var other =
        Plan.of(
            List.of(Lines.of("two").line(), Lines.of("one").line()),
            Bench.START.plusSeconds(9),
            "u-7",
            "1f3a9c02");

    assertThat(other.hash()).isEqualTo(plan().hash());
  }

  @Test
  void whatDecidesAndWhoStartedItChangesTheHash() {
    var other = Lines.of("one");
    other.actions = List.of(Action.TASK);

    assertThat(
            Plan.of(List.of(other.line(), Lines.of("two").line()), Bench.START, "u-7", "1f3a9c02")
                .hash())
        .isNotEqualTo(plan().hash());
    assertThat(Plan.of(plan().lines(), Bench.START, "u-8", "1f3a9c02").hash())
        .isNotEqualTo(plan().hash());
  }

  @Test
  void refusesAPlanThatWasChanged() throws IOException {
    var file = folder.resolve("plan.json");
    plan().write(file);
    Files.writeString(
        file, Files.readString(file).replace("\"automatic\" : true", "\"automatic\" : false"));

    assertThatThrownBy(() -> Plan.read(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll("SK-5002", "plan.json", "changed");
  }

  @Test
  void namesLineAndFieldOfADamagedPlanAndRepeatsNoneOfIt() throws IOException {
    var file = folder.resolve("plan.json");
    plan().write(file);
    Files.writeString(file, Files.readString(file).replace("\"VALUE\"", "\"acme_" + "live_one\""));

    assertThatThrownBy(() -> Plan.read(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll("SK-5001", "line ", "lines[0].finding.shown")
        .hasMessageNotContaining("live_one")
        .hasNoCause();
  }

  @Property(tries = 60)
  void anyDamageIsRefusedWithACode(
      @ForAll @IntRange(min = 0, max = 6000) int at,
      @ForAll @IntRange(min = 32, max = 126) int with)
      throws IOException {
    var file = Files.createTempFile("plan", ".json");
    try {
      plan().write(file);
      var text = new StringBuilder(Files.readString(file));
      int where = at % text.length();
      char before = text.charAt(where);
      text.setCharAt(where, (char) with);
      Files.writeString(file, text);
      try {
        // White space and the time are not covered; all else that is read is what was written.
        assertThat(Plan.read(file).lines()).isEqualTo(plan().lines());
      } catch (InvalidInputException e) {
        assertThat(before).isNotEqualTo((char) with);
        assertThat(e.code()).isIn("SK-5001", "SK-5002");
      }
    } finally {
      Files.delete(file);
    }
  }

  @Test
  void holdsNoKey() throws IOException {
    plan().write(folder.resolve("plan.json"));

    assertThat(Files.readString(folder.resolve("plan.json")))
        .doesNotContain(Lines.of("one").secret.reveal());
  }
}
