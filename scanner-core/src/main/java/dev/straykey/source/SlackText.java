package dev.straykey.source;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Slack's two ways to write a message, as the text that a person typed: {@code mrkdwn}, in which
 * three characters are escaped and links stand in angle brackets, and {@code blocks}, in which a
 * text is cut into runs.
 *
 * <p>Source: <a href="https://docs.slack.dev/messaging/formatting-message-text">formatting message
 * text</a>, and counts over real exports: links are made even inside code, and can cut a key.
 */
final class SlackText {
  private SlackText() {}

  /** Decodes the three escapes that there are, and links. */
  static String fromMrkdwn(String text) {
    if (text.indexOf('<') < 0 && text.indexOf('&') < 0) {
      return text;
    }
    var out = new StringBuilder(text.length());
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      int end = c == '<' ? text.indexOf('>', i) : -1;
      if (end > 0) {
        appendLink(text.substring(i + 1, end), out);
        i = end + 1;
      } else if (c == '&') {
        i += appendEntity(text, i, out);
      } else {
        out.append(c);
        i++;
      }
    }
    return out.toString();
  }

  private static void appendLink(String inside, StringBuilder out) {
    int bar = inside.indexOf('|');
    String target = unescape(bar < 0 ? inside : inside.substring(0, bar));
    if (bar < 0) {
      out.append(target);
    } else {
      String label = unescape(inside.substring(bar + 1));
      out.append(mention(target) ? label : link(target, label));
    }
  }

  private static boolean mention(String target) {
    return !target.isEmpty() && "@#!".indexOf(target.charAt(0)) >= 0;
  }

  /**
   * A link that Slack made out of typed text gives the text back, whole; one that a person made
   * gives label and target, apart.
   */
  static String link(String target, String label) {
    if (target.equals(label) || label.isEmpty()) {
      return target;
    }
    boolean typed =
        target.endsWith(label) && isScheme(target.substring(0, target.length() - label.length()));
    return typed ? label : label + " " + target;
  }

  private static boolean isScheme(String prefix) {
    return prefix.equals("mailto:") || prefix.equals("tel:") || prefix.endsWith("://");
  }

  private static String unescape(String text) {
    if (text.indexOf('&') < 0) {
      return text;
    }
    var out = new StringBuilder(text.length());
    int i = 0;
    while (i < text.length()) {
      if (text.charAt(i) == '&') {
        i += appendEntity(text, i, out);
      } else {
        out.append(text.charAt(i++));
      }
    }
    return out.toString();
  }

  /** Appends what stands for the escape at {@code i}; returns how many characters it took. */
  private static int appendEntity(String text, int i, StringBuilder out) {
    if (text.startsWith("&amp;", i)) {
      out.append('&');
      return 5;
    }
    if (text.startsWith("&lt;", i)) {
      out.append('<');
      return 4;
    }
    if (text.startsWith("&gt;", i)) {
      out.append('>');
      return 4;
    }
    out.append('&');
    return 1;
  }

  /** Returns the text of {@code blocks}: runs joined with nothing, blocks with a line's end. */
  static String fromBlocks(JsonNode blocks) {
    var out = new StringBuilder();
    append(blocks, out);
    return out.toString().strip();
  }

  private static void append(JsonNode node, StringBuilder out) {
    if (node.isArray()) {
      node.forEach(child -> append(child, out));
      return;
    }
    if (node.isTextual()) {
      newline(out);
      out.append(node.asText());
      newline(out);
      return;
    }
    if (!node.isObject()) {
      return;
    }
    String type = node.path("type").asText();
    switch (type) {
      case "text" -> out.append(node.path("text").asText());
      case "emoji" -> out.append(':').append(node.path("name").asText()).append(':');
      case "link" -> out.append(link(node.path("url").asText(), node.path("text").asText()));
      case "user" -> out.append('@').append(node.path("user_id").asText());
      case "usergroup" -> out.append('@').append(node.path("usergroup_id").asText());
      case "channel" -> out.append('#').append(node.path("channel_id").asText());
      case "broadcast" -> out.append('@').append(node.path("range").asText());
      case "date" -> out.append(node.path("fallback").asText());
      case "color" -> out.append(node.path("value").asText());
      case "table" -> table(node.path("rows"), out);
      case "mrkdwn" -> line(fromMrkdwn(node.path("text").asText()), out);
      case "plain_text" -> line(node.path("text").asText(), out);
      default -> {
        // Every other block, known or not: all that is in it, apart.
        newline(out);
        node.properties()
            .forEach(
                field -> {
                  if (!SlackFields.IDS.contains(field.getKey())) {
                    append(field.getValue(), out);
                  }
                });
        newline(out);
      }
    }
  }

  /** A line a row, its cells apart as in markdown. */
  private static void table(JsonNode rows, StringBuilder out) {
    for (JsonNode row : rows) {
      newline(out);
      for (JsonNode cell : row) {
        var inside = new StringBuilder();
        append(cell, inside);
        out.append("| ").append(inside.toString().strip().replace('\n', ' ')).append(' ');
      }
      newline(out);
    }
  }

  private static void line(String text, StringBuilder out) {
    newline(out);
    out.append(text);
    newline(out);
  }

  private static void newline(StringBuilder out) {
    if (!out.isEmpty() && out.charAt(out.length() - 1) != '\n') {
      out.append('\n');
    }
  }
}
