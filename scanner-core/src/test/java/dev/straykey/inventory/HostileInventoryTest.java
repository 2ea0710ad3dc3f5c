package dev.straykey.inventory;

import static dev.straykey.inventory.Samples.KEYS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.model.InvalidInputException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever stands in a file: an inventory, or an error that says nothing of what stood there. */
class HostileInventoryTest {
  private static final String MARK = "Zq9Zq9";

  @Property(tries = 500)
  void anyBytesAreAnInventoryOrInvalidInput(@ForAll byte[] bytes) {
    read(bytes);
  }

  @Property(tries = 500)
  void noErrorInJsonQuotesAValue(
      @ForAll("fields") String field, @ForAll("values") String value, @ForAll("cuts") int cut) {
    String line = "{\"id\": \"a\", \"key_id\": \"b\", \"%s\": %s}".formatted(field, value);
    read(line.substring(0, Math.max(0, line.length() - cut)));
  }

  @Property(tries = 500)
  void noErrorInCsvQuotesAValue(@ForAll("fields") String field, @ForAll("values") String value) {
    read("id,%s\na,%s\n".formatted(field, value));
  }

  private static void read(String text) {
    read(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private static void read(byte[] text) {
    try {
      Samples.read(text, KEYS);
    } catch (InvalidInputException e) {
      assertThat(e).hasMessageNotContaining(MARK).hasNoCause();
    }
  }

  @Provide
  Arbitrary<String> fields() {
    return Arbitraries.of(
        List.of(
            "issuer",
            "scope",
            "fingerprint",
            "fingerprint.kid",
            "redacted",
            "owner",
            "owner.team",
            "used_by",
            "permissions",
            "created_at",
            "rotation_days",
            "protected",
            "state",
            "id",
            "straykey_inventory",
            "exported_at",
            "managed_by",
            MARK,
            "a." + MARK));
  }

  @Provide
  Arbitrary<String> values() {
    Arbitrary<String> wrap =
        Arbitraries.of(
            "\"%s\"",
            "%s", "[\"%s\"]", "{\"kid\": \"%s\"}", "{\"%s\": 1}", "\"%s", "[[[[[[[[[[\"%s\"");
    Arbitrary<String> text = Arbitraries.strings().ofMaxLength(12).map(s -> MARK + s);
    return Combinators.combine(wrap, text).as((w, t) -> w.replace("%s", t));
  }

  @Provide
  Arbitrary<Integer> cuts() {
    return Arbitraries.frequencyOf(
        net.jqwik.api.Tuple.of(3, Arbitraries.just(0)),
        net.jqwik.api.Tuple.of(1, Arbitraries.integers().between(1, 40)));
  }
}
