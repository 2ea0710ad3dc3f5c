package dev.straykey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.fixtures.Acme;
import dev.straykey.fixtures.Behaviour;
import dev.straykey.fixtures.FakeServices;
import dev.straykey.fixtures.PlantedKey;
import dev.straykey.fixtures.Seen;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The demo organisation at its most verbose, every report, every command; then each planted key is
 * looked for in all that came out, in the forms in which it could hide.
 */
class NoKeyLeavesMemoryIT {
  private static final List<String> FORMATS =
      List.of("text", "json", "jsonl", "sarif", "csv", "junit", "html", "markdown", "gitlab");

  @TempDir static Path folder;
  private static Acme acme;
  private static final TreeMap<String, String> outputs = new TreeMap<>();
  private static final TreeMap<String, List<Seen>> requests = new TreeMap<>();

  @BeforeAll
  static void runEverything() throws IOException {
    var behaviour =
        Behaviour.usual()
            .withLag(Duration.ofSeconds(1))
            .tooManyRequestsFirst("workos")
            .failFirstMessage();
    try (var services = FakeServices.start(Clock.systemUTC(), behaviour)) {
      acme = Acme.writeTo(folder.resolve("acme"), Instant.now(), 99, services);
      var arguments =
          new ArrayList<>(
              List.of(
                  "scan",
                  "--verbose",
                  "--config",
                  acme.config().toString(),
                  "--introspect",
                  "--apply",
                  "--plan",
                  "plan.json",
                  "--write-baseline",
                  "baseline.jsonl"));
      for (String format : FORMATS) {
        arguments.add("--report");
        arguments.add(format + "=report." + format);
      }
      arguments.add("--report");
      arguments.add("text=-");
      acme.scanPaths().forEach(path -> arguments.add(path.toString()));
      keep("scan", StraykeyJar.in(folder).run(arguments.toArray(String[]::new)));
      scanNames();
      for (String command :
          List.of(
              "remediate status",
              "remediate resume",
              "evidence verify",
              "evidence export",
              "inventory list",
              "inventory lint")) {
        String[] words = (command + " --config " + acme.config()).split(" ");
        keep(command, StraykeyJar.in(folder).run(words));
      }
      String vault = String.join("\n", acme.planted().stream().map(PlantedKey::value).toList());
      keep(
          "inventory fingerprint",
          StraykeyJar.in(folder)
              .input(vault)
              .run("inventory", "fingerprint", "--config", acme.config().toString()));
      provokeErrors(vault);
      for (String service : List.of("own", "workos", "github", "jira", "slack")) {
        requests.put(service, services.requests(service));
      }
    }
  }

  /** Keys in names of files and folders, and other keys below them. */
  private static void scanNames() throws IOException {
    Path names = folder.resolve("acme/names");
    for (PlantedKey key : acme.planted()) {
      if (key.value().matches("[0-9A-Za-z_-]{16,}")) {
        Path below = Files.createDirectories(names.resolve("a-" + key.value() + "_x"));
        Files.writeString(below.resolve(key.value() + ".txt"), acme.planted().get(0).value());
        Files.writeString(below.resolve(key.value() + ".zip"), "PK\3\4 is broken");
      }
    }
    var arguments =
        new ArrayList<>(
            List.of("scan", "--verbose", "--config", acme.config().toString(), names.toString()));
    for (String format : FORMATS) {
      arguments.add("--report");
      arguments.add(format + "=names." + format);
    }
    arguments.add("--report");
    arguments.add("text=-");
    keep("scan names", StraykeyJar.in(folder).run(arguments.toArray(String[]::new)));
  }

