package dev.straykey.source;

import dev.straykey.git.GitAgain;
import dev.straykey.git.GitId;
import dev.straykey.model.Origin;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What an earlier run found in blobs, which never change: it need not be looked for again, wherever
 * they lie now.
 */
final class GitFound {
  static final GitFound NOTHING = new GitFound(Map.of(), new byte[0]);

  private final Map<GitId, FileDocuments.Account> archives;
  private final byte[] noted;

  /**
   * @param archives what is in those that are archives
   * @param noted as the sink put it down
   */
  private GitFound(Map<GitId, FileDocuments.Account> archives, byte[] noted) {
    this.archives = archives;
    this.noted = noted;
  }

  boolean isEmpty() {
    return noted.length == 0;
  }

  /**
   * Returns what a later run need not look for again.
   *
   * @param again in what something was found, or what could not be read to its end
   * @param special of what more is to be said
   * @param read what is in archives that were read now
   */
  static GitFound of(
      Collection<Origin> again,
      Set<GitId> special,
      DocumentSink sink,
      Map<GitId, FileDocuments.Account> read,
      GitFound before) {
    var blobs = new TreeMap<String, GitId>();
    Collection<Origin> inPart = sink.inPart();
    if (inPart == null) {
      return NOTHING;
    }
    for (Origin origin : again) {
      GitId id = origin.provenances().isEmpty() ? GitPlaces.blob(origin.item()) : null;
      if (id != null && !special.contains(id)) {
        blobs.put(id.name(), id);
      }
    }
    for (Origin origin : inPart) {
      GitId id = GitPlaces.id(origin.item());
      if (id != null) {
        blobs.remove(id.name());
      }
    }
    if (blobs.isEmpty()) {
      return NOTHING;
    }
    byte[] noted = sink.noted(blobs.keySet());
    var archives = new HashMap<GitId, FileDocuments.Account>();
    for (GitId id : blobs.values()) {
      FileDocuments.Account account = read.getOrDefault(id, before.archives.get(id));
      if (account != null) {
        archives.put(id, account);
      }
    }
    return noted == null ? NOTHING : new GitFound(archives, noted);
  }

  /** Reads what {@link #bytes} put down; nothing when it is something else. */
  static GitFound parse(byte[] bytes) {
    try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      var archives = new HashMap<GitId, FileDocuments.Account>();
      for (int n = in.readInt(); n > 0; n--) {
        GitId id = GitId.parse(in.readUTF());
        if (id == null) {
          return NOTHING;
        }
        archives.put(id, new FileDocuments.Account(in.readLong(), in.readLong(), 0));
      }
      return new GitFound(archives, in.readAllBytes());
    } catch (IOException e) {
      return NOTHING;
    }
  }

  byte[] bytes() {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      out.writeInt(archives.size());
      for (Map.Entry<GitId, FileDocuments.Account> one : new TreeMap<>(archives).entrySet()) {
        out.writeUTF(one.getKey().name());
        out.writeLong(one.getValue().files());
        out.writeLong(one.getValue().binaries());
      }
      out.write(noted);
    } catch (IOException e) {
      throw new IllegalStateException("memory takes whatever is written", e);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads blobs in which something was found; tells of as many as possible without reading them.
   *
   * @param blobs how each is read
   */
  void read(Map<GitId, GitAgain> blobs, DocumentSink sink, GitTexts texts, GitPart part)
      throws IOException {
    var known = new TreeMap<String, GitId>();
    var cheap = new ArrayList<String>();
    var dear = new ArrayList<String>();
    for (Map.Entry<GitId, GitAgain> one : blobs.entrySet()) {
      GitId id = one.getKey();
      boolean archive = one.getValue().entries() != null;
      if (archive && !archives.containsKey(id)) {
        part.again(id, one.getValue(), null); // something is to be said of it
      } else {
        known.put(id.name(), id);
        (archive ? dear : cheap).add(id.name());
      }
    }
    cheap.addAll(dear);
    FileDocuments.Account before = texts.archived();
    var first = new LinkedHashMap<GitId, Set<String>>();
    for (String item : sink.recall(noted, cheap)) {
      GitId id = GitPlaces.blob(item);
      if (id != null) {
        first.computeIfAbsent(id, k -> new HashSet<>()).add(item);
      }
    }
    for (Map.Entry<GitId, Set<String>> one : first.entrySet()) {
      GitAgain how = blobs.get(one.getKey());
      if (how != null) {
        part.again(one.getKey(), how, one.getValue());
      }
    }
    for (String item : sink.recalled()) {
      GitId id = known.get(item);
      GitAgain how = id == null ? null : blobs.get(id);
      if (id != null && how != null) {
        part.again(id, how, null);
      }
    }
    // Each of them counts once and as a whole, whatever was read of it.
    FileDocuments.Account all = before.minus(texts.archived());
    for (GitId id : known.values()) {
      FileDocuments.Account whole = archives.get(id);
      if (whole != null) {
        part.archives().put(id, whole);
        part.entries().remove(id);
        all = all.plus(whole);
      }
    }
    texts.remembered(all);
  }
}
