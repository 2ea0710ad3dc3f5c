package dev.straykey.inventory;

import dev.straykey.model.FileTrouble;
import dev.straykey.model.InvalidInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

/**
 * The file that fingerprint keys stand in: one base64 key a line, newest first; {@code #} notes.
 */
final class KeyFile {
  private static final int MOST_BYTES = 16 * 1024;

  private KeyFile() {}

  static List<String> lines(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw problem(file, "is larger than a file of keys would be");
      }
      String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
      return text.lines()
          .map(String::strip)
          .filter(l -> !l.isEmpty() && l.charAt(0) != '#')
          .toList();
    } catch (IOException e) {
      throw problem(file, "cannot be read (" + FileTrouble.of(e) + ")");
    }
  }

  /**
   * Makes the file with a new random key, readable by its owner alone. It appears with its content
   * or not at all, so that two runs that start together agree on one key.
   *
   * @return false when it was there already
   */
  static boolean makeUnlessThere(Path file) {
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    try {
      Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
      Path fresh = Files.createTempFile(folder, "fingerprint", ".new", ownerOnly(folder));
      try {
        Files.writeString(fresh, Base64.getEncoder().encodeToString(key) + "\n");
        return place(fresh, file);
      } finally {
        Files.deleteIfExists(fresh);
      }
    } catch (IOException e) {
      throw problem(file, "cannot be made (" + FileTrouble.of(e) + ")");
    }
  }

  private static boolean place(Path fresh, Path file) throws IOException {
    try {
      Files.createLink(file, fresh); // unlike a move, never replaces
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (UnsupportedOperationException e) {
      Files.move(fresh, file);
      return true;
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path folder) throws IOException {
    return Files.getFileStore(folder).supportsFileAttributeView("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private static InvalidInputException problem(Path file, String what) {
    return new InvalidInputException(
        "SK-1322",
        "The file of fingerprint keys %s %s".formatted(file, what),
        "Check fingerprint_key_file in straykey.yaml and who may read it, or set $"
            + FingerprintKeys.VARIABLE);
  }
}
