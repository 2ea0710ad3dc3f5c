package dev.straykey.issuer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.straykey.model.KeyScope;
import dev.straykey.model.Owner;
import dev.straykey.model.OwnerType;
import dev.straykey.model.Secret;
import dev.straykey.model.Validity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes what an issuer says of a key out of its answer. Foreign text: bounded, without control
 * characters, and dropped where it holds the key itself.
 */
final class Facts {
  private static final int LONGEST = 512;
  private static final int MOST_PERMISSIONS = 500;

  private final JsonNode json;
  private final Map<String, String> gives;
  private final @Nullable String key;

  private Facts(JsonNode json, Map<String, String> gives, @Nullable String key) {
    this.json = json;
    this.gives = gives;
    this.key = key;
  }

  /**
   * Reads the answer that a key is alive.
   *
   * @param gives where facts stand, as an issuer file says
   * @param implied what the kind of key implies, where the issuer names no owner
   */
  static Introspection read(
      JsonNode json, Map<String, String> gives, @Nullable Secret key, KeyScope implied) {
    var facts = new Facts(json, gives, key == null ? null : key.reveal());
    String type = facts.text("owner_type");
    KeyScope scope = type == null ? implied : scope(type);
    return new Introspection(
        Validity.ACTIVE,
        facts.text("key_id"),
        facts.text("tenant"),
        scope,
        facts.owner(scope),
        facts.text("name"),
        facts.permissions());
  }

  private @Nullable Owner owner(KeyScope scope) {
    String id = text("owner_id");
    if (id == null) {
      return null;
    }
    return switch (scope) {
      case USER -> new Owner(OwnerType.PERSON, id);
      case ORGANISATION -> new Owner(OwnerType.TEAM, id);
      case WORKLOAD -> new Owner(OwnerType.SERVICE, id);
      case UNKNOWN -> null; // a type nobody knows would be made up
    };
  }

  /** Takes issuers' words for kinds of owner as what they mean for a key's life. */
  private static KeyScope scope(String ownerType) {
    return switch (ownerType.toLowerCase(Locale.ROOT).replaceAll("[-_. ]", "")) {
      case "user", "person", "human", "member" -> KeyScope.USER;
      case "organization",
          "organisation",
          "org",
          "team",
          "account",
          "workspace",
          "tenant",
          "company",
          "environment",
          "project",
          "group" ->
          KeyScope.ORGANISATION;
      case "service",
          "serviceaccount",
          "serviceprincipal",
          "workload",
          "agent",
          "bot",
          "app",
          "application",
          "machine",
          "installation",
          "integration",
          "client" ->
          KeyScope.WORKLOAD;
      default -> KeyScope.UNKNOWN;
    };
  }

  private List<String> permissions() {
    String paths = gives.get("permissions");
    JsonNode node = paths == null ? null : Paths.first(json, paths);
    var all = new ArrayList<String>();
    if (node != null && node.isArray()) {
      node.forEach(each -> add(all, each.isTextual() ? each.textValue() : ""));
    } else if (node != null && node.isTextual()) {
      // OAuth joins scopes by spaces (RFC 6749, section 3.3), others by commas.
      List.of(node.textValue().split("[\\s,]+")).forEach(each -> add(all, each));
    }
    return List.copyOf(all);
  }

  private void add(List<String> all, String permission) {
    String cleaned = cleaned(permission);
    if (cleaned != null && all.size() < MOST_PERMISSIONS) {
      all.add(cleaned);
    }
  }

  private @Nullable String text(String name) {
    String paths = gives.get(name);
    JsonNode node = paths == null ? null : Paths.first(json, paths);
    return node == null || !node.isValueNode() ? null : cleaned(node.asText());
  }

  private @Nullable String cleaned(String text) {
    String plain = text.replaceAll("[\\p{Cc}\\p{Cf}\\u2028\\u2029]", "").strip();
    boolean useless = plain.isEmpty() || plain.length() > LONGEST;
    return useless || (key != null && !key.isEmpty() && plain.contains(key)) ? null : plain;
  }
}
