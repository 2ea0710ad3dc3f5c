package dev.straykey.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminFileTest {
  @TempDir Path home;

  private static AdminFile.Scan scan() {
    var row = new Row();
    row.rule = "own-api-key";
    row.fingerprint = "ab".repeat(32);
    row.owner = "team platform";
    row.where = "team/job/7/log:12";
    return new AdminFile.Scan("ended at noon", List.of(row), List.of("x: AccessDenied"));
  }

  @Test
  void whatAScanFoundOutlivesARestart() throws Exception {
    AdminFile.write(home.resolve("straykey"), scan());

    AdminFile.Scan again = AdminFile.read(home.resolve("straykey"));

    assertThat(again.state()).isEqualTo("ended at noon");
    assertThat(again.unread()).containsExactly("x: AccessDenied");
    assertThat(again.rows())
        .singleElement()
        .usingRecursiveComparison()
        .isEqualTo(scan().rows().get(0));
  }

  @Test
  void withoutAScanThereIsNone() throws Exception {
    assertThat(AdminFile.read(home.resolve("absent"))).isEqualTo(AdminFile.Scan.NONE);
  }

  @Test
  void onlyJenkinsOwnUserMayReadIt() throws Exception {
    AdminFile.write(home, scan());

    if (home.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(home.resolve("jenkins-findings.json"))))
          .isEqualTo("rw-------");
    }
  }
}
