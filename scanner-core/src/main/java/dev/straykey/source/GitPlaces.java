package dev.straykey.source;

import dev.straykey.model.Audience;
import dev.straykey.model.Origin;
import dev.straykey.model.Provenance;
import dev.straykey.model.TextState;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevTag;
import org.eclipse.jgit.revwalk.RevWalk;
import org.jspecify.annotations.Nullable;

/** Finds where objects stand: the oldest commit that brought a blob to a path. One walk for all. */
final class GitPlaces {
  private static final int MAX_PATHS = 1000;

  private final String source;
  private final GitObjects objects;
  private final GitRefs refs;
  private final GitLayout layout;
  private final ReadOptions options;
  private final Audience audience;
  private final Excludes excludes;

  /** Where a blob was brought in, by path. */
  private final Map<ObjectId, TreeMap<String, Brought>> found = new HashMap<>();

  private final Map<ObjectId, Provenance> messages = new HashMap<>();

  private record Brought(String commit, @Nullable String author, @Nullable Instant at) {}

  GitPlaces(
      String source, GitObjects objects, GitRefs refs, GitLayout layout, ReadOptions options) {
    this.source = source;
    this.objects = objects;
    this.refs = refs;
    this.layout = layout;
    this.options = options;
    Audience said = options.audience();
    this.audience = said == null ? Audience.RESTRICTED : said;
    this.excludes = new Excludes(options.excludes());
  }

  Map<Origin, List<Provenance>> resolve(Collection<Origin> origins) throws IOException {
    boolean blobs = false;
    for (Origin origin : origins) {
      if (origin.provenances().isEmpty()) {
        ObjectId id = id(origin.item());
        if (id != null && origin.item().indexOf(':') < 0) {
          found.put(id, new TreeMap<>());
          blobs = true;
        } else if (id != null) {
          messages.put(id, message(id.name(), null, null, TextState.HISTORICAL));
        }
      }
    }
    if (!found.isEmpty() || !messages.isEmpty()) {
      walk(blobs);
    }
    Map<String, ObjectId> head =
        blobs ? GitHead.files(objects, refs.head()) : Map.<String, ObjectId>of();
    Map<ObjectId, String> staged = blobs ? staged() : Map.<ObjectId, String>of();
    var places = new LinkedHashMap<Origin, List<Provenance>>();
    for (Origin origin : origins) {
      places.put(
          origin,
          origin.provenances().isEmpty()
              ? places(origin.item(), head, staged)
              : origin.provenances());
    }
    return places;
  }

  private static @Nullable ObjectId id(String item) {
    String hex = item.substring(item.indexOf(':') + 1);
    return ObjectId.isId(hex) ? ObjectId.fromString(hex) : null;
  }

  private void walk(boolean blobs) throws IOException {
    new GitCommits(objects, refs, source)
        .walk(
            options,
            blobs,
            new GitCommits.Taker() {
              @Override
              public void commit(RevCommit commit) {
                if (messages.containsKey(commit)) {
                  PersonIdent author = author(commit);
                  messages.put(
                      commit.copy(),
                      message(commit.name(), name(author), at(author), TextState.CURRENT));
                }
              }

              @Override
              public void blob(RevCommit commit, String path, ObjectId id) {
                var paths = found.get(id);
                if (paths != null && (paths.size() < MAX_PATHS || paths.containsKey(path))) {
                  // The walk goes from new to old: the oldest stays.
                  PersonIdent author = author(commit);
                  paths.put(path, new Brought(commit.name(), name(author), at(author)));
                }
              }
            });
    if (messages.values().stream().anyMatch(m -> m.state() == TextState.HISTORICAL)) {
      tags();
    }
  }

  private void tags() throws IOException {
    try (var walk = new RevWalk(new GitReader(objects))) {
      for (ObjectId id : refs.all().values()) {
        if (messages.containsKey(id) && walk.parseAny(id) instanceof RevTag tag) {
          PersonIdent tagger = tag.getTaggerIdent();
          messages.put(
              tag.copy(), message(tag.name(), name(tagger), at(tagger), TextState.CURRENT));
        }
      }
    } catch (org.eclipse.jgit.errors.MissingObjectException e) {
      // A ref to nowhere: said when the history was read.
      return;
    }
  }

  private static @Nullable PersonIdent author(RevCommit commit) {
    try {
      return commit.getAuthorIdent();
    } catch (RuntimeException e) {
      return null; // a header that somebody wrote by hand
    }
  }

  private static @Nullable String name(@Nullable PersonIdent who) {
    return who == null ? null : "%s <%s>".formatted(who.getName(), who.getEmailAddress());
  }

  private static @Nullable Instant at(@Nullable PersonIdent who) {
    return who == null ? null : who.getWhenAsInstant();
  }

  private Map<ObjectId, String> staged() {
    var byId = new HashMap<ObjectId, String>();
    try {
      GitIndexFile.read(layout.gitDir().resolve("index"))
          .forEach((path, id) -> byId.putIfAbsent(id, path));
    } catch (IOException e) {
      return Map.of(); // said when the work tree was read
    }
    return byId;
  }

  private List<Provenance> places(
      String item, Map<String, ObjectId> head, Map<ObjectId, String> staged) {
    ObjectId id = id(item);
    if (id == null) {
      return List.of();
    }
    if (item.indexOf(':') >= 0) {
      Provenance message = messages.get(id);
      return message == null ? List.of() : List.of(message);
    }
    var places = new ArrayList<Provenance>();
    var paths = found.getOrDefault(id, new TreeMap<>());
    paths.forEach(
        (path, brought) -> {
          if (!excludes.match(path)) {
            boolean now = id.equals(head.get(path));
            places.add(
                place(
                    path,
                    brought.commit,
                    brought.author,
                    brought.at,
                    audience,
                    now ? TextState.CURRENT : TextState.HISTORICAL));
          }
        });
    if (paths.isEmpty()) {
      String path = staged.get(id);
      Audience local = options.audience() == null ? Audience.LOCAL : audience;
      places.add(
          path == null
              ? place("unreachable/" + item, null, null, null, audience, TextState.HISTORICAL)
              : place(path, null, null, null, local, TextState.CURRENT));
    }
    return places;
  }

  private Provenance place(
      String path,
      @Nullable String commit,
      @Nullable String author,
      @Nullable Instant at,
      Audience readers,
      TextState state) {
    return new Provenance(
        GitSource.KIND, source, path, commit, null, null, null, author, at, null, readers, state);
  }

  private Provenance message(
      String id, @Nullable String author, @Nullable Instant at, TextState state) {
    return new Provenance(
        GitSource.KIND, source, "", id, null, null, "message", author, at, null, audience, state);
  }
}
