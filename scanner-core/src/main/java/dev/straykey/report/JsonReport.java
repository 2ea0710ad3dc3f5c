package dev.straykey.report;

import static dev.straykey.report.Json.field;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.straykey.model.RunResult;
import dev.straykey.model.SourceReport;
import dev.straykey.model.WireName;
import java.io.IOException;

/**
 * Everything that a run has to say, for programs. Schema 1: fields may be added, none changes its
 * meaning or goes.
 */
public final class JsonReport implements ReportWriter {
  private static final int SCHEMA = 1;

  @Override
  public String format() {
    return "json";
  }

  @Override
  public void write(RunResult result, Appendable out) throws IOException {
    try (var json = Json.pretty(out)) {
      json.writeStartObject();
      json.writeObjectFieldStart("straykey");
      field(json, "version", result.version());
      json.writeNumberField("schema", SCHEMA);
      json.writeEndObject();
      scan(json, result);
      json.writeArrayFieldStart("findings");
      for (var one : result.results()) {
        FindingJson.write(json, one);
      }
      json.writeEndArray();
      json.writeArrayFieldStart("believed");
      for (var believed : result.believed()) {
        json.writeStartObject();
        field(json, "file", believed.file());
        field(json, "sha256", believed.sha256());
        json.writeEndObject();
      }
      json.writeEndArray();
      field(json, "notices", result.notices());
      field(json, "plan_hash", result.planHash());
      field(json, "evidence_head", result.evidenceHead());
      field(json, "kid", result.kid());
      json.writeEndObject();
    }
    out.append('\n');
  }

  private static void scan(JsonGenerator json, RunResult result) throws IOException {
    json.writeObjectFieldStart("scan");
    json.writeBooleanField("complete", result.complete());
    field(json, "at", result.at());
    json.writeBooleanField("inventory_asked", result.inventoryAsked());
    json.writeArrayFieldStart("sources");
    for (var source : result.sources()) {
      source(json, source);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void source(JsonGenerator json, SourceReport source) throws IOException {
    json.writeStartObject();
    field(json, "source", source.source());
    field(json, "kind", source.kind());
    json.writeNumberField("units", source.units());
    json.writeNumberField("documents", source.documents());
    json.writeNumberField("bytes", source.bytes());
    json.writeBooleanField("complete", source.complete());
    json.writeObjectFieldStart("counts");
    for (var count : source.counts().entrySet()) {
      json.writeNumberField(Json.wellFormed(count.getKey()), count.getValue());
    }
    json.writeEndObject();
    json.writeArrayFieldStart("skipped");
    for (var skip : source.skipped()) {
      json.writeStartObject();
      field(json, "place", skip.place());
      field(json, "reason", WireName.of(skip.reason()));
      field(json, "detail", skip.detail());
      json.writeEndObject();
    }
    json.writeEndArray();
    field(json, "notices", source.notices());
    json.writeEndObject();
  }
}
