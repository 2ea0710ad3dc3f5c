package dev.straykey.unpack;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Opens archives, and archives inside archives, within {@link Limits}.
 *
 * <p><b>Shape:</b> a packed file or stream in; named, unpacked streams out. Nothing is written but
 * temporary copies of nested archives whose format has to jump; names are never used as paths.
 *
 * <p><b>Errors:</b> damage, passwords and limits are told to the visitor, after everything readable
 * was handed over; {@link IOException} only when the packed file itself cannot be opened, or when
 * the visitor throws it.
 */
public final class Archives {
  /** How many first bytes {@link #recognise} wants to see. */
  public static final int HEAD = 512;

  private static final List<ArchiveFormat> FORMATS =
      ServiceLoader.load(ArchiveFormat.class, Archives.class.getClassLoader()).stream()
          .map(ServiceLoader.Provider::get)
          .sorted(Comparator.comparing(ArchiveFormat::name))
          .toList();

  private Archives() {}

  /**
   * Returns the format that {@code head}, the first {@code length} bytes, begins; null for none.
   */
  public static @Nullable ArchiveFormat recognise(byte[] head, int length) {
    for (var format : FORMATS) {
      if (format.recognises(head, length)) {
        return format;
      }
    }
    return null;
  }

  /** Returns the format of a file, judged by its content; null when it is no archive. */
  public static @Nullable ArchiveFormat recognise(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      byte[] head = in.readNBytes(HEAD);
      return recognise(head, head.length);
    }
  }

  /**
   * Reads an archive file.
   *
   * @param name what entries' paths begin with, such as {@code backup/old.zip}; empty when they are
   *     to begin inside the archive
   */
  public static void read(Path file, String name, Limits limits, ArchiveVisitor visitor)
      throws IOException {
    var format = recognise(file);
    if (format == null) {
      throw new IOException("not an archive of a known format");
    }
    long size = Files.size(file);
    var fileName = file.getFileName();
    try (var packed = Packed.of(file)) {
      new Unpacking(new Budget(limits, () -> size), visitor)
          .open(format, packed, name, fileName == null ? "" : fileName.toString(), 1);
    }
  }

  /**
   * Reads some entries of a zip file, as they are: archives among them are not opened. Other
   * entries cost nothing, so that one part after another of a large export can be read.
   *
   * @param wanted which entries, by their names in the archive
   */
  public static void readZip(
      Path file, Predicate<String> wanted, Limits limits, ArchiveVisitor visitor)
      throws IOException {
    long size = Files.size(file);
    var zip = new ZipFormat();
    try (var packed = Packed.of(file)) {
      new Unpacking(new Budget(limits, () -> size), visitor)
          .open(
              zip,
              (p, entries) -> ZipFormat.read(p, wanted, entries),
              packed,
              "",
              "",
              0,
              List.of(),
              true);
    }
  }

  /** Reads an archive in memory: the first {@code length} bytes of {@code bytes}. */
  public static void read(
      byte[] bytes, int length, String name, Limits limits, ArchiveVisitor visitor)
      throws IOException {
    var format = recognise(bytes, length);
    if (format == null) {
      throw new IOException("not an archive of a known format");
    }
    try (var packed = Packed.of(new ByteArrayInputStream(bytes, 0, length))) {
      new Unpacking(new Budget(limits, () -> length), visitor).open(format, packed, name, name, 1);
    }
  }

  /** Reads an archive from a stream, which stays open. */
  public static void read(InputStream in, String name, Limits limits, ArchiveVisitor visitor)
      throws IOException {
    var counted = new CountedStream(in);
    var head = new java.io.BufferedInputStream(counted, 1 << 16);
    head.mark(HEAD);
    byte[] first = head.readNBytes(HEAD);
    head.reset();
    var format = recognise(first, first.length);
    if (format == null) {
      throw new IOException("not an archive of a known format");
    }
    try (var packed = Packed.of(head)) {
      new Unpacking(new Budget(limits, counted::count), visitor)
          .open(format, packed, name, name, 1);
    }
  }
}
