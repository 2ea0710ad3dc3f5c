package dev.straykey.pipeline;

import dev.straykey.inventory.FingerprintKeys;
import dev.straykey.inventory.Inventory;
import dev.straykey.inventory.InventoryFiles;
import dev.straykey.inventory.InventoryLines;
import dev.straykey.inventory.InventoryStore;
import dev.straykey.model.Document;
import dev.straykey.model.InvalidInputException;
import dev.straykey.model.KeyRecord;
import dev.straykey.model.KnownKeys;
import dev.straykey.model.Origin;
import dev.straykey.model.Rule;
import dev.straykey.model.Secret;
import dev.straykey.model.WireName;
import dev.straykey.rule.RuleFiles;
import dev.straykey.scan.ScanEngine;
import dev.straykey.scan.Worker;
import dev.straykey.store.Store;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What {@code straykey inventory} asks for. */
public final class InventoryDesk extends Desk {
  private static final int LONGEST_KEY = 16 * 1024;

  public InventoryDesk(Surroundings surroundings, @Nullable Path config) {
    super(surroundings, config);
  }

  /**
   * Reads keys from standard input, one a line, and prints an inventory line for each. No key is
   * printed. Empty lines do not count; the same key twice is one line.
   *
   * @param issuer of keys that no rule recognises
   * @param notices told where a new fingerprint key was made
   */
  public void fingerprint(@Nullable String issuer, PrintWriter out, Consumer<String> notices) {
    FingerprintKeys keys = fingerprintKeys(true);
    if (keys.made()) {
      notices.accept(
          "a fingerprint key was made in %s; every scan with this inventory needs it"
              .formatted(surroundings.stateFolder()));
    }
    var worker = new ScanEngine(RuleFiles.shipped(), KnownKeys.NONE).worker();
    var seen = new java.util.HashSet<String>();
    out.println(InventoryLines.header(surroundings.clock().instant(), keys.newest().kid()));
    try (var in =
        new BufferedReader(new InputStreamReader(surroundings.input(), StandardCharsets.UTF_8))) {
      int number = 0;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        number++;
        String key = line.strip();
        if (key.isEmpty()) {
          continue;
        }
        if (key.length() > LONGEST_KEY || key.length() < 8) {
          throw new InvalidInputException(
              "SK-1016",
              "Line %d of standard input has %d characters, which is no key"
                  .formatted(number, key.length()),
              "Give one key a line, of 8 to 16,384 characters");
        }
        KeyRecord record = InventoryLines.fingerprinted(Secret.of(key), issuer, keys.newest());
        if (seen.add(record.id())) {
          Rule rule = recognise(key, worker);
          out.println(
              InventoryLines.line(
                  rule == null
                      ? record
                      : InventoryLines.fingerprinted(
                          Secret.of(key), rule.issuer(), rule.scope(), keys.newest())));
        }
      }
    } catch (IOException e) {
      throw new InvalidInputException(
          "SK-1017", "Standard input cannot be read", "Pipe keys into the command, one a line", e);
    }
  }

  private static @Nullable Rule recognise(String key, Worker worker) throws IOException {
    var rules = new ArrayList<Rule>();
    worker.scan(
        Document.text(Origin.unresolved("standard input"), key),
        hit -> {
          if (hit.rule != null && hit.secret.length() == Secret.of(key).length()) {
            rules.add(hit.rule);
          }
        });
    return rules.isEmpty() ? null : rules.get(0);
  }

  /** Puts files into the store, as a whole or not at all; returns how many keys it then holds. */
  public int importFiles(List<Path> files) {
    Inventory inventory = read(files);
    try (Store store = Store.open(storeUrl())) {
      return new InventoryStore(store).importAll(inventory, now());
    }
  }

  /** Prints one line a key: id, scope, issuer, owner, environment, name. */
  public void list(List<Path> files, PrintWriter out) {
    for (KeyRecord record : sorted(inventory(files))) {
      out.printf(
          "%-24s %-12s %-12s %-20s %-12s %s%n",
          Inert.of(record.id()),
          WireName.of(record.scope()),
          Inert.of(record.issuer()),
          Inert.of(owner(record)),
          Inert.of(record.environment() == null ? "" : record.environment()),
          Inert.of(record.name() == null ? "" : record.name()));
    }
  }

  /** Prints one record as an inventory line; returns false when there is none. */
  public boolean show(String id, List<Path> files, PrintWriter out) {
    KeyRecord record = inventory(files).byId(id);
    if (record != null) {
      out.println(InventoryLines.line(record));
    }
    return record != null;
  }

  /**
   * Prints what would keep Straykey from acting on keys; returns how many such things there are.
   */
  public int lint(List<Path> files, PrintWriter out) {
    Inventory inventory = inventory(files);
    int problems = 0;
    if (!inventory.fresh(now())) {
      problems++;
      out.println(
          "the inventory is stale: it was exported more than a day ago, or does not say when;"
              + " nothing is acted on, only tasks are opened");
    }
    for (KeyRecord record : sorted(inventory)) {
      for (String problem : problems(record)) {
        problems++;
        out.printf("%s: %s%n", Inert.of(record.id()), problem);
      }
    }
    out.printf("%,d keys, %,d problems%n", inventory.records().size(), problems);
    return problems;
  }

  private static List<String> problems(KeyRecord record) {
    var problems = new ArrayList<String>();
    if (record.owner() == null) {
      problems.add("nobody answers for it (owner)");
    }
    if (record.scope() == dev.straykey.model.KeyScope.UNKNOWN) {
      problems.add("it is not said whose it is by nature (scope)");
    }
    if (record.hmac() == null && record.sha256() == null) {
      problems.add("it has no fingerprint, so a leak of it is at best a guess");
    }
    if (record.scope() != dev.straykey.model.KeyScope.USER
        && record.scope() != dev.straykey.model.KeyScope.UNKNOWN
        && record.revocationAuthority().size() < 2) {
      problems.add("fewer than two people may approve its end (revocation_authority)");
    }
    return problems;
  }

  private Inventory inventory(List<Path> files) {
    if (!files.isEmpty()) {
      return read(files);
    }
    if (!configuration.inventory().isEmpty()) {
      return Inventory.merged(configuration.inventory().stream().map(this::configured).toList());
    }
    return stored(storeUrl());
  }

  private Inventory configured(String place) {
    return Configuration.isUrl(place) ? stored(place) : read(List.of(Path.of(place)));
  }

  private Inventory stored(String url) {
    try (Store store = Store.open(url)) {
      return new InventoryStore(store).load(fingerprintKeys(true), now());
    }
  }

  private Inventory read(List<Path> files) {
    FingerprintKeys keys = fingerprintKeys(false);
    return Inventory.merged(
        files.stream().map(file -> InventoryFiles.read(file, keys, now())).toList());
  }

  private static List<KeyRecord> sorted(Inventory inventory) {
    return inventory.records().stream().sorted(Comparator.comparing(KeyRecord::id)).toList();
  }

  private static String owner(KeyRecord record) {
    return record.owner() == null
        ? "nobody"
        : WireName.of(record.owner().type()) + " " + record.owner().id();
  }

  private Instant now() {
    return surroundings.clock().instant();
  }
}
