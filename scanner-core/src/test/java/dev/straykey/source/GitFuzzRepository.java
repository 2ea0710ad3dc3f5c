package dev.straykey.source;

import dev.straykey.fuzz.Planted;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.internal.storage.file.GC;

/**
 * A small repository with a pack of deltas, loose objects, an index and refs, of which one file at
 * a time is replaced.
 */
final class GitFuzzRepository {
  private final Path folder = FuzzFolder.make();
  private final List<Path> files = new ArrayList<>();
  private final List<byte[]> good = new ArrayList<>();

  /** What reads the repository. */
  interface Reading {
    void read(Path folder) throws IOException;
  }

  static GitFuzzRepository make() {
    ClosedSystemReader.install();
    var made = new GitFuzzRepository();
    try (Git git = Git.init().setDirectory(made.folder.toFile()).setInitialBranch("main").call()) {
      for (int i = 0; i < 5; i++) {
        made.commit(git, "a line that grows, " + Planted.KEY + "\n", 20 + i);
      }
      var gc = new GC((FileRepository) git.getRepository());
      gc.setExpireAgeMillis(0);
      gc.gc().get();
      made.commit(git, "loose\n", 2);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    made.remember();
    return made;
  }

  private void commit(Git git, String line, int times) throws Exception {
    Path named = folder.resolve("d/" + Planted.KEY + "/deep");
    Files.createDirectories(named);
    Files.writeString(folder.resolve("d/a.txt"), line.repeat(times));
    Files.writeString(named.resolve(times + ".txt"), "named\n");
    git.add().addFilepattern(".").call();
    git.commit()
        .setMessage("step " + times)
        .setAuthor("a", "a@b")
        .setCommitter("a", "a@b")
        .setSign(false)
        .call();
  }

  private void remember() {
    Path git = folder.resolve(".git");
    try (Stream<Path> all = Files.walk(git)) {
      all.filter(Files::isRegularFile)
          .filter(f -> git.relativize(f).toString().matches("(objects/|index|HEAD|packed|refs/).*"))
          .sorted()
          .forEach(files::add);
      for (Path file : files) {
        if (!file.toFile().setWritable(true)) {
          throw new IOException("cannot be made writable: " + file);
        }
        good.add(Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Returns each file as it is, damaged, and cut off; the byte before it says which it is. Of good
   * ones alone a fuzzer would keep one: whichever file it was, the same code reads the same.
   */
  List<byte[]> seeds() {
    var seeds = new ArrayList<byte[]>();
    for (int i = 0; i < files.size(); i++) {
      byte[] file = good.get(i);
      byte[] damaged = file.clone();
      damaged[damaged.length / 2] ^= 0x55;
      for (byte[] each : List.of(file, damaged, Arrays.copyOf(file, file.length / 2))) {
        var seed = new ByteArrayOutputStream();
        seed.write(i);
        seed.writeBytes(each);
        seeds.add(seed.toByteArray());
      }
    }
    return seeds;
  }

  /** Reads with one file replaced, then puts it back. */
  void with(byte[] input, Reading reading) throws IOException {
    int which = input.length == 0 ? 0 : Math.floorMod(input[0], files.size());
    Path file = files.get(which);
    Files.write(file, input.length == 0 ? input : Arrays.copyOfRange(input, 1, input.length));
    try {
      reading.read(folder);
    } finally {
      Files.write(file, good.get(which));
    }
  }
}
