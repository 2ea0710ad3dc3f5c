package dev.straykey.remediate;

import dev.straykey.model.Finding;
import dev.straykey.model.Fingerprint;
import dev.straykey.model.Match;
import dev.straykey.model.TextState;
import dev.straykey.model.WireName;
import dev.straykey.store.Store;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/** Where each key was seen, over all runs. */
final class Places {
  /** Most places that a text for people lists. */
  static final int LISTED = 50;

  /** Most places that are kept of one finding; a key in every file is known well enough by then. */
  private static final int KEPT = 10_000;

  private static final int LONGEST = 400;
  private final Store store;

  Places(Store store) {
    this.store = store;
  }

  /** Adds the finding's places and returns how many of them were not known. */
  int add(Finding finding, Instant now) {
    return store
        .jdbi()
        .withHandle(
            db -> {
              int added = 0;
              for (var match : finding.matches().stream().limit(KEPT).toList()) {
                added +=
                    db.execute(
                        "insert into remediation_place (fingerprint, digest, place, seen_at)"
                            + " values (?, ?, ?, ?) on conflict (fingerprint, digest) do nothing",
                        finding.fingerprint().hex(),
                        digest(match),
                        describe(match),
                        now.toString());
              }
              return added;
            });
  }

  long count(Fingerprint fingerprint) {
    return store
        .jdbi()
        .withHandle(
            db ->
                db.createQuery("select count(*) from remediation_place where fingerprint = ?")
                    .bind(0, fingerprint.hex())
                    .mapTo(Long.class)
                    .one());
  }

  /** Returns the first {@value #LISTED} places in words, sorted. */
  List<String> listed(Fingerprint fingerprint) {
    return store
        .jdbi()
        .withHandle(
            db ->
                db.createQuery(
                        "select place from remediation_place where fingerprint = ?"
                            + " order by place, digest limit ?")
                    .bind(0, fingerprint.hex())
                    .bind(1, LISTED)
                    .mapTo(String.class)
                    .list());
  }

  static String describe(Match match) {
    var where = match.where();
    var text = new StringBuilder(where.kind()).append(' ').append(where.source());
    if (where.channel() != null) {
      text.append(", channel ").append(where.channel());
    }
    if (where.issue() != null) {
      text.append(", ").append(where.issue());
    }
    if (!where.path().isEmpty() && where.issue() == null) {
      text.append(", ").append(where.path());
      if (match.line() > 0) {
        text.append(':').append(match.line());
      }
    }
    if (where.field() != null) {
      text.append(", ").append(where.field());
    }
    if (where.commit() != null) {
      text.append(", commit ").append(where.commit(), 0, Math.min(12, where.commit().length()));
    }
    if (where.author() != null) {
      text.append(", by ").append(where.author());
    }
    if (where.at() != null) {
      text.append(", ").append(where.at());
    }
    if (where.state() != TextState.CURRENT) {
      text.append(" (").append(WireName.of(where.state())).append(')');
    }
    if (where.permalink() != null) {
      text.append(' ').append(where.permalink());
    }
    // A path may hold anything; in a text for people it must not begin a new line.
    String line = text.toString().replaceAll("\\p{Cntrl}+", " ").strip();
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
  }

  private static String digest(Match match) {
    var where = match.where();
    String identity =
        String.join(
            "\u0000",
            where.kind(),
            where.source(),
            where.path(),
            String.valueOf(where.commit()),
            String.valueOf(where.channel()),
            String.valueOf(where.issue()),
            String.valueOf(where.field()),
            String.valueOf(where.permalink()),
            match.line() + ":" + match.column());
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(identity.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
