package dev.straykey.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Where a text that a delta makes is to be looked at. */
class GitRangesTest {
  @Test
  void sortsWhatMovedAmongWhatIsNew() {
    var ranges = new GitRanges();
    ranges.begin(new int[] {10, 20, 40, 50});

    ranges.copied(0, 15, 0);
    ranges.add(15, 18);
    ranges.copied(15, 100, 18);

    assertThat(ranges.toArray()).containsExactly(10, 15, 15, 18, 18, 23, 43, 53);
  }

  @Property
  void carriesEverySpotAlongWithWhatIsCopied(@ForAll int seed) {
    var random = new Random(seed);
    var base = new BitSet();
    int[] spots = new int[2 * random.nextInt(20)];
    int at = 0;
    for (int i = 0; i < spots.length; i += 2) {
      spots[i] = at + 1 + random.nextInt(30);
      spots[i + 1] = spots[i] + 1 + random.nextInt(30);
      at = spots[i + 1];
      base.set(spots[i], spots[i + 1]);
    }
    var ranges = new GitRanges();
    ranges.begin(spots);
    var expected = new BitSet();
    int made = 0;
    for (int copies = random.nextInt(10); copies > 0; copies--) {
      int from = random.nextInt(at + 10);
      int length = 1 + random.nextInt(100);
      ranges.copied(from, length, made);
      for (int i = 0; i < length; i++) {
        expected.set(made + i, base.get(from + i));
      }
      made += length;
    }

    int[] all = ranges.toArray();

    var found = new BitSet();
    for (int i = 0; i < all.length; i += 2) {
      found.set(all[i], all[i + 1]);
    }
    assertThat(found).isEqualTo(expected);
  }

  @Test
  void saysNothingOfADeltaThatCopiesASpotWithoutEnd() {
    var ranges = new GitRanges();
    ranges.begin(new int[] {0, 1, 2, 3});

    for (int made = 0; made < 1 << 20; made += 3) {
      ranges.copied(0, 3, made);
    }

    assertThat(ranges.isTooMany()).isTrue();
  }
}
