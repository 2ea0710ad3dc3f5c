package dev.straykey.remediate;

import com.google.crypto.tink.HybridDecrypt;
import com.google.crypto.tink.HybridEncrypt;
import com.google.crypto.tink.KeysetHandle;
import dev.straykey.model.FileTrouble;
import dev.straykey.model.Fingerprint;
import dev.straykey.model.ScannerException;
import dev.straykey.model.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;

/**
 * Closes a key so that only the remediator can open it again: HPKE (X25519, HKDF-SHA-256,
 * AES-256-GCM) to a key pair that lies in the state folder, mode 600. The fingerprint goes in as
 * context: a sealed key cannot be passed off as another's.
 *
 * <p>Thread-safe.
 */
public final class Seal {
  private static final String FILE = "remediator.key";
  private final HybridEncrypt closer;
  private final HybridDecrypt opener;

  private Seal(KeysetHandle pair) throws GeneralSecurityException {
    this.closer = Hpke.closer(pair.getPublicKeysetHandle());
    this.opener = Hpke.opener(pair);
  }

  /**
   * Takes the key pair in {@code stateFolder}, made on first use.
   *
   * @throws ScannerException SK-5010 when it cannot be made or read; SK-5011 when others may read
   *     it
   */
  public static Seal open(Path stateFolder) {
    Path file = stateFolder.resolve(FILE);
    try {
      if (!Files.exists(file)) {
        make(stateFolder, file);
      }
      refuseOpenFile(file);
      return new Seal(Hpke.pair(Files.readString(file)));
    } catch (IOException | GeneralSecurityException e) {
      throw new ScannerException(
          "SK-5010",
          "The remediator's key pair %s cannot be used (%s)".formatted(file, FileTrouble.of(e)),
          "Check that its folder may be written; a damaged file is taken away by hand, and what was"
              + " sealed with it is found again by the next scan");
    }
  }

  private static void make(Path folder, Path file) throws IOException, GeneralSecurityException {
    Files.createDirectories(folder);
    String text = Hpke.newPair();
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    Path whole =
        posix
            ? Files.createTempFile(
                folder,
                FILE,
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
            : Files.createTempFile(folder, FILE, ".new");
    try {
      Files.writeString(whole, text);
      // A link fails when the file is there: of two first runs, one pair wins and both read it.
      Files.createLink(file, whole);
    } catch (FileAlreadyExistsException e) {
      return;
    } catch (UnsupportedOperationException e) {
      Files.move(whole, file);
    } finally {
      Files.deleteIfExists(whole);
    }
  }

  private static void refuseOpenFile(Path file) throws IOException {
    if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return;
    }
    var others = EnumSet.copyOf(Files.getPosixFilePermissions(file));
    others.removeAll(
        EnumSet.of(
            PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE,
            PosixFilePermission.OWNER_EXECUTE));
    if (!others.isEmpty()) {
      throw new ScannerException(
          "SK-5011",
          "The remediator's key pair %s can be reached by others (%s)"
              .formatted(file, PosixFilePermissions.toString(Files.getPosixFilePermissions(file))),
          "Run 'chmod 600' on it; if others may have read it, take it away and scan again");
    }
  }

  /** Returns the key, closed, as base64. */
  public String seal(Secret secret, Fingerprint context) {
    byte[] clear = secret.bytes();
    try {
      return Base64.getEncoder().encodeToString(closer.encrypt(clear, context(context)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("sealing does not fail for any key", e);
    } finally {
      Arrays.fill(clear, (byte) 0);
    }
  }

  /**
   * Returns the key that was closed under {@code context}.
   *
   * @throws ScannerException SK-5012 when it was closed for another key pair or fingerprint, or was
   *     changed
   */
  public Secret open(String sealed, Fingerprint context) {
    byte[] clear = null;
    try {
      clear = opener.decrypt(Base64.getDecoder().decode(sealed), context(context));
      return Secret.of(clear, 0, clear.length);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new ScannerException(
          "SK-5012",
          "The sealed key %s cannot be opened with this key pair".formatted(context.brief()),
          "Run on the host that sealed it, or scan again so that it is found and sealed anew");
    } finally {
      if (clear != null) {
        Arrays.fill(clear, (byte) 0);
      }
    }
  }

  private static byte[] context(Fingerprint fingerprint) {
    return ("straykey " + fingerprint.kid() + " " + fingerprint.hex())
        .getBytes(StandardCharsets.US_ASCII);
  }
}
