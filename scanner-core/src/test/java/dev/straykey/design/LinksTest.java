package dev.straykey.design;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the pages point at is there. */
class LinksTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Set<String> NOT_OURS = Set.of("target", ".git", "node_modules");

  /** A link's target, without its heading; addresses elsewhere have a colon. */
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:\\s]+)(?:#[^)\\s]*)?\\)");

  /** A path in code marks; with Name or NAME in it, it is yet to be made. */
  private static final Pattern PATH =
      Pattern.compile("`((?:scanner-core|cli|fixtures|rules|docs|benchmarks)/[\\w./-]*)`");

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    var broken = new ArrayList<String>();
    for (Path page : pages()) {
      LINK.matcher(Files.readString(page))
          .results()
          .map(link -> link.group(1))
          .filter(target -> Files.notExists(page.resolveSibling(target)))
          .forEach(target -> broken.add(ROOT.relativize(page) + " → " + target));
    }

    assertThat(broken).isEmpty();
  }

  @Test
  void everyPathThatIsNamedIsThere() throws IOException {
    var missing = new ArrayList<String>();
    for (Path page : pages()) {
      PATH.matcher(Files.readString(page))
          .results()
          .map(path -> path.group(1))
          .filter(path -> !path.contains("Name") && !path.contains("NAME"))
          .filter(path -> !path.contains("ISSUER") && !path.contains("/target/"))
          .filter(path -> Files.notExists(ROOT.resolve(path)))
          .forEach(path -> missing.add(ROOT.relativize(page) + " names " + path));
    }

    assertThat(missing).isEmpty();
  }

  @Test
  void thePagesAreRead() throws IOException {
    assertThat(pages().stream().map(page -> ROOT.relativize(page).toString()))
        .contains("README.md", "CONTRIBUTING.md", "rules/README.md", "docs/errors.md");
  }

  private static List<Path> pages() throws IOException {
    var pages = new ArrayList<Path>();
    try (Stream<Path> top = Files.list(ROOT)) {
      for (Path place : top.sorted().toList()) {
        if (NOT_OURS.contains(place.getFileName().toString())) {
          continue;
        }
        try (Stream<Path> files = Files.walk(place, 3)) {
          files
              .filter(file -> file.toString().endsWith(".md"))
              .filter(file -> !file.toString().contains("/target/"))
              .forEach(pages::add);
        }
      }
    }
    return pages;
  }
}
