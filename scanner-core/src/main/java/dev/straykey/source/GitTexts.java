package dev.straykey.source;

import dev.straykey.git.GitId;
import dev.straykey.git.GitLarge;
import dev.straykey.git.GitObjects;
import dev.straykey.git.GitPack;
import dev.straykey.git.GitRanges;
import dev.straykey.model.Content;
import dev.straykey.model.Document;
import dev.straykey.model.Origin;
import dev.straykey.model.Provenance;
import dev.straykey.model.Skip;
import dev.straykey.unpack.Archives;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Hands over what one thread reads of a repository's objects, and counts it. */
final class GitTexts {
  private static final int[] NOWHERE = new int[0];

  /** Formats that may hold no byte that a text does not have their mark in so many bytes. */
  private static final int MARK = 8;

  private final GitObjects objects;
  private final String source;
  private final DocumentSink sink;
  private final GitLargeFiles largeFiles;
  private final FileDocuments archives;
  private final GitMessages messages;
  private final TreeMap<String, Long> damagedBy = new TreeMap<>();
  private long blobs;
  private long commits;
  private long tags;
  private long binaries;
  private boolean again;
  private FileDocuments.@Nullable Account account;
  private int @Nullable [] only;
  private int @Nullable [] entries;
  private byte kind;

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
    this.messages = new GitMessages(sink);
  }

  /**
   * Takes a blob.
   *
   * @param changed where it differs from one that was taken; null when that is not known
   * @return where what is made of it must be looked at, besides where that differs; null for all
   */
  int @Nullable [] blob(
      Origin origin, String name, byte[] bytes, int length, @Nullable GitRanges changed)
      throws IOException {
    blobs++;
    plain(GitKinds.BLOB);
    boolean binary = isBinary(bytes, length, changed);
    boolean mayBePacked = binary || changed == null || changed.begins(MARK);
    if (mayBePacked && isPacked(bytes, length)) {
      FileDocuments.Account before = archives.account();
      long names = archives.names();
      archives.begin(only);
      archive(origin, new ByteArrayInputStream(bytes, 0, length));
      entries = archives.again();
      archives.begin(null);
      account = archives.account().minus(before);
      again = account.said() > 0 || archives.names() > names;
      return null;
    }
    if (binary) {
      binary();
      return null;
    }
    if (length == 0) {
      return NOWHERE;
    }
    if (Texts.wide(bytes, length) != null) {
      sink.document(wide(origin, name, Texts.content(bytes, length), bytes, length));
      return null;
    }
    int[] spots =
        sink.spots(
            Document.file(
                origin,
                name,
                changed == null
                    ? Content.of(bytes, length)
                    : Content.of(bytes, length, changed.toArray())));
    if (origin.provenances().isEmpty() && GitLargeFiles.isPointer(bytes, length)) {
      largeFiles.content(origin, bytes, length, archives);
      again = true;
    }
    return spots;
  }

  private void binary() {
    binaries++;
    kind = GitKinds.BINARY;
  }

  static Document wide(Origin origin, String name, Content content, byte[] head, int length) {
    return new Document(origin, name, content, true, Texts.encodings(head, length));
  }

  /** What differs little from a text is one unless what is new in its beginning says otherwise. */
  private static boolean isBinary(byte[] bytes, int length, @Nullable GitRanges changed) {
    if (changed == null || changed.begins(2)) {
      return Texts.isBinary(bytes, length);
    }
    return changed.anyZero(bytes, Math.min(length, Texts.HEAD));
  }

  /** A small packed file may hold no byte that a text does not, and some formats are texts. */
  private static boolean isPacked(byte[] head, int length) {
    return Archives.recognise(head, Math.min(length, Archives.HEAD)) != null;
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
                      Provenance.file(place.kind(), place.source(), inside, place.audience())),
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
    plain(GitKinds.BLOB);
    again = true;
    try (var large = new GitLarge(objects)) {
      Content raw = large.content(found);
      byte[] head;
      try (var in = raw.open()) {
        head = in.readNBytes(Texts.HEAD);
      }
      if (isPacked(head, head.length)) {
        try (var in = raw.open()) {
          archive(origin, in);
        }
        return;
      }
      if (isBinary(head, head.length, null)) {
        binary();
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
    plain(GitKinds.COMMIT);
    messages.take(id, GitPlaces.COMMIT, raw, length);
  }

  void tag(GitId id, byte[] raw, int length) throws IOException {
    tags++;
    plain(GitKinds.TAG);
    messages.take(id, GitPlaces.TAG, raw, length);
  }

  /** Notes that what is taken now is read once, and holds nothing else. */
  private void plain(byte what) {
    again = false;
    account = null;
    entries = null;
    kind = what;
  }

  /** Returns everybody whom a header named. */
  GitPeople people() {
    return messages.people();
  }

  /**
   * Returns whether what was taken last is to be read again by a later run whatever was found in
   * it: an archive of which something was to be said, or what stands for something else.
   */
  boolean again() {
    return again;
  }

  /** Returns what was in the archive that was taken last; null when it was none. */
  FileDocuments.@Nullable Account account() {
    return account;
  }

  /** Sets which texts of archives are read from now on, counted from 0; null for all. */
  void only(int @Nullable [] which) {
    only = which;
  }

  /** Sets which texts of archives alone are unpacked from now on, by item; null for all. */
  void want(@Nullable Set<String> items) {
    archives.want(items);
  }

  /** Returns those that are to be read again of the archive that was taken last; null: all. */
  int @Nullable [] entries() {
    return entries;
  }

  /** Returns how much was in all archives up to now. */
  FileDocuments.Account archived() {
    return archives.account();
  }

  /** GitCounts an archive that an earlier run read. */
  void remembered(FileDocuments.Account archive) {
    archives.remembered(archive);
  }

  /** Returns what it was that was taken last, as {@link GitKinds} has it. */
  byte kind() {
    return kind;
  }

  GitCounts counts() {
    return new GitCounts(blobs, commits, tags, binaries);
  }

  /** GitCounts what an earlier run read. */
  void remembered(GitCounts more) {
    blobs += more.blobs();
    commits += more.commits();
    tags += more.tags();
    binaries += more.binaries();
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
    people().join(other.people());
    archives.join(other.archives);
  }

  /** Hands over the people, and says how much there was. */
  void finish() throws IOException {
    messages.finish();
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
  }

  boolean isDamaged(String where) {
    return damagedBy.containsKey(where);
  }

  boolean isAnyDamaged() {
    return !damagedBy.isEmpty();
  }

  void missing(String id) {
    skip(id, Skip.Reason.MISSING, "is not there");
  }

  void skip(String what, Skip.Reason reason, String detail) {
    sink.skipped(new Skip(source + "/" + what, reason, detail));
  }
}
