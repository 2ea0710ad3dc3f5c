package dev.straykey.git;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which refs have a commit in their history. */
public final class GitHeads {
  /** So many commits are gone by, over all that is asked; a large history takes a second for it. */
  private static final long MOST = 200_000_000;

  private final Map<Integer, List<String>> refs = new HashMap<>();
  private final int[] numbers;
  private final int[] first;
  private final int[] children;
  private final int[] queue;
  private long steps;

  /**
   * Knows which heads lead to which commit.
   *
   * @param commits all that are known
   * @param heads the commits that refs name
   */
  public GitHeads(Collection<GitGraphCommit> commits, Map<String, GitGraphCommit> heads) {
    heads.forEach(
        (ref, commit) ->
            refs.computeIfAbsent(commit.number(), number -> new ArrayList<>(1)).add(ref));
    numbers = commits.stream().mapToInt(GitGraphCommit::number).sorted().toArray();
    first = new int[numbers.length + 1];
    queue = new int[numbers.length];
    for (GitGraphCommit commit : commits) {
      for (int parent : commit.parents()) {
        int at = at(parent);
        if (at >= 0) {
          first[at + 1]++;
        }
      }
    }
    Arrays.parallelPrefix(first, Integer::sum);
    children = new int[first[numbers.length]];
    int[] next = Arrays.copyOf(first, numbers.length);
    for (GitGraphCommit commit : commits) {
      for (int parent : commit.parents()) {
        int at = at(parent);
        if (at >= 0) {
          children[next[at]++] = at(commit.number());
        }
      }
    }
  }

  private int at(int number) {
    return Arrays.binarySearch(numbers, number);
  }

  /**
   * Returns the first {@code most} refs that lead to a commit, by name; null when too much was
   * asked to tell.
   */
  public @Nullable Collection<String> over(int commit, int most) {
    var found = new TreeSet<String>();
    var seen = new BitSet(numbers.length);
    int size = 0;
    int start = at(commit);
    if (start >= 0) {
      seen.set(start);
      queue[size++] = start;
    }
    for (int next = 0; next < size; next++) {
      int at = queue[next];
      if (++steps > MOST) {
        return null;
      }
      List<String> named = refs.get(numbers[at]);
      if (named != null) {
        found.addAll(named);
        while (found.size() > most) {
          found.pollLast();
        }
      }
      for (int i = first[at]; i < first[at + 1]; i++) {
        if (!seen.get(children[i])) {
          seen.set(children[i]);
          queue[size++] = children[i];
        }
      }
    }
    return found;
  }
}
