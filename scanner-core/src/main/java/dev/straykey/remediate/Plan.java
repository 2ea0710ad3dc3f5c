package dev.straykey.remediate;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonMappingException;
import dev.straykey.model.FileTrouble;
import dev.straykey.model.InvalidInputException;
import dev.straykey.model.ScannerException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a run would do, to be read by people before it is done. Holds no key.
 *
 * <p>Its {@link #hash()} covers all that decides what is done, and who started it; approval is
 * bound to it. The time at which it was made is not covered: the same plan, made again, is the same
 * plan.
 *
 * @param lines one a key, by fingerprint
 * @param startedBy id or account of who started the run, who cannot approve it
 * @param kid of the fingerprint key; null when there are no fingerprints
 */
public record Plan(List<PlanLine> lines, Instant madeAt, String startedBy, @Nullable String kid) {
  private static final int FORMAT = 1;
  private static final long LARGEST = 256L << 20;

  public Plan {
    lines = lines.stream().sorted(PlanLine.ORDER).toList();
  }

  public static Plan of(
      List<PlanLine> lines, Instant madeAt, String startedBy, @Nullable String kid) {
    return new Plan(lines, madeAt, startedBy, kid);
  }

  /** Returns SHA-256 over the canonical content: 64 hex characters. */
  public String hash() {
    var content = new TreeMap<String, Object>();
    content.put("format", FORMAT);
    content.put("lines", lines);
    content.put("started_by", startedBy);
    if (kid != null) {
      content.put("kid", kid);
    }
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
    // Not as one text: of a long history it would take more memory than the scan.
    try (var text = utf8(new DigestOutputStream(OutputStream.nullOutputStream(), digest))) {
      Json.MAPPER.writeValue(text, content);
    } catch (IOException e) {
      throw new IllegalStateException("a noun can always be written", e);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static Writer utf8(OutputStream out) {
    return new OutputStreamWriter(out, StandardCharsets.UTF_8);
  }

  private record Written(
      int straykeyPlan,
      String hash,
      Instant madeAt,
      String startedBy,
      @Nullable String kid,
      List<PlanLine> lines) {}

  /**
   * Writes the plan as JSON, one line of the file a field, with its hash.
   *
   * @throws ScannerException SK-5004 when the file cannot be written
   */
  public void write(Path file) {
    try (var text = utf8(Files.newOutputStream(file))) {
      Json.MAPPER
          .writer(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")))
          .without(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
          .writeValue(text, new Written(FORMAT, hash(), madeAt, startedBy, kid, lines));
      text.write('\n');
    } catch (IOException e) {
      throw new ScannerException(
          "SK-5004",
          "The plan cannot be written to %s (%s)".formatted(file, FileTrouble.of(e)),
          "Name a file in a folder that exists and may be written",
          e);
    }
  }

  /**
   * Reads a plan back.
   *
   * @throws InvalidInputException SK-5001 when it is no plan, naming line and field; SK-5002 when
   *     it is not what was written
   */
  public static Plan read(Path file) {
    Written written;
    try {
      if (Files.size(file) > LARGEST) {
        throw damaged(file, "it is larger than %d bytes".formatted(LARGEST));
      }
      written = Json.MAPPER.readValue(Files.readAllBytes(file), Written.class);
    } catch (JsonProcessingException e) {
      // Jackson's own message repeats the text; only where it stands is told.
      var at = e.getLocation();
      throw damaged(
          file,
          (at == null ? "" : "line %d, column %d: ".formatted(at.getLineNr(), at.getColumnNr()))
              + (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()
                  ? "field '%s' is wrong".formatted(field(mapping))
                  : "it is not the JSON of a plan"));
    } catch (IOException e) {
      throw damaged(file, "it cannot be read (%s)".formatted(FileTrouble.of(e)));
    }
    var plan = checked(file, written);
    if (!plan.hash().equals(written.hash())) {
      throw new InvalidInputException(
          "SK-5002",
          "The plan in %s was changed after it was made: its content does not fit its hash"
              .formatted(file),
          "Make a new plan with 'straykey scan --plan FILE' and have that approved");
    }
    return plan;
  }

  private static Plan checked(Path file, @Nullable Written written) {
    if (written == null || written.straykeyPlan() != FORMAT) {
      throw damaged(file, "field 'straykeyPlan' is not %d".formatted(FORMAT));
    }
    try {
      Objects.requireNonNull(written.hash());
      for (var line : written.lines()) {
        // What a record's own constructor does not refuse, but every reader relies on.
        Objects.requireNonNull(line.finding().fingerprint());
        Objects.requireNonNull(line.finding().ruleId());
        Objects.requireNonNull(line.finding().issuer());
        Objects.requireNonNull(line.finding().shown());
        Objects.requireNonNull(line.attribution().status());
        Objects.requireNonNull(line.attribution().validity());
        Objects.requireNonNull(line.decision().policy());
        line.finding().matches().forEach(m -> Objects.requireNonNull(m.where().audience()));
      }
      return new Plan(
          written.lines(),
          Objects.requireNonNull(written.madeAt()),
          Objects.requireNonNull(written.startedBy()),
          written.kid());
    } catch (NullPointerException e) {
      throw damaged(file, "a field that every plan has is missing");
    }
  }

  private static String field(JsonMappingException problem) {
    var path = new StringBuilder();
    for (var step : problem.getPath()) {
      if (step.getFieldName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        // A name in a damaged file may be anything, a key included.
        boolean plain = step.getFieldName().matches("[A-Za-z]{1,24}");
        path.append(path.isEmpty() ? "" : ".").append(plain ? step.getFieldName() : "?");
      }
    }
    return path.toString();
  }

  private static InvalidInputException damaged(Path file, String what) {
    return new InvalidInputException(
        "SK-5001",
        "%s is not a plan: %s".formatted(file, what),
        "Give a file that 'straykey scan --plan FILE' wrote");
  }

  /** Facts of it for the evidence. */
  Map<String, Object> facts() {
    return Map.of("plan", hash(), "started_by", startedBy, "lines", lines.size());
  }
}
