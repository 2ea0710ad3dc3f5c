package dev.straykey.scan;

import dev.straykey.model.Shape;
import dev.straykey.rule.Boundary;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/**
 * Finds keys by where they stand: assigned to a telling name, or inside a URL. What is computed,
 * stands in for a key, or reads like a name is none. One per pass.
 */
final class Shapes {
  /** Last words of a name whose value is no key, whatever stands before them. */
  private static final Set<String> NO_KEY_WORDS =
      Set.of(
          "accessor",
          "address",
          "alg",
          "algorithm",
          "alias",
          "algo",
          "class",
          "code",
          "count",
          "credentialid",
          "credentialsid",
          "date",
          "digest",
          "dir",
          "domain",
          "endpoint",
          "env",
          "error",
          "expiration",
          "expires",
          "expiry",
          "field",
          "file",
          "filename",
          "fingerprint",
          "folder",
          "format",
          "group",
          "hash",
          "header",
          "headers",
          "hint",
          "host",
          "id",
          "ids",
          "index",
          "input",
          "integrity",
          "issuer",
          "kind",
          "label",
          "len",
          "length",
          "level",
          "link",
          "list",
          "location",
          "md5",
          "message",
          "method",
          "mode",
          "msg",
          "name",
          "names",
          "number",
          "page",
          "param",
          "parameter",
          "path",
          "pattern",
          "placeholder",
          "policy",
          "port",
          "prefix",
          "prompt",
          "provider",
          "ref",
          "regex",
          "regexp",
          "region",
          "role",
          "rule",
          "scheme",
          "schema",
          "scope",
          "selector",
          "service",
          "sha",
          "sha1",
          "sha256",
          "size",
          "source",
          "state",
          "status",
          "store",
          "strength",
          "suffix",
          "text",
          "time",
          "timeout",
          "title",
          "ttl",
          "type",
          "uri",
          "url",
          "urls",
          "usage",
          "user",
          "username",
          "uuid",
          "validator",
          "variable",
          "version",
          "details",
          "keys",
          "tokens",
          "secrets",
          "keyframes",
          "salt");

  /** Names that hold a telling word and mean something else. */
  private static final String[] NO_KEY_NAMES = {
    "publickey",
    "pubkey",
    "publictoken",
    "csrf",
    "xsrf",
    "primarykey",
    "foreignkey",
    "cachekey",
    "partitionkey",
    "sortkey",
    "rowkey",
    "bucketkey",
    "objectkey",
    "idempotency",
    "nexttoken",
    "pagetoken",
    "continuationtoken",
    "synctoken",
    "hostkey",
    "keyword",
    "tokenizer",
    "author",
    "keyid",
    "credentialsid",
    "credentialid",
    "accessid",
    "sitekey",
    "hashkey",
    "mapkey",
    "pubkeytoken",
    "publickeytoken",
    "keytoken",
    "secretname",
    "tokentype",
    "blobkey",
    "shardkey",
    "translationkey",
    "localekey",
    "messagekey",
    "schemakey",
    "thumbprint",
    "monkey",
    "turkey",
    "nonmatching",
    "invalid",
    "wrong",
    "fake",
    "dummy",
    "mock",
    "bogus",
    "authenticitytoken",
    "keypress",
    "nokey",
    "recvkeys",
    "keyserver",
    "keyexchange"
  };

  /** What is written where a password will stand, compared without case and separators. */
  private static final Set<String> STAND_INS =
      Set.of(
          "password",
          "passwd",
          "passphrase",
          "pass",
          "pwd",
          "secret",
          "token",
          "none",
          "null",
          "nil",
          "true",
          "false",
          "undefined",
          "string",
          "text",
          "hidden",
          "required",
          "optional",
          "default",
          "empty",
          "unknown",
          "value",
          "username",
          "user",
          "login",
          "disabled",
          "enabled",
          "plain",
          "basic",
          "bearer",
          "prompt",
          "ask",
          "never",
          "always",
          "generate",
          "random",
          "unset",
          "void",
          "object",
          "char",
          "varchar",
          "integer",
          "boolean",
          "self",
          "this",
          "admin",
          "root",
          "file",
          "env",
          "vault",
          "key",
          "apikey",
          "auth",
          "credentials",
          "mypassword",
          "testpassword",
          "passwordhere",
          "passwordhash",
          "notused",
          "unused",
          "blank",
          "foobar",
          "userpass",
          "oauth",
          "oauth2",
          "secrettoken",
          "mysecret",
          "newpassword",
          "oldpassword",
          "currentpassword",
          "confirmpassword",
          "bool",
          "int",
          "str",
          "float",
          "bytes",
          "notset",
          "changeit",
          "postgres",
          "mysql",
          "guest",
          "wrong",
          "nomatch",
          "invalid",
          "incorrect",
          "mypass",
          "xxxxx",
          "xxxx",
          "changeme",
          "passwordconfirm",
          "passwordconfirmation",
          "repeatpassword");

