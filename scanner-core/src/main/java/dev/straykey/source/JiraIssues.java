package dev.straykey.source;

import dev.straykey.model.Audience;
import dev.straykey.model.Document;
import dev.straykey.model.Origin;
import dev.straykey.model.Provenance;
import dev.straykey.model.TextState;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes documents of one file's issues. An issue's key stands before its texts only in its title.
 */
final class JiraIssues {
  private static final Pattern TITLE =
      Pattern.compile("\\s*\\[([^\\]\\s]{1,80})\\].*", Pattern.DOTALL);
  private static final String COMMENT_PAGE =
      "&page=com.atlassian.jira.plugin.system.issuetabpanels:comment-tabpanel#comment-";

  private final String source;
  private final ReadOptions options;
  private final DocumentSink sink;
  private final String fileName;
  private final List<Text> pending = new ArrayList<>();
  private long issues;
  private long comments;
  private @Nullable String key;
  private @Nullable String link;
  private @Nullable String reporter;
  private @Nullable Instant created;

  private record Text(String field, String text) {}

  JiraIssues(String source, ReadOptions options, DocumentSink sink) {
    this.source = source;
    this.fileName = source.substring(source.lastIndexOf('/') + 1);
    this.options = options;
    this.sink = sink;
  }

  void begin() {
    pending.clear();
    key = null;
    link = null;
    reporter = null;
    created = null;
  }

  void title(String title) {
    var matcher = TITLE.matcher(title);
    if (matcher.matches()) {
      key = matcher.group(1);
    }
  }

  void key(String text) {
    if (!text.isBlank()) {
      key = text.strip();
    }
  }

  void link(String text) {
    link = text.isBlank() ? null : text.strip();
  }

  void reporter(String name) {
    reporter = name.isBlank() ? null : name.strip();
  }

  void created(String date) {
    created = date(date);
  }

  /** Keeps a text of the issue until who reported it is known. */
  void text(String field, String text) {
    if (!text.isBlank()) {
      pending.add(new Text(field, text));
    }
  }

  /**
   * @param restricted whether the comment itself names who may read it
   */
  void comment(String id, @Nullable String author, String date, boolean restricted, String text)
      throws IOException {
    comments++;
    String permalink = link == null ? null : link + "?focusedCommentId=" + id + COMMENT_PAGE + id;
    document(
        "comment",
        "comment-" + id,
        text,
        author,
        date(date),
        permalink,
        restricted ? Audience.RESTRICTED : audience());
  }

  /** Ends an issue, be it at its end or where the file breaks. */
  void end() throws IOException {
    issues++;
    for (var text : pending) {
      document(text.field, text.field, text.text, reporter, created, link, audience());
    }
    pending.clear();
  }

  void finish() {
    sink.counted("issues", issues, true);
    sink.counted("comments", comments, true);
  }

  private Audience audience() {
    Audience said = null;
    if (key != null) {
      int dash = key.lastIndexOf('-');
      said = options.audiences().get("jira:" + (dash < 0 ? key : key.substring(0, dash)));
    }
    if (said == null) {
      said = options.audience();
    }
    return said == null ? Audience.RESTRICTED : said;
  }

  private void document(
      String field,
      String item,
      String text,
      @Nullable String author,
      @Nullable Instant at,
      @Nullable String permalink,
      Audience audience)
      throws IOException {
    if (text.isEmpty()) {
      return;
    }
    var place =
        new Provenance(
            JiraRssSource.KIND,
            source,
            fileName,
            null,
            null,
            key,
            field,
            author,
            at,
            permalink,
            audience,
            TextState.CURRENT);
    var origin = new Origin(key + "/" + item, List.of(place));
    sink.document(Document.text(origin, text));
    String typed = Typed.of(text);
    if (!typed.equals(text)) {
      sink.document(Document.text(origin, typed));
    }
  }

  /** Reads {@code Mon, 9 Apr 2007 08:01:59 +0200}; null when it is something else. */
  static @Nullable Instant date(String text) {
    String date = text.strip();
    int remark = date.indexOf(" (");
    try {
      return ZonedDateTime.parse(
              remark < 0 ? date : date.substring(0, remark), DateTimeFormatter.RFC_1123_DATE_TIME)
          .toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }
}
