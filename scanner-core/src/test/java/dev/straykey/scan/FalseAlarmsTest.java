package dev.straykey.scan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What fired in whole histories and is no key; beside it what still must fire. */
class FalseAlarmsTest {
  private static final String LETTERS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private final Random random = new Random(26);

  private static List<String> rules(String text) throws IOException {
    return Found.in("f", text.getBytes(UTF_8)).stream().map(Found.Finding::rule).toList();
  }

  private String letters(int length) {
    var letters = new StringBuilder();
    for (int i = 0; i < length; i++) {
      letters.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return letters.toString();
  }

  private String uuid() {
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }

  private String base64Key() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  @Test
  void whatFollowsAClickIsNoKey() throws IOException {
    String key = letters(50);
    String text = "{\"text\": \"on Twitter\", \"%s\": \"%s\"}";

    assertThat(rules(text.formatted("clickTrackingParams", key))).isEmpty();
    assertThat(rules(text.formatted("apiSecret", key))).containsExactly("twitter-api-secret");
  }

  @ParameterizedTest
  @ValueSource(strings = {"%3D", "\\u003d", "\\\\u003d\\\\u003d"})
  void lettersThatASignFillsUpGoOn(String sign) throws IOException {
    assertThat(rules("\"twitter_secret\": \"%s%s\"".formatted(letters(50), sign)))
        .doesNotContain("twitter-api-secret");
  }

  @Test
  void aUuidThatEndsAPathIsNoKey() throws IOException {
    String text = "railway token \"url\": \"%s%s\"";

    assertThat(rules(text.formatted("https://media.acme.com/events/", uuid()))).isEmpty();
    assertThat(rules(text.formatted("", uuid()))).containsExactly("railway-app-api-token");
  }

  @Test
  void thePublicHalfIsNoPrivateKey() throws IOException {
    String text = "wireguard:\n  fox:\n    private_key: none\n    %s: %s\n";

    assertThat(rules(text.formatted("public_key", base64Key()))).isEmpty();
    assertThat(rules(text.formatted("private_key", base64Key())))
        .containsExactly("wireguard-private-key");
  }

  @Test
  void theLinkToAFileHoldsNoKeyOfAnIssuer() throws IOException {
    String text = "img%%2FPrivacy-_-Api_key.svg?%stoken=%s";

    assertThat(rules(text.formatted("alt=media&", uuid()))).isEmpty();
    assertThat(rules(text.formatted("", uuid()))).containsExactly("privacy-api-key");
  }

  @Test
  void aNameInAListThatBarsJoinIsNoKey() throws IOException {
    String name = letters(24);

    assertThat(rules("ldap_bind_password: ldap_add|ldap_bind|ldap_close|%s|".formatted(name)))
        .isEmpty();
    assertThat(rules("| ldap_bind_password | %s |".formatted(name)))
        .containsExactly("ldap-bind-password");
  }

  @Test
  void theDigestOfAFileInARecordIsNoKey() throws IOException {
    String digest = base64Key().replace("=", "").replace('+', '-').replace('/', '_');

    assertThat(rules("ldap/ldap_password.py,sha256=" + digest + ",1024\n")).isEmpty();
  }

  @Test
  void wordsInBase64AreNoSecret() throws IOException {
    String text = "nextauth-secret: %s\n";
    byte[] words = "super_secret_jwt_key_here".getBytes(UTF_8);

    assertThat(rules(text.formatted(Base64.getEncoder().encodeToString(words)))).isEmpty();
    assertThat(
            rules(
                text.formatted(
                    Base64.getEncoder().encodeToString("YOURCONSOLESECRET!!".getBytes(UTF_8)))))
        .isEmpty();
    assertThat(rules(text.formatted(base64Key()))).containsExactly("generic-api-key");
  }

  @Test
  void aWordForAPasswordInAUrlIsInDoubt() throws IOException {
    assertThat(rules("new Redis(\"redis://:authpassword@127.0.0.1:6380/4\")"))
        .allMatch(rule -> rule.endsWith("?"))
        .isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "= \"Splunk.Token\", \"src\\Splunk.csproj\", \"{%s}\"",
        "splunk token <Project>{%s}</Project>",
      })
  void whatWindowsCallsAProjectIsNoKey(String text) throws IOException {
    assertThat(rules(text.formatted(uuid()))).isEmpty();
    assertThat(rules("splunk token \"%s\"".formatted(uuid()))).containsExactly("splunk-token");
  }

