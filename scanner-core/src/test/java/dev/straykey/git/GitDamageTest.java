package dev.straykey.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/** What git writes, and somebody else damaged. */
class GitDamageTest {
  @Property(tries = 200)
  void refusesADamagedIndexWithAnErrorOfItsOwn(@ForAll @Size(max = 300) byte[] rest)
      throws Exception {
    byte[] index = new byte[12 + rest.length];
    System.arraycopy(new byte[] {'D', 'I', 'R', 'C', 0, 0, 0, 4, 0, 0, 0, 9}, 0, index, 0, 12);
    System.arraycopy(rest, 0, index, 12, rest.length);
    Path file = Files.createTempFile("index", "");
    try {
      Files.write(file, index);
      assertThatCode(
              () -> {
                try {
                  GitIndex.entries(file, file.resolveSibling("none"), GitId.SHA1);
                } catch (java.io.IOException e) {
                  assertThat(e).hasMessageContaining("index");
                }
              })
          .doesNotThrowAnyException();
    } finally {
      Files.delete(file);
    }
  }

  @Property(tries = 200)
  void refusesADamagedDeltaWithAnErrorOfItsOwn(@ForAll @Size(max = 60) byte[] delta) {
    assertThatCode(
            () -> {
              try {
                var made = new GitDelta(delta, delta.length);
                if (made.resultSize() < 1 << 20) {
                  made.apply(new byte[16], 16, new byte[1 << 20], new GitRanges());
                }
              } catch (GitPack.DamagedException e) {
                assertThat(e).hasMessageContaining("damaged");
              }
            })
        .doesNotThrowAnyException();
  }
}
