package dev.straykey.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Foreign input that is almost right: good files with a few edits. */
public final class Mutants {
  /** What parsers stumble over. */
  private static final List<byte[]> PIECES =
      List.of(
          bytes("\""),
          bytes("{"),
          bytes("["),
          bytes("]}"),
          bytes(":"),
          bytes("\n"),
          bytes("\r\n"),
          bytes(","),
          bytes("null"),
          bytes("-1"),
          bytes("1e999999999"),
          bytes("&a "),
          bytes("*a"),
          bytes("!!java.util.Date "),
          bytes("<![CDATA["),
          bytes("&#0;"),
          bytes("\\u0000"),
          bytes("\\ud800"),
          bytes("é"),
          new byte[] {0},
          new byte[] {-1, -1, -1, -1},
          new byte[] {0x7f, -1, -1, -1},
          bytes("["),
          bytes("[".repeat(300)),
          bytes("9".repeat(40)));

  private Mutants() {}

  private record Edit(int kind, int at, int much, byte value) {
    byte[] of(byte[] input) {
      if (input.length == 0) {
        return new byte[] {value};
      }
      int from = Math.floorMod(at, input.length);
      int length = Math.min(Math.floorMod(much, 40) + 1, input.length - from);
      var out = new ByteArrayOutputStream();
      out.write(input, 0, from);
      switch (kind) {
        case 0 -> { // another byte
          out.write(value);
          out.write(input, from + 1, input.length - from - 1);
        }
        case 1 -> { // a bit turned
          out.write(input[from] ^ (1 << (value & 7)));
          out.write(input, from + 1, input.length - from - 1);
        }
        case 2 -> out.write(input, from + length, input.length - from - length); // a part less
        case 3 -> { // a part twice
          out.write(input, from, length);
          out.write(input, from, input.length - from);
        }
        case 4 -> { // a part of elsewhere
          int other = Math.floorMod(at * 31 + much, input.length);
          out.write(input, other, Math.min(length, input.length - other));
          out.write(input, from, input.length - from);
        }
        case 5 -> { // a piece
          out.writeBytes(PIECES.get(Math.floorMod(much, PIECES.size())));
          out.write(input, from, input.length - from);
        }
        default -> {} // cut off
      }
      return out.toByteArray();
    }
  }

  /** Returns {@code seeds} as they are, and edited up to six times. */
  public static Arbitrary<byte[]> of(List<byte[]> seeds) {
    Arbitrary<Edit> edits =
        Combinators.combine(
                // One in thirteen cuts: a file that is short says little of what stood behind.
                Arbitraries.integers().between(0, 12).map(kind -> kind > 6 ? kind - 7 : kind),
                Arbitraries.integers().between(0, 1 << 20).withoutEdgeCases(),
                Arbitraries.integers().between(0, 1 << 20).withoutEdgeCases(),
                Arbitraries.bytes())
            .as(Edit::new);
    return Combinators.combine(Arbitraries.of(seeds), edits.list().ofMaxSize(6))
        .as(
            (seed, list) -> {
              byte[] input = seed;
              for (Edit edit : list) {
                input = edit.of(input);
              }
              return Arrays.copyOf(input, Math.min(input.length, 1 << 20));
            });
  }

  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
