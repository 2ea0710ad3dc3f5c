package dev.straykey.pipeline;

import dev.straykey.git.GitBlobs;
import dev.straykey.model.FileTrouble;
import dev.straykey.model.Finding;
import dev.straykey.model.InvalidInputException;
import dev.straykey.model.Keyring;
import dev.straykey.model.Match;
import dev.straykey.model.Secret;
import dev.straykey.scan.PurgePattern;
import dev.straykey.source.Sources;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Writes what {@code git filter-repo} and BFG need to take keys out of a history. No key stands in
 * it: a key is described by what reports show of it, by its length and by its alphabet.
 *
 * <p>Source: <a href="https://github.com/newren/git-filter-repo">git filter-repo</a> ({@code
 * --replace-text}, {@code --replace-message}, {@code --paths-from-file}, {@code
 * --strip-blobs-with-ids}) and <a href="https://rtyley.github.io/bfg-repo-cleaner/">BFG</a>, which
 * read the same lines.
 */
public final class PurgeDesk {
  private static final int MOST_KEYS = 1_000_000;

  /** The field of a place that is a file's name. */
  private static final String NAME = "name";

  private static final String GIT = "git";

  private final RunRequest request;
  private final Surroundings surroundings;
  private final Consumer<RunEvent> events;
  private final TreeSet<String> texts = new TreeSet<>();
  private final TreeSet<String> messages = new TreeSet<>();
  private final TreeSet<String> names = new TreeSet<>();
  private final TreeSet<String> blobs = new TreeSet<>();

  /** Blobs with a key of several lines: BFG puts its expressions to one line at a time. */
  private final TreeSet<String> overLines = new TreeSet<>();

  private final TreeSet<String> byHand = new TreeSet<>();
  private int keys;
  private boolean complete = true;

  private PurgeDesk(RunRequest request, Surroundings surroundings, Consumer<RunEvent> events) {
    this.request = request;
    this.surroundings = surroundings;
    this.events = events;
  }

  private static InvalidInputException noRepository(String target) {
    return new InvalidInputException(
        "SK-1610",
        "%s is not a git repository".formatted(target),
        "Name a repository; other sources have no history to rewrite");
  }

  /** Said before a large folder is read for nothing; what cannot be opened the scan tells. */
  private static void refuseOther(String target) {
    Path path = Given.path(target);
    try {
      if (Files.exists(path) && !Sources.recognise(path).kind().equals(GIT)) {
        throw noRepository(target);
      }
    } catch (IOException e) {
      return;
    }
  }

  /**
   * Scans the history of one repository and writes the plan.
   *
   * @param folder where to write; made when it is not there
   * @return 0 when there is nothing to purge, 1 when there is, 3 when not all could be read
   * @throws InvalidInputException SK-1610 when the target is no repository, SK-1611 when the plan
   *     cannot be written
   */
  public static int plan(
      RunRequest request,
      Path folder,
      PrintWriter out,
      Surroundings surroundings,
      Consumer<RunEvent> events) {
    refuseOther(request.targets().get(0));
    var desk = new PurgeDesk(request, surroundings, events);
    try {
      desk.look();
      if (desk.keys > 0) {
        desk.write(folder);
      }
    } catch (IOException e) {
      throw new InvalidInputException(
          "SK-1611",
          "The plan cannot be written to %s (%s)".formatted(folder, FileTrouble.of(e)),
          "Name a folder that may be written with --out");
    }
    desk.say(folder, out);
    return desk.complete ? desk.keys > 0 ? 1 : 0 : 3;
  }

  private void look() throws IOException {
    Instant now = surroundings.clock().instant();
    try (var keyring = new Keyring(MOST_KEYS);
        var settings = Settings.load(request, surroundings, now, events);
        var lookup = new GitBlobs(Path.of(request.targets().get(0)))) {
      var scanned =
          new ScanStage(
                  request,
                  settings.forScanning(request),
                  keyring,
                  surroundings.input(),
                  null,
                  events)
              .scan();
      if (!scanned.reports().get(0).kind().equals(GIT)) {
        throw noRepository(request.targets().get(0));
      }
      complete = scanned.reports().stream().allMatch(report -> report.complete());
      for (Finding finding : scanned.findings()) {
        if (!finding.publishable()) {
          key(finding, keyring.get(finding.fingerprint()), lookup);
        }
      }
    }
  }

