package dev.straykey.source;

import dev.straykey.model.Content;
import dev.straykey.model.Document;
import dev.straykey.model.Origin;
import dev.straykey.model.Skip;
import dev.straykey.unpack.Archives;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Hands over what one thread reads of a repository's objects, and counts it. */
final class GitTexts {
  private final GitObjects objects;
  private final String source;
  private final DocumentSink sink;
  private final GitLargeFiles largeFiles;
  private final FileDocuments archives;
  private final Map<String, GitId> persons = new HashMap<>();
  private final TreeMap<String, Long> damagedBy = new TreeMap<>();
  private byte[] message = new byte[1 << 12];
  private long blobs;
  private long commits;
  private long tags;
  private long binaries;
  private boolean again;

  /** How much there was. */
  record Counts(long blobs, long commits, long tags, long binaries) {
    Counts minus(Counts other) {
      return new Counts(
          blobs - other.blobs,
          commits - other.commits,
          tags - other.tags,
          binaries - other.binaries);
    }

    Counts plus(Counts other) {
      return new Counts(
          blobs + other.blobs,
          commits + other.commits,
          tags + other.tags,
          binaries + other.binaries);
    }
  }

  GitTexts(
      GitObjects objects,
      String source,
      DocumentSink sink,
      ReadOptions options,
      GitLargeFiles largeFiles) {
    this.objects = objects;
    this.source = source;
    this.sink = sink;
    this.largeFiles = largeFiles;
    this.archives = new FileDocuments(source, Origin::unresolved, options, sink);
  }

  /**
   * Takes a blob.
   *
   * @param changed where it differs from one that was quiet; null when that is not known
   * @return whether nothing was in it
   */
  boolean blob(Origin origin, String name, byte[] bytes, int length, @Nullable GitRanges changed)
      throws IOException {
    blobs++;
    again = true;
    if (isBinary(bytes, length, changed)) {
      if (Archives.recognise(bytes, Math.min(length, Archives.HEAD)) == null) {
        binaries++;
        again = false;
      } else {
        archive(origin, new ByteArrayInputStream(bytes, 0, length));
      }
      return false;
    }
    if (length == 0) {
      again = false;
      return true;
    }
    if (Texts.wide(bytes, length) != null) {
      sink.document(wide(origin, name, Texts.content(bytes, length), bytes, length));
      return false;
    }
    boolean quiet =
        sink.quiet(
            Document.file(
                origin,
                name,
                changed == null
                    ? Content.of(bytes, length)
                    : Content.of(bytes, length, changed.toArray())));
    again = !quiet;
    if (origin.provenances().isEmpty() && GitLargeFiles.isPointer(bytes, length)) {
      largeFiles.content(origin, bytes, length, archives);
      again = true;
    }
    return quiet;
  }

  private static Document wide(
      Origin origin, String name, Content content, byte[] head, int length) {
    return new Document(origin, name, content, true, Texts.encodings(head, length));
  }

  /** What differs little from a text is one unless what is new in its beginning says otherwise. */
  private static boolean isBinary(byte[] bytes, int length, @Nullable GitRanges changed) {
    return (changed == null || changed.begins(2))
        ? Texts.isBinary(bytes, length)
        : changed.anyZero(bytes, Math.min(length, Texts.HEAD));
  }

  private void archive(Origin origin, InputStream bytes) throws IOException {
    if (!origin.provenances().isEmpty()) {
      // Asked for by its path: what is inside goes by that path too.
      var place = origin.provenances().get(0);
      var named =
          new FileDocuments(
              source,
              inside ->
                  Origin.of(
                      dev.straykey.model.Provenance.file(
                          place.kind(), place.source(), inside, place.audience())),
              ReadOptions.all(),
              sink);
      named.any(place.path(), bytes);
      named.finish(false);
      return;
    }
    archives.any(origin.item(), bytes);
  }

