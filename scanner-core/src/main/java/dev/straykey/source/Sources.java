package dev.straykey.source;

import dev.straykey.model.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/**
 * The kinds of source that there are.
 *
 * <p><b>Errors:</b> {@code SK-3001} for a kind that is not there, {@code SK-3002} for a path that
 * is not there or is neither file nor folder.
 */
public final class Sources {
  /** By name, so that which of two equally sure sources wins does not hang on a file's order. */
  private static final List<Source> ALL =
      ServiceLoader.load(Source.class, Sources.class.getClassLoader()).stream()
          .map(ServiceLoader.Provider::get)
          .sorted(Comparator.comparing(Source::kind))
          .toList();

  private Sources() {}

  /** Returns every kind, in a fixed order. */
  public static List<Source> all() {
    return ALL;
  }

  /**
   * Returns the source of a kind as {@code --as} names it; {@code json} is read as text.
   *
   * @throws InvalidInputException {@code SK-3001} when there is none
   */
  public static Source byKind(String kind) {
    String wanted = "json".equals(kind) ? TextSource.KIND : kind;
    return ALL.stream()
        .filter(source -> source.kind().equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidInputException(
                    "SK-3001",
                    "There is no kind of source called '%s'".formatted(kind),
                    "Choose one of: %s, json"
                        .formatted(
                            ALL.stream().map(Source::kind).collect(Collectors.joining(", ")))));
  }

  /**
   * Returns the source that is surest that it can read {@code path}.
   *
   * @throws InvalidInputException {@code SK-3002} when there is nothing to read at {@code path}
   * @throws IOException when it is there and may not be read
   */
  public static Source recognise(Path path) throws IOException {
    if (Files.notExists(path)) {
      throw new InvalidInputException(
          "SK-3002", "Nothing is there at %s".formatted(path), "Check the path");
    }
    Source best = null;
    int surest = 0;
    for (var source : ALL) {
      int sure = source.recognises(path);
      if (sure > surest) {
        surest = sure;
        best = source;
      }
    }
    if (best == null) {
      throw new InvalidInputException(
          "SK-3002",
          "%s is neither a file nor a folder".formatted(path),
          "Name a file or a folder, or - for standard input");
    }
    return best;
  }
}
