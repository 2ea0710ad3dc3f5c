package dev.straykey.source;

import dev.straykey.model.Audience;
import dev.straykey.model.Origin;
import dev.straykey.model.Provenance;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks for keys in the names of which paths are made. What is found stands at the path that ends
 * with that name, whatever lies below it. For one thread.
 */
final class PathNames {
  /** The field of a place that is a name. */
  static final String FIELD = "name";

  /** What the item of an origin ends with that is a name, where places are asked for later. */
  static final String MARK = "\0" + FIELD;

  private final DocumentSink sink;
  private final Function<String, @Nullable Origin> origins;
  private final QuietNames quiet = new QuietNames();
  private long found;

  /**
   * @param origins from a path to the origin of its last name; null where that is told elsewhere
   */
  PathNames(DocumentSink sink, Function<String, @Nullable Origin> origins) {
    this.sink = sink;
    this.origins = origins;
  }

  /** Looks at the last name of a path. */
  void last(String path) {
    name(path, path.lastIndexOf('/') + 1, path.length());
  }

  /**
   * Looks at all names of a path from {@code from} on.
   *
   * @param path {@code !/} where an archive is entered
   */
  void all(String path, int from) {
    int start = from;
    for (int i = from; i <= path.length(); i++) {
      if (i == path.length() || path.charAt(i) == '/') {
        int end = i > start && i < path.length() && path.charAt(i - 1) == '!' ? i - 1 : i;
        name(path, start, end);
        start = i + 1;
      }
    }
  }

  /** Returns in how many names something was found; in one of several paths once each. */
  long found() {
    return found;
  }

  private void name(String path, int from, int to) {
    // Letters of other scripts have more bytes than characters; no key has such.
    if (to - from < QuietNames.LEAST) {
      return;
    }
    byte[] name = path.substring(from, to).getBytes(StandardCharsets.UTF_8);
    long hash = QuietNames.hash(name, 0, name.length);
    if (quiet.has(hash)) {
      return;
    }
    Supplier<@Nullable Origin> origin = () -> origins.apply(path.substring(0, to));
    if (sink.name(name, 0, name.length, origin)) {
      found++;
    } else {
      quiet.add(hash);
    }
  }

  /** Returns the origin of the last name of a file's path. */
  static Origin file(String kind, String source, String path, Audience audience) {
    return named(Origin.of(Provenance.file(kind, source, path, audience)));
  }

  /** Returns the origin of the name of what another one stands for. */
  static Origin named(Origin origin) {
    return origin.provenances().isEmpty()
        ? Origin.unresolved(origin.item() + MARK)
        : Origin.of(named(origin.provenances().get(0)));
  }

  static Provenance named(Provenance where) {
    return new Provenance(
        where.kind(),
        where.source(),
        where.path(),
        where.commit(),
        where.channel(),
        where.issue(),
        FIELD,
        where.author(),
        where.at(),
        where.permalink(),
        where.audience(),
        where.state(),
        where.standing());
  }
}
