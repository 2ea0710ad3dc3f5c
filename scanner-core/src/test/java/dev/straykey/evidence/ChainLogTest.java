package dev.straykey.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.straykey.model.ScannerException;
import dev.straykey.model.Secret;
import dev.straykey.store.Store;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChainLogTest {
  private static final Instant AT = Instant.parse("2026-11-20T10:00:00Z");
  private static final String FINGERPRINT = "ab".repeat(32);

  @TempDir Path folder;
  private Store store;
  private ChainLog log;

  @BeforeEach
  void open() {
    store = Store.open("sqlite://" + folder.resolve("s.db"));
    log = new ChainLog(store);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private String write(int entries) {
    String head = "";
    for (int i = 1; i <= entries; i++) {
      head = log.append(AT.plusSeconds(i), "step", FINGERPRINT, Map.of("n", i, "text", "ä\"\n"));
    }
    return head;
  }

  private void tamper(String sql) {
    store.jdbi().useHandle(db -> db.execute(sql));
  }

  private List<String> exported() throws IOException {
    var out = new StringBuilder();
    log.export(out);
    return out.toString().lines().toList();
  }

  private static Verification verified(List<String> lines) throws IOException {
    return ChainLog.verifyExport(new StringReader(String.join("\n", lines) + "\n"));
  }

  @Test
  void anUntouchedChainHolds() {
    String head = write(5);

    assertThat(ChainLog.verify(store)).isEqualTo(new Verification(true, 5, head, List.of()));
  }

  @Test
  void anEmptyChainHoldsAndHasNoHead() {
    assertThat(ChainLog.verify(store)).isEqualTo(new Verification(true, 0, null, List.of()));
    assertThat(log.head()).isNull();
  }

  @Test
  void namesTheEntryWhoseFactsWereChanged() {
    write(5);
    tamper("update evidence set facts = replace(facts, '3', '4') where seq = 3");

    assertThat(ChainLog.verify(store).problems()).containsExactly("entry 3 was changed");
  }

  @Test
  void everyColumnOfAnEntryIsHeldByTheChain() {
    write(3);
    for (String column : List.of("at", "type", "fingerprint", "facts", "previous", "hash")) {
      String before = text(column);
      tamper("update evidence set %s = '{}' where seq = 2".formatted(column));
      assertThat(ChainLog.verify(store).holds()).as(column).isFalse();
      store
          .jdbi()
          .useHandle(
              db -> db.execute("update evidence set " + column + " = ? where seq = 2", before));
      assertThat(ChainLog.verify(store).holds()).isTrue();
    }
  }

  private String text(String column) {
    return store
        .jdbi()
        .withHandle(
            db ->
                db.createQuery("select " + column + " from evidence where seq = 2")
                    .mapTo(String.class)
                    .one());
  }

  @Test
  void namesTheEntriesThatWereTakenOut() {
    write(6);
    tamper("delete from evidence where seq in (3, 4)");

    assertThat(ChainLog.verify(store).problems()).containsExactly("entries 3 to 4 are missing");
  }

  @Test
  void showsThatTheTailWasCut() {
    write(6);
    tamper("delete from evidence where seq > 4");

    assertThat(ChainLog.verify(store).problems())
        .containsExactly("the chain is cut off after entry 4: there were 6");
  }

  @Test
  void showsThatTheTailWasCutTogetherWithTheNotedEndWhenAHeadIsKnownFromElsewhere() {
    String head = write(6);
    tamper("delete from evidence where seq > 4");
    tamper(
        "update evidence_head set seq = 4, hash = (select hash from evidence where seq = 4)"
            + " where id = 1");

    assertThat(ChainLog.verify(store).holds()).isTrue();
    assertThat(ChainLog.verify(store, head).problems())
        .singleElement()
        .asString()
        .contains(head, "cut off");
  }

  @Test
  void aHeadThatWasNotedEarlierIsFoundInAChainThatGrew() {
    String early = write(2);
    write(3);

    assertThat(ChainLog.verify(store, early).holds()).isTrue();
  }

  @Test
  void showsThatTwoEntriesChangedPlaces() {
    write(4);
    tamper("update evidence set seq = 99 where seq = 2");
    tamper("update evidence set seq = 2 where seq = 3");
    tamper("update evidence set seq = 3 where seq = 99");

    assertThat(ChainLog.verify(store).problems())
        .contains("entry 2 was changed", "entry 3 was changed");
  }

  @Test
  void anEntryThatWasChangedAndHashedAnewDoesNotFitTheNext() {
    write(3);
    var forged = Entry.next(2, AT, "other", FINGERPRINT, "{}", text("previous"));
    store
        .jdbi()
        .useHandle(
            db ->
                db.execute(
                    "update evidence set at = ?, type = ?, facts = ?, hash = ? where seq = 2",
                    forged.at(),
                    forged.type(),
                    forged.facts(),
                    forged.hash()));

    assertThat(ChainLog.verify(store).problems())
        .containsExactly(
            "entry 3 does not follow from the entry before it, which was changed or exchanged");
  }

  @Test
  void anExportHolds() throws IOException {
    String head = write(4);

    assertThat(verified(exported())).isEqualTo(new Verification(true, 4, head, List.of()));
  }

  @Test
  void anExportShowsChangedTakenOutMovedAndForeignLines() throws IOException {
    write(4);
    var lines = exported();

    assertThat(
            verified(List.of(lines.get(0), lines.get(1).replace("step", "stop"), lines.get(2)))
                .problems())
        .containsExactly("entry 2 was changed");
    assertThat(verified(List.of(lines.get(0), lines.get(2))).problems())
        .containsExactly("entry 2 is missing");
    assertThat(verified(List.of(lines.get(1), lines.get(0))).holds()).isFalse();
    assertThat(verified(List.of(lines.get(0), "{\"seq\": 2}")).problems())
        .containsExactly("line 2 is not an entry");
    assertThat(verified(List.of(lines.get(0).replaceFirst("\\{", "{\"more\":1,"))).holds())
        .isFalse();
  }

  @Test
  void aKeyInClearIsNoFact() {
    var secret = Secret.of("not" + "-a-real-key");

    assertThatThrownBy(() -> log.append(AT, "step", FINGERPRINT, Map.of("key", secret)))
        .isInstanceOf(ScannerException.class)
        .hasMessageContainingAll("SK-4100", "'key'", "Secret")
        .hasMessageNotContaining(secret.reveal());
    assertThat(ChainLog.verify(store).entries()).isZero();
  }

  @Test
  void anEntryOfATransactionThatFailsIsNotKept() {
    write(1);
    try {
      store
          .jdbi()
          .useTransaction(
              db -> {
                log.append(AT, "step", null, Map.of());
                throw new IllegalStateException("on purpose");
              });
    } catch (IllegalStateException e) {
      assertThat(e).hasMessage("on purpose");
    }

    assertThat(ChainLog.verify(store).entries()).isEqualTo(1);
    assertThat(ChainLog.verify(store).holds()).isTrue();
  }

  @Test
  void writersThatMeetMakeOneChain() {
    try (var second = Store.open("sqlite://" + folder.resolve("s.db"))) {
      var logs = List.of(log, new ChainLog(second));
      IntStream.range(0, 60)
          .parallel()
          .forEach(i -> logs.get(i % 2).append(AT, "step", null, Map.of("i", i)));
    }

    assertThat(ChainLog.verify(store)).matches(v -> v.holds() && v.entries() == 60);
  }

  @Test
  void theSameEntriesMakeTheSameHeadWhateverTheOrderOfFacts() {
    var forth = new java.util.LinkedHashMap<String, Object>();
    forth.put("a", 1);
    forth.put("b", true);
    var back = new java.util.LinkedHashMap<String, Object>();
    back.put("b", true);
    back.put("a", 1);

    assertThat(Entry.canonical(forth))
        .isEqualTo(Entry.canonical(back))
        .isEqualTo("{\"a\":1,\"b\":true}");
  }

  @Test
  void takesANumberBeyondAllBoundsForNoEntry() throws IOException {
    write(2);
    List<String> lines = new java.util.ArrayList<>(exported());
    lines.set(1, lines.get(1).replace("\"n\":2", "\"n\":9e9999999999"));

    assertThat(verified(lines).problems()).contains("line 2 is not an entry");
  }
}
