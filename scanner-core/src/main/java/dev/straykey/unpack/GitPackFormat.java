package dev.straykey.unpack;

import dev.straykey.model.Skip;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * What {@code git bundle} writes, a history in one file, and packs of git that lie anywhere but in
 * a repository. An entry is called by its object's id and the path that a tree has for it; commits
 * and tags are entries as well, as git keeps them.
 *
 * <p>Source: <a href="https://git-scm.com/docs/bundle-format">bundle format</a>, <a
 * href="https://git-scm.com/docs/pack-format">pack format</a>.
 */
public final class GitPackFormat implements ArchiveFormat {
  private static final byte[] PACK = {'P', 'A', 'C', 'K', 0, 0, 0};
  private static final byte[] BUNDLE = "# v2 git bundle\n".getBytes(StandardCharsets.US_ASCII);
  private static final int VERSION_AT = 3;

  @Override
  public String name() {
    return "git-pack";
  }

  @Override
  public boolean recognises(byte[] head, int length) {
    if (length > PACK.length && head[0] == 'P') {
      int version = head[PACK.length];
      return begins(head, PACK, -1) && (version == 2 || version == 3);
    }
    return isBundle(head, length);
  }

  /** Returns whether a bundle begins so, which is text at first. */
  private static boolean isBundle(byte[] head, int length) {
    return length >= BUNDLE.length
        && begins(head, BUNDLE, VERSION_AT)
        && (head[VERSION_AT] == '2' || head[VERSION_AT] == '3');
  }

  private static boolean begins(byte[] head, byte[] with, int butFor) {
    for (int i = 0; i < with.length; i++) {
      if (head[i] != with[i] && i != butFor) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void read(Packed packed, Entries entries) throws IOException {
    String head = "";
    try (var bytes = new GitPackBytes(packed.channel(), GitBundle.SHA1)) {
      head = GitBundle.head(bytes);
    }
    if (!head.isEmpty()) {
      // Names of refs, and first lines of the commits that it builds upon.
      byte[] refs = head.substring(BUNDLE.length).getBytes(StandardCharsets.ISO_8859_1);
      entries.entry("refs", new ByteArrayInputStream(refs));
    }
    int idLength = GitBundle.idLength(head);
    if (GitBundle.isFiltered(head)) {
      entries.skipped("", Skip.Reason.MISSING, "a bundle that leaves out objects by a filter");
    }
    try (var bytes = new GitPackBytes(packed.channel(), idLength)) {
      new GitPackEntries(bytes, head.length(), idLength, entries, null).read();
    }
  }
}
