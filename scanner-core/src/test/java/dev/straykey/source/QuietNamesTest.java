package dev.straykey.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class QuietNamesTest {
  private static long hash(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    return QuietNames.hash(bytes, 0, bytes.length);
  }

  @Test
  void knowsWhatItWasTold() {
    var names = new QuietNames();
    for (int i = 0; i < 5000; i++) {
      assertThat(names.has(hash("a name of a file " + i))).isFalse();
      names.add(hash("a name of a file " + i));
    }

    for (int i = 0; i < 5000; i++) {
      assertThat(names.has(hash("a name of a file " + i))).isTrue();
    }
  }

  @Test
  void forgetsWhenThereAreTooMany() {
    var names = new QuietNames();
    for (long i = 1; i <= QuietNames.MOST; i++) {
      names.add(i * 0x9e3779b97f4a7c15L);
    }
    names.add(-1);

    assertThat(names.has(0x9e3779b97f4a7c15L)).isFalse();
    assertThat(names.has(-1)).isTrue();
  }

  @Test
  void everyByteOfANameCounts() {
    String name = "0123456789abcdefghijklmnopqrst";
    Set<Long> hashes = new HashSet<>(Set.of(hash(name)));
    for (int i = 0; i < name.length(); i++) {
      hashes.add(hash(name.substring(0, i) + "X" + name.substring(i + 1)));
    }
    for (int i = QuietNames.LEAST; i < name.length(); i++) {
      hashes.add(hash(name.substring(0, i)));
    }

    assertThat(hashes).hasSize(1 + name.length() + name.length() - QuietNames.LEAST);
  }

  @Test
  void whereANameStandsDoesNotCount() {
    byte[] bytes = "xx0123456789abcdefghi".getBytes(StandardCharsets.UTF_8);

    assertThat(QuietNames.hash(bytes, 2, bytes.length)).isEqualTo(hash("0123456789abcdefghi"));
  }
}
