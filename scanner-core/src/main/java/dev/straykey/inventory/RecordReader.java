package dev.straykey.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import dev.straykey.model.Fingerprint;
import dev.straykey.model.KeyRecord;
import dev.straykey.model.KeyScope;
import dev.straykey.model.KeyState;
import dev.straykey.model.Owner;
import dev.straykey.model.OwnerType;
import dev.straykey.model.Privilege;
import dev.straykey.model.Redacted;
import dev.straykey.model.WireName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One JSON object → one {@link KeyRecord}. Keeps one copy of words that many records share. */
final class RecordReader {
  static final String HEADER = "straykey_inventory";

  private static final Set<String> HEADER_FIELDS = Set.of(HEADER, "exported_at", "kid");
  private static final Set<String> FIELDS =
      Set.of(
          "id",
          "issuer",
          "tenant",
          "name",
          "scope",
          "fingerprint",
          "key_id",
          "redacted",
          "owner",
          "created_by",
          "business_owner",
          "technical_owner",
          "backup_approvers",
          "revocation_authority",
          "internal_owner",
          "managed_by",
          "permissions",
          "permissions_granted",
          "permissions_used",
          "privilege",
          "used_by",
          "environment",
          "purpose",
          "system_of_record",
          "change_ticket",
          "created_at",
          "rotated_at",
          "expires_at",
          "last_used_at",
          "rotation_days",
          "reviewed_at",
          "next_review",
          "protected",
          "emergency",
          "canary",
          "exception",
          "state");
  private static final Set<String> DIGESTS = Set.of("hmac-sha256", "sha256", "kid");
  private static final Set<String> OWNERS = Set.of("person", "team", "service");
  private static final Set<String> USES = Set.of("actor", "id", "on_behalf_of");
  private static final Pattern KID = Pattern.compile("[0-9a-f]{8}");
  private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{64}");
  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{43}=?");
  private static final int MOST_WORDS = 100_000;
  private static final int LONGEST_ID = 256;

  private final FingerprintKeys keys;
  private final Map<String, String> words = new HashMap<>();
  private String kid;

  RecordReader(FingerprintKeys keys) {
    this.keys = keys;
    this.kid = keys.newest().kid();
  }

  /** Reads the optional first line; its kid holds for records that name none. */
  @Nullable Instant header(JsonNode node, Place place) {
    var fields = new Fields(node, place, "", HEADER_FIELDS);
    JsonNode version = fields.value(HEADER);
    if (version == null || !version.isInt() || version.intValue() != 1) {
      throw place.field(HEADER, "must be 1");
    }
    kid = kid(fields);
    return fields.time("exported_at");
  }

  private String kid(Fields fields) {
    String named = fields.text("kid");
    if (named == null) {
      return kid;
    }
    if (!KID.matcher(named).matches()) {
      throw fields.place.field(fields.path("kid"), "must be 8 lower-case hex characters");
    }
    if (keys.byKid(named) == null) {
      throw fields.place.otherKid(named, keys);
    }
    return shared(named);
  }

