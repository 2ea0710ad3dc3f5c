package dev.straykey.scan;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What the names of a path say of a file: that it tests, shows or explains, or that others wrote
 * it. Names are read word by word: {@code latest} and {@code inspector} hold no test.
 */
final class Places {
  private static final Set<String> TEST_WORDS =
      Set.of(
          "test",
          "tests",
          "testing",
          "tested",
          "tester",
          "testdata",
          "testcase",
          "testcases",
          "testutil",
          "testutils",
          "unittest",
          "unittests",
          "pytest",
          "doctest",
          "spec",
          "specs",
          "mock",
          "mocks",
          "mocked",
          "mocking",
          "fake",
          "fakes",
          "stub",
          "stubs",
          "fixture",
          "fixtures",
          "e2e",
          "cypress");

  /** A file of such a name is copied and filled in; a folder of such files is read. */
  private static final Set<String> EXAMPLE_WORDS =
      Set.of("example", "examples", "sample", "samples");

  private static final Set<String> DOCUMENT_WORDS =
      Set.of("doc", "docs", "documentation", "readme", "changelog");

  private static final List<String> DOCUMENT_ENDINGS =
      List.of(".md", ".mdx", ".mdc", ".rst", ".adoc");

  /** Files without an ending that people read. */
  private static final Set<String> DOCUMENTS =
      Set.of("readme", "faq", "changelog", "changes", "history", "news", "install", "contributing");

  private static final Set<String> TRANSLATION_WORDS =
      Set.of(
          "locale",
          "locales",
          "localization",
          "i18n",
          "l10n",
          "translations",
          "lang",
          "langs",
          "languages");

  private Places() {}

  /**
   * Returns true when {@code path} is one of those that a rule calls {@code kind}.
   *
   * @param kind one of {@link dev.straykey.model.Rule.Near#PLACES}; examples count as tests
   */
  static boolean is(String kind, String path) {
    return switch (kind) {
      case "{tests}" -> holds(path, TEST_WORDS, true) || holds(path, EXAMPLE_WORDS, false);
      case "{docs}" ->
          ends(path, DOCUMENT_ENDINGS)
              || holds(path, DOCUMENT_WORDS, false)
              || folder(path, "_sources")
              || DOCUMENTS.contains(
                  path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT));
      case "{translations}" ->
          ends(path, List.of(".po", ".arb", ".resx", ".strings"))
              || holds(path, TRANSLATION_WORDS, false);
      case "{foreign}" ->
          ends(path, List.of(".min.js", ".min.css"))
              || path.contains("node_modules/")
              || folder(path, "site-packages")
              || folder(path, "dist-packages")
              || folder(path, "vendor");
      default -> throw new IllegalArgumentException("no such kind of place: " + kind);
    };
  }

  private static boolean ends(String path, List<String> endings) {
    String small = path.toLowerCase(Locale.ROOT);
    return endings.stream().anyMatch(small::endsWith);
  }

  private static boolean folder(String path, String name) {
    return path.startsWith(name + "/") || path.contains("/" + name + "/");
  }

  /** Returns true when a word of a name is one of these. */
  private static boolean holds(String path, Set<String> words, boolean inFileNames) {
    int from = 0;
    while (from <= path.length()) {
      int slash = path.indexOf('/', from);
      boolean file = slash < 0;
      int end = file ? path.length() : slash;
      if (!file || inFileNames) {
        byte[] name = path.substring(from, end).getBytes(StandardCharsets.ISO_8859_1);
        if (KnownForms.words(name, 0, name.length).stream().anyMatch(words::contains)) {
          return true;
        }
      }
      from = end + 1;
    }
    return false;
  }
}