  @Test
  void aCommitOfALogIsNoKey() throws IOException {
    String commit = Made.make("hex40", random);

    assertThat(rules("gitter token\n\033[33mcommit %s\033[m\n".formatted(commit))).isEmpty();
    assertThat(rules("gitter token: %s\n".formatted(commit)))
        .containsExactly("gitter-access-token");
  }

  @Test
  void aTokenWhoseHeaderIsTheWordIsNone() throws IOException {
    assertThat(
            rules(
                "var passwordIdToken = 'HEADER.eyJhdWQiOiAi%s' +\n  '%s.SIGNATURE';\n"
                    .formatted(letters(40), letters(50))))
        .isEmpty();
  }

  @Test
  void whereAPasswordIsKeptIsNoPassword() throws IOException {
    assertThat(
            rules(
                "CONFIG_USER = \"log4j2.configurationUser\"\n"
                    + "CONFIG_PASSWORD = \"log4j2.configurationPassword\"\n"))
        .isEmpty();
  }

  @Test
  void aWordThatLettersMakeByChanceNamesNoIssuer() throws IOException {
    String text = "{\"id\": \"NmJ1ATJe%s\", \"player\": \"%s\"}";
    String key = letters(44);

    assertThat(rules(text.formatted("IbM", key))).doesNotContain("ibm-cloud-user-api-key");
    assertThat(rules(text.formatted("IBM", key))).containsExactly("ibm-cloud-user-api-key");
  }

  @Test
  void aKeyThatIsPublicByItsNameIsNoSecret() throws IOException {
    String key = "6Lc" + letters(37);

    assertThat(rules("&quot;recaptcha_public_key&quot;:&quot;%s&quot;".formatted(key))).isEmpty();
    assertThat(rules("&quot;recaptcha_secret_key&quot;:&quot;%s&quot;".formatted(key)))
        .containsExactly("google-recaptcha-key");
  }

  @Test
  void theIdOfAnImageIsNoKey() throws IOException {
    String text = "{\"Cmd\": \"confluent\", \"%s\": \"%s\"}";
    String id = Made.make("hex64", random);

    assertThat(rules(text.formatted("Image", id))).isEmpty();
    assertThat(rules(text.formatted("Api", id))).containsExactly("confluent-legacy-api-secret");
  }

  @Test
  void theDigitOfAnEscapeBeginsNoWord() throws IOException {
    String text = "{\"Cmd\": \"%scloud-ops\", \"Api\": \"%s\"}";
    String id = Made.make("hex64", random);

    assertThat(rules(text.formatted("\\u003c", id))).isEmpty();
    assertThat(rules(text.formatted(" c", id))).containsExactly("confluent-legacy-api-secret");
  }

