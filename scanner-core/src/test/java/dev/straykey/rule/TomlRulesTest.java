package dev.straykey.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.straykey.model.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TomlRulesTest {
  @TempDir Path folder;

  private static TomlRules.Read read(String toml) {
    return TomlRules.read(toml, "other.toml", "rules-other");
  }

  private static ForeignRule rule(String fields) {
    return read("[[rules]]\nid = 'a'\nregex = '''k=(\\w+)'''\nkeywords = ['k=']\n" + fields)
        .rules()
        .get("a");
  }

  private static boolean counts(ForeignRule rule, String secret, String line, String path) {
    return rule.counts(new ForeignRule.Found(secret, "k=" + secret, line, path));
  }

  @Test
  void aRuleHasItsPatternAndKeywords() {
    ForeignRule rule = rule("description = 'A key'\nsecretGroup = 1\nentropy = 3.5");

    assertThat(rule.rule().name()).isEqualTo("A key");
    assertThat(rule.keywords()).containsExactly("k=");
    assertThat(rule.secretGroup()).isEqualTo(1);
    assertThat(rule.entropy()).isEqualTo(3.5);
    assertThat(rule.rule().trusted()).isFalse();
  }

  @Test
  void entropyMustBeExceeded() {
    ForeignRule rule = rule("entropy = 2.0");

    assertThat(counts(rule, "abcd", "", "")).isFalse();
    assertThat(counts(rule, "abcde", "", "")).isTrue();
  }

  @Test
  void aPathMustFitWhereItIsKnown() {
    ForeignRule rule = rule("path = '''\\.py$'''");

    assertThat(counts(rule, "x", "", "a.go")).isFalse();
    assertThat(counts(rule, "x", "", "a.py")).isTrue();
    assertThat(counts(rule, "x", "", "")).isTrue();
  }

  @Test
  void oneFittingPartOfAnAllowlistIsEnough() {
    ForeignRule rule =
        rule(
            "[[rules.allowlists]]\nregexes = ['^test']\npaths = ['^docs/']\nstopwords = ['Sample']");

    assertThat(counts(rule, "testing", "", "")).isFalse();
    assertThat(counts(rule, "x", "", "docs/a")).isFalse();
    assertThat(counts(rule, "aSAMPLEb", "", "")).isFalse();
    assertThat(counts(rule, "x", "", "src/a")).isTrue();
  }

  @Test
  void allPartsMustFitWhereTheConditionSaysSo() {
    ForeignRule rule =
        rule("[[rules.allowlists]]\ncondition = 'AND'\nregexes = ['^test']\npaths = ['^docs/']");

    assertThat(counts(rule, "testing", "", "src/a")).isTrue();
    assertThat(counts(rule, "testing", "", "docs/a")).isFalse();
  }

  @Test
  void anAllowlistMayLookAtTheLine() {
    ForeignRule rule = rule("[rules.allowlist]\nregexTarget = 'line'\nregexes = ['// test']");

    assertThat(counts(rule, "x", "k=x // test", "")).isFalse();
    assertThat(counts(rule, "x", "k=x", "")).isTrue();
  }

  @Test
  void anAllowlistOfTheFileIsForTheRulesThatItNames() {
    var rules =
        read("""
                [[allowlists]]
                targetRules = ['b']
                regexes = ['x']
                [[rules]]
                id = 'a'
                regex = 'a(.)'
                keywords = ['a']
                [[rules]]
                id = 'b'
                regex = 'b(.)'
                keywords = ['b']
                """)
            .rules();

    assertThat(counts(rules.get("a"), "x", "", "")).isTrue();
    assertThat(counts(rules.get("b"), "x", "", "")).isFalse();
  }

  @Test
  void aFilterDropsWhatItIsTrueOf() {
    ForeignRule rule =
        rule(
            """
            filter = '''
            entropy(finding["secret"]) <= 1.0
            || matchesAny(finding["secret"], [`^te(st)?$`, "x{3}"]) && !containsAny(finding["line"], ["real"])
            || matchesAny((attributes["path"] ?? ""), [`(?:^|/)README\\.md$`]) // documentation
            '''
            """);

    assertThat(counts(rule, "aaaa", "", "")).isFalse();
    assertThat(counts(rule, "test", "a test", "")).isFalse();
    assertThat(counts(rule, "test", "a REAL one", "")).isTrue();
    assertThat(counts(rule, "abcdef", "", "docs/README.md")).isFalse();
    assertThat(counts(rule, "abcdef", "", "src/a.c")).isTrue();
  }

  @Test
  void aPartOfAFilterThatIsNotKnownIsSaidAndTheOthersCount() {
    var read =
        read(
            """
            [[rules]]
            id = 'a'
            regex = 'k=(.+)'
            keywords = ['k=']
            filter = '''entropy(finding["secret"]) < 1.0 || guesses(finding["secret"]) || len(finding["secret"]) > 9'''
            """);

    assertThat(read.notices()).singleElement().asString().contains("a: only a part", "guesses");
    assertThat(counts(read.rules().get("a"), "aaa", "", "")).isFalse();
    assertThat(counts(read.rules().get("a"), "abcdefghijkl", "", "")).isFalse();
    assertThat(counts(read.rules().get("a"), "abcdef", "", "")).isTrue();
  }

  @Test
  void aRuleWhoseFilterIsNotKnownAtAllIsLeftOutAndSaid() {
    var read =
        read(
            """
            [[rules]]
            id = 'a'
            regex = 'k=(.+)'
            filter = '''let x = finding["secret"]; x == "a"'''
            [[rules]]
            id = 'b'
            regex = 'k=(.+)'
            keywords = ['k=']
            """);

    assertThat(read.rules()).containsOnlyKeys("b");
    assertThat(read.notices()).anyMatch(n -> n.startsWith("a: is left out"));
  }

  @Test
  void whatCannotBeHonouredIsSaid() {
    var read =
        read(
            """
            [extend]
            useDefault = true
            url = 'https://a.example/rules.toml'
            [[rules]]
            id = 'file'
            path = '\\.p12$'
            [[rules]]
            id = 'b'
            regex = 'k=(.+)'
            validate = 'http.get()'
            surprise = 1
            [[rules.allowlists]]
            commits = ['0000000']
            regexes = ['x']
            """);

    assertThat(read.notices())
        .anyMatch(n -> n.contains("useDefault"))
        .anyMatch(n -> n.contains("url"))
        .anyMatch(n -> n.startsWith("file: is left out"))
        .anyMatch(n -> n.contains("validate"))
        .anyMatch(n -> n.contains("surprise"))
        .anyMatch(n -> n.contains("commits"))
        .anyMatch(n -> n.startsWith("b: has no keywords"));
  }

  @Test
  void anErrorNamesFileLineAndField() {
    assertThatThrownBy(
            () ->
                read(
                    "title = 'x'\n[[rules]]\nid = 'a'\nregex = 'x'\n\n[[rules]]\nid='b'\nregex = '(x'"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll("SK-1562", "other.toml:8", "regex");
    assertThatThrownBy(() -> read("[[rules]]\nid = 'a'\nregex = 'x'\nentropy = 'high'"))
        .hasMessageContainingAll("SK-1561", "other.toml:4", "entropy");
    assertThatThrownBy(() -> read("[[rules]]\nid = 'a'\nregex = \n"))
        .hasMessageContainingAll("SK-1560", "other.toml:3");
  }

  @Test
  void theLongestMatchIsKnownWhereThereIsOne() {
    assertThat(GoPattern.longest("\\b(ab[0-9]{2,5}(?:x|yz)?)[\\x60'\"\\s]")).isEqualTo(10);
    assertThat(GoPattern.longest("a+")).isEqualTo(-1);
    assertThat(GoPattern.longest("(?i)[\\w.-]{0,50}?(?:key)(?-i:[^]x]{3})")).isEqualTo(56);
  }

  @Test
  void whatIsNoAsciiStandsForItsBytes() {
    assertThat(GoPattern.compile("ä(b+)").matcher("\u00c3\u00a4bb").matches()).isTrue();
  }

  @Test
  void aRuleOfTheSameNameAsAShippedOneIsCalledAnew() throws IOException {
    String taken = RuleFiles.shipped().rules().get(0).id();
    Path file = folder.resolve("Other Rules.toml");
    Files.writeString(
        file, "[[rules]]\nid = '%s'\nregex = 'k=(.+)'\nkeywords = ['k=']\n".formatted(taken));

    RuleSet rules = RuleFiles.load(RuleFiles.shipped(), file, false);

    assertThat(rules.foreign()).containsOnlyKeys("rules-other-rules." + taken);
    assertThat(rules.rules()).hasSize(RuleFiles.shipped().rules().size() + 1);
  }

  @Test
  void anExtendedFileIsReadBesideItAndItsDisabledRulesAreNot() throws IOException {
    Files.writeString(
        folder.resolve("base.toml"),
        "[[rules]]\nid = 'one'\nregex = 'a'\nkeywords=['aa']\n"
            + "[[rules]]\nid = 'two'\nregex = 'a'\nkeywords=['aa']\n");
    Path file = folder.resolve("more.toml");
    Files.writeString(file, "[extend]\npath = 'base.toml'\ndisabledRules = ['two']\n");

    assertThat(RuleFiles.load(RuleSet.EMPTY, file, false).foreign()).containsOnlyKeys("one");
  }

  @Test
  void aRuleThatRequiresWhatIsNotThereIsLeftOut() throws IOException {
    Path file = folder.resolve("more.toml");
    Files.writeString(
        file,
        "[[rules]]\nid = 'one'\nregex = 'a'\nkeywords=['aa']\n[[rules.required]]\nid = 'gone'\n"
            + "[[rules]]\nid = 'two'\nregex = 'a'\nkeywords=['aa']\n");
    List<String> notices = new ArrayList<>();

    RuleSet rules = RuleFiles.load(RuleSet.EMPTY, file, false, notices::add);

    assertThat(rules.foreign()).containsOnlyKeys("two");
    assertThat(notices).singleElement().asString().contains("requires gone");
  }
}
