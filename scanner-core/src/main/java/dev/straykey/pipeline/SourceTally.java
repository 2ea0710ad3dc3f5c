package dev.straykey.pipeline;

import dev.straykey.model.FileTrouble;
import dev.straykey.model.Skip;
import dev.straykey.model.SourceReport;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Counts what is read of one source. Thread-safe: its units are read side by side. */
final class SourceTally {
  /** Skips beyond this are counted, not listed: a report stays readable and memory bounded. */
  private static final int MOST_SKIPS = 10_000;

  private final String source;
  private final Map<String, Long> counts = new TreeMap<>();
  private final List<Skip> skips = new ArrayList<>();
  private final Set<String> notices = new TreeSet<>();
  private final Map<Skip.Reason, Long> unlisted = new TreeMap<>();
  private String kind = "";
  private long units;
  private long documents;
  private long bytes;
  private boolean handedOver;

  SourceTally(String source) {
    this.source = source;
  }

  synchronized void kind(String recognised) {
    kind = recognised;
  }

  synchronized void unit() {
    units++;
  }

  synchronized void counted(String what, long howMany, boolean asDocuments) {
    counts.merge(what, howMany, Long::sum);
    if (asDocuments) {
      documents += howMany;
    }
  }

  /** Something in it is read as a source of its own, with a report of its own. */
  synchronized void handedOver() {
    handedOver = true;
  }

  synchronized void bytes(long scanned) {
    bytes += scanned;
  }

  synchronized void skipped(Skip skip) {
    if (skips.size() < MOST_SKIPS) {
      skips.add(skip);
    } else {
      unlisted.merge(skip.reason(), 1L, Long::sum);
    }
  }

  synchronized void notice(String text) {
    notices.add(text);
  }

  synchronized long documents() {
    return documents;
  }

  /** The source, or one unit of it, could not be read to its end. */
  synchronized void broken(IOException e) {
    Skip.Reason reason =
        e instanceof AccessDeniedException
            ? Skip.Reason.UNREADABLE
            : e instanceof NoSuchFileException ? Skip.Reason.MISSING : Skip.Reason.BROKEN;
    skipped(new Skip(source, reason, "reading ended early: " + FileTrouble.of(e)));
  }

  synchronized void interrupted() {
    skipped(new Skip(source, Skip.Reason.UNREADABLE, "the run was interrupted"));
  }

  /**
   * Returns what was read.
   *
   * @param emptyIsFine whether it may be that nothing was there to read: only a part was asked for
   */
  synchronized SourceReport report(boolean emptyIsFine) {
    var listed = new ArrayList<>(skips);
    unlisted.forEach(
        (reason, howMany) ->
            listed.add(new Skip(source, reason, "%,d more, not listed".formatted(howMany))));
    if (documents == 0 && skips.isEmpty() && !handedOver && !emptyIsFine) {
      listed.add(new Skip(source, Skip.Reason.MISSING, "nothing was there to read"));
    }
    return new SourceReport(
        source, kind, units, documents, bytes, counts, listed, List.copyOf(notices));
  }
}
