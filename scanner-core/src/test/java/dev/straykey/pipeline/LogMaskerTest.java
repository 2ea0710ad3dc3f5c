package dev.straykey.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogMaskerTest {
  @TempDir Path folder;
  private AgentKit kit;

  @BeforeEach
  void makeKit() throws IOException {
    kit = AgentKit.read(AgentKits.desk(folder).kit(AgentKits.OWN));
  }

  private static final class Kept extends ByteArrayOutputStream {
    String text() {
      return toString(UTF_8);
    }
  }

  private String masked(AgentKit with, String... pieces) throws IOException {
    var out = new Kept();
    try (var masker = new LogMasker(with, out)) {
      for (String piece : pieces) {
        masker.write(piece.getBytes(UTF_8));
      }
    }
    return out.text();
  }

  @Test
  void putsAMaskWhereAKeyStood() throws IOException {
    String key = AgentKits.key("workos-api-key", 3);

    String log = masked(kit, "before\nkey " + key + " after\nlast");

    assertThat(log)
        .matches("(?s)before\nkey \\[straykey masked workos-api-key [0-9a-f]{12}] after\nlast");
  }

  @Test
  void masksAKeyThatOnlyTheInventoryKnows() throws IOException {
    assertThat(masked(kit, "use " + AgentKits.UNHEARD + "\n"))
        .doesNotContain(AgentKits.UNHEARD)
        .contains("[straykey masked inventory-key ")
        .contains(" ours]");
  }

  @Test
  void masksAKeyThatIsWrittenInPieces() throws IOException {
    String key = AgentKits.key("workos-api-key", 3);
    String[] pieces = ("x " + key + " y\n").split("", -1);

    assertThat(masked(kit, pieces)).doesNotContain(key).startsWith("x [straykey").endsWith(" y\n");
  }

  @Test
  void masksAKeyThatALineEndCuts() throws IOException {
    String key = AgentKits.key("workos-api-key", 3);
    int cut = key.length() - 6;
    String before = "=".repeat(50) + " ";

    String log =
        masked(kit, before + key.substring(0, cut) + "\n", key.substring(cut) + " after\n");

    assertThat(log)
        .startsWith(before + "[straykey masked")
        .endsWith(" after\n")
        .doesNotContain(key.substring(0, cut));
  }

  @Test
  void masksAnArmouredKeyOverItsLines() throws IOException {
    String begin = "-----BEGIN " + "RSA PRIVATE KEY-----";
    var body = new StringBuilder();
    var random = new Random(5);
    for (int line = 0; line < 12; line++) {
      var bytes = new byte[48];
      random.nextBytes(bytes);
      body.append(java.util.Base64.getEncoder().encodeToString(bytes)).append('\n');
    }
    String end = "-----END " + "RSA PRIVATE KEY-----";

    String log = masked(kit, "a\n", begin + "\n", body.toString(), end + "\n", "b\n");

    assertThat(log).startsWith("a\n[straykey masked ").endsWith("\nb\n");
    assertThat(log).doesNotContain(body.substring(0, 40));
  }

  @Test
  void sendsWholeLinesOnAtOnce() throws IOException {
    var out = new Kept();
    var masker = new LogMasker(kit, out);

    masker.write("one\ntwo\nthr".getBytes(UTF_8));

    assertThat(out.text()).isEqualTo("one\ntwo\n");
  }

  @Test
  void flushSendsWhatCannotGoOn() throws IOException {
    var out = new Kept();
    var masker = new LogMasker(kit, out);

    masker.write("Password: wor".getBytes(UTF_8));
    masker.flush();

    assertThat(out.text()).isEqualTo("Password: ");
  }

  @Test
  void nothingIsLostWhenNobodyCloses() throws Exception {
    var out = new Kept();
    var masker = new LogMasker(kit, out);

    masker.write("no end".getBytes(UTF_8));

    for (int i = 0; i < 100 && !out.text().equals("no end"); i++) {
      Thread.sleep(100);
    }
    assertThat(out.text()).isEqualTo("no end");
  }

  @Test
  void withoutInventoryAStrangeKeyStays() throws IOException {
    AgentKit bare = AgentKit.read(AgentKits.desk(folder).kitWithoutInventory(AgentKits.OWN));

    assertThat(masked(bare, AgentKits.UNHEARD + "\n")).isEqualTo(AgentKits.UNHEARD + "\n");
  }

  @Test
  void theLogTellsWhatWasMasked() throws IOException {
    String key = AgentKits.key("workos-api-key", 3);
    String log =
        masked(
            kit,
            "a\n" + key + "\n" + key + "\n" + "x".repeat(70_000) + AgentKits.UNHEARD + "\n",
            AgentKits.UNHEARD + "\n");

    var masks = LogMask.find(new ByteArrayInputStream(log.getBytes(UTF_8)));

    assertThat(masks)
        .extracting(LogMask::rule, LogMask::ours, LogMask::line, LogMask::times)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("workos-api-key", false, 2L, 2),
            org.assertj.core.groups.Tuple.tuple("inventory-key", true, 5L, 1));
  }

  /** However a text without keys is written, it comes out as it was. */
  @Property(tries = 60)
  void changesNothingElse(@ForAll long seed, @ForAll @IntRange(min = 1, max = 3000) int length)
      throws IOException {
    AgentKit bare = AgentKit.read(bareKit());
    var random = new Random(seed);
    var text = new byte[length];
    String letters = "abc ab12_-=/\n\r é\u001b[0m";
    byte[] alphabet = letters.getBytes(UTF_8);
    for (int i = 0; i < length; i++) {
      text[i] = alphabet[random.nextInt(alphabet.length)];
    }
    var out = new ByteArrayOutputStream();
    try (var masker = new LogMasker(bare, out)) {
      int at = 0;
      while (at < length) {
        int part = Math.min(length - at, 1 + random.nextInt(80));
        masker.write(text, at, part);
        at += part;
        if (random.nextInt(4) == 0) {
          masker.flush();
        }
      }
    }

    assertThat(out.toByteArray()).isEqualTo(text);
  }

  private static byte[] bareKit() {
    return AgentKit.write(
        dev.straykey.rule.RuleFiles.shipped(),
        dev.straykey.model.FingerprintKey.of(AgentKits.OWN),
        new byte[0],
        new byte[0]);
  }
}
