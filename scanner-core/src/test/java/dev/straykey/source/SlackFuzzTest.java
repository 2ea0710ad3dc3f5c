package dev.straykey.source;

import static dev.straykey.fuzz.Mutants.bytes;

import dev.straykey.fuzz.LongFuzz;
import dev.straykey.fuzz.Mutants;
import dev.straykey.fuzz.Planted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.provider.MethodSource;

/** An export of Slack, with anything in its files; the first byte says in which. */
class SlackFuzzTest {
  private static final Path FOLDER = FuzzFolder.make();
  private static final List<String> NAMES =
      List.of("general/2026-03-01.json", "channels.json", "users.json", "canvases.json");
  private static final List<byte[]> GOOD =
      List.of(
          bytes("[{\"ts\":\"1.2\",\"user\":\"U1\",\"text\":\"t\"}]"),
          bytes("[{\"id\":\"C1\",\"name\":\"general\"}]"),
          bytes("[{\"id\":\"U1\",\"name\":\"ada\"}]"),
          bytes("[]"));
  private static final String DAY =
      """
      1[{"type":"message","user":"U1","ts":"1772359331.000200","text":"see <http://a.example|a> &amp; <@U1> needle",
        "blocks":[{"type":"rich_text","elements":[{"type":"rich_text_section","elements":[{"type":"text","text":"nee"},
          {"type":"link","url":"http://x"},{"type":"emoji","name":"x"}]}]}],
        "attachments":[{"text":"t","fields":[{"title":"a","value":"b"}]}],"edited":{"user":"U1","ts":"1772359332.000000"},
        "files":[{"id":"F1","mode":"snippet","preview":"p","permalink":"https:\\/\\/acme.example\\/files\\/U1\\/F1"},{"mode":"tombstone"}]},
       {"type":"message","subtype":"thread_broadcast","thread_ts":"1772359331.000200","ts":"1772359333.000000","text":"%1$s"},
       {"type":"message","subtype":"message_changed","message":{"user":"U1","text":"%1$s"},"previous_message":{"text":"x"}}]
      """
          .formatted(Planted.KEY);
  private static final List<byte[]> SEEDS =
      List.of(
          bytes(DAY),
          bytes(
              "2[{\"id\":\"C1\",\"name\":\"general\",\"members\":[\"U1\"]},{\"id\":\"C2\",\"name\":\"../x\"}]"),
          bytes(
              "3[{\"id\":\"U1\",\"name\":\"ada\",\"profile\":{\"email\":\"a@b\"},\"deleted\":false}]"),
          bytes("4[{\"type\":\"canvas\",\"title\":\"%1$s\"}]".formatted(Planted.KEY)));

  @Property
  void aDamagedFileIsReadOrSkipped(@ForAll("damaged") byte[] input) throws IOException {
    read(input);
  }

  @MethodSource("seeds")
  @LongFuzz
  void anyFileIsReadOrSkipped(byte[] input) throws IOException {
    read(input);
  }

  private static void read(byte[] input) throws IOException {
    int which = input.length == 0 ? 0 : Math.floorMod(input[0] - '1', NAMES.size());
    byte[] rest = input.length == 0 ? input : Arrays.copyOfRange(input, 1, input.length);
    for (int i = 0; i < NAMES.size(); i++) {
      Path path = FOLDER.resolve(NAMES.get(i));
      Files.createDirectories(path.getParent());
      Files.write(path, i == which ? rest : GOOD.get(i));
    }
    Collected.of(new SlackSource(), FOLDER).skips.forEach(s -> Planted.saysNothing(s.detail()));
  }

  static Stream<byte[]> seeds() {
    return SEEDS.stream();
  }

  @Provide
  Arbitrary<byte[]> damaged() {
    return Mutants.of(SEEDS);
  }
}
