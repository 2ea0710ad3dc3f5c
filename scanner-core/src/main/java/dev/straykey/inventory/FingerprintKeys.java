package dev.straykey.inventory;

import dev.straykey.model.FingerprintKey;
import dev.straykey.model.InvalidInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The organisation's active fingerprint keys, newest first. All are looked up; the newest writes.
 *
 * <p>Immutable; at least one key, each kid once.
 */
public final class FingerprintKeys {
  /** Environment variable that holds the keys: base64 of 32 bytes, several separated by commas. */
  public static final String VARIABLE = "STRAYKEY_FINGERPRINT_KEY";

  private static final int MOST = 16;
  private static final String UNKEPT = "this run";

  private final List<FingerprintKey> keys;
  private final String from;
  private final boolean made;

  private FingerprintKeys(List<FingerprintKey> keys, String from, boolean made) {
    this.keys = List.copyOf(keys);
    this.from = from;
    this.made = made;
  }

  /** Takes keys, newest first. */
  public static FingerprintKeys of(List<FingerprintKey> keys) {
    return of(keys, "the program");
  }

  private static FingerprintKeys of(List<FingerprintKey> keys, String from) {
    if (keys.isEmpty() || keys.stream().map(FingerprintKey::kid).distinct().count() < keys.size()) {
      throw new InvalidInputException(
          "SK-1320",
          "The fingerprint keys from %s are %s"
              .formatted(from, keys.isEmpty() ? "none" : "not all different"),
          "Give each active key once, the newest first");
    }
    return new FingerprintKeys(keys, from, false);
  }

  /**
   * Finds the keys: in {@code $STRAYKEY_FINGERPRINT_KEY}, else in the configured file, else in
   * {@code fingerprint.key} of the state folder, which is made when it is not there and {@code
   * mayMake}.
   *
   * @param env environment variables
   * @param configured file that the configuration names, one base64 key a line; null when it names
   *     none
   * @param mayMake false where an inventory is given, which a new key could never fit
   * @throws InvalidInputException SK-1320 for a key that is none, SK-1321 when there is none,
   *     SK-1322 for a file that cannot be read or made; says where, never what
   */
  public static FingerprintKeys resolve(
      Map<String, String> env, @Nullable Path configured, boolean mayMake, Path stateFolder) {
    String variable = env.getOrDefault(VARIABLE, "");
    if (!variable.isBlank()) {
      return of(parse(Arrays.asList(variable.split(",", -1)), "$" + VARIABLE), "$" + VARIABLE);
    }
    if (configured != null) {
      return read(configured);
    }
    Path own = stateFolder.resolve("fingerprint.key");
    if (Files.exists(own)) {
      return read(own);
    }
    if (!mayMake) {
      throw new InvalidInputException(
          "SK-1321",
          "There is no fingerprint key, so no inventory can be asked",
          "Put the key that made the inventory's fingerprints into $%s, or name its file as"
                  .formatted(VARIABLE)
              + " fingerprint_key_file in straykey.yaml");
    }
    boolean made = KeyFile.makeUnlessThere(own);
    FingerprintKeys keys = read(own);
    return new FingerprintKeys(keys.keys, keys.from, made);
  }

  /**
   * Finds the keys as {@link #resolve} does, for a run that compares with no other: where none is
   * given and none can be kept, as on a machine that is not to be written to, it makes one that
   * {@link #isKept} says is not.
   *
   * @throws InvalidInputException as there, for a key that is given
   */
  public static FingerprintKeys resolveForOneRun(
      Map<String, String> env, @Nullable Path configured, Path stateFolder) {
    boolean given = configured != null || !env.getOrDefault(VARIABLE, "").isBlank();
    try {
      return resolve(env, configured, true, stateFolder);
    } catch (InvalidInputException e) {
      if (given || Files.exists(stateFolder.resolve("fingerprint.key"))) {
        throw e;
      }
    }
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    return of(List.of(FingerprintKey.of(key)), UNKEPT);
  }

  private static FingerprintKeys read(Path file) {
    return of(parse(KeyFile.lines(file), file.toString()), file.toString());
  }

  private static List<FingerprintKey> parse(List<String> texts, String from) {
    List<FingerprintKey> keys = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      String text = texts.get(i).strip();
      byte[] key = text.length() > 64 ? new byte[0] : decode(text);
      if (key.length != 32 || keys.size() == MOST) {
        throw new InvalidInputException(
            "SK-1320",
            "The fingerprint key at %s (number %d) is not base64 of 32 bytes, or there are more than %d"
                .formatted(from, i + 1, MOST),
            "Make one with: openssl rand -base64 32");
      }
      keys.add(FingerprintKey.of(key));
      Arrays.fill(key, (byte) 0);
    }
    return keys;
  }

  private static byte[] decode(String text) {
    try {
      return Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/'));
    } catch (IllegalArgumentException notBase64) { // its message quotes the text
      return new byte[0];
    }
  }

  /** Returns the key that writes. */
  public FingerprintKey newest() {
    return keys.get(0);
  }

  /** Returns the key of this id, or null when it is not at hand. */
  public @Nullable FingerprintKey byKid(String kid) {
    for (FingerprintKey key : keys) {
      if (key.kid().equals(kid)) {
        return key;
      }
    }
    return null;
  }

  /** Returns every key, newest first. */
  public List<FingerprintKey> all() {
    return keys;
  }

  /** Returns the ids of all keys, newest first. */
  public List<String> kids() {
    return keys.stream().map(FingerprintKey::kid).toList();
  }

  /** Returns where the keys came from: a file, or an environment variable. */
  public String from() {
    return from;
  }

  /** Returns false when nobody has the key any more when the run has ended. */
  public boolean isKept() {
    return !from.equals(UNKEPT);
  }

  /** Returns true when the key was made just now, which a reader should be told. */
  public boolean made() {
    return made;
  }

  @Override
  public String toString() {
    return "FingerprintKeys(kids " + String.join(", ", kids()) + ")";
  }
}
