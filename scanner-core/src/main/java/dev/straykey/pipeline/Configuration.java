package dev.straykey.pipeline;

import dev.straykey.model.Action;
import dev.straykey.model.Audience;
import dev.straykey.model.InvalidInputException;
import dev.straykey.model.WireName;
import dev.straykey.policy.BlastLimits;
import dev.straykey.policy.Line;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The organisation's {@code straykey.yaml}: whom Straykey believes. Credentials never stand in it,
 * only where they are ({@code env:NAME}, {@code file:PATH}).
 *
 * @param file where it was read; null when there is none
 * @param sha256 of its text
 * @param store URL of the database; null for the default in the state folder
 * @param audience who can read what, by source and channel
 * @param introspect ids of the issuers that may be asked; {@code all} for every shipped one
 * @param trackers settings by tracker id
 * @param notifiers settings by notifier id
 * @param protectedKeys ids of records, or {@code issuer:ID/*}, that are never ended automatically
 * @param policy lines of the organisation's own policy; empty for the shipped one
 * @param rules issuer files of the organisation's own, which may cause requests
 */
public record Configuration(
    @Nullable Path file,
    @Nullable String sha256,
    @Nullable String store,
    @Nullable Path fingerprintKeyFile,
    List<String> inventory,
    @Nullable Path people,
    Map<String, Audience> audience,
    Map<String, IssuerSettings> issuers,
    Set<String> introspect,
    Map<String, ServiceSettings> trackers,
    Map<String, ServiceSettings> notifiers,
    BlastLimits limits,
    List<String> protectedKeys,
    List<Line> policy,
    List<Path> rules) {

  /** No configuration: nothing may be asked, nothing may act. */
  static final Configuration NONE =
      new Configuration(
          null,
          null,
          null,
          null,
          List.of(),
          null,
          Map.of(),
          Map.of(),
          Set.of(),
          Map.of(),
          Map.of(),
          BlastLimits.DEFAULT,
          List.of(),
          List.of(),
          List.of());

  /**
   * One issuer's settings.
   *
   * @param host where a self-run issuer answers; null for the public host of its file
   * @param credential where the organisation's credential is: {@code env:NAME} or {@code file:PATH}
   * @param tenants the organisation's accounts there; empty for any
   */
  record IssuerSettings(@Nullable URI host, @Nullable String credential, List<String> tenants) {}

  /**
   * A tracker's or notifier's settings.
   *
   * @param other everything but the credential, by name
   */
  record ServiceSettings(@Nullable String credential, Map<String, String> other) {}

  /**
   * Reads a configuration file.
   *
   * @throws InvalidInputException SK-10nn naming line, column and field
   */
  static Configuration read(Path file) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new InvalidInputException(
          "SK-1000",
          "The configuration %s cannot be read (%s)".formatted(file, e.getClass().getSimpleName()),
          "Check the path given by --config or $STRAYKEY_CONFIG",
          e);
    }
    YamlTree tree = YamlTree.read(new String(bytes, StandardCharsets.UTF_8), file.toString());
    return new Reader(Objects.requireNonNull(file.toAbsolutePath().getParent()))
        .read(tree, file, sha256(bytes));
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  /** Reads one file; relative paths are below its folder. */
  private record Reader(Path folder) {

    Configuration read(YamlTree tree, Path file, String sha256) {
      Map<String, YamlTree> f =
          tree.fields(
              "store",
              "fingerprint_key_file",
              "inventory",
              "people",
              "audience",
              "issuers",
              "introspect",
              "tracker",
              "notifier",
              "limits",
              "protected",
              "policy",
              "rules");
      // In the published example 'introspect' stands among the issuers; both places are read.
      Map<String, YamlTree> issuers =
          new LinkedHashMap<>(f.containsKey("issuers") ? f.get("issuers").mapping() : Map.of());
      YamlTree introspect = f.getOrDefault("introspect", issuers.remove("introspect"));
      return new Configuration(
          file,
          sha256,
          f.containsKey("store") ? store(f.get("store").text()) : null,
          f.containsKey("fingerprint_key_file")
              ? below(f.get("fingerprint_key_file").text())
              : null,
          f.containsKey("inventory")
              ? f.get("inventory").texts().stream().map(this::inventory).toList()
              : List.of(),
          f.containsKey("people") ? below(f.get("people").text()) : null,
          audiences(f.get("audience")),
          issuers(issuers),
          introspect == null ? Set.of() : Set.copyOf(introspect.texts()),
          services(f.get("tracker")),
          services(f.get("notifier")),
          limits(f.get("limits")),
          f.containsKey("protected") ? f.get("protected").texts() : List.of(),
          policy(f.get("policy")),
          f.containsKey("rules")
              ? f.get("rules").texts().stream().map(this::below).toList()
              : List.of());
    }

    private Path below(String path) {
      return folder.resolve(path).normalize();
    }

    private String inventory(String place) {
      return isUrl(place) ? store(place) : below(place).toString();
    }

    /** A relative SQLite file lies below the configuration's folder, as every other path does. */
    private String store(String url) {
      if (!url.matches("(jdbc:)?sqlite:.*")) {
        return url;
      }
      return "jdbc:sqlite:" + below(url.replaceFirst("^(jdbc:)?sqlite:(//)?", ""));
    }

    private static Map<String, Audience> audiences(@Nullable YamlTree tree) {
      var audiences = new LinkedHashMap<String, Audience>();
      if (tree != null) {
        tree.mapping().forEach((place, value) -> audiences.put(place, audience(value)));
      }
      return audiences;
    }

    private static Audience audience(YamlTree value) {
      return word(Audience.class, value);
    }

    private static <E extends Enum<E>> E word(Class<E> type, YamlTree value) {
      try {
        return WireName.parse(type, value.text());
      } catch (IllegalArgumentException e) {
        throw value.wrong("SK-1003", String.valueOf(e.getMessage()), "Write one of these words");
      }
    }

    private Map<String, IssuerSettings> issuers(Map<String, YamlTree> trees) {
      var issuers = new LinkedHashMap<String, IssuerSettings>();
      trees.forEach(
          (id, tree) -> {
            Map<String, YamlTree> f = tree.fields("host", "credential", "tenants");
            issuers.put(
                id,
                new IssuerSettings(
                    f.containsKey("host") ? host(f.get("host")) : null,
                    f.containsKey("credential") ? credential(f.get("credential")) : null,
                    f.containsKey("tenants") ? f.get("tenants").texts() : List.of()));
          });
      return issuers;
    }

    private static URI host(YamlTree tree) {
      try {
        var uri = new URI(tree.text());
        boolean loopback =
            uri.getHost() != null && uri.getHost().matches("localhost|127\\..*|\\[::1\\]");
        if (uri.getHost() != null
            && uri.getUserInfo() == null
            && ("https".equals(uri.getScheme()) || ("http".equals(uri.getScheme()) && loopback))) {
          return uri;
        }
      } catch (URISyntaxException e) {
        // said below, without the value
      }
      throw tree.wrong(
          "SK-1005",
          "must be an https URL without user and password",
          "Write such as https://keys.acme.example");
    }

    private String credential(YamlTree tree) {
      String place = tree.text();
      if (place.startsWith("env:")) {
        return place;
      }
      if (place.startsWith("file:")) {
        return "file:" + below(place.substring("file:".length()));
      }
      throw tree.wrong(
          "SK-1006",
          "must say where the credential is, not what it is",
          "Write env:NAME or file:PATH; if a credential stood there, rotate it");
    }

    private Map<String, ServiceSettings> services(@Nullable YamlTree tree) {
      var services = new LinkedHashMap<String, ServiceSettings>();
      if (tree != null) {
        tree.mapping().forEach((id, settings) -> services.put(id, service(settings)));
      }
      return services;
    }

    private ServiceSettings service(YamlTree tree) {
      String credential = null;
      var other = new LinkedHashMap<String, String>();
      for (var entry : tree.mapping().entrySet()) {
        YamlTree value = entry.getValue();
        switch (entry.getKey()) {
          case "credential" -> credential = credential(value);
          case "host" -> other.put("host", host(value).toString());
          default -> other.put(entry.getKey(), value.text());
        }
      }
      return new ServiceSettings(credential, other);
    }

    private static BlastLimits limits(@Nullable YamlTree tree) {
      BlastLimits standard = BlastLimits.DEFAULT;
      if (tree == null) {
        return standard;
      }
      Map<String, YamlTree> f = tree.fields("run", "hour", "production", "issuer_admin");
      return new BlastLimits(
          limit(f.get("run"), standard.run()),
          limit(f.get("hour"), standard.hour()),
          limit(f.get("production"), standard.production()),
          limit(f.get("issuer_admin"), standard.issuerAdmin()));
    }

    private static int limit(@Nullable YamlTree tree, int standard) {
      return tree == null ? standard : tree.number(0, 1_000_000);
    }

    private static List<Line> policy(@Nullable YamlTree tree) {
      var lines = new ArrayList<Line>();
      if (tree != null) {
        for (YamlTree line : tree.list()) {
          Map<String, YamlTree> f = line.fields("name", "when", "do", "automatic", "within");
          if (!f.containsKey("name") || !f.containsKey("do")) {
            throw line.wrong("SK-1003", "needs 'name' and 'do'", "Add what is missing");
          }
          lines.add(
              new Line(
                  f.get("name").text(),
                  f.containsKey("when") ? f.get("when").text() : "true",
                  f.get("do").list().stream().map(a -> word(Action.class, a)).toList(),
                  f.containsKey("automatic") && f.get("automatic").yesOrNo(),
                  f.containsKey("within") ? within(f.get("within")) : null,
                  (f.containsKey("when") ? f.get("when") : line).where()));
        }
      }
      return lines;
    }

    private static Duration within(YamlTree tree) {
      String text = tree.text();
      if (text.matches("[1-9][0-9]{0,4}[mhd]")) {
        int number = Integer.parseInt(text.substring(0, text.length() - 1));
        return switch (text.charAt(text.length() - 1)) {
          case 'm' -> Duration.ofMinutes(number);
          case 'h' -> Duration.ofHours(number);
          default -> Duration.ofDays(number);
        };
      }
      throw tree.wrong("SK-1003", "must be a time such as 15m, 4h or 2d", "Change it");
    }
  }

  /** Returns true when {@code place} names a database and not a file. */
  static boolean isUrl(String place) {
    return place.startsWith("jdbc:") || place.startsWith("sqlite:");
  }
}
