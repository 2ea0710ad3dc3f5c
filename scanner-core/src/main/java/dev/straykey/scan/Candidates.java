package dev.straykey.scan;

import dev.straykey.model.Doubt;
import dev.straykey.model.KnownKeys;
import dev.straykey.model.Origin;
import dev.straykey.model.Rule;
import dev.straykey.model.Secret;
import dev.straykey.model.Shown;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What fired in one text, until it is clear which of overlapping ones names the key. */
final class Candidates {
  /**
   * The key's record is surest; then what nothing puts in doubt; then the rule that is most
   * literal; then the longer key.
   */
  private static final Comparator<Candidate> BEST_FIRST =
      Comparator.comparing((Candidate c) -> !c.isKnownKey())
          .thenComparing(c -> c.rule() == null)
          .thenComparingInt(Candidate::doubtfulness)
          .thenComparing(Comparator.comparingInt(Candidate::specificity).reversed())
          .thenComparing(Comparator.comparingInt(Candidate::affinity).reversed())
          .thenComparing(Comparator.comparingLong(Candidate::length).reversed())
          .thenComparing(c -> c.keyId() == null)
          .thenComparing(c -> c.rule() == null ? "" : c.rule().id())
          .thenComparingLong(Candidate::start);

  private static final Comparator<Candidate> IN_TEXT_ORDER =
      Comparator.comparingLong(Candidate::start).thenComparingLong(Candidate::end);

  /** How far apart the halves of a pair may stand, in bytes: some ten lines. */
  static final int PAIR_REACH = 600;

  private final List<Candidate> pending = new ArrayList<>();

  /**
   * A place where something fired; places are those in the whole text.
   *
   * @param doubt why it may be no issued key; null when nothing puts it in doubt
   * @param affinity how well the context fits, between rules that have no mark of their own
   * @param start of the key
   * @param wholeEnd of all that the rule looked at, its context included
   */
  record Candidate(
      @Nullable Rule rule,
      int specificity,
      int affinity,
      Secret secret,
      Shown shown,
      KnownKeys.@Nullable Known known,
      @Nullable Doubt doubt,
      @Nullable String keyId,
      long start,
      long end,
      long wholeStart,
      long wholeEnd,
      Hit.Place place) {

    /**
     * Returns it as it is handed over.
     *
     * @param where the place, which is another one for what was decoded
     * @param through how it was decoded
     */
    Hit hit(Origin origin, Hit.Place where, List<String> through) {
      return new Hit(rule, secret, shown, known, doubt, keyId, origin, where, through);
    }

    boolean isKnownKey() {
      return known != null && known.shown() == Shown.VALUE;
    }

    /**
     * What an issuer's own rule takes with a doubt of its form is more that issuer's than
     * anybody's.
     */
    int doubtfulness() {
      boolean isNobodys = specificity == 0;
      return doubt == null ? (isNobodys ? 2 : 0) : doubt == Doubt.FORM && !isNobodys ? 1 : 3;
    }

    long length() {
      return end - start;
    }

    boolean overlaps(Candidate other) {
      return start < other.end && other.start < end;
    }

    /** A public id that stands in the context of a key is said with that key. */
    boolean isIdWithin(Candidate other) {
      return shown == Shown.KEY_ID
          && other.shown == Shown.VALUE
          && other.wholeStart <= start
          && end <= other.wholeEnd;
    }

    Candidate withKeyId(@Nullable String id) {
      return new Candidate(
          rule,
          specificity,
          affinity,
          secret,
          shown,
          known,
          doubt,
          id,
          start,
          end,
          wholeStart,
          wholeEnd,
          place);
    }

    boolean isIdentifier() {
      return rule != null && rule.near().identifier() && !isKnownKey();
    }

    /**
     * A public half that is reported where its key is not near, and said with the key where it is.
     */
    boolean isPublicHalf() {
      return isIdentifier()
          || (rule != null && rule.publishable() && !rule.near().pair().isEmpty() && !isKnownKey());
    }

    /** Returns true when this public half belongs to {@code key}, which stands near. */
    boolean isSaidWith(Candidate key) {
      return rule != null
          && key.rule() != null
          && !key.isPublicHalf()
          && distance(key) <= PAIR_REACH
          && (key.rule().near().pair().contains(rule.id())
              || rule.near().pair().contains(key.rule().id()));
    }

    private long distance(Candidate other) {
      return Math.max(start - other.end(), other.start() - end);
    }

    private boolean isHalf() {
      return rule != null && (rule.near().identifier() || !rule.near().pair().isEmpty());
    }

    /** Returns from where something may change what becomes of it. */
    long reachStart() {
      return isHalf() ? wholeStart - PAIR_REACH : wholeStart;
    }

    /** Returns up to where. */
    long reachEnd() {
      return isHalf() ? wholeEnd + PAIR_REACH : wholeEnd;
    }
  }

