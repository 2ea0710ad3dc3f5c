package dev.straykey.issuer;

import dev.straykey.model.InvalidInputException;
import dev.straykey.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An access key id and its secret access key: what a request is signed with.
 *
 * @param id public
 * @param secret never sent: only signatures made with it are
 */
record AwsPair(String id, Secret secret) {
  private static final int SECRET_LENGTH = 40;

  /**
   * Takes the organisation's own credential apart.
   *
   * @throws InvalidInputException SK-2042, without the credential, when it is no pair
   */
  static @Nullable AwsPair ofCredential(@Nullable Secret credential) {
    if (credential == null) {
      return null;
    }
    byte[] text = credential.bytes();
    try {
      int colon = 0;
      while (colon < text.length && text[colon] != ':') {
        colon++;
      }
      String id = new String(text, 0, colon, StandardCharsets.ISO_8859_1);
      if (!AwsKeyId.isLongLived(id) || text.length - colon - 1 != SECRET_LENGTH) {
        throw new InvalidInputException(
            "SK-2042",
            "The credential of issuer aws is no access key: ID:SECRET, the id of 20 characters that"
                + " begins with AKIA and the secret access key of 40",
            "Put both into the variable or file that 'issuers: aws: credential' names, with one"
                + " colon between; temporary keys (ASIA) cannot be used");
      }
      return new AwsPair(id, Secret.of(text, colon + 1, text.length));
    } finally {
      Arrays.fill(text, (byte) 0);
    }
  }

  /** Returns false once the secret was overwritten. */
  boolean isAtHand() {
    byte[] text = secret.bytes();
    boolean overwritten = text.length == 0 || text[0] == 0;
    Arrays.fill(text, (byte) 0);
    return !overwritten;
  }
}
