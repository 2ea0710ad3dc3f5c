package dev.straykey.issuer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.straykey.issuer.Answers.Meaning;
import dev.straykey.issuer.Answers.Reading;
import dev.straykey.issuer.Issuer.Handle;
import dev.straykey.model.Call;
import dev.straykey.model.KeyScope;
import dev.straykey.model.Redacted;
import dev.straykey.model.Rule;
import dev.straykey.model.Secret;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Looks a key up in the lists of keys that its issuer shows to the organisation.
 *
 * <p>The key that is found is the one that will be ended, so exactly one may fit, of lists that
 * were read to their ends. A list that shows the first and last characters must show enough of
 * them.
 */
final class KeyLists {
  /** Most parts of a list; an issuer whose list does not end is not one to believe. */
  private static final int MOST_PARTS = 100;

  private static final int MOST_LISTED = 100_000;

  /** Fewest characters shown of what differs from key to key: one in 64^6 fits by chance. */
  private static final int FEWEST_SHOWN = 6;

  /** Fewest of the first characters alone, which no others confirm. */
  private static final int FEWEST_BEGINNING = 8;

  private final Caller caller;
  private final List<String> tenants;

  KeyLists(Caller caller, List<String> tenants) {
    this.caller = caller;
    this.tenants = tenants;
  }

  private record Listed(JsonNode item, @Nullable String tenant) {}

  /**
   * Returns {@code said} with what the lists tell of the key, or why they do not.
   *
   * @param call one that lists keys
   * @param implied what the kind of key implies, where the list names no owner
   */
  Introspection complete(Introspection said, Call call, Handle key, KeyScope implied) {
    List<Listed> fitting;
    try {
      fitting = fitting(call, key);
    } catch (IssuerUnavailableException e) {
      return said.unlisted(e.problem(), true);
    }
    if (fitting.size() != 1) {
      return said.unlisted(
          fitting.isEmpty()
              ? "no key in its issuer's list fits it"
              : "more than one key in its issuer's list fits it",
          false);
    }
    Listed one = fitting.get(0);
    var listed = Facts.read(one.item(), call.gives(), key.secret(), implied);
    String tenant = listed.tenant() == null ? one.tenant() : listed.tenant();
    return said.with(
        new Introspection(
            listed.validity(),
            listed.keyId(),
            tenant,
            listed.scope(),
            listed.owner(),
            listed.name(),
            listed.permissions()));
  }

  private List<Listed> fitting(Call call, Handle key) {
    var fitting = new ArrayList<Listed>();
    int listed = 0;
    for (String tenant : accounts(call, key)) {
      var slots = new Slots(key.secret(), key.keyId(), tenant, caller.credential());
      String query = "";
      int parts = 0;
      int before = 0;
      do {
        Reading reading = caller.send(call, slots, key, query, true);
        JsonNode items = items(call, slots, reading);
        for (JsonNode item : items) {
          if (fits(call, item, key)) {
            fitting.add(new Listed(item, tenant));
          }
        }
        listed += items.size();
        before += items.size();
        query = next(call, reading, items.size(), before);
        if (!query.isEmpty() && (++parts == MOST_PARTS || listed > MOST_LISTED)) {
          throw unread(call, slots, "its list does not end");
        }
      } while (!query.isEmpty());
    }
    return fitting;
  }

  /** Returns the accounts whose lists to read: the key's where it is one of ours, else all. */
  private List<@Nullable String> accounts(Call call, Handle key) {
    if (!call.path().contains("{tenant}")) {
      return Collections.singletonList(key.tenant());
    }
    boolean known = key.tenant() != null && (tenants.isEmpty() || tenants.contains(key.tenant()));
    return known ? Collections.singletonList(key.tenant()) : new ArrayList<>(tenants);
  }

  private JsonNode items(Call call, Slots slots, Reading reading) {
    JsonNode json = reading.json();
    if (reading.meaning() != Meaning.ALIVE || json == null) {
      throw unread(call, slots, reading.why());
    }
    String path = list(call).items();
    JsonNode items = path.isEmpty() ? json : Paths.at(json, path);
    if (items == null || !items.isArray()) {
      throw unread(call, slots, reading.why() + " without a list");
    }
    return items;
  }

  private IssuerUnavailableException unread(Call call, Slots slots, String why) {
    return new IssuerUnavailableException(
        caller.spec().name(), caller.endpoint(call, slots), why, null);
  }

  private static Call.Listing list(Call call) {
    return Objects.requireNonNull(call.list());
  }

  /**
   * Returns what asks for the next part of the list; empty at its end.
   *
   * @param items how many came in this part
   * @param before how many came until now
   */
  private static String next(Call call, Reading reading, int items, int before) {
    Call.Listing list = list(call);
    JsonNode json = Objects.requireNonNull(reading.json());
    if (list.after() == null) {
      return "";
    }
    JsonNode more = list.more() == null ? null : Paths.at(json, list.more());
    if (list.more() != null && (more == null || !more.asBoolean())) {
      return "";
    }
    if (list.last() == null) {
      return items == 0 ? "" : list.after() + "=" + before;
    }
    JsonNode last = Paths.at(json, list.last());
    if (last == null || last.isNull() || !last.isValueNode()) {
      return "";
    }
    String value = last.asText();
    return value.isEmpty() ? "" : list.after() + "=" + Slots.percent(value);
  }

  private boolean fits(Call call, JsonNode item, Handle key) {
    JsonNode node = Paths.at(item, list(call).shows());
    Secret secret = key.secret();
    if (node == null || !node.isTextual() || secret == null) {
      return false;
    }
    String value = secret.reveal();
    String text = node.textValue();
    return switch (list(call).how()) {
      case VALUE -> text.equals(value);
      case BEGINNING ->
          value.startsWith(text)
              && text.length() < value.length()
              && text.length() - mark(key, value) >= FEWEST_BEGINNING;
      case REDACTED -> {
        Redacted shown = Redacted.parse(text);
        yield shown != null
            && shown.fits(value)
            && shown.suffix().length() >= FEWEST_SHOWN / 2
            && shown.prefix().length() + shown.suffix().length() - mark(key, value) >= FEWEST_SHOWN;
      }
    };
  }

  /** Returns how long the mark is that all keys of the kind begin with. */
  private int mark(Handle key, String value) {
    int longest = 0;
    for (Rule rule : caller.spec().rules()) {
      if (rule.id().equals(key.ruleId())) {
        for (String keyword : rule.keywords()) {
          boolean leads =
              value.toLowerCase(Locale.ROOT).startsWith(keyword.toLowerCase(Locale.ROOT));
          longest = leads ? Math.max(longest, keyword.length()) : longest;
        }
      }
    }
    return longest;
  }
}
