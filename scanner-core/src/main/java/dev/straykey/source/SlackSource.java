package dev.straykey.source;

import dev.straykey.model.Skip;
import dev.straykey.model.Unit;
import dev.straykey.unpack.ArchiveVisitor;
import dev.straykey.unpack.Archives;
import dev.straykey.unpack.ZipFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A Slack workspace export, zipped or unpacked: one unit a channel, and one for the lists at its
 * root.
 *
 * <p>Source: <a href="https://slack.com/help/articles/220556107">how to read Slack data exports</a>
 * and real exports.
 */
public final class SlackSource implements Source {
  static final String KIND = "slack";

  /** The name of the unit that holds all but the channels' messages. */
  static final String LISTS = "";

  private static final String SITE = "site";
  private static final int LOOK_FOR_SITE_IN = 2000;
  private static final Pattern PERMALINK =
      Pattern.compile(
          "\"permalink\"\\s*:\\s*\"(https:\\\\?/\\\\?/[a-zA-Z0-9.-]+)\\\\?/files\\\\?/");

  private @Nullable Known known;

  /** Units of one export come one after another, and its lists are worth reading once. */
  private record Known(Path path, FileTime at, SlackLayout layout, SlackDirectory directory) {}

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public int recognises(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      return holdsLists(path) ? new SlackLayout(new ExportFiles(path).names()).sureness() : 0;
    }
    if (Files.isRegularFile(path) && Archives.recognise(path) instanceof ZipFormat) {
      return new SlackLayout(new ExportFiles(path).names()).sureness();
    }
    return 0;
  }

  /** A look at two levels, before a whole tree is listed. */
  private static boolean holdsLists(Path folder) throws IOException {
    try (var found =
        Files.find(
            folder,
            2,
            (file, attributes) ->
                SlackLayout.CHANNEL_LISTS.contains(String.valueOf(file.getFileName())))) {
      return found.findAny().isPresent();
    } catch (java.io.UncheckedIOException e) {
      return false; // a folder that may not be listed is no export that could be read
    }
  }

  @Override
  public List<Unit> units(Path path, ReadOptions options) throws IOException {
    var files = new ExportFiles(path);
    var layout = new SlackLayout(files.names());
    Map<String, String> settings = new HashMap<>();
    String site = site(files, layout, options);
    if (site != null) {
      settings.put(SITE, site);
    }
    var units = new ArrayList<Unit>();
    units.add(new Unit(KIND, path.toString(), LISTS, settings));
    layout
        .days()
        .keySet()
        .forEach(folder -> units.add(new Unit(KIND, path.toString(), folder, settings)));
    return units;
  }

  @Override
  public void read(Unit unit, ReadOptions options, DocumentSink sink) throws IOException {
    Path path = Path.of(unit.source());
    var files = new ExportFiles(path);
    Known export = known(path, files);
    if (unit.name().equals(LISTS)) {
      new SlackLists(unit.source(), options, sink).read(files, export.layout);
    } else {
      var messages =
          new SlackMessages(
              unit.source(),
              unit.name(),
              export.directory,
              unit.settings().get(SITE),
              options,
              sink);
      files.each(name -> unit.name().equals(export.layout.folder(name)), messages);
      messages.finish();
    }
  }

  private synchronized Known known(Path path, ExportFiles files) throws IOException {
    FileTime at = Files.getLastModifiedTime(path);
    Known now = known;
    if (now == null || !now.path.equals(path) || !now.at.equals(at) || Files.isDirectory(path)) {
      now = new Known(path, at, new SlackLayout(files.names()), SlackDirectory.of(files));
      known = now;
    }
    return now;
  }

  /** The workspace's address stands in no list, but in the links of files that were shared. */
  private static @Nullable String site(ExportFiles files, SlackLayout layout, ReadOptions options)
      throws IOException {
    var found = new String[1];
    var looked = new int[1];
    files.each(
        name -> found[0] == null && layout.folder(name) != null && looked[0]++ < LOOK_FOR_SITE_IN,
        new ArchiveVisitor() {
          @Override
          public void entry(String name, InputStream bytes) throws IOException {
            var text = new String(bytes.readNBytes(8 << 20), StandardCharsets.ISO_8859_1);
            var permalink = PERMALINK.matcher(text);
            if (permalink.find()) {
              found[0] = permalink.group(1).replace("\\", "");
            }
          }

          @Override
          public void skipped(String name, Skip.Reason reason, String detail) {}
        });
    String base = found[0] == null ? options.baseUrl() : found[0];
    return base == null || !base.endsWith("/") ? base : base.substring(0, base.length() - 1);
  }
}
