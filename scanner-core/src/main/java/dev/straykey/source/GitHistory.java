package dev.straykey.source;

import dev.straykey.model.Content;
import dev.straykey.model.Document;
import dev.straykey.model.Origin;
import dev.straykey.model.Skip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevCommit;

/**
 * Reads the objects of a repository as documents: every blob once, and what commits and tags say.
 * Where they stand is asked of {@link GitPlaces} when something was found in them.
 */
final class GitHistory implements GitPackWalk.Taker {
  private static final int MAX_NAMED = 20;

  private final GitObjects objects;
  private final String source;
  private final DocumentSink sink;
  private final TreeMap<String, Long> damagedBy = new TreeMap<>();
  private final GitMissing missing;
  private long blobs;
  private long commits;
  private long tags;
  private long binaries;

  GitHistory(GitObjects objects, String source, DocumentSink sink) {
    this.objects = objects;
    this.source = source;
    this.sink = sink;
    this.missing = new GitMissing(objects);
  }

  /** Reads everything that is there, whether a ref leads to it or not. */
  void everything(GitCommits history) throws IOException {
    objects.damaged().forEach(sink::skipped);
    for (GitPack pack : objects.packs()) {
      try {
        new GitPackWalk(objects, pack, this).run();
      } catch (GitPack.DamagedException e) {
        damaged(pack, 0, String.valueOf(e.getMessage()));
      } catch (GitLarge.BoundedException e) {
        skip(pack.name(), Skip.Reason.BOUNDED, String.valueOf(e.getMessage()));
      }
    }
    for (Path folder : objects.folders()) {
      loose(folder);
    }
    if (missing.any()) {
      // A tree that nothing leads to may name what was thrown away; only the history's own count.
      missing.confirm(history).forEach(id -> skip(id, Skip.Reason.MISSING, "is not there"));
    }
    finish();
  }

  /** Reads what the commits asked for brought in, and their messages. */
  void some(GitCommits history, ReadOptions options) throws IOException {
    Set<ObjectId> seen = new HashSet<>();
    history.walk(
        options,
        true,
        new GitCommits.Taker() {
          @Override
          public void commit(RevCommit commit) throws IOException {
            commits++;
            message(commit.getId(), "commit:", commit.getRawBuffer());
          }

          @Override
          public void blob(RevCommit commit, String path, ObjectId id) throws IOException {
            if (seen.add(id)) {
              one(id, Origin.unresolved(id.name()), "");
            }
          }
        });
    if (history.notice() != null) {
      sink.notice(history.notice());
    }
    history.missing().stream()
        .limit(MAX_NAMED)
        .forEach(id -> skip(id, Skip.Reason.MISSING, "is not there"));
    finish();
  }

