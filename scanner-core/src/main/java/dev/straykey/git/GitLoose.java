package dev.straykey.git;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.InflaterInputStream;

/** An object in a file of its own. */
public final class GitLoose {
  private GitLoose() {}

  /** The header of a loose object, and the stream behind it. */
  public record Opened(int type, long size, InputStream bytes) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      bytes.close();
    }
  }

  /**
   * Opens an object that has a file of its own: its kind and size are read, its content follows.
   */
  public static Opened open(Path file) throws IOException {
    var in = new BufferedInputStream(new InflaterInputStream(Files.newInputStream(file)), 1 << 13);
    try {
      var header = new StringBuilder();
      for (int b = in.read(); b != 0; b = in.read()) {
        if (b < 0 || header.length() > 40) {
          throw new GitPack.DamagedException("a loose object is damaged");
        }
        header.append((char) b);
      }
      int blank = header.indexOf(" ");
      int type = GitType.of(header.substring(0, Math.max(blank, 0)));
      if (type == 0) {
        throw new GitPack.DamagedException("a loose object is damaged");
      }
      long size = Long.parseLong(header.substring(blank + 1));
      if (size < 0) {
        throw new GitPack.DamagedException("a loose object is damaged");
      }
      return new Opened(type, size, in);
    } catch (IOException | NumberFormatException e) {
      in.close();
      throw new GitPack.DamagedException("a loose object is damaged");
    }
  }

  /** Reads an object that has a file of its own, wholly. */
  public static GitObjects.Loaded load(Path file) throws IOException {
    try (var opened = open(file)) {
      return load(opened);
    }
  }

  /** Reads the rest of an object that was opened; the caller closes. */
  public static GitObjects.Loaded load(Opened opened) throws IOException {
    if (opened.size > GitObjects.IN_MEMORY) {
      throw new GitObjects.TooLargeException(opened.type);
    }
    byte[] bytes;
    try {
      bytes = opened.bytes.readNBytes((int) opened.size);
    } catch (IOException e) {
      throw new GitPack.DamagedException("a loose object is damaged");
    }
    if (bytes.length != opened.size) {
      throw new GitPack.DamagedException("a loose object is cut off");
    }
    return new GitObjects.Loaded(opened.type, bytes);
  }
}
