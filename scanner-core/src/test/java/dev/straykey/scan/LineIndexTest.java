package dev.straykey.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class LineIndexTest {
  @Property
  void tellsTheSameInAnyOrderOfAsking(
      @ForAll("texts") byte[] text,
      @ForAll @Size(min = 1, max = 20) List<@IntRange(min = 0, max = 100_000) Integer> places) {
    var index = new LineIndex();

    for (int place : places) {
      int at = place % (text.length + 1);
      int lines = 0;
      int columns = 0;
      for (int i = 0; i < at; i++) {
        lines += text[i] == '\n' ? 1 : 0;
        columns = text[i] == '\n' ? 0 : (text[i] & 0xc0) == 0x80 ? columns : columns + 1;
      }

      assertThat(index.linesBefore(text, at)).isEqualTo(lines);
      assertThat(index.columnsBefore(text, at)).isEqualTo(columns);
    }
  }

  @Provide
  static Arbitrary<byte[]> texts() {
    return Arbitraries.of((byte) 'a', (byte) '\n', (byte) 0xc3, (byte) 0xa9, (byte) ' ')
        .array(byte[].class)
        .ofMaxSize(2_000);
  }
}
