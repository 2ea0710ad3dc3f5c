package dev.straykey.http;

import dev.straykey.model.FileTrouble;
import dev.straykey.model.InvalidInputException;
import dev.straykey.model.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A credential that Straykey itself runs on. The configuration says where it lies, {@code env:NAME}
 * or {@code file:PATH}, and never the credential itself.
 */
public final class Credential {
  private static final int LONGEST = 16 * 1024;

  private final Secret secret;

  private Credential(Secret secret) {
    this.secret = secret;
  }

  /** Binds a credential that is at hand already. */
  public static Credential of(Secret secret) {
    return new Credential(secret);
  }

  /**
   * Reads what {@code spec} points at; white space around it does not count.
   *
   * @param spec {@code env:NAME} or {@code file:PATH}
   * @throws InvalidInputException when it is neither, or nothing is there
   */
  public static Credential read(String spec) {
    return read(spec, System.getenv());
  }

  /** The same, with variables that are not the process's. */
  public static Credential read(String spec, Map<String, String> environment) {
    if (spec.startsWith("env:")) {
      return ofVariable(spec.substring(4), environment);
    }
    if (spec.startsWith("file:")) {
      return ofFile(spec.substring(5));
    }
    throw new InvalidInputException(
        "SK-2030",
        "A credential is neither env:NAME nor file:PATH; what stands there is not shown, it may be"
            + " the credential itself",
        "Put the credential into an environment variable or a file of its own, and name that");
  }

  private static Credential ofVariable(String name, Map<String, String> environment) {
    // A key pasted after "env:" must not be shown; variables are named in capitals.
    String shown = name.matches("[A-Z_][A-Z0-9_]{0,63}") ? name : "of that name";
    String value = environment.getOrDefault(name, "").strip();
    if (value.isEmpty()) {
      throw new InvalidInputException(
          "SK-2031",
          "The environment variable %s is not set, or is empty".formatted(shown),
          "Set it for this process, or name another one");
    }
    return checked(value, "environment variable " + shown);
  }

  private static Credential ofFile(String path) {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(Path.of(path))) {
      bytes = in.readNBytes(LONGEST + 1);
    } catch (IOException | InvalidPathException e) {
      throw new InvalidInputException(
          "SK-2032",
          "The credential file %s cannot be read (%s)".formatted(clean(path), FileTrouble.of(e)),
          "Check that it exists and that this user may read it");
    }
    String value = new String(bytes, StandardCharsets.UTF_8).strip();
    if (value.isEmpty()) {
      throw new InvalidInputException(
          "SK-2033",
          "The credential file %s is empty".formatted(clean(path)),
          "Write the credential into it, or name another file");
    }
    return checked(value, "file " + clean(path));
  }

  private static Credential checked(String value, String where) {
    if (value.length() > LONGEST || value.chars().anyMatch(c -> c < 0x20 || c >= 0x7f)) {
      throw new InvalidInputException(
          "SK-2034",
          "The credential in %s is no single line of at most %d plain characters"
              .formatted(where, LONGEST),
          "Put the credential alone there, without a name, comment or second line");
    }
    return new Credential(Secret.of(value));
  }

  private static String clean(String path) {
    return path.replaceAll("[\\p{Cc}\\p{Cf}]", "?");
  }

  /** Returns the credential in a form that shows nothing. */
  public Secret secret() {
    return secret;
  }

  /** Returns the value of an {@code Authorization} header that presents {@code secret}. */
  public static String bearer(Secret secret) {
    return "Bearer " + secret.reveal();
  }

  /**
   * Returns the value of an {@code Authorization} header of basic authentication.
   *
   * @param pair {@code user:password}; without a colon, the user name with no password
   */
  public static String basic(Secret pair) {
    String text = pair.reveal();
    String whole = text.indexOf(':') < 0 ? text + ":" : text;
    return "Basic " + Base64.getEncoder().encodeToString(whole.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns whether {@code secret} is a pair of user and password. */
  public static boolean isPair(@Nullable Secret secret) {
    return secret != null && secret.reveal().indexOf(':') >= 0;
  }

  @Override
  public String toString() {
    return "Credential(" + secret.length() + " bytes)";
  }
}
