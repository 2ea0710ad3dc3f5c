package dev.straykey.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class KeywordAutomatonTest {
  private static final List<String> KEYWORDS = List.of("ab", "abc", "ca", "bcab", "a-b");

  /** Short and long texts: one stream, and four. */
  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().withChars("abcAB-").ofMaxLength(5000);
  }

  @Property(tries = 300)
  void findsEveryKeywordInOrderWhereverTheStreamsAreCut(@ForAll("texts") String text) {
    var automaton = new KeywordAutomaton(KEYWORDS);
    var ends = new KeywordAutomaton.Ends();
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);

    automaton.find(bytes, 0, 0, bytes.length, ends);

    List<String> found = new ArrayList<>();
    for (int i = 0; i < ends.size(); i++) {
      for (int keyword : automaton.keywords(ends.state(i))) {
        found.add("%06d %s".formatted(ends.position(i), KEYWORDS.get(keyword)));
      }
    }
    assertThat(found.stream().sorted().toList()).isEqualTo(searched(text));
    assertThat(found.stream().map(f -> f.substring(0, 6)).toList()).isSorted();
  }

  private static List<String> searched(String text) {
    String folded = text.toLowerCase(Locale.ROOT);
    List<String> found = new ArrayList<>();
    for (String keyword : KEYWORDS) {
      for (int at = folded.indexOf(keyword); at >= 0; at = folded.indexOf(keyword, at + 1)) {
        found.add("%06d %s".formatted(at + keyword.length() - 1, keyword));
      }
    }
    return found.stream().sorted().toList();
  }
}
