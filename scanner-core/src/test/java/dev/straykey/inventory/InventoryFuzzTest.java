package dev.straykey.inventory;

import static dev.straykey.fuzz.Mutants.bytes;

import dev.straykey.fuzz.LongFuzz;
import dev.straykey.fuzz.Mutants;
import dev.straykey.fuzz.Planted;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.provider.MethodSource;

/** An inventory, with anything in it. */
class InventoryFuzzTest {
  private static final List<byte[]> SEEDS =
      List.of(
          bytes(
              InventoryLines.header(Samples.NOW, Samples.KEY.kid())
                  + "\n"
                  + Samples.line(
                      "key_1",
                      1,
                      ", \"tenant\": \"org_01\", \"scope\": \"organisation\", \"owner\": {\"team\": \"core\"},"
                          + " \"created_by\": \"u-9\", \"backup_approvers\": [\"u-4\"], \"permissions\": [\"r\"],"
                          + " \"used_by\": [{\"actor\": \"service\", \"id\": \"ci\", \"on_behalf_of\": null}],"
                          + " \"created_at\": \"2026-01-05T00:00:00Z\", \"rotated_at\": null,"
                          + " \"rotation_days\": 90, \"protected\": false, \"purpose\": \""
                          + Planted.KEY
                          + "\"")
                  + "\n"
                  + Samples.line("key_2", 2, ", \"redacted\": \"sk_...3456\"")),
          bytes(
              "id,issuer,fingerprint,scope,owner,permissions,expires_at,protected,purpose\n"
                  + "key_1,stripe,%s,user,person:u-1,a;b,2026-01-05T00:00:00Z,true,\"%s, x\"\n"
                      .formatted(Samples.KEY.of(Samples.secret(1)).hex(), Planted.KEY)
                  + "key_2,stripe,,,,,,,\n"),
          bytes("{\"id\": \"a\", \"fingerprint\": \"%1$s\"}".formatted(Planted.KEY)),
          bytes("{\"id\": \"a\", \"key_id\": \"b\", \"scope\": \"%1$s\"}".formatted(Planted.KEY)),
          bytes("{\"id\": \"a\", \"key_id\": \"b\", \"%1$s\": 1}".formatted(Planted.KEY)),
          bytes("id,%1$s\na,b\n".formatted(Planted.KEY)));

  @Property
  void aDamagedOneIsReadOrRefused(@ForAll("damaged") byte[] input) {
    read(input);
  }

  @MethodSource("seeds")
  @LongFuzz
  void anyBytesAreReadOrRefused(byte[] input) {
    read(input);
  }

  private static void read(byte[] input) {
    Planted.readsOrRefuses(() -> Samples.read(input, Samples.KEYS), "SK-13");
  }

  static Stream<byte[]> seeds() {
    return SEEDS.stream();
  }

  @Provide
  Arbitrary<byte[]> damaged() {
    return Mutants.of(SEEDS);
  }
}
