package dev.straykey.pipeline;

import dev.straykey.model.Action;
import dev.straykey.model.Audience;
import dev.straykey.model.WireName;
import dev.straykey.pipeline.Configuration.IssuerSettings;
import dev.straykey.pipeline.Configuration.ServiceSettings;
import dev.straykey.policy.BlastLimits;
import dev.straykey.policy.Line;
import dev.straykey.rule.YamlMap;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** YAML → {@link Configuration}: every error names line, column and field, and quotes no value. */
final class ConfigurationReader {
  private static final String CODE = "SK-1001";
  private final Path file;
  private final Path folder;

  /**
   * @param file relative paths in it are below its own folder
   */
  ConfigurationReader(Path file) {
    this.file = file;
    this.folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
  }

  Configuration read(String text, String sha256) {
    YamlMap map = YamlMap.parse(text, file.toString(), CODE);
    YamlMap issuers = map.map("issuers");
    // In the published example 'introspect' stands among the issuers; both places are read.
    var introspect = new LinkedHashSet<>(map.texts("introspect"));
    if (issuers != null) {
      introspect.addAll(issuers.texts("introspect"));
    }
    var configuration =
        new Configuration(
            file,
            sha256,
            store(map.text("store")),
            below(map.text("fingerprint_key_file")),
            map.texts("inventory").stream().map(this::inventory).toList(),
            below(map.text("people")),
            audiences(map.map("audience")),
            issuers(issuers),
            Set.copyOf(introspect),
            services(map, "tracker"),
            services(map, "notifier"),
            limits(map.map("limits")),
            map.texts("protected"),
            map.maps("policy").stream().map(ConfigurationReader::line).toList(),
            map.texts("rules").stream().map(folder::resolve).map(Path::normalize).toList());
    map.done();
    return configuration;
  }

  private @Nullable Path below(@Nullable String path) {
    return path == null ? null : folder.resolve(path).normalize();
  }

  private String inventory(String place) {
    return Configuration.isUrl(place)
        ? Objects.requireNonNull(store(place))
        : folder.resolve(place).normalize().toString();
  }

  /** A relative SQLite file lies below the configuration's folder, as every other path does. */
  private @Nullable String store(@Nullable String url) {
    if (url == null || !url.matches("(jdbc:)?sqlite:.*")) {
      return url;
    }
    return "jdbc:sqlite:" + below(url.replaceFirst("^(jdbc:)?sqlite:(//)?", ""));
  }

  private static Map<String, Audience> audiences(@Nullable YamlMap map) {
    var audiences = new LinkedHashMap<String, Audience>();
    if (map != null) {
      for (String place : map.names()) {
        map.required(place);
        audiences.put(place, map.word(place, Audience.class, Audience.RESTRICTED));
      }
    }
    return audiences;
  }

  private Map<String, IssuerSettings> issuers(@Nullable YamlMap map) {
    var issuers = new LinkedHashMap<String, IssuerSettings>();
    if (map != null) {
      for (String id : map.names()) {
        if (!id.equals("introspect")) {
          issuers.put(id, issuer(map.map(id)));
        }
      }
    }
    return issuers;
  }

  private IssuerSettings issuer(@Nullable YamlMap map) {
    if (map == null) {
      return new IssuerSettings(null, null, List.of());
    }
    var settings = new IssuerSettings(host(map), credential(map), map.texts("tenants"));
    map.done();
    return settings;
  }

  private static @Nullable URI host(YamlMap map) {
    String text = map.text("host");
    if (text == null) {
      return null;
    }
    try {
      var uri = new URI(text);
      String host = uri.getHost();
      boolean loopback = host != null && host.matches("localhost|127\\..*|\\[::1\\]");
      boolean safe =
          "https".equals(uri.getScheme()) || ("http".equals(uri.getScheme()) && loopback);
      if (host != null && uri.getUserInfo() == null && safe) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Said below, without the value.
    }
    throw map.wrong(
        "host",
        "must be an https URL without user and password",
        "Write such as https://keys.acme.example");
  }

  private @Nullable String credential(YamlMap map) {
    String place = map.text("credential");
    if (place == null || place.startsWith("env:")) {
      return place;
    }
    if (place.startsWith("file:")) {
      return "file:" + below(place.substring("file:".length()));
    }
    throw map.wrong(
        "credential",
        "must say where the credential is, not what it is",
        "Write env:NAME or file:PATH; if a credential stood there, rotate it");
  }

  private Map<String, ServiceSettings> services(YamlMap file, String kind) {
    var services = new LinkedHashMap<String, ServiceSettings>();
    YamlMap map = file.map(kind);
    if (map != null) {
      if (map.names().size() > 1) {
        throw file.wrong(kind, "must name one service", "Keep the one that is to be used");
      }
      for (String id : map.names()) {
        YamlMap settings = map.map(id);
        services.put(
            id, settings == null ? new ServiceSettings(null, Map.of()) : service(settings));
      }
    }
    return services;
  }

  private ServiceSettings service(YamlMap map) {
    var other = new LinkedHashMap<String, String>();
    URI host = host(map);
    if (host != null) {
      other.put("host", host.toString());
    }
    for (String name : map.names()) {
      if (!name.equals("host") && !name.equals("credential")) {
        other.put(name, map.required(name));
      }
    }
    return new ServiceSettings(credential(map), other);
  }

  private static BlastLimits limits(@Nullable YamlMap map) {
    BlastLimits standard = BlastLimits.DEFAULT;
    if (map == null) {
      return standard;
    }
    var limits =
        new BlastLimits(
            limit(map, "run", standard.run()),
            limit(map, "hour", standard.hour()),
            limit(map, "production", standard.production()),
            limit(map, "issuer_admin", standard.issuerAdmin()));
    map.done();
    return limits;
  }

  private static int limit(YamlMap map, String name, int standard) {
    double number = map.number(name, standard, 0, 1_000_000);
    if (number != Math.rint(number)) {
      throw map.wrong(name, "must be a whole number");
    }
    return (int) number;
  }

  private static Line line(YamlMap map) {
    if (!map.has("do")) {
      throw map.wrong("do", "is missing", "Add what to do: a list, empty for nothing");
    }
    String when = map.text("when");
    var actions = new ArrayList<Action>();
    for (String word : map.texts("do")) {
      try {
        actions.add(WireName.parse(Action.class, word));
      } catch (IllegalArgumentException e) {
        throw map.wrong("do", "must hold only " + WireName.all(Action.class));
      }
    }
    var line =
        new Line(
            map.required("name"),
            when == null ? "true" : when,
            actions,
            map.flag("automatic", false),
            within(map),
            unanswered(map),
            map.where("when"));
    map.done();
    return line;
  }

  private static boolean unanswered(YamlMap map) {
    String text = map.text("unanswered");
    if (text == null) {
      return false;
    }
    if (!text.equals("revoke")) {
      throw map.wrong("unanswered", "must be revoke", "Leave it out to have no deadline end a key");
    }
    return true;
  }

  private static @Nullable Duration within(YamlMap map) {
    String text = map.text("within");
    if (text == null) {
      return null;
    }
    if (!text.matches("[1-9][0-9]{0,4}[mhd]")) {
      throw map.wrong("within", "must be a time", "Write such as 15m, 4h or 2d");
    }
    int number = Integer.parseInt(text.substring(0, text.length() - 1));
    return switch (text.charAt(text.length() - 1)) {
      case 'm' -> Duration.ofMinutes(number);
      case 'h' -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }
}
