package dev.straykey.remediate;

import com.google.crypto.tink.HybridDecrypt;
import com.google.crypto.tink.HybridEncrypt;
import com.google.crypto.tink.KeysetHandle;
import dev.straykey.model.Fingerprint;
import dev.straykey.model.InvalidInputException;
import dev.straykey.model.ScannerException;
import dev.straykey.model.Secret;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Closes a key on the machine that found it, so that only its controller can open it: {@link Hpke}
 * to a key pair of which agents get the public half. What the key was found as goes in as context,
 * so a sealed key cannot be passed off as that of another build, rule or fingerprint.
 *
 * <p><b>Units:</b> a key of at most {@value #LONGEST_KEY} bytes; sealed, base64.
 *
 * <p>Thread-safe.
 */
public final class TravelSeal {
  /** No key is longer: patterns end there. */
  public static final int LONGEST_KEY = 16 * 1024;

  /** Base64 of the longest key and what HPKE adds. */
  private static final int LONGEST_SEALED = (LONGEST_KEY + 1024) * 4 / 3;

  private final HybridEncrypt closer;
  private final @Nullable HybridDecrypt opener;

  private TravelSeal(HybridEncrypt closer, @Nullable HybridDecrypt opener) {
    this.closer = closer;
    this.opener = opener;
  }

  /**
   * What a sealed key is bound to.
   *
   * @param build that found it, by a name that no other build has
   * @param rule that fired
   */
  public record Context(String build, String rule, Fingerprint fingerprint) {
    private byte[] bytes() {
      var bytes = new ByteArrayOutputStream();
      for (String part : new String[] {"straykey travel 1", build, rule, fingerprint.kid()}) {
        byte[] text = part.getBytes(StandardCharsets.UTF_8);
        // With its length, so that no two contexts are the same bytes.
        bytes.writeBytes((text.length + ":").getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(text);
      }
      bytes.writeBytes(fingerprint.hex().getBytes(StandardCharsets.US_ASCII));
      return bytes.toByteArray();
    }
  }

  /** Returns a new key pair; to be kept where only the controller reads it. */
  public static byte[] newPair() {
    try {
      return Hpke.newPair().getBytes(StandardCharsets.UTF_8);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a key pair can always be made", e);
    }
  }

  /**
   * Returns what closes for {@code pair} and opens nothing.
   *
   * @throws InvalidInputException SK-4212 when it is no key pair
   */
  public static byte[] publicHalf(byte[] pair) {
    try {
      return Hpke.publicHalf(read(pair)).getBytes(StandardCharsets.UTF_8);
    } catch (GeneralSecurityException e) {
      throw unusable();
    }
  }

  /**
   * Returns what an agent closes with.
   *
   * @throws InvalidInputException SK-4212 when it is no public half
   */
  public static TravelSeal closing(byte[] publicHalf) {
    try {
      KeysetHandle handle = Hpke.closing(new String(publicHalf, StandardCharsets.UTF_8));
      return new TravelSeal(Hpke.closer(handle), null);
    } catch (GeneralSecurityException e) {
      throw unusable();
    }
  }

  /**
   * Returns what the controller opens with.
   *
   * @throws InvalidInputException SK-4212 when it is no key pair
   */
  public static TravelSeal opening(byte[] pair) {
    try {
      KeysetHandle handle = read(pair);
      return new TravelSeal(Hpke.closer(handle.getPublicKeysetHandle()), Hpke.opener(handle));
    } catch (GeneralSecurityException e) {
      throw unusable();
    }
  }

  private static KeysetHandle read(byte[] pair) throws GeneralSecurityException {
    return Hpke.pair(new String(pair, StandardCharsets.UTF_8));
  }

  private static InvalidInputException unusable() {
    return new InvalidInputException(
        "SK-4212",
        "The key pair that found keys are sealed with cannot be used",
        "Restore the folder secrets/ of Jenkins' home, or take the pair away there: a new one is"
            + " made, and what was sealed with the old one is found again by the next build");
  }

  /** Returns the key, closed, as base64. */
  public String seal(Secret secret, Context context) {
    byte[] clear = secret.bytes();
    try {
      return Base64.getEncoder().encodeToString(closer.encrypt(clear, context.bytes()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("sealing does not fail for any key", e);
    } finally {
      Arrays.fill(clear, (byte) 0);
    }
  }

  /**
   * Returns the key that was closed under {@code context}.
   *
   * @throws ScannerException SK-4213 when it was closed for another key pair, build, rule or
   *     fingerprint, or was changed, or is too long
   */
  public Secret open(String sealed, Context context) {
    byte[] clear = null;
    try {
      if (opener == null || sealed.length() > LONGEST_SEALED) {
        throw refused(context);
      }
      clear = opener.decrypt(Base64.getDecoder().decode(sealed), context.bytes());
      if (clear.length == 0 || clear.length > LONGEST_KEY) {
        throw refused(context);
      }
      return Secret.of(clear, 0, clear.length);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw refused(context);
    } finally {
      if (clear != null) {
        Arrays.fill(clear, (byte) 0);
      }
    }
  }

  private static ScannerException refused(Context context) {
    return new ScannerException(
        "SK-4213",
        "The key %s that a build sent sealed cannot be opened"
            .formatted(context.fingerprint().brief()),
        "Start the build again; if it stays, somebody changes what agents send, or two controllers"
            + " with different secrets answer for one Jenkins home");
  }
}
