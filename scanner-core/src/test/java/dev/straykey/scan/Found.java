package dev.straykey.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.model.Content;
import dev.straykey.model.Document;
import dev.straykey.model.KnownKeys;
import dev.straykey.model.Origin;
import dev.straykey.rule.RuleFiles;
import dev.straykey.rule.RuleSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What the shipped rules find in a text. */
final class Found {
  static final RuleSet RULES = RuleFiles.shipped();
  private static final ScanEngine ENGINE = new ScanEngine(RULES, KnownKeys.NONE);

  private Found() {}

  /** A finding as a test speaks of it. */
  record Finding(String rule, int line, List<String> decoded, String key) {
    static Finding of(Hit hit) {
      String rule = hit.rule == null ? "" : hit.rule.id();
      boolean counts = hit.rule == null || !hit.rule.publishable();
      String doubt = hit.doubt == null ? "" : "?";
      return new Finding(
          (counts ? rule : "(" + rule + ")") + doubt, hit.line, hit.decoded, hit.secret.reveal());
    }
  }

  static List<Finding> in(String path, byte[] bytes) throws IOException {
    var found = new ArrayList<Finding>();
    ENGINE
        .worker()
        .scan(
            Document.file(Origin.unresolved(path), path, Content.of(bytes)),
            hit -> {
              if (hit.rule == null
                  || PathGlobs.fit(hit.rule.near().paths(), path) != PathGlobs.Fit.NO) {
                found.add(Finding.of(hit));
              }
            });
    return found;
  }

  /** Asserts that in {@code sort} stands what it expects, and nothing else. */
  static void asExpected(Sort sort) throws IOException {
    List<Finding> found = in(sort.path(), sort.text().getBytes(StandardCharsets.UTF_8));

    assertThat(found.stream().map(f -> f.rule() + " in line " + f.line() + ": " + f.key()))
        .as("%s%n%s", sort.path(), sort.text())
        .containsExactlyInAnyOrderElementsOf(
            sort.expected().stream()
                .map(e -> e.rule() + " in line " + e.line() + ": " + e.key())
                .toList());
  }
}
