package dev.straykey.cli;

import dev.straykey.fixtures.FakeServices;
import dev.straykey.fixtures.Keys;
import dev.straykey.model.FingerprintKey;
import dev.straykey.model.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * An organisation of one or two keys, for a test that is about one thing. Its keys are made when
 * the test runs.
 */
final class SmallOrganisation {
  static final String TENANT = "org_small";
  final Path folder;
  final Random random;
  final byte[] fingerprintKey = new byte[32];
  private final List<String> inventory = new ArrayList<>();
  private final Instant now;

  SmallOrganisation(Path folder, Instant now, long seed) {
    this.folder = folder;
    this.now = now;
    this.random = new Random(seed);
    random.nextBytes(fingerprintKey);
  }

  /** A key of the organisation's own form, which its key service knows. */
  String key(FakeServices services, String keyId) {
    String value = Keys.acmeLive(random);
    services.knows("own", value, keyId, TENANT, "user", "sam");
    return value;
  }

  String fingerprint(String value) {
    return FingerprintKey.of(fingerprintKey).of(Secret.of(value)).hex();
  }

  String kid() {
    return FingerprintKey.of(fingerprintKey).kid();
  }

  /** Adds a record; {@code more} is further JSON fields, each begun by a comma. */
  SmallOrganisation record(String id, String scope, String value, String more) {
    inventory.add(
        "{\"id\":\"%s\",\"issuer\":\"own\",\"tenant\":\"%s\",\"name\":\"%s\",\"scope\":\"%s\",\"fingerprint\":{\"hmac-sha256\":\"%s\",\"kid\":\"%s\"}%s}"
            .formatted(id, TENANT, "key " + id, scope, fingerprint(value), kid(), more));
    return this;
  }

  /** Adds a record as it stands. */
  SmallOrganisation line(String json) {
    inventory.add(json);
    return this;
  }

  /** Writes inventory, people, fingerprint key and configuration. */
  Path write(FakeServices services) throws IOException {
    Files.createDirectories(folder.resolve("secrets"));
    secret(services, "own", "own-" + "c".repeat(20) + random.nextInt(1000));
    secret(services, "jira", "straykey@small.example:" + "j".repeat(24));
    secret(services, "slack", "xo" + "xb-" + "1".repeat(11) + "-" + "s".repeat(24));
    text("fingerprint.key", Base64.getEncoder().encodeToString(fingerprintKey));
    var lines = new StringBuilder();
    lines.append(
        "{\"straykey_inventory\":1,\"exported_at\":\"%s\",\"kid\":\"%s\"}%n"
            .formatted(now.minus(Duration.ofHours(1)), kid()));
    inventory.forEach(line -> lines.append(line).append('\n'));
    text("inventory.jsonl", lines.toString());
    text(
        "people.csv",
        """
        id,name,email,slack_id,manager,team,status,left_at
        u-1,Sam Small,sam@small.example,U01SAM,u-2,core,active,
        u-2,Mia Small,mia@small.example,U02MIA,,core,active,
        u-3,Ray Small,ray@small.example,U03RAY,u-2,core,active,
        """);
    services.person("U01SAM", "sam@small.example", "Sam Small", false);
    services.person("U02MIA", "mia@small.example", "Mia Small", false);
    services.person("U03RAY", "ray@small.example", "Ray Small", false);
    services.channel("C0ONCALL", "security-on-call");
    return text(
        "straykey.yaml",
        """
        store: "sqlite://%s/store.db"
        fingerprint_key_file: fingerprint.key
        inventory: [inventory.jsonl]
        people: people.csv
        issuers:
          own: { host: "%s", credential: "file:secrets/own", tenants: [%s] }
        introspect: [own]
        tracker: { jira: { host: "%s", credential: "file:secrets/jira", project: SEC, audience: restricted } }
        notifier: { slack: { host: "%s", credential: "file:secrets/slack", last_resort: "#security-on-call" } }
        """
            .formatted(folder, services.own(), TENANT, services.jira(), services.slack()));
  }

  private void secret(FakeServices services, String service, String value) throws IOException {
    services.accepts(service, value);
    text("secrets/" + service, value + "\n");
  }

  Path text(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  /** Writes an official Slack export with these messages in {@code #general}. */
  Path slackZip(String name, String... messages) throws IOException {
    Path file = folder.resolve(name);
    try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
      entry(
          zip,
          "channels.json",
          "[{\"id\":\"C0GENERAL\",\"name\":\"general\",\"created\":1700000000,\"creator\":\"U01SAM\",\"is_archived\":false,\"is_general\":true,\"members\":[\"U01SAM\"],\"topic\":{\"value\":\"\",\"creator\":\"\",\"last_set\":0},\"purpose\":{\"value\":\"\",\"creator\":\"\",\"last_set\":0}}]");
      entry(
          zip,
          "users.json",
          "[{\"id\":\"U01SAM\",\"team_id\":\"T0SMALL\",\"name\":\"sam\",\"deleted\":false,\"real_name\":\"Sam Small\",\"profile\":{\"email\":\"sam@small.example\"},\"is_bot\":false}]");
      var day = new StringBuilder("[");
      long second = now.minus(Duration.ofHours(5)).getEpochSecond();
      for (String message : messages) {
        day.append(day.length() == 1 ? "" : ",")
            .append(
                "{\"type\":\"message\",\"user\":\"U01SAM\",\"text\":\"%s\",\"ts\":\"%d.000100\"}"
                    .formatted(message, second++));
      }
      entry(zip, "general/2026-03-01.json", day.append("]").toString());
    }
    return file;
  }

  /** Writes Jira's RSS view of one issue with one comment. */
  Path jiraRss(String name, String comment) throws IOException {
    return text(
        name,
        """
        <rss version="0.92"><channel><title>Small</title><link>https://jira.small.example</link>
        <description>d</description><language>en-us</language>
        <item><title>[OPS-1] Key does not work</title><link>https://jira.small.example/browse/OPS-1</link>
        <project id="1" key="OPS">Ops</project><description>&lt;p&gt;See below.&lt;/p&gt;</description>
        <key id="10001">OPS-1</key><summary>Key does not work</summary>
        <reporter username="sam">Sam Small</reporter><created>Mon, 2 Mar 2026 10:00:00 +0000</created>
        <comments><comment id="10100" author="sam" created="Mon, 2 Mar 2026 11:00:00 +0000">&lt;p&gt;%s&lt;/p&gt;</comment></comments>
        </item></channel></rss>
        """
            .formatted(comment));
  }

  private static void entry(ZipOutputStream zip, String name, String text) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(text.getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }
}
