package dev.straykey.jenkins;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.pipeline.ActingDesk;
import dev.straykey.pipeline.AgentDesk;
import dev.straykey.pipeline.AgentResult;
import dev.straykey.pipeline.LogMasker;
import dev.straykey.pipeline.TextScan;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The bytes of a key are in nothing that travels to an agent or back, and in nothing that is kept.
 */
class CanaryTest {
  @TempDir Path home;
  @TempDir Path workspace;
  private final List<byte[]> written = new ArrayList<>();
  private static final byte[] PAIR = ActingDesk.newPair();

  private Scanning.Outcome outcome;
  private Path config;
  private AgentDesk desk;

  @BeforeEach
  void scan() throws Exception {
    config = new Organisation(home).config();
    desk = new AgentDesk(Controller.surroundings(home), config, PAIR);
    Files.writeString(workspace.resolve("app.properties"), "key=" + Organisation.CANARY + "\n");
    var console = new ByteArrayOutputStream();
    outcome =
        new Scanning(desk, Organisation.OWN, new PrintStream(console, true, UTF_8), "job#1")
            .scan(
                call -> {
                  written.add(java(call));
                  byte[] answer = call.scan(workspace.toFile());
                  written.add(answer);
                  return answer;
                },
                new ScanOptions(),
                false,
                List.of());
    written.add(console.toByteArray());
  }

  @Test
  void theKeyWasFound() {
    assertThat(outcome.rows()).singleElement().matches(Row::isOurs);
  }

  @Test
  void nothingOfARemoteScanHoldsIt() {
    assertThat(written).hasSizeGreaterThan(2).allSatisfy(CanaryTest::isClean);
  }

  @Test
  void noBuildRecordHoldsIt() throws Exception {
    var action = new ScanAction();
    action.add(outcome, false);
    RowFile.write(home, outcome.rows());

    isClean(Files.readAllBytes(home.resolve("straykey-findings.json")));
    isClean(xml(action).getBytes(UTF_8));
    isClean(xml(outcome.rows()).getBytes(UTF_8));
    for (Row row : outcome.rows()) {
      isClean(java(row));
    }
  }

  @Test
  void noDecoratorHoldsIt() throws IOException {
    byte[] kit = desk.kit(Organisation.OWN);

    isClean(java(PipelineMasking.console(new Consoles.Kits("d", kit, kit), "job#1", null)));
  }

  @Test
  void noMaskedConsoleHoldsIt() throws IOException {
    var out = new ByteArrayOutputStream();
    try (var masker = new LogMasker(KitCache.take(desk.kit(Organisation.OWN)), out)) {
      masker.write(("leaked " + Organisation.CANARY + "\n").getBytes(UTF_8));
    }
    List<Row> rows =
        ConsoleFindings.rows(
            dev.straykey.pipeline.LogMask.find(new ByteArrayInputStream(out.toByteArray())),
            desk::whose);

    isClean(out.toByteArray());
    isClean(xml(rows).getBytes(UTF_8));
    assertThat(rows).singleElement().matches(Row::isOurs);
    assertThat(rows.get(0).getOwner()).isEqualTo("team platform");
  }

  @Test
  void theKeyTravelledSealed() {
    assertThat(outcome.result().findings()).singleElement().matches(f -> f.sealed() != null);
  }

  @Test
  void noRecordOfAnAdministratorsScanHoldsIt() throws IOException {
    Path job = Files.writeString(home.resolve("config.xml"), "<x>" + Organisation.CANARY + "</x>");
    try (var scan = new TextScan(KitCache.take(desk.kit(Organisation.OWN)))) {
      scan.read("job/config.xml", job);
      List<Row> rows = scan.findings().stream().map(f -> Row.of(f, desk.whose(f))).toList();

      AdminFile.write(home.resolve("store"), new AdminFile.Scan("ended", rows, List.of()));

      assertThat(rows).singleElement().matches(Row::isOurs);
    }
    isClean(Files.readAllBytes(home.resolve("store").resolve("jenkins-findings.json")));
  }

  @Test
  void noMessageThatWaitsHoldsIt() throws IOException {
    var inbox = new Inbox(home.resolve("store"));
    inbox.put(new Inbox.Message("job#1", "", true, outcome.result().findings()));

    assertThat(inbox.waiting()).hasSize(1);
    isClean(Files.readAllBytes(inbox.waiting().get(0)));
  }

