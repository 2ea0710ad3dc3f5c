package dev.straykey.issuer;

import dev.straykey.issuer.Issuer.Handle;
import dev.straykey.model.Secret;
import dev.straykey.rule.PatternSampler;
import dev.straykey.rule.RuleFiles;
import dev.straykey.rule.RuleSet;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Opens the issuer files that ship, before a service of the test's own. */
abstract class ShippedStage extends IssuerStage {
  static final RuleSet RULES = RuleFiles.shipped();

  final Issuer shipped(String id, String own, String... tenants) {
    return shipped(id, Secret.of(own), tenants);
  }

  final Issuer withoutCredential(String id) {
    return shipped(id, (Secret) null);
  }

  private Issuer shipped(String id, @Nullable Secret own, String... tenants) {
    var settings = new Issuers.Settings(URI.create(service.baseUrl()), own, List.of(tenants));
    return Issuers.of(RULES.issuer(id), settings, client);
  }

  static String made(String rule) {
    return PatternSampler.make(RULES.rule(rule), 7).key();
  }

  static Handle found(String rule, String key) {
    return new Handle(rule, Secret.of(key), null, null);
  }

  static Handle recorded(String rule, String key, String id) {
    return new Handle(rule, Secret.of(key), id, null);
  }

  static String shown(String key, int first, int last) {
    return key.substring(0, first) + "..." + key.substring(key.length() - last);
  }
}
