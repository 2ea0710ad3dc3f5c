package dev.straykey.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the tools themselves write, those that are at hand. */
class KeyToolsIT {
  @TempDir Path folder;

  static Stream<Arguments> keys() {
    return Stream.of(
        made("private-key-rsa", "openssl genrsa -traditional -out key 1024"),
        made("private-key-pkcs8", "openssl genpkey -algorithm ed25519 -out key"),
        made("private-key-pkcs8", "openssl genpkey -algorithm x25519 -out key"),
        made("private-key-pkcs8", "openssl genpkey -algorithm rsa -out key"),
        made("private-key-ec", "openssl ecparam -genkey -name prime256v1 -out key"),
        made("private-key-ec", "openssl ecparam -genkey -noout -name secp521r1 -out key"),
        made(
            "private-key-encrypted",
            "openssl genpkey -algorithm rsa -aes256 -pass pass:k7-horse -out key"),
        made(
            "private-key-encrypted-openssl",
            "openssl genrsa -traditional -aes128 -passout pass:k7-horse -out key 1024"),
        made("private-key-openssh", "ssh-keygen -q -t rsa -f key -N ''"),
        made("private-key-openssh", "ssh-keygen -q -t ecdsa -f key -N ''"),
        made("private-key-openssh", "ssh-keygen -q -t ed25519 -f key -N ''"),
        made("private-key-rsa", "ssh-keygen -q -t rsa -m PEM -f key -N ''"),
        made("private-key-encrypted-openssh", "ssh-keygen -q -t ed25519 -f key -N k7-horse"),
        made("", "ssh-keygen -q -t ed25519 -f x -N '' && mv x.pub key"),
        made("", "ssh-keygen -q -t rsa -f x -N '' && ssh-keygen -e -f x.pub > key"),
        made("", "openssl genrsa -out x 1024 && openssl rsa -in x -pubout -out key"),
        made("", "openssl req -x509 -newkey rsa:1024 -nodes -keyout x -subj /CN=acme -out key"),
        made(
            "private-key-pgp",
            gpg("--quick-gen-key a@acme.com ed25519")
                + gpg("--armor --output key --export-secret-keys")
                + ":"),
        made(
            "",
            gpg("--quick-gen-key a@acme.com ed25519") + gpg("--armor --output key --export") + ":"),
        made("private-key-putty", putty("3") + "mv x key"),
        made("private-key-putty", putty("2") + "mv x key"),
        made(
            "private-key-encrypted-putty",
            putty("3") + "echo k7-horse > p && puttygen x -P --new-passphrase p -o key"),
        made(
            "private-key-ssh2",
            "puttygen -q -t rsa -b 1024 --new-passphrase /dev/null -o x && puttygen x -O private-sshcom -o key"),
        made("", putty("3") + "puttygen x -O public -o key"),
        made("age-secret-key", "age-keygen -o key"),
        made("minisign-secret-key", "minisign -G -W -p pub -s key"),
        made("", "minisign -G -W -p key -s x"),
        made("signify-secret-key", "signify-openbsd -G -n -p key.pub -s key.sec && mv key.sec key"),
        made("wireguard-private-key", "umask 077; wg genkey | sed 's/^/PrivateKey = /' > key"),
        made("", "wg genkey | wg pubkey | sed 's/^/PublicKey = /' > key"));
  }

  private static Arguments made(String rule, String command) {
    return Arguments.of(command, rule);
  }

  private static String gpg(String arguments) {
    return "gpg --homedir . --batch --quiet --passphrase '' " + arguments + " && ";
  }

  private static String putty(String version) {
    return "puttygen -q -t ed25519 --ppk-param version=%s --new-passphrase /dev/null -o x && "
        .formatted(version);
  }

  @ParameterizedTest
  @MethodSource("keys")
  void aKeyOfARealToolIsFoundAndNamed(String command, String rule)
      throws IOException, InterruptedException {
    String tool = command.substring(command.startsWith("umask") ? 11 : 0).split(" ", 2)[0];
    assumeTrue(run("command -v " + tool) == 0, tool + " is not installed");
    assumeTrue(run(command) == 0, tool + " of this version does not know these options");

    List<Found.Finding> found = Found.in("key", Files.readAllBytes(folder.resolve("key")));

    assertThat(found.stream().map(Found.Finding::rule))
        .containsExactlyElementsOf(rule.isEmpty() ? List.of() : List.of(rule));
  }

  private int run(String command) throws IOException, InterruptedException {
    var process =
        new ProcessBuilder("sh", "-c", command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      return -1;
    }
    return process.exitValue();
  }
}