  @Test
  void aPlaceThatPrintfFillsIsNoPassword() throws IOException {
    assertThat(rules("printf 'machine acme.com login %s password %s\\n' \"$a\" \"$b\"")).isEmpty();
    assertThat(rules("machine acme.com login ada password k7-horse-9"))
        .containsExactly("netrc-password");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "  PASS: stx6 -> stx8 upgrade\n",
        "  PASS: 20-enable-controllers.py runs without errors\n",
        "# MONITOR <system> <username> <password> (\"primary\"|\"secondary\")\n",
        "  username = bintrayUsername\n  password = bintrayKey\n",
        "  password: database_1.config.redis.password\n",
        "  user: ada\n  url_password: deadbeefdeadbeefdeadbeefdeadbeef\n",
        "  user: ada\n  password: harness-fixture-only\n",
        "  DB_PASS=dontuseinproduction_read_the_file\n",
        "  \"auth\": \"FirebaseAuth.unitypackage\",\n",
        "#define DB_PASSWORD stored_password_v2\n",
      })
  void whatStandsWhereAPasswordCouldIsNone(String text) throws IOException {
    assertThat(rules(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PASS: k7-horse-9\n",
        "<password>k7-horse-9</password>\n",
        "  username = ada\n  password = tigerhorse\n",
        "DB_PASS=k7-horse-9\n",
        "#define DB_PASSWORD \"k7-horse-9\"\n",
      })
  void aPasswordInSuchAPlaceIsStillSaid(String text) throws IOException {
    assertThat(rules(text)).isNotEmpty();
  }

  @Test
  void aSaltBesideWhatWasMadeWithItIsNoSecret() throws IOException {
    String salt = new BigInteger(250, new Random(5)).toString(16);

    assertThat(rules("{\"kdfparams\":{\"n\":262144,\"salt\":\"" + salt + "\"}}")).isEmpty();
    assertThat(rules("{\"straykey_baseline\":1,\"salt\":\"" + salt + "\"}")).isEmpty();
    assertThat(rules("{\"app\":\"shop\",\"salt\":\"" + salt + "\"}")).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'forgot_password' => 'crwdns1635:0crwdne1635:0',",
        "<PasswordStrength :password=\"modelValue\" />",
        "const password = parse\n  ? parseTemplate(request.auth.password)\n  : request.auth.password\n",
        "kwd='SuggestOracle',Pwd='SuggestOracle$Request',Qwd='SuggestOracle$Response',",
        "{notes:\"Poznámky\",password_confirm:\"Potvrzení hesla\",password:\"Heslo\",phone:\"Telefon\"}",
        "\\\"confirm\\\":\\\"Kinnita parool\\\",password:\\\"Iphasiwedi\\\",phone:\\\"Ifoni\\\"",
        "install.simple.passwd=Senha\n",
        "  rePassword: \"Repeat it\",\n  resetPassword: \"Edit\",\n  deleteUser: \"Delete\",\n",
        "pass = 'DMARC_POLICY_ALLOW',\n",
        "key_store: \"${LWM2M_KEYSTORE:lwm2mserver.jks}\"",
        "'core:2.0:User:password' => 'nullable',",
        "if test \"$pass\" = \"conv\" && true",
        "mysql -u __DBUSER__ -p__DBPASS__ __DBNAME__",
        "user = create();\npassword = TestRandom.nextBytes(16);\n",
        "-passin pass:`grep output_password server.cnf`",
        "pattern = r\"(?:sshpass -p ([\\w@]+))?\"",
        "rfc2548\tChange-Password\nrfc2548\tMS-CHAP-CPW-1\nrfc2548\tMS-CHAP-CPW-2\n",
        "draft-kamath-pppext-eap-mschapv2-00\tChange-Password\nrfc1\tMS-CHAP-CPW-1\nrfc1\tMS-CHAP-CPW-2\n",
        "  username: \"registry_user\"\n  password: \"registry_password\"\n",
        "- must provide a WAPI password when provider is \"infoblox\"",
        "map['\\''] = \"&#039;\".toCharArray();",
        "SHOP_URL: \"https://UserName:PassWorld@Host/DirectoryName\""
      })
  void whatReadersSeeAndProgramsComputeIsNoPassword(String text) throws IOException {
    assertThat(rules(text)).isEmpty();
  }

  @Test
  void theDigestOfASecretIsNone() throws IOException {
    String digest = "%064x".formatted(new BigInteger(255, random));

    assertThat(rules("checksum/credentials-secret: " + digest + "\n")).isEmpty();
    assertThat(rules("credentials-secret: " + digest + "\n")).isNotEmpty();
  }

  @Test
  void theCommitOfALockedPackageIsNoKeyOfWhatThePackageIsNamedLike() throws IOException {
    String commit = "%040x".formatted(new BigInteger(159, random));
    String text = "\"name\": \"acme/phpdoc-parser\",\n  \"%s\": \"%s\"";

    assertThat(rules(text.formatted("reference", commit))).isEmpty();
    assertThat(rules(text.formatted("docparser_api_key", commit))).isNotEmpty();
  }

  @Test
  void theMailboxOfAnAddressNamesNoIssuer() throws IOException {
    assertThat(rules("jenkins@acme.com,Magna,Ante,8," + uuid())).isEmpty();
    assertThat(rules("jenkins_token=" + uuid())).isNotEmpty();
  }

  @Test
  void lettersInTheMidstOfBase64BeginNoToken() throws IOException {
    String token = "1//0" + letters(60);

    assertThat(rules("AAAv/" + token)).doesNotContain("google-oauth-refresh-token");
    assertThat(rules("\"" + token + "\"")).containsExactly("google-oauth-refresh-token");
  }

  @Test
  void aKeyThatIsCalledPublicIsNoSecret() throws IOException {
    String key = letters(32);

    assertThat(rules("\"publicResourceKey\": \"" + key + "\"")).isEmpty();
    assertThat(rules("\"privateResourceKey\": \"" + key + "\"")).isNotEmpty();
  }

  @Test
  void theCommitThatAPackageWasMadeOfIsNoTokenOfItsHost() throws IOException {
    String commit = "%040x".formatted(new BigInteger(159, random));

    assertThat(rules("{\"name\":\"github\",\"gitHead\":\"" + commit + "\"}")).isEmpty();
  }
}
