package dev.straykey.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What a service may answer, whatever it is: read or left alone, and never an exception. */
class ForeignAnswerTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @Property(tries = 150)
  void readsAnyTextAsJsonOrNot(@ForAll String text) {
    var node = Json.parse(text);

    assertThat(node == null || Json.parse(node.toString()) != null).isTrue();
  }

  @Example
  void takesHalfAJsonForNone() {
    assertThat(Json.parse("{\"api_key\": nul")).isNull();
  }

  @Example
  void takesTwoValuesForNone() {
    assertThat(Json.parse("{} {}")).isNull();
  }

  @Example
  void takesANameThatStandsTwiceForNone() {
    assertThat(Json.parse("{\"active\": true, \"active\": false}")).isNull();
  }

  @Example
  void takesATowerOfBracketsForNone() {
    assertThat(Json.parse("[".repeat(100_000))).isNull();
  }

  @Property(tries = 150)
  void waitsADayAtMostWhateverIsAsked(@ForAll String value) {
    Duration wait = RetryAfter.parse(value, NOON);

    assertThat(wait == null || (!wait.isNegative() && wait.toDays() <= 1)).isTrue();
  }

  @Property
  void readsEveryNumberOfSecondsOfADay(@ForAll @IntRange(max = 86_400) int seconds) {
    assertThat(RetryAfter.parse(" " + seconds, NOON)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @Example
  void takesADateThatHasPassedForNow() {
    assertThat(RetryAfter.parse("Sun, 01 Mar 2026 11:00:00 GMT", NOON)).isEqualTo(Duration.ZERO);
  }

  @Property(tries = 100)
  void neverSendsMoreThanTheLimitInAMinute(
      @ForAll @IntRange(min = 1, max = 5) int perMinute,
      @ForAll @Size(max = 40) List<@IntRange(max = 30) Integer> gaps) {
    var pace = new Pace(Duration.ofDays(1));
    var origin = new Origin("https", "keys.example", 443);
    var sent = new java.util.ArrayList<Instant>();
    Instant now = NOON;
    for (int gap : gaps) {
      now = now.plusSeconds(gap);
      sent.add(now.plus(pace.take(origin, perMinute, now)));
    }
    for (int i = perMinute; i < sent.size(); i++) {
      assertThat(Duration.between(sent.get(i - perMinute), sent.get(i)))
          .isGreaterThanOrEqualTo(Duration.ofMinutes(1));
    }
  }
}
