package dev.straykey.people;

import static dev.straykey.fuzz.Mutants.bytes;

import dev.straykey.fuzz.LongFuzz;
import dev.straykey.fuzz.Mutants;
import dev.straykey.fuzz.Planted;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.provider.MethodSource;

/** A people file, with anything in it. */
class DirectoryFuzzTest {
  private static final List<byte[]> SEEDS =
      List.of(
          bytes(
              """
              id,name,email,slack_id,manager,team,status,left_at
              u-1,Ada,Ada@acme.example,U01,,core,active,
              u-2,"Grace, %1$s",%1$s@acme.example,,u-1,core,leaver,2026-11-01
              u-3,Alan,,,u-2,ops,disabled,%1$s
              """
                  .formatted(Planted.KEY)),
          bytes(
              """
              {"schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"], "totalResults": 2, "Resources": [
               {"id": "u-1", "userName": "ada", "name": {"formatted": "%1$s"}, "active": true,
                "emails": [{"value": "o@acme.example"}, {"value": "%1$s@acme.example", "primary": true}], "meta": {"x": [1]}},
               {"id": "u-2", "username": "%1$s", "Active": false,
                "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"manager": {"value": "u-1"}, "department": "core"}}]}
              """
                  .formatted(Planted.KEY)),
          bytes("[{\"id\": \"%1$s\", \"active\": %1$s}]".formatted(Planted.KEY)),
          bytes("id,%1$s\n1,2\n".formatted(Planted.KEY)),
          bytes("id,status\n%1$s,%1$s\n%1$s,active\n".formatted(Planted.KEY)));

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
    Planted.readsOrRefuses(
        () -> {
          Directory directory = Directory.read(new ByteArrayInputStream(input), "people");
          directory.people().forEach(directory::reachable);
        },
        "SK-14");
  }

  static Stream<byte[]> seeds() {
    return SEEDS.stream();
  }

  @Provide
  Arbitrary<byte[]> damaged() {
    return Mutants.of(SEEDS);
  }
}
