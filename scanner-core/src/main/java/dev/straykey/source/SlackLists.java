package dev.straykey.source;

import com.fasterxml.jackson.databind.JsonNode;
import dev.straykey.model.Audience;
import dev.straykey.model.Document;
import dev.straykey.model.Origin;
import dev.straykey.model.Provenance;
import dev.straykey.model.Skip;
import dev.straykey.model.TextState;
import dev.straykey.unpack.ArchiveVisitor;
import java.io.IOException;
import java.io.InputStream;

/** Reads all of an export but its messages: lists, logs, and files that lie beside them. */
final class SlackLists implements ArchiveVisitor {
  private final String source;
  private final Audience audience;
  private final DocumentSink sink;
  private final FileDocuments others;
  private final SlackAbsences absences;

  SlackLists(String source, ReadOptions options, DocumentSink sink) {
    this.source = source;
    Audience said = options.audience();
    this.audience = said == null ? Audience.ORGANISATION : said;
    this.sink = sink;
    this.others =
        new FileDocuments(
            source, name -> Origin.of(provenance(name, null)), ReadOptions.all(), sink);
    this.absences = new SlackAbsences(source);
  }

  void read(ExportFiles files, SlackLayout layout) throws IOException {
    files.each(name -> layout.folder(name) == null, this);
    others.finish(false);
    absences.say(sink);
  }

  @Override
  public void entry(String name, InputStream bytes) throws IOException {
    if (!name.endsWith(".json")) {
      others.any(name, bytes);
      return;
    }
    boolean canvases = SlackLayout.isList(name, java.util.Set.of("canvases.json"));
    var index = new int[1];
    try {
      Json.elements(
          bytes,
          element -> {
            if (canvases) {
              absences.file(element);
            }
            element(name, "[" + index[0]++ + "]", element);
          });
    } catch (Json.DamagedException e) {
      skipped(name, Skip.Reason.BROKEN, String.valueOf(e.getMessage()));
    }
  }

  private void element(String name, String field, JsonNode element) throws IOException {
    new SlackFields(
            (below, text, state) ->
                sink.document(Document.text(Origin.of(provenance(name, below)), text)))
        .any(field, "", element, TextState.CURRENT);
  }

  @Override
  public void skipped(String name, Skip.Reason reason, String detail) {
    sink.skipped(new Skip(name.isEmpty() ? source : source + "/" + name, reason, detail));
  }

  private Provenance provenance(String name, @org.jspecify.annotations.Nullable String field) {
    return new Provenance(
        SlackSource.KIND,
        source,
        name,
        null,
        null,
        null,
        field,
        null,
        null,
        null,
        audience,
        TextState.CURRENT);
  }
}
