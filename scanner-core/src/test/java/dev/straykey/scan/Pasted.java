package dev.straykey.scan;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Ways in which a text of several lines gets into another one. */
enum Pasted {
  AS_IT_IS("", "\n", ""),
  WITH_LINE_ENDS_OF_WINDOWS("", "\r\n", "\r\n"),
  WITH_LINE_ENDS_OF_OLD_MACS("", "\r", "\r"),
  WITH_BLANK_LINES("", "\n\n", "\n"),
  WITH_BLANKS_AT_LINE_ENDS("", " \n", " \n"),
  INDENTED("\t", "\n\t", "\n"),
  ON_ONE_LINE("", "", "\n"),
  ON_ONE_LINE_WITH_BLANKS("KEY='", " ", "'\n"),
  IN_JSON("{\"key\": \"", "\\n", "\\n\"}"),
  IN_JSON_OF_WINDOWS("{\"key\": \"", "\\r\\n", "\"}"),
  IN_JSON_IN_JSON("{\"x\": \"{\\\"key\\\": \\\"", "\\\\n", "\\\"}\"}"),
  IN_AN_ENVIRONMENT_FILE("KEY=\"", "\\n", "\"\n"),
  IN_A_YAML_BLOCK("key: |\n  ", "\n  ", "\n"),
  IN_A_FOLDED_YAML_BLOCK("key: >-\n  ", "\n\n  ", "\n"),
  IN_YAML_QUOTES("key: \"", "\\n", "\"\n"),
  IN_PROPERTIES("key=", "\\n\\\n  ", "\n"),
  IN_AN_INI_FILE("key = ", "\n    ", "\n"),
  IN_TOML("key = '''\n", "\n", "\n'''\n"),
  IN_HCL("key = <<EOF\n", "\n", "\nEOF\n"),
  IN_A_DOCKERFILE("RUN cat > /k <<EOF\n", "\n", "\nEOF\n"),
  IN_A_DOCKERFILE_AS_ONE_LINE("RUN printf \"", "\\n\\\n", "\" > /k\n"),
  IN_JAVA("String k =\n    \"", "\\n\" +\n    \"", "\\n\";\n"),
  IN_JAVA_WITHOUT_LINE_ENDS("String k = \"", "\"\n    + \"", "\";\n"),
  IN_A_JAVA_TEXT_BLOCK("String k = \"\"\"\n    ", "\n    ", "\n    \"\"\";\n"),
  IN_C("const char *k =\n  \"", "\\n\"\n  \"", "\\n\";\n"),
  IN_A_MACRO("#define K \\\n  \"", "\\n\" \\\n  \"", "\\n\"\n"),
  IN_C_SHARP("var k = @\"", "\n", "\";\n"),
  IN_GO("k := \"", "\\n\" +\n\t\"", "\"\n"),
  IN_A_RAW_STRING_OF_GO("k := `", "\n", "`\n"),
  IN_PYTHON("k = (\n    '", "\\n'\n    '", "'\n)\n"),
  IN_A_LONG_STRING_OF_PYTHON("k = b\"\"\"", "\n", "\n\"\"\"\n"),
  IN_JAVASCRIPT("const k = `", "\n", "`;\n"),
  IN_A_LIST_OF_JAVASCRIPT("const k = ['", "',\n  '", "'].join('\\n');\n"),
  IN_PHP("$k = '", "'\n  . '", "';\n"),
  IN_RUBY("k = \"", "\\n\" \\\n  \"", "\"\n"),
  IN_KOTLIN("val k = \"\"\"\n    |", "\n    |", "\n    \"\"\".trimMargin()\n"),
  IN_VISUAL_BASIC("k = \"", "\" & vbCrLf & _\n    \"", "\"\n"),
  IN_POWERSHELL("$k = @\"\n", "\n", "\n\"@\n"),
  IN_SQL("insert into k values ('", "\n", "');\n"),
  IN_A_SHELL("KEY='", "\\\n", "'\n"),
  IN_A_BATCH_FILE("echo ", " >> key.pem\necho ", " >> key.pem\n"),
  BEHIND_HASHES("# ", "\n# ", "\n"),
  BEHIND_SLASHES("// ", "\n// ", "\n"),
  BEHIND_SEMICOLONS("; ", "\n; ", "\n"),
  BEHIND_TWO_DASHES("-- ", "\n-- ", "\n"),
  IN_A_COMMENT("/**\n * ", "\n * ", "\n */\n"),
  QUOTED_IN_A_MAIL("> ", "\n> ", "\n"),
  ADDED_BY_A_PATCH("+", "\n+", "\n"),
  REMOVED_BY_A_PATCH("-", "\n-", "\n"),
  IN_HTML("<p>", "<br/>\n", "</p>"),
  IN_HTML_ON_ONE_LINE("", "<br>", ""),
  IN_PARAGRAPHS("<p>", "</p>\n<p>", "</p>"),
  IN_LINES_OF_A_PAGE(
      "<div class=\"line\"><span>", "</span></div>\n<div class=\"line\"><span>", "</span></div>"),
  IN_JIRA("{noformat}", "\r\n", "{noformat}"),
  IN_SLACK("{\"text\": \"&gt; ", "\\n&gt; ", "\"}"),
  IN_XML("<key>", "&#xA;", "</key>"),
  IN_A_NOTEBOOK("{\"source\": [\"", "\\n\",\n    \"", "\"]}"),
  WITH_LINE_ENDS_AS_IN_ADDRESSES("k=", "%0A", "\n"),
  IN_JSON_THAT_ESCAPES_SIGNS("{\"key\": \"", "\\n", "\"}", Written.AS_JSON),
  IN_HTML_THAT_ESCAPES_SIGNS("<pre>", "\n", "</pre>", Written.AS_HTML),
  IN_A_MAIL("Content-Transfer-Encoding: quoted-printable\n\n", "\n", "\n", Written.AS_MAIL),
  IN_A_FORM("key=", "%0A", "", Written.AS_FORM),
  IN_BASE64("key: ", "\n", "\n", Written.AS_BASE64),
  IN_BASE64_TWICE("key: ", "\n", "\n", Written.AS_BASE64_OF_BASE64),
  IN_A_KUBERNETES_SECRET("kind: Secret\ndata:\n  tls.key: ", "\n", "\n", Written.AS_BASE64),
  IN_A_KUBECONFIG("users:\n- user:\n    client-key-data: ", "\n", "\n", Written.AS_BASE64),
  NUMBERED("", "\n", "\n", Written.WITH_NUMBERS);

