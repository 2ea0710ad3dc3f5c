package dev.straykey.source;

import dev.straykey.git.GitCommit;
import dev.straykey.git.GitHead;
import dev.straykey.git.GitId;
import dev.straykey.git.GitIndex;
import dev.straykey.git.GitIndexEntry;
import dev.straykey.git.GitLayout;
import dev.straykey.git.GitObjects;
import dev.straykey.git.GitPack;
import dev.straykey.git.GitRefs;
import dev.straykey.model.Audience;
import dev.straykey.model.Origin;
import dev.straykey.model.Provenance;
import dev.straykey.model.Standing;
import dev.straykey.model.TextState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says where objects stand, from what {@link GitSpots} or a walk of commits found. */
final class GitPlaces {
  /** Items of origins that are no blobs: what a commit or tag says, and who wrote it. */
  static final String COMMIT = "commit:";

  static final String TAG = "tag:";
  static final String PERSON = "person:";
  static final String HEADER = "header:";

  private final String source;
  private final GitObjects objects;
  private final ReadOptions options;
  private final Audience audience;
  private final Excludes excludes;
  private final Map<String, GitId> head;
  private final Map<GitId, String> staged;
  private final Map<GitId, GitCommit> parsed = new HashMap<>();

  /**
   * Where a blob was brought to, and what became of it there.
   *
   * @param local whether it is known not to have been sent anywhere
   */
  record Spot(String path, GitId commit, boolean local, @Nullable Stand stand) {}

  /** The rest of a {@link Standing}, by ids. */
  record Stand(
      List<String> heads,
      @Nullable Placed lastSeen,
      @Nullable Placed removedBy,
      @Nullable String renamedFrom,
      long order) {}

  /** A commit, and its place among all. */
  record Placed(GitId id, long order) {}

  /** What is known of the places of texts. */
  interface Known {
    /** Returns where a blob was brought to, by path; empty when no commit has it. */
    Collection<Spot> spots(GitId blob);

    /** Returns the ref that names a blob itself; null when none does. */
    @Nullable String ref(GitId blob);

    /** Returns whether refs lead to a commit or tag. */
    boolean reaches(GitId id);

    /** Returns the refs that lead to a commit or tag; null when that is not told. */
    @Nullable Collection<String> heads(GitId id);

    /** Returns the place of a commit among all; negative for what is none, or when not told. */
    long order(GitId commit);

    /** Returns whether a commit is known not to have been sent anywhere. */
    boolean isLocal(GitId commit);
  }

  GitPlaces(GitRepository repository) throws IOException {
    this.source = repository.source();
    this.objects = repository.objects();
    this.options = repository.options();
    Audience said = options.audience();
    this.audience = said == null ? Audience.RESTRICTED : said;
    this.excludes = new Excludes(options.excludes());
    this.head = GitHead.files(objects, repository.refs().head());
    this.staged = staged(repository.layout(), objects.idLength());
  }

  /** Returns the id of the object that an origin names; null when it names none. */
  static @Nullable GitId id(String item) {
    String rest = item.substring(item.indexOf(':') + 1);
    int end = rest.indexOf("!/");
    return GitId.parse(end < 0 ? rest : rest.substring(0, end));
  }

  /** Returns the blob that an origin names; null when it is something else. */
  static @Nullable GitId blob(String item) {
    int colon = item.indexOf(':');
    int entry = item.indexOf("!/");
    return colon < 0 || (entry >= 0 && entry < colon) ? id(item) : null;
  }

  /** What is staged here, and in the repository's other work trees. */
  private static Map<GitId, String> staged(GitLayout layout, int idLength) throws IOException {
    var byId = new HashMap<GitId, String>();
    for (Path index : indexes(layout)) {
      staged(index, idLength, byId);
    }
    return byId;
  }

  /** Returns where what is staged is written, in the order in which it counts. */
  static List<Path> indexes(GitLayout layout) throws IOException {
    var indexes = new ArrayList<Path>();
    indexes.add(layout.gitDir().resolve("index"));
    indexes.add(layout.common().resolve("index"));
    Path linked = layout.common().resolve("worktrees");
    if (Files.isDirectory(linked, LinkOption.NOFOLLOW_LINKS)) {
      List<Path> folders;
      try (var list = Files.list(linked)) {
        folders = list.sorted().toList();
      }
      folders.forEach(folder -> indexes.add(folder.resolve("index")));
    }
    return indexes;
  }

  private static void staged(Path index, int idLength, Map<GitId, String> byId) {
    try {
      for (GitIndexEntry entry : GitIndex.entries(index, index.resolveSibling(""), idLength)) {
        if (entry.isBlob() && !entry.intended()) {
          byId.putIfAbsent(entry.id(), entry.path());
        }
      }
    } catch (IOException e) {
      return; // said when the work tree was read
    }
  }

  Map<Origin, List<Provenance>> places(Collection<Origin> origins, Known known) throws IOException {
    var places = new LinkedHashMap<Origin, List<Provenance>>();
    for (Origin origin : origins) {
      places.put(
          origin,
          origin.provenances().isEmpty() ? places(origin.item(), known) : origin.provenances());
    }
    return places;
  }

  private List<Provenance> places(String item, Known known) throws IOException {
    if (item.startsWith(GitNames.ITEM)) { // could not be told when it was read
      return List.of(PathNames.named(place("", audience, TextState.HISTORICAL)));
    }
    if (item.endsWith(PathNames.MARK)) {
      String text = item.substring(0, item.length() - PathNames.MARK.length());
      return places(text, known).stream().map(PathNames::named).toList();
    }
    GitId id = id(item);
    if (id == null) {
      return List.of();
    }
    GitId blob = blob(item);
    if (blob == null) {
      return List.of(message(item.substring(0, item.indexOf(':') + 1), id, known));
    }
    int entry = item.indexOf("!/");
    return blob(id, entry < 0 ? "" : item.substring(entry), known);
  }

