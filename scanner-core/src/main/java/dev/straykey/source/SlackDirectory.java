package dev.straykey.source;

import dev.straykey.model.Audience;
import dev.straykey.model.Skip;
import dev.straykey.unpack.ArchiveVisitor;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an export's lists say: the channels' ids and who is in them, and people's names. */
final class SlackDirectory {
  private final Map<String, Channel> channels = new HashMap<>();
  private final Map<String, String> people = new HashMap<>();

  /**
   * @param open whether everybody in the workspace can read it
   */
  private record Channel(String id, boolean open) {}

  /** Reads the lists; one that is damaged gives what came before the damage. */
  static SlackDirectory of(ExportFiles files) throws IOException {
    var directory = new SlackDirectory();
    files.each(
        name ->
            SlackLayout.isList(name, SlackLayout.CHANNEL_LISTS)
                || SlackLayout.isList(name, SlackLayout.PEOPLE_LISTS),
        new ArchiveVisitor() {
          @Override
          public void entry(String name, InputStream bytes) throws IOException {
            try {
              directory.read(name, bytes);
            } catch (Json.DamagedException e) {
              // The unit of the lists reads them as texts, too, and says so.
            }
          }

          @Override
          public void skipped(String name, Skip.Reason reason, String detail) {}
        });
    return directory;
  }

  private void read(String name, InputStream bytes) throws IOException {
    if (SlackLayout.isList(name, SlackLayout.PEOPLE_LISTS)) {
      Json.elements(
          bytes,
          user -> {
            String shown = user.path("name").asText();
            people.put(
                user.path("id").asText(),
                shown.isEmpty() ? user.path("real_name").asText() : shown);
          });
    } else {
      boolean open = name.endsWith("channels.json");
      String folder = name.substring(0, name.lastIndexOf('/') + 1);
      Json.elements(
          bytes,
          channel -> {
            String id = channel.path("id").asText();
            var entry = new Channel(id, open);
            channels.putIfAbsent(folder + id, entry);
            if (channel.hasNonNull("name")) {
              channels.put(folder + channel.path("name").asText(), entry);
            }
          });
    }
  }

  /** Returns the id of the channel in a folder; null when no list names it. */
  @Nullable String channelId(String folder) {
    var channel = channels.get(folder);
    return channel == null ? null : channel.id;
  }

  /** Returns who can read a channel when nobody said otherwise. */
  Audience audience(String folder) {
    var channel = channels.get(folder);
    return channel != null && channel.open ? Audience.ORGANISATION : Audience.RESTRICTED;
  }

  /** Returns a person's name; the id when no list names it. */
  String person(String id) {
    String name = people.get(id);
    return name == null || name.isEmpty() ? id : name;
  }
}
