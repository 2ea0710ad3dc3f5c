package dev.straykey.source;

import dev.straykey.fuzz.Planted;
import dev.straykey.model.Document;
import dev.straykey.model.Origin;
import dev.straykey.model.Provenance;
import dev.straykey.model.Skip;
import dev.straykey.model.Unit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Everything that a source handed over, as texts. */
final class Collected implements DocumentSink {
  record Text(Origin origin, String name, String text) {
    Provenance place() {
      return origin.provenances().get(0);
    }
  }

  final List<Text> texts = new ArrayList<>();
  final List<Skip> skips = new ArrayList<>();
  final Map<String, Long> counts = new TreeMap<>();
  final List<String> notices = new ArrayList<>();
  final List<String> offered = new ArrayList<>();
  boolean takesNested;

  /** Names that were looked at. */
  final List<String> names = new ArrayList<>();

  /** Origins of those with {@link Planted#KEY}. */
  final List<Origin> named = new ArrayList<>();

  static Collected of(Source source, Path path, ReadOptions options) throws IOException {
    var collected = new Collected();
    collected.read(source, path, options);
    return collected;
  }

  static Collected of(Source source, Path path) throws IOException {
    return of(source, path, ReadOptions.all());
  }

  Collected read(Source source, Path path, ReadOptions options) throws IOException {
    for (Unit unit : source.units(path, options)) {
      source.read(unit, options, this);
    }
    return this;
  }

  @Override
  public void document(Document document) throws IOException {
    try (var in = document.content().open()) {
      texts.add(
          new Text(
              document.origin(),
              document.name(),
              new String(in.readAllBytes(), StandardCharsets.UTF_8)));
    }
  }

  @Override
  public boolean name(byte[] text, int from, int to, Supplier<@Nullable Origin> origin) {
    String name = new String(text, from, to - from, StandardCharsets.UTF_8);
    names.add(name);
    if (!name.contains(Planted.KEY)) {
      return false;
    }
    Origin where = origin.get();
    if (where != null) {
      named.add(where);
    }
    return true;
  }

  @Override
  public void skipped(Skip skip) {
    skips.add(skip);
  }

  @Override
  public void counted(String what, long howMany, boolean asDocuments) {
    counts.merge(what, howMany, Long::sum);
  }

  @Override
  public void notice(String text) {
    notices.add(text);
  }

  @Override
  public boolean nested(Path path, String name) {
    offered.add(name);
    return takesNested;
  }

  /** The one text at a path. */
  String at(String path) {
    return texts.stream()
        .filter(t -> t.place().path().equals(path))
        .findFirst()
        .orElseThrow()
        .text();
  }

  List<String> paths() {
    return texts.stream().map(t -> t.place().path()).toList();
  }

  List<String> strings() {
    return texts.stream().map(Text::text).toList();
  }

  List<Skip.Reason> reasons() {
    return skips.stream().map(Skip::reason).toList();
  }

  /** Places in which a text holds {@code needle}. */
  Set<Provenance> placesOf(String needle) {
    var places = new LinkedHashSet<Provenance>();
    texts.stream()
        .filter(t -> t.text().contains(needle))
        .forEach(t -> places.addAll(t.origin().provenances()));
    return places;
  }
}
