package dev.straykey.pipeline;

import dev.straykey.source.CheckoutState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Remembers that a build's scan found nothing, so that the next one need not read what has not
 * changed. Only a complete scan that found nothing is remembered, for the rest of the day (what is
 * accepted has an end date), together with everything that it hung on.
 *
 * <p>The file lies where a change could put one of its own, so it carries a MAC under a key of this
 * machine's state folder.
 */
public final class BuildCache {
  private static final String FORMAT = "straykey-build-cache 1";
  private static final String KEY_FILE = "build-cache.key";
  private static final int LARGEST = 1 << 20;

  private final Path file;
  private final Path root;
  private final RunRequest request;
  private final Surroundings surroundings;
  private final List<String> also;

  /**
   * @param file where to remember; its folder goes with {@code mvn clean}
   * @param root of the checkout
   * @param also what else decides the result, such as the version of the front end
   */
  public BuildCache(
      Path file, Path root, RunRequest request, Surroundings surroundings, List<String> also) {
    this.file = file;
    this.root = root;
    this.request = request;
    this.surroundings = surroundings;
    this.also = List.copyOf(also);
  }

  /**
   * Returns what was said of the last scan, when that found nothing and nothing has changed since.
   */
  public @Nullable String unchanged() {
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
        return null;
      }
      List<String> lines = Files.readAllLines(file);
      if (lines.size() < 4 || !lines.get(0).equals(FORMAT)) {
        return null;
      }
      String summary = lines.get(2);
      List<Path> files = lines.subList(4, lines.size()).stream().map(Path::of).toList();
      byte[] key = key(false);
      String state = CheckoutState.of(root, files, null);
      if (key == null || state == null) {
        return null;
      }
      String mac = mac(key, summary, state, files);
      return MessageDigest.isEqual(
              mac.getBytes(StandardCharsets.UTF_8), lines.get(1).getBytes(StandardCharsets.UTF_8))
          ? summary
          : null;
    } catch (IOException | RuntimeException e) {
      return null; // whatever is wrong with it, a scan says the truth
    }
  }

  /** What a scan hangs on, taken before it. */
  public record Before(List<Path> settings, String state) {}

  /** Takes what the scan that follows hangs on; null when that cannot be told. */
  public @Nullable Before before() {
    List<Path> settings = settings();
    String state = settings == null ? null : CheckoutState.of(root, settings, now());
    return settings == null || state == null ? null : new Before(settings, state);
  }

  /**
   * Remembers that the scan since {@code before} was complete and found nothing, unless something
   * changed while it ran.
   *
   * @param summary what to say of it again
   * @param reports files that the scan wrote and that must still be there
   */
  public void remember(Before before, String summary, List<Path> reports) {
    try {
      if (!before.state().equals(CheckoutState.of(root, before.settings(), null))) {
        return;
      }
      var files = new ArrayList<>(before.settings());
      files.addAll(reports);
      byte[] key = key(true);
      String state = CheckoutState.of(root, files, null);
      if (key != null && state != null) {
        var lines = new ArrayList<>(List.of(FORMAT, mac(key, summary, state, files), summary, ""));
        files.forEach(f -> lines.add(f.toString()));
        Files.write(file, lines);
      }
    } catch (IOException | RuntimeException e) {
      // It only saves time.
      return;
    }
  }

  /** Forgets. */
  public void forget() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // Its MAC does not fit any more either.
      return;
    }
  }

  private String mac(byte[] key, String summary, String state, List<Path> files) {
    var environment = new TreeMap<String, String>();
    surroundings
        .environment()
        .forEach(
            (name, value) -> {
              if (name.startsWith("STRAYKEY_")) {
                environment.put(name, value);
              }
            });
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      for (Object part :
          new Object[] {
            FORMAT,
            summary,
            state,
            files,
            also,
            request,
            environment,
            surroundings.version(),
            LocalDate.ofInstant(now(), ZoneOffset.UTC)
          }) {
        mac.update(part.toString().getBytes(StandardCharsets.UTF_8));
        mac.update((byte) 0);
      }
      return HexFormat.of().formatHex(mac.doFinal());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has HmacSHA256", e);
    }
  }

  private Instant now() {
    return surroundings.clock().instant();
  }

  /** Every file that the scan believes; null when it asks a database, which has no such times. */
  private @Nullable List<Path> settings() {
    var files = new TreeSet<Path>();
    Path config = Settings.configurationFile(request.config(), surroundings);
    Configuration configuration = config == null ? Configuration.NONE : Configuration.read(config);
    add(files, config);
    add(files, configuration.people());
    add(files, configuration.fingerprintKeyFile());
    add(files, request.people());
    add(files, request.baseline());
    add(files, root.resolve(".straykey.yaml"));
    Path key = surroundings.stateFolder().resolve("fingerprint.key");
    if (Files.exists(key)) {
      add(files, key); // where there is none, the scan makes one, and no inventory hangs on it
    }
    var inventories = new ArrayList<>(configuration.inventory());
    inventories.addAll(request.inventory());
    for (String place : inventories) {
      if (Configuration.isUrl(place)) {
        return null;
      }
      add(files, Path.of(place));
    }
    var rules = new ArrayList<>(configuration.rules());
    rules.addAll(request.rules());
    for (Path rule : rules) {
      add(files, rule);
      if (Files.isDirectory(rule)) {
        try (var entries = Files.list(rule)) {
          entries.forEach(entry -> add(files, entry));
        } catch (IOException e) {
          return null;
        }
      }
    }
    return List.copyOf(files);
  }

  private static void add(Set<Path> files, @Nullable Path file) {
    if (file != null) {
      files.add(file.toAbsolutePath());
    }
  }

  private byte @Nullable [] key(boolean mayMake) throws IOException {
    Path keyFile = surroundings.stateFolder().resolve(KEY_FILE);
    if (!Files.isRegularFile(keyFile)) {
      if (!mayMake) {
        return null;
      }
      Files.createDirectories(surroundings.stateFolder());
      byte[] made = new byte[32];
      new SecureRandom().nextBytes(made);
      Path part = Files.createTempFile(surroundings.stateFolder(), KEY_FILE, ".part");
      try {
        if (part.getFileSystem().supportedFileAttributeViews().contains("posix")) {
          Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rw-------"));
        }
        Files.write(part, made);
        Files.move(part, keyFile, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(part);
      }
    }
    byte[] key = Files.readAllBytes(keyFile);
    return key.length == 32 ? key : null;
  }
}
