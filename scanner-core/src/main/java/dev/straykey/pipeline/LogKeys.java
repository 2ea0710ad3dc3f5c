package dev.straykey.pipeline;

import dev.straykey.model.Content;
import dev.straykey.model.Document;
import dev.straykey.model.Fingerprint;
import dev.straykey.model.FingerprintKey;
import dev.straykey.model.Origin;
import dev.straykey.model.Shown;
import dev.straykey.scan.FindingCollector;
import dev.straykey.scan.Hit;
import dev.straykey.scan.Worker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Finds the keys in a part of a log, those too that a line's end cut, and makes their masks. */
final class LogKeys {
  private final Worker worker;
  private final FingerprintKey key;
  private final @Nullable MaskedKeys masked;

  /** A stretch of the text that a mask replaces. */
  record Stretch(int from, int to, String mask) {}

  LogKeys(AgentKit kit, String build, Consumer<AgentFinding> sealed) {
    this.worker = kit.engine().worker();
    this.key = kit.settings().key();
    AgentSealing sealing = AgentSealing.of(kit, build);
    this.masked = sealing.seals() ? new MaskedKeys(sealing, sealed) : null;
  }

  /**
   * Returns what is to be masked, in order; what overlaps is the mask of the first.
   *
   * @param sent how much of the line that {@code waiting} begins with went on already
   */
  List<Stretch> in(byte[] waiting, int end, int sent) throws IOException {
    var found = new ArrayList<Stretch>();
    scan(waiting, end, null, found);
    int[] joined = joined(waiting, end, sent);
    if (joined != null) {
      var text = new byte[joined.length];
      for (int i = 0; i < joined.length; i++) {
        text[i] = waiting[joined[i]];
      }
      scan(text, text.length, joined, found);
    }
    if (found.size() > 1) {
      found.sort(Comparator.comparingInt(Stretch::from).thenComparingInt(s -> -s.to()));
    }
    return found;
  }

  /** Returns the places of all bytes but the line ends that may cut a key; null when none do. */
  private static int @Nullable [] joined(byte[] waiting, int end, int sent) {
    int[] places = null;
    int count = 0;
    int line = 0;
    for (int i = 0; i < end; i++) {
      if (waiting[i] == '\n') {
        int text = i > 0 && waiting[i - 1] == '\r' ? i - 1 : i;
        if (LogText.isLong(line, text, sent) && mayCut(waiting, text, i + 1, end)) {
          if (places == null) {
            places = new int[end];
            for (int j = 0; j < i; j++) {
              places[j] = j;
            }
            count = i;
          }
          count -= i - text;
          line = i + 1;
          continue;
        }
        line = i + 1;
      }
      if (places != null) {
        places[count++] = i;
      }
    }
    return places == null ? null : Arrays.copyOf(places, count);
  }

  private static boolean mayCut(byte[] waiting, int text, int next, int end) {
    return next < end
        && LogText.isWord(waiting[next])
        && LogText.startOfHalf(waiting, 0, text) < text;
  }

  /**
   * @param places where each byte of {@code text} stands in what is waiting; null for just there
   */
  private void scan(byte[] text, int length, int @Nullable [] places, List<Stretch> found)
      throws IOException {
    var document = Document.file(Origin.unresolved("console"), "", Content.of(text, length));
    var lines = new LogText.Lines(text, length);
    worker.scan(
        document,
        hit -> {
          if (hit.shown == Shown.VALUE && (hit.rule == null || !hit.rule.publishable())) {
            int from = lines.offset(hit.line, hit.column);
            int to = lines.offset(hit.endLine, hit.endColumn);
            found.add(
                places == null
                    ? new Stretch(from, to, mask(hit))
                    : new Stretch(places[from], places[to - 1] + 1, mask(hit)));
          }
          hit.secret.destroy();
        });
  }

  private String mask(Hit hit) {
    String rule = hit.rule == null ? FindingCollector.INVENTORY_RULE : hit.rule.id();
    boolean ours = hit.known != null;
    Fingerprint fingerprint = key.of(hit.secret);
    if (masked != null) {
      masked.add(hit, rule, fingerprint);
    }
    return LogMask.text(rule, fingerprint.brief(), ours);
  }
}
