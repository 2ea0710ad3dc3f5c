package dev.straykey.remediate;

import dev.straykey.model.Audience;
import dev.straykey.model.Fingerprint;
import dev.straykey.model.RemediationState;
import dev.straykey.model.Validity;
import dev.straykey.model.WireName;
import dev.straykey.store.Store;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** The transactions of all keys in the store: one row a fingerprint. */
final class Cases {
  private final Store store;

  Cases(Store store) {
    this.store = store;
  }

  @Nullable Case find(Fingerprint fingerprint) {
    return find(fingerprint.hex());
  }

  @Nullable Case find(String fingerprint) {
    return store
        .jdbi()
        .withHandle(
            db ->
                db.createQuery("select * from remediation where fingerprint = ?")
                    .bind(0, fingerprint)
                    .map(Cases::row)
                    .findOne()
                    .orElse(null));
  }

  /** Returns every transaction, by the time it was begun. */
  List<Case> all() {
    return store
        .jdbi()
        .withHandle(
            db ->
                db.createQuery("select * from remediation order by seen_at, fingerprint")
                    .map(Cases::row)
                    .list());
  }

  /** Returns those with something to do, now or later. */
  List<Case> unfinished() {
    return store
        .jdbi()
        .withHandle(
            db ->
                db.createQuery(
                        "select * from remediation where next_look_at is not null"
                            + " or dead_at is null or fingerprint in"
                            + " (select fingerprint from outbox where state not in ('done', 'dropped'))"
                            + " order by seen_at, fingerprint")
                    .map(Cases::row)
                    .list());
  }

  /** Writes the row as it is now. */
  void save(Case c, Instant now) {
    store
        .jdbi()
        .useHandle(
            db ->
                db.createUpdate(
                        "insert into remediation (fingerprint, kid, state, line, ending, refused,"
                            + " audience, key_id, tenant, posted_at, seen_at, alive_at, revoked_at,"
                            + " dead_at, deadline, escalated, validity, dead_answers,"
                            + " first_dead_at, looks, look_from, next_look_at, note, updated_at)"
                            + " values (:fingerprint, :kid, :state, :line, :ending, :refused,"
                            + " :audience, :key_id, :tenant, :posted_at, :seen_at, :alive_at,"
                            + " :revoked_at, :dead_at, :deadline, :escalated, :validity,"
                            + " :dead_answers, :first_dead_at, :looks, :look_from, :next_look_at,"
                            + " :note, :updated_at)"
                            + " on conflict (fingerprint) do update set state = excluded.state,"
                            + " line = excluded.line, ending = excluded.ending,"
                            + " refused = excluded.refused, audience = excluded.audience,"
                            + " key_id = excluded.key_id, tenant = excluded.tenant,"
                            + " posted_at = excluded.posted_at, alive_at = excluded.alive_at,"
                            + " revoked_at = excluded.revoked_at, dead_at = excluded.dead_at,"
                            + " deadline = excluded.deadline, escalated = excluded.escalated,"
                            + " validity = excluded.validity, dead_answers = excluded.dead_answers,"
                            + " first_dead_at = excluded.first_dead_at, looks = excluded.looks,"
                            + " look_from = excluded.look_from,"
                            + " next_look_at = excluded.next_look_at, note = excluded.note,"
                            + " updated_at = excluded.updated_at")
                    .bind("fingerprint", c.fingerprint.hex())
                    .bind("kid", c.fingerprint.kid())
                    .bind("state", WireName.of(c.state))
                    .bind("line", Json.write(c.line))
                    .bind("ending", names(c))
                    .bind("refused", String.join("\n", c.refused))
                    .bind("audience", WireName.of(c.audience))
                    .bind("key_id", c.keyId)
                    .bind("tenant", c.tenant)
                    .bind("posted_at", text(c.postedAt))
                    .bind("seen_at", text(c.seenAt))
                    .bind("alive_at", text(c.aliveAt))
                    .bind("revoked_at", text(c.revokedAt))
                    .bind("dead_at", text(c.deadAt))
                    .bind("deadline", text(c.deadline))
                    .bind("escalated", c.escalations)
                    .bind("validity", WireName.of(c.validity))
                    .bind("dead_answers", c.proof.deadAnswers())
                    .bind("first_dead_at", text(c.proof.firstDeadAt()))
                    .bind("looks", c.looks)
                    .bind("look_from", text(c.lookFrom))
                    .bind("next_look_at", text(c.nextLookAt))
                    .bind("note", c.note)
                    .bind("updated_at", text(now))
                    .execute());
  }

  private static String names(Case c) {
    return c.ending.stream().map(WireName::of).sorted().collect(Collectors.joining("+"));
  }

  private static Case row(ResultSet row, StatementContext context) throws SQLException {
    var c = new Case(Json.line(row.getString("line")), Instant.parse(row.getString("seen_at")));
    c.state = WireName.parse(RemediationState.class, row.getString("state"));
    c.ending = EnumSet.noneOf(EffectKind.class);
    for (String name : lines(row.getString("ending"), "\\+")) {
      c.ending.add(WireName.parse(EffectKind.class, name));
    }
    c.refused = lines(row.getString("refused"), "\n");
    c.audience = WireName.parse(Audience.class, row.getString("audience"));
    c.keyId = row.getString("key_id");
    c.tenant = row.getString("tenant");
    c.postedAt = time(row.getString("posted_at"));
    c.aliveAt = time(row.getString("alive_at"));
    c.revokedAt = time(row.getString("revoked_at"));
    c.deadAt = time(row.getString("dead_at"));
    c.deadline = time(row.getString("deadline"));
    c.escalations = row.getInt("escalated");
    c.validity = WireName.parse(Validity.class, row.getString("validity"));
    c.proof = new Proof(row.getInt("dead_answers"), time(row.getString("first_dead_at")));
    c.looks = row.getInt("looks");
    c.lookFrom = Instant.parse(row.getString("look_from"));
    c.nextLookAt = time(row.getString("next_look_at"));
    c.note = row.getString("note");
    return c;
  }

  private static List<String> lines(@Nullable String text, String separator) {
    return text == null || text.isEmpty() ? List.of() : List.of(text.split(separator, -1));
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }

  static @Nullable Instant time(@Nullable String text) {
    return text == null ? null : Instant.parse(text);
  }
}
