package dev.straykey.scan;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What the words of a name say of its value, and what people write where a value will stand. */
final class NameWords {
  /** How far a record is looked through for what else it says, on both sides. */
  private static final int RECORD_REACH = 160;

  private static final Pattern HASHED =
      Pattern.compile(
          "(?i)\"(?:\\w{0,12}(?:kdf|hash|iter|digest|dklen|verifier|rounds)|straykey_bas)");

  /** Last words of a name whose value is no key, whatever stands before them. */
  private static final Set<String> NO_KEY_WORDS =
      words(
          """
          accessor address alg algorithm alias algo arn class code count credentialid
          credentialsid date digest dir domain endpoint env error expiration expires expiry
          field file filename fingerprint folder format group hash header headers hint host id
          ids image index input integrity issuer keystore truststore kind label len length level link list location md5
          message method mode msg name names number page param parameter path pattern
          package packages placeholder policy port prefix prompt provider ref regex regexp region role rule
          scheme schema scope selector service sha sha1 sha256 size source state status store
          strength suffix text time timeout title ttl type uri url urls usage user username
          uuid validator variable version details keys tokens secrets keyframes salt nonce sequence
          """);

  /** Names that hold a telling word and mean something else. */
  private static final List<String> NO_KEY_NAMES =
      List.copyOf(
          words(
              """
              publickey pubkey publictoken csrf xsrf primarykey foreignkey cachekey partitionkey
              sortkey rowkey bucketkey objectkey idempotency nexttoken pagetoken continuationtoken
              synctoken hostkey keyword tokenizer keyid credentialsid credentialid accessid
              sitekey hashkey mapkey pubkeytoken publickeytoken keytoken secretname tokentype
              blobkey shardkey translationkey localekey messagekey schemakey thumbprint monkey
              turkey nonmatching invalid wrong fake dummy mock bogus authenticitytoken keypress
              nokey recvkeys keyserver keyexchange feedbacktoken rollouttoken storytoken locktoken
              statekey surfacekey commentkey cursorkey orderkey assetkey renderpass
              zpass repokey gpgkey authtag
              oauthsignature partkey formkey websocketkey sealedkey wrappedkey encryptedkey encryptedsecret encryptedclientsecret
              """));

  /** What is written where a password will stand, compared without case and separators. */
  private static final Set<String> STAND_INS =
      words(
          """
          password passwd passphrase pass pwd secret token none null nil true false undefined
          string text hidden required optional default empty unknown value username user login
          disabled enabled plain basic bearer prompt ask never always generate random unset
          void object char varchar integer boolean self this admin root file env vault key
          apikey auth credentials mypassword testpassword passwordhere passwordhash notused
          unused blank auto repeat foobar userpass nullable passwort kennwort senha contrasea clave parola heslo
          wachtwoord passord salasana lozinka geslo adgangskode motdepasse katasandi oauth oauth2 secrettoken mysecret newpassword
          oldpassword currentpassword confirmpassword bool int str float bytes notset changeit
          postgres mysql guest wrong nomatch invalid incorrect mypass xxxxx xxxx changeme
          passwordconfirm passwordconfirmation repeatpassword passw0rd password1
          anonymous public private hashed encrypted plaintext omit notasecret asksame android
          """);

  /** Keys that are secrets by their name: a UUID that is given to one is the key, not its id. */
  private static final Set<String> TELLING_KEYS =
      words(
          """
          accesskey encryptionkey consumerkey signingkey masterkey privatekey appkey servicekey
          subscriptionkey licensekey
          """);

  /**
   * What stands before {@code token} where it says how far a list was read, or links to a file; and
   * before {@code secret} where it is a digest of one.
   */
  private static final List<String> BEFORE_PUBLIC_TOKENS =
      List.of("page", "continuation", "continuationcommand", "cursor", "altmedia", "checksum");

  private static final int BEFORE = 32;

  private static final Set<String> NO_PASS =
      words(
          """
          bypass compass encompass minipass surpass trespass multipass
          """);

  private NameWords() {}

  private static Set<String> words(String text) {
    return Set.of(text.strip().split("\\s+", -1));
  }

  /** Returns true when the name does not say that its value is something else than a key. */
  static boolean mayName(AssignedValue assigned) {
    if (NO_KEY_WORDS.contains(assigned.lastWord())) {
      return false;
    }
    String name = assigned.name();
    int author = name.indexOf("author");
    boolean isPublicKey =
        name.contains("public") && name.endsWith("key") && !name.contains("private");
    return !isPublicKey
        && (author < 0 || name.startsWith("authoriz", author))
        && NO_KEY_NAMES.stream().noneMatch(name::contains)
        && !(name.contains("entitykey") && !name.contains("identitykey"));
  }

