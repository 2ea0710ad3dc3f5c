package dev.straykey.pipeline;

import dev.straykey.attribution.Attributor;
import dev.straykey.inventory.FingerprintKeys;
import dev.straykey.inventory.Inventory;
import dev.straykey.inventory.InventoryFiles;
import dev.straykey.inventory.InventoryStore;
import dev.straykey.model.Attribution;
import dev.straykey.model.Confidence;
import dev.straykey.model.FailOn;
import dev.straykey.model.Finding;
import dev.straykey.model.InvalidInputException;
import dev.straykey.model.Keyring;
import dev.straykey.model.Rule;
import dev.straykey.model.RunResult;
import dev.straykey.people.Directory;
import dev.straykey.policy.Policy;
import dev.straykey.remediate.PlanLine;
import dev.straykey.rule.RuleFiles;
import dev.straykey.rule.RuleSet;
import dev.straykey.scan.Baseline;
import dev.straykey.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All that a run believes, read and checked before anything is scanned: configuration, rules,
 * fingerprint keys, inventory, people, baseline, services.
 */
final class Settings implements AutoCloseable {
  final Configuration configuration;
  final RuleSet rules;
  final FingerprintKeys fingerprintKeys;
  final Inventory inventory;
  final Directory people;
  final @Nullable Baseline baseline;
  final Services services;
  final List<RunResult.Believed> believed;

  /** What a reader of the report should know of the files that were believed. */
  final List<String> notices = new ArrayList<>();

  final Path stateFolder;
  final Instant now;

  private Settings(
      Configuration configuration,
      RuleSet rules,
      FingerprintKeys fingerprintKeys,
      Inventory inventory,
      Directory people,
      @Nullable Baseline baseline,
      Services services,
      List<RunResult.Believed> believed,
      Path stateFolder,
      Instant now) {
    this.configuration = configuration;
    this.rules = rules;
    this.fingerprintKeys = fingerprintKeys;
    this.inventory = inventory;
    this.people = people;
    this.baseline = baseline;
    this.services = services;
    this.believed = believed;
    this.stateFolder = stateFolder;
    this.now = now;
  }

