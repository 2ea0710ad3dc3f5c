package dev.straykey.decode;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DecodedTest {
  @Test
  void aByteWithoutAPlaceIsRefused() {
    var piece = new Decoded();
    piece.clear();

    assertThatThrownBy(() -> piece.add('a', 7, 7))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a decoded byte was written from 7 to 7");
  }
}
