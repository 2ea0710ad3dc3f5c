package dev.straykey.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.CRC32;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.TreeFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables of refs that were damaged by chance. */
class GitReftableTest {
  private static final int FOOTER = 68;

  @TempDir Path folder;

  private byte[] table() throws IOException {
    Path git = folder.resolve(".git");
    try (var repository = new FileRepository(git.toFile())) {
      repository.create();
      ObjectId id;
      try (var inserter = repository.newObjectInserter()) {
        var commit = new CommitBuilder();
        commit.setTreeId(inserter.insert(new TreeFormatter()));
        commit.setAuthor(new PersonIdent("A", "a@example.org"));
        commit.setCommitter(commit.getAuthor());
        id = inserter.insert(Constants.OBJ_COMMIT, commit.build());
        inserter.flush();
      }
      for (int i = 0; i < 300; i++) {
        var update = repository.updateRef("refs/heads/branch-" + i);
        update.setNewObjectId(id);
        update.setForceRefLog(true);
        update.setRefLogMessage("made number " + i, false);
        update.update();
      }
      repository.convertRefStorage(ConfigConstants.CONFIG_REF_STORAGE_REFTABLE, true, false);
    }
    try (var files = Files.list(git.resolve("reftable"))) {
      return Files.readAllBytes(
          files.filter(file -> file.toString().endsWith(".ref")).findFirst().orElseThrow());
    }
  }

  private GitReftable read(byte[] table) throws IOException {
    Path tables = folder.resolve("other/reftable");
    Files.createDirectories(tables);
    Files.writeString(tables.resolve("tables.list"), "one.ref\n");
    Files.write(tables.resolve("one.ref"), table);
    return GitReftable.of(folder.resolve("other"), GitId.SHA1);
  }

  @Test
  void readsAllRefsAndLogs() throws Exception {
    GitReftable read = read(table());

    assertThat(read.refs).hasSize(300);
    assertThat(read.logs.get("one.ref")).contains("\tmade number 299\n");
  }

  @Test
  void isReadOrCalledDamagedWhateverStandsInIt() throws Exception {
    byte[] whole = table();
    var random = new Random(3);
    int damaged = 0;
    for (int i = 0; i < 2000; i++) {
      byte[] table = whole.clone();
      for (int n = random.nextInt(4); n >= 0; n--) {
        table[random.nextInt(table.length)] = (byte) random.nextInt(256);
      }
      seal(table);
      try {
        read(table);
      } catch (GitPack.DamagedException e) {
        damaged++;
      }
    }
    assertThat(damaged).isPositive();
  }

  /** Makes the footer right again, so that what is behind it is looked at. */
  private static void seal(byte[] table) {
    int footer = table.length - FOOTER;
    System.arraycopy(table, 0, table, footer, 24);
    var sum = new CRC32();
    sum.update(table, footer, FOOTER - Integer.BYTES);
    ByteBuffer.wrap(table).putInt(table.length - Integer.BYTES, (int) sum.getValue());
  }
}
