package dev.straykey.pipeline;

import dev.straykey.model.Fingerprint;
import dev.straykey.model.Keyring;
import dev.straykey.model.Secret;
import dev.straykey.model.Shown;
import dev.straykey.model.WireName;
import dev.straykey.remediate.TravelSeal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Closes the keys that one build found, for its controller alone; none where the kit has nothing to
 * close with. Bounded: those of the inventory first, so that strangers' keys crowd none out.
 */
final class AgentSealing {
  static final int MOST_KEYS = 500;
  static final int MOST_TEXT = 4 << 20;

  private final @Nullable TravelSeal seal;
  private final String build;

  /** Why nothing can be sealed though it should be; empty when that is not so. */
  private final String broken;

  private AgentSealing(@Nullable TravelSeal seal, String build, String broken) {
    this.seal = seal;
    this.build = build;
    this.broken = broken;
  }

  static AgentSealing of(AgentKit kit, String build) {
    try {
      return new AgentSealing(build.isEmpty() ? null : kit.seal(), build, "");
    } catch (RuntimeException | LinkageError e) {
      // What a machine's Java cannot do ends neither its scan nor its console.
      return new AgentSealing(null, build, e.getClass().getSimpleName());
    }
  }

  /** Returns whether a notice of an agent says that keys were not sealed. */
  static boolean saysSo(String notice) {
    return notice.startsWith("SK-4214 ") || notice.startsWith("SK-4234 ");
  }

  boolean seals() {
    return seal != null;
  }

  /**
   * Returns the findings, in order, with their keys sealed.
   *
   * @param notices is told what was not sealed
   */
  List<AgentFinding> seal(List<AgentFinding> found, Keyring keyring, Consumer<String> notices) {
    if (!broken.isEmpty() && !found.isEmpty()) {
      notices.accept(
          ("SK-4234 Found keys cannot be sealed on this machine (%s), so they are not acted on. Scan"
                  + " the same place with 'straykey scan --apply'.")
              .formatted(broken));
    }
    if (seal == null) {
      return found;
    }
    Map<Integer, String> sealed = new HashMap<>();
    long room = MOST_TEXT;
    int left = 0;
    for (int i : order(found)) {
      AgentFinding finding = found.get(i);
      if (!finding.shown().equals(WireName.of(Shown.VALUE))) {
        continue; // a public id is no key
      }
      Secret key = keyring.get(new Fingerprint(finding.kid(), finding.fingerprint()));
      String closed =
          key == null || sealed.size() >= MOST_KEYS || room <= 0 ? null : seal(key, finding);
      if (closed == null || closed.length() > room) {
        left++;
      } else {
        sealed.put(i, closed);
        room -= closed.length();
      }
    }
    if (left > 0) {
      notices.accept(
          ("SK-4214 %,d found keys are not acted on: more than %,d keys, or %,d MiB of them, do not"
                  + " travel from one scan. Scan the same place with 'straykey scan --apply'.")
              .formatted(left, MOST_KEYS, MOST_TEXT >> 20));
    }
    var result = new ArrayList<AgentFinding>();
    for (int i = 0; i < found.size(); i++) {
      result.add(found.get(i).withSealed(sealed.get(i)));
    }
    return result;
  }

  private static int[] order(List<AgentFinding> found) {
    return IntStream.range(0, found.size())
        .boxed()
        .sorted(Comparator.comparing((Integer i) -> found.get(i).record() < 0))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** Returns the key, closed; null when there is nothing to close with, or it is too long. */
  @Nullable String seal(Secret key, AgentFinding finding) {
    if (seal == null || key.length() > TravelSeal.LONGEST_KEY) {
      return null;
    }
    return seal.seal(
        key,
        new TravelSeal.Context(
            build, finding.rule(), new Fingerprint(finding.kid(), finding.fingerprint())));
  }
}
