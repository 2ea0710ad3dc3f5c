package dev.straykey.scan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.model.Shape;
import dev.straykey.rule.RuleFiles;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShapesTest {
  private static final KnownForms FORMS = new KnownForms(RuleFiles.shipped());
  private final Shapes shapes = new Shapes(FORMS);

  /** Returns what is found beside {@code keyword}; empty when nothing is. */
  private String find(Shape shape, String keyword, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    int at = text.toLowerCase(java.util.Locale.ROOT).indexOf(keyword);
    return at >= 0 && shapes.find(shape, bytes, at, at + keyword.length(), bytes.length)
        ? new String(bytes, shapes.start(), shapes.end() - shapes.start(), UTF_8)
        : "";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password = \"#\"",
        "String password = \"#\";",
        "\"password\": \"#\",",
        "'password' => '#',",
        "password: '#'",
        "my_password := \"#\"",
        "let password: &str = \"#\";",
        "DB_PASSWORD=#",
        "<add key=\"DbPassword\" value=\"#\"/>",
        "<password>#</password>",
        "define('DB_PASSWORD', '#');",
        "props.put(\"db.password\", \"#\");",
        "if (password == \"#\") {",
        "ENV[\"PASSWORD\"] = \"#\"",
        "{\\\"password\\\": \\\"#\\\"}",
        "var password string = \"#\"",
        "password := []byte(\"#\")",
        "public string Password { get; set; } = \"#\";",
        "char password[] = \"#\";",
        "std::string password{\"#\"};",
        "#define PASSWORD @\"#\"",
        "{password, \"#\"}",
        "ENV PASSWORD #",
        "buildConfigField \"String\", \"PASSWORD\", \"\\\"#\\\"\"",
        "- name: PASSWORD\n  value: #",
        "{\"name\": \"password\", \"value\": \"#\"}",
        "{\"Key\": \"Password\", \"Value\": \"#\"}",
        "<string name=\"password\">#</string>",
        "<entry key=\"password\">#</entry>",
        "<key>password</key>\n<string>#</string>",
        "<param-name>password</param-name>\n<param-value>#</param-value>",
        "variable \"password\" {\n  default = \"#\"\n}",
        "Server=h;Password=#;Database=d",
        "      DB: ${DB_PASSWORD:-#}",
        "spring.datasource=${DB_PASSWORD:#}",
        "if (password != \"#\") {",
        "'password' => Hash::make('#'),",
        "user.setPassword(passwordEncoder.encode(\"#\"));",
        "if (password.equals(\"#\")) {",
        "if (user.password.equalsIgnoreCase(\"#\")) {",
        "Dim password As String = \"#\"",
        "parser.add_argument(\"--password\", default=\"#\")",
        "<password><![CDATA[#]]></password>",
        "<AdministratorPassword><Value>#</Value></AdministratorPassword>",
        "**Password:** #",
        "**Password**: `#`",
        "set(DB_PASSWORD \"#\")",
        "credentials { username \"ada\"; password \"#\" }",
        "ALTER USER ada PASSWORD '#';",
        "svn checkout --password # https://acme.com/svn"
      })
  void readsThePasswordThatALanguageAssigns(String form) {
    assertThat(find(Shape.PASSWORD, "passw", form.replace("#", "tr0ub4dor!x")))
        .isEqualTo("tr0ub4dor!x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "user = ada\npassword = open_sesame\n",
        "user = \"ada\"\npassword = \"opensesame\"\n",
        "username: ada\npassword: opensesame\n",
        "user => 'ada',\npassword => 'open sesame',\n",
        "username \"ada\"\npassword \"opensesame\"\n"
      })
  void takesWordsBesideAUserForItsPassword(String text) {
    assertThat(find(Shape.PASSWORD, "passw", text).replaceAll("[ _]", "")).isEqualTo("opensesame");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password = open_sesame\n",
        "username = feedUser\npassword = feedPassword\n",
        "user: ada\npassword: my-smtp-password\n",
        "Password=Passwort\n",
        "password = options.delete :password\n",
        "keyring.get_password(\"mtce\", \"services\")",
        "password = yield* askForIt\n",
        "- name: PASSWORD\n  type: string",
        "variable \"password\" {\n  type = \"string\"\n}"
      })
  void takesWordsAloneForNone(String text) {
    assertThat(find(Shape.PASSWORD, "passw", text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "      MARIADB_PASSWORD: opensesame\n",
        "spring.datasource.password=opensesame\n",
        "dbPassword=opensesame\n",
        "MYSQL_PASSWORD=open_sesame_pass\n",
        "MYSQL_PASSWORD: 271828\n"
      })
  void takesAWordOrANumberForAPasswordWhereOnlySettingsStand(String text) {
    assertThat(find(Shape.PASSWORD, "passw", text)).isNotEmpty();
  }

  @Test
  void wordsThatAreJoinedAsProgramsJoinThemMayBeAPassword() {
    assertThat(find(Shape.PASSWORD, "passw", "db.password = \"openSesame\";"))
        .isEqualTo("openSesame");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SecretKey = \"OpenSesame2718!\"",
        "jwt.secret: \"open$esame9\"",
        "MINIO_SECRET_KEY=opensesame271\n",
        "if (creds.Secret != \"open-sesame\") {"
      })
  void takesASecretThatAPersonMadeUpForAPassword(String text) {
    assertThat(find(Shape.PASSWORD, "secret", text).length()).isGreaterThan(8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "existingSecret: \"n8n-prod\"",
        "secret: \"gitlab-s3-config\"",
        "secretName: \"OpenSesame2718!\"",
        "createSecret(\"OpenSesame2718!\")",
        "STRIPE_SECRET=opensesame2718\n"
      })
  void takesTheNameOfASecretForNone(String text) {
    assertThat(find(Shape.PASSWORD, "secret", text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "isTrue(x) ? \"PASS\" : \"FAIL\"",
        "case PASS -> \"COMPLIANT\";",
        "'Shop password' => 'Wachtwoord',",
        "'password' => 'required|string|min:8|confirmed',",
        "password: ${PG_PASS:?set the password}",
        "${PASSWORD:0:LENGTH}",
        "const MAIL_PASSWD = 'PS_MAIL_PASSWD';",
        "ALTER USER app WITH PASSWORD :'pgpass';",
        "if ($auth['password'] === 'custom-headers') {",
        "[ \"$PWD\" = \"/a1\" ]",
        "password: \"change_me_pass\"",
        "POSTGRES_PASSWORD=ChangeThisPassword1\n",
        "register :argon2, SecurePassword::Argon2Password\n",
        "{password: \"EmailAuthProvider\", phone: 1}",
        "case 'password': run('passwordReset')",
        "display : t ? 'pass'    : 'failing1'",
        "<input name=\"password\" #password=\"field1\">",
        "<input id=\"password\" className=\"form-control1\">",
        "create(null, \"Password:\"),d?x.create(\"code\", null)",
        "initWithEmail:password:displayName:configuration instead",
        "databasePassword = \"databasePassword1\"",
        "\"acme-htpasswd\": \"13.0.0-next-8.28\"",
        "pass = \"env(SENDGRID_API_KEY)\"",
        "password = \":****\"",
        "fields = ('login', 'password1', 'password2')",
        "KEYSTORE_PASSWORD = \"log4j2.keyStore.password\";",
        "n+=x;t.password=r1}function x",
        "/**\n * password = \"SecurePass123!\"\n */",
        "\"password\":\"2.k7Qm2Xv9pLz4Rt8wBn3Yfg==|h6Hs1Dc5k7Qm2Xv9pLz4Rt8w=|wBn3Yk7Qm2Xv9pLz4\"",
        "# MONGO_PASSWORD=sua_senha_secreta",
        "RESTIC_PASSWORD=jouw_restic_wachtwoord1"
      })
  void whatIsShownAskedOrToComeIsNoPassword(String text) {
    assertThat(find(Shape.PASSWORD, "pass", text)).isEmpty();
    assertThat(find(Shape.PASSWORD, "pwd", text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"webflow_signing_key\": \"#\"", "STRIPE_ENCRYPTION_KEY=#\n"})
  void aKeyOfOwnUseIsNoIssuersWhateverItsName(String form) {
    String key = "k7Qm2Xv9pLz4Rt8wBn3Y" + "f6Hs1Dc5";

    assertThat(
            find(Shape.ASSIGNED, "key", form.toLowerCase(java.util.Locale.ROOT).replace("#", key)))
        .isEqualTo(key);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://#@github.com/acme/app",
        "https://#:@acme.com/app",
        "git+https://#:x-oauth-basic@github.com/acme/app.git"
      })
  void takesARareUserOfAUrlForAToken(String form) {
    String token = "q7wx1hv0" + "t8dk5zmj3bf6" + "yc2pn9rg";

    assertThat(find(Shape.URL, "://", form.replace("#", token))).isEqualTo(token);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password = getPassword()",
        "password = os.environ[\"DB_PASSWORD\"]",
        "password = \"${DB_PASSWORD}\"",
        "password: string;",
        "password = \"<password>\"",
        "passwordLabel: \"Password:\"",
        "password: {{ .Values.password }}",
        "self.password = passwords.get('conn_pass', '')",
        "Map<String, PasswordData> image2 = new",
        "['user', 'password', 'seen', 'select'],",
        "minipass: \"npm:^7.0.4\"",
        "PASSWORD_RESET = 'passwords.reset'",
        "getpass: \"npm:1.0.5\"",
        "\"parse-passwd\": \"^1.0.0\"",
        "AUTH_USER_PASS = 0x02",
        "parameters.pass == RenderPass::Opaque",
        "password = \"password\""
      })
  void whatIsComputedOrStandsInIsNoPassword(String text) {
    assertThat(find(Shape.PASSWORD, "pass", text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "token_id = \"k7Qm2Xv9pLz4Rt8wBn3Y\"",
        "publicToken = \"k7Qm2Xv9pLz4Rt8wBn3Y\"",
        "tokenizer = \"k7Qm2Xv9pLz4Rt8wBn3Y\"",
        "token = accessTokenProvider.getAccessToken2()",
        "token = \"sha512-k7Qm2Xv9pLz4Rt8wBn3Yk7Qm2Xv9pLz4\"",
        "token: 00000000-0000-1000-8000-00805f9b34fb",
        "token_version = \"1.3.6.1.4.1.311.10.3.11\"",
        "npmToken = \"k7Qm2Xv9pLz4Rt8wBn3Y\"",
        "{\"continuationCommand\":{\"token\":\"k7Qm2Xv9pLz4Rt8wBn3Y\"}}",
        "Page Token: k7Qm2Xv9pLz4Rt8wBn3Y",
        "?alt=media&token=b138b308-9589-4dfe-8c50-a6d70f06dfb1",
        "{\"feedbackToken\": \"k7Qm2Xv9pLz4Rt8wBn3Y\"}",
        "token = \"dGhlIHRva2VuIGdvZXMgaGVyZSBs\"",
        "tokenFormat = \"TKN%2i%2i%2i%2iX7\"",
        "tokenNonce = \"k7Qm2Xv9pLz4Rt8wBn3Y\"",
        "{\"token\": \"2.k7Qm2Xv9pLz4Rt8wBn3Yfg==|h6Hs1Dc5k7Qm2Xv9pLz4Rt8w=|wBn3Yk7Qm2Xv9pLz4\"}",
        "\"src\\/auth\\/Token.php\":\"30c1f57e9d2b48a6c1f57e9d2b48a607\"",
        "\"Plugins/x86/libToken.so\": \"30c1f57e9d2b48a6c1f57e9d2b48a607\"",
        "md5_of_token = \"30c1f57e9d2b48a6c1f57e9d2b48a607\"",
        "implementation \"acme:acme-token:1.15.0-rc01\"",
        "idToken = 'HEADER.eyJhdWQiOiAiY2xpZW50X2lkIiwg' + rest",
        "\"TokenList1a\", \"k7Qm2Xv9pLz4Rt8wBn3Y\", \"c\"",
        "[dict setObject:x forToken:kQx7PIndexVw9];",
        "return Token(qx7_weekday1_fxv + 1)",
        "token_fail = 0xea109b13d83cddULL,",
        "clientRequestToken: 'a8ca07e4-61ec-4399-99f4-19853801bcd5'"
      })
  void aNameOrAValueThatSaysOtherwiseIsNoKey(String text) {
    assertThat(find(Shape.ASSIGNED, "token", text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://localhost:8080/a@b",
        "https://${user}:${pass}@acme.com",
        "https://user:password@acme.com",
        "mongodb://user:pass@localhost:27017/app",
        "http://localhost:8546@2000000",
        "http://xxxxx:xxxxx@proxy.acme.com"
      })
  void aUrlWithoutAPasswordOfItsOwnHasNone(String text) {
    assertThat(find(Shape.URL, "://", text)).isEmpty();
  }

  @Property
  void noTextBreaksAShape(@ForAll byte[] bytes) {
    for (Shape shape : Shape.values()) {
      for (int at = 0; at + 2 < bytes.length; at += 3) {
        shapes.find(shape, bytes, at, at + 2, bytes.length);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "salt = \"#\"",
        "PASSWORD_SALT=#",
        "\"Salt\": \"#\"",
        "seed: \"#\"",
        "acme_secret = quoted(\"#\")",
        "S3 Secret Key: #"
      })
  void readsTheKeyThatIsSaidInOtherWords(String form) {
    String key = Made.make("alnum32", new java.util.Random(7));
    String text = form.replace("#", key);

    assertThat(
            java.util.stream.Stream.of("salt", "seed", "secret", "key")
                .map(keyword -> find(Shape.ASSIGNED, keyword, text)))
        .contains(key);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "secret = decrypt(\"#\")",
        "secret = getSecret(\"#\")",
        "auth = OAuth(\"#\", other)",
        "seeds = \"#\"",
        "Argon2-Salt: #",
        "basalt = \"#\""
      })
  void whatIsReadOrHiddenByACallIsNoKey(String form) {
    String key = Made.make("alnum32", new java.util.Random(7));
    String text = form.replace("#", key);

    assertThat(
            java.util.stream.Stream.of("salt", "seed", "secret", "auth")
                .map(keyword -> find(Shape.ASSIGNED, keyword, text)))
        .containsOnly("");
  }

  @Test
  void aSecretMayBeAUuidOfAnyKindAndATokenOneThatSaysNoTime() {
    var random = new java.util.Random(7);
    String start = Made.make("hex8", random) + "-" + Made.make("hex4", random);
    String end = Made.make("hex12", random);
    String ofTime = start + "-1" + Made.make("hex3", random) + "-a" + "3f5-" + end;
    String ofNoKind = start + "-0" + Made.make("hex3", random) + "-c" + "3f5-" + end;

    assertThat(find(Shape.ASSIGNED, "secret", "client_secret: \"" + ofTime + "\""))
        .isEqualTo(ofTime);
    assertThat(find(Shape.ASSIGNED, "token", "acme_token: \"" + ofTime + "\"")).isEmpty();
    assertThat(find(Shape.ASSIGNED, "token", "acme_token: \"" + ofNoKind + "\""))
        .isEqualTo(ofNoKind);
  }

  @Test
  void aKeyOfWhichTheMarkWasAlteredIsToldAsOne() {
    String body = Made.make("alnum36", new java.util.Random(7));

    assertThat(find(Shape.ASSIGNED, "token", "github_token = \"xqz_" + body + "\"")).isNotEmpty();
    assertThat(shapes.isOfOtherForm()).isTrue();
  }

  @Test
  void ofAnIssuersNameNothingIsAKeyThatOnlyHasAnotherLength() {
    String body = Made.make("alnum30", new java.util.Random(7));

    assertThat(find(Shape.ASSIGNED, "token", "github_token = \"xqz_" + body + "\"")).isEmpty();
  }
}
