package dev.straykey.report;

import dev.straykey.model.Audience;
import dev.straykey.model.Match;
import dev.straykey.model.Provenance;
import dev.straykey.model.Standing;
import dev.straykey.model.TextState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says where a key stands, for people: all foreign text in it is made inert. */
final class Places {
  private static final int MOST_HEADS = 3;

  private Places() {}

  /**
   * Returns where, such as {@code src/app.yml:12:7} or {@code #general, by Dana, 2026-03-01 10:02
   * UTC}.
   */
  static String title(Match match) {
    var where = match.where();
    if (where.issue() == null && where.channel() == null) {
      return file(match);
    }
    var title = new StringBuilder();
    if (where.issue() != null) {
      title.append(Printable.of(where.issue()));
    } else {
      String channel = Printable.of(where.channel());
      title.append(channel.startsWith("#") ? "" : "#").append(channel);
    }
    if (where.field() != null && !where.field().equals("text")) {
      title.append(", ").append(Printable.of(where.field()));
    }
    return title.append(writer(where)).toString();
  }

  /** Returns the file below its source, with line and column where they mean something. */
  static String file(Match match) {
    String path = Printable.of(path(match.where()));
    return match.line() == 0 ? path : path + ":" + match.line() + ":" + match.column();
  }

  /** Returns the permalink, else for chat and tickets the file, else null. */
  static @Nullable String link(Match match) {
    var where = match.where();
    if (where.permalink() != null) {
      return Printable.of(where.permalink());
    }
    return where.issue() == null && where.channel() == null ? null : file(match);
  }

  /** Returns what else is to be known of the place, each in words. */
  static List<String> remarks(Match match) {
    var where = match.where();
    var remarks = new ArrayList<String>();
    if (where.commit() != null) {
      String commit = Printable.of(shortCommit(where.commit()));
      remarks.add(
          (where.state() == TextState.HISTORICAL ? "in the history, commit " : "commit ")
              + commit
              + writer(where).replaceFirst("^, ", " "));
    } else if (where.state() == TextState.HISTORICAL) {
      remarks.add("in an older version");
    }
    if (where.issue() == null && where.channel() == null && "name".equals(where.field())) {
      remarks.add("in the name itself");
    }
    remarks.addAll(standing(where.standing()));
    if (where.state() == TextState.EDITED) {
      remarks.add("edited out since, still in the log");
    } else if (where.state() == TextState.DELETED) {
      remarks.add("deleted since, still in the log");
    }
    if (!match.decoded().isEmpty()) {
      remarks.add(
          "read through "
              + String.join(", then ", match.decoded().stream().map(Printable::of).toList()));
    }
    remarks.add(readers(where.audience()));
    return remarks;
  }

  /** Says which refs still have it and who took it away. */
  private static List<String> standing(@Nullable Standing standing) {
    var said = new ArrayList<String>();
    if (standing == null) {
      return said;
    }
    List<String> heads =
        standing.heads().stream()
            .map(head -> Printable.of(head.replaceFirst("^refs/(heads|remotes|tags)/", "")))
            .limit(MOST_HEADS)
            .toList();
    if (!heads.isEmpty()) {
      int more = standing.heads().size() - heads.size();
      said.add(
          "still in "
              + String.join(", ", heads)
              + (more > 0 ? " and %d more".formatted(more) : ""));
    }
    var removed = standing.removedBy();
    if (removed != null) {
      String author = removed.author();
      said.add(
          "taken away by commit "
              + Printable.of(shortCommit(removed.id()))
              + (author == null ? "" : " by " + Printable.of(author)));
    }
    if (standing.renamedFrom() != null) {
      said.add("before that " + Printable.of(standing.renamedFrom()));
    }
    return said;
  }

  static String readers(Audience audience) {
    return switch (audience) {
      case PUBLIC -> "anyone on the internet can read it";
      case ORGANISATION -> "everybody in the organisation can read it";
      case RESTRICTED -> "a closed circle can read it";
      case LOCAL -> "not shared yet";
    };
  }

  private static String writer(Provenance where) {
    return (where.author() == null ? "" : ", by " + Printable.of(where.author()))
        + (where.at() == null ? "" : ", " + Words.time(where.at()));
  }

  /** Joins source and path, unless the path is all there is to say. */
  private static String path(Provenance where) {
    String source = where.source();
    String path = where.path();
    if (path.isEmpty()) {
      return source;
    }
    if (source.isEmpty() || source.equals(".") || source.equals("-")) {
      return path;
    }
    if (source.equals(path) || source.endsWith("/" + path)) {
      return source;
    }
    return source.endsWith("/") ? source + path : source + "/" + path;
  }

  private static String shortCommit(String commit) {
    return commit.length() > 7 && commit.matches("[0-9a-f]{8,64}")
        ? commit.substring(0, 7)
        : commit;
  }
}
