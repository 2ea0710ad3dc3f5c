package dev.straykey.source;

import dev.straykey.git.GitId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * Whether a file is the blob that git has of it. Its content is hashed: the index, which says so
 * too, was written by whoever wrote the repository.
 */
final class GitBlobId {
  private static final int LARGEST_FOR_LINE_ENDS = 8 << 20;

  private GitBlobId() {}

  static boolean matches(Path file, @Nullable GitId blob) {
    if (blob == null) {
      return false;
    }
    try {
      return blob.equals(of(file, blob.length()))
          || blob.equals(withUnixLineEnds(file, blob.length()));
    } catch (IOException e) {
      return false; // reading it for its text says why
    }
  }

  /** Binary files of the history were not read, while archives in a work tree are opened. */
  static boolean isBinary(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] head = in.readNBytes(Texts.HEAD);
      return Texts.isBinary(head, head.length);
    } catch (IOException e) {
      return false;
    }
  }

  private static GitId of(Path file, int idLength) throws IOException {
    MessageDigest sha = begin(Files.size(file), idLength);
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        sha.update(buffer, 0, n);
      }
    }
    return id(sha);
  }

  private static @Nullable GitId withUnixLineEnds(Path file, int idLength) throws IOException {
    if (Files.size(file) > LARGEST_FOR_LINE_ENDS) {
      return null;
    }
    byte[] bytes = Files.readAllBytes(file);
    int n = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] != '\r' || i + 1 == bytes.length || bytes[i + 1] != '\n') {
        bytes[n++] = bytes[i];
      }
    }
    if (n == bytes.length) {
      return null;
    }
    MessageDigest sha = begin(n, idLength);
    sha.update(bytes, 0, n);
    return id(sha);
  }

  private static GitId id(MessageDigest sha) {
    byte[] digest = sha.digest();
    return GitId.of(digest, 0, digest.length);
  }

  private static MessageDigest begin(long size, int idLength) {
    MessageDigest sha;
    try {
      sha = MessageDigest.getInstance(idLength == GitId.SHA1 ? "SHA-1" : "SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has it", e);
    }
    sha.update(("blob " + size + "\0").getBytes(StandardCharsets.US_ASCII));
    return sha;
  }
}
