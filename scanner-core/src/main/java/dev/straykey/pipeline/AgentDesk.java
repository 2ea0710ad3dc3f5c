package dev.straykey.pipeline;

import dev.straykey.attribution.Attributor;
import dev.straykey.inventory.FingerprintKeys;
import dev.straykey.inventory.Inventory;
import dev.straykey.inventory.InventoryFiles;
import dev.straykey.inventory.InventoryStore;
import dev.straykey.model.Attribution;
import dev.straykey.model.AttributionBy;
import dev.straykey.model.AttributionStatus;
import dev.straykey.model.Audience;
import dev.straykey.model.Finding;
import dev.straykey.model.Fingerprint;
import dev.straykey.model.FingerprintKey;
import dev.straykey.model.KeyRecord;
import dev.straykey.model.KeyScope;
import dev.straykey.model.Keyring;
import dev.straykey.model.Match;
import dev.straykey.model.OwnerType;
import dev.straykey.model.Person;
import dev.straykey.model.Provenance;
import dev.straykey.model.Severity;
import dev.straykey.model.Shown;
import dev.straykey.model.Validity;
import dev.straykey.model.WireName;
import dev.straykey.people.Directory;
import dev.straykey.remediate.TravelSeal;
import dev.straykey.rule.RuleFiles;
import dev.straykey.rule.RuleSet;
import dev.straykey.store.Store;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a controller does around scans on its agents: it says what they scan with, and turns what
 * they answer into owners. Reads configuration, inventory and people once; thread-safe.
 *
 * <p><b>Errors:</b> {@link dev.straykey.model.InvalidInputException} naming the file that is wrong.
 */
public final class AgentDesk extends Desk {
  private final RuleSet rules;
  private final @Nullable FingerprintKeys keys;
  private final Inventory inventory;
  private final Directory people;
  private final byte[] known;
  private final byte[] seal;
  private final Attributor attributor;
  private final Instant now;

  /** What every trusted build is scanned with, made when the first one asks. */
  private byte @Nullable [] trusted;

  /**
   * @param config the organisation's straykey.yaml; null for none: then no inventory is asked
   */
  public AgentDesk(Surroundings surroundings, @Nullable Path config) {
    this(surroundings, config, null);
  }

  /**
   * @param pair what found keys are sealed to, so that they are acted on here; null where nothing
   *     is acted on
   */
  public AgentDesk(Surroundings surroundings, @Nullable Path config, byte @Nullable [] pair) {
    super(surroundings, config);
    this.seal = pair == null ? new byte[0] : TravelSeal.publicHalf(pair);
    this.now = surroundings.clock().instant();
    RuleSet all = RuleFiles.shipped();
    for (Path file : configuration.rules()) {
      all = RuleFiles.load(all, file, true);
    }
    this.rules = all;
    this.keys = configuration.inventory().isEmpty() ? null : fingerprintKeys(false);
    this.inventory = keys == null ? Inventory.none() : inventory(keys);
    this.people =
        configuration.people() == null ? Directory.empty() : Directory.read(configuration.people());
    this.known = keys == null ? new byte[0] : KnownDigests.write(inventory, keys.all());
    this.attributor = new Attributor(inventory, people, Map.of(), Map.of(), now);
  }

  private Inventory inventory(FingerprintKeys atHand) {
    var parts = new ArrayList<Inventory>();
    for (String place : configuration.inventory()) {
      if (Configuration.isUrl(place)) {
        try (Store store = Store.open(place)) {
          parts.add(new InventoryStore(store).load(atHand, now));
        }
      } else {
        parts.add(InventoryFiles.read(Path.of(place), atHand, now));
      }
    }
    return Inventory.merged(parts);
  }

  /** Returns whether there is an inventory to ask. */
  public boolean hasInventory() {
    return keys != null;
  }

  /** Returns how many records the inventory has. */
  public int records() {
    return inventory.records().size();
  }

  /**
   * Returns what an agent scans a trusted build with; with an inventory the same array each time,
   * not to be changed.
   *
   * @param own 32 bytes that make fingerprints where there is no inventory
   */
  public synchronized byte[] kit(byte[] own) {
    if (keys == null) {
      return kitWithoutInventory(own);
    }
    if (trusted == null) {
      trusted = AgentKit.write(rules, keys.newest(), known, seal);
    }
    return trusted;
  }

  /** Returns what an agent scans a build with that is not trusted: rules, and nothing of ours. */
  public byte[] kitWithoutInventory(byte[] own) {
    return AgentKit.write(rules, FingerprintKey.of(own), new byte[0], new byte[0]);
  }