  KeyRecord record(JsonNode node, Place place) {
    var f = new Fields(node, place, "", FIELDS);
    String id = f.required("id");
    if (id.length() > LONGEST_ID) {
      throw place.field("id", "is longer than " + LONGEST_ID + " characters");
    }
    Fingerprint hmac = null;
    String sha256 = null;
    JsonNode fingerprint = f.value("fingerprint");
    if (fingerprint != null && fingerprint.isTextual()) {
      hmac = new Fingerprint(kid, digest(fingerprint, "fingerprint", place));
    } else if (fingerprint != null) {
      var digests = new Fields(fingerprint, place, "fingerprint.", DIGESTS);
      JsonNode keyed = digests.value("hmac-sha256");
      JsonNode plain = digests.value("sha256");
      hmac =
          keyed == null
              ? null
              : new Fingerprint(kid(digests), digest(keyed, "fingerprint.hmac-sha256", place));
      sha256 = plain == null ? null : digest(plain, "fingerprint.sha256", place);
    }
    String redacted = f.text("redacted");
    if (redacted != null && Redacted.parse(redacted) == null) {
      throw place.keyInClear("redacted");
    }
    String keyId = f.text("key_id");
    if (hmac == null && sha256 == null && keyId == null && redacted == null) {
      throw place.field("fingerprint", "is missing, and so are key_id and redacted");
    }
    return new KeyRecord(
        id,
        shared(orEmpty(f.text("issuer"))),
        word(f, "tenant"),
        f.text("name"),
        scope(f),
        hmac,
        sha256,
        keyId,
        redacted,
        owner(f),
        word(f, "created_by"),
        word(f, "business_owner"),
        word(f, "technical_owner"),
        words(f, "backup_approvers"),
        words(f, "revocation_authority"),
        word(f, "internal_owner"),
        managedBy(f),
        words(f, "permissions"),
        words(f, "permissions_granted"),
        words(f, "permissions_used"),
        f.word(Privilege.class, "privilege", Privilege.UNKNOWN),
        usedBy(f),
        word(f, "environment"),
        word(f, "purpose"),
        f.text("system_of_record"),
        word(f, "change_ticket"),
        f.time("created_at"),
        f.time("rotated_at"),
        f.time("expires_at"),
        f.time("last_used_at"),
        f.days("rotation_days"),
        f.time("reviewed_at"),
        f.time("next_review"),
        f.flag("protected"),
        f.flag("emergency"),
        f.flag("canary"),
        f.text("exception"),
        f.word(KeyState.class, "state", KeyState.ACTIVE));
  }

  private static String digest(JsonNode node, String field, Place place) {
    String text = node.isTextual() ? node.textValue().strip() : "";
    if (HEX.matcher(text).matches()) {
      return text.toLowerCase(Locale.ROOT);
    }
    if (BASE64.matcher(text).matches()) {
      byte[] digest = Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/'));
      return HexFormat.of().formatHex(digest);
    }
    throw place.keyInClear(field);
  }

  private static KeyScope scope(Fields f) {
    String text = f.text("scope");
    if (text != null && (text.equalsIgnoreCase("org") || text.equalsIgnoreCase("organization"))) {
      return KeyScope.ORGANISATION;
    }
    return f.word(KeyScope.class, "scope", KeyScope.UNKNOWN);
  }

  private @Nullable Owner owner(Fields f) {
    JsonNode node = f.value("owner");
    if (node == null) {
      return null;
    }
    var owner = new Fields(node, f.place, "owner.", OWNERS);
    Owner found = null;
    for (OwnerType type : OwnerType.values()) {
      String id = owner.text(WireName.of(type));
      if (id != null && found != null) {
        throw f.place.field("owner", "must name one of person, team and service");
      }
      found = id == null ? found : new Owner(type, shared(id));
    }
    return found;
  }

  private static String managedBy(Fields f) {
    String text = f.text("managed_by");
    if (text == null || text.equals("us")) {
      return "us";
    }
    if (text.equals("vendor")) {
      return "vendor";
    }
    throw f.place.field("managed_by", "must be one of us, vendor");
  }

  private List<KeyRecord.UsedBy> usedBy(Fields f) {
    JsonNode list = f.value("used_by");
    if (list == null) {
      return List.of();
    }
    List<KeyRecord.UsedBy> uses = new ArrayList<>();
    for (JsonNode item : f.items("used_by", list)) {
      var use = new Fields(item, f.place, "used_by.", USES);
      uses.add(
          new KeyRecord.UsedBy(
              shared(use.required("actor")),
              shared(use.required("id")),
              word(use, "on_behalf_of")));
    }
    return uses;
  }

  private @Nullable String word(Fields f, String name) {
    String text = f.text(name);
    return text == null ? null : shared(text);
  }

  private List<String> words(Fields f, String name) {
    return f.texts(name).stream().map(this::shared).toList();
  }

  private String shared(String text) {
    if (words.size() >= MOST_WORDS) {
      return words.getOrDefault(text, text);
    }
    String before = words.putIfAbsent(text, text);
    return before == null ? text : before;
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