  /**
   * Returns true when what stands before the name says that its value is handed to everyone: the
   * place in a list ({@code "continuation": {"token": …}}, {@code Page Token:}), or the link to a
   * file ({@code ?alt=media&token=…}).
   */
  static boolean isOfSomethingPublic(byte[] text, int nameStart) {
    var letters = new StringBuilder(BEFORE);
    for (int i = Math.max(0, nameStart - BEFORE); i < nameStart; i++) {
      int c = text[i] | 0x20;
      if (c >= 'a' && c <= 'z') {
        letters.append((char) c);
      } else if (text[i] == '\n') {
        letters.setLength(0);
      }
    }
    String before = letters.toString();
    return BEFORE_PUBLIC_TOKENS.stream().anyMatch(before::endsWith);
  }

  /** Returns true when the name is a password's, not of something about one. */
  static boolean isPasswordName(AssignedValue assigned) {
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

  /** Returns true when the name is a secret's that a person may have made up. */
  static boolean isSecretName(AssignedValue assigned) {
    String name = assigned.name();
    return name.endsWith("secret") || name.endsWith("secretkey");
  }

  /**
   * Returns true when the name is that of what is mixed into passwords before they are hashed, or
   * of what keys are made from. The salt of a pass phrase stands in the file that it closes.
   */
  static boolean isSaltName(AssignedValue assigned) {
    String last = assigned.lastWord();
    boolean salt = last.endsWith("salt") && !last.endsWith("basalt");
    return (salt && !assigned.name().startsWith("argon2")) || last.endsWith("seed");
  }

  /**
   * {@code "kdfparams": {"n": 8192, "salt": "…"}}: returns true for a salt in a record that also
   * says what was made with it. It is told with the hash, and no secret; one that a program names
   * is mixed into all it makes.
   */
  static boolean isOfItsHash(byte[] text, AssignedValue assigned, int to) {
    if (assigned.operator != ':'
        || assigned.nameStart == 0
        || text[assigned.nameStart - 1] != '"'
        || !assigned.name().equals("salt")) {
      return false;
    }
    int from = Math.max(0, assigned.nameStart - RECORD_REACH);
    int until = Math.min(to, assigned.end + RECORD_REACH);
    String record = new String(text, from, until - from, StandardCharsets.ISO_8859_1);
    return HASHED.matcher(record).find();
  }

  /** Returns true when the name is a secret's, a password's: a UUID of any version may be one. */
  static boolean tellsSecret(AssignedValue assigned) {
    return isSecretName(assigned) || isPasswordName(assigned);
  }

  /**
   * Returns true when the name's key signs or encrypts what its holder makes: no issuer gives it,
   * whatever product the name tells.
   */
  static boolean isOfOwnUse(AssignedValue assigned) {
    String name = assigned.name();
    return name.endsWith("encryptionkey")
        || name.endsWith("signingkey")
        || name.endsWith("certificatekey");
  }

  /** Returns true when the name says that its value is the digest of a secret. */
  static boolean tellsDigest(AssignedValue assigned) {
    String name = assigned.name();
    return name.contains("sha1")
        || name.contains("sha2")
        || name.contains("sha512")
        || name.contains("md5");
  }

  /** Ids are UUIDs more often than keys are. */
  static boolean tellsUuid(AssignedValue assigned) {
    String name = assigned.name();
    if (name.endsWith("requesttoken")
        || name.endsWith("changetoken")
        || name.endsWith("actiontoken")) {
      return false; // so that what is asked twice is done once
    }
    return TELLING_KEYS.stream().anyMatch(name::endsWith)
        || name.contains("apikey")
        || name.contains("token")
        || name.contains("secret")
        || name.contains("auth")
        || name.contains("passw");
  }

  /** Returns true for what is written where a password will stand. */
  static boolean isStandIn(byte[] value) {
    return isStandIn(plain(new String(value, StandardCharsets.ISO_8859_1)));
  }

  /** Returns the same of a value without case and separators. */
  static boolean isStandIn(String plain) {
    return STAND_INS.contains(plain);
  }

  /** Returns {@code value} in lower case, letters and digits only. */
  static String plain(String value) {
    return value.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }
}