  /** Keys where a message could quote them: arguments, settings, inventory, rules, plans. */
  private static void provokeErrors(String vault) throws IOException {
    String key = acme.planted().get(0).value();
    keep("bad option", StraykeyJar.in(folder).run("scan", "--token=" + key, key));
    keep("bad path", StraykeyJar.in(folder).run("rules", "test", "--x", key));
    for (String[] bad :
        new String[][] {
          {"--config", "bad.yaml", "issuers: { own: { credential: " + key + " } }\n"},
          {
            "--inventory",
            "bad.jsonl",
            "{\"id\":\"a\",\"fingerprint\":{\"sha256\":\"" + key + "\"}}\n"
          },
          {"--inventory", "bad.csv", "id,issuer,fingerprint\na,own," + key + "\n"},
          {"--rules", "bad-rules.yaml", "issuer: " + key + "\n" + key + ": 1\n"},
          {"--people", "bad-people.csv", "id,name\n" + key + "," + key + "," + key + "\n"},
          {"--baseline", "bad-baseline.jsonl", vault}
        }) {
      Files.writeString(folder.resolve(bad[1]), bad[2]);
      keep(
          bad[1],
          StraykeyJar.in(folder)
              .with("STRAYKEY_FINGERPRINT_KEY", Base64.getEncoder().encodeToString(new byte[32]))
              .run("scan", bad[0], bad[1], acme.config().toString()));
    }
    Files.delete(folder.resolve("bad.yaml"));
    for (String input :
        List.of("bad.jsonl", "bad.csv", "bad-rules.yaml", "bad-people.csv", "bad-baseline.jsonl")) {
      Files.delete(folder.resolve(input));
    }
  }

  private static void keep(String name, StraykeyJar.Run run) {
    outputs.put(name + " (out)", run.out());
    outputs.put(name + " (err)", run.err());
  }

  @Test
  void theRunDidItsWork() {
    assertThat(outputs.get("scan (out)")).contains("revoke");
    assertThat(outputs.get("scan names (out)")).contains("in the name itself");
    assertThat(requests.get("own")).isNotEmpty();
    assertThat(requests.get("slack")).isNotEmpty();
  }

  @Test
  void noStreamHoldsAKey() {
    outputs.forEach((name, text) -> assertNoKey(name, text));
  }

  @Test
  void noWrittenFileHoldsAKey() throws IOException {
    Set<Path> inputs =
        Set.of(
            folder.resolve("acme/repository"),
            folder.resolve("acme/names"),
            folder.resolve("acme/slack-export.zip"),
            folder.resolve("acme/jira.xml"),
            folder.resolve("acme/secrets"));
    var looked = new ArrayList<Path>();
    try (var files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (inputs.stream().noneMatch(file::startsWith)) {
          looked.add(file);
          assertNoKey(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
        }
      }
    }
    assertThat(looked).anyMatch(f -> f.toString().endsWith(".db"));
    assertThat(looked).hasSizeGreaterThan(FORMATS.size());
  }

  @Test
  void noRequestHoldsAKeyExceptThoseToItsOwnIssuer() {
    requests.forEach(
        (service, seen) -> {
          for (Seen request : seen) {
            String text = request.url() + "\n" + request.headers() + "\n" + request.body();
            for (PlantedKey key : acme.planted()) {
              if (!key.issuer().equals(service) && !acme.credentials().contains(key.value())) {
                assertNoKey(service + " " + request, text, key);
              }
            }
          }
        });
  }

  private static void assertNoKey(String where, String text) {
    acme.planted().forEach(key -> assertNoKey(where, text, key));
  }

  private static void assertNoKey(String where, String text, PlantedKey key) {
    for (String form : forms(key.value())) {
      if (text.contains(form)) {
        throw new AssertionError("%s holds %s".formatted(where, key)); // says all but the value
      }
    }
  }

  /** Raw, without its last characters, base64 at three alignments, hex, URL- and JSON-escaped. */
  private static List<String> forms(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    var forms = new ArrayList<String>();
    forms.add(value);
    forms.add(value.substring(0, value.length() - 6));
    forms.add(new StringBuilder(value).reverse().toString());
    forms.add(URLEncoder.encode(value, StandardCharsets.UTF_8));
    forms.add(value.replace("/", "\\/"));
    forms.add(HexFormat.of().formatHex(bytes));
    for (int shift = 0; shift < 3; shift++) {
      byte[] shifted = new byte[bytes.length + shift];
      System.arraycopy(bytes, 0, shifted, shift, bytes.length);
      String encoded = Base64.getEncoder().encodeToString(shifted);
      forms.add(encoded.substring(4, encoded.length() - 4));
    }
    return forms;
  }
}
