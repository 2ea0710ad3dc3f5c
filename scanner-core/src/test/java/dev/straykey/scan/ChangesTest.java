package dev.straykey.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.model.Content;
import dev.straykey.model.KnownKeys;
import dev.straykey.rule.RuleFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found where a text differs from one that was looked at is what is in the whole text. */
class ChangesTest {
  private static final ScanEngine ENGINE = new ScanEngine(RuleFiles.shipped(), KnownKeys.NONE);

  @Property(tries = 600)
  void findsInWhatDiffersAllThatIsInTheWhole(@ForAll @IntRange(max = 1 << 30) int seed)
      throws IOException {
    var random = new Random(seed);
    var worker = ENGINE.worker();
    byte[] base = SampleTexts.text(random, 5 + random.nextInt(300));
    int[] spots = worker.scan(SampleTexts.document(Content.of(base)), hit -> {});
    if (spots == null) {
      return; // all of what is made of it is looked at
    }
    var ranges = new Spots();
    byte[] changed = change(random, base, spots, ranges);

    List<String> part =
        SampleTexts.hits(worker, Content.of(changed, changed.length, ranges.toArray()));

    assertThat(part).isEqualTo(SampleTexts.hits(worker, Content.of(changed)));
  }

  @Test
  void findsWhatIsAddedToAManifestFarFromItsKind() throws IOException {
    String head = "apiVersion: v1\nkind: Secret\ndata:\n";
    String rest = "  port: ODA4MA==\n".repeat(60);
    String entry = "  password: " + SampleTexts.base64("k7#horse-nine-battery") + "\n";
    byte[] base = (head + rest).getBytes(StandardCharsets.UTF_8);
    byte[] changed = (head + rest + entry).getBytes(StandardCharsets.UTF_8);
    var worker = ENGINE.worker();
    int[] spots = worker.scan(SampleTexts.document(Content.of(base)), hit -> {});
    var ranges = new Spots();
    for (int i = 0; i < spots.length; i += 2) {
      ranges.add(spots[i], spots[i + 1]);
    }
    ranges.add(base.length, changed.length);

    List<String> part =
        SampleTexts.hits(worker, Content.of(changed, changed.length, ranges.toArray()));

    assertThat(part).hasSize(1).isEqualTo(SampleTexts.hits(worker, Content.of(changed)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "user,password\n@ada,x1\n@ada,%s\n",
        "| user | password |\n|---|---|\n@| ada | x1 |\n@| ada | %s |\n",
        "INSERT INTO t (id, password) VALUES\n@(1, 'x1'),\n@(2, '%s');\n",
        "COPY t (id, password) FROM stdin;\n@1\tx1\n@2\t%s\n",
        "<tr><th>User</th><th>Password</th></tr>\n@<tr><td>a</td><td>x1</td></tr>\n"
            + "@<tr><td>a</td><td>%s</td></tr>\n"
      })
  void findsWhatIsAddedToATableFarFromItsHead(String table) throws IOException {
    String[] parts = table.split("@", -1);
    String above = parts[0] + parts[1].repeat(100);
    String row = parts[2].formatted("k7#horse-nine-battery");
    assertThat(foundIn(above, above + row)).hasSize(1);
    assertThat(foundIn(above + parts[1], above + row + parts[1].repeat(50))).hasSize(1);
  }

  /** A head that is new makes candidates of what stood below it long before. */
  @Test
  void findsWhatStandsFarBelowAHeadThatIsNew() throws IOException {
    String rows = "ada,x1\n".repeat(100) + "ada,k7#horse-nine-battery\n";

    assertThat(foundIn("user,role\n" + rows, "user,password\n" + rows)).hasSize(1);
  }

  /** Returns what is found where {@code changed} differs behind the beginning of both. */
  private static List<String> foundIn(String base, String changed) throws IOException {
    byte[] before = base.getBytes(StandardCharsets.UTF_8);
    byte[] after = changed.getBytes(StandardCharsets.UTF_8);
    var worker = ENGINE.worker();
    int[] spots = worker.scan(SampleTexts.document(Content.of(before)), hit -> {});
    var ranges = new Spots();
    for (int i = 0; i < spots.length; i += 2) {
      ranges.add(spots[i], spots[i + 1]);
    }
    int same = Arrays.mismatch(before, after);
    boolean isAdded = same >= before.length - 8;
    ranges.add(same, isAdded ? after.length : same + 8);

    List<String> part = SampleTexts.hits(worker, Content.of(after, after.length, ranges.toArray()));

    assertThat(part).isEqualTo(SampleTexts.hits(worker, Content.of(after)));
    return part;
  }

  @Test
  void saysWhereAKeyWasFound() throws IOException {
    byte[] text = ("x = " + SampleTexts.key(new Random(1)) + "\n").getBytes(StandardCharsets.UTF_8);

    assertThat(ENGINE.worker().scan(SampleTexts.document(Content.of(text)), hit -> {}))
        .containsExactly(4, text.length - 1);
  }

  @Test
  void saysNothingOfATextInWhichNothingIs() throws IOException {
    byte[] text = "a line of \\u0041 and %41 and key = name;\n".getBytes(StandardCharsets.UTF_8);

    assertThat(ENGINE.worker().scan(SampleTexts.document(Content.of(text)), hit -> {})).isEmpty();
  }

  /** Copies runs of the base and puts new ones between, as a delta does. */
  private static byte[] change(Random random, byte[] base, int[] spots, Spots ranges) {
    var out = new ByteArrayOutputStream();
    int at = 0;
    int edits = 1 + random.nextInt(4);
    for (int i = 0; i <= edits; i++) {
      int to = i == edits ? base.length : Math.min(base.length, at + random.nextInt(base.length));
      for (int s = 0; s < spots.length; s += 2) {
        int begin = Math.max(at, spots[s]);
        int end = Math.min(to, spots[s + 1]);
        if (begin < end) {
          ranges.add(begin - at + out.size(), end - at + out.size());
        }
      }
      out.write(base, at, to - at);
      if (i < edits) {
        int begin = out.size();
        out.writeBytes(SampleTexts.added(random).getBytes(StandardCharsets.UTF_8));
        ranges.add(begin, out.size());
        at = Math.min(base.length, to + random.nextInt(80));
      }
    }
    return out.toByteArray();
  }
}
