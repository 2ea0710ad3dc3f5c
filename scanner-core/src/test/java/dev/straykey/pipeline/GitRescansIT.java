package dev.straykey.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.model.Finding;
import dev.straykey.model.RunResult;
import dev.straykey.model.SourceReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Repositories that change by chance between scans: what a scan says that remembers those before is
 * what a scan says that remembers nothing.
 */
class GitRescansIT {
  private static final GitOptions INCREMENTAL = new GitOptions(false, false, true);
  private static final String[] BRANCHES = {"main", "one", "two"};
  private static final String[] FILES = {"a.txt", "b.txt", "dir/c.txt", "dir/deep/d.txt"};
  private static final int STEPS = 18;

  @TempDir Path folder;
  private final List<String> keys = new ArrayList<>();
  private final Map<Path, byte[]> lost = new HashMap<>();
  private Random random = new Random();
  private GitCli origin;
  private GitCli git;
  private int number;

  static IntStream seeds() {
    int from = Integer.getInteger("straykey.seed", 1);
    return IntStream.range(from, from + Integer.getInteger("straykey.seeds", 6));
  }

  private GitCli repository(String name) throws IOException {
    Files.createDirectories(folder.resolve(name));
    var made = new GitCli(folder.resolve(name));
    made.run("init", "-q", "-b", "main");
    made.run("config", "advice.detachedHead", "false");
    made.run("config", "gc.auto", "0");
    made.run("config", "maintenance.auto", "false");
    return made;
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void sayWhatAFirstScanSays(int seed) throws Exception {
    random = new Random(seed);
    for (int i = 0; i < 4; i++) {
      keys.add(GitScan.key(random));
    }
    origin = repository("origin");
    git = origin;
    for (int i = 0; i < 8; i++) {
      commit();
    }
    boolean cloned = random.nextBoolean();
    if (cloned) {
      String url = "file://" + folder.resolve("origin");
      String depth = random.nextBoolean() ? "--depth=3" : "--no-tags";
      new GitCli(folder).run("clone", "-q", depth, url, "clone");
      git = new GitCli(folder.resolve("clone"));
      git.run("config", "gc.auto", "0");
      git.run("config", "maintenance.auto", "false");
      git.run("config", "fetch.unpackLimit", random.nextBoolean() ? "1" : "1000");
    }
    var said = new ArrayList<String>();
    for (int i = 0; i < STEPS; i++) {
      for (int n = random.nextInt(3); n >= 0; n--) {
        said.add(cloned && random.nextInt(4) == 0 ? fetch() : step());
      }
      said.add("scan");
      List<String> again = told(scan(INCREMENTAL));
      List<String> unchanged = told(scan(INCREMENTAL));
      List<String> fresh = told(scan(GitOptions.DEFAULT));
      assertThat(without(again, fresh)).as("too much after %s", said).isEmpty();
      assertThat(without(fresh, again)).as("too little after %s", said).isEmpty();
      assertThat(unchanged).as("unchanged after %s", said).isEqualTo(again);
    }
  }

  private RunResult scan(GitOptions options) {
    return new GitScan(folder.resolve("state")).options(options).run(git.path(""));
  }

  /** All of it, but for how it was come by. */
  private static List<String> told(RunResult result) {
    SourceReport source = result.sources().get(0);
    var counts = new TreeMap<>(source.counts());
    counts.keySet().removeIf(name -> name.endsWith(" remembered"));
    var told = new ArrayList<String>();
    for (Finding finding : GitScan.findings(result)) {
      String key =
          "%s %s %s %s %s"
              .formatted(
                  finding.fingerprint().hex(),
                  finding.ruleId(),
                  finding.redacted(),
                  finding.doubt(),
                  finding.suppression());
      finding.matches().forEach(match -> told.add(key + " " + match));
    }
    source.skipped().forEach(skip -> told.add(skip.toString()));
    told.add(source.documents() + " " + counts);
    told.add(source.notices() + " " + result.complete());
    return told;
  }

  private static List<String> without(List<String> told, List<String> those) {
    var left = new ArrayList<>(told);
    those.forEach(left::remove);
    return left;
  }

  private String fetch() throws IOException {
    GitCli here = git;
    git = origin;
    try {
      for (int n = random.nextInt(3); n >= 0; n--) {
        commit();
      }
    } finally {
      git = here;
    }
    return switch (random.nextInt(4)) {
      case 0 -> attempt("fetch", "-q", "--deepen=2");
      case 1 ->
          attempt(
              "fetch", "-q", "--prune", "--tags", "origin", "+refs/heads/*:refs/remotes/origin/*");
      case 2 -> attempt("pull", "-q", "--no-rebase", "-X", "theirs", "--allow-unrelated-histories");
      default -> attempt("fetch", "-q");
    };
  }

  private String step() throws IOException {
    number++;
    String file = FILES[random.nextInt(FILES.length)];
    String branch = BRANCHES[random.nextInt(BRANCHES.length)];
    return switch (random.nextInt(43)) {
      case 0, 1, 2, 3 -> commit();
      case 4 -> attempt("checkout", "-q", "-f", branch);
      case 5 -> attempt("checkout", "-q", "-f", "-b", branch);
      case 6, 7 -> merge(branch);
      case 8 -> attempt("revert", "--no-edit", "HEAD");
      case 9 -> attempt("reset", "-q", "--hard", "HEAD~" + (1 + random.nextInt(3)));
      case 10 -> attempt("commit", "-q", "--amend", "--allow-empty", "-m", "amended " + number);
      case 11 -> attempt("branch", "-q", "-D", branch);
      case 12 -> attempt("branch", "-q", "-f", branch, "HEAD~1");
      case 13 -> attempt("tag", "t" + random.nextInt(5));
      case 14 -> attempt("tag", "-f", "-a", "-m", "tag " + maybeKey(), "t" + random.nextInt(5));
      case 15 -> attempt("tag", "-d", "t" + random.nextInt(5));
      case 16 -> attempt("tag", "-f", "thing" + random.nextInt(3), "HEAD:" + file);
      case 17 -> attempt("tag", "-f", "thing" + random.nextInt(3), "HEAD^{tree}");
      case 18, 19 -> attempt("repack", "-q", "-d");
      case 20 -> attempt("repack", "-q", "-a", "-d", "-f");
      case 21 -> attempt("gc", "-q", "--prune=now");
      case 22 -> attempt("reflog", "expire", "--expire=now", "--all");
      case 23 -> attempt("prune", "--expire=now");
      case 24 -> stash();
      case 25 -> dangling();
      case 26 -> lose();
      case 27 -> restore();
      case 28 -> move(file);
      case 29 -> author();
      case 30 -> archive();
      case 31 -> attempt("notes", "add", "-f", "-m", "note " + maybeKey());
      case 33, 34 -> packSome();
      case 36 -> stage();
      case 37 -> attempt("checkout", "-q", "--detach");
      case 38 -> attempt("stash", "drop", "-q", "stash@{1}");
      case 35 -> losePack();
      case 32 -> attempt("worktree", "add", "-q", "-f", "--detach", "../wt" + number, "HEAD~1");
      case 39, 40 -> name();
      case 41 -> attempt("rm", "-q", "-r", "--ignore-unmatch", "named");
      default -> attempt("cherry-pick", branch);
    };
  }

  /** Names hold keys as well. */
  private String name() throws IOException {
    number++;
    String name = "%d_%s".formatted(random.nextInt(2), maybeKey());
    switch (random.nextInt(4)) {
      case 0 -> git.write("named/" + name + ".txt", "line " + random.nextInt(4) + "\n");
      case 1 -> git.write("named/" + name + "/deep/d.txt", line() + "\n");
      case 2 -> Files.write(made("named.zip"), zip(name + "/e.txt", line() + "\n"));
      default -> Files.write(made("named/" + name + ".zip"), zip("e.txt", line() + "\n"));
    }
    return "names " + (random.nextInt(3) == 0 ? attempt("add", "-A") : commit());
  }

  private Path made(String path) throws IOException {
    git.write(path, "");
    return git.path(path);
  }

  private String attempt(String... arguments) {
    String said = String.join(" ", arguments);
    if (does("", arguments)) {
      return said;
    }
    boolean aborted =
        does("", "merge", "--abort")
            || does("", "revert", "--abort")
            || does("", "cherry-pick", "--abort");
    return said + (aborted ? " (given up)" : " (not done)");
  }

  private boolean does(String input, String... arguments) {
    try {
      git.with(input, arguments);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private String maybeKey() {
    int key = random.nextInt(keys.size() + 2);
    return key < keys.size() ? keys.get(key) : "nothing";
  }

  private String commit() throws IOException {
    number++;
    String file = FILES[random.nextInt(FILES.length)];
    if (random.nextInt(5) == 0) {
      Files.deleteIfExists(git.path(file));
    } else {
      String more = random.nextInt(4) == 0 ? "line\n".repeat(300) : "";
      git.write(file, more + "line " + random.nextInt(4) + "\n" + line() + "\n" + more);
    }
    attempt("add", "-A");
    return attempt(
        "commit", "-q", "--allow-empty", "-m", "commit " + random.nextInt(9) + " " + maybeKey());
  }

  /** A key in one of many forms, of which not all can be taken from where they stand. */
  private String line() {
    String key = maybeKey();
    return switch (random.nextInt(8)) {
      case 0 -> "token = " + key + " # straykey:allow it is spent";
      case 1 ->
          Base64.getEncoder()
              .encodeToString(("token = " + key + "\n").getBytes(StandardCharsets.UTF_8));
      case 2 -> "ünï = " + key + " ü " + maybeKey();
      case 3 ->
          "-----BEGIN RSA PRIVATE KEY-----\n"
              + Base64.getMimeEncoder(64, new byte[] {'\n'})
                  .encodeToString(key.repeat(8).getBytes(StandardCharsets.UTF_8))
              + "\n-----END RSA PRIVATE KEY-----";
      default -> "token = " + key;
    };
  }

  /** What is staged and not committed has a place too. */
  private String stage() throws IOException {
    git.write("staged" + random.nextInt(3) + ".txt", line() + "\n");
    return attempt("add", "-A") + " (staged)";
  }

  private String merge(String branch) {
    String strategy = random.nextBoolean() ? "ours" : "recursive";
    return attempt("merge", "-q", "--no-edit", "--no-ff", "-s", strategy, branch);
  }

  private String stash() throws IOException {
    git.write("a.txt", "stashed " + maybeKey() + "\n");
    git.write("new.txt", "stashed too " + maybeKey() + "\n");
    return random.nextInt(3) == 0 ? attempt("stash", "drop") : attempt("stash", "-q", "-u");
  }

  private String dangling() throws IOException {
    try {
      String text = "dangling " + number + " " + maybeKey() + "\n";
      String blob = git.with(text, "hash-object", "-w", "--stdin");
      if (random.nextBoolean()) {
        String tree = git.with("100644 blob %s\tdangling.txt\n".formatted(blob), "mktree");
        if (random.nextBoolean()) {
          String commit = git.run("commit-tree", "-p", "HEAD", "-m", "dangling", tree);
          if (random.nextInt(3) == 0) {
            git.run("update-ref", "refs/hidden/" + number, commit);
          }
        }
      }
      return "dangling";
    } catch (IOException e) {
      return "dangling (not done)";
    }
  }

  private List<Path> objects(String folder, String ending) throws IOException {
    try (var all = Files.walk(git.path(".git/objects/" + folder))) {
      return all.filter(f -> Files.isRegularFile(f) && f.toString().endsWith(ending))
          .sorted()
          .toList();
    }
  }

  private List<Path> loose() throws IOException {
    return objects("", "").stream()
        .filter(f -> String.valueOf(f.getFileName()).length() == 38)
        .toList();
  }

  /** Packs some objects by chance, and leaves others alone. */
  private String packSome() throws IOException {
    var ids = new StringBuilder();
    for (Path file : loose()) {
      if (random.nextInt(3) == 0 && Files.size(file) > 10) {
        String name = String.valueOf(Objects.requireNonNull(file.getParent()).getFileName());
        ids.append(name).append(file.getFileName()).append('\n');
      }
    }
    boolean done =
        ids.isEmpty() || does(ids.toString(), "pack-objects", "-q", ".git/objects/pack/pack");
    return "packs some" + (done && does("", "prune-packed") ? "" : " (not done)");
  }

  private String losePack() throws IOException {
    List<Path> packs = objects("pack", ".pack");
    if (packs.isEmpty()) {
      return "loses no pack";
    }
    String name = packs.get(random.nextInt(packs.size())).toString();
    for (String ending : new String[] {"pack", "idx"}) {
      Path file = Path.of(name.substring(0, name.length() - "pack".length()) + ending);
      lost.put(file, Files.readAllBytes(file));
      Files.delete(file);
    }
    return "loses a pack";
  }

  /** Takes a loose object away, or damages it. */
  private String lose() throws IOException {
    List<Path> files = loose();
    if (files.isEmpty()) {
      return "loses nothing";
    }
    Path file = files.get(random.nextInt(files.size()));
    lost.putIfAbsent(file, Files.readAllBytes(file));
    Files.delete(file);
    if (random.nextInt(3) == 0) {
      Files.writeString(file, "damaged");
      return "damages " + file.getFileName();
    }
    return "loses " + file.getFileName();
  }

  private String restore() throws IOException {
    for (var one : lost.entrySet()) {
      Files.createDirectories(Objects.requireNonNull(one.getKey().getParent()));
      Files.deleteIfExists(one.getKey());
      Files.write(one.getKey(), one.getValue());
    }
    lost.clear();
    return "restores";
  }

  private String move(String file) throws IOException {
    String to = FILES[random.nextInt(FILES.length)];
    Files.createDirectories(Objects.requireNonNull(git.path(to).getParent()));
    return attempt("mv", "-f", file, to) + ", " + attempt("commit", "-q", "-m", "moves");
  }

  private String author() {
    git.as("Eve " + maybeKey(), "eve@example.org");
    String said = attempt("commit", "-q", "--allow-empty", "-m", "by another " + number);
    git.as("Ada", "ada@example.org");
    return said + " by another";
  }

  private static byte[] zip(String name, String text) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return out.toByteArray();
  }

  private String archive() throws IOException {
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(out)) {
      for (int i = 0; i < 4; i++) {
        zip.putNextEntry(new ZipEntry("inner" + i + (i == 2 ? ".bin" : ".txt")));
        String text = i == 2 ? "\0\0" : "line\ntoken = " + maybeKey() + "\n";
        zip.write(text.getBytes(StandardCharsets.UTF_8));
      }
    }
    byte[] bytes = out.toByteArray();
    boolean whole = random.nextInt(3) > 0;
    Files.write(
        git.path("z" + random.nextInt(2) + ".zip"),
        whole ? bytes : java.util.Arrays.copyOf(bytes, bytes.length / 2));
    return attempt("add", "-A") + ", " + attempt("commit", "-q", "-m", "archive");
  }
}
