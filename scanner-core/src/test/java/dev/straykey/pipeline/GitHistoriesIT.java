package dev.straykey.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.model.Match;
import dev.straykey.model.Standing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Histories made by chance, with merges that bring something themselves, reverts, renames and
 * cherry-picks; what git says of every commit's files is the judge of what a scan says.
 */
class GitHistoriesIT {
  private static final String[] BRANCHES = {"main", "one", "two"};
  private static final String[] FILES = {"a.txt", "b.txt", "dir/c.txt", "dir/deep/d.txt"};

  @TempDir Path folder;
  private final List<String> keys = new ArrayList<>();
  private final Map<String, Long> orders = new HashMap<>();
  private GitCli git;

  private void make(Random random) throws IOException {
    Files.createDirectories(folder.resolve("r"));
    git = new GitCli(folder.resolve("r"));
    git.run("init", "-q", "-b", "main");
    git.run("config", "advice.detachedHead", "false");
    git.run("config", "merge.renames", "false");
    for (int i = 0; i < 3; i++) {
      keys.add(GitScan.key(random));
    }
    git.write("README", "nothing\n");
    git.commit("first");
    for (int i = 0; i < 25; i++) {
      step(random, i);
    }
    git.run("repack", "-q", "-a", "-d");
  }

  private void step(Random random, int i) throws IOException {
    String file = FILES[random.nextInt(FILES.length)];
    boolean there = Files.exists(git.path(file));
    switch (random.nextInt(9)) {
      case 0 -> {
        String branch = BRANCHES[random.nextInt(BRANCHES.length)];
        if (exists(branch)) {
          git.run("checkout", "-q", branch);
        } else {
          git.run("checkout", "-q", "-b", branch);
        }
      }
      case 1, 2 -> merge(random);
      case 3 -> {
        if (there) {
          Files.delete(git.path(file));
        }
        git.commit("removes " + i);
      }
      case 4 -> {
        String to = FILES[random.nextInt(FILES.length)];
        if (there && !Files.exists(git.path(to))) {
          Files.createDirectories(Objects.requireNonNull(git.path(to).getParent()));
          git.run("mv", file, to);
        }
        git.commit("moves " + i);
      }
      case 5 -> {
        try {
          git.run("revert", "--no-edit", "HEAD");
        } catch (IOException e) {
          abort("revert");
        }
      }
      default -> {
        git.write(file, text(random, i));
        git.commit("writes " + i);
      }
    }
  }

  private boolean exists(String branch) throws IOException {
    return git.run("branch", "--list", branch).length() > 0;
  }

  private void abort(String what) {
    try {
      git.run(what, "--abort");
    } catch (IOException e) {
      return; // there was none under way
    }
  }

  private String text(Random random, int i) {
    int key = random.nextInt(keys.size() + 1);
    return "line " + (i % 4) + "\n" + (key == keys.size() ? "" : "token = " + keys.get(key) + "\n");
  }

  private void merge(Random random) throws IOException {
    String other = BRANCHES[random.nextInt(BRANCHES.length)];
    if (!exists(other)) {
      return;
    }
    String strategy = random.nextBoolean() ? "ours" : "recursive";
    try {
      git.run("merge", "-q", "--no-commit", "--no-ff", "-s", strategy, other);
    } catch (IOException e) {
      git.run("checkout", "-q", "--ours", "."); // whatever stands there, is taken
    }
    if (random.nextInt(3) == 0) {
      git.write(FILES[random.nextInt(FILES.length)], text(random, 100 + random.nextInt(50)));
    }
    git.commit("merges");
  }

  /** What git says: each path and blob of every commit. */
  private record Commit(String id, List<String> parents, long time, Map<String, String> files) {}

  private Map<String, Commit> commits() throws IOException {
    var commits = new HashMap<String, Commit>();
    for (String line : git.run("log", "--all", "--format=%H %ct %P").lines().toList()) {
      String[] parts = line.strip().split(" ", -1);
      var files = new TreeMap<String, String>();
      for (String entry : git.run("ls-tree", "-r", parts[0]).lines().toList()) {
        files.put(entry.substring(entry.indexOf('\t') + 1), entry.split("[ \t]", -1)[2]);
      }
      commits.put(
          parts[0],
          new Commit(
              parts[0], List.of(parts).subList(2, parts.length), Long.parseLong(parts[1]), files));
    }
    return commits;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void agreesWithGit(int seed) throws Exception {
    make(new Random(seed));
    Map<String, Commit> commits = commits();
    var heads = new TreeMap<String, String>();
    for (String line :
        git.run("for-each-ref", "--format=%(refname) %(objectname)").lines().toList()) {
      heads.put(line.split(" ", -1)[0], line.split(" ", -1)[1]);
    }
    // path and blob, of blobs with a key
    var expected = new TreeMap<String, Set<String>>();
    var texts = new HashMap<String, String>();
    for (Commit commit : commits.values()) {
      for (var file : commit.files().entrySet()) {
        String blob = file.getValue();
        if (!texts.containsKey(blob)) {
          texts.put(blob, git.run("cat-file", "blob", blob));
        }
        if (keys.stream().anyMatch(texts.get(blob)::contains)) {
          expected
              .computeIfAbsent(file.getKey() + " " + blob, k -> new HashSet<>())
              .add(commit.id());
        }
      }
    }

    List<Match> matches = GitScan.matches(new GitScan(folder.resolve("state")).run(git.path("")));
    matches = matches.stream().filter(match -> match.where().commit() != null).toList();

    var told = new TreeSet<String>();
    for (Match match : matches) {
      String path = match.where().path();
      String id = Objects.requireNonNull(match.where().commit());
      Commit commit = commits.get(id);
      String blob = commit.files().get(path);
      String place = path + " " + blob;
      told.add(place);
      Set<String> holding = expected.get(place);
      assertThat(holding).as(place).isNotNull();
      // It came with this commit: no parent has it there. And no older commit brought it, where
      // none is older than its parents, whatever clocks said.
      assertThat(brings(commit, path, blob, commits)).as(place).isTrue();
      assertThat(holding)
          .as(place)
          .noneMatch(
              one ->
                  brings(commits.get(one), path, blob, commits)
                      && order(commits.get(one), commits) < order(commit, commits));
      Standing standing = Objects.requireNonNull(match.where().standing());
      var now = new TreeSet<String>();
      heads.forEach(
          (ref, head) -> {
            if (holding.contains(head)) {
              now.add(ref);
            }
          });
      assertThat(standing.heads()).as(place).containsExactlyElementsOf(now);
      assertThat(holding).as(place).contains(Objects.requireNonNull(standing.lastSeen()).id());
      if (!now.isEmpty()) {
        assertThat(standing.removedBy()).as(place).isNull();
      } else {
        Commit remover = commits.get(Objects.requireNonNull(standing.removedBy()).id());
        assertThat(remover.files().get(path)).as(place).isNotEqualTo(blob);
        assertThat(remover.parents()).as(place).anyMatch(holding::contains);
      }
    }
    assertThat(told).isEqualTo(expected.keySet());
  }

  private long order(Commit commit, Map<String, Commit> commits) {
    Long known = orders.get(commit.id());
    if (known == null) {
      known = commit.time();
      for (String parent : commit.parents()) {
        known = Math.max(known, order(commits.get(parent), commits) + 1);
      }
      orders.put(commit.id(), known);
    }
    return known;
  }

  private static boolean brings(
      Commit commit, String path, String blob, Map<String, Commit> commits) {
    return commit.parents().stream()
        .noneMatch(parent -> blob.equals(commits.get(parent).files().get(path)));
  }
}
