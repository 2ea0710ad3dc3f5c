package dev.straykey.source;

import dev.straykey.model.Audience;
import dev.straykey.model.Origin;
import dev.straykey.model.Provenance;
import dev.straykey.model.Standing;
import dev.straykey.model.TextState;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What was told of a history, for a run that finds the repository as it is now.
 *
 * @param absent what is not there, as far as it is named; in order
 * @param places where texts stand, by item of their origin
 */
record GitToldPlaces(List<String> absent, Map<String, List<Provenance>> places) {
  /** There was nothing to tell. */
  static final GitToldPlaces NOTHING = new GitToldPlaces(List.of(), Map.of());

  /** More are asked for anew each time. */
  private static final int MOST_BYTES = 32 << 20;

  static GitToldPlaces of(Collection<String> absent, Map<Origin, List<Provenance>> places) {
    var byItem = new TreeMap<String, List<Provenance>>();
    places.forEach((origin, where) -> byItem.put(origin.item(), where));
    return new GitToldPlaces(List.copyOf(absent), byItem);
  }

  /** Returns null when that is too much. */
  byte @Nullable [] bytes() {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      out.writeInt(absent.size());
      for (String one : absent) {
        out.writeUTF(one);
      }
      for (Map.Entry<String, List<Provenance>> one : places.entrySet()) {
        out.writeUTF(one.getKey());
        out.writeInt(one.getValue().size());
        for (Provenance where : one.getValue()) {
          write(out, where);
        }
        if (bytes.size() > MOST_BYTES) {
          return null;
        }
      }
    } catch (IOException e) {
      return null; // a path of more than 64 kB
    }
    return bytes.toByteArray();
  }

  private static void write(DataOutputStream out, Provenance where) throws IOException {
    out.writeUTF(where.path());
    text(out, where.commit());
    text(out, where.field());
    text(out, where.author());
    time(out, where.at());
    out.writeUTF(where.audience().name());
    out.writeUTF(where.state().name());
    Standing standing = where.standing();
    out.writeBoolean(standing != null);
    if (standing != null) {
      out.writeInt(standing.heads().size());
      for (String head : standing.heads()) {
        out.writeUTF(head);
      }
      commit(out, standing.lastSeen());
      commit(out, standing.removedBy());
      text(out, standing.renamedFrom());
      out.writeLong(standing.order());
    }
  }

  private static void commit(DataOutputStream out, Standing.@Nullable Commit commit)
      throws IOException {
    text(out, commit == null ? null : commit.id());
    if (commit != null) {
      text(out, commit.author());
      time(out, commit.at());
      out.writeLong(commit.order());
    }
  }

  private static void text(DataOutputStream out, @Nullable String text) throws IOException {
    out.writeBoolean(text != null);
    if (text != null) {
      out.writeUTF(text);
    }
  }

  private static void time(DataOutputStream out, @Nullable Instant at) throws IOException {
    out.writeBoolean(at != null);
    if (at != null) {
      out.writeLong(at.getEpochSecond());
      out.writeInt(at.getNano());
    }
  }

  /**
   * Reads what {@link #bytes} put down; null when it is something else.
   *
   * @param source as it is named to this run
   */
  static @Nullable GitToldPlaces parse(byte[] bytes, String source) {
    var absent = new ArrayList<String>();
    var places = new HashMap<String, List<Provenance>>();
    try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      for (int n = in.readInt(); n > 0; n--) {
        absent.add(in.readUTF());
      }
      while (in.available() > 0) {
        String item = in.readUTF();
        var where = new ArrayList<Provenance>();
        for (int n = in.readInt(); n > 0; n--) {
          where.add(place(in, source));
        }
        places.put(item, where);
      }
      return new GitToldPlaces(absent, places);
    } catch (IOException | RuntimeException e) {
      return null;
    }
  }

  private static Provenance place(DataInputStream in, String source) throws IOException {
    String path = in.readUTF();
    String commit = text(in);
    String field = text(in);
    String author = text(in);
    Instant at = time(in);
    Audience audience = Audience.valueOf(in.readUTF());
    TextState state = TextState.valueOf(in.readUTF());
    return new Provenance(
        GitSource.KIND,
        source,
        path,
        commit,
        null,
        null,
        field,
        author,
        at,
        null,
        audience,
        state,
        in.readBoolean() ? standing(in) : null);
  }

  private static Standing standing(DataInputStream in) throws IOException {
    var heads = new ArrayList<String>();
    for (int n = in.readInt(); n > 0; n--) {
      heads.add(in.readUTF());
    }
    return new Standing(heads, commit(in), commit(in), text(in), in.readLong());
  }

  private static Standing.@Nullable Commit commit(DataInputStream in) throws IOException {
    String id = text(in);
    return id == null ? null : new Standing.Commit(id, text(in), time(in), in.readLong());
  }

  private static @Nullable String text(DataInputStream in) throws IOException {
    return in.readBoolean() ? in.readUTF() : null;
  }

  private static @Nullable Instant time(DataInputStream in) throws IOException {
    return in.readBoolean() ? Instant.ofEpochSecond(in.readLong(), in.readInt()) : null;
  }
}
