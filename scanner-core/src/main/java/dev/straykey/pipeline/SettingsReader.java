package dev.straykey.pipeline;

import dev.straykey.inventory.FingerprintKeys;
import dev.straykey.inventory.Inventory;
import dev.straykey.inventory.InventoryFiles;
import dev.straykey.inventory.InventoryStore;
import dev.straykey.model.FailOn;
import dev.straykey.model.FileTrouble;
import dev.straykey.model.InvalidInputException;
import dev.straykey.model.RunResult;
import dev.straykey.people.Directory;
import dev.straykey.policy.Policy;
import dev.straykey.rule.RuleFiles;
import dev.straykey.rule.RuleSet;
import dev.straykey.store.Store;
import dev.straykey.suppress.Baseline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads what a run believes and checks it, and notes each file that it believed. */
final class SettingsReader {
  private final RunRequest request;
  private final Surroundings surroundings;
  private final Instant now;
  private final Consumer<RunEvent> events;

  /** Whether the change that is scanned is a stranger's, whose word counts for nothing. */
  private final boolean stranger;

  private final List<RunResult.Believed> believed = new ArrayList<>();
  private final List<String> notices = new ArrayList<>();

  SettingsReader(
      RunRequest request, Surroundings surroundings, Instant now, Consumer<RunEvent> events) {
    this.request = request;
    this.surroundings = surroundings;
    this.now = now;
    this.events = events;
    this.stranger = request.build() != null && request.build().stranger();
  }

  /**
   * Reads everything that the request and the organisation's configuration name.
   *
   * @throws InvalidInputException naming file, line and field of the first thing that is wrong
   */
  Settings read() {
    refuseUnwritable(request.writeBaseline());
    refuseUnwritable(request.plan());
    Configuration configuration = configuration();
    if (stranger) {
      configuration = configuration.forStrangers();
    }
    RuleSet rules = rules(configuration);
    Path stateFolder = surroundings.stateFolder();

    List<String> places = new ArrayList<>(configuration.inventory());
    if (!stranger) {
      places.addAll(request.inventory());
    }
    boolean asked = !places.isEmpty();
    FingerprintKeys keys = keys(configuration, asked, stateFolder);
    if (keys.made() && request.build() == null) { // a build says one line, and needs no key kept
      events.accept(
          new RunEvent.Notice(
              "a fingerprint key was made in %s; keep it if you keep fingerprints"
                  .formatted(stateFolder)));
    }
    Inventory inventory = inventory(places, keys);
    if (!asked && (request.failOn() == FailOn.OURS || request.failOn() == FailOn.LIVE)) {
      throw new InvalidInputException(
          "SK-1014",
          "--fail-on ours and live need an inventory, and there is none",
          "Give --inventory FILE, or name one in straykey.yaml, or use --fail-on any");
    }
    Directory people = stranger ? Directory.empty() : people(configuration);
    Baseline baseline = request.baseline() == null ? null : baseline(request.baseline());
    Services services =
        Services.of(
            configuration, rules, request.introspect(), request.apply(), surroundings, keys);
    return new Settings(
        configuration,
        rules,
        keys,
        inventory,
        people,
        baseline,
        services,
        believed,
        notices,
        stateFolder,
        now);
  }

  /** Finds the fingerprint keys; a scan that compares with nothing needs none that lasts. */
  private FingerprintKeys keys(Configuration configuration, boolean asked, Path stateFolder) {
    Map<String, String> environment = stranger ? Map.of() : surroundings.environment();
    Path configured = configuration.fingerprintKeyFile();
    if (asked || request.git().incremental() || request.apply()) {
      return FingerprintKeys.resolve(environment, configured, !asked, stateFolder);
    }
    FingerprintKeys keys = FingerprintKeys.resolveForOneRun(environment, configured, stateFolder);
    if (!keys.isKept() && request.build() == null) {
      events.accept(
          new RunEvent.Notice(
              ("no fingerprint key can be kept in %s, so this run's fingerprints fit no other's;"
                      + " set $%s to keep one")
                  .formatted(stateFolder, FingerprintKeys.VARIABLE)));
    }
    return keys;
  }

  /** Said before the scan, whose report would be lost with it afterwards. */
  private static void refuseUnwritable(@Nullable Path file) {
    if (file == null) {
      return;
    }
    Path folder = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file) || folder == null || !Files.isWritable(folder)) {
      throw new InvalidInputException(
          "SK-1022",
          "Nothing can be written to " + file,
          "Name a file in a folder that exists and may be written");
    }
  }

  private Configuration configuration() {
    Path file = Settings.configurationFile(request.config(), surroundings);
    if (file == null) {
      return Configuration.NONE;
    }
    refuseInside(file, request.targets());
    Configuration configuration = Configuration.read(file);
    if (!configuration.policy().isEmpty()) {
      Policy.of(configuration.policy()); // a wrong expression ends the run before it scans
    }
    believe(file);
    return configuration;
  }

  /** Whoever can edit what is scanned must not be able to edit whom Straykey believes. */
  private static void refuseInside(Path file, List<String> targets) {
    for (String target : targets) {
      try {
        if (!target.equals("-")
            && Files.isDirectory(Path.of(target))
            && file.toRealPath().startsWith(Path.of(target).toRealPath())) {
          throw new InvalidInputException(
              "SK-1004",
              "The configuration %s lies inside %s, which is scanned".formatted(file, target),
              "Keep straykey.yaml outside of everything that is scanned: whoever can edit the one"
                  + " could edit the other");
        }
      } catch (IOException e) {
        // Not there: said when it is read.
      }
    }
  }

  private RuleSet rules(Configuration configuration) {
    RuleSet rules = RuleFiles.shipped();
    for (Path file : configuration.rules()) {
      rules = RuleFiles.load(rules, file, true, said -> notices.add(file + ": " + said));
      believe(file);
    }
    for (Path file : request.rules()) {
      rules = RuleFiles.load(rules, file, false, said -> notices.add(file + ": " + said));
      believe(file);
    }
    return rules;
  }

  private Inventory inventory(List<String> places, FingerprintKeys keys) {
    var parts = new ArrayList<Inventory>();
    for (String place : places) {
      if (Configuration.isUrl(place)) {
        try (Store store = Store.open(place)) {
          parts.add(new InventoryStore(store).load(keys, now));
        }
      } else {
        Path file = Path.of(place);
        parts.add(InventoryFiles.read(file, keys, now));
        believe(file);
      }
    }
    return Inventory.merged(parts);
  }

  private Directory people(Configuration configuration) {
    Path file = request.people() == null ? configuration.people() : request.people();
    if (file == null) {
      return Directory.empty();
    }
    Directory directory = Directory.read(file);
    believe(file);
    return directory;
  }

  private Baseline baseline(Path file) {
    Baseline baseline = Baseline.read(file);
    believe(file);
    return baseline;
  }

  private void believe(Path file) {
    if (!Files.isRegularFile(file)) {
      return; // a folder of rules: each file's word is in the rule set's own digest
    }
    try {
      believed.add(new RunResult.Believed(file.toString(), Configuration.sha256(file)));
    } catch (IOException e) {
      throw new InvalidInputException(
          "SK-1000",
          "%s cannot be read (%s)".formatted(file, FileTrouble.of(e)),
          "Check that the file exists and may be read",
          e);
    }
  }
}
