package dev.straykey.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.straykey.model.Sleeper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The tools that the plan is for, as it tells to call them; a history that they rewrote holds no
 * key. Skipped where a tool is not there: {@code git filter-repo} is one of git's commands, BFG is
 * the jar that {@code STRAYKEY_TEST_BFG} names.
 */
class PurgeToolsIT {
  @TempDir Path folder;
  private final Random random = new Random(11);
  private final List<String> keys = new ArrayList<>();
  private GitCli git;
  private String said = "";

  private String key() {
    String key = GitScan.key(random);
    keys.add(key.substring(10));
    return key;
  }

  private String pem() throws Exception {
    var made = KeyPairGenerator.getInstance("RSA");
    made.initialize(2048);
    String body =
        Base64.getMimeEncoder(64, new byte[] {'\n'})
            .encodeToString(made.generateKeyPair().getPrivate().getEncoded());
    keys.add(body.substring(70, 120));
    return "-----BEGIN " + "PRIVATE KEY-----\n" + body + "\n-----END " + "PRIVATE KEY-----\n";
  }

  @BeforeEach
  void make() throws Exception {
    Files.createDirectories(folder.resolve("r"));
    git = new GitCli(folder.resolve("r"));
    git.run("init", "-q", "-b", "main");
    git.write("README", "nothing\n");
    git.commit("first");
    git.write("token.txt", "token = " + key() + "\nand a line\n");
    git.write("quoted.py", "x = '" + key() + "'; y = \"" + key() + "\"\n");
    git.write("windows.ini", "[a]\r\ntoken=" + key() + "\r\nb=c\r\n");
    git.write("key.pem", pem());
    git.write("crlf.pem", pem().replace("\n", "\r\n"));
    git.write("url.txt", "postgres://ada:" + odd("p+a.s*s(w)x$d!") + "@db.example.org/x\n");
    String inner = "some text and then a key: " + key() + " and more text behind it";
    git.write("encoded.txt", base64(inner));
    Files.write(git.path("x.zip"), zip("inner.txt", "k = " + key() + "\n"));
    git.write("names/" + key() + "_x/a.txt", "nothing\n");
    git.write("names/" + key() + "_x/a.txt", "nothing\n");
    Files.write(git.path("y.zip"), zip(key() + ".txt", "nothing\n"));
    git.commit("brings them, with " + key() + " in the message");
    git.run("tag", "-a", "v1", "-m", "a tag with " + key());
    git.write("token.txt", "none\n");
    git.run(
        "rm", "-q", "key.pem", "crlf.pem", "quoted.py", "x.zip", "y.zip", "encoded.txt", "url.txt");
    git.commit("takes most away");
    git.run("mv", "windows.ini", "renamed.ini");
    git.commit("renames one");
  }

  private String odd(String text) {
    keys.add(text);
    return text + random.nextInt(1 << 20);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)) + "\n";
  }

  private static byte[] zip(String name, String text) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return out.toByteArray();
  }

  private int plan(Path repository) {
    var out = new StringWriter();
    var surroundings =
        new Surroundings(
            Map.of("STRAYKEY_HOME", folder.resolve("state").toString()),
            new ByteArrayInputStream(new byte[0]),
            Clock.systemUTC(),
            Sleeper.REAL,
            "test");
    int status =
        PurgeDesk.plan(
            RunRequest.of(repository),
            folder.resolve("plan"),
            new PrintWriter(out),
            surroundings,
            e -> {});
    said = out.toString();
    return status;
  }

  private Path mirror() throws IOException {
    new GitCli(folder).run("clone", "-q", "--mirror", "file://" + folder.resolve("r"), "m.git");
    return folder.resolve("m.git");
  }

  /** The arguments that the plan prints for a tool. */
  private List<String> arguments(String tool) {
    return said.lines()
        .map(String::strip)
        .filter(line -> line.startsWith(tool + " "))
        .findFirst()
        .map(line -> List.of(line.substring(tool.length() + 1).split(" ")))
        .orElseThrow();
  }

  private static boolean runs(String... command) {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Test
  void thePlanTellsNoKey() throws Exception {
    assertThat(plan(folder.resolve("r"))).isEqualTo(1);

    assertThat(said).startsWith(keys.size() + " keys in the history.");
    var told = new StringBuilder(said);
    try (var files = Files.list(folder.resolve("plan"))) {
      for (Path file : files.toList()) {
        told.append(Files.readString(file));
      }
    }
    for (String key : keys) {
      assertThat(told.toString()).doesNotContain(key);
    }
  }

  @Test
  void afterFilterRepoNothingIsFound() throws Exception {
    assumeTrue(runs("git", "filter-repo", "--version"), "git filter-repo is not there");
    assertThat(plan(folder.resolve("r"))).isEqualTo(1);
    Path mirror = mirror();
    var command = new ArrayList<String>(List.of("filter-repo"));
    command.addAll(arguments("git filter-repo"));

    new GitCli(mirror).run(command.toArray(String[]::new));

    assertThat(GitScan.matches(new GitScan(folder.resolve("state")).run(mirror)))
        .filteredOn(match -> !match.where().path().startsWith("filter-repo/"))
        .isEmpty();
    assertThat(new GitCli(mirror).run("show", "HEAD:renamed.ini")).startsWith("[a]");
    assertThat(new GitCli(mirror).run("show", "HEAD~2:token.txt")).endsWith("and a line");
  }

  @Test
  void afterBfgNothingIsFoundButInMessages() throws Exception {
    String jar = System.getenv().getOrDefault("STRAYKEY_TEST_BFG", "");
    assumeTrue(Files.isRegularFile(Path.of(jar)), "STRAYKEY_TEST_BFG names no jar of BFG");
    assertThat(plan(folder.resolve("r"))).isEqualTo(1);
    Path mirror = mirror();
    var command = new ArrayList<>(List.of("java", "-jar", jar));
    command.addAll(arguments("bfg"));
    command.add(mirror.toString());

    assertThat(runs(command.toArray(String[]::new))).isTrue();
    var inside = new GitCli(mirror);
    inside.run("reflog", "expire", "--expire=now", "--all");
    inside.run("gc", "-q", "--prune=now", "--aggressive");

    assertThat(GitScan.matches(new GitScan(folder.resolve("state")).run(mirror)))
        .extracting(match -> String.valueOf(match.where().field()))
        .containsOnly("message", "name");
  }
}
