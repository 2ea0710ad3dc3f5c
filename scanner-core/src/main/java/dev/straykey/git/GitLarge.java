package dev.straykey.git;

import dev.straykey.model.Content;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An object too large for memory, as a stream. One that is stored as a delta is made in temporary
 * files, which go when this is closed.
 */
public final class GitLarge implements AutoCloseable {
  /** A delta is read as a whole; git makes none of objects so large that theirs would be this. */
  private static final int LARGEST_DELTA = 2 * GitObjects.IN_MEMORY;

  private static final int MAX_CHAIN = 60;

  private final GitObjects objects;
  private final java.util.List<Path> temporary = new java.util.ArrayList<>();

  public GitLarge(GitObjects objects) {
    this.objects = objects;
  }

  /** The object is larger than {@link GitObjects#LARGEST}, or made in too many steps. */
  public static final class BoundedException extends IOException {
    private static final long serialVersionUID = 1L;

    BoundedException(String message) {
      super(message);
    }
  }

  public Content content(GitObjects.Found found) throws IOException {
    Path loose = found.loose();
    if (loose != null) {
      try (var opened = GitLoose.open(loose)) {
        bounded(opened.size());
      }
      return () -> GitLoose.open(loose).bytes();
    }
    GitPack pack = java.util.Objects.requireNonNull(found.pack());
    var entry = new GitPack.Entry();
    pack.entry(found.offset(), entry);
    if (!GitType.isDelta(entry.type)) {
      bounded(entry.size);
      long data = entry.data;
      long size = entry.size;
      return () -> pack.stream(data, size);
    }
    Path made = make(pack, found.offset(), 0);
    return () -> Files.newInputStream(made);
  }

  private Path make(GitPack pack, long offset, int depth) throws IOException {
    if (depth > MAX_CHAIN) {
      throw new BoundedException("made in more than %d steps".formatted(MAX_CHAIN));
    }
    Path file = Files.createTempFile("straykey-", ".blob");
    temporary.add(file);
    var entry = new GitPack.Entry();
    pack.entry(offset, entry);
    if (!GitType.isDelta(entry.type)) {
      bounded(entry.size);
      try (InputStream in = pack.stream(entry.data, entry.size);
          var out = Files.newOutputStream(file)) {
        in.transferTo(out);
      }
      return file;
    }
    GitId outside = entry.outside;
    GitObjects.Found elsewhere = entry.base >= 0 || outside == null ? null : objects.find(outside);
    if (entry.base < 0 && (elsewhere == null || elsewhere.pack() == null)) {
      throw new GitPack.DamagedException("an entry's base is not there");
    }
    GitPack basePack =
        elsewhere == null ? pack : java.util.Objects.requireNonNull(elsewhere.pack());
    long baseAt = elsewhere == null ? entry.base : elsewhere.offset();
    if (entry.size > LARGEST_DELTA) {
      throw new BoundedException(
          "stored as a delta of more than %,d bytes".formatted(LARGEST_DELTA));
    }
    long data = entry.data;
    long size = entry.size;
    Path base;
    try {
      base = Files.createTempFile("straykey-", ".blob");
      temporary.add(base);
      Files.write(base, objects.load(basePack, baseAt).bytes());
    } catch (GitObjects.TooLargeException e) {
      base = make(basePack, baseAt, depth + 1);
    }
    byte[] raw;
    try (var decoder = new GitPack.Decoder()) {
      raw = pack.inflate(decoder, data, size);
    }
    var delta = new GitDelta(raw, raw.length);
    bounded(delta.resultSize());
    try (var channel = FileChannel.open(base);
        var out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      delta.apply(channel, out);
    }
    Files.delete(base);
    return file;
  }

  private static void bounded(long size) throws BoundedException {
    if (size > GitObjects.LARGEST) {
      throw new BoundedException("larger than %,d bytes".formatted(GitObjects.LARGEST));
    }
  }

  @Override
  public void close() throws IOException {
    for (Path file : temporary) {
      Files.deleteIfExists(file);
    }
  }
}
