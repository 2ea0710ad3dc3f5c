package dev.straykey.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.straykey.model.TextState;
import java.io.IOException;
import java.util.Set;

/**
 * Every text of a message, by field: whatever apps and later versions of Slack put there is walked
 * as well; only ids, types and times are left out.
 */
final class SlackFields {
  /** Fields that Slack fills and nobody can write into. */
  static final Set<String> IDS =
      Set.of(
          "type",
          "subtype",
          "ts",
          "thread_ts",
          "event_ts",
          "deleted_ts",
          "latest_reply",
          "user",
          "user_id",
          "usergroup_id",
          "channel_id",
          "team",
          "team_id",
          "user_team",
          "source_team",
          "bot_id",
          "app_id",
          "parent_user_id",
          "client_msg_id",
          "block_id",
          "action_id",
          "style",
          "mimetype",
          "filetype",
          "pretty_type",
          "reply_users",
          "replies",
          "id",
          "inviter");

  /** Fields whose text is escaped and linked. */
  private static final Set<String> MRKDWN =
      Set.of(
          "text", "pretext", "fallback", "value", "title", "footer", "topic", "purpose", "comment");

  /** No key is shorter. */
  private static final int SHORTEST = 8;

  private final Taker taker;

  /** Takes a text and the field it stands in. */
  interface Taker {
    void text(String field, String text, TextState state) throws IOException;
  }

  SlackFields(Taker taker) {
    this.taker = taker;
  }

  /** Hands over the texts of a message, and of the versions that a log kept of it. */
  void message(JsonNode message) throws IOException {
    TextState before =
        "message_deleted".equals(message.path("subtype").asText())
            ? TextState.DELETED
            : TextState.EDITED;
    message(message, "", TextState.CURRENT, before);
  }

  private void message(JsonNode message, String prefix, TextState now, TextState before)
      throws IOException {
    String text = SlackText.fromMrkdwn(message.path("text").asText());
    take(prefix + "text", text, now);
    if (message.has("blocks")) {
      String view = SlackText.fromBlocks(message.path("blocks"));
      // A view that differs, if only in how a link was made, can hold a key that the other lost.
      if (!view.equals(text.strip())) {
        take(prefix + "text", view, now);
      }
    }
    for (var field : message.properties()) {
      String name = field.getKey();
      JsonNode value = field.getValue();
      switch (name) {
        case "text", "blocks" -> {}
        case "previous_message", "original" -> message(value, prefix + name + ".", before, before);
        case "message", "root" -> message(value, prefix + name + ".", now, before);
        default -> {
          if (!IDS.contains(name)) {
            any(prefix + name, name, value, now);
          }
        }
      }
    }
  }

  /** Hands over every text below {@code node}. */
  void any(String field, String name, JsonNode node, TextState state) throws IOException {
    if (node.isTextual()) {
      String text = node.asText();
      take(field, MRKDWN.contains(name) ? SlackText.fromMrkdwn(text) : text, state);
    } else if (name.equals("blocks") && node.isArray()) {
      take(field, SlackText.fromBlocks(node), state);
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        any(field + "[" + i + "]", name, node.get(i), state);
      }
    } else if (node.isObject()) {
      object(field, node, state);
    }
  }

  private void object(String field, JsonNode node, TextState state) throws IOException {
    boolean pair = node.path("title").isTextual() && node.path("value").isTextual();
    String title = node.path("title").asText();
    String only = node.path("text").asText();
    if (!title.isEmpty() && !only.isEmpty() && only.strip().indexOf(' ') < 0) {
      // What it is called stands above it.
      take(
          field.isEmpty() ? "text" : field + ".text",
          SlackText.fromMrkdwn(title) + ": " + SlackText.fromMrkdwn(only),
          state);
    }
    for (var child : node.properties()) {
      String name = child.getKey();
      if (IDS.contains(name) && child.getValue().isValueNode()) {
        continue;
      }
      if (name.equals("preview_highlight") && node.path("preview").isTextual()) {
        continue; // the preview again, in colours
      }
      String below = field.isEmpty() ? name : field + "." + name;
      if (pair && name.equals("value")) {
        // What a value is often stands beside it only.
        take(
            below,
            SlackText.fromMrkdwn(node.path("title").asText())
                + ": "
                + SlackText.fromMrkdwn(child.getValue().asText()),
            state);
      } else {
        any(below, name, child.getValue(), state);
      }
    }
  }

  private void take(String field, String text, TextState state) throws IOException {
    if (text.length() < SHORTEST) {
      return;
    }
    taker.text(field, text, state);
    String typed = Typed.of(text);
    if (!typed.equals(text)) {
      taker.text(field, typed, state);
    }
  }
}
