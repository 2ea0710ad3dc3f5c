package dev.straykey.rule;

import dev.straykey.model.FileTrouble;
import dev.straykey.model.InvalidInputException;
import dev.straykey.model.IssuerSpec;
import dev.straykey.model.Rule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Reads issuer files.
 *
 * <p><b>Shape:</b> YAML, one issuer a file, as {@code rules/README.md} describes it.
 *
 * <p><b>Errors:</b> {@link InvalidInputException} naming file, line and field.
 */
public final class RuleFiles {
  private static final String FOLDER = "/dev/straykey/rules/";

  /** All shipped files, read by the build. */
  private static final String IMAGE = "image.bin";

  private static final String TAKEN = "SK-1106";
  private static final String UNREADABLE = "SK-1107";
  private static final String SLOW = "SK-1592";
  private static final long MAX_BYTES = 1 << 20;

  private RuleFiles() {}

  /** Holds the shipped rules once they were asked for. */
  private static final class Shipped {
    static final RuleSet RULES = readShipped();
  }

  /** Returns the issuers that ship with Straykey. */
  public static RuleSet shipped() {
    return Shipped.RULES;
  }

  /** Reads one issuer file. */
  public static IssuerSpec parse(String yaml, String origin, boolean trusted) {
    return IssuerReader.read(yaml, origin, trusted);
  }

  /**
   * Returns {@code base} with the issuers of a file, or of every {@code *.yaml} and {@code *.yml}
   * in a folder.
   *
   * @param trusted whether the organisation's configuration named it: such a file may describe an
   *     issuer anew. Any other adds issuers of its own, and their hosts and calls are dropped
   */
  public static RuleSet load(RuleSet base, Path fileOrDir, boolean trusted) {
    return loaded(base, fileOrDir, trusted, notice -> {});
  }

  /**
   * The same; a file {@code *.toml} holds rules in the form of gitleaks and betterleaks, which are
   * never trusted.
   *
   * @param notices takes what of such rules cannot be honoured, and which rules are slow
   */
  public static RuleSet load(
      RuleSet base, Path fileOrDir, boolean trusted, Consumer<String> notices) {
    RuleSet loaded = loaded(base, fileOrDir, trusted, notices);
    saySlow(base, loaded, notices);
    return loaded;
  }

  private static RuleSet loaded(
      RuleSet base, Path fileOrDir, boolean trusted, Consumer<String> notices) {
    return fileOrDir.toString().endsWith(".toml")
        ? ForeignFiles.load(base, fileOrDir, notices)
        : loadOwn(base, fileOrDir, trusted);
  }

  /** A slow rule is taken all the same: a scan gives it up where it takes too much. */
  private static void saySlow(RuleSet base, RuleSet loaded, Consumer<String> notices) {
    for (Rule rule : loaded.rules()) {
      if (rule.equals(base.rule(rule.id()))) {
        continue;
      }
      ForeignRule foreign = loaded.foreign().get(rule.id());
      String problem =
          foreign == null
              ? PatternCost.problem(rule, loaded.pattern(rule))
              : PatternCost.problem(foreign);
      if (problem != null) {
        notices.accept(
            "%s %s: %s. It is taken; a text where it takes too long is scanned without it"
                .formatted(SLOW, rule.id(), problem));
      }
    }
  }

  private static RuleSet loadOwn(RuleSet base, Path fileOrDir, boolean trusted) {
    Map<String, IssuerSpec> issuers = new LinkedHashMap<>();
    base.issuers().forEach(issuer -> issuers.put(issuer.id(), issuer));
    Map<String, String> added = new LinkedHashMap<>();
    for (Path file : files(fileOrDir)) {
      IssuerSpec spec = parse(read(file), file.toString(), trusted);
      String other = added.put(spec.id(), spec.origin());
      if (other != null || (!trusted && issuers.containsKey(spec.id()))) {
        throw taken(spec.origin(), "issuer", spec.id());
      }
      issuers.put(spec.id(), spec);
    }
    refuseSharedRules(issuers);
    var rules = new RuleSet(issuers.values());
    rules.know(base);
    rules.take(base.foreign());
    return rules;
  }

  private static void refuseSharedRules(Map<String, IssuerSpec> issuers) {
    Map<String, String> owners = new LinkedHashMap<>();
    for (IssuerSpec spec : issuers.values()) {
      for (Rule rule : spec.rules()) {
        if (owners.put(rule.id(), spec.id()) != null) {
          throw taken(spec.origin(), "keys.id", rule.id());
        }
      }
    }
  }

  private static InvalidInputException taken(String origin, String field, String id) {
    return new InvalidInputException(
        TAKEN,
        "%s:1 %s “%s” is taken by another file".formatted(origin, field, id),
        "Choose another id; only the organisation's configuration may describe an issuer anew");
  }

  private static List<Path> files(Path fileOrDir) {
    if (!Files.isDirectory(fileOrDir)) {
      return List.of(fileOrDir);
    }
    try (Stream<Path> entries = Files.list(fileOrDir)) {
      List<Path> files =
          entries
              .filter(p -> p.toString().endsWith(".yaml") || p.toString().endsWith(".yml"))
              .sorted()
              .toList();
      if (files.isEmpty()) {
        throw new InvalidInputException(
            UNREADABLE,
            "%s holds no *.yaml".formatted(fileOrDir),
            "Name a folder with issuer files, or one file");
      }
      return files;
    } catch (IOException e) {
      throw unreadable(fileOrDir, e);
    }
  }

  static String read(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new InvalidInputException(
            UNREADABLE, "%s is larger than 1 MiB".formatted(file), "Split it, one issuer a file");
      }
      return Files.readString(file);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static InvalidInputException unreadable(Path file, IOException e) {
    return new InvalidInputException(
        UNREADABLE,
        "%s cannot be read as UTF-8 text (%s)".formatted(file, FileTrouble.of(e)),
        "Check the path and its permissions");
  }

  private static RuleSet readShipped() {
    try (InputStream in = RuleFiles.class.getResourceAsStream(FOLDER + IMAGE)) {
      RuleSet rules = in == null ? null : RuleImageReader.read(in.readAllBytes());
      return rules == null ? fromYaml() : rules;
    } catch (IOException e) {
      return fromYaml(); // an image only saves time
    }
  }

  /** Returns the shipped issuers, read from their files even where the build left an image. */
  static RuleSet fromYaml() {
    var specs = new ArrayList<IssuerSpec>();
    for (String name : resource("index").lines().filter(line -> !line.isBlank()).toList()) {
      specs.add(parse(resource(name), "rules/" + name, true));
    }
    return new RuleSet(specs);
  }

  private static String resource(String name) {
    try (InputStream in = RuleFiles.class.getResourceAsStream(FOLDER + name)) {
      if (in == null) {
        throw new IllegalStateException("rules/%s is not in the jar".formatted(name));
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("rules/" + name, e);
    }
  }
}