  /**
   * Reads everything that {@code request} and the organisation's configuration name.
   *
   * @throws InvalidInputException naming file, line and field of the first thing that is wrong
   */
  static Settings load(
      RunRequest request, Surroundings surroundings, Instant now, Consumer<RunEvent> events) {
    refuseUnwritable(request.writeBaseline());
    refuseUnwritable(request.plan());
    var believed = new ArrayList<RunResult.Believed>();
    boolean stranger = request.build() != null && request.build().stranger();
    Configuration configuration = configuration(request, surroundings, believed);
    if (stranger) {
      configuration = configuration.forStrangers();
    }
    var notices = new ArrayList<String>();
    RuleSet rules = rules(request, configuration, believed, notices);
    Path stateFolder = surroundings.stateFolder();

    List<String> places = new ArrayList<>(configuration.inventory());
    if (!stranger) {
      places.addAll(request.inventory());
    }
    boolean asked = !places.isEmpty();
    FingerprintKeys keys =
        FingerprintKeys.resolve(
            stranger ? Map.of() : surroundings.environment(),
            configuration.fingerprintKeyFile(),
            !asked,
            stateFolder);
    if (keys.made() && request.build() == null) { // a build says one line, and needs no key kept
      events.accept(
          new RunEvent.Notice(
              "a fingerprint key was made in %s; keep it if you keep fingerprints"
                  .formatted(stateFolder)));
    }
    Inventory inventory = inventory(places, keys, now, believed);
    if (!asked && (request.failOn() == FailOn.OURS || request.failOn() == FailOn.LIVE)) {
      throw new InvalidInputException(
          "SK-1014",
          "--fail-on ours and live need an inventory, and there is none",
          "Give --inventory FILE, or name one in straykey.yaml, or use --fail-on any");
    }
    Directory people = stranger ? Directory.empty() : people(request, configuration, believed);
    Baseline baseline = request.baseline() == null ? null : baseline(request.baseline(), believed);
    Services services =
        Services.of(
            configuration, rules, request.introspect(), request.apply(), surroundings, keys);
    var settings =
        new Settings(
            configuration,
            rules,
            keys,
            inventory,
            people,
            baseline,
            services,
            List.copyOf(believed),
            stateFolder,
            now);
    settings.notices.addAll(notices);
    return settings;
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

  private static Configuration configuration(
      RunRequest request, Surroundings surroundings, List<RunResult.Believed> believed) {
    Path file = configurationFile(request.config(), surroundings);
    if (file == null) {
      return Configuration.NONE;
    }
    refuseInside(file, request.targets());
    Configuration configuration = Configuration.read(file);
    if (!configuration.policy().isEmpty()) {
      Policy.of(configuration.policy()); // a wrong expression ends the run before it scans
    }
    believe(file, believed);
    return configuration;
  }

  static @Nullable Path configurationFile(@Nullable Path given, Surroundings surroundings) {
    if (given != null) {
      return given;
    }
    String named = surroundings.environment().get("STRAYKEY_CONFIG");
    return named == null || named.isEmpty() ? null : Path.of(named);
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

  private static RuleSet rules(
      RunRequest request,
      Configuration configuration,
      List<RunResult.Believed> believed,
      List<String> notices) {
    RuleSet rules = RuleFiles.shipped();
    for (Path file : configuration.rules()) {
      rules = RuleFiles.load(rules, file, true, said -> notices.add(file + ": " + said));
      believe(file, believed);
    }
    for (Path file : request.rules()) {
      rules = RuleFiles.load(rules, file, false, said -> notices.add(file + ": " + said));
      believe(file, believed);
    }
    return rules;
  }

  private static Inventory inventory(
      List<String> places, FingerprintKeys keys, Instant now, List<RunResult.Believed> believed) {
    var parts = new ArrayList<Inventory>();
    for (String place : places) {
      if (Configuration.isUrl(place)) {
        try (Store store = Store.open(place)) {
          parts.add(new InventoryStore(store).load(keys, now));
        }
      } else {
        Path file = Path.of(place);
        parts.add(InventoryFiles.read(file, keys, now));
        believe(file, believed);
      }
    }
    return Inventory.merged(parts);
  }

  private static Directory people(
      RunRequest request, Configuration configuration, List<RunResult.Believed> believed) {
    Path file = request.people() == null ? configuration.people() : request.people();
    if (file == null) {
      return Directory.empty();
    }
    Directory directory = Directory.read(file);
    believe(file, believed);
    return directory;
  }

  private static Baseline baseline(Path file, List<RunResult.Believed> believed) {
    Baseline baseline = Baseline.read(file);
    believe(file, believed);
    return baseline;
  }

  private static void believe(Path file, List<RunResult.Believed> believed) {
    if (!Files.isRegularFile(file)) {
      return; // a folder of rules: each file's word is in the rule set's own digest
    }
    try {
      believed.add(new RunResult.Believed(file.toString(), Configuration.sha256(file)));
    } catch (IOException e) {
      throw new InvalidInputException(
          "SK-1000",
          "%s cannot be read (%s)".formatted(file, e.getClass().getSimpleName()),
          "Check that the file exists and may be read",
          e);
    }
  }

  /** Returns the lines with every ending held when the plan as a whole is above a limit. */
  List<PlanLine> hold(List<PlanLine> lines, int endedThisHour) {
    return Limits.hold(configuration.limits(), lines, endedThisHour);
  }

  /** Returns the URL of the store: the configured one, else a file in the state folder. */
  String storeUrl() {
    return storeUrl(configuration, stateFolder);
  }

  static String storeUrl(Configuration configuration, Path stateFolder) {
    return configuration.store() == null
        ? "jdbc:sqlite:" + stateFolder.resolve("straykey.db")
        : configuration.store();
  }

  /** Says of each finding whose it is, in the order of {@code findings}. */
  List<Attribution> attribute(List<Finding> findings, Keyring keyring, Consumer<RunEvent> events) {
    var attributor =
        new Attributor(
            inventory, people, services.introspected(), tenants(), this::namesItsIssuer, now);
    var attributions = new ArrayList<Attribution>();
    for (Finding finding : findings) {
      events.accept(
          new RunEvent.Progress("asking whose it is", finding.redacted(), attributions.size()));
      attributions.add(attributor.attribute(finding, keyring));
    }
    return attributions;
  }

  /** What only its surroundings say to be an issuer's may be another's key. */
  private boolean namesItsIssuer(String ruleId) {
    Rule rule = rules.rule(ruleId);
    return rule != null && !rule.byContext() && rule.near().confidence() == Confidence.HIGH;
  }

  /** Returns what a scan needs to know of all this. */
  ScanSettings forScanning(RunRequest request) {
    return new ScanSettings(
        rules,
        inventory.knownKeys(),
        fingerprintKeys.newest(),
        configuration.audience(),
        guarded(request));
  }

  /** Returns whether the organisation has a say in a build, so that a change cannot loosen it. */
  boolean guarded(RunRequest request) {
    return request.build() != null && configuration.file() != null;
  }

  private Map<String, List<String>> tenants() {
    var tenants = new LinkedHashMap<String, List<String>>();
    configuration.issuers().forEach((id, issuer) -> tenants.put(id, issuer.tenants()));
    return tenants;
  }

  @Override
  public void close() {
    services.close();
  }
}
