package dev.straykey.git;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Unpacks single objects along their chains of deltas, and keeps what others are likely to be made
 * from.
 *
 * <p>Thread-safe; one thread at a time unpacks. Close it to let go of its decoder.
 */
final class GitLoading implements AutoCloseable {
  private static final int MAX_CHAIN = 10_000;

  /** How often a chain may go from one pack to another. */
  private static final int MAX_OUTSIDE = 16;

  private final Function<GitId, GitObjects.@Nullable Found> finding;
  private final Bases bases = new Bases();
  private final GitPack.Decoder decoder = new GitPack.Decoder();

  /**
   * @param finding where an object lies; null when it is not there
   */
  GitLoading(Function<GitId, GitObjects.@Nullable Found> finding) {
    this.finding = finding;
  }

  /** Unpacks the object at an offset, along its chain of deltas. */
  synchronized GitObjects.Loaded load(GitPack pack, long offset) throws IOException {
    return load(pack, offset, 0);
  }

  private GitObjects.Loaded load(GitPack pack, long offset, int outside) throws IOException {
    var chain = new ArrayList<Long>();
    var entry = new GitPack.Entry();
    GitObjects.Loaded base = null;
    long at = offset;
    while (base == null) {
      base = bases.get(pack, at);
      if (base != null) {
        break;
      }
      pack.entry(at, entry);
      if (!GitType.isDelta(entry.type)) {
        if (entry.size > GitObjects.IN_MEMORY) {
          throw new GitObjects.TooLargeException(entry.type);
        }
        base = new GitObjects.Loaded(entry.type, pack.inflate(decoder, entry.data, entry.size));
        bases.put(pack, at, base);
      } else {
        chain.add(at);
        at = entry.base;
        if (chain.size() > MAX_CHAIN) {
          throw new GitPack.DamagedException("an entry's base is not there");
        }
        if (at < 0) {
          base = outside(entry.outside, outside);
        }
      }
    }
    for (int i = chain.size() - 1; i >= 0; i--) {
      long deltaAt = chain.get(i);
      pack.entry(deltaAt, entry);
      base = new GitObjects.Loaded(base.type(), apply(pack, entry, base));
      bases.put(pack, deltaAt, base);
    }
    return base;
  }

  /** A base that lies elsewhere: in another pack, or loose. */
  private GitObjects.Loaded outside(@Nullable GitId id, int depth) throws IOException {
    GitObjects.Found found = id == null || depth > MAX_OUTSIDE ? null : finding.apply(id);
    if (found == null) {
      throw new GitPack.DamagedException("an entry's base is not there");
    }
    return found.pack() != null
        ? load(found.pack(), found.offset(), depth + 1)
        : GitLoose.load(Objects.requireNonNull(found.loose()));
  }

  private byte[] apply(GitPack pack, GitPack.Entry entry, GitObjects.Loaded base)
      throws IOException {
    if (entry.size > GitObjects.IN_MEMORY) {
      throw new GitObjects.TooLargeException(base.type());
    }
    pack.check(entry.data, entry.size);
    byte[] raw = decoder.delta(entry.size);
    pack.inflate(decoder, entry.data, entry.size, raw);
    var delta = new GitDelta(raw, (int) entry.size);
    if (delta.resultSize() > GitObjects.IN_MEMORY) {
      throw new GitObjects.TooLargeException(base.type());
    }
    byte[] result = new byte[(int) delta.resultSize()];
    delta.apply(base.bytes(), base.bytes().length, result, null);
    return result;
  }

  @Override
  public void close() {
    decoder.close();
  }

  /** Bases of deltas that were needed lately, up to a number of bytes. */
  private static final class Bases {
    private static final long MOST =
        Math.max(4L << 20, Math.min(96L << 20, Runtime.getRuntime().maxMemory() / 8));

    private record Key(GitPack pack, long offset) {}

    private final LinkedHashMap<Key, GitObjects.Loaded> map =
        new LinkedHashMap<>(1024, 0.75f, true);
    private long held;

    GitObjects.@Nullable Loaded get(GitPack pack, long offset) {
      return map.get(new Key(pack, offset));
    }

    void put(GitPack pack, long offset, GitObjects.Loaded loaded) {
      if (loaded.bytes().length > MOST / 4) {
        return;
      }
      GitObjects.Loaded before = map.put(new Key(pack, offset), loaded);
      held += loaded.bytes().length - (before == null ? 0 : before.bytes().length);
      var eldest = map.entrySet().iterator();
      while (held > MOST && eldest.hasNext()) {
        Map.Entry<Key, GitObjects.Loaded> entry = eldest.next();
        held -= entry.getValue().bytes().length;
        eldest.remove();
      }
    }
  }
}
