package dev.straykey.git;

import dev.straykey.model.InvalidInputException;
import dev.straykey.model.Skip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All objects of a repository, by id, read without JGit's own storage, which would follow what a
 * repository's configuration and alternates point to.
 *
 * <p>Every object has a number: those of the packs, pack by pack in the order of their indexes,
 * then loose ones. Of an object that lies in several places the first number stands for all.
 *
 * <p>Thread-safe; unpacking through here is done by one thread at a time. Close it to let go of its
 * decoder.
 */
public final class GitObjects implements AutoCloseable {
  /** Objects beyond are streamed, or made in a file: never one array. */
  public static final int IN_MEMORY =
      (int) Math.max(1 << 20, Math.min(16 << 20, Runtime.getRuntime().maxMemory() / 16));

  /** Larger objects are not read. */
  static final long LARGEST = 8L << 30;

  private static final int MOST_OBJECTS = 1 << 28;

  private final List<GitPack> packs = new ArrayList<>();
  private final List<Path> folders;
  private final List<Skip> damaged = new ArrayList<>();
  private final Set<GitId> shallow = new HashSet<>();
  private final GitLoading loading = new GitLoading(this::find);
  private final int idLength;
  private final List<GitId> loose = new ArrayList<>();
  private final Map<GitId, Integer> looseNumbers = new HashMap<>();
  private final Set<GitPack> received = new HashSet<>();
  private int packed;
  private boolean partial;
  private boolean continued;
  private final @Nullable Path quarantine;

  /** An object in memory. */
  public static final class Loaded {
    private final int type;
    private final byte[] bytes;

    Loaded(int type, byte[] bytes) {
      this.type = type;
      this.bytes = bytes;
    }

    public int type() {
      return type;
    }

    /** Returns the array itself; not to be changed. */
    public byte[] bytes() {
      return bytes;
    }
  }

  /** An object that was found: in a pack, or else loose. */
  public record Found(@Nullable GitPack pack, long offset, @Nullable Path loose) {}

  /**
   * Opens all packs and knows all files of objects, alternates too.
   *
   * @param quarantine a further folder of objects, inside the repository; null for none
   * @throws InvalidInputException SK-1621 when it lies elsewhere
   */
  public GitObjects(GitLayout layout, String source, @Nullable Path quarantine) throws IOException {
    // The last, so that what the repository has already is read from there.
    this.folders = new ArrayList<>(layout.objects());
    this.quarantine = quarantine;
    if (quarantine != null) {
      if (!quarantine.toRealPath().startsWith(layout.common().toRealPath())) {
        throw new InvalidInputException(
            "SK-1621",
            "What was sent lies outside of the repository, at %s".formatted(quarantine),
            "Let the folder of objects lie in the repository itself, not behind a link");
      }
      folders.add(quarantine);
    }
    this.idLength = layout.idLength();
    for (Path folder : folders) {
      Path packFolder = folder.resolve("pack");
      if (Files.isDirectory(packFolder, LinkOption.NOFOLLOW_LINKS)) {
        List<Path> files;
        try (var list = Files.list(packFolder)) {
          files = list.filter(file -> file.toString().endsWith(".pack")).sorted().toList();
        }
        for (Path file : files) {
          open(file, source);
          String promised = file.toString().replaceFirst("pack$", "promisor");
          partial |= Files.exists(Path.of(promised), LinkOption.NOFOLLOW_LINKS);
        }
      }
    }
    for (Path folder : folders) {
      listLoose(folder);
    }
    for (String line : GitLayout.small(layout.common().resolve("shallow")).split("\n", -1)) {
      if (GitId.isId(line.strip())) {
        shallow.add(java.util.Objects.requireNonNull(GitId.parse(line.strip())));
      }
    }
  }

