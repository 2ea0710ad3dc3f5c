package dev.straykey.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.straykey.model.Action;
import dev.straykey.model.Audience;
import dev.straykey.model.InvalidInputException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationTest {
  @TempDir Path folder;

  @Test
  void readsEverySettingOfThePublishedExample() throws IOException {
    Configuration read =
        read(
            """
            store: sqlite:///var/lib/straykey/straykey.db
            fingerprint_key_file: /etc/straykey/fingerprint.key
            inventory: [inventory.jsonl]
            people: people.csv
            audience: { "slack:general": public }
            issuers:
              workos: { credential: env:WORKOS_KEY, tenants: [org_01] }
              own:    { host: https://keys.acme.example, credential: file:/run/secrets/keys }
              introspect: [workos, own]
            tracker:  { jira: { host: https://acme.example, credential: env:JIRA, project: SEC } }
            notifier: { slack: { credential: env:SLACK_TOKEN, last_resort: "#security-on-call" } }
            limits:   { run: 9, hour: 20, production: 2, issuer_admin: 0 }
            protected: [key_01H, "issuer:idp/*"]
            policy:
              - name: user-exact
                when: key.scope == "user"
                do: [revoke, notify]
                automatic: true
                within: 4h
              - name: everything-else
                do: [task]
            """);

    assertThat(read.store()).isEqualTo("jdbc:sqlite:/var/lib/straykey/straykey.db");
    assertThat(read.inventory()).containsExactly(folder.resolve("inventory.jsonl").toString());
    assertThat(read.audience()).containsEntry("slack:general", Audience.PUBLIC);
    assertThat(read.issuers()).containsOnlyKeys("workos", "own");
    assertThat(read.issuers().get("own").host()).isEqualTo(URI.create("https://keys.acme.example"));
    assertThat(read.introspect()).containsExactlyInAnyOrder("workos", "own");
    assertThat(read.trackers().get("jira").other()).containsEntry("project", "SEC");
    assertThat(read.notifiers().get("slack").other())
        .containsEntry("last_resort", "#security-on-call");
    assertThat(read.limits().run()).isEqualTo(9);
    assertThat(read.protectedKeys()).hasSize(2);
    assertThat(read.policy().get(0).actions()).containsExactly(Action.REVOKE, Action.NOTIFY);
    assertThat(read.policy().get(0).within()).isEqualTo(Duration.ofHours(4));
    assertThat(read.policy().get(1).when()).isEqualTo("true");
  }

  @Test
  void takesPathsAsBelowItsOwnFolder() throws IOException {
    Configuration read = read("people: a/../people.csv\nstore: sqlite:state/x.db\n");

    assertThat(read.people()).isEqualTo(folder.resolve("people.csv"));
    assertThat(read.store()).isEqualTo("jdbc:sqlite:" + folder.resolve("state/x.db"));
  }

  @Test
  void namesLineAndColumnOfAnUnknownName() {
    refuses("people: a\nissuers:\n  own: { hots: x }\n", "straykey.yaml:3:10", "hots", "host");
  }

  @Test
  void refusesACredentialThatStandsInTheFileWithoutQuotingIt() {
    refuses("issuers: { own: { credential: hunter2hunter2 } }\n", ":1:31", "env:NAME");
  }

  @Test
  void refusesAHostInClearOrWithAPassword() {
    refuses("issuers: { own: { host: 'http://keys.acme.example' } }\n", "https");
    refuses("issuers: { own: { host: 'https://a:b@keys.acme.example' } }\n", "without user");
  }

  @Test
  void refusesAnActionThatIsNone() {
    refuses("policy: [{ name: a, do: [explode] }]\n", "do", "revoke");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "store: *%s",
        "store: !%s!x y",
        "%s: x",
        "issuers: { %s: 1 }",
        "audience: { %1$s: a, %1$s: b }"
      })
  void doesNotRepeatWhatMayBeAKey(String yaml) {
    String pasted = "acme_live_" + "q7".repeat(19);

    assertThatThrownBy(() -> read(yaml.formatted(pasted) + "\n"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("straykey.yaml:1:")
        .hasMessageNotContaining(pasted);
  }

  private void refuses(String text, String... says) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll(says)
        .hasMessageNotContaining("hunter2");
  }

  private Configuration read(String text) throws IOException {
    return Configuration.read(Files.writeString(folder.resolve("straykey.yaml"), text));
  }
}
