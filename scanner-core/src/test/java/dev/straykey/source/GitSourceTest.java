package dev.straykey.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.straykey.git.GitObjects;
import dev.straykey.model.Audience;
import dev.straykey.model.InvalidInputException;
import dev.straykey.model.Origin;
import dev.straykey.model.Provenance;
import dev.straykey.model.Skip;
import dev.straykey.model.TextState;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.ResetCommand;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.internal.storage.file.GC;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitSourceTest {
  @TempDir Path folder;
  private Git git;
  private final GitSource source = new GitSource();

  @BeforeAll
  static void keepJgitAtHome() {
    ClosedSystemReader.install();
  }

  @BeforeEach
  void init() throws Exception {
    git = Git.init().setDirectory(folder.toFile()).setInitialBranch("main").call();
  }

  @AfterEach
  void close() {
    git.close();
  }

  private RevCommit commit(String message, Map<String, String> files) throws Exception {
    for (var file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
    git.add().addFilepattern(".").call();
    git.add().addFilepattern(".").setUpdate(true).call();
    var who = new PersonIdent("Ada", "ada@example.org");
    return git.commit().setMessage(message).setAuthor(who).setCommitter(who).setSign(false).call();
  }

  private void pack() throws Exception {
    var gc = new GC((FileRepository) git.getRepository());
    gc.setExpireAgeMillis(0);
    gc.setPackExpireAgeMillis(0);
    gc.gc().get();
  }

  private Collected read(ReadOptions options) throws Exception {
    return Collected.of(source, folder, options);
  }

  private Collected read() throws Exception {
    return read(ReadOptions.all());
  }

  private List<Provenance> placesOf(Collected collected, String needle) throws Exception {
    return placesOf(collected, needle, ReadOptions.all());
  }

  private List<Provenance> placesOf(Collected collected, String needle, ReadOptions options)
      throws Exception {
    List<Origin> origins =
        collected.texts.stream()
            .filter(t -> t.text().contains(needle))
            .map(Collected.Text::origin)
            .toList();
    return source.resolve(source.units(folder, options).get(0), options, origins).values().stream()
        .flatMap(List::stream)
        .toList();
  }

  private static ReadOptions options(boolean history, boolean staged, String range, String since) {
    return new ReadOptions(history, staged, range, since, null, Map.of(), null, List.of(), false);
  }

  @Test
  void findsATextThatWasDeletedLongAgo() throws Exception {
    RevCommit first = commit("add", Map.of("a/b.txt", "needle one\n"));
    Files.delete(folder.resolve("a/b.txt"));
    commit("remove", Map.of("c.txt", "other\n"));

    var places = placesOf(read(), "needle");

    assertThat(places)
        .singleElement()
        .satisfies(
            place -> {
              assertThat(place.path()).isEqualTo("a/b.txt");
              assertThat(place.commit()).isEqualTo(first.name());
              assertThat(place.author()).isEqualTo("Ada <ada@example.org>");
              assertThat(place.state()).isEqualTo(TextState.HISTORICAL);
              assertThat(place.audience()).isEqualTo(Audience.RESTRICTED);
            });
  }

  @Test
  void readsPackedHistoryAsItReadsLooseObjects() throws Exception {
    var text = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      text.append("line ").append(i).append(" of a text that grows\n".repeat(20));
      commit("step " + i, Map.of("grows.txt", text.toString()));
    }
    List<String> loose = read().strings().stream().sorted().toList();
    pack();

    assertThat(read().strings().stream().sorted().toList()).isEqualTo(loose);
  }

  @Test
  void readsEveryBlobOnce() throws Exception {
    commit("one", Map.of("a.txt", "same text\n", "b.txt", "same text\n"));
    commit("two", Map.of("c.txt", "same text\n"));
    pack();

    assertThat(read().strings()).containsOnlyOnce("same text\n");
  }

  @Test
  void namesEveryPathOfABlob() throws Exception {
    commit("one", Map.of("a.txt", "same text\n", "b.txt", "same text\n"));

    assertThat(placesOf(read(), "same text"))
        .extracting(Provenance::path)
        .containsExactly("a.txt", "b.txt");
  }

  @Test
  void saysThatATextStandsInHead() throws Exception {
    commit("one", Map.of("a.txt", "needle\n"));

    assertThat(placesOf(read(), "needle"))
        .singleElement()
        .extracting(Provenance::state)
        .isEqualTo(TextState.CURRENT);
  }

  @Test
  void readsWhatOnlyAStashHolds() throws Exception {
    commit("one", Map.of("a.txt", "plain\n"));
    Files.writeString(folder.resolve("a.txt"), "needle in a stash\n");
    git.stashCreate().call();

    assertThat(placesOf(read(), "needle")).extracting(Provenance::path).contains("a.txt");
  }

  @Test
  void readsWhatNoRefLeadsToAnyMore() throws Exception {
    commit("one", Map.of("a.txt", "plain\n"));
    commit("two", Map.of("a.txt", "needle thrown away\n"));
    git.reset().setMode(ResetCommand.ResetType.HARD).setRef("HEAD~1").call();

    assertThat(read().strings()).contains("needle thrown away\n");
  }

  @Test
  void readsMessagesOfCommitsAndTags() throws Exception {
    RevCommit commit = commit("needle in a commit", Map.of("a.txt", "plain\n"));
    git.tag()
        .setName("v1")
        .setMessage("needle in a tag")
        .setAnnotated(true)
        .setSigned(false)
        .call();

    var places = placesOf(read(), "needle");

    assertThat(places)
        .filteredOn(place -> place.commit() != null)
        .hasSize(2)
        .allMatch(place -> "message".equals(place.field()))
        .allMatch(place -> place.state() == TextState.CURRENT);
    assertThat(places).extracting(Provenance::commit).contains(commit.name());
    // Git keeps it in a log and in the draft as well.
    assertThat(places).extracting(Provenance::path).contains(".git/logs/HEAD");
  }

  @Test
  void takesAnUncommittedFileAsLocal() throws Exception {
    commit("one", Map.of("a.txt", "plain\n"));
    Files.writeString(folder.resolve("new.txt"), "needle\n");

    assertThat(placesOf(read(), "needle"))
        .singleElement()
        .satisfies(
            place -> {
              assertThat(place.path()).isEqualTo("new.txt");
              assertThat(place.audience()).isEqualTo(Audience.LOCAL);
              assertThat(place.commit()).isNull();
            });
  }

  @Test
  void leavesOutWhatGitIgnoresUnlessItIsTracked() throws Exception {
    commit("one", Map.of("kept.log", "needle tracked\n"));
    commit("two", Map.of(".gitignore", "*.log\nbuild/\n!keep.log\n"));
    Files.writeString(folder.resolve("kept.log"), "needle changed\n");
    Files.writeString(folder.resolve("other.log"), "needle ignored\n");
    Files.writeString(folder.resolve("keep.log"), "needle kept\n");
    Files.createDirectories(folder.resolve("build"));
    Files.writeString(folder.resolve("build/x.txt"), "needle built\n");

    assertThat(read(options(false, false, null, null)).strings())
        .contains("needle changed\n", "needle kept\n")
        .doesNotContain("needle ignored\n", "needle built\n");
  }

  @Test
  void readsOnlyTheWorkTreeWithoutHistory() throws Exception {
    commit("one", Map.of("a.txt", "needle old\n"));
    commit("two", Map.of("a.txt", "needle new\n"));

    assertThat(read(options(false, false, null, null)).strings()).containsExactly("needle new\n");
  }

  @Test
  void readsOnlyWhatIsStaged() throws Exception {
    commit("one", Map.of("a.txt", "committed\n", "b.txt", "committed too\n"));
    Files.writeString(folder.resolve("a.txt"), "needle staged\n");
    git.add().addFilepattern("a.txt").call();
    Files.writeString(folder.resolve("a.txt"), "not staged\n");

    var collected = read(options(true, true, null, null));

    assertThat(collected.strings()).containsExactly("needle staged\n");
    assertThat(collected.texts.get(0).place().audience()).isEqualTo(Audience.LOCAL);
    assertThat(collected.texts.get(0).place().path()).isEqualTo("a.txt");
  }

  @Test
  void readsOnlyARange() throws Exception {
    RevCommit a = commit("one", Map.of("a.txt", "first\n"));
    RevCommit b = commit("two", Map.of("a.txt", "second\n"));
    commit("three", Map.of("a.txt", "third\n"));

    var collected = read(options(true, false, a.name() + ".." + b.name(), null));

    assertThat(collected.strings())
        .containsExactlyInAnyOrder("second\n", "two", "Ada <ada@example.org>");
  }

  @Test
  void readsNothingAndSkipsNothingWhenARangeIsEmpty() throws Exception {
    commit("one", Map.of("a.txt", "first\n"));

    var collected = read(options(true, false, "HEAD..HEAD", null));

    assertThat(collected.strings()).isEmpty();
    assertThat(collected.skips).isEmpty();
  }

  @Test
  void readsOnlyWhatCameAfterARevision() throws Exception {
    commit("one", Map.of("a.txt", "first\n"));
    commit("two", Map.of("a.txt", "second\n"));

    assertThat(read(options(true, false, null, "HEAD~1")).strings())
        .containsExactlyInAnyOrder("second\n", "two", "Ada <ada@example.org>");
  }

  @Test
  void refusesARevisionThatIsNotThere() throws Exception {
    commit("one", Map.of("a.txt", "first\n"));

    assertThatThrownBy(() -> read(options(true, false, null, "nowhere")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("SK-3004")
        .hasMessageContaining("nowhere");
  }

  @Test
  void readsABareRepository() throws Exception {
    commit("one", Map.of("a.txt", "needle\n"));
    Path bare = folder.resolve(".git");

    assertThat(Sources.recognise(bare).kind()).isEqualTo("git");
    assertThat(Collected.of(source, bare).strings()).contains("needle\n");
  }

  @Test
  void readsARepositoryWithoutCommits() throws Exception {
    Files.writeString(folder.resolve("a.txt"), "needle\n");

    var collected = read();

    assertThat(collected.texts)
        .filteredOn(text -> !text.place().path().startsWith(".git/"))
        .extracting(Collected.Text::text)
        .containsExactly("needle\n");
    assertThat(collected.skips).allMatch(skip -> skip.reason().leavesScanComplete());
  }

  @Test
  void saysThatAnObjectOfTheHistoryIsMissing() throws Exception {
    RevCommit commit = commit("one", Map.of("a.txt", "lost\n", "b.txt", "kept\n"));
    String id = GitHeadIds.blob(git.getRepository(), commit, "a.txt");
    Files.delete(folder.resolve(".git/objects/" + id.substring(0, 2) + "/" + id.substring(2)));

    var collected = read();

    assertThat(collected.skips)
        .anyMatch(skip -> skip.reason() == Skip.Reason.MISSING && skip.place().endsWith(id));
    assertThat(collected.strings()).contains("kept\n");
  }

  @Test
  void doesNotMissWhatAnUnreachableTreeNames() throws Exception {
    commit("one", Map.of("a.txt", "plain\n"));
    RevCommit gone = commit("two", Map.of("a.txt", "gone\n"));
    String id = GitHeadIds.blob(git.getRepository(), gone, "a.txt");
    git.reset().setMode(ResetCommand.ResetType.HARD).setRef("HEAD~1").call();
    Files.delete(folder.resolve(".git/objects/" + id.substring(0, 2) + "/" + id.substring(2)));
    Files.deleteIfExists(folder.resolve(".git/ORIG_HEAD"));
    GitHeadIds.deleteLogs(folder.resolve(".git/logs"));

    assertThat(read().reasons()).doesNotContain(Skip.Reason.MISSING);
  }

  @Test
  void saysThatACloneIsShallowAndTakesItAsComplete() throws Exception {
    commit("one", Map.of("a.txt", "first\n"));
    RevCommit second = commit("two", Map.of("a.txt", "second\n"));
    pack();
    Files.writeString(folder.resolve(".git/shallow"), second.name() + "\n");

    var collected = read();

    assertThat(collected.notices).anyMatch(notice -> notice.contains("shallow"));
    assertThat(collected.skips).isEmpty();
  }

  @Test
  void readsWhatIsWholeOfATruncatedPack() throws Exception {
    var random = new Random(7);
    for (int i = 0; i < 30; i++) {
      var text = new StringBuilder("text " + i + "\n");
      random.ints(400, 'a', 'z').forEach(c -> text.append((char) c));
      commit("step " + i, Map.of("f" + i + ".txt", text.toString()));
    }
    pack();
    Path pack = GitHeadIds.pack(folder);
    byte[] bytes = Files.readAllBytes(pack);
    assertThat(pack.toFile().setWritable(true)).isTrue();
    Files.write(pack, java.util.Arrays.copyOf(bytes, bytes.length * 9 / 10));

    var collected = read(options(true, false, null, null));

    assertThat(collected.reasons()).contains(Skip.Reason.BROKEN);
    assertThat(collected.strings().stream().filter(t -> t.startsWith("step ")))
        .hasSizeGreaterThan(20);
  }

  @Test
  void streamsABlobThatDoesNotFitIntoMemory() throws Exception {
    byte[] line =
        "0123456789abcdef 0123456789abcdef 0123456789abcdef 0123456789\n"
            .getBytes(StandardCharsets.UTF_8);
    Path big = folder.resolve("big.txt");
    try (var out = new java.io.BufferedOutputStream(Files.newOutputStream(big))) {
      for (long n = 0; n < GitObjects.IN_MEMORY + 100_000L; n += line.length) {
        out.write(line);
      }
      out.write("needle\n".getBytes(StandardCharsets.UTF_8));
    }
    commit("big", Map.of("a.txt", "small\n"));
    Files.delete(big);

    assertThat(read().strings()).anyMatch(text -> text.endsWith("needle\n"));
  }

  @Test
  void countsBinaryBlobsOnce() throws Exception {
    commit("one", Map.of("a.bin", "a\0b", "b.bin", "b\0c"));

    assertThat(read(options(true, false, null, null)).skips)
        .filteredOn(skip -> skip.detail().contains("blob"))
        .singleElement()
        .extracting(Skip::detail)
        .isEqualTo("2 binary blobs");
  }

  @Test
  void offersARepositoryInsideAsASourceOfItsOwn() throws Exception {
    commit("one", Map.of("a.txt", "outer\n"));
    Git.init().setDirectory(folder.resolve("inner").toFile()).call().close();
    Files.writeString(folder.resolve("inner/x.txt"), "inner text\n");

    assertThat(read().offered).contains("inner");
  }
}
