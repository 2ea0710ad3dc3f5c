package dev.straykey.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.model.Content;
import dev.straykey.model.Document;
import dev.straykey.model.KnownKeys;
import dev.straykey.model.Origin;
import dev.straykey.rule.RuleFiles;
import dev.straykey.scan.Hit;
import dev.straykey.scan.ScanEngine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets in tables, whose names stand in another row. */
class TablesTest {
  private static final ScanEngine ENGINE = new ScanEngine(RuleFiles.shipped(), KnownKeys.NONE);
  private static final String PASSWORD = "k7" + "Horse#nine";

  /** A head, a row that is repeated, and the last row, which has a password. */
  private static final String FAR_ROWS =
      """
        'user,password\n'                                    ~ 'u%d,x\n'         ~ 'ada,%s\n'
        '| user | password |\n|---|---|\n'                   ~ '| u%d | x |\n'   ~ '| ada | %s |\n'
        'INSERT INTO users (login, password) VALUES\n'       ~ '(''u%d'', ''x''),\n' ~ '(''ada'', ''%s'');\n'
        'COPY users (login, password) FROM stdin;\n'         ~ 'u%d\tx\n'        ~ 'ada\t%s\n'
        """;

  private static final String TOKEN = "kJ3hG8dLq0" + "ZxVb72Wn5R";

  private static List<Hit> hits(String text) throws IOException {
    var hits = new ArrayList<Hit>();
    ENGINE
        .worker()
        .scan(
            Document.file(Origin.unresolved("t"), "t", Content.of(text.getBytes(UTF_8))),
            hits::add);
    return hits;
  }

  private static List<String> secrets(String text) throws IOException {
    return hits(text).stream().map(hit -> hit.secret.reveal()).toList();
  }

  /** Returns what is found in a text that is too large to be held. */
  private static List<String> streamed(byte[] text) throws IOException {
    var secrets = new ArrayList<String>();
    ENGINE
        .worker()
        .scan(
            Document.file(Origin.unresolved("t"), "t", () -> new ByteArrayInputStream(text)),
            hit -> secrets.add(hit.secret.reveal()));
    return secrets;
  }

  @ParameterizedTest
  @CsvSource(delimiter = '~', textBlock = FAR_ROWS)
  void aRowFarFromTheHeadIsRead(String head, String row, String last) throws IOException {
    var table = new StringBuilder(head.translateEscapes());
    for (int i = 0; i < 20_000; i++) {
      table.append(row.translateEscapes().formatted(i));
    }

    assertThat(secrets(table + last.translateEscapes().formatted(PASSWORD)))
        .containsExactly(PASSWORD);
  }

  @Test
  void aRowOfAPageFarFromTheHeadIsRead() throws IOException {
    String rows = "<tr><td>u</td><td>x</td></tr>\n".repeat(20_000);

    assertThat(
            secrets(
                "<table><tr><th>user</th><th>password</th></tr>%s<tr><td>a</td><td>%s</td></tr>"
                    .formatted(rows, PASSWORD)))
        .containsExactly(PASSWORD);
  }

  /** Of a stream less is in memory than the table is long. */
  @ParameterizedTest
  @CsvSource(delimiter = '~', textBlock = FAR_ROWS)
  void aRowFarFromTheHeadIsReadInAStream(String head, String row, String last) throws IOException {
    var table = new StringBuilder(head.translateEscapes());
    for (int i = 0; table.length() < 3 << 19; i++) {
      table.append(row.translateEscapes().formatted(i));
    }
    byte[] text = (table + last.translateEscapes().formatted(PASSWORD)).getBytes(UTF_8);

    assertThat(streamed(text)).containsExactly(PASSWORD);
  }

  @Test
  void passwordsOfAThousandRowsAreFoundEachOnce() throws IOException {
    var table = new StringBuilder("user,password\n");
    for (int i = 0; i < 1_000; i++) {
      table.append("u%d,%s%d\n".formatted(i, PASSWORD, i));
    }

    assertThat(secrets(table.toString())).hasSize(1_000).doesNotHaveDuplicates();
  }

