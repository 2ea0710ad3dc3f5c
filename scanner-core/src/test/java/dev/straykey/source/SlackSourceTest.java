package dev.straykey.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.straykey.model.Audience;
import dev.straykey.model.Provenance;
import dev.straykey.model.Skip;
import dev.straykey.model.TextState;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlackSourceTest {
  @TempDir Path folder;
  private final SlackSource source = new SlackSource();
  private final Map<String, String> files =
      new TreeMap<>(
          Map.of(
              "channels.json", "[{'id':'C1','name':'general'}]".replace('\'', '"'),
              "groups.json", "[{'id':'G1','name':'hidden'}]".replace('\'', '"'),
              "users.json", "[{'id':'U1','name':'ada','real_name':'Ada L'}]".replace('\'', '"')));

  private void day(String name, String... messages) {
    files.put(name, ("[" + String.join(",", messages) + "]").replace('\'', '"'));
  }

  private Collected read(ReadOptions options) throws IOException {
    for (var file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
    return Collected.of(source, folder, options);
  }

  private Collected read() throws IOException {
    return read(ReadOptions.all());
  }

  private Path zip(String prefix) throws IOException {
    Path file = folder.resolve("export.zip");
    try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (var entry : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(prefix + entry.getKey()));
        zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return file;
  }

  @Test
  void saysWhoWroteAMessageWhenAndWhere() throws IOException {
    day(
        "general/2026-03-01.json",
        "{'type':'message','user':'U1','ts':'1772359331.000200','text':'needle text'}",
        "{'type':'message','user':'U1','ts':'1772359332.000000','text':'other text',"
            + "'files':[{'id':'F1','permalink':'https:\\/\\/acme.example\\/files\\/U1\\/F1'}]}");

    assertThat(read().placesOf("needle"))
        .containsExactly(
            new Provenance(
                "slack",
                folder.toString(),
                "general/2026-03-01.json",
                null,
                "general",
                null,
                "text",
                "ada",
                Instant.parse("2026-03-01T10:02:11.000200Z"),
                "https://acme.example/archives/C1/p1772359331000200",
                Audience.ORGANISATION,
                TextState.CURRENT));
  }

  @Test
  void takesTextAndBlocksOfAMessageAsOnePlace() throws IOException {
    day(
        "general/2026-03-01.json",
        "{'ts':'1772359331.000200','text':'see <http://a.example|a.example> needle',"
            + "'blocks':[{'type':'rich_text','elements':[{'type':'rich_text_section','elements':["
            + "{'type':'text','text':'nee'},{'type':'text','text':'dle','style':{'bold':true}}]}]}]}");

    var collected = read();

    assertThat(collected.strings()).contains("see a.example needle");
    assertThat(collected.placesOf("needle")).hasSize(1);
    assertThat(collected.counts).containsEntry("messages", 1L);
  }

  @Test
  void readsAMessageAsItWasTypedToo() throws IOException {
    day(
        "general/2026-03-01.json",
        "{'ts':'1.000001','text':'nee\\u200bdle\\u00a0one'}",
        "{'ts':'2.000001','text':'','attachments':[{'title':'Password','text':'needle-2'}]}",
        "{'ts':'3.000001','text':'','blocks':[{'type':'table','rows':["
            + "[{'type':'raw_text','text':'user'},{'type':'raw_text','text':'password'}],"
            + "[{'type':'raw_text','text':'admin'},{'type':'raw_text','text':'needle-3'}]]}]}");

    var read = read();

    assertThat(read.placesOf("needle one")).hasSize(1);
    assertThat(read.placesOf("Password: needle-2"))
        .extracting(Provenance::field)
        .containsExactly("attachments[0].text");
    assertThat(read.placesOf("| user | password \n| admin | needle-3"))
        .extracting(Provenance::field)
        .containsExactly("text");
  }

  @Test
  void takesDifferentFieldsAsDifferentPlaces() throws IOException {
    day(
        "general/2026-03-01.json",
        "{'ts':'1772359331.000200','text':'a needle','files':[{'url_private':'https://x/needle',"
            + "'url_private_download':'https://x/dl/needle'}],"
            + "'attachments':[{'fields':[{'title':'token','value':'a needle'}]}]}");

    assertThat(read().placesOf("needle"))
        .extracting(Provenance::field)
        .containsExactlyInAnyOrder(
            "text",
            "files[0].url_private",
            "files[0].url_private_download",
            "attachments[0].fields[0].value");
  }

  @Test
  void tellsEditedAndDeletedTextsFromThoseThatStand() throws IOException {
    day(
        "general/2026-03-01.json",
        "{'ts':'1772359331.000200','subtype':'message_changed','message':{'text':'the needle now'},"
            + "'original':{'text':'the needle before'}}",
        "{'ts':'1772359332.000200','subtype':'message_deleted',"
            + "'previous_message':{'text':'the needle gone'}}");

    assertThat(read().placesOf("needle"))
        .extracting(Provenance::state)
        .containsExactly(TextState.CURRENT, TextState.EDITED, TextState.DELETED);
  }

  @Test
  void readsTheMessagesWhenTheListOfUsersIsInNoEncoding() throws IOException {
    files.put("users.json", "[" + "\0".repeat(8) + "1\",\"name\":\"general\"}]");
    day("general/2026-03-03.json", "{'ts':'1772359333.000200','text':'needle three'}");

    var collected = read();

    assertThat(collected.placesOf("needle")).hasSize(1);
    assertThat(collected.reasons()).contains(Skip.Reason.BROKEN);
  }

  @Test
  void readsTheOtherDaysWhenOneIsBroken() throws IOException {
    day("general/2026-03-01.json", "{'ts':'1772359331.000200','text':'needle one'}");
    files.put("general/2026-03-02.json", "[{\"ts\":\"1.1\",\"text\":\"needle two\"},{\"te");
    day("general/2026-03-03.json", "{'ts':'1772359333.000200','text':'needle three'}");

    var collected = read();

    assertThat(collected.placesOf("needle")).hasSize(3);
    assertThat(collected.skips)
        .filteredOn(skip -> skip.reason() == Skip.Reason.BROKEN)
        .singleElement()
        .satisfies(skip -> assertThat(skip.place()).endsWith("general/2026-03-02.json"));
  }

  @Test
  void countsAReplyThatWasAlsoSentToTheChannelOnce() throws IOException {
    String reply = "{'ts':'1772359331.000200','subtype':'thread_broadcast','text':'the reply'}";
    day("general/2026-03-01.json", reply, reply);

    assertThat(read().counts).containsEntry("messages", 1L);
  }

  @Test
  void saysWhatAnExportLeavesOutByItsNature() throws IOException {
    day(
        "general/2026-03-01.json",
        "{'ts':'1.1','text':'','files':[{'id':'F1','mode':'tombstone'},{'id':'F2','mode':'tombstone'}]}");

    assertThat(read().skips)
        .singleElement()
        .satisfies(
            skip -> {
              assertThat(skip.reason()).isEqualTo(Skip.Reason.ABSENT_BY_DESIGN);
              assertThat(skip.detail()).isEqualTo("2 x deleted file");
            });
  }

  @Test
  void knowsPrivateChannelsAndBelievesWhatItIsTold() throws IOException {
    day("general/2026-03-01.json", "{'ts':'1.1','text':'needle open'}");
    day("hidden/2026-03-01.json", "{'ts':'1.1','text':'needle hidden'}");
    var told =
        new ReadOptions(
            true,
            false,
            null,
            null,
            null,
            Map.of("slack:general", Audience.PUBLIC),
            null,
            List.of(),
            false);

    assertThat(read().placesOf("needle"))
        .extracting(Provenance::audience)
        .containsExactly(Audience.ORGANISATION, Audience.RESTRICTED);
    assertThat(read(told).placesOf("needle"))
        .extracting(Provenance::audience)
        .containsExactly(Audience.PUBLIC, Audience.RESTRICTED);
  }

  @Test
  void readsAZipWithAFolderAroundIt() throws IOException {
    day("general/2026-03-01.json", "{'ts':'1.1','text':'a needle'}");
    Path zip = zip("My export/");

    assertThat(Sources.recognise(zip).kind()).isEqualTo("slack");
    assertThat(source.units(zip, ReadOptions.all()))
        .extracting(unit -> unit.name())
        .containsExactly("", "general");
    assertThat(Collected.of(source, zip).placesOf("needle"))
        .extracting(Provenance::path)
        .containsExactly("My export/general/2026-03-01.json");
  }

  @Test
  void takesAFolderThatHoldsAnExportAmongOtherThingsAsAFolder() throws IOException {
    day("general/2026-03-01.json", "{'ts':'1.1','text':'a needle'}");
    for (var file : files.entrySet()) {
      Path path = folder.resolve("chat").resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
    assertThat(Sources.recognise(folder).kind()).isEqualTo("slack");
    Files.writeString(folder.resolve("other.txt"), "other");

    assertThat(Sources.recognise(folder).kind()).isEqualTo("dir");
    assertThat(Collected.of(new DirSource(), folder).offered).containsExactly("chat");
  }

  @Test
  void readsWhatCanBeReadOfATruncatedZip() throws IOException {
    for (int i = 10; i < 29; i++) {
      day("general/2026-03-" + i + ".json", "{'ts':'1.%d','text':'needle %d'}".formatted(i, i));
    }
    Path zip = zip("");
    byte[] whole = Files.readAllBytes(zip);
    Files.write(zip, Arrays.copyOf(whole, whole.length / 2));

    var collected = Collected.of(source, zip);

    assertThat(collected.placesOf("needle")).hasSizeGreaterThan(5);
    assertThat(collected.reasons()).contains(Skip.Reason.BROKEN);
  }

  @Test
  void writesBackWhatALinkWasMadeOf() {
    assertThat(SlackText.fromMrkdwn("foo-<http://ci.example|ci.example>-x"))
        .isEqualTo("foo-ci.example-x");
    assertThat(SlackText.fromMrkdwn("<https://a.example/?k=1&amp;l=2|docs>"))
        .isEqualTo("docs https://a.example/?k=1&l=2");
    assertThat(SlackText.fromMrkdwn("a &lt;b&gt; &amp;quot; &quot;"))
        .isEqualTo("a <b> &quot; &quot;");
  }

  @Property(tries = 200)
  void decodesAnyTextWithoutFailing(@ForAll String text) {
    assertThatCode(() -> SlackText.fromMrkdwn("<" + text + "|>&" + text))
        .doesNotThrowAnyException();
  }

  @Property(tries = 200)
  void readsDamagedJsonWithNoErrorButItsOwn(@ForAll byte[] bytes) {
    assertThatCode(
            () -> {
              try {
                Json.elements(new ByteArrayInputStream(bytes), element -> {});
              } catch (Json.DamagedException e) {
                assertThat(e).hasNoCause();
              }
            })
        .doesNotThrowAnyException();
  }
}
