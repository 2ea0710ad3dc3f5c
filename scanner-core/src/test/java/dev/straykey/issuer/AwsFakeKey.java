package dev.straykey.issuer;

import java.math.BigInteger;

/** An access key of the fake: who has it, and whether it still works. Made when a test runs. */
public final class AwsFakeKey {
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

  public final String id;
  public final String secret;
  final String user;
  final String arn;
  final String account;
  public boolean active = true;
  public boolean deleted;
  boolean expired;
  int probesLeft;

  AwsFakeKey(String user, String arn, String kind, String account, int number) {
    this.user = user;
    this.arn = arn;
    this.account = account;
    this.id = kind + inBase32(account, number);
    var random = new java.util.Random(number);
    var text = new StringBuilder("a+/");
    while (text.length() < 40) {
      text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    this.secret = text.toString();
  }

  /** Eighty bits: one, the account's forty, and what makes the id its own. */
  private static String inBase32(String account, int number) {
    BigInteger bits =
        new BigInteger(account)
            .shiftLeft(39)
            .or(BigInteger.valueOf(number * 0x1234567L & 0x7f_ffff_ffffL));
    var text = new StringBuilder();
    for (int i = 15; i >= 0; i--) {
      text.append(BASE32.charAt(bits.shiftRight(5 * i).intValue() & 31));
    }
    return text.toString();
  }

  /** Returns whether a request that it signs is taken; probes run behind changes for a while. */
  boolean passes(boolean probe) {
    if (active && !deleted) {
      return true;
    }
    return probe && probesLeft-- > 0;
  }
}