  private void open(Path file, String source) {
    String name = String.valueOf(file.getFileName());
    Path idx = file.resolveSibling(name.substring(0, name.length() - ".pack".length()) + ".idx");
    try {
      var pack = new GitPack(file, idx, idLength, packed);
      if (quarantine != null && file.startsWith(quarantine)) {
        received.add(pack);
      }
      if (packed + (long) pack.count() > MOST_OBJECTS) {
        throw new GitPack.DamagedException("has more objects than can be held");
      }
      packs.add(pack);
      packed += pack.count();
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

  private void listLoose(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    List<Path> below;
    try (var list = Files.list(folder)) {
      below = list.filter(GitObjects::holdsLoose).sorted().toList();
    }
    for (Path one : below) {
      List<Path> files;
      try (var list = Files.list(one)) {
        files = list.sorted().toList();
      }
      String begin = String.valueOf(one.getFileName());
      for (Path file : files) {
        GitId id = GitId.parse(begin + file.getFileName());
        if (id != null && id.length() == idLength && number(id.raw(), 0) < 0) {
          looseNumbers.put(id, packed + loose.size());
          loose.add(id);
        }
      }
    }
  }

  private static boolean holdsLoose(Path folder) {
    String name = String.valueOf(folder.getFileName());
    return name.length() == 2
        && GitId.isHex(name)
        && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS);
  }

  /** Returns whether it was cloned without some objects, which a server is to give when needed. */
  public boolean isPartial() {
    return partial;
  }

  /** Sets whether they continue a history of which they need not hold all that they name. */
  public void continued(boolean is) {
    continued = is;
  }

  /** Returns whether they may name what is not here. */
  public boolean isContinued() {
    return continued;
  }

  /** Returns how long ids are, in bytes. */
  public int idLength() {
    return idLength;
  }

  /** Returns whether a pack lies in the quarantine. */
  public boolean isReceived(GitPack pack) {
    return received.contains(pack);
  }

  /** Returns whether a loose object lies in the quarantine. */
  public boolean isReceived(GitId loose) {
    return quarantine != null && looseFile(loose).startsWith(quarantine);
  }

  /** Returns how many numbers there are. */
  public int count() {
    return packed + loose.size();
  }

  /** Returns the ids that lie in no pack. */
  public List<GitId> loose() {
    return loose;
  }

  /** Returns the file of a loose object. */
  public Path looseFile(GitId id) {
    String hex = id.name();
    Path found = folders.get(0);
    for (Path folder : folders) {
      Path file = folder.resolve(hex.substring(0, 2)).resolve(hex.substring(2));
      if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        return file;
      }
      found = folder;
    }
    return found.resolve(hex.substring(0, 2)).resolve(hex.substring(2));
  }

  /** Returns the number of the first of the loose ones. */
  public int firstLoose() {
    return packed;
  }

  /**
   * Returns the number of the object whose id begins at {@code at}; negative when it is not here.
   */
  public int number(byte[] raw, int at) {
    // Asked for millions of times: no iterator.
    for (int i = 0; i < packs.size(); i++) {
      GitPack pack = packs.get(i);
      int position = pack.position(raw, at);
      if (position >= 0) {
        return pack.first() + position;
      }
    }
    if (looseNumbers.isEmpty()) {
      return -1;
    }
    return looseNumbers.getOrDefault(GitId.of(raw, at, idLength), -1);
  }

  /** The same for a whole id, of any length. */
  public int number(GitId id) {
    return id.length() == idLength ? number(id.raw(), 0) : -1;
  }

  /** Returns the id of the object with a number. */
  public GitId id(int number) {
    for (GitPack pack : packs) {
      if (number < pack.first() + pack.count()) {
        return pack.id(number - pack.first());
      }
    }
    return loose.get(number - packed);
  }

  public List<GitPack> packs() {
    return packs;
  }

  List<Path> folders() {
    return folders;
  }

  /** Returns what of the packs could not even be opened. */
  public List<Skip> damaged() {
    return damaged;
  }

  /** Returns the commits whose parents a shallow clone leaves out. */
  public Set<GitId> shallow() {
    return shallow;
  }

  /** Returns whether it is there, in any pack, file or alternate. */
  public boolean has(GitId id) {
    return find(id) != null;
  }

  /** Returns where it is; null when it is not there. */
  public @Nullable Found find(GitId id) {
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
  public @Nullable Loaded load(GitId id) throws IOException {
    Found found = find(id);
    if (found == null) {
      return null;
    }
    return found.pack != null
        ? load(found.pack, found.offset)
        : GitLoose.load(java.util.Objects.requireNonNull(found.loose));
  }

  /** The object is larger than {@link #IN_MEMORY}. */
  public static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1L;
    private final int type;

    TooLargeException(int type) {
      super("larger than fits into memory");
      this.type = type;
    }

    /** Returns the object's type; 0 when it is not known yet. */
    public int type() {
      return type;
    }
  }

  /** Unpacks the object at an offset, along its chain of deltas. */
  public Loaded load(GitPack pack, long offset) throws IOException {
    return loading.load(pack, offset);
  }

  @Override
  public void close() {
    loading.close();
  }
}
