package dev.straykey.issuer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.straykey.http.Credential;
import dev.straykey.http.Json;
import dev.straykey.model.Call;
import dev.straykey.model.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Fills the slots of a {@link Call}, each encoded for where it stands, so that no value can become
 * more than a value there.
 *
 * <p><b>Errors:</b> {@link IllegalArgumentException}, which names the slot and never its value.
 *
 * @param key the key itself
 * @param keyId the issuer's id for it
 * @param tenant the account at the issuer
 * @param credential the organisation's own
 */
record Slots(
    @Nullable Secret key,
    @Nullable String keyId,
    @Nullable String tenant,
    @Nullable Secret credential) {
  private static final Pattern SLOT =
      Pattern.compile(
          "\\{(key|key_id|key_path|tenant|credential|credential_user|credential_password)\\}");

  /** Path of an address that is a key: nothing in it needs to be encoded, or climbs. */
  private static final Pattern PATH = Pattern.compile("https://[^/?#]+((?:/[0-9A-Za-z_~-]+)+)");

  /** An id of several parts, and the form that it must fit. */
  private static final Pattern PARTS = Pattern.compile("\\{key_id=([^{}]+)\\}");

  /** Returns an id that {@code call} could take, for asking whether there is a way at all. */
  static String anyId(@Nullable Call call) {
    Matcher parts = PARTS.matcher(call == null ? "" : call.path());
    return parts.find() ? parts.group(1).replace("*", "id") : "id";
  }

  /** Returns whether there is something at hand for every slot of {@code call}. */
  boolean canFillAll(Call call) {
    return canFill(call.path())
        && call.headers().values().stream().allMatch(this::canFill)
        && (call.basic() == null || canFill(call.basic()))
        && (call.form() == null || call.form().values().stream().allMatch(this::canFill))
        && (call.json() == null || canFill(call.json()));
  }

  private boolean canFill(String template) {
    return SLOT.matcher(template).results().allMatch(slot -> value(slot.group(1)) != null)
        && PARTS.matcher(template).results().allMatch(slot -> parts(slot.group(1)) != null);
  }

  /** Returns a path, and the query after its first question mark. */
  String path(String template) {
    if (template.equals("{key_path}")) {
      return fill(template, UnaryOperator.identity());
    }
    int question = template.indexOf('?');
    String path = question < 0 ? template : template.substring(0, question);
    String query = question < 0 ? "" : template.substring(question);
    return segments(path, false) + fill(query, Slots::percent);
  }

  /** Returns the path without query, and without what may not be shown. */
  String shownPath(String template) {
    if (template.equals("{key_path}")) {
      return "/KEY";
    }
    int question = template.indexOf('?');
    return segments(question < 0 ? template : template.substring(0, question), true);
  }

  /** Returns the parts of the id, encoded and joined; null when they do not fit {@code form}. */
  private @Nullable String parts(String form) {
    String[] wanted = form.split("/", -1);
    String[] given = keyId == null ? new String[0] : keyId.split("/", -1);
    if (given.length != wanted.length) {
      return null;
    }
    for (int i = 0; i < given.length; i++) {
      if (given[i].isEmpty() || !(wanted[i].equals("*") || wanted[i].equals(given[i]))) {
        return null;
      }
      given[i] = percent(given[i]);
    }
    return String.join("/", given);
  }

  private String segments(String template, boolean shown) {
    if (!template.startsWith("/")) {
      throw new IllegalArgumentException("the path does not begin with a slash");
    }
    String path =
        PARTS
            .matcher(template)
            .replaceAll(
                slot -> {
                  String id = parts(slot.group(1));
                  if (id == null) {
                    throw new IllegalArgumentException(
                        "the id does not fit {key_id=" + slot.group(1) + "}");
                  }
                  return Matcher.quoteReplacement(id);
                });
    var filled = new StringBuilder();
    for (String segment : path.substring(1).split("/", -1)) {
      String text = shown ? shown(segment) : fill(segment, Slots::percent);
      boolean slot = SLOT.matcher(segment).find();
      if (text.equals(".") || text.equals("..") || (slot && text.isEmpty())) {
        throw new IllegalArgumentException("a value would change the path it stands in");
      }
      filled.append('/').append(text);
    }
    return filled.toString();
  }

  private String shown(String segment) {
    String hidden =
        segment.replace("{key}", "KEY").replaceAll("\\{credential(_[a-z]+)?}", "CREDENTIAL");
    return fill(hidden, Slots::percent);
  }

  /** Returns a header's value. */
  String header(String template) {
    return fill(
        template,
        value -> {
          if (!value.chars().allMatch(c -> c >= 0x20 && c < 0x7f)) {
            throw new IllegalArgumentException("a value cannot stand in a header");
          }
          return value;
        });
  }

  /** Returns the header of basic authentication; no value before the colon may hold another. */
  String basic(String template) {
    int colon = template.indexOf(':');
    if (colon >= 0
        && fill(template.substring(0, colon), UnaryOperator.identity()).indexOf(':') >= 0) {
      throw new IllegalArgumentException("a value with a colon cannot be a user's name");
    }
    return Credential.basic(Secret.of(fill(template, UnaryOperator.identity())));
  }

  /** Returns the body of a form, its fields in the order of their names. */
  byte[] form(Map<String, String> fields) {
    var body = new StringBuilder();
    new TreeMap<>(fields)
        .forEach(
            (name, template) ->
                body.append(body.isEmpty() ? "" : "&")
                    .append(URLEncoder.encode(name, StandardCharsets.UTF_8))
                    .append('=')
                    .append(
                        URLEncoder.encode(
                            fill(template, UnaryOperator.identity()), StandardCharsets.UTF_8)));
    return body.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Returns a JSON body; slots stand in its strings alone. */
  byte[] json(String template) {
    JsonNode tree = Json.parse(template);
    if (tree == null) {
      throw new IllegalArgumentException("the body that the issuer file gives is no JSON");
    }
    return Json.bytes(fill(tree));
  }

  private JsonNode fill(JsonNode node) {
    if (node instanceof TextNode text) {
      return TextNode.valueOf(fill(text.textValue(), UnaryOperator.identity()));
    }
    if (node instanceof ObjectNode object) {
      object.properties().forEach(field -> field.setValue(fill(field.getValue())));
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, fill(array.get(i)));
      }
    }
    return node;
  }

  private String fill(String template, UnaryOperator<String> encode) {
    return SLOT.matcher(template)
        .replaceAll(
            slot -> {
              String value = value(slot.group(1));
              if (value == null) {
                throw new IllegalArgumentException("nothing at hand for {" + slot.group(1) + "}");
              }
              if (value.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("the key is not at hand any more");
              }
              return Matcher.quoteReplacement(encode.apply(value));
            });
  }

  private @Nullable String value(String slot) {
    return switch (slot) {
      case "key" -> key == null ? null : key.reveal();
      case "key_id" -> keyId;
      case "key_path" -> key == null ? null : pathOf(key);
      case "tenant" -> tenant;
      case "credential" -> credential == null ? null : credential.reveal();
      default -> credential == null ? null : half(credential, slot.equals("credential_user"));
    };
  }

  private static @Nullable String pathOf(Secret address) {
    Matcher matcher = PATH.matcher(address.reveal());
    return matcher.matches() ? matcher.group(1) : null;
  }

  private static @Nullable String half(Secret pair, boolean first) {
    String whole = pair.reveal();
    int colon = whole.indexOf(':');
    return colon < 0 ? null : first ? whole.substring(0, colon) : whole.substring(colon + 1);
  }

  /** Encodes everything but what RFC 3986 calls unreserved. */
  static String percent(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }
}
