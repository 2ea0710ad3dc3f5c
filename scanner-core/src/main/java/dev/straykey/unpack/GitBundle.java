package dev.straykey.unpack;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A history in one file: what {@code git bundle} writes, or a pack that lies alone.
 *
 * <p>Source: <a href="https://git-scm.com/docs/bundle-format">bundle format</a>.
 *
 * @param idLength how long ids are, in bytes
 * @param refs ids by name, in hexadecimal digits
 * @param upon lines that name the commits which it builds upon and does not hold
 * @param filtered whether objects were left out by a filter
 * @param start where in the file the pack begins
 */
public record GitBundle(
    Path file,
    int idLength,
    Map<String, String> refs,
    List<String> upon,
    boolean filtered,
    long start) {
  static final int SHA1 = 20;
  static final int SHA256 = 32;
  private static final int LONGEST_HEAD = 16 << 20;

  public GitBundle {
    refs = Map.copyOf(refs);
    upon = List.copyOf(upon);
  }

  /** Returns whether a file begins like a bundle or a pack. */
  public static boolean is(Path file) throws IOException {
    return Archives.recognise(file) instanceof GitPackFormat;
  }

  /**
   * Reads what stands before the pack.
   *
   * @throws IOException when that does not end
   */
  public static GitBundle of(Path file) throws IOException {
    String head;
    try (var bytes = new GitPackBytes(Files.newByteChannel(file), SHA1)) {
      head = head(bytes);
    }
    int idLength = idLength(head);
    var refs = new TreeMap<String, String>();
    var upon = new ArrayList<String>();
    for (String line : head.split("\n", -1)) {
      if (line.startsWith("-")) {
        upon.add(utf8(line.substring(1)));
      } else if (line.matches("[0-9a-f]{%d} .+".formatted(2 * idLength))) {
        refs.put(utf8(line.substring(2 * idLength + 1)), line.substring(0, 2 * idLength));
      }
    }
    return new GitBundle(file, idLength, refs, upon, isFiltered(head), head.length());
  }

  private static String utf8(String bytes) {
    return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  static int idLength(String head) {
    return head.contains("\n@object-format=sha256\n") ? SHA256 : SHA1;
  }

  static boolean isFiltered(String head) {
    return head.contains("\n@filter=");
  }

  /** Returns what stands before the pack, each byte a character; empty when there is nothing. */
  static String head(GitPackBytes bytes) throws IOException {
    if (bytes.at(0) == 'P') {
      return "";
    }
    var head = new ByteArrayOutputStream();
    int previous = 0;
    for (int b = bytes.at(0); b != '\n' || previous != '\n'; b = bytes.at(head.size())) {
      head.write(b);
      previous = b;
      if (head.size() > LONGEST_HEAD) {
        throw new IOException("a bundle without an end of its head");
      }
    }
    head.write('\n');
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  /**
   * Writes the pack alone, and an index of what of it can be read.
   *
   * @param left takes what is brought in of objects that are not there, as texts, and what could
   *     not be read
   */
  public void write(Path pack, Path index, ArchiveVisitor left) throws IOException {
    try (var from = FileChannel.open(file, StandardOpenOption.READ);
        var to = FileChannel.open(pack, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      long size = from.size();
      for (long at = start; at < size; ) {
        long n = from.transferTo(at, size - at, to);
        if (n <= 0) {
          break;
        }
        at += n;
      }
    }
    var made = new GitPackIndex(idLength);
    long size = Files.size(file);
    try (var packed = Packed.of(file)) {
      new Unpacking(new Budget(Limits.DEFAULT, () -> size), left)
          .open(
              new GitPackFormat(),
              (p, entries) -> {
                try (var bytes = new GitPackBytes(p.channel(), idLength)) {
                  new GitPackEntries(bytes, start, idLength, entries, made).read();
                }
              },
              packed,
              "",
              "",
              0,
              List.of(),
              true);
    }
    made.write(index);
  }
}
