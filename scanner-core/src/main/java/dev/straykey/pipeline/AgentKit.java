package dev.straykey.pipeline;

import dev.straykey.model.FingerprintKey;
import dev.straykey.model.InvalidInputException;
import dev.straykey.model.KnownKeys;
import dev.straykey.remediate.TravelSeal;
import dev.straykey.rule.RuleFiles;
import dev.straykey.rule.RuleSet;
import dev.straykey.scan.ScanEngine;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an agent needs to scan, as bytes that travel once: the rules beyond the shipped ones, the
 * key that makes fingerprints, and eight bytes of the fingerprint of each key of the inventory. No
 * record, no owner, no policy, no credential; and no key of the organisation for a build that is
 * not trusted. Where the controller acts, also what a found key is closed with for it.
 *
 * <p>{@link #read} costs seconds for a large inventory: keep what it returns, by {@link #digest}.
 */
public final class AgentKit {
  private static final int MARK = 0x534b_4b03;
  private static final int MOST_RULES = 64 << 20;
  private static final int MOST_ENGINES = 4;

  /** Kits without an inventory differ in what makes fingerprints: one engine does for all. */
  private static final Map<String, ScanEngine> WITHOUT_INVENTORY =
      new LinkedHashMap<>(8, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, ScanEngine> eldest) {
          return size() > MOST_ENGINES;
        }
      };

  private static final int MOST_SEAL = 16 * 1024;

  private final String digest;
  private final ScanSettings settings;
  private final @Nullable KnownDigests known;
  private final byte[] sealTo;
  private @Nullable TravelSeal seal;
  private @Nullable ScanEngine engine;

  private AgentKit(
      String digest, ScanSettings settings, @Nullable KnownDigests known, byte[] sealTo) {
    this.digest = digest;
    this.settings = settings;
    this.known = known;
    this.sealTo = sealTo;
  }

  /** Returns what stands for the bytes: 64 hex characters. */
  public static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  /**
   * Returns the bytes that travel.
   *
   * @param known as {@link KnownDigests#write} made it; empty when no inventory is to be asked
   * @param seal public half that found keys are closed with; empty when none is to travel
   */
  static byte[] write(RuleSet rules, FingerprintKey key, byte[] known, byte[] seal) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new ObjectOutputStream(bytes)) {
      out.writeInt(MARK);
      out.write(key.copy());
      out.writeInt(known.length);
      out.write(known);
      out.writeInt(seal.length);
      out.write(seal);
      // Both sides run this version, so the shipped rules are on the other side already.
      boolean shipped = rules.digest().equals(RuleFiles.shipped().digest());
      out.writeUTF(rules.digest());
      out.writeObject(shipped ? null : rules);
    } catch (IOException e) {
      throw new IllegalStateException("an array takes every byte", e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads what a controller wrote.
   *
   * @throws InvalidInputException SK-4201 when it is something else, or of another version
   */
  public static AgentKit read(byte[] bytes) {
    try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      in.setObjectInputFilter(AgentKit::onlyRules);
      if (in.readInt() != MARK) {
        throw new IOException("mark");
      }
      byte[] key = new byte[32];
      in.readFully(key);
      int length = in.readInt();
      byte[] index = in.readNBytes(length);
      int sealLength = in.readInt();
      if (sealLength < 0 || sealLength > MOST_SEAL) {
        throw new IOException("seal");
      }
      byte[] seal = in.readNBytes(sealLength);
      String wanted = in.readUTF();
      RuleSet rules = (RuleSet) in.readObject();
      if (rules == null) {
        rules = RuleFiles.shipped();
      }
      if (!rules.digest().equals(wanted)) {
        throw new IOException("rules");
      }
      KnownDigests known = length == 0 ? null : KnownDigests.read(index);
      return new AgentKit(
          digest(bytes),
          new ScanSettings(
              rules,
              known == null ? KnownKeys.NONE : known,
              FingerprintKey.of(key),
              Map.of(),
              false),
          known,
          seal);
    } catch (IOException | ClassNotFoundException | ClassCastException e) {
      throw new InvalidInputException(
          "SK-4201",
          "What the controller sent to scan with cannot be read (%s)"
              .formatted(e.getClass().getSimpleName()),
          "Start the build again; if it stays, controller and agent run different versions",
          e);
    }
  }

  private static ObjectInputFilter.Status onlyRules(ObjectInputFilter.FilterInfo info) {
    if (info.streamBytes() > MOST_RULES) {
      return ObjectInputFilter.Status.REJECTED;
    }
    Class<?> type = info.serialClass();
    if (type == null) {
      return ObjectInputFilter.Status.UNDECIDED;
    }
    while (type.isArray()) {
      type = type.getComponentType();
    }
    String name = type.getName();
    boolean known =
        type.isPrimitive()
            || name.startsWith("dev.straykey.model.")
            || name.startsWith("dev.straykey.rule.")
            || name.startsWith("java.util.")
            || name.startsWith("java.lang.")
            || name.equals("java.net.URI")
            || name.startsWith("java.time.");
    return known ? ObjectInputFilter.Status.ALLOWED : ObjectInputFilter.Status.REJECTED;
  }

  /** Returns what stands for the bytes that it was read from. */
  public String digest() {
    return digest;
  }

  /** Returns whether there is an inventory to ask. */
  public boolean knowsKeys() {
    return known != null;
  }

  /** Returns rules and known keys made ready, once for all consoles of this machine. */
  synchronized ScanEngine engine() {
    if (engine == null) {
      engine =
          known == null
              ? withoutInventory(settings.rules())
              : new ScanEngine(settings.rules(), settings.known());
    }
    return engine;
  }

  private static ScanEngine withoutInventory(RuleSet rules) {
    synchronized (WITHOUT_INVENTORY) {
      return WITHOUT_INVENTORY.computeIfAbsent(
          rules.digest(), digest -> new ScanEngine(rules, KnownKeys.NONE));
    }
  }

  ScanSettings settings() {
    return settings;
  }

  @Nullable KnownDigests known() {
    return known;
  }

  /** Returns what found keys are closed with for the controller; null when none is to travel. */
  synchronized @Nullable TravelSeal seal() {
    if (seal == null && sealTo.length > 0) {
      seal = TravelSeal.closing(sealTo);
    }
    return seal;
  }

  /** Returns 32 bytes that differ for every {@code purpose} and tell nothing of {@code secret}. */
  public static byte[] derived(byte[] secret, String purpose) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(secret);
      return sha.digest(purpose.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "AgentKit(" + digest.substring(0, 12) + ")";
  }
}
