package dev.straykey.scan;

import dev.straykey.model.Content;
import dev.straykey.model.Document;
import dev.straykey.model.Fingerprint;
import dev.straykey.model.FingerprintKey;
import dev.straykey.model.KnownKeys;
import dev.straykey.model.Secret;
import dev.straykey.rule.RuleSet;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What was found in texts that never change, for a later run: all of each {@link Hit} but the key,
 * in whose place its fingerprint stands. Of the texts with a key the later run reads one, takes the
 * key from there, and scans nothing.
 *
 * <p>What is put down holds words of the texts (a key's public id, the name of a packed file, what
 * a comment says), so it is to be sealed. For one unit; thread-safe.
 */
public final class HitNotes {
  /** More hits are not kept: their texts are read again. */
  static final int MOST = 200_000;

  private static final byte VERSION = 1;

  private final RuleSet rules;
  private final KnownKeys known;
  private final FingerprintKey key;

  /** By text, each as it is put down. */
  private final Map<String, Set<Written>> written = new HashMap<>();

  private final Map<String, Secret> secrets = new HashMap<>();

  /** What was noted of texts that are read again, by origin; empty where it was told of. */
  private final Map<String, List<HitNote>> offered = new HashMap<>();

  private final Map<String, List<HitNote>> pending = new TreeMap<>();
  private int count;

  /** A hit in the text that {@code item} names, by value. */
  private record Written(String item, ByteBuffer bytes) implements Comparable<Written> {
    Written(String item, byte[] bytes) {
      this(item, ByteBuffer.wrap(bytes));
    }

    @Override
    public int compareTo(Written other) {
      return bytes.compareTo(other.bytes);
    }
  }

  public HitNotes(RuleSet rules, KnownKeys known, FingerprintKey key) {
    this.rules = rules;
    this.known = known;
    this.key = key;
  }

  /** Takes note of a hit. */
  public synchronized void add(Hit hit, Fingerprint fingerprint) {
    if (hit.origin.provenances().isEmpty()) { // else it is no text that never changes
      secrets.putIfAbsent(fingerprint.hex(), hit.secret);
      if (++count <= MOST) {
        written
            .computeIfAbsent(text(hit.origin.item()), k -> new HashSet<>())
            .add(new Written(hit.origin.item(), HitNote.bytes(hit, fingerprint)));
      }
    }
  }

  /** What is packed in a text goes by the text's name. */
  private static String text(String item) {
    int inside = item.indexOf("!/");
    return inside < 0 ? item : item.substring(0, inside);
  }

