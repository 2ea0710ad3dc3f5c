package dev.straykey.remediate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.model.AttributionBy;
import dev.straykey.model.AttributionStatus;
import dev.straykey.model.Shown;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GuardTest {
  static Stream<Arguments> wrongs() {
    return Stream.of(
        wrong("only an id stands there", l -> l.shown = Shown.KEY_ID),
        wrong("only its ends stand there", l -> l.shown = Shown.REDACTED),
        wrong("not ours", l -> l.status = AttributionStatus.NOT_OURS),
        wrong("ambiguous", l -> l.status = AttributionStatus.AMBIGUOUS),
        wrong("known by an id", l -> l.by = AttributionBy.KEY_ID),
        wrong("known by its ends", l -> l.by = AttributionBy.REDACTED),
        wrong("two records", l -> l.candidates = List.of("key-1", "key-2")),
        wrong("protected", l -> l.isProtected = true),
        wrong("emergency", l -> l.emergency = true),
        wrong("canary", l -> l.canary = true),
        wrong("publishable", l -> l.publishable = true),
        wrong("vendor", l -> l.managedBy = "vendor"),
        wrong("another issuer", l -> l.issuer = "other"),
        wrong("stale", l -> l.fresh = false),
        wrong("held", l -> l.held = List.of("why")),
        wrong("not automatic", l -> l.automatic = false));
  }

  private static Arguments wrong(String name, Consumer<Lines> change) {
    return Arguments.of(name, change);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongs")
  void oneThingWrongIsEnoughForNothingToBeEnded(String name, Consumer<Lines> change) {
    var line = Lines.of("one");
    change.accept(line);

    assertThat(Guard.withoutAPerson(line.line())).as(name).isNotEmpty();
  }

  @Test
  void anExactFreshKeyOfOursMayBeEnded() {
    assertThat(Guard.withoutAPerson(Lines.of("one").line())).isEmpty();
  }

  @Test
  void approvalLiftsWhatPolicyHeldAndNothingElse() {
    var line = Lines.of("one");
    line.held = List.of("too many");
    line.isProtected = true;
    assertThat(Guard.never(line.line())).isEmpty();
    line.canary = true;

    assertThat(Guard.never(line.line())).containsExactly("the key is a canary");
  }
}
