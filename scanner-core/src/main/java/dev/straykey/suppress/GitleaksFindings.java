package dev.straykey.suppress;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.straykey.model.InvalidInputException;
import dev.straykey.model.Secret;
import dev.straykey.scan.Pem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads a report of gitleaks or betterleaks, which those tools take as a baseline: a JSON array of
 * findings with {@code RuleID}, {@code File}, {@code StartLine}, {@code Commit} and {@code Secret}.
 * Keys stand there in clear; they leave this class as fingerprints only. Where the report was
 * redacted, the place is all there is.
 */
final class GitleaksFindings {
  private static final String BROKEN = "SK-1550";
  private static final ObjectMapper JSON = new ObjectMapper();

  private GitleaksFindings() {}

  /** Takes what the report names. */
  interface Sink {
    void key(Secret secret, String rule, int number);

    void place(@Nullable String commit, String path, String rule, int line, int number);
  }

  static boolean recognises(String text) {
    return text.stripLeading().startsWith("[");
  }

  static void read(String text, String origin, Sink sink) {
    int number = 0;
    try (JsonParser parser = JSON.createParser(text)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.START_OBJECT) {
        number++;
        finding(JSON.readTree(parser), number, origin, sink);
      }
      if (parser.currentToken() == JsonToken.END_ARRAY && parser.nextToken() == null) {
        return;
      }
    } catch (JsonProcessingException e) {
      // Said below; the exception would quote the text.
    } catch (IOException e) {
      throw new IllegalStateException("reading a string", e);
    }
    throw broken(origin, number + 1, "is not a finding of a JSON array");
  }

  private static void finding(JsonNode finding, int number, String origin, Sink sink) {
    String rule = finding.path("RuleID").asText();
    String path = finding.path("File").asText();
    int line = finding.path("StartLine").asInt();
    if (rule.isEmpty() || path.isEmpty() || line < 1) {
      throw broken(origin, number, "must have RuleID, File and StartLine");
    }
    String secret = finding.path("Secret").asText();
    if (isRedacted(secret)) {
      String commit = finding.path("Commit").asText();
      sink.place(commit.isEmpty() ? null : commit, path, rule, line, number);
    } else {
      sink.key(normal(secret), rule, number);
    }
  }

  private static boolean isRedacted(String secret) {
    return secret.isBlank() || secret.contains("REDACTED") || secret.endsWith("...");
  }

  private static Secret normal(String secret) {
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    byte[] pem = Pem.looksLike(bytes) ? Pem.normalise(bytes) : null;
    byte[] key = pem == null ? bytes : pem;
    return Secret.of(key, 0, key.length);
  }

  private static InvalidInputException broken(String origin, int number, String problem) {
    return new InvalidInputException(
        BROKEN,
        "%s finding %d %s".formatted(origin, number, problem),
        "Give a report that gitleaks or betterleaks wrote as JSON, or a baseline of Straykey");
  }
}
