package dev.straykey.evidence;

import dev.straykey.model.ScannerException;
import dev.straykey.store.Store;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The chain in the store. An entry is added in one transaction, or within the caller's, so that a
 * step and its evidence are kept together or not at all. Writers of any process queue at one row.
 */
public final class ChainLog implements EvidenceLog {
  private static final int LONGEST_LINE = 4 << 20;
  private final Store store;

  public ChainLog(Store store) {
    this.store = store;
  }

  @Override
  public String append(
      Instant at, String type, @Nullable String fingerprint, Map<String, ?> facts) {
    String canonical = Entry.canonical(facts);
    return store.jdbi().inTransaction(db -> append(db, at, type, fingerprint, canonical));
  }

  private static String append(
      Handle db, Instant at, String type, @Nullable String fingerprint, String facts) {
    // The update takes the row's lock before the read, so no two writers see the same end.
    db.execute("update evidence_head set seq = seq + 1 where id = 1");
    var end = end(db);
    var entry = Entry.next(end.seq(), at, type, fingerprint, facts, end.hash());
    db.execute(
        "insert into evidence (seq, at, type, fingerprint, facts, previous, hash)"
            + " values (?, ?, ?, ?, ?, ?, ?)",
        entry.seq(),
        entry.at(),
        entry.type(),
        entry.fingerprint(),
        entry.facts(),
        entry.previous(),
        entry.hash());
    db.execute("update evidence_head set hash = ? where id = 1", entry.hash());
    return entry.hash();
  }

  @Override
  public @Nullable String head() {
    String hash = store.jdbi().withHandle(ChainLog::end).hash();
    return hash.equals(Entry.BEFORE_THE_FIRST) ? null : hash;
  }

  private record End(long seq, String hash) {}

  private static End end(Handle db) {
    return db.createQuery("select seq, hash from evidence_head where id = 1")
        .map((row, context) -> new End(row.getLong("seq"), row.getString("hash")))
        .one();
  }

  /** Returns whether the store's chain is whole and ends where the store says. */
  public static Verification verify(Store store) {
    return verify(store, null);
  }

  /**
   * Returns whether the store's chain is whole and holds {@code expectedHead}, which a report, task
   * or event carried: a tail that was cut off together with the store's own note of it shows only
   * so.
   */
  public static Verification verify(Store store, @Nullable String expectedHead) {
    return store
        .jdbi()
        .inTransaction(
            db -> {
              var check = new ChainCheck(expectedHead);
              var end = end(db); // before the entries: one may be added meanwhile
              try (var entries = entries(db)) {
                entries.filter(e -> e.seq() <= end.seq()).forEach(check::take);
              }
              check.endsAt(end.seq(), end.hash());
              return check.result();
            });
  }

  /** Writes every entry as one JSON object a line, by {@code seq}. */
  public void export(Appendable out) throws IOException {
    try (var db = store.jdbi().open();
        var entries = entries(db)) {
      for (var i = entries.iterator(); i.hasNext(); ) {
        out.append(i.next().line()).append('\n');
      }
    }
  }

  /** Returns whether the chain in an export is whole. */
  public static Verification verifyExport(Reader in) throws IOException {
    return verifyExport(in, null);
  }

  /**
   * Returns whether the chain in an export is whole and holds {@code expectedHead}.
   *
   * @throws ScannerException SK-4101 when a line is longer than any entry
   */
  public static Verification verifyExport(Reader in, @Nullable String expectedHead)
      throws IOException {
    var check = new ChainCheck(expectedHead);
    var lines = new BufferedReader(in);
    long number = 0;
    for (String line = line(lines, ++number); line != null; line = line(lines, ++number)) {
      var entry = line.isBlank() ? null : Entry.parse(line);
      if (entry != null) {
        check.take(entry);
      } else if (!line.isBlank()) {
        check.problem("line %d is not an entry".formatted(number));
      }
    }
    return check.result();
  }

  private static @Nullable String line(BufferedReader in, long number) throws IOException {
    var line = new StringBuilder();
    int c = in.read();
    if (c < 0) {
      return null;
    }
    for (; c >= 0 && c != '\n'; c = in.read()) {
      if (line.length() >= LONGEST_LINE) {
        throw new ScannerException(
            "SK-4101",
            "Line %d of the evidence is longer than %d characters".formatted(number, LONGEST_LINE),
            "Give a file that 'straykey evidence export' wrote");
      }
      line.append((char) c);
    }
    return line.toString();
  }

  private static Stream<Entry> entries(Handle db) {
    return db
        .createQuery(
            "select seq, at, type, fingerprint, facts, previous, hash from evidence order by seq")
        .setFetchSize(500)
        .map(
            (row, context) ->
                new Entry(
                    row.getLong("seq"),
                    row.getString("at"),
                    row.getString("type"),
                    row.getString("fingerprint"),
                    row.getString("facts"),
                    row.getString("previous"),
                    row.getString("hash")))
        .stream();
  }
}
