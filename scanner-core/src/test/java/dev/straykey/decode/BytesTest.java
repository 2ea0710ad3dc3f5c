package dev.straykey.decode;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class BytesTest {
  @Property
  void findsTheNextByteAsALoopDoes(
      @ForAll @Size(max = 60) byte[] text, @ForAll byte value, @ForAll @IntRange(max = 60) int at) {
    int from = Math.min(at, text.length);
    int expected = from;
    while (expected < text.length && text[expected] != value) {
      expected++;
    }

    assertThat(Bytes.next(text, from, text.length, value)).isEqualTo(expected);
  }

  @Property
  void findsAPlantedByteBesideItsNeighboursInValue(
      @ForAll byte value, @ForAll @IntRange(max = 40) int at) {
    byte[] text = new byte[64];
    java.util.Arrays.fill(text, (byte) (value ^ 1));
    text[at] = value;

    assertThat(Bytes.next(text, 0, 64, value)).isEqualTo(at);
  }
}
