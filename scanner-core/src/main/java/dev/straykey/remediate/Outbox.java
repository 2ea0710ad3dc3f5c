package dev.straykey.remediate;

import dev.straykey.model.Fingerprint;
import dev.straykey.model.WireName;
import dev.straykey.store.Store;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * Every effect outside, committed before its call and marked after it. Its id is made of what it
 * is, so that the same effect is planned once, whoever plans it and however often.
 */
final class Outbox {
  private static final String COLUMNS =
      "select id, fingerprint, kind, subject, token, state, attempts, next_at, sent_at, done_at,"
          + " reference, detail, letter from outbox ";
  private final Store store;

  Outbox(Store store) {
    this.store = store;
  }

  static String id(String fingerprint, EffectKind kind, String subject) {
    return fingerprint + "/" + WireName.of(kind) + "/" + subject;
  }

  /** Plans an effect; returns false when it was planned before. */
  boolean plan(Fingerprint fingerprint, EffectKind kind, String subject, Instant now) {
    String id = id(fingerprint.hex(), kind, subject);
    return store
            .jdbi()
            .withHandle(
                db ->
                    db.execute(
                        "insert into outbox (id, fingerprint, kind, subject, token, state,"
                            + " attempts, next_at, detail) values (?, ?, ?, ?, ?, 'planned', 0, ?, '')"
                            + " on conflict (id) do nothing",
                        id,
                        fingerprint.hex(),
                        WireName.of(kind),
                        subject,
                        token(id),
                        now.toString()))
        == 1;
  }

  /** Returns how many keys an issuer was told to end since {@code from}, with success. */
  int endedSince(Instant from) {
    return store
        .jdbi()
        .withHandle(
            db ->
                db.createQuery(
                        "select count(distinct fingerprint) from outbox"
                            + " where kind in ('revoke', 'disable') and state = 'done'"
                            + " and done_at >= :from")
                    .bind("from", from.toString())
                    .mapTo(Integer.class)
                    .one());
  }

  /** Plans again what was dropped, since it may be done after all. */
  void revive(Fingerprint fingerprint, EffectKind kind, Instant now) {
    plan(fingerprint, kind, "", now);
    store
        .jdbi()
        .useHandle(
            db ->
                db.execute(
                    "update outbox set state = 'planned', next_at = ?, detail = ''"
                        + " where id = ? and state = 'dropped'",
                    now.toString(),
                    id(fingerprint.hex(), kind, "")));
  }

  /** Plans the next of its kind: a task may be closed and reopened more than once. */
  void planNext(Fingerprint fingerprint, EffectKind kind, String subject, Instant now) {
    long before =
        of(fingerprint.hex()).stream()
            .filter(e -> e.kind() == kind && e.subject().startsWith(subject))
            .count();
    plan(fingerprint, kind, before == 0 ? subject : subject + "#" + (before + 1), now);
  }

  private static String token(String id) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  /** Returns the effects about one key, in the order of their kinds. */
  List<Effect> of(String fingerprint) {
    return store
        .jdbi()
        .withHandle(
            db ->
                db
                    .createQuery(COLUMNS + "where fingerprint = ? order by id")
                    .bind(0, fingerprint)
                    .map(Outbox::row)
                    .stream()
                    .sorted(java.util.Comparator.comparing(Effect::kind).thenComparing(Effect::id))
                    .toList());
  }

  /** Returns the messages to one recipient that were never tried and are due, by id. */
  List<Effect> messagesWaiting(String subject, Instant now, int most) {
    return store
        .jdbi()
        .withHandle(
            db ->
                db
                    .createQuery(
                        COLUMNS
                            + "where kind = 'notify' and subject = ? and state = 'planned'"
                            + " and attempts = 0 and letter is null order by id")
                    .bind(0, subject)
                    .map(Outbox::row)
                    .stream()
                    .filter(e -> e.nextAt() != null && !e.nextAt().isAfter(now))
                    .limit(most)
                    .toList());
  }

  /** Returns all that travels in a letter, by id. */
  List<Effect> ofLetter(String letter) {
    return store
        .jdbi()
        .withHandle(
            db ->
                db.createQuery(COLUMNS + "where letter = ? order by id")
                    .bind(0, letter)
                    .map(Outbox::row)
                    .list());
  }

  /** Commits that one message is about to carry all of these. */
  void sending(List<Effect> effects, @Nullable String letter, Instant now) {
    store
        .jdbi()
        .useTransaction(
            db -> {
              for (Effect effect : effects) {
                sending(effect, now);
                if (letter != null) {
                  db.execute("update outbox set letter = ? where id = ?", letter, effect.id());
                }
              }
            });
  }

  /** Returns what was being sent when a run ended without saying how it went. */
  List<Effect> interrupted() {
    return store
        .jdbi()
        .withHandle(
            db ->
                db.createQuery(COLUMNS + "where state = 'sending' order by id")
                    .map(Outbox::row)
                    .list());
  }

  /** Commits that the call is about to be made; nobody else makes it then. */
  void sending(Effect effect, Instant now) {
    int taken =
        store
            .jdbi()
            .withHandle(
                db ->
                    db.execute(
                        "update outbox set state = 'sending', attempts = attempts + 1, sent_at = ?"
                            + " where id = ? and state not in ('sending', 'done', 'dropped')",
                        now.toString(),
                        effect.id()));
    if (taken != 1) {
      throw new IllegalStateException("effect %s is being sent already".formatted(effect.id()));
    }
  }

  void done(Effect effect, @Nullable String reference, String detail, Instant now) {
    store
        .jdbi()
        .useHandle(
            db ->
                db.execute(
                    "update outbox set state = 'done', next_at = null, done_at = ?, reference = ?,"
                        + " detail = ? where id = ?",
                    now.toString(),
                    reference,
                    detail,
                    effect.id()));
  }

  void notDone(Effect effect, Effect.State state, String detail, @Nullable Instant nextAt) {
    store
        .jdbi()
        .useHandle(
            db ->
                db.execute(
                    "update outbox set state = ?, detail = ?, next_at = ? where id = ?",
                    WireName.of(state),
                    detail,
                    nextAt == null ? null : nextAt.toString(),
                    effect.id()));
  }

  private static Effect row(ResultSet row, StatementContext context) throws SQLException {
    return new Effect(
        row.getString("id"),
        row.getString("fingerprint"),
        WireName.parse(EffectKind.class, row.getString("kind")),
        row.getString("subject"),
        row.getString("token"),
        WireName.parse(Effect.State.class, row.getString("state")),
        row.getInt("attempts"),
        Cases.time(row.getString("next_at")),
        Cases.time(row.getString("sent_at")),
        Cases.time(row.getString("done_at")),
        row.getString("reference"),
        row.getString("detail"),
        row.getString("letter"));
  }
}
