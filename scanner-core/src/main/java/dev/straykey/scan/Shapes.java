package dev.straykey.scan;

import dev.straykey.decode.Bytes;
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
  private static final int LEAST_KEY = 10;
  private static final int LEAST_SIGNING = 40;

  /** What only a name that says something else speaks for is as long as keys are. */
  private static final int LEAST_OTHER = 16;

  private static final int GPG_ID = 16;

  /** Behind the id of an access key, a day, a region and a service. */
  private static final String SCOPE = "/aws4_request";

  private static final Set<String> BEFORE_KEY =
      Set.of("secret", "api", "access", "private", "encryption", "signing", "master", "license");

  private final KnownForms forms;
  private final AssignedValue assigned = new AssignedValue();
  private final UrlPassword url = new UrlPassword();
  private final RemarkPassword remark = new RemarkPassword();
  private final PasswordShape password;
  private int start;
  private int end;
  private int bits;
  private int reached;
  private boolean isOfOtherForm;

  Shapes(KnownForms forms) {
    this.forms = forms;
    this.password = new PasswordShape(forms, assigned);
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  /** Returns where the first byte stands behind the keyword that was not looked at. */
  int reached() {
    return reached;
  }

  /**
   * {@code key}, {@code token} or {@code secret} that goes on with a small letter: another word.
   */
  private static boolean goesOn(byte[] text, int keyword, int keywordEnd, int to) {
    boolean whole = text[keyword] == 'k' || text[keyword] == 't' || text[keyword] == 's';
    byte next = keywordEnd < to ? text[keywordEnd] : 0;
    return whole && next >= 'a' && next <= 'z';
  }

  /** Returns true when the key's name says an issuer whose keys have another form. */
  boolean isOfOtherForm() {
    return isOfOtherForm;
  }

  /** {@code salt} and {@code seed} say a secret only where they end the name. */
  private boolean isOtherSalt(byte[] text, int keyword, int keywordEnd) {
    boolean isSalt = keywordEnd - keyword == 4 && (text[keyword] | 0x20) == 's';
    return isSalt && !NameWords.isSaltName(assigned);
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
      boolean found = url.find(text, keywordEnd, to);
      start = url.start;
      end = url.end;
      bits = url.bits;
      reached = url.reached;
      return found;
    }
    if (shape == Shape.REMARK) {
      boolean found = remark.find(text, keyword, keywordEnd, to);
      start = remark.start;
      end = remark.end;
      bits = remark.bits;
      reached = remark.reached;
      return found;
    }
    if (shape == Shape.ASSIGNED && goesOn(text, keyword, keywordEnd, to)) {
      reached = keywordEnd + 1;
      return false;
    }
    boolean isAssigned = assigned.read(text, keyword, keywordEnd, 0, to);
    reached = assigned.reached;
    if (!isAssigned) {
      return false;
    }
    if (shape == Shape.ASSIGNED ? isOtherSalt(text, keyword, keywordEnd) : assigned.isOfAnyCall()) {
      return false;
    }
    start = assigned.start;
    end = assigned.end;
    bits = (int) Rarity.bits(text, start, end);
    return shape == Shape.ASSIGNED ? isKey(text, to) : password.stands(text, bits);
  }

  private boolean isKey(byte[] text, int to) {
    int length = end - start;
    isOfOtherForm = false;
    if (length < LEAST_KEY
        || bits < Rarity.RARE
        || !(isSigning() || Literals.isLiteral(text, start, end))
        || (assigned.isOfAnyCall() && !isHandedOn(length))
        || !isOneToken(text)
        || ProgramText.isPart(text, assigned)
        || isPublicByName(text)) {
      return false;
    }
    if (!(NameWords.isSaltName(assigned) || NameWords.mayName(assigned))
        || NameWords.isOfSomethingPublic(text, assigned.nameStart)
        || NameWords.isOfItsHash(text, assigned, to)
        || !(Literals.hasDigit(text, start, end) || bits > 2 * length)
        || !tellsKey(text)) {
      return false;
    }
    return (length != Literals.UUID_LENGTH || !Literals.isUuid(text, start) || mayBeKey(text))
        && Literals.hasLetter(text, start, end)
        && !Literals.isPublic(text, start, end)
        && (NameWords.isSecretName(assigned) || !Literals.isBase64OfWords(text, start, end))
        && !Literals.hasFormat(new String(text, start, length, StandardCharsets.ISO_8859_1))
        && !forms.begins(text, start, end)
        && (NameWords.isOfOwnUse(assigned)
            || !forms.names(text, assigned.nameStart, assigned.nameEnd)
            || isOfAnother(text));
  }

  /** A key of an issuer that gives others: somebody altered it before it was shown. */
  private boolean isOfAnother(byte[] text) {
    isOfOtherForm =
        end - start >= LEAST_OTHER && bits >= 2 * Rarity.RARE && forms.resembles(text, assigned);
    return isOfOtherForm;
  }

  /** A UUID that is told to be a secret, or holds no time and no name's hash as ids do. */
  private boolean mayBeKey(byte[] text) {
    return NameWords.tellsSecret(assigned)
        || (NameWords.tellsUuid(assigned) && !Literals.isToldUuid(text, start));
  }

  /** {@code key = quote("…")}: what is rare and long is no name that a key is asked for by. */
  private boolean isHandedOn(int length) {
    return length >= LEAST_OTHER
        && assigned.after() == ')'
        && bits >= 2 * Rarity.RARE
        && !assigned.isOfHiding();
  }

  /** Returns true where frameworks make secrets of any sign. */
  private boolean isSigning() {
    return assigned.quote != 0
        && end - start >= LEAST_SIGNING
        && assigned.name().endsWith("secretkey");
  }

  /**
   * Digests, and the ids of keys that sign, are told by their names: {@code sha256_password},
   * {@code "Password.php"}, {@code user.signingkey}; what a request is signed for by its end.
   */
  private boolean isPublicByName(byte[] text) {
    int length = end - start;
    return Literals.isVersion(text, start, end)
        || ProgramText.isAskedFor(text, assigned)
        || ProgramText.isSource(text, assigned)
        || (Literals.isDigest(text, start, end) && NameWords.tellsDigest(assigned))
        || (length == GPG_ID
            && Literals.isHex(text, start, end)
            && assigned.name().endsWith("signingkey"))
        || (length > SCOPE.length()
            && new String(text, end - SCOPE.length(), SCOPE.length(), StandardCharsets.ISO_8859_1)
                .equals(SCOPE));
  }

  /** A key alone is a key of a map; a call hands over a key only where its name says so. */
  private boolean tellsKey(byte[] text) {
    if (assigned.operator == ' ' && text[assigned.nameStart] != '-' && assigned.quote == 0) {
      return false;
    }
    if (assigned.operator == '('
        || (assigned.nameEnd < text.length && text[assigned.nameEnd] == ']')) {
      String last = assigned.lastWord();
      return last.equals("key")
          || last.equals("token")
          || last.equals("secret")
          || last.startsWith("credential");
    }
    int length = assigned.nameEnd - assigned.nameStart;
    return length > 4 || !assigned.name().equals("key") || isTold(text);
  }

  /** {@code Secret key: …}: names in words, as what a program prints has them. */
  private boolean isTold(byte[] text) {
    int last = assigned.nameStart - 1;
    if (last < 2 || text[last] != ' ') {
      return false;
    }
    int first = last;
    while (first > 0 && last - first < LEAST_KEY && Boundary.isWord(text[first - 1])) {
      first--;
    }
    String word = new String(text, first, last - first, StandardCharsets.ISO_8859_1);
    return BEFORE_KEY.contains(word.toLowerCase(Locale.ROOT));
  }

  /** A program issues tokens, which travel in headers and addresses; a secret is anybody's. */
  private boolean isOneToken(byte[] text) {
    if (isSigning()) {
      return Literals.isPrinted(text, start, end)
          && Bytes.next(text, start, end, (byte) '{') == end;
    }
    boolean issued = assigned.lastWord().equals("token") || assigned.name().endsWith("apikey");
    return Literals.isOneToken(text, start, end, assigned.quote != 0)
        && (!issued || Literals.isIssued(text, start, end));
  }
}