  /**
   * Returns what was found in each of some texts, in the same bytes whatever the order in which it
   * was found; null when that is too much.
   */
  public synchronized byte @Nullable [] write(Collection<String> texts) {
    if (count > MOST) {
      return null;
    }
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      for (String text : new TreeSet<>(texts)) {
        Set<Written> hits = written.get(text);
        if (hits != null && hits.stream().allMatch(hit -> hit.bytes().hasRemaining())) {
          out.writeUTF(text);
          out.writeInt(hits.size());
          for (Written hit : new TreeSet<>(hits)) {
            out.writeInt(hit.bytes().remaining());
            out.write(hit.bytes().array());
          }
        }
      }
    } catch (IOException e) {
      return null; // a name of more than 64 kB
    }
    return bytes.toByteArray();
  }

  /**
   * Takes what {@link #write} returned.
   *
   * @param texts those that are there, the cheapest to read first
   * @return the items of what must be read all the same, in them or packed in them, so that each
   *     key is at hand
   */
  public synchronized List<String> recall(byte[] noted, List<String> texts) {
    Map<String, List<HitNote>> before = parse(noted);
    Set<String> covered = new HashSet<>(secrets.keySet());
    var read = new ArrayList<String>();
    for (String text : texts) {
      List<HitNote> hits = before.get(text);
      boolean isNew = hits == null;
      for (HitNote hit : hits == null ? List.<HitNote>of() : hits) {
        isNew |= covered.add(hit.hex());
      }
      if (hits == null) {
        read.add(text);
      } else if (isNew) {
        hits.forEach(
            hit -> offered.computeIfAbsent(hit.item(), item -> new ArrayList<>()).add(hit));
        hits.stream().map(HitNote::item).distinct().forEach(read::add);
      } else {
        pending.put(text, hits);
      }
    }
    return read;
  }

  private Map<String, List<HitNote>> parse(byte[] noted) {
    var texts = new HashMap<String, List<HitNote>>();
    var all = new HashMap<String, Set<Written>>();
    try (var in = new DataInputStream(new ByteArrayInputStream(noted))) {
      if (in.readByte() != VERSION) {
        return Map.of();
      }
      while (in.available() > 0) {
        String text = in.readUTF();
        var hits = new ArrayList<HitNote>();
        for (int n = in.readInt(); n > 0; n--) {
          byte[] bytes = in.readNBytes(in.readInt());
          HitNote hit = HitNote.parse(bytes);
          hits.add(hit);
          all.computeIfAbsent(text, k -> new HashSet<>()).add(new Written(hit.item(), bytes));
        }
        texts.put(text, hits);
      }
    } catch (IOException | RuntimeException e) {
      return Map.of(); // then everything is read
    }
    written.putAll(all); // found again, one way or the other: the same text has the same keys
    count += all.values().stream().mapToInt(Set::size).sum();
    return texts;
  }

  /**
   * Takes the keys from a text that {@link #recall} had read again, where they were found then, and
   * tells of them. Returns false when the text must be scanned.
   */
  public boolean takes(Document document, Consumer<Hit> taker) {
    List<Hit> hits;
    synchronized (this) {
      String item = document.origin().item();
      List<HitNote> noted = offered.get(item);
      if (noted == null) {
        return false;
      }
      hits = document.content() instanceof Content.Bytes text ? hits(noted, text) : null;
      if (hits == null) {
        Set<Written> before = written.get(text(item));
        if (before != null) {
          before.removeIf(one -> one.item().equals(item));
        }
        offered.remove(item);
        return false;
      }
      offered.put(item, List.of()); // an archive may hold two files of one name
    }
    hits.forEach(taker);
    return true;
  }

  private @Nullable List<Hit> hits(List<HitNote> notes, Content.Bytes text) {
    for (HitNote note : notes) {
      if (!secrets.containsKey(note.hex())) {
        Secret secret = note.secret(text, key);
        if (secret == null) {
          return null;
        }
        secrets.put(note.hex(), secret);
      }
    }
    return hits(notes);
  }

  /** Returns null when something is not as it was then. */
  private @Nullable List<Hit> hits(List<HitNote> notes) {
    var hits = new ArrayList<Hit>();
    for (HitNote note : notes) {
      Secret secret = secrets.get(note.hex());
      String rule = note.rule();
      Hit hit =
          secret == null ? null : note.hit(secret, rule == null ? null : rules.rule(rule), known);
      if (hit == null) {
        return null;
      }
      hits.add(hit);
    }
    return hits;
  }

  /**
   * Tells of the hits in texts that need not be read, after the others were.
   *
   * @return the texts of which nothing could be told, to be read as well
   */
  public List<String> tell(Consumer<Hit> taker) {
    var read = new ArrayList<String>();
    var told = new ArrayList<Hit>();
    synchronized (this) {
      pending.forEach(
          (text, notes) -> {
            List<Hit> hits = hits(notes);
            if (hits == null) {
              read.add(text);
              written.remove(text);
            } else {
              told.addAll(hits);
            }
          });
      pending.clear();
      offered.forEach(
          (item, notes) -> {
            if (!notes.isEmpty() && !read.contains(text(item))) {
              read.add(text(item)); // it was not there to be read
              written.remove(text(item));
            }
          });
      offered.clear();
    }
    told.forEach(taker);
    return read;
  }
}