  private List<Provenance> blob(GitId id, String inside, Known known) throws IOException {
    var places = new ArrayList<Provenance>();
    boolean any = false;
    for (Spot spot : known.spots(id)) {
      any = true;
      if (!excludes.match(spot.path())) {
        places.add(brought(spot, inside, null, id.equals(head.get(spot.path()))));
      }
    }
    if (!any) {
      places.add(elsewhere(id, inside, known));
    }
    return places;
  }

  private Provenance brought(Spot spot, String inside, @Nullable String field, boolean now)
      throws IOException {
    GitCommit commit = commit(spot.commit());
    return new Provenance(
        GitSource.KIND,
        source,
        spot.path() + inside,
        spot.commit().name(),
        null,
        null,
        field,
        commit == null ? null : commit.author(),
        commit == null ? null : commit.at(),
        null,
        spot.local() && options.audience() == null ? Audience.LOCAL : audience,
        now ? TextState.CURRENT : TextState.HISTORICAL,
        standing(spot.stand()));
  }

  /**
   * Returns where a name stands.
   *
   * @param spots where commits brought it to
   * @param elsewhere where it stands when none did; null for unknown
   */
  List<Provenance> name(Collection<Spot> spots, @Nullable Provenance elsewhere) throws IOException {
    var places = new ArrayList<Provenance>();
    for (Spot spot : spots) {
      if (!excludes.match(spot.path())) {
        places.add(brought(spot, "", PathNames.FIELD, GitHead.has(head, spot.path())));
      }
    }
    if (spots.isEmpty() && elsewhere != null) {
      places.add(elsewhere);
    }
    return places;
  }

  /** Returns the place of a name in a tree that no commit has; {@code ref} names it, or none. */
  Provenance named(GitNames.Found name, @Nullable String ref) {
    String path = ref == null ? "unreachable/" + name.tree().name() + "/" + name.name() : ref;
    return PathNames.named(
        place(path, audience, ref == null ? TextState.HISTORICAL : TextState.CURRENT));
  }

  /** A blob that no commit has. */
  private Provenance elsewhere(GitId id, String inside, Known known) {
    String ref = known.ref(id);
    Audience local = options.audience() == null ? Audience.LOCAL : audience;
    if (ref != null) {
      boolean isOwn = ref.startsWith(GitRefs.AUTO_MERGE);
      return place(ref + inside, isOwn ? local : audience, TextState.CURRENT);
    }
    String path = staged.get(id);
    return path == null
        ? place("unreachable/" + id.name() + inside, audience, TextState.HISTORICAL)
        : place(path + inside, local, TextState.CURRENT);
  }

  private Provenance place(String path, Audience readers, TextState state) {
    return new Provenance(
        GitSource.KIND, source, path, null, null, null, null, null, null, null, readers, state);
  }

  private Provenance message(String kind, GitId id, Known known) throws IOException {
    GitCommit commit = commit(id);
    Instant at = commit == null ? null : commit.at();
    boolean local = known.isLocal(id) && options.audience() == null && !kind.equals(TAG);
    return new Provenance(
        GitSource.KIND,
        source,
        "",
        id.name(),
        null,
        null,
        kind.equals(PERSON) ? "author" : kind.equals(HEADER) ? "header" : "message",
        commit == null || kind.equals(PERSON) ? null : commit.author(),
        at,
        null,
        local ? Audience.LOCAL : audience,
        known.reaches(id) ? TextState.CURRENT : TextState.HISTORICAL,
        standing(stand(kind, id, at, known)));
  }

  /** A message is where its commit is, and is not taken away but with it. */
  private static @Nullable Stand stand(String kind, GitId id, @Nullable Instant at, Known known) {
    Collection<String> heads = known.heads(id);
    if (heads == null) {
      return null;
    }
    long order = known.order(id);
    if (kind.equals(TAG)) {
      long made = at == null ? 0 : at.getEpochSecond();
      return new Stand(List.copyOf(heads), null, null, null, made);
    }
    return new Stand(List.copyOf(heads), new Placed(id, order), null, null, order);
  }

  private @Nullable Standing standing(@Nullable Stand stand) throws IOException {
    return stand == null
        ? null
        : new Standing(
            stand.heads(),
            said(stand.lastSeen()),
            said(stand.removedBy()),
            stand.renamedFrom(),
            stand.order());
  }

  private Standing.@Nullable Commit said(@Nullable Placed placed) throws IOException {
    if (placed == null) {
      return null;
    }
    GitCommit commit = commit(placed.id());
    return new Standing.Commit(
        placed.id().name(),
        commit == null ? null : commit.author(),
        commit == null ? null : commit.at(),
        placed.order());
  }

  private @Nullable GitCommit commit(GitId id) throws IOException {
    GitCommit known = parsed.get(id);
    if (known == null) {
      try {
        GitObjects.Loaded loaded = objects.load(id);
        if (loaded != null) {
          known = GitCommit.parse(loaded.bytes(), loaded.bytes().length);
          parsed.put(id, known);
        }
      } catch (GitPack.DamagedException | GitObjects.TooLargeException e) {
        return null; // said when the packs were read
      }
    }
    return known;
  }
}
