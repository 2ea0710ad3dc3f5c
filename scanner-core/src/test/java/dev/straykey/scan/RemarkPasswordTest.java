package dev.straykey.scan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.model.Content;
import dev.straykey.model.Document;
import dev.straykey.model.KnownKeys;
import dev.straykey.model.Origin;
import dev.straykey.rule.RuleFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Passwords that remarks and messages tell in words. */
class RemarkPasswordTest {
  private static final ScanEngine ENGINE = new ScanEngine(RuleFiles.shipped(), KnownKeys.NONE);
  private static final String PASSWORD = "k7" + "Horse#nine";

  private static List<String> passwords(String text) throws IOException {
    var found = new ArrayList<String>();
    ENGINE
        .worker()
        .scan(
            Document.file(Origin.unresolved("t"), "t", Content.of(text.getBytes(UTF_8))),
            hit -> found.add(hit.secret.reveal()));
    return found;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "# password: %s",
        "x = 1;  // password: %s",
        " * user/pass: admin/%s",
        "-- login : password = root : %s",
        "<!-- creds: deploy@acme.example / %s -->",
        "# credentials: 'admin:%s'",
        "the password for the build server is %s.",
        "// DB password was: %s",
        "# (user/pass: admin/%s)",
        "pw: %s",
        "FYI, pw = `%s`",
        "the pw for the build server is %s",
        "the client secret is %s.",
        "I reset your password to %s",
        "credentials for the build server: admin/%s",
        "log in as admin with the password %s",
        "user admin and password %s work",
        "das Passwort f\u00fcr die Anlage lautet %s",
        "the password for the staging machine that we talked about is: %s",
        "{\"body\": \"the password is %s\\nregards\"}",
        "{\"body\": \"Hi,\\r\\npassword: %s\\r\\nregards\"}",
        "**Password:** %s",
        "**Password**: %s",
        "*Password:* **%s**",
        "<p><strong>Password:</strong>&nbsp;%s</p>",
        "<p>Password: <code>%s</code></p>",
        "<tr><td>Password</td><td>%s</td></tr>",
        "<td><p>Password:</p></td><td>%s</td>",
        "<![CDATA[<li><b>pw:</b> %s</li>]]>"
      })
  void tellsOne(String remark) throws IOException {
    assertThat(passwords(remark.formatted(PASSWORD) + "\n")).containsExactly(PASSWORD);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "# user/pass: admin/admin",
        "# user/password: foo/bar1!",
        "# see creds: src/main/App2.java",
        "// the password is required",
        "# the password is ${PASSWORD_2}",
        "# username/password: <name>/<Passw0rd!>",
        "# bypass is k7Horse#nine",
        "type Credentials = Web3Credentials | Sol4naCredentials",
        "const val credentials = acme:credentials:1.5.0",
        "# credits: admin/k7Horse#nine",
        "my pw is in the vault",
        "Passwort ist abgelaufen",
        "go to the password page to see k7Horse#nine",
        "**Password:** see the wiki",
        "app.pw: k7Horse()",
        "  pw = pw[:-1]",
        "update symbols and pass ABI=64 for it"
      })
  void tellsNone(String remark) throws IOException {
    assertThat(passwords(remark + "\n")).isEmpty();
  }

  @Test
  void aDollarInARemarkIsALetter() throws IOException {
    assertThat(passwords("# password: Xy7" + "$kLm2!\n")).hasSize(1);
    assertThat(passwords("password: Xy7" + "$kLm2!\n")).isEmpty();
  }
}
