package dev.straykey.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SeenPlacesTest {
  private record Place(String rule, long start, long end) {
    boolean overlaps(Place other) {
      return start < other.end && other.start < end;
    }
  }

  @Property
  void holdsWhatOverlapsAnyPlaceOfTheRule(
      @ForAll("places") List<Place> places, @ForAll("place") Place asked) {
    var seen = new SeenPlaces();
    places.forEach(place -> seen.add(place.rule(), place.start(), place.end()));

    assertThat(seen.holds(asked.rule(), asked.start(), asked.end()))
        .isEqualTo(
            places.stream()
                .anyMatch(place -> place.rule().equals(asked.rule()) && place.overlaps(asked)));
    assertThat(seen.holds(asked.start(), asked.end()))
        .isEqualTo(places.stream().anyMatch(place -> place.overlaps(asked)));
  }

  @Property
  void whatEndsBeforeAPlaceIsForgottenAndTheRestIsNot(
      @ForAll("places") List<Place> places, @ForAll("place") Place asked) {
    var seen = new SeenPlaces();
    places.forEach(place -> seen.add(place.rule(), place.start(), place.end()));

    seen.dropBefore(asked.start());

    assertThat(seen.holds(asked.start(), asked.end()))
        .isEqualTo(places.stream().anyMatch(place -> place.overlaps(asked)));
    seen.dropBefore(Long.MAX_VALUE);
    assertThat(seen.holds(0, Long.MAX_VALUE)).isFalse();
  }

  @Provide
  static Arbitrary<List<Place>> places() {
    return place().list().ofMaxSize(30);
  }

  @Provide
  static Arbitrary<Place> place() {
    return Combinators.combine(
            Arbitraries.of("a-key", "b-key"),
            Arbitraries.longs().between(0, 60),
            Arbitraries.longs().between(1, 12))
        .as((rule, start, length) -> new Place(rule, start, start + length));
  }
}