  private static final Set<String> NO_PASS =
      Set.of("bypass", "compass", "encompass", "minipass", "surpass", "trespass", "multipass");

  private static final int UUID_LENGTH = 36;
  private static final int LEAST_KEY = 12;
  private static final int LEAST_PASSWORD = 4;
  private static final int MOST_PASSWORD = 100;
  private static final int MOST_AUTHORITY = 300;

  private final KnownForms forms;
  private final AssignedValue assigned = new AssignedValue();
  private int start;
  private int end;
  private int bits;

  Shapes(KnownForms forms) {
    this.forms = forms;
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  /** Returns how rare the key found is, in bits. */
  int bits() {
    return bits;
  }

  /**
   * Returns true when a key stands beside the keyword; {@link #start} and {@link #end} say where.
   */
  boolean find(Shape shape, byte[] text, int keyword, int keywordEnd, int to) {
    if (shape == Shape.URL) {
      return url(text, keywordEnd, to);
    }
    if (!assigned.read(text, keyword, keywordEnd, 0, to)) {
      return false;
    }
    start = assigned.start;
    end = assigned.end;
    bits = (int) Rarity.bits(text, start, end);
    return shape == Shape.ASSIGNED ? isKey(text) : isPassword(text);
  }

  private boolean isKey(byte[] text) {
    int length = end - start;
    if (length < LEAST_KEY || bits < Rarity.RARE || !isLiteral(text) || !isOneToken(text)) {
      return false;
    }
    if (!mayName() || !(hasDigit(text) || bits > 2 * length) || !tellsKey(text)) {
      return false;
    }
    return (length != UUID_LENGTH || !isUuid(text) || (isRandomUuid(text) && tellsUuid()))
        && hasLetter(text)
        && !isPublic(text)
        && !forms.names(text, assigned.nameStart, assigned.nameEnd)
        && !forms.begins(text, start, end);
  }

  /** A key alone is a key of a map; a call hands over a key only where its name says so. */
  private boolean tellsKey(byte[] text) {
    if (assigned.operator == ' ' && text[assigned.nameStart] != '-' && assigned.quote == 0) {
      return false;
    }
    if (assigned.operator == '('
        || assigned.nameEnd < text.length && text[assigned.nameEnd] == ']') {
      String last = assigned.lastWord();
      return last.equals("key") || last.equals("token") || last.equals("secret");
    }
    int length = assigned.nameEnd - assigned.nameStart;
    return length > 4 || !assigned.name().equals("key");
  }

  /** Ids are UUIDs more often than keys are. */
  private boolean tellsUuid() {
    String name = assigned.name();
    return name.contains("apikey")
        || name.contains("token")
        || name.contains("secret")
        || name.contains("auth")
        || name.contains("passw");
  }

  private boolean hasLetter(byte[] text) {
    for (int i = start; i < end; i++) {
      if (Boundary.isWord(text[i]) && text[i] > '9') {
        return true;
      }
    }
    return false;
  }

  /** Hashes that say what they are, public keys and certificates. */
  private boolean isPublic(byte[] text) {
    String head = new String(text, start, Math.min(16, end - start), StandardCharsets.ISO_8859_1);
    if (head.startsWith("h1:")
        || head.startsWith("sha256")
        || head.startsWith("sha512")
        || head.startsWith("sha1-")
        || head.startsWith("sha384")) {
      return true;
    }
    if (head.startsWith("3081") || head.startsWith("3082") || head.startsWith("3059")) {
      return !head.contains("0201");
    }
    return (head.startsWith("MII") || head.startsWith("MIG") || head.startsWith("MFk"))
        && end - start > 60
        && !head.contains("IBA")
        && !head.contains("AgE")
        && !head.contains("CAQ");
  }

  private boolean isUuid(byte[] text) {
    for (int i = 0; i < UUID_LENGTH; i++) {
      boolean hyphen = i == 8 || i == 13 || i == 18 || i == 23;
      if (hyphen != (text[start + i] == '-')) {
        return false;
      }
    }
    return true;
  }

  /** Other versions hold a time, a host or a name's hash, and are made to be told. */
  private boolean isRandomUuid(byte[] text) {
    byte variant = text[start + 19];
    return text[start + 14] == '4' && "89abAB".indexOf(variant) >= 0;
  }

  private boolean mayName() {
    if (NO_KEY_WORDS.contains(assigned.lastWord())) {
      return false;
    }
    String name = assigned.name();
    for (String other : NO_KEY_NAMES) {
      if (name.contains(other)) {
        return false;
      }
    }
    return true;
  }

  private boolean hasDigit(byte[] text) {
    for (int i = start; i < end; i++) {
      if (text[i] >= '0' && text[i] <= '9') {
        return true;
      }
    }
    return false;
  }

  /** What is computed, or filled in later, is no literal. */
  private boolean isLiteral(byte[] text) {
    byte first = text[start];
    if (first == '$'
        || first == '<'
        || first == '{'
        || first == '%'
        || first == '@'
        || first == '*'
        || first == '['
        || first == '('
        || first == '#'
        || first == '/') {
      return false;
    }
    for (int i = start; i < end; i++) {
      byte b = text[i];
      byte next = i + 1 < end ? text[i + 1] : 0;
      if (b < ' ' && b >= 0) {
        return false;
      }
      if ((b == '$' || b == '#' || b == '%') && (next == '{' || next == '(')) {
        return false;
      }
      if ((b == '{' && next == '{') || (b == '<' && next == '%') || (b == ':' && next == '/')) {
        return false;
      }
      if (b == '.' && next == '.' && i + 2 < end && text[i + 2] == '.') {
        return false;
      }
    }
    return true;
  }

  /** A key is made of the characters of tokens; nothing of an expression is among them. */
  private boolean isOneToken(byte[] text) {
    int odd = 0;
    for (int i = start; i < end; i++) {
      byte b = text[i];
      if (b == ' ' || b == '(' || b == ')' || b == '\\' || b == '<' || b == '>' || b < 0) {
        return false;
      }
      if (!Bytes.is(b, Bytes.TOKEN)) {
        odd++;
      }
    }
    return odd * 4 <= end - start && (assigned.quote != 0 || odd <= 2);
  }

  /** Returns true when the name is a password's, not of something about one. */
  private boolean isPasswordName(byte[] text) {
    String last = assigned.lastWord();
    int most = last.length();
    while (most > 0 && Character.isDigit(last.charAt(most - 1))) {
      most--;
    }
    String word = last.substring(0, most);
    if (word.endsWith("pass")) {
      return !NO_PASS.contains(word);
    }
    return word.endsWith("password")
        || word.endsWith("passwd")
        || word.endsWith("passphrase")
        || word.endsWith("pwd");
  }

  private boolean isPassword(byte[] text) {
    int length = end - start;
    if (!isPasswordName(text)) {
      return false;
    }
    if (assigned.operator == ' '
        && !(text[assigned.nameStart] == '-'
            || (assigned.quote != 0
                && assigned.startsLine()
                && assigned.lastWord().startsWith("pass")
                && assigned.lastWord().length() > 4))) {
      return false;
    }
    if (length < LEAST_PASSWORD || length > MOST_PASSWORD || !isLiteral(text) || !mayName()) {
      return false;
    }
    if (assigned.quote == 0 && !isBarePassword(text)) {
      return false;
    }
    String value = new String(text, start, length, StandardCharsets.ISO_8859_1);
    if (value.indexOf(' ') >= 0 || isFormat(value) || assigned.before() == '/') {
      return false;
    }
    String plain = value.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    String name = assigned.name();
    if (isWords(plain)
        && plain.length() < value.length()
        && (plain.contains("passw") || plain.endsWith("pass") || plain.contains("secret"))) {
      return false;
    }
    if ((assigned.operator == ',' || assigned.operator == '(') && isWords(plain)) {
      return false;
    }
    return !STAND_INS.contains(plain)
        && !plain.equals(name)
        && !(plain.length() > 3 && name.contains(plain))
        && !(name.length() > 3 && plain.contains(name) && isWords(plain));
  }

  private static boolean isFormat(String value) {
    return value.endsWith(":")
        || value.endsWith(".")
        || value.contains("%s")
        || value.contains("\\")
        || value.contains("://")
        || value.contains("'")
        || value.contains("\"")
        || value.contains("$p")
        || value.startsWith(".")
        || value.startsWith("-")
        || value.startsWith("!")
        || (value.contains("/") && value.contains("#"))
        || value.contains("()")
        || value.chars().allMatch(c -> c == value.charAt(0));
  }

  private static boolean isWords(String value) {
    return value.chars().allMatch(c -> c >= 'a' && c <= 'z');
  }

  /** Without quotes a value is a literal only where nothing else can stand: in settings. */
  private boolean isBarePassword(byte[] text) {
    byte after = assigned.after();
    if (after != '\n' && after != '\r' && after != ' ' && after != '<' && after != '&') {
      return false;
    }
    if (assigned.operator != '=' && assigned.operator != ':' && assigned.operator != '>') {
      return false;
    }
    boolean digit = false;
    boolean letter = false;
    boolean special = false;
    for (int i = start; i < end; i++) {
      byte b = text[i];
      digit |= b >= '0' && b <= '9';
      letter |= Boundary.isWord(b) && b > '9';
      special |= !Boundary.isWord(b) && b != '_' && b != '.' && b != '-';
      if (b == '$' || b == '(' || b == ')' || b == '*' || b == '[' || b == '{' || b == '|'
          || b == '=' || b == '"') {
        return false;
      }
    }
    return letter && (digit || special || isEnvironment(text));
  }

  /** {@code NAME_OF_IT=value}: capitals, and no space around the sign. */
  private boolean isEnvironment(byte[] text) {
    for (int i = assigned.nameStart; i < assigned.nameEnd; i++) {
      if (text[i] >= 'a' && text[i] <= 'z') {
        return false;
      }
    }
    return start - assigned.nameEnd == 1 && assigned.operator == '=';
  }

  /** {@code scheme://user:password@host}, from behind the slashes. */
  private boolean url(byte[] text, int from, int to) {
    int most = Math.min(to, from + MOST_AUTHORITY);
    int colon = -1;
    int at = -1;
    int i = from;
    while (i < most && isAuthority(text[i])) {
      if (text[i] == ':' && colon < 0) {
        colon = i;
      } else if (text[i] == '@') {
        at = i;
      }
      i++;
    }
    if (colon < 0 || at < colon + 3) {
      return false;
    }
    start = colon + 1;
    end = at;
    bits = (int) Rarity.bits(text, start, end);
    if (!isLiteral(text) || at + 1 >= to || !Boundary.isWord(text[at + 1])) {
      return false;
    }
    String user = new String(text, from, colon - from, StandardCharsets.ISO_8859_1);
    String password = new String(text, start, end - start, StandardCharsets.ISO_8859_1);
    String plain = password.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    String host = new String(text, at + 1, Math.min(40, to - at - 1), StandardCharsets.ISO_8859_1);
    return (!STAND_INS.contains(plain) || plain.equals("pass") || plain.equals("secret"))
        && !plain.equals(user)
        && plain.length() > 2
        && !(isWords(plain) && plain.length() < password.length())
        && !user.contains("{")
        && !user.contains("$")
        && !user.contains("<")
        && !password.contains("%s")
        && !host.startsWith("host");
  }

  private static boolean isAuthority(byte b) {
    return b > ' ' && b != '/' && b != '"' && b != '\'' && b != '`' && b != '<' && b != '>'
        && b != '\\' && b != '?' && b != '|' && b != '(' && b != ')';
  }
}
