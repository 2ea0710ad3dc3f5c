package dev.straykey.rule;

import com.google.re2j.Pattern;
import java.io.Serializable;
import java.util.List;
import java.util.Locale;

/**
 * What a rule of gitleaks passes over.
 *
 * @param all whether every part that is there must fit; else one is enough
 * @param target what the expressions look at: {@code secret}, {@code match} or {@code line}
 * @param stopwords in lower case
 */
record ForeignAllowlist(
    boolean all, String target, List<Pattern> regexes, List<Pattern> paths, List<String> stopwords)
    implements Serializable {
  ForeignAllowlist {
    regexes = List.copyOf(regexes);
    paths = List.copyOf(paths);
    stopwords = List.copyOf(stopwords);
  }

  boolean allows(ForeignRule.Found found) {
    String text =
        switch (target) {
          case "match" -> found.match();
          case "line" -> found.line();
          default -> found.secret();
        };
    String lower = found.secret().toLowerCase(Locale.ROOT);
    boolean byText = regexes.stream().anyMatch(regex -> regex.matcher(text).find());
    boolean byPath =
        !found.path().isEmpty()
            && paths.stream().anyMatch(path -> path.matcher(found.path()).find());
    boolean byWord = stopwords.stream().anyMatch(lower::contains);
    if (all) {
      return (regexes.isEmpty() || byText)
          && (paths.isEmpty() || byPath)
          && (stopwords.isEmpty() || byWord);
    }
    return byText || byPath || byWord;
  }
}
