package dev.straykey.source;

import dev.straykey.git.GitAncestry;
import dev.straykey.git.GitCommit;
import dev.straykey.git.GitHead;
import dev.straykey.git.GitId;
import dev.straykey.git.GitLayout;
import dev.straykey.git.GitObjects;
import dev.straykey.git.GitRefs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The commit that a change starts from, and files as they stood there: what others had before
 * whoever wrote the change could edit it.
 */
public final class MergeBase implements AutoCloseable {
  private static final String REMOTES = "refs/remotes/";

  private final GitObjects objects;
  private final @Nullable GitId commit;
  private @Nullable Map<String, GitId> files;

  private MergeBase(GitObjects objects, @Nullable GitId commit) {
    this.objects = objects;
    this.commit = commit;
  }

  /**
   * Finds it: the merge base of {@code HEAD} and what the CI names; else of {@code HEAD} and the
   * remote's own {@code HEAD}; else the newest commit on the way back from {@code HEAD} that some
   * remote-tracking branch has.
   *
   * @param base as the CI says; null when nobody says
   * @return null when there is no repository at {@code root}
   */
  public static @Nullable MergeBase of(Path root, @Nullable String base) throws IOException {
    GitLayout layout = GitLayout.isRepository(root) ? GitLayout.at(root) : null;
    if (layout == null) {
      return null;
    }
    GitRefs refs = GitRefs.of(layout);
    var objects = new GitObjects(layout, root.toString(), null);
    try {
      return new MergeBase(objects, find(refs, objects, root.toString(), base));
    } catch (IOException e) {
      return new MergeBase(objects, null); // a hole in the history: nothing is known of before
    }
  }

  private static @Nullable GitId find(
      GitRefs refs, GitObjects objects, String source, @Nullable String base) throws IOException {
    GitId head = refs.head();
    if (head == null) {
      return null;
    }
    if (base != null) {
      GitId other = GitUnpushed.base(refs, objects, source, base);
      return other == null ? null : new GitAncestry(objects).common(head, other);
    }
    for (Map.Entry<String, GitId> ref : refs.all().entrySet()) {
      if (ref.getKey().startsWith(REMOTES) && ref.getKey().endsWith("/HEAD")) {
        return new GitAncestry(objects).common(head, ref.getValue());
      }
    }
    if (refs.all().keySet().stream().noneMatch(name -> name.startsWith(REMOTES))) {
      return null;
    }
    Set<GitId> unpushed =
        GitUnpushed.of(objects, refs, source, new Checkout(null, false, List.of())).commits();
    GitId at = head;
    while (at != null && unpushed.contains(at)) {
      GitObjects.Loaded loaded = objects.load(at);
      List<GitId> parents =
          loaded == null
              ? List.of()
              : GitCommit.parse(loaded.bytes(), loaded.bytes().length).parents();
      at = parents.isEmpty() ? null : parents.get(0);
    }
    return at;
  }

  /** Returns whether it could be told where the change starts. */
  public boolean known() {
    return commit != null;
  }

  /** Returns a file's content there; null when it was not there or cannot be read. */
  public byte @Nullable [] file(String path) {
    if (commit == null || path.isEmpty()) {
      return null;
    }
    if (files == null) {
      files = GitHead.files(objects, commit);
    }
    GitId blob = files.get(path);
    try {
      GitObjects.Loaded loaded = blob == null ? null : objects.load(blob);
      return loaded == null ? null : loaded.bytes();
    } catch (IOException e) {
      return null; // damaged, or too large: as if it had not been there, which is the stricter
    }
  }

  @Override
  public void close() throws IOException {
    objects.close();
  }
}