  /**
   * Whose a key is, in words.
   *
   * @param status {@code ours}, {@code not-ours}, {@code not-checked} or {@code ambiguous}
   * @param by how it was established; empty when it was not
   * @param record id and name of the record; empty when none fits
   * @param owner such as {@code team platform}; empty when nobody is known
   * @param ownerState such as {@code leaver}, for a person of the directory; else empty
   */
  public record Whose(
      String status, String by, String record, String owner, String ownerState, String scope) {}

  /** Says whose the key of an agent's finding is. */
  public Whose whose(AgentFinding finding) {
    return words(attribution(finding));
  }

  private static Whose words(Attribution attribution) {
    KeyRecord key = attribution.key();
    Person person = attribution.person();
    return new Whose(
        WireName.of(attribution.status()),
        attribution.by() == null ? "" : WireName.of(attribution.by()),
        key == null ? "" : key.title(),
        owner(attribution),
        person == null ? "" : WireName.of(person.status()),
        WireName.of(attribution.scope()));
  }

  /**
   * Says whose a masked key is. A mask has only the beginning of its fingerprint, so every record
   * is looked at; more than one that fits is nobody's.
   */
  public Whose whose(LogMask mask) {
    List<KeyRecord> fitting =
        mask.ours()
            ? inventory.records().stream()
                .filter(r -> r.hmac() != null && r.hmac().hex().startsWith(mask.brief()))
                .toList()
            : List.of();
    if (fitting.size() != 1) {
      String status = mask.ours() ? "ours" : keys == null ? "not-checked" : "not-ours";
      return new Whose(status, "", "", "", "", WireName.of(KeyScope.UNKNOWN));
    }
    return words(ours(fitting.get(0), KeyScope.UNKNOWN));
  }

  private static String owner(Attribution attribution) {
    var owner = attribution.owner();
    if (owner == null) {
      return "";
    }
    Person person = attribution.person();
    return owner.type() == OwnerType.PERSON && person != null
        ? person.name()
        : WireName.of(owner.type()) + " " + owner.id();
  }

  private Attribution attribution(AgentFinding said) {
    KeyScope scope = word(KeyScope.class, said.scope(), KeyScope.UNKNOWN);
    if (keys == null) {
      return Attribution.notChecked(scope);
    }
    KeyRecord exact = exact(said);
    if (exact != null) {
      return ours(exact, scope);
    }
    // The id of the record comes from the agent, so the fingerprint is asked again here.
    return attributor.attribute(finding(said, scope), new Keyring(0));
  }

  /** The record that the agent's number names, unless the fingerprint speaks against it. */
  private @Nullable KeyRecord exact(AgentFinding said) {
    if (said.record() < 0 || said.record() >= inventory.records().size()) {
      return null;
    }
    KeyRecord record = inventory.records().get(said.record());
    Fingerprint hmac = record.hmac();
    boolean another =
        hmac != null && hmac.kid().equals(said.kid()) && !hmac.hex().equals(said.fingerprint());
    return another ? null : record;
  }

  private Attribution ours(KeyRecord record, KeyScope kind) {
    var owner = record.owner();
    return new Attribution(
        AttributionStatus.OURS,
        AttributionBy.FINGERPRINT,
        record,
        List.of(record.id()),
        record.scope() == KeyScope.UNKNOWN ? kind : record.scope(),
        owner,
        owner == null || owner.type() != OwnerType.PERSON ? null : people.byId(owner.id()),
        Validity.UNDETERMINED,
        inventory.fresh(now),
        "");
  }

  private static Finding finding(AgentFinding said, KeyScope scope) {
    return new Finding(
        new Fingerprint(said.kid(), said.fingerprint()),
        said.rule(),
        said.ruleName(),
        said.issuer(),
        word(Severity.class, said.severity(), Severity.HIGH),
        word(Shown.class, said.shown(), Shown.VALUE),
        said.redacted(),
        said.keyId(),
        scope,
        false,
        List.of(
            new Match(
                Provenance.file("agent", "", "", Audience.RESTRICTED), 0, 0, 0, 0, List.of(), "")),
        null);
  }

  private static <E extends Enum<E>> E word(Class<E> type, String text, E otherwise) {
    try {
      return WireName.parse(type, text);
    } catch (IllegalArgumentException e) {
      return otherwise; // the word of a machine that runs foreign code
    }
  }
}