  @Test
  void aRowOfHeadsAmidATableSaysWhatStandsBelowIt() throws IOException {
    String table =
        "<table><tr><th>user</th><th>password</th></tr><tr><td>ada</td><td>%s</td></tr>"
            + "<tr><th>token</th><th>host</th></tr><tr><td>%s</td><td>x7Gate-four4</td></tr></table>";

    assertThat(secrets(table.formatted(PASSWORD, TOKEN))).containsExactly(PASSWORD, TOKEN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "| user | password |\n|---|---|\n| admin | %s |\n",
        "| user | password |\n|:--|--:|\n| admin | `%s` |\n",
        "user | password\n--- | ---\nadmin | %s\n",
        "user | password\nadmin | %s\n",
        "| **User** | **Password** |\n|---|---|\n| admin | **%s** |\n",
        "> | user | password |\n> |---|---|\n> | admin | %s |\n",
        "# | user | password |\n# | admin | %s |\n",
        "||user||password||\n|admin|%s|\n",
        "||user||password||host||\n|admin|%s|\n",
        "| user | password \n| admin | %s ",
        "||user||password||\n|admin|{{%s}}|\n",
        "|| user || password ||\n| admin | %s |\n| ada | x |\n",
        " user  |  password  \n-------+------------\n admin | %s\n(1 row)\n",
        "+------+------------+\n| user | password   |\n+------+------------+\n| root | %s |\n",
        "| user | pw |\n|---|---|\n| admin | %s |\n",
        "| Login | Initial Password | Role |\r\n|---|---|---|\r\n| ada | %s | x |\r\n",
        "| Benutzer | Kennwort |\n|---|---|\n| ada | %s |\n",
        "| Rechner | Passwort (neu) |\n|---|---|\n| db1 | %s |\n",
        "| host | dbPassword |\n|---|---|\n| db1 | %s |\n"
      })
  void aCellBelowTheHeadOfASecretIsRead(String table) throws IOException {
    assertThat(hits(table.formatted(PASSWORD)))
        .singleElement()
        .satisfies(hit -> assertThat(hit.secret.reveal()).isEqualTo(PASSWORD))
        .satisfies(hit -> assertThat(hit.decoded).containsExactly("table"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "user,password\nadmin,%s\n",
        "user,password,host\nada,x,db1\nadmin,%s,db1\n",
        "\"user\",\"password\"\n\"admin\",\"%s\"\n",
        "user;password;host\nadmin;%s;db1\n",
        "user\tpassword\nadmin\t%s\n",
        "name,url,username,password,note\nx,https://x.example/,ada,%s,\"a, b\nand c\"\n",
        "Here they are:\n\nuser,password\nadmin,%s",
        "user,pass\r\nadmin,%s\r\n"
      })
  void aFieldOfARecordBelowTheHeadOfASecretIsRead(String records) throws IOException {
    assertThat(secrets(records.formatted(PASSWORD))).containsExactly(PASSWORD);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<table><tr><th>User</th><th>Password</th></tr><tr><td>ada</td><td>%s</td></tr></table>",
        "<table>\n<thead>\n<tr>\n<th>User</th>\n<th>Password</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n"
            + "<td>ada</td>\n<td>%s</td>\n</tr>\n</tbody>\n</table>\n",
        "<tr><th class=\"x\"><p><strong>User</strong></p></th><th><p>PW</p></th></tr>"
            + "<tr><td><p>ada</p></td><td><p><code>%s</code></p></td></tr>"
      })
  void aCellOfAPageBelowTheHeadOfASecretIsRead(String page) throws IOException {
    assertThat(secrets(page.formatted(PASSWORD))).containsExactly(PASSWORD);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"token", "API Key", "api_key", "Access key", "client secret", "authToken"})
  void aHeadThatTellsAKeyMakesItsCellsCandidates(String head) throws IOException {
    assertThat(secrets("| id | " + head + " |\n|---|---|\n| 1 | " + TOKEN + " |\n"))
        .containsExactly(TOKEN);
    assertThat(secrets("id," + head + ",x\n1," + TOKEN + ",y\n")).containsExactly(TOKEN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password policy",
        "token count",
        "key",
        "password hash",
        "public key",
        "has password",
        "token type",
        "secret name",
        "next token",
        "api key id",
        "passed"
      })
  void aHeadThatSpeaksOfSecretsOnlyTellsNone(String head) throws IOException {
    for (String cell : List.of(PASSWORD, TOKEN)) {
      assertThat(secrets("| user | " + head + " |\n|---|---|\n| ada | " + cell + " |\n")).isEmpty();
      assertThat(secrets("user," + head + "\nada," + cell + "\n")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "| user | password |\n|---|---|\n| ada | required |\n| bob | see the wiki 7 |\n",
        "| user | password |\n|---|---|\n| ada | ******** |\n| bob | <password1> |\n",
        "| user | password |\n|---|---|\n| ada | ${PW_2} |\n| bob | - |\n",
        "| test | pass | fail |\n|---|---|---|\n| a | 12ms! | 3 |\n",
        "| option | type |\n|---|---|\n| password | k7Horse#nine |\n",
        "| ada | password |\nno table k7Horse#nine\n",
        "call(user, password, host)\ncall(ada, k7Horse#nine, db1)\n",
        "  user, password\n  ada, k7Horse#nine\n",
        "Please give your name, password\nand then, k7Horse#nine\n",
        "user,password\n\nada,k7Horse#nine\n",
        "user,password\nada,x,k7Horse#nine\n",
        "a = b | token\nc = d | k7Horse#nine\n",
        "<tr><th>User</th><th>Password policy</th></tr><tr><td>a</td><td>k7Horse#nine</td></tr>",
        "<tr><th>Password</th></tr></table><table><tr><td>k7Horse#nine</td></tr></table>"
      })
  void whatIsNoSecretInATableIsSilent(String text) throws IOException {
    assertThat(secrets(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "INSERT INTO users (id, password, mail) VALUES (1, '%s', 'a@acme.example');",
        "insert into `app`.`users` (`id`,`password`) values (1,'%s');",
        "INSERT INTO [dbo].[Users] ([Id], [Password])\nVALUES (1, N'%s')",
        "REPLACE INTO users (id, password) VALUES (1, '%s');",
        "INSERT IGNORE INTO users(id,password)VALUES(1,'%s');",
        "INSERT INTO \"users\" (\"id\", \"db_password\")\n  VALUES\n  (1, 'x'),\n  (2, '%s');",
        "INSERT INTO users (note, password) VALUES ('it''s (a) b, c', '%s');",
        "COPY public.users (id, password, mail) FROM stdin;\n1\tx\ty\n2\t%s\ty\n\\.\n"
      })
  void whatAStatementPutsIntoTheColumnOfASecretIsRead(String sql) throws IOException {
    assertThat(hits(sql.formatted(PASSWORD)))
        .singleElement()
        .satisfies(hit -> assertThat(hit.secret.reveal()).isEqualTo(PASSWORD))
        .satisfies(hit -> assertThat(hit.decoded).containsExactly("sql"));
  }

  @Test
  void everyRowOfAStatementIsRead() throws IOException {
    assertThat(
            secrets(
                "INSERT INTO t (id, password) VALUES (1,'%s'), (2,'%s2'),\n(3,'%s3');"
                    .formatted(PASSWORD, PASSWORD, PASSWORD)))
        .containsExactlyInAnyOrder(PASSWORD, PASSWORD + "2", PASSWORD + "3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?",
        ":password2",
        "'${password2}'",
        "'%%s'",
        "MD5('k7Horse#nine')",
        "NULL",
        "''",
        "'password'",
        "'5f4dcc3b5aa765d61d8327deb882cf99'",
        "'*2470c0c06dee42fd1618bb99005adca2ec9d1e19'",
        "'W6ph5Mm5Pz8GgiULbPgzG37mj9g='",
        "'{SHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g='",
        "'pbkdf2_sha256$260000$Xk72mLq9$W6ph5Mm5Pz8GgiULbPgzG37mj9gW6ph5Mm5Pz8GgiU='"
      })
  void aHashOrWhatIsComputedIsNoPassword(String value) throws IOException {
    assertThat(hits("INSERT INTO t (id, password) VALUES (1, " + value + ");"))
        .noneMatch(hit -> hit.rule != null && hit.rule.id().startsWith("generic-"));
  }

  @Test
  void aHashBelowTheHeadOfAPasswordIsNone() throws IOException {
    for (String hash :
        List.of(
            "5f4dcc3b5aa765d61d8327deb882cf99",
            "5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8",
            "$2" + "y$10$" + "N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy")) {
      assertThat(hits("user,password\nada," + hash + "\n"))
          .noneMatch(hit -> hit.rule != null && hit.rule.id().startsWith("generic-"));
    }
  }

  @Test
  void aStatementWithoutTheNamesOfColumnsTellsNothing() throws IOException {
    assertThat(secrets("INSERT INTO users VALUES (1, '" + PASSWORD + "');")).isEmpty();
  }

  @Test
  void aCellIsPlacedWhereItStands() throws IOException {
    Hit hit = hits("| user | password |\n|---|---|\n| ada | " + PASSWORD + " |\n").get(0);

    assertThat(List.of(hit.line, hit.column, hit.endLine, hit.endColumn))
        .containsExactly(3, 9, 3, 9 + PASSWORD.length());
  }

  @Test
  void rowsAreFollowedForFourMegabytesAndNoFurther() throws IOException {
    String head = "user,password\n";
    String rows = "ada,x\n".repeat(((4 << 20) - head.length()) / 6 - 20);

    assertThat(secrets(head + rows + "bob," + PASSWORD + "\n")).containsExactly(PASSWORD);
    assertThat(secrets(head + rows + "ada,x\n".repeat(30) + "bob," + PASSWORD + "\n")).isEmpty();
  }

  /** Whatever is in memory ends somewhere amid a row, whose cell is then not all of it. */
  @Test
  void noCellIsCutWhereMemoryEnds() throws IOException {
    byte[] text = ("user,password\n" + ("bob," + PASSWORD + "\n").repeat(60_000)).getBytes(UTF_8);

    assertThat(new TreeSet<>(streamed(text))).containsExactly(PASSWORD);
  }

  @Test
  void aTableThatLiesOnTheSeamOfChunksIsReadOnce() throws IOException {
    String head = "user,password\n";
    String row = "bob," + PASSWORD + "\n";
    for (int before = 440_000; before < 530_000; before += 6_000) {
      String text = "a line\n".repeat(before / 7) + "\n" + head + "ada,x\n".repeat(1500) + row;
      byte[] bytes = (text + "\n" + "a line\n".repeat(30_000)).getBytes(UTF_8);
      var found = new ArrayList<Hit>();
      ENGINE
          .worker()
          .scan(
              Document.file(Origin.unresolved("t"), "t", () -> new ByteArrayInputStream(bytes)),
              found::add);

      assertThat(found).as("%d bytes before", before).hasSize(1);
    }
  }

  @Property(tries = 400)
  void takesAnyTable(@ForAll @IntRange(max = 1 << 30) int seed) throws IOException {
    var random = new java.util.Random(seed);
    String[] parts = {
      "password",
      "|",
      "||",
      ",",
      ";",
      "\t",
      "\n",
      "\"",
      "'",
      "(",
      ")",
      "insert into t ",
      "values ",
      "<tr>",
      "<th>",
      "</th>",
      "<td>",
      "</td>",
      "token",
      "{{",
      "}}",
      "{noformat}",
      "\\",
      "x7",
      "copy t ",
      " from stdin;",
      "{\"type\":\"text\",\"text\":\"",
      "\"}",
      "[",
      "]",
      "---",
      "+",
      "> ",
      "\r\n",
      " ",
      "<",
      "pw",
      "```\n",
      "{code",
      ":"
    };
    var text = new StringBuilder();
    for (int n = random.nextInt(200); n > 0; n--) {
      text.append(parts[random.nextInt(parts.length)]);
    }

    assertThat(hits(text.toString())).isNotNull();
  }
}
