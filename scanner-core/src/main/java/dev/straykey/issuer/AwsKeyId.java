package dev.straykey.issuer;

import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an AWS access key id tells by itself: its kind, and in which account it was made.
 *
 * <p>The account stands in the id: the sixteen characters behind the kind are base32, and the
 * account is forty bits of them. Ids whose fifth character is {@code I} or {@code J} are older than
 * that. There is no checksum, so an id proves nothing: the account in it is only ever a reason not
 * to act.
 */
final class AwsKeyId {
  private static final Pattern ID = Pattern.compile("A(?:KIA|SIA)[A-Z2-7]{16}");
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int KIND = 4;

  /** Five bits each: the ten characters hold the first six bytes, and two bits more. */
  private static final int CHARACTERS = 10;

  private AwsKeyId() {}

  /** Returns whether {@code id} is one of a key that lives until it is ended. */
  static boolean isLongLived(@Nullable String id) {
    return isOne(id) && Objects.requireNonNull(id).startsWith("AKIA");
  }

  /** Returns whether {@code id} is one of a key that lives for hours, beside a session token. */
  static boolean isTemporary(@Nullable String id) {
    return isOne(id) && Objects.requireNonNull(id).startsWith("ASIA");
  }

  private static boolean isOne(@Nullable String id) {
    return id != null && ID.matcher(id).matches();
  }

  /** Returns the account that stands in {@code id}, twelve digits; null when none does. */
  static @Nullable String account(@Nullable String id) {
    if (!isOne(id)) {
      return null;
    }
    String whole = Objects.requireNonNull(id);
    if (whole.charAt(KIND) == 'I' || whole.charAt(KIND) == 'J') {
      return null;
    }
    long bits = 0;
    for (int i = KIND; i < KIND + CHARACTERS; i++) {
      bits = bits << 5 | BASE32.indexOf(whole.charAt(i));
    }
    long six = bits >> 2;
    return "%012d".formatted((six & 0x7fff_ffff_ff80L) >> 7);
  }
}