  /** Takes a blob that does not fit into memory. */
  void large(GitId id, GitObjects.Found found, Origin origin, String name) throws IOException {
    blobs++;
    try (var large = new GitLarge(objects)) {
      Content raw = large.content(found);
      byte[] head;
      try (var in = raw.open()) {
        head = in.readNBytes(Texts.HEAD);
      }
      if (Texts.isBinary(head, head.length)) {
        if (Archives.recognise(head, Math.min(head.length, Archives.HEAD)) == null) {
          binaries++;
          return;
        }
        try (var in = raw.open()) {
          archive(origin, in);
        }
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
      sink.document(
          wide(origin, name, Texts.content(tolerant, head, head.length), head, head.length));
      if (failed[0]) {
        skip(id.name(), Skip.Reason.BROKEN, "is damaged; read up to there");
      }
    } catch (GitLarge.BoundedException e) {
      skip(id.name(), Skip.Reason.BOUNDED, String.valueOf(e.getMessage()));
    } catch (GitPack.DamagedException e) {
      skip(id.name(), Skip.Reason.BROKEN, String.valueOf(e.getMessage()));
    }
  }

  /** Takes what a commit says, and who says it; people are looked at once each. */
  void commit(GitId id, byte[] raw, int length) throws IOException {
    commits++;
    again = false;
    header(id, raw, length);
    message(id, GitPlaces.COMMIT, raw, length);
  }

  void tag(GitId id, byte[] raw, int length) throws IOException {
    tags++;
    again = false;
    header(id, raw, length);
    message(id, GitPlaces.TAG, raw, length);
  }

  private void header(GitId id, byte[] raw, int length) throws IOException {
    int other = -1;
    int otherEnd = -1;
    int from = 0;
    while (from < length && raw[from] != '\n') {
      int end = GitCommit.lineEnd(raw, from, length);
      if (GitCommit.starts(raw, from, end, "author ")
          || GitCommit.starts(raw, from, end, "committer ")
          || GitCommit.starts(raw, from, end, "tagger ")) {
        person(id, raw, from, end);
      } else if (!GitCommit.starts(raw, from, end, "tree ")
          && !GitCommit.starts(raw, from, end, "parent ")
          && !GitCommit.starts(raw, from, end, "object ")
          && !GitCommit.starts(raw, from, end, "type ")) {
        other = other < 0 ? from : other;
        otherEnd = end;
      }
      from = end + 1;
    }
    if (other >= 0) {
      text(id, GitPlaces.HEADER, raw, other, otherEnd);
    }
  }

  private void person(GitId id, byte[] raw, int from, int end) {
    int name = from;
    while (name < end && raw[name] != ' ') {
      name++;
    }
    name++;
    int close = end;
    while (close > name && raw[close - 1] != '>') {
      close--;
    }
    var person = new String(raw, name, Math.max(0, close - name), StandardCharsets.ISO_8859_1);
    persons.merge(person, id, (a, b) -> a.compareTo(b) <= 0 ? a : b);
  }

  /** What stands behind the header of a commit or tag. */
  private void message(GitId id, String kind, byte[] raw, int length) throws IOException {
    text(id, kind, raw, GitCommit.message(raw, length), length);
  }

  private void text(GitId id, String kind, byte[] raw, int from, int to) throws IOException {
    if (from >= to) {
      return;
    }
    if (to - from > message.length) {
      message = new byte[2 * (to - from)];
    }
    System.arraycopy(raw, from, message, 0, to - from);
    again |=
        !sink.quiet(
            new Document(
                Origin.unresolved(kind + id.name()),
                "",
                Content.of(message, to - from),
                true,
                List.of()));
  }

  /** Returns whether what was taken last is to be read again by a later run. */
  boolean again() {
    return again;
  }

  Counts counts() {
    return new Counts(blobs, commits, tags, binaries);
  }

  /**
   * Counts what an earlier run read.
   *
   * @param again what of it was read and counted again
   */
  void remembered(GitMemory.Remembered all, Counts again) {
    blobs += all.blobs() - again.blobs;
    commits += all.commits() - again.commits;
    tags += all.tags() - again.tags;
    binaries += all.binaries() - again.binaries;
  }

  void damaged(String where) {
    damagedBy.merge(where, 1L, Long::sum);
  }

  /** Takes over what another thread counted. */
  void join(GitTexts other) {
    blobs += other.blobs;
    commits += other.commits;
    tags += other.tags;
    binaries += other.binaries;
    other.damagedBy.forEach((where, n) -> damagedBy.merge(where, n, Long::sum));
    other.persons.forEach(
        (person, id) -> persons.merge(person, id, (a, b) -> a.compareTo(b) <= 0 ? a : b));
    archives.join(other.archives);
  }

  /** Hands over the people, and says how much there was. Returns the commits to read again. */
  List<GitId> finish() throws IOException {
    List<GitId> loud = new ArrayList<>();
    for (var person : new TreeMap<>(persons).entrySet()) {
      byte[] raw = person.getKey().getBytes(StandardCharsets.ISO_8859_1);
      again = false;
      text(person.getValue(), GitPlaces.PERSON, raw, 0, raw.length);
      if (again) {
        loud.add(person.getValue());
      }
    }
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
    archives.finish(false);
    return loud;
  }

  boolean isDamaged(String where) {
    return damagedBy.containsKey(where);
  }

  void skip(String what, Skip.Reason reason, String detail) {
    sink.skipped(new Skip(source + "/" + what, reason, detail));
  }
}
