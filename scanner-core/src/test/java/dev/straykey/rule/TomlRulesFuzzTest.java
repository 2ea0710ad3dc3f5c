package dev.straykey.rule;

import static dev.straykey.fuzz.Mutants.bytes;
import static java.nio.charset.StandardCharsets.UTF_8;

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

/** Rules in the form of other tools, with anything in them. */
class TomlRulesFuzzTest {
  private static final List<byte[]> SEEDS =
      List.of(
          bytes(
              """
              title = "a"
              filter = '''(matchesAny(finding["secret"], [`^x$`, "y"]) || len(finding["line"]) > 3)'''
              [allowlist]
              paths = ['''a\\.toml''']
              stopwords = ["%1$s"]
              [[rules]]
              id = "a-key"
              regex = '''(?i)[\\w.-]{0,50}?(?:key)(?:[ \\t]{0,20})["']([a-z0-9]{32})(?:[\\x60'"\\s;]|\\\\[nr]|$)'''
              keywords = ["key"]
              entropy = 3.5
              secretGroup = 1
              filter = '''!(entropy(finding["secret"]) >= 2) && containsAny(get(attributes, "path", ""), ["b"])'''
              [[rules.allowlists]]
              condition = "AND"
              regexTarget = "line"
              regexes = ["%1$s"]
              [[rules.required]]
              id = "b"
              withinLines = 3
              """
                  .formatted(Planted.KEY)),
          bytes("[extend]\nuseDefault = true\n[[rules]]\nid = '%s'\n".formatted(Planted.KEY)));

  @Property
  void aDamagedFileIsReadOrRefused(@ForAll("damaged") byte[] input) {
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
          for (ForeignRule rule :
              TomlRules.read(new String(input, UTF_8), "a.toml", "rules-a").rules().values()) {
            rule.counts(new ForeignRule.Found("secret", "match", "line", "path"));
          }
        },
        "SK-156");
  }

  static Stream<byte[]> seeds() {
    return SEEDS.stream();
  }

  @Provide
  Arbitrary<byte[]> damaged() {
    return Mutants.of(SEEDS);
  }
}
