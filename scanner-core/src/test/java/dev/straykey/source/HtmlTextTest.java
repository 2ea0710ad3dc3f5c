package dev.straykey.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HtmlTextTest {
  @Test
  void aRowIsALineAndItsCellsStandApart() {
    String html =
        "<table><tbody><tr><th><p>user</p></th><th><p>password</p></th></tr>"
            + "<tr><td><p>admin</p></td>\n<td><p><code>x</code></p></td></tr></tbody></table><p>end</p>";

    assertThat(HtmlText.of(html)).isEqualTo("| user | password\n| admin | x\nend");
  }

  @Test
  void linesWithinACellStayLines() {
    assertThat(HtmlText.of("<table><tr><td>user: a<br>pass: b</td><td>c</td></tr></table>"))
        .isEqualTo("| user: a\npass: b | c");
  }

  @Test
  void inlineElementsJoinAndBlocksDoNot() {
    assertThat(HtmlText.of("<p>a<b>b</b>c</p><ul><li>d</li><li>e</li></ul>"))
        .isEqualTo("abc\nd\ne");
  }
}
