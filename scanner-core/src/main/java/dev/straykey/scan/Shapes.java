package dev.straykey.scan;

import dev.straykey.model.Shape;
import java.nio.charset.StandardCharsets;

/**
 * Finds keys by where they stand: assigned to a telling name, or inside a URL. What is computed,
 * stands in for a key, or reads like a name is none. One per pass.
 */
final class Shapes {
  private static final int LEAST_KEY = 10;
  private static final int LEAST_SIGNING = 40;
  private static final int GPG_ID = 16;

  /** Behind the id of an access key, a day, a region and a service. */
  private static final String SCOPE = "/aws4_request";

  private final KnownForms forms;
  private final AssignedValue assigned = new AssignedValue();
  private final UrlPassword url = new UrlPassword();
  private final RemarkPassword remark = new RemarkPassword();
  private final PasswordShape password;
  private int start;
  private int end;
  private int bits;
  private int reached;

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
  private boolean goesOn(byte[] text, int keyword, int keywordEnd) {
    boolean whole = text[keyword] == 'k' || text[keyword] == 't' || text[keyword] == 's';
    byte next = keywordEnd < assigned.nameEnd ? text[keywordEnd] : 0;
    return whole && next >= 'a' && next <= 'z';
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
    boolean isAssigned = assigned.read(text, keyword, keywordEnd, 0, to);
    reached = assigned.reached;
    if (!isAssigned) {
      return false;
    }
    if (shape == Shape.ASSIGNED && goesOn(text, keyword, keywordEnd)) {
      return false;
    }
    start = assigned.start;
    end = assigned.end;
    bits = (int) Rarity.bits(text, start, end);
    return shape == Shape.ASSIGNED ? isKey(text) : password.stands(text, bits);
  }

  private boolean isKey(byte[] text) {
    int length = end - start;
    if (length < LEAST_KEY
        || bits < Rarity.RARE
        || !Literals.isLiteral(text, start, end)
        || !isOneToken(text)
        || ProgramText.isPart(text, assigned)
        || isPublicByName(text)) {
      return false;
    }
    if (!NameWords.mayName(assigned)
        || NameWords.isOfSomethingPublic(text, assigned.nameStart)
        || !(Literals.hasDigit(text, start, end) || bits > 2 * length)
        || !tellsKey(text)) {
      return false;
    }
    return (length != Literals.UUID_LENGTH
            || !Literals.isUuid(text, start)
            || (Literals.isRandomUuid(text, start) && NameWords.tellsUuid(assigned)))
        && Literals.hasLetter(text, start, end)
        && !Literals.isPublic(text, start, end)
        && (NameWords.isSecretName(assigned) || !Literals.isBase64OfWords(text, start, end))
        && !Literals.hasFormat(new String(text, start, length, StandardCharsets.ISO_8859_1))
        && (NameWords.isOfOwnUse(assigned)
            || !forms.names(text, assigned.nameStart, assigned.nameEnd))
        && !forms.begins(text, start, end);
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
    return length > 4 || !assigned.name().equals("key");
  }

  /** A program issues tokens, which travel in headers and addresses; a secret is anybody's. */
  private boolean isOneToken(byte[] text) {
    if (assigned.quote != 0
        && end - start >= LEAST_SIGNING
        && assigned.name().endsWith("secretkey")) {
      return Literals.isPrinted(text, start, end); // frameworks make theirs of any sign
    }
    boolean issued = assigned.lastWord().equals("token") || assigned.name().endsWith("apikey");
    return Literals.isOneToken(text, start, end, assigned.quote != 0)
        && (!issued || Literals.isIssued(text, start, end));
  }
}
