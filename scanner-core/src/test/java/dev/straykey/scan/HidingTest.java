package dev.straykey.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class HidingTest {
  @Property
  void aPlaceIsFilledWhenOneInTheSameLinesBeginsNoLaterAndEndsNoEarlier(
      @ForAll("places") List<Hit.Place> places, @ForAll("place") Hit.Place asked) {
    var hiding = new Hiding();
    places.forEach(hiding::add);

    assertThat(hiding.fills(asked))
        .isEqualTo(
            places.stream()
                .anyMatch(
                    place ->
                        place.line() == asked.line()
                            && place.endLine() == asked.endLine()
                            && place.column() <= asked.column()
                            && place.endColumn() + 2 >= asked.endColumn()));
  }

  @Provide
  static Arbitrary<List<Hit.Place>> places() {
    return place().list().ofMaxSize(30);
  }

  @Provide
  static Arbitrary<Hit.Place> place() {
    Arbitrary<Integer> small = Arbitraries.integers().between(1, 4);
    Arbitrary<Integer> column = Arbitraries.integers().between(1, 20);
    return Combinators.combine(small, column, small, column)
        .as((line, from, lines, to) -> new Hit.Place(line, from, line + lines / 3, to, "", null));
  }
}