  @Test
  void nothingThatIsFetchedFromAConsoleHoldsIt() throws IOException {
    var out = new ByteArrayOutputStream();
    var kit = KitCache.take(desk.kit(Organisation.OWN));
    try (var masker =
        new LogMasker(kit, out, "job#7", found -> AgentConsoles.add("job#7", found))) {
      masker.write(("leaked " + Organisation.CANARY + "\n").getBytes(UTF_8));
    }
    var fetch = new AgentConsoles.Fetch("job#7");
    isClean(java(fetch));
    byte[] answer = fetch.call();

    isClean(answer);
    assertThat(AgentResult.fromJson(answer).findings())
        .singleElement()
        .matches(f -> f.sealed() != null);
  }

  @Test
  void nothingIsLeftOfItAfterActing() throws IOException {
    Path store = home.resolve("store");
    var inbox = new Inbox(store);
    inbox.put(new Inbox.Message("job#1", "", true, outcome.result().findings()));
    var log = new ArrayList<String>();
    var told = new ActedFile.Acted[1];
    var builds =
        new Acting.Builds() {
          @Override
          public Trust trust(String build) {
            return Trust.TRUSTED;
          }

          @Override
          public void tell(String build, Map<String, String> states, List<String> errors) {
            told[0] = new ActedFile.Acted(states, errors);
          }
        };

    new Acting(inbox, Controller.surroundings(store), config, () -> PAIR, builds, log::add).work();
    ActedFile.write(store, told[0]);

    assertThat(told[0].states()).hasSize(1);
    isClean(String.join("\n", log).getBytes(UTF_8));
    try (var files = Files.walk(store)) {
      assertThat(files.filter(Files::isRegularFile).toList())
          .isNotEmpty()
          .allSatisfy(file -> isClean(Files.readAllBytes(file)));
    }
  }

  @Test
  void theTestWouldSeeIt() {
    assertThat(holds(("x" + Organisation.CANARY).getBytes(UTF_8))).isTrue();
    assertThat(holds(java(Organisation.CANARY))).isTrue();
    assertThat(holds(xml(List.of(new Object[] {Organisation.CANARY})).getBytes(UTF_8))).isTrue();
  }

  private static void isClean(byte[] bytes) {
    assertThat(holds(bytes)).isFalse();
  }

  private static boolean holds(byte[] bytes) {
    String text = new String(bytes, ISO_8859_1);
    byte[] key = Organisation.CANARY.getBytes(UTF_8);
    return text.contains(Organisation.CANARY)
        || text.contains(new String(Organisation.CANARY.getBytes(UTF_16BE), ISO_8859_1))
        || text.contains(Base64.getEncoder().withoutPadding().encodeToString(key))
        || text.contains(HexFormat.of().formatHex(key));
  }

  private static byte[] java(Object object) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return bytes.toByteArray();
  }

  /** Every field that is not transient, as Jenkins' XML has them, whatever it is private to. */
  private static String xml(Object object) {
    var text = new StringBuilder();
    xml(object, text, new IdentityHashMap<>());
    return text.toString();
  }

  private static void xml(Object object, StringBuilder text, Map<Object, Boolean> seen) {
    if (object == null || seen.put(object, true) != null) {
      return;
    }
    if (object instanceof byte[] bytes) {
      text.append(new String(bytes, ISO_8859_1));
    } else if (object instanceof Collection<?> all) {
      all.forEach(one -> xml(one, text, seen));
    } else if (object instanceof Object[] all) {
      List.of(all).forEach(one -> xml(one, text, seen));
    } else if (object.getClass().getName().startsWith("java.")) {
      text.append('<').append(object).append('>');
    } else {
      for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
        for (Field field : type.getDeclaredFields()) {
          int modifiers = field.getModifiers();
          if (!Modifier.isStatic(modifiers) && !Modifier.isTransient(modifiers)) {
            try {
              field.setAccessible(true);
              xml(field.get(object), text, seen);
            } catch (IllegalAccessException e) {
              throw new AssertionError(e);
            }
          }
        }
      }
    }
  }
}
