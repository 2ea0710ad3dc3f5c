package dev.straykey.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LinksTest {
  private static final String COMMIT = "0123456789".repeat(4);

  private static String link(String url, String where) {
    var row = new Row();
    row.where = where;
    Links.add(List.of(row), Map.of("GIT_URL", url, "GIT_COMMIT", COMMIT));
    return row.getLink();
  }

  @Test
  void linksAFileAtItsCommit() {
    assertThat(link("https://github.com/acme/shop.git", "src/a b.txt:7"))
        .isEqualTo("https://github.com/acme/shop/blob/" + COMMIT + "/src/a%20b.txt#L7");
  }

  @Test
  void leavesCredentialsOut() {
    assertThat(link("https://me:secret@git.acme.example:8443/shop.git", "a:1"))
        .isEqualTo("https://git.acme.example:8443/shop/blob/" + COMMIT + "/a#L1");
  }

  @Test
  void linksNothingElse() {
    assertThat(link("javascript:alert(1)", "a:1")).isEmpty();
    assertThat(link("git@github.com:acme/shop.git", "a:1")).isEmpty();
    assertThat(link("file:///etc/passwd", "a:1")).isEmpty();
  }
}
