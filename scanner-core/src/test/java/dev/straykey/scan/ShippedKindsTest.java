package dev.straykey.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.model.Content;
import dev.straykey.model.Document;
import dev.straykey.model.IssuerSpec;
import dev.straykey.model.KnownKeys;
import dev.straykey.model.Origin;
import dev.straykey.model.Rule;
import dev.straykey.model.Shape;
import dev.straykey.rule.PatternSampler;
import dev.straykey.rule.RuleFiles;
import dev.straykey.rule.RuleSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of key that the shipped rules know, made at random, where such keys stand. */
class ShippedKindsTest {
  private static final RuleSet RULES = RuleFiles.shipped();
  private static final ScanEngine ENGINE = new ScanEngine(RULES, KnownKeys.NONE);

  /** May not grow. Half of what is made of this one is digits and dots, which are not rare. */
  private static final Set<String> NOT_EVERYWHERE = Set.of("yandex-api-key");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@_API_KEY={key}\n",
        "services:\n  @:\n    enabled: true\n    region: eu-central-1\n    api_key: {key}\n",
        "[@]\nregion = eu-central-1\ntoken = {key}\n",
        "import com.@.Client;\n\nclass Demo {\n  Client client = new Client(\"{key}\");\n}\n",
        "curl https://api.@.example/v1 \\\n  -H \"Authorization: Bearer {key}\"\n",
        "headers = {\"X-Api-Key\": \"{key}\"}\nget(\"https://api.@.example/v1\", headers=headers)\n",
      })
  void aKindWithoutAMarkIsFoundWhereItsPlaceIsCalledAfterItsIssuer(String text) throws IOException {
    var missed = new TreeSet<String>();
    for (IssuerSpec issuer : RULES.issuers()) {
      for (Rule rule : issuer.rules()) {
        if (isAlone(rule) && !NOT_EVERYWHERE.contains(rule.id())) {
          String place = text.replace("@", issuer.id().replace('-', '_'));
          if (!issuers(place, sample(rule)).contains(issuer.id())) {
            missed.add(rule.id());
          }
        }
      }
    }

    assertThat(missed).isEmpty();
  }

  @Test
  void noKindIsFoundInItsPlaceholders() throws IOException {
    var found = new TreeSet<String>();
    for (IssuerSpec issuer : RULES.issuers()) {
      for (Rule rule : issuer.rules()) {
        String prefix = RULES.pattern(rule).keyPrefix();
        String name = issuer.id().replace('-', '_') + "_api_key = ";
        for (String filler :
            List.of("your_api_key_here", "x".repeat(40), "*".repeat(32), "${KEY}")) {
          // Some are known by their head alone, whatever follows.
          if (rule.near().shape() == Shape.ANYWHERE
              && RULES.pattern(rule).shortest() > prefix.length()
              && issuers(name + "'{key}'\n", prefix + filler).contains(issuer.id())) {
            found.add(rule.id() + " " + filler);
          }
        }
      }
    }

    assertThat(found).isEmpty();
  }

  /** A kind of which nothing but the words around it says whose it is. */
  private static boolean isAlone(Rule rule) {
    return rule.byContext()
        && !rule.near().context().isEmpty()
        && !rule.near().identifier()
        && !rule.publishable()
        && !rule.near().needsPair()
        && rule.near().within() == 0
        && rule.near().paths().isEmpty();
  }

  /** Returns a key that is neither words nor a placeholder by chance. */
  private static String sample(Rule rule) {
    for (long seed = 0; seed < 50; seed++) {
      PatternSampler.Sample sample = PatternSampler.make(rule, rule.id().hashCode() + seed);
      byte[] key = sample == null ? new byte[0] : sample.key().getBytes(StandardCharsets.US_ASCII);
      int prefix = Math.min(rule.prefixLength(), key.length);
      if (Placeholders.entropy(key, prefix) >= rule.minEntropy()
          && Rarity.isRare(key, prefix)
          && !Placeholders.is(key, 0)) {
        return new String(key, StandardCharsets.US_ASCII);
      }
    }
    throw new AssertionError("no key of " + rule.id() + " can be made");
  }

  private static List<String> issuers(String text, String key) throws IOException {
    byte[] bytes = text.replace("{key}", key).getBytes(StandardCharsets.UTF_8);
    var issuers = new ArrayList<String>();
    ENGINE
        .worker()
        .scan(
            Document.file(Origin.unresolved("t"), "t", Content.of(bytes)),
            hit -> issuers.add(hit.rule == null ? "" : hit.rule.issuer()));
    return issuers;
  }
}