  private enum Written {
    AS_IT_IS,
    AS_JSON,
    AS_HTML,
    AS_MAIL,
    AS_FORM,
    AS_BASE64,
    AS_BASE64_OF_BASE64,
    WITH_NUMBERS;

    String of(String key) {
      return switch (this) {
        case AS_IT_IS -> key;
        case AS_JSON -> key.replace("+", "\\u002B").replace("/", "\\/").replace("=", "\\u003d");
        case AS_HTML -> key.replace("+", "&#43;").replace("=", "&#61;");
        case AS_MAIL -> key.replace("=", "=3D");
        case AS_FORM ->
            key.replace("+", "%2B").replace("/", "%2F").replace("=", "%3D").replace(' ', '+');
        case AS_BASE64 -> base64(key);
        case AS_BASE64_OF_BASE64 -> base64(base64(key));
        case WITH_NUMBERS -> numbered(key);
      };
    }
  }

  private final String before;
  private final String between;
  private final String behind;
  private final Written written;

  Pasted(String before, String between, String behind) {
    this(before, between, behind, Written.AS_IT_IS);
  }

  Pasted(String before, String between, String behind, Written written) {
    this.before = before;
    this.between = between;
    this.behind = behind;
    this.written = written;
  }

  /** Returns the text that {@code key} was pasted into. */
  String text(String key) {
    List<String> lines = written.of(key).lines().toList();
    return before + String.join(between, lines) + behind;
  }

  /** Returns the line in which it begins. */
  int line() {
    return 1 + (int) before.chars().filter(c -> c == '\n').count();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString((text + "\n").getBytes(StandardCharsets.US_ASCII));
  }

  private static String numbered(String text) {
    var numbered = new StringBuilder();
    int number = 1;
    for (String line : text.lines().toList()) {
      numbered.append("%3d  %s%n".formatted(number++, line));
    }
    return numbered.toString();
  }
}
