package dev.straykey.pipeline;

import dev.straykey.attribution.Attributor;
import dev.straykey.inventory.FingerprintKeys;
import dev.straykey.inventory.Inventory;
import dev.straykey.model.Attribution;
import dev.straykey.model.Confidence;
import dev.straykey.model.Finding;
import dev.straykey.model.InvalidInputException;
import dev.straykey.model.Keyring;
import dev.straykey.model.Rule;
import dev.straykey.model.RunResult;
import dev.straykey.people.Directory;
import dev.straykey.remediate.PlanLine;
import dev.straykey.rule.RuleSet;
import dev.straykey.suppress.Baseline;
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
  final List<String> notices;

  final Path stateFolder;
  final Instant now;

  Settings(
      Configuration configuration,
      RuleSet rules,
      FingerprintKeys fingerprintKeys,
      Inventory inventory,
      Directory people,
      @Nullable Baseline baseline,
      Services services,
      List<RunResult.Believed> believed,
      List<String> notices,
      Path stateFolder,
      Instant now) {
    this.configuration = configuration;
    this.rules = rules;
    this.fingerprintKeys = fingerprintKeys;
    this.inventory = inventory;
    this.people = people;
    this.baseline = baseline;
    this.services = services;
    this.believed = List.copyOf(believed);
    this.notices = new ArrayList<>(notices);
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
    return new SettingsReader(request, surroundings, now, events).read();
  }

  /** Returns the file of the organisation's configuration; null when none is named. */
  static @Nullable Path configurationFile(@Nullable Path given, Surroundings surroundings) {
    if (given != null) {
      return given;
    }
    String named = surroundings.environment().get("STRAYKEY_CONFIG");
    return named == null || named.isEmpty() ? null : Path.of(named);
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