  void add(Candidate candidate) {
    pending.add(candidate);
  }

  /** Forgets the text before. */
  void clear() {
    pending.clear();
  }

  /** Hands over, in the order of the text, what nothing from {@code safe} on can touch any more. */
  void settle(long safe, Consumer<Candidate> sink) {
    if (pending.isEmpty()) {
      return;
    }
    pending.sort(Comparator.comparingLong(Candidate::reachStart).thenComparing(IN_TEXT_ORDER));
    var cluster = new ArrayList<Candidate>();
    var left = new ArrayList<Candidate>();
    long reach = Long.MIN_VALUE;
    for (Candidate candidate : pending) {
      if (candidate.reachStart() >= reach) {
        resolve(cluster, reach, safe, left, sink);
        cluster.clear();
      }
      cluster.add(candidate);
      reach = Math.max(reach, candidate.reachEnd());
    }
    resolve(cluster, reach, safe, left, sink);
    pending.clear();
    pending.addAll(left);
  }

  private static void resolve(
      List<Candidate> cluster,
      long reach,
      long safe,
      List<Candidate> left,
      Consumer<Candidate> sink) {
    if (cluster.isEmpty()) {
      return;
    }
    if (reach > safe) {
      left.addAll(cluster);
      return;
    }
    var chosen = new ArrayList<Candidate>();
    for (Candidate candidate : cluster.stream().sorted(BEST_FIRST).toList()) {
      if (chosen.stream().noneMatch(c -> c.overlaps(candidate) || candidate.isIdWithin(c))) {
        chosen.add(withIdOfLosers(candidate, cluster));
      }
    }
    for (Candidate candidate : chosen.stream().sorted(IN_TEXT_ORDER).toList()) {
      boolean isSaid = candidate.isPublicHalf() && chosen.stream().anyMatch(candidate::isSaidWith);
      if (!candidate.isIdentifier() && !isSaid) {
        withPair(candidate, chosen, sink);
      }
    }
  }

  /** Hands over a key with the id of the nearest other half; not at all when it needs one. */
  private static void withPair(
      Candidate candidate, List<Candidate> chosen, Consumer<Candidate> sink) {
    Rule rule = candidate.rule();
    if (rule == null || rule.near().pair().isEmpty()) {
      sink.accept(candidate);
      return;
    }
    Candidate half = null;
    long nearest = PAIR_REACH + 1L;
    for (Candidate other : chosen) {
      if (other.rule() != null && rule.near().pair().contains(other.rule().id())) {
        long distance = candidate.distance(other);
        if (distance < nearest) {
          nearest = distance;
          half = other;
        }
      }
    }
    if (half != null) {
      boolean isPublic = half.isPublicHalf() && candidate.keyId() == null;
      sink.accept(isPublic ? candidate.withKeyId(half.secret().reveal()) : candidate);
    } else if (!rule.near().needsPair() || candidate.isKnownKey()) {
      sink.accept(candidate);
    }
  }

  /** Another rule may have seen the id that stands beside the same key. */
  private static Candidate withIdOfLosers(Candidate winner, List<Candidate> cluster) {
    if (winner.keyId() != null) {
      return winner;
    }
    for (Candidate other : cluster) {
      if (other.keyId() != null && other.start() == winner.start() && other.end() == winner.end()) {
        return winner.withKeyId(other.keyId());
      }
    }
    return winner;
  }
}
