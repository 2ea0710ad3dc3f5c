package dev.straykey.source;

import dev.straykey.model.Content;
import dev.straykey.model.Document;
import dev.straykey.model.Origin;
import dev.straykey.model.Skip;
import dev.straykey.unpack.ArchiveVisitor;
import dev.straykey.unpack.Archives;
import dev.straykey.unpack.Limits;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads plain files, and the files that archives hold, as documents; what is no text is counted and
 * said once, at {@link #finish()}. For one unit and one thread.
 */
final class FileDocuments implements ArchiveVisitor {
  /** What fits in here is read once, into one array that all files share. */
  private static final int LARGEST_IN_MEMORY = 4 << 20;

  private final String place;
  private final Function<String, Origin> origins;
  private final Excludes excludes;
  private final DocumentSink sink;
  private byte[] buffer = new byte[1 << 16];
  private List<String> through = List.of();
  private boolean lines = true;
  private final FileCounts counts;
  private final TextChoice choice = new TextChoice();
  private final PathNames names;

  /** Where in a path begins what lies in the archive that is open; -1 when none is. */
  private int inside = -1;

  /**
   * How much was read.
   *
   * @param said of how much something was said, or settings left it out
   */
  record Account(long files, long binaries, long said) {
    Account minus(Account other) {
      return new Account(files - other.files, binaries - other.binaries, said - other.said);
    }

    Account plus(Account other) {
      return new Account(files + other.files, binaries + other.binaries, said + other.said);
    }
  }

  /**
   * @param place the source, as skips name it
   * @param origins from a file's name, {@code !/} where an archive was entered, to its origin
   */
  FileDocuments(
      String place, Function<String, Origin> origins, ReadOptions options, DocumentSink sink) {
    this.place = place;
    this.origins = origins;
    this.excludes = new Excludes(options.excludes());
    this.sink = sink;
    this.counts = new FileCounts(place, sink);
    this.names = new PathNames(sink, path -> PathNames.named(origins.apply(path)));
  }

  /** Looks at the last name of a path, of a file or a folder; unless settings leave it out. */
  void name(String path) {
    if (!excludes.match(path)) {
      names.last(path);
    }
  }

  /** Returns in how many names something was found. */
  long names() {
    return names.found();
  }

  /** Returns whether settings leave {@code name} out; counts it when they do. */
  boolean excluded(String name) {
    boolean out = excludes.match(name);
    if (out) {
      counts.excluded();
    }
    return out;
  }

  /**
   * Reads a file from disk.
   *
   * @param mayBeASource whether to ask if it is an export or an archive to be read on its own
   */
  void file(Path file, String name, boolean mayBeASource) throws IOException {
    int n;
    boolean whole;
    try (InputStream in = Files.newInputStream(file)) {
      n = fill(in);
      whole = n < buffer.length;
    } catch (IOException e) {
      sink.skipped(new Skip(at(name), Skip.Reason.UNREADABLE, "could not be read"));
      return;
    }
    var format = Archives.recognise(buffer, n);
    boolean archive = format != null;
    // A file of which only text is taken is no source of its own.
    boolean asked = format == null ? JiraRssSource.begins(buffer, n) : format.keepsLines();
    if (mayBeASource && asked && sink.nested(file, name)) {
      return;
    }
    if (archive) {
      archive(file, name);
    } else if (whole) {
      text(name, n);
    } else if (!binary(n)) {
      large(name, () -> Files.newInputStream(file), n);
    }
  }

  /**
   * Reads an archive.
   *
   * @param name empty when it is the whole source
   */
  void archive(Path file, String name) throws IOException {
    enter(name);
    try {
      Archives.read(file, name, Limits.DEFAULT, this);
    } finally {
      inside = -1;
    }
  }

  private void enter(String archive) {
    inside = archive.isEmpty() ? 0 : archive.length() + "!/".length();
  }

  /** Looks at what archives call their files and folders. */
  private void packedName(String path) {
    if (inside >= 0 && inside < path.length()) {
      names.all(path, inside);
    }
  }

  /** Reads a stream that may be an archive; the caller closes. */
  void any(String name, InputStream in) throws IOException {
    var peeked = new BufferedInputStream(in, 1 << 15);
    peeked.mark(Archives.HEAD);
    byte[] head = peeked.readNBytes(Archives.HEAD);
    peeked.reset();
    if (Archives.recognise(head, head.length) == null) {
      entry(name, peeked);
    } else if (!excluded(name)) {
      enter(name);
      try {
        Archives.read(peeked, name, Limits.DEFAULT, this);
      } finally {
        inside = -1;
      }
    }
  }

  /** Reads what was come by through other forms than files. */
  @Override
  public void entry(String name, InputStream in, List<String> encodings, boolean hasLines)
      throws IOException {
    through = encodings;
    lines = hasLines;
    try {
      entry(name, in);
    } finally {
      through = List.of();
      lines = true;
    }
  }

  /** Reads a stream, which is gone afterwards; the caller closes. */
  @Override
  public void entry(String name, InputStream in) throws IOException {
    if (excluded(name)) {
      return;
    }
    packedName(name);
    int n = fill(in);
    if (n < buffer.length) {
      text(name, n);
    } else if (!binary(n)) {
      // A reader may want the text twice, and a stream comes once.
      Path copy = Files.createTempFile("straykey-", ".entry");
      try {
        try (var out = Files.newOutputStream(copy)) {
          out.write(buffer, 0, n);
          in.transferTo(out);
        }
        large(name, () -> Files.newInputStream(copy), n);
      } finally {
        Files.deleteIfExists(copy);
      }
    }
  }

  /** Reads a text that comes once and may never end, such as standard input. */
  void once(String name, InputStream in) throws IOException {
    int n = fill(in);
    if (n < buffer.length) {
      text(name, n);
    } else if (!binary(n)) {
      byte[] head = buffer;
      var opened = new boolean[1];
      large(
          name,
          () -> {
            if (opened[0]) {
              throw new IOException("a stream can be read only once");
            }
            opened[0] = true;
            return new SequenceInputStream(new ByteArrayInputStream(head, 0, n), in);
          },
          n);
    }
  }

  @Override
  public void skipped(String name, Skip.Reason reason, String detail) {
    counts.said();
    if (!excludes.match(name)) {
      packedName(name);
    }
    sink.skipped(new Skip(at(name), reason, detail));
  }

  /**
   * Begins to count texts anew.
   *
   * @param which the ones to read, ascending, as {@link #again()} gave them; null for all
   */
  void begin(int @Nullable [] which) {
    choice.begin(which);
  }

  /** Sets which texts alone are read from now on, by item of their origin; null for all. */
  void want(@Nullable Set<String> items) {
    choice.want(items);
  }

  @Override
  public boolean wants(String path) {
    return choice.wants(path);
  }

  /** Returns which texts a later run has to read to say the same, counted from 0; ascending. */
  int[] again() {
    return choice.again();
  }

  /** Hands over a text, if it is to be read. */
  private void take(Document document) throws IOException {
    if (choice.next()) {
      sink.document(document);
      if (sink.isAgain(document.origin())) {
        choice.readAgain();
      }
    }
  }

  Account account() {
    return counts.account();
  }

  /** Counts what an earlier run read, and had nothing to say of. */
  void remembered(Account account) {
    counts.remembered(account);
  }

  /** Takes over what another one counted. */
  void join(FileDocuments other) {
    counts.join(other.counts);
  }

  /** Says how many files were read and how many were not text. */
  void finish() {
    finish(true);
  }

  /**
   * @param documents whether files are what the source counts by
   */
  void finish(boolean documents) {
    counts.finish(documents);
  }

  static String counted(long n, String what) {
    return n == 1 ? "1 " + what : "%d %ss".formatted(n, what);
  }

  private String at(String name) {
    return name.isEmpty() ? place : place + "/" + name;
  }

  /** A file that is the whole source is called by its own name. */
  private String shown(String name) {
    return name.isEmpty() ? place.substring(place.lastIndexOf('/') + 1) : name;
  }

  private void text(String name, int n) throws IOException {
    if (!binary(n)) {
      counts.file();
      if (n > 0) {
        take(document(name, Texts.content(buffer, n), n));
      }
    }
  }

  private Document document(String name, Content content, int n) {
    var encodings = new ArrayList<>(through);
    encodings.addAll(Texts.encodings(buffer, n));
    return new Document(origins.apply(name), shown(name), content, lines, encodings);
  }

  private void large(String name, Content raw, int n) throws IOException {
    counts.file();
    var failed = new boolean[1];
    Content tolerant =
        () ->
            new TolerantStream(raw.open()) {
              @Override
              public void close() throws IOException {
                failed[0] |= failed();
                super.close();
              }
            };
    take(document(name, Texts.content(tolerant, buffer, n), n));
    if (failed[0]) {
      choice.readAgain();
      skipped(name, Skip.Reason.UNREADABLE, "could not be read to its end");
    }
  }

  private boolean binary(int n) {
    boolean binary = Texts.isBinary(buffer, n);
    if (binary) {
      counts.binary();
    }
    return binary;
  }

  /** Reads into the shared array, which grows up to its bound; less than all of it is the end. */
  private int fill(InputStream in) throws IOException {
    int n = Texts.fill(in, buffer, 0);
    while (n == buffer.length && buffer.length < LARGEST_IN_MEMORY) {
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
      n = Texts.fill(in, buffer, n);
    }
    return n;
  }
}
