package dev.straykey.source;

import dev.straykey.git.GitLayout;
import dev.straykey.model.Origin;
import dev.straykey.model.Skip;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Files that Git LFS keeps beside the repository: a blob only points to them. Thread-safe.
 *
 * <p>Source: <a href="https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md">pointer files</a>.
 */
final class GitLargeFiles {
  private static final int LONGEST_POINTER = 1024;
  private static final byte[] BEGIN =
      "version https://git-lfs.github.com/spec/".getBytes(StandardCharsets.US_ASCII);
  private static final Pattern OID = Pattern.compile("(?m)^oid sha256:([0-9a-f]{64})$");

  private final Path folder;
  private final String source;
  private final Map<String, Boolean> seen = new HashMap<>();

  GitLargeFiles(GitLayout layout, String source) {
    this.folder = layout.common().resolve("lfs").resolve("objects");
    this.source = source;
  }

  static boolean isPointer(byte[] bytes, int length) {
    if (length > LONGEST_POINTER || length < BEGIN.length) {
      return false;
    }
    for (int i = 0; i < BEGIN.length; i++) {
      if (bytes[i] != BEGIN[i]) {
        return false;
      }
    }
    return true;
  }

  /** Reads what a pointer points to, where it is there. */
  void content(Origin origin, byte[] bytes, int length, FileDocuments files) throws IOException {
    var oid = OID.matcher(new String(bytes, 0, length, StandardCharsets.UTF_8));
    if (!oid.find()) {
      return;
    }
    String name = oid.group(1);
    Path file = folder.resolve(name.substring(0, 2)).resolve(name.substring(2, 4)).resolve(name);
    boolean there = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    synchronized (seen) {
      if (seen.put(name, there) != null) {
        return;
      }
    }
    if (there) {
      files.file(file, origin.item(), false);
    }
  }

  /** Returns whether a pointer led to the file of a name, so that it was read. */
  boolean isRead(String name) {
    synchronized (seen) {
      return seen.containsKey(name);
    }
  }

  /** Says what was not there. */
  void finish(DocumentSink sink) {
    long absent = seen.values().stream().filter(there -> !there).count();
    if (absent > 0) {
      sink.skipped(
          new Skip(
              source,
              Skip.Reason.ABSENT_BY_DESIGN,
              FileDocuments.counted(absent, "file")
                  + " kept by Git LFS, of which only the pointer is here"));
    }
  }
}
