package dev.straykey.git;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a tree has at paths where no other of several trees has it. */
public final class GitTreeDiff {
  private static final int MAX_DEPTH = 500;

  private final GitObjects objects;
  private final Collection<String> missing;

  /** Takes what is new at its path. */
  public interface Taker {
    void blob(String path, GitId id) throws IOException;

    /** Called for a submodule, of which only the name is here. */
    void submodule(String path) throws IOException;
  }

  /**
   * Compares trees of these objects.
   *
   * @param missing takes ids of trees that are not there
   */
  public GitTreeDiff(GitObjects objects, Collection<String> missing) {
    this.objects = objects;
    this.missing = missing;
  }

  /**
   * Tells what a tree has that none of the others has.
   *
   * @param others null where there is no tree to compare with
   */
  public void added(@Nullable GitId tree, List<@Nullable GitId> others, Taker taker)
      throws IOException {
    added(tree, others, "", 0, taker);
  }

  private void added(
      @Nullable GitId tree, List<@Nullable GitId> others, String prefix, int depth, Taker taker)
      throws IOException {
    if (tree == null || depth > MAX_DEPTH || others.contains(tree)) {
      return;
    }
    GitObjects.Loaded loaded = load(tree);
    if (loaded == null) {
      return;
    }
    List<Map<String, GitId>> old = new ArrayList<>();
    for (GitId other : others) {
      old.add(names(other));
    }
    var entries = new GitTreeEntries(loaded.bytes(), loaded.bytes().length, objects.idLength());
    while (entries.next()) {
      GitId id = entries.id();
      String name = entries.name();
      List<@Nullable GitId> below = new ArrayList<>();
      for (Map<String, GitId> names : old) {
        below.add(names.get(name));
      }
      if (!below.contains(id)) {
        if (entries.isTree()) {
          added(id, below, prefix + name + "/", depth + 1, taker);
        } else if (entries.isBlob()) {
          taker.blob(prefix + name, id);
        } else if (entries.isSubmodule()) {
          taker.submodule(prefix + name);
        }
      }
    }
    if (!entries.whole()) {
      missing.add(tree.name());
    }
  }

  /** Returns whether a tree has anything at a path. */
  public boolean has(@Nullable GitId tree, String path) throws IOException {
    GitId at = tree;
    for (String name : path.split("/", -1)) {
      at = names(at).get(name);
      if (at == null) {
        return false;
      }
    }
    return true;
  }

  private Map<String, GitId> names(@Nullable GitId tree) throws IOException {
    var names = new HashMap<String, GitId>();
    GitObjects.Loaded loaded = tree == null || !objects.has(tree) ? null : load(tree);
    if (loaded != null) {
      var entries = new GitTreeEntries(loaded.bytes(), loaded.bytes().length, objects.idLength());
      while (entries.next()) {
        names.put(entries.name(), entries.id());
      }
    }
    return names;
  }

  private GitObjects.@Nullable Loaded load(GitId tree) throws IOException {
    GitObjects.Loaded loaded;
    try {
      loaded = objects.load(tree);
    } catch (GitPack.DamagedException | GitObjects.TooLargeException e) {
      missing.add(tree.name());
      return null;
    }
    if (loaded == null) {
      missing.add(tree.name());
    }
    return loaded != null && loaded.type() == GitType.TREE ? loaded : null;
  }
}