  /** Reads one blob from wherever it lies. */
  void one(ObjectId id, Origin origin, String name) throws IOException {
    try {
      GitObjects.Loaded loaded = objects.load(id);
      if (loaded == null) {
        skip(id.name(), Skip.Reason.MISSING, "is not there");
      } else {
        blob(origin, name, loaded.bytes());
      }
    } catch (GitObjects.TooLargeException e) {
      GitObjects.Found found = objects.find(id);
      if (found != null) {
        large(id, found, origin, name);
      }
    } catch (GitPack.DamagedException e) {
      skip(id.name(), Skip.Reason.BROKEN, String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void object(GitPack pack, int position, int type, byte[] bytes) throws IOException {
    if (type == Constants.OBJ_TREE) {
      missing.tree(bytes);
    } else if (!readBefore(pack, position)) {
      object(pack.id(position), type, bytes);
    }
  }

  private void object(ObjectId id, int type, byte[] bytes) throws IOException {
    switch (type) {
      case Constants.OBJ_BLOB -> blob(Origin.unresolved(id.name()), "", bytes);
      case Constants.OBJ_COMMIT -> {
        commits++;
        missing.commit(id, bytes);
        message(id, "commit:", bytes);
      }
      case Constants.OBJ_TAG -> {
        tags++;
        message(id, "tag:", bytes);
      }
      default -> missing.tree(bytes);
    }
  }

  /** Packs may overlap; of several copies the first is read. */
  private boolean readBefore(GitPack pack, int position) {
    if (objects.packs().get(0) == pack) {
      return false;
    }
    ObjectId id = pack.id(position);
    for (GitPack other : objects.packs()) {
      if (other == pack) {
        return false;
      }
      if (other.position(id) >= 0) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void large(GitPack pack, int position, long offset, int type) throws IOException {
    ObjectId id = pack.id(position);
    if (readBefore(pack, position)) {
      return;
    }
    if (type == Constants.OBJ_BLOB) {
      large(id, new GitObjects.Found(pack, offset, null), Origin.unresolved(id.name()), "");
    } else {
      skip(id.name(), Skip.Reason.BOUNDED, "a tree, commit or tag too large for memory");
    }
  }

  @Override
  public void damaged(GitPack pack, int position, String detail) {
    damagedBy.merge(pack.name(), 1L, Long::sum);
  }

  private void loose(Path folder) throws IOException {
    for (int i = 0; i < 256; i++) {
      String begin = "%02x".formatted(i);
      Path below = folder.resolve(begin);
      if (!Files.isDirectory(below, LinkOption.NOFOLLOW_LINKS)) {
        continue;
      }
      java.util.List<Path> files;
      try (var list = Files.list(below)) {
        files = list.sorted().toList();
      }
      for (Path file : files) {
        String hex = begin + file.getFileName();
        if (ObjectId.isId(hex)) {
          loose(file, ObjectId.fromString(hex));
        }
      }
    }
  }

  private void loose(Path file, ObjectId id) throws IOException {
    for (GitPack pack : objects.packs()) {
      if (pack.position(id) >= 0) {
        return;
      }
    }
    try {
      GitObjects.Loaded loaded = GitLoose.load(file);
      object(id, loaded.type(), loaded.bytes());
    } catch (GitObjects.TooLargeException e) {
      if (e.type() == Constants.OBJ_BLOB) {
        large(id, new GitObjects.Found(null, 0, file), Origin.unresolved(id.name()), "");
      } else {
        skip(id.name(), Skip.Reason.BOUNDED, "a tree, commit or tag too large for memory");
      }
    } catch (GitPack.DamagedException e) {
      damagedBy.merge("loose objects", 1L, Long::sum);
    }
  }

  private void blob(Origin origin, String name, byte[] bytes) throws IOException {
    blobs++;
    if (Texts.isBinary(bytes, bytes.length)) {
      binaries++;
    } else if (bytes.length > 0) {
      sink.document(Document.file(origin, name, Texts.content(bytes, bytes.length)));
    }
  }

  private void large(ObjectId id, GitObjects.Found found, Origin origin, String name)
      throws IOException {
    blobs++;
    try (var large = new GitLarge(objects)) {
      Content raw = large.content(found);
      byte[] head;
      try (var in = raw.open()) {
        head = in.readNBytes(Texts.HEAD);
      }
      if (Texts.isBinary(head, head.length)) {
        binaries++;
        return;
      }
      var failed = new boolean[1];
      Content tolerant =
          () ->
              new TolerantStream(raw.open()) {
                @Override
                public void close() throws IOException {
                  failed[0] |= failed();
                  super.close();
                }
              };
      sink.document(Document.file(origin, name, Texts.content(tolerant, head, head.length)));
      if (failed[0]) {
        skip(id.name(), Skip.Reason.BROKEN, "is damaged; read up to there");
      }
    } catch (GitLarge.BoundedException e) {
      skip(id.name(), Skip.Reason.BOUNDED, String.valueOf(e.getMessage()));
    } catch (GitPack.DamagedException e) {
      skip(id.name(), Skip.Reason.BROKEN, String.valueOf(e.getMessage()));
    }
  }

  /** What stands behind the header of a commit or tag. */
  private void message(ObjectId id, String kind, byte[] raw) throws IOException {
    int at = 0;
    while (at < raw.length && raw[at] != '\n') {
      while (at < raw.length && raw[at] != '\n') {
        at++;
      }
      at++;
    }
    at++;
    if (at < raw.length) {
      byte[] message = java.util.Arrays.copyOfRange(raw, at, raw.length);
      sink.document(
          new Document(
              Origin.unresolved(kind + id.name()),
              "",
              Content.of(message),
              true,
              java.util.List.of()));
    }
  }

  void finish() {
    damagedBy.forEach(
        (where, n) ->
            skip(where, Skip.Reason.BROKEN, FileDocuments.counted(n, "object") + " damaged"));
    sink.counted("blobs", blobs, true);
    if (commits > 0) {
      sink.counted("commits", commits, true);
    }
    if (tags > 0) {
      sink.counted("tags", tags, true);
    }
    if (binaries > 0) {
      sink.skipped(
          new Skip(source, Skip.Reason.BINARY, FileDocuments.counted(binaries, "binary blob")));
    }
  }

  private void skip(String what, Skip.Reason reason, String detail) {
    sink.skipped(new Skip(source + "/" + what, reason, detail));
  }
}