  private void key(
      Finding finding, @org.jspecify.annotations.Nullable Secret secret, GitBlobs lookup)
      throws IOException {
    String pattern = secret == null ? "" : PurgePattern.of(secret, finding.redacted());
    // Angle brackets: what stands in a password's place would else be taken for one.
    String line = "regex:%s==><REMOVED-%s>".formatted(pattern, finding.ruleId());
    boolean any = false;
    for (Match match : finding.matches()) {
      String commit = match.where().commit();
      if (commit == null) {
        continue; // no history holds it there
      }
      any = true;
      String path = match.where().path();
      int inside = path.indexOf("!/");
      boolean isName = NAME.equals(match.where().field());
      if (isName && inside < 0) {
        // What two keys leave of a name in one folder must differ.
        String left = finding.ruleId() + "-" + finding.fingerprint().hex().substring(0, 8);
        (pattern.isEmpty() ? byHand : names)
            .add(
                pattern.isEmpty()
                    ? "the name that commit " + commit + " brought"
                    : "regex:%s==>REMOVED-%s".formatted(pattern, left));
      } else if (match.where().field() != null && !isName) {
        (pattern.isEmpty() ? byHand : messages).add(pattern.isEmpty() ? "commit " + commit : line);
      } else if (pattern.isEmpty() || inside >= 0 || !match.decoded().isEmpty()) {
        String id = lookup.id(commit, inside < 0 ? path : path.substring(0, inside));
        (id == null ? byHand : blobs).add(id == null ? "commit " + commit : id);
      } else {
        texts.add(line);
        if (PurgePattern.spansLines(pattern)) {
          String id = lookup.id(commit, path);
          (id == null ? byHand : overLines).add(id == null ? "commit " + commit : id);
        }
      }
    }
    keys += any ? 1 : 0;
  }

  private void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    write(folder.resolve("replace-text.txt"), texts);
    write(folder.resolve("replace-message.txt"), messages);
    write(folder.resolve("rename-paths.txt"), names);
    write(folder.resolve("strip-blobs.txt"), blobs);
    if (!overLines.isEmpty()) {
      overLines.addAll(blobs);
    }
    write(folder.resolve("strip-blobs-bfg.txt"), overLines);
  }

  private static void write(Path file, Collection<String> lines) throws IOException {
    if (lines.isEmpty()) {
      Files.deleteIfExists(file);
    } else {
      Files.writeString(file, String.join("\n", lines) + "\n", StandardCharsets.UTF_8);
    }
  }

  private void say(Path folder, PrintWriter out) {
    if (!complete) {
      out.println("Not all of the history could be read, so this plan may not be whole.");
    }
    if (keys == 0) {
      out.println("No key stands in the history.");
      return;
    }
    out.printf("%d keys in the history. Revoke them first: what was pushed has been read.%n", keys);
    out.println();
    out.println("In a fresh clone (git clone --mirror), with git filter-repo:");
    var options = new StringBuilder();
    option(options, texts, "--replace-text", folder.resolve("replace-text.txt"));
    option(options, messages, "--replace-message", folder.resolve("replace-message.txt"));
    option(options, names, "--paths-from-file", folder.resolve("rename-paths.txt"));
    option(options, blobs, "--strip-blobs-with-ids", folder.resolve("strip-blobs.txt"));
    out.printf("  git filter-repo%s%n", options);
    options.setLength(0);
    option(options, texts, "--replace-text", folder.resolve("replace-text.txt"));
    String strip = overLines.isEmpty() ? "strip-blobs.txt" : "strip-blobs-bfg.txt";
    option(
        options,
        overLines.isEmpty() ? blobs : overLines,
        "--strip-blobs-with-ids",
        folder.resolve(strip));
    if (!texts.isEmpty()) {
      options.append(" --filter-content-size-threshold 1G");
    }
    out.printf("or with BFG:%n  bfg --no-blob-protection%s%n", options);
    if (!messages.isEmpty()) {
      out.println("  (BFG leaves messages of commits and tags as they are.)");
    }
    if (!names.isEmpty()) {
      out.println("  (BFG leaves names of files as they are.)");
    }
    List<String> left = List.copyOf(byHand);
    left.forEach(place -> out.println("By hand: " + place));
    out.println();
    out.println("Then push with --force, have hidden refs (refs/pull/*) and caches of the server");
    out.println("cleaned by whoever runs it, and have every other clone thrown away.");
  }

  private static void option(StringBuilder into, Collection<String> lines, String name, Path file) {
    if (!lines.isEmpty()) {
      into.append(' ').append(name).append(' ').append(file);
    }
  }
}
