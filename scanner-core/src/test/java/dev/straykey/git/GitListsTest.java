package dev.straykey.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class GitListsTest {
  @Property
  void everyListIsReadAsItWasPut(@ForAll long seed, @ForAll boolean twoWriters) {
    var random = new Random(seed);
    var lists = new GitLists();
    var writers = List.of(lists.new Writer(), lists.new Writer());
    List<int[]> put = new ArrayList<>();
    List<Integer> at = new ArrayList<>();
    int[] now = {};
    for (int i = 0; i < 300; i++) {
      now = changed(now, random);
      put.add(now);
      at.add(writers.get(twoWriters ? random.nextInt(2) : 0).put(now.clone(), now.length));
    }
    for (int i = 0; i < put.size(); i++) {
      assertThat(lists.list(at.get(i))).isEqualTo(put.get(i));
    }
  }

  @Test
  void whatOfALongListChangesIsAllThatItsNextVersionTakes() {
    var lists = new GitLists();
    GitLists.Writer writer = lists.new Writer();
    int[] folder = new Random(1).ints(2000).toArray();
    writer.put(folder, folder.length);
    long once = lists.bytes();
    for (int i = 0; i < 40; i++) {
      folder[50 * i + 1]++;
      writer.put(folder, folder.length);
    }
    assertThat(lists.bytes() - once).isLessThan(once / 4);
  }

  @Test
  void aListThatIsPutTwiceStandsOnce() {
    var lists = new GitLists();
    GitLists.Writer writer = lists.new Writer();
    int at = writer.put(new int[] {1, 2, 3, 4}, 4);
    assertThat(writer.put(new int[] {1, 2, 3, 4, 5}, 4)).isEqualTo(at);
  }

  private static int[] changed(int[] before, Random random) {
    int from = random.nextInt(before.length / 2 + 1) * 2;
    int gone = random.nextInt(Math.min(4, before.length / 2 - from / 2 + 1)) * 2;
    int added = random.nextInt(random.nextInt(20) == 0 ? 200 : 4) * 2;
    int[] next = Arrays.copyOf(before, before.length - gone + added);
    System.arraycopy(before, from + gone, next, from + added, before.length - from - gone);
    for (int i = 0; i < added; i++) {
      next[from + i] = random.nextInt(50);
    }
    for (int i = random.nextInt(3); i > 0 && next.length > 0; i--) {
      next[random.nextInt(next.length)] = random.nextInt();
    }
    return next;
  }
}
