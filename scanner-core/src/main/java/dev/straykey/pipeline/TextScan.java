package dev.straykey.pipeline;

import dev.straykey.model.Audience;
import dev.straykey.model.Document;
import dev.straykey.model.Finding;
import dev.straykey.model.Keyring;
import dev.straykey.model.Origin;
import dev.straykey.model.Provenance;
import dev.straykey.model.Secret;
import dev.straykey.scan.FindingCollector;
import dev.straykey.scan.Worker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Scans texts that a front end names one by one, such as a controller's own files. One thread. */
public final class TextScan implements AutoCloseable {
  private static final int MOST_FINDINGS = 100_000;

  private final AgentKit kit;
  private final Keyring keyring = new Keyring(MOST_FINDINGS);
  private final FindingCollector collector;
  private final Worker worker;
  private long documents;

  public TextScan(AgentKit kit) {
    this.kit = kit;
    this.collector = new FindingCollector(kit.settings().key(), keyring, MOST_FINDINGS);
    this.worker = kit.engine().worker();
  }

  /**
   * Scans one file.
   *
   * @param place what findings call it, such as {@code job/build/config.xml}
   * @throws IOException when it cannot be read to its end; what was found before stays found
   */
  public void read(String place, Path file) throws IOException {
    documents++;
    var where = Provenance.file("jenkins", "", place, Audience.RESTRICTED);
    worker.scan(
        Document.file(Origin.of(where), place, () -> Files.newInputStream(file)), collector::add);
  }

  /** Returns what was found so far. */
  public List<AgentFinding> findings() {
    var findings = new ArrayList<AgentFinding>();
    var redactor = new Redactor(kit.engine(), keyring);
    for (Finding finding : redactor.findings(collector.findings(Origin::provenances))) {
      Secret secret = keyring.get(finding.fingerprint());
      KnownDigests known = kit.known();
      int number = known == null || secret == null ? -1 : known.position(secret);
      findings.add(AgentFinding.of(finding, number, ""));
    }
    return findings;
  }

  /** Returns how many files were scanned. */
  public long documents() {
    return documents;
  }

  /** Returns how many bytes were scanned. */
  public long bytes() {
    return worker.bytes();
  }

  @Override
  public void close() {
    keyring.close();
  }
}
