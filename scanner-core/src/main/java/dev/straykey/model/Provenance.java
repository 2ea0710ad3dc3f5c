package dev.straykey.model;

import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One place where a text stands or stood. What an export claims (authors, times) is a claim.
 *
 * @param kind kind of source: {@code git}, {@code dir}, {@code slack}, {@code jira}, {@code text} …
 * @param source the source as it was named to the run
 * @param path below the source, {@code /} between names, {@code !/} where an archive was entered
 * @param commit full id, for a text in a git history
 * @param channel name, for chat
 * @param issue key, for a ticket
 * @param field which text of a message or ticket: {@code text}, {@code description}, {@code
 *     comment}; {@code name} when it is the last name of the path itself
 * @param author as the source claims it
 * @param at when it was written, as the source claims it
 * @param permalink where a person can open it; null when the source does not give one
 * @param standing what became of it in a git history; null elsewhere
 */
public record Provenance(
    String kind,
    String source,
    String path,
    @Nullable String commit,
    @Nullable String channel,
    @Nullable String issue,
    @Nullable String field,
    @Nullable String author,
    @Nullable Instant at,
    @Nullable String permalink,
    Audience audience,
    TextState state,
    @Nullable Standing standing)
    implements Serializable {

  /** A place of which no history is told. */
  public Provenance(
      String kind,
      String source,
      String path,
      @Nullable String commit,
      @Nullable String channel,
      @Nullable String issue,
      @Nullable String field,
      @Nullable String author,
      @Nullable Instant at,
      @Nullable String permalink,
      Audience audience,
      TextState state) {
    this(
        kind, source, path, commit, channel, issue, field, author, at, permalink, audience, state,
        null);
  }

  /** A file as it lies there now. */
  public static Provenance file(String kind, String source, String path, Audience audience) {
    return new Provenance(
        kind, source, path, null, null, null, null, null, null, null, audience, TextState.CURRENT);
  }
}
