package dev.straykey.notifier;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.straykey.http.Json;
import dev.straykey.model.Brief;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A brief as Slack takes it.
 *
 * <p>Source: <a href="https://docs.slack.dev/messaging/formatting-message-text/">formatting</a>:
 * {@code &}, {@code <} and {@code >} are Slack's own characters, a mention or link stands between
 * the latter two. A section's text has 3,000 characters at most; above some 13,000 in all, Slack
 * refuses the blocks.
 *
 * @param text for notifications
 * @param blocks JSON
 */
record SlackText(String text, String blocks) {
  private static final int LONGEST_SECTION = 3_000;
  private static final int LONGEST_MESSAGE = 9_500;
  private static final int LONGEST_LINE = 500;

  /** No bound yet: only what was escaped has the length that counts. */
  private static final int ANY = 1_000_000_000;

  /** Slack takes 50; a few more come from sections that are parted. */
  private static final int MOST_BLOCKS = 40;

  private static final Pattern ADDRESS = Pattern.compile("https?://[A-Za-z0-9._~:/?#&=%+-]{1,400}");
  private static final Pattern BROADCAST = Pattern.compile("@(?=channel|here|everyone)");

  static SlackText of(Brief brief) {
    Brief plain = brief.atMost(ANY, LONGEST_LINE);
    var message = new Message();
    String title = plain.title().isEmpty() ? "Leaked key" : escaped(plain.title());
    message.add("*" + title + "*");
    message.part();
    for (Brief.Section section : plain.sections()) {
      if (!section.heading().isEmpty()) {
        message.add("*" + escaped(section.heading()) + "*");
      }
      for (String line : section.lines()) {
        message.left += message.add("• " + linked(line)) ? 0 : 1;
      }
      message.part();
    }
    message.end();
    return new SlackText(title, message.blocks());
  }

  /** Gathers lines into sections, as many as Slack takes. */
  private static final class Message {
    private final ArrayNode blocks = Json.object().putArray("blocks");
    private final StringBuilder section = new StringBuilder();
    private int used;
    private int left;

    /** Returns whether there was room for it; after what had none, nothing has. */
    boolean add(String line) {
      if (left > 0 || used + line.length() > LONGEST_MESSAGE) {
        return false;
      }
      if (section.length() + line.length() + 1 > LONGEST_SECTION) {
        end();
      }
      section.append(section.isEmpty() ? "" : "\n").append(line);
      used += line.length() + 1;
      return true;
    }

    /** Ends a section, as long as there may be more of them. */
    void part() {
      if (blocks.size() < MOST_BLOCKS) {
        end();
      }
    }

    void end() {
      if (!section.isEmpty()) {
        var text = blocks.addObject().put("type", "section").putObject("text");
        // Verbatim: Slack makes no link or mention of what only looks like one.
        text.put("type", "mrkdwn").put("text", section.toString()).put("verbatim", true);
        section.setLength(0);
      }
    }

    String blocks() {
      if (left > 0) {
        section.append("… and ").append(left).append(" more lines, left out here");
        end();
      }
      return blocks.toString();
    }
  }

  private static String linked(String line) {
    var words = List.of(line.split(" ", -1));
    return String.join(
        " ",
        words.stream()
            .map(w -> ADDRESS.matcher(w).matches() ? "<" + escaped(w) + ">" : escaped(w))
            .toList());
  }

  static String escaped(String text) {
    String plain = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    return BROADCAST.matcher(plain).replaceAll("@\u200b"); // parted by a space of no width
  }
}
