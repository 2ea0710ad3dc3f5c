package dev.straykey.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class BytesIndexTest {
  @Property(tries = 200)
  void holdsWhatAMapOfListsHolds(@ForAll @Size(max = 300) List<String> keys, @ForAll String other) {
    var index = new BytesIndex();
    Map<String, List<Integer>> expected = new HashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      String key = utf8(keys.get(i));
      index.add(key, i);
      expected.computeIfAbsent(key, k -> new ArrayList<>()).add(i);
    }
    for (String key : keys) {
      assertThat(index.all(bytes(key))).containsExactly(ints(expected.get(utf8(key))));
    }
    assertThat(index.all(bytes(other)))
        .containsExactly(ints(expected.getOrDefault(utf8(other), List.of())));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String utf8(String text) { // lone surrogates become question marks
    return new String(bytes(text), StandardCharsets.UTF_8);
  }

  private static int[] ints(List<Integer> list) {
    return list.stream().mapToInt(Integer::intValue).toArray();
  }
}
