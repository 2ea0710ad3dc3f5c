package dev.straykey.people;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.straykey.model.Person;
import dev.straykey.model.PersonStatus;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * SCIM 2.0 {@code Users}: a list response, an array of users, or one user. Attribute names are
 * compared without regard to case, as SCIM asks.
 *
 * <p>Source: <a href="https://www.rfc-editor.org/rfc/rfc7643">RFC 7643</a>, sections 2.1, 4.1 and
 * 4.3; the list response is in <a href="https://www.rfc-editor.org/rfc/rfc7644">RFC 7644</a>,
 * section 3.4.2. SCIM says whether an account is active, not why: an inactive one is {@code
 * DISABLED}.
 */
final class ScimUsers {
  private static final String ENTERPRISE =
      "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder()
              .streamReadConstraints(
                  StreamReadConstraints.builder()
                      .maxNestingDepth(32)
                      .maxStringLength(1 << 18)
                      .maxNameLength(256)
                      .maxNumberLength(32)
                      .build())
              .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
              .build());

  private final Entries people;
  private int entry;

  private ScimUsers(Entries people) {
    this.people = people;
  }

  static void read(InputStream in, Entries people) throws IOException {
    var users = new ScimUsers(people);
    try (JsonParser json = JSON.getFactory().createParser(in)) {
      if (json.nextToken() == JsonToken.START_ARRAY) {
        users.array(json);
      } else {
        users.object(json);
      }
      if (json.nextToken() != null) {
        throw people.broken("behind entry " + users.entry, "more follows the JSON");
      }
    } catch (JsonProcessingException e) { // its message quotes the text
      throw people.broken("behind entry " + users.entry, "is not JSON");
    } catch (java.io.CharConversionException e) {
      throw people.broken("behind entry " + users.entry, "is not UTF-8");
    }
  }

  /** A list response, whose users are read one by one, or a single user. */
  private void object(JsonParser json) throws IOException {
    long total = -1;
    boolean list = false;
    var single = JSON.createObjectNode();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      if (name.equalsIgnoreCase("Resources") && value == JsonToken.START_ARRAY) {
        list = true;
        array(json);
      } else if (name.equalsIgnoreCase("totalResults") && value == JsonToken.VALUE_NUMBER_INT) {
        total = json.getLongValue();
      } else {
        single.set(name, JSON.readTree(json));
      }
    }
    if (list && total > entry) {
      throw people.part(entry, total);
    }
    if (!list && total != 0) {
      entry++;
      user(single);
    }
  }

  private void array(JsonParser json) throws IOException {
    while (json.nextToken() != JsonToken.END_ARRAY) {
      entry++;
      user(JSON.readTree(json));
    }
  }

  private void user(@Nullable JsonNode user) {
    String place = "entry " + entry;
    if (user == null || !user.isObject()) {
      throw people.broken(place, "is not a user");
    }
    String id = people.required(text(user, "id", place), place, "id");
    JsonNode active = get(user, "active");
    if (!active.isBoolean()) {
      throw people.field(place, "active", "must be true or false");
    }
    JsonNode enterprise = get(user, ENTERPRISE);
    JsonNode manager = get(enterprise, "manager");
    people.add(
        new Person(
            id,
            name(user, id, place),
            people.text(email(user, place), place, "emails"),
            null,
            people.text(
                manager.isTextual() ? manager.textValue() : text(manager, "value", place),
                place,
                "manager"),
            people.text(text(enterprise, "department", place), place, "department"),
            active.booleanValue() ? PersonStatus.ACTIVE : PersonStatus.DISABLED,
            null),
        place);
  }

  private String name(JsonNode user, String id, String place) {
    String display = text(user, "displayName", place);
    String formatted = text(get(user, "name"), "formatted", place);
    String account = text(user, "userName", place);
    String name = display != null ? display : formatted != null ? formatted : account;
    String checked = people.text(name, place, "displayName");
    return checked == null ? id : checked;
  }

  /** The primary address, else the first. */
  private @Nullable String email(JsonNode user, String place) {
    String first = null;
    for (JsonNode email : get(user, "emails")) {
      String value = text(email, "value", place);
      if (get(email, "primary").asBoolean(false)) {
        return value;
      }
      first = first == null ? value : first;
    }
    return first;
  }

  private @Nullable String text(JsonNode node, String name, String place) {
    JsonNode value = get(node, name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isTextual()) {
      throw people.field(place, name, "must be a text");
    }
    return value.textValue();
  }

  private static JsonNode get(JsonNode node, String name) {
    JsonNode exact = node.get(name);
    if (exact != null) {
      return exact;
    }
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      if (field.getKey().equalsIgnoreCase(name)) {
        return field.getValue();
      }
    }
    return MissingNode.getInstance();
  }
}
