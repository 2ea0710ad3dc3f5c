package dev.straykey.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.straykey.model.Audience;
import dev.straykey.model.Document;
import dev.straykey.model.Origin;
import dev.straykey.model.Provenance;
import dev.straykey.model.Skip;
import dev.straykey.unpack.ArchiveVisitor;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the day files of one channel. */
final class SlackMessages implements ArchiveVisitor {
  private static final Pattern TS = Pattern.compile("(\\d{1,11})\\.(\\d{1,9})");

  private final String source;
  private final String channel;
  private final SlackDirectory directory;
  private final @Nullable String channelId;
  private final @Nullable String site;
  private final Audience audience;
  private final DocumentSink sink;
  private final Set<String> seen = new HashSet<>();
  private final Set<String> broadcast = new HashSet<>();
  private final SlackAbsences absences;
  private long messages;

  SlackMessages(
      String source,
      String folder,
      SlackDirectory directory,
      @Nullable String site,
      ReadOptions options,
      DocumentSink sink) {
    this.source = source;
    this.channel = folder.substring(folder.lastIndexOf('/') + 1);
    this.directory = directory;
    this.channelId = directory.channelId(folder);
    this.site = site;
    this.sink = sink;
    this.absences = new SlackAbsences(source + "/" + folder);
    Audience said = options.audiences().get("slack:" + channel);
    if (said == null) {
      said = options.audience();
    }
    this.audience = said == null ? directory.audience(folder) : said;
  }

  @Override
  public void entry(String name, InputStream bytes) throws IOException {
    try {
      Json.elements(
          bytes,
          message -> {
            if (message.isObject()) {
              message(name, message);
            }
          });
    } catch (Json.DamagedException e) {
      skipped(name, Skip.Reason.BROKEN, String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void skipped(String name, Skip.Reason reason, String detail) {
    // What is wrong with the archive as a whole is said once, by the unit of the lists.
    if (!name.isEmpty()) {
      sink.skipped(new Skip(source + "/" + name, reason, detail));
    }
  }

  void finish() {
    sink.counted("messages", messages, true);
    absences.say(sink);
  }

  private void message(String file, JsonNode message) throws IOException {
    String ts = message.path("ts").asText();
    // A reply that was also sent to the channel stands in an export twice.
    boolean twice = "thread_broadcast".equals(message.path("subtype").asText());
    if (!ts.isEmpty()) {
      boolean before = !seen.add(ts);
      if (before && (twice || broadcast.contains(ts))) {
        return;
      }
      if (twice) {
        broadcast.add(ts);
      }
    }
    messages++;
    absences.look(message);
    String author = author(message);
    Instant at = at(ts);
    String permalink = permalink(ts, message.path("thread_ts").asText());
    new SlackFields(
            (field, text, state) ->
                sink.document(
                    Document.text(
                        new Origin(
                            ts,
                            List.of(
                                new Provenance(
                                    SlackSource.KIND,
                                    source,
                                    file,
                                    null,
                                    channel,
                                    null,
                                    field,
                                    author,
                                    at,
                                    permalink,
                                    audience,
                                    state))),
                        text)))
        .message(message);
  }

  private @Nullable String author(JsonNode message) {
    for (JsonNode holder :
        List.of(
            message,
            message.path("message"),
            message.path("previous_message"),
            message.path("original"))) {
      String user = holder.path("user").asText();
      if (!user.isEmpty()) {
        return directory.person(user);
      }
    }
    for (String name :
        List.of(
            message.path("username").asText(),
            message.path("bot_profile").path("name").asText(),
            message.path("bot_id").asText())) {
      if (!name.isEmpty()) {
        return name;
      }
    }
    return null;
  }

  /** A time stamp is seconds and a counter, and never fits into a double. */
  static @Nullable Instant at(String ts) {
    var parts = TS.matcher(ts);
    if (!parts.matches()) {
      return null;
    }
    String nanos = (parts.group(2) + "000000000").substring(0, 9);
    return Instant.ofEpochSecond(Long.parseLong(parts.group(1)), Long.parseLong(nanos));
  }

  private @Nullable String permalink(String ts, String thread) {
    if (site == null || channelId == null || !TS.matcher(ts).matches()) {
      return null;
    }
    String link = site + "/archives/" + channelId + "/p" + ts.replace(".", "");
    return thread.equals(ts) || !TS.matcher(thread).matches()
        ? link
        : link + "?thread_ts=" + thread + "&cid=" + channelId;
  }
}
