package dev.straykey.pipeline;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.straykey.model.ScannerException;
import java.io.IOException;
import java.util.List;

/**
 * What an agent tells its controller: texts and numbers, as JSON in UTF-8. The controller takes it
 * for what it is, the word of a machine on which foreign code runs.
 *
 * @param complete whether everything that was asked for was read
 * @param history whether the past was read to its beginning; false for a shallow clone
 * @param inventoryAsked whether there was an inventory to ask
 * @param failOn what makes the scan fail: what was asked for, or what a scanned tree is stricter in
 * @param bytes of text that were scanned
 * @param unread what was not read, and why; the first 100
 */
public record AgentResult(
    List<AgentFinding> findings,
    boolean complete,
    boolean history,
    boolean inventoryAsked,
    String failOn,
    long documents,
    long bytes,
    List<String> unread,
    List<String> notices) {
  private static final int LARGEST = 64 << 20;
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  static {
    JSON.getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(16)
                .maxStringLength(1 << 16)
                .maxDocumentLength(LARGEST)
                .build());
  }

  public AgentResult {
    findings = List.copyOf(findings);
    unread = List.copyOf(unread);
    notices = List.copyOf(notices);
  }

  /** Findings and nothing else, such as those of a console. */
  public static AgentResult of(List<AgentFinding> findings) {
    return new AgentResult(findings, true, false, true, "none", 0, 0, List.of(), List.of());
  }

  /** Returns those notices that say of found keys that they are not acted on, and why. */
  public List<String> notActedOn() {
    return notices.stream().filter(AgentSealing::saysSo).toList();
  }

  /** Returns it as JSON. */
  public byte[] toJson() {
    try {
      return JSON.writeValueAsBytes(this);
    } catch (IOException e) {
      throw new IllegalStateException("texts and numbers are always JSON", e);
    }
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws ScannerException SK-4203 when it is something else
   */
  public static AgentResult fromJson(byte[] json) {
    try {
      return JSON.readValue(json, AgentResult.class);
    } catch (IOException | RuntimeException e) {
      throw new ScannerException(
          "SK-4203",
          "What the agent answered cannot be read (%s, %d bytes)"
              .formatted(e.getClass().getSimpleName(), json.length),
          "Start the build again; if it stays, controller and agent run different versions");
    }
  }
}
