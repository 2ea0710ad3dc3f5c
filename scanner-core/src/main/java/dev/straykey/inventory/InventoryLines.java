package dev.straykey.inventory;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.straykey.model.Fingerprint;
import dev.straykey.model.FingerprintKey;
import dev.straykey.model.KeyRecord;
import dev.straykey.model.KeyScope;
import dev.straykey.model.KeyState;
import dev.straykey.model.Privilege;
import dev.straykey.model.Redacted;
import dev.straykey.model.Secret;
import dev.straykey.model.WireName;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes inventory lines: what {@link InventoryFiles} reads. Same record, same bytes; what is
 * absent is left out; no line end.
 */
public final class InventoryLines {
  private static final JsonFactory JSON = new JsonFactory();

  /** A prefix of words, such as {@code sk_live_}: says the kind of key and nothing of the key. */
  private static final Pattern KIND = Pattern.compile("^(?:[A-Za-z]{2,8}[_-]){1,2}");

  private InventoryLines() {}

  /** Returns the optional first line. */
  public static String header(Instant exportedAt, @Nullable String kid) {
    return json(
        out -> {
          out.writeNumberField(RecordReader.HEADER, 1);
          out.writeStringField("exported_at", exportedAt.toString());
          text(out, "kid", kid);
        });
  }

  /**
   * Returns the record of a key of which nothing else is known: its id is {@code key-} and the
   * first 12 characters of its fingerprint.
   *
   * @param issuer id of the issuer; null when nobody said
   */
  public static KeyRecord fingerprinted(Secret key, @Nullable String issuer, FingerprintKey with) {
    return fingerprinted(key, issuer, KeyScope.UNKNOWN, with);
  }

  /** Returns the same of a key whose kind implies a scope. */
  public static KeyRecord fingerprinted(
      Secret key, @Nullable String issuer, KeyScope scope, FingerprintKey with) {
    Fingerprint fingerprint = with.of(key);
    return new KeyRecord(
        "key-" + fingerprint.brief(),
        issuer == null ? "" : issuer,
        null,
        null,
        scope,
        fingerprint,
        null,
        null,
        redacted(key),
        null,
        null,
        null,
        null,
        List.of(),
        List.of(),
        null,
        "us",
        List.of(),
        List.of(),
        List.of(),
        Privilege.UNKNOWN,
        List.of(),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        0,
        null,
        null,
        false,
        false,
        false,
        null,
        KeyState.ACTIVE);
  }

  /** Short keys show nothing: four characters of sixteen would be a quarter of the key. */
  private static @Nullable String redacted(Secret key) {
    byte[] utf8 = key.bytes();
    String text = new String(utf8, StandardCharsets.ISO_8859_1);
    Arrays.fill(utf8, (byte) 0);
    Matcher kind = KIND.matcher(text);
    String prefix = kind.find() ? kind.group() : "";
    if (text.length() - prefix.length() < 20) {
      return null;
    }
    String form = prefix + "..." + text.substring(text.length() - 4);
    return form.chars().allMatch(c -> c > ' ' && c < 0x7F) && Redacted.parse(form) != null
        ? form
        : null;
  }

  /** Returns one record as one line. */
  public static String line(KeyRecord record) {
    return json(out -> write(record, out));
  }

  private static void write(KeyRecord r, JsonGenerator out) throws IOException {
    out.writeStringField("id", r.id());
    text(out, "issuer", r.issuer().isEmpty() ? null : r.issuer());
    text(out, "tenant", r.tenant());
    text(out, "name", r.name());
    word(out, "scope", r.scope(), KeyScope.UNKNOWN);
    if (r.hmac() != null || r.sha256() != null) {
      out.writeObjectFieldStart("fingerprint");
      if (r.hmac() != null) {
        out.writeStringField("hmac-sha256", r.hmac().hex());
        out.writeStringField("kid", r.hmac().kid());
      }
      text(out, "sha256", r.sha256());
      out.writeEndObject();
    }
    text(out, "key_id", r.keyId());
    text(out, "redacted", r.redacted());
    if (r.owner() != null) {
      out.writeObjectFieldStart("owner");
      out.writeStringField(WireName.of(r.owner().type()), r.owner().id());
      out.writeEndObject();
    }
    text(out, "created_by", r.createdBy());
    text(out, "business_owner", r.businessOwner());
    text(out, "technical_owner", r.technicalOwner());
    texts(out, "backup_approvers", r.backupApprovers());
    texts(out, "revocation_authority", r.revocationAuthority());
    text(out, "internal_owner", r.internalOwner());
    text(out, "managed_by", r.managedBy().equals("us") ? null : r.managedBy());
    texts(out, "permissions", r.permissions());
    texts(out, "permissions_granted", r.permissionsGranted());
    texts(out, "permissions_used", r.permissionsUsed());
    word(out, "privilege", r.privilege(), Privilege.UNKNOWN);
    usedBy(out, r.usedBy());
    text(out, "environment", r.environment());
    text(out, "purpose", r.purpose());
    text(out, "system_of_record", r.systemOfRecord());
    text(out, "change_ticket", r.changeTicket());
    time(out, "created_at", r.createdAt());
    time(out, "rotated_at", r.rotatedAt());
    time(out, "expires_at", r.expiresAt());
    time(out, "last_used_at", r.lastUsedAt());
    if (r.rotationDays() > 0) {
      out.writeNumberField("rotation_days", r.rotationDays());
    }
    time(out, "reviewed_at", r.reviewedAt());
    time(out, "next_review", r.nextReview());
    flag(out, "protected", r.isProtected());
    flag(out, "emergency", r.emergency());
    flag(out, "canary", r.canary());
    text(out, "exception", r.exception());
    word(out, "state", r.state(), KeyState.ACTIVE);
  }

  private static void usedBy(JsonGenerator out, List<KeyRecord.UsedBy> uses) throws IOException {
    if (uses.isEmpty()) {
      return;
    }
    out.writeArrayFieldStart("used_by");
    for (KeyRecord.UsedBy use : uses) {
      out.writeStartObject();
      out.writeStringField("actor", use.actor());
      out.writeStringField("id", use.id());
      text(out, "on_behalf_of", use.onBehalfOf());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static void text(JsonGenerator out, String name, @Nullable String value)
      throws IOException {
    if (value != null) {
      out.writeStringField(name, value);
    }
  }

  private static void texts(JsonGenerator out, String name, List<String> values)
      throws IOException {
    if (!values.isEmpty()) {
      out.writeArrayFieldStart(name);
      for (String value : values) {
        out.writeString(value);
      }
      out.writeEndArray();
    }
  }

  private static void word(JsonGenerator out, String name, Enum<?> value, Enum<?> absent)
      throws IOException {
    if (value != absent) {
      out.writeStringField(name, WireName.of(value));
    }
  }

  private static void time(JsonGenerator out, String name, @Nullable Instant value)
      throws IOException {
    text(out, name, value == null ? null : value.toString());
  }

  private static void flag(JsonGenerator out, String name, boolean value) throws IOException {
    if (value) {
      out.writeBooleanField(name, true);
    }
  }

  private interface Body {
    void write(JsonGenerator out) throws IOException;
  }

  private static String json(Body body) {
    var text = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(text)) {
      out.writeStartObject();
      body.write(out);
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a StringWriter does not fail", e);
    }
    return text.toString();
  }
}
