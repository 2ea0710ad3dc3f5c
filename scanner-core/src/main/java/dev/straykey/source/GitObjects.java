package dev.straykey.source;

import dev.straykey.model.Skip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * All objects of a repository, by id, read without JGit's own storage, which would follow what a
 * repository's configuration and alternates point to.
 *
 * <p>Not thread-safe. Close it to let go of its decoders.
 */
final class GitObjects implements AutoCloseable {
  /** Objects beyond are streamed, or made in a file: never one array. */
  static final int IN_MEMORY =
      (int) Math.max(1 << 20, Math.min(16 << 20, Runtime.getRuntime().maxMemory() / 16));

  /** Larger objects are not read. */
  static final long LARGEST = 8L << 30;

  private static final int MAX_CHAIN = 10_000;

  private final List<GitPack> packs = new ArrayList<>();
  private final List<Path> folders;
  private final List<Skip> damaged = new ArrayList<>();
  private final Set<ObjectId> shallow = new HashSet<>();
  private final Bases bases = new Bases();

  /** An object in memory. */
  static final class Loaded {
    private final int type;
    private final byte[] bytes;

    Loaded(int type, byte[] bytes) {
      this.type = type;
      this.bytes = bytes;
    }

    int type() {
      return type;
    }

    /** Returns the array itself; not to be changed. */
    byte[] bytes() {
      return bytes;
    }
  }

  /** An object that was found: in a pack, or else loose. */
  record Found(@Nullable GitPack pack, long offset, @Nullable Path loose) {}

  GitObjects(GitLayout layout, String source) throws IOException {
    this.folders = layout.objects();
    for (Path folder : folders) {
      Path packFolder = folder.resolve("pack");
      if (Files.isDirectory(packFolder, LinkOption.NOFOLLOW_LINKS)) {
        List<Path> files;
        try (var list = Files.list(packFolder)) {
          files = list.filter(file -> file.toString().endsWith(".pack")).sorted().toList();
        }
        for (Path file : files) {
          open(file, source);
        }
      }
    }
    for (String line : GitLayout.small(layout.common().resolve("shallow")).split("\n", -1)) {
      if (ObjectId.isId(line.strip())) {
        shallow.add(ObjectId.fromString(line.strip()));
      }
    }
  }

  private void open(Path file, String source) {
    String name = String.valueOf(file.getFileName());
    Path idx = file.resolveSibling(name.substring(0, name.length() - ".pack".length()) + ".idx");
    try {
      packs.add(new GitPack(file, idx));
    } catch (GitPack.DamagedException e) {
      damaged.add(
          new Skip(source + "/" + name, Skip.Reason.BROKEN, String.valueOf(e.getMessage())));
    } catch (IOException e) {
      damaged.add(
          new Skip(
              source + "/" + name,
              Files.exists(idx) ? Skip.Reason.UNREADABLE : Skip.Reason.BROKEN,
              Files.exists(idx) ? "could not be opened" : "has no index"));
    }
  }

  List<GitPack> packs() {
    return packs;
  }

  List<Path> folders() {
    return folders;
  }

  /** Returns what of the packs could not even be opened. */
  List<Skip> damaged() {
    return damaged;
  }

  /** Returns the commits whose parents a shallow clone leaves out. */
  Set<ObjectId> shallow() {
    return shallow;
  }

  boolean has(AnyObjectId id) {
    return find(id) != null;
  }

  @Nullable Found find(AnyObjectId id) {
    for (GitPack pack : packs) {
      int position = pack.position(id);
      if (position >= 0) {
        try {
          return new Found(pack, pack.offset(position), null);
        } catch (GitPack.DamagedException ignored) {
          // it may be whole elsewhere
        }
      }
    }
    String hex = id.name();
    for (Path folder : folders) {
      Path file = folder.resolve(hex.substring(0, 2)).resolve(hex.substring(2));
      if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        return new Found(null, 0, file);
      }
    }
    return null;
  }

  /**
   * Returns an object that fits into memory; null when it is not there.
   *
   * @throws TooLargeException when it does not fit; {@link GitLarge} reads it
   */
  @Nullable Loaded load(AnyObjectId id) throws IOException {
    Found found = find(id);
    if (found == null) {
      return null;
    }
    return found.pack != null
        ? load(found.pack, found.offset)
        : GitLoose.load(java.util.Objects.requireNonNull(found.loose));
  }

  /** The object is larger than {@link #IN_MEMORY}. */
  static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1L;
    private final int type;

    TooLargeException(int type) {
      super("larger than fits into memory");
      this.type = type;
    }

    /** Returns the object's type; 0 when it is not known yet. */
    int type() {
      return type;
    }
  }

  /** Unpacks the object at an offset, along its chain of deltas. */
  Loaded load(GitPack pack, long offset) throws IOException {
    var chain = new ArrayList<Long>();
    var entry = new GitPack.Entry();
    Loaded base = null;
    long at = offset;
    while (base == null) {
      base = bases.get(pack, at);
      if (base != null) {
        break;
      }
      pack.entry(at, entry);
      if (entry.type != GitPack.OFS_DELTA && entry.type != GitPack.REF_DELTA) {
        if (entry.size > IN_MEMORY) {
          throw new TooLargeException(entry.type);
        }
        base = new Loaded(entry.type, pack.inflate(entry.data, entry.size));
        bases.put(pack, at, base);
      } else {
        chain.add(at);
        at = entry.base;
        if (at < 0 || chain.size() > MAX_CHAIN) {
          throw new GitPack.DamagedException("an entry's base is not there");
        }
      }
    }
    for (int i = chain.size() - 1; i >= 0; i--) {
      long deltaAt = chain.get(i);
      pack.entry(deltaAt, entry);
      base = new Loaded(base.type, apply(pack, entry, base));
      bases.put(pack, deltaAt, base);
    }
    return base;
  }

  /** Makes the object of a delta entry from its base. */
  static byte[] apply(GitPack pack, GitPack.Entry entry, Loaded base) throws IOException {
    if (entry.size > IN_MEMORY) {
      throw new TooLargeException(base.type);
    }
    var delta = new GitDelta(pack.inflate(entry.data, entry.size));
    if (delta.resultSize() > IN_MEMORY) {
      throw new TooLargeException(base.type);
    }
    return delta.apply(base.bytes);
  }

  @Override
  public void close() {
    packs.forEach(GitPack::close);
  }

  /** Bases of deltas that were needed lately, up to a number of bytes. */
  private static final class Bases {
    private static final long MOST =
        Math.max(4L << 20, Math.min(96L << 20, Runtime.getRuntime().maxMemory() / 8));

    private record Key(GitPack pack, long offset) {}

    private final LinkedHashMap<Key, Loaded> map = new LinkedHashMap<>(1024, 0.75f, true);
    private long held;

    @Nullable Loaded get(GitPack pack, long offset) {
      return map.get(new Key(pack, offset));
    }

    void put(GitPack pack, long offset, Loaded loaded) {
      if (loaded.bytes.length > MOST / 4) {
        return;
      }
      Loaded before = map.put(new Key(pack, offset), loaded);
      held += loaded.bytes.length - (before == null ? 0 : before.bytes.length);
      var eldest = map.entrySet().iterator();
      while (held > MOST && eldest.hasNext()) {
        Map.Entry<Key, Loaded> entry = eldest.next();
        held -= entry.getValue().bytes.length;
        eldest.remove();
      }
    }
  }
}
