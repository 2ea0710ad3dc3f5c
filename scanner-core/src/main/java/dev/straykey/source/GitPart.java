package dev.straykey.source;

import dev.straykey.git.GitAgain;
import dev.straykey.git.GitGraph;
import dev.straykey.git.GitId;
import dev.straykey.git.GitLoose;
import dev.straykey.git.GitObjects;
import dev.straykey.git.GitPack;
import dev.straykey.git.GitPackWalk;
import dev.straykey.git.GitRanges;
import dev.straykey.git.GitTreeEntries;
import dev.straykey.git.GitType;
import dev.straykey.model.Origin;
import dev.straykey.model.Skip;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one thread reads of all objects: texts are handed over, trees and commits become a graph.
 */
final class GitPart implements GitPackWalk.Taker {
  private final GitObjects objects;
  private final GitTexts taking;
  private final GitGraph graph;
  private final GitGraph.Reader trees;
  private final List<GitId> loud = new ArrayList<>();
  private final Map<GitId, int[]> spots = new HashMap<>();
  private final Map<GitId, int[]> entries = new HashMap<>();
  private final Map<GitId, FileDocuments.Account> archives = new HashMap<>();
  private final Map<GitId, Byte> loose = new HashMap<>();
  private GitKinds kinds = new GitKinds(0);
  private long damagedTrees;
  private boolean onlyGraph;

  /**
   * @param names looks at names in trees; null when nobody does
   */
  GitPart(GitObjects objects, GitTexts taking, GitGraph graph, GitNames.@Nullable Reader names) {
    this.objects = objects;
    this.taking = taking;
    this.graph = graph;
    this.trees = graph.reader(names);
  }

  GitTexts taking() {
    return taking;
  }

  /** Returns what a later run has to read again whatever was found in it. */
  List<GitId> loud() {
    return loud;
  }

  /** Returns where blobs would have to be looked at again; few have such places. */
  Map<GitId, int[]> spots() {
    return spots;
  }

  /** Returns which texts of an archive would have to be read again. */
  Map<GitId, int[]> entries() {
    return entries;
  }

  /** Returns what was in archives of which nothing was to be said. */
  Map<GitId, FileDocuments.Account> archives() {
    return archives;
  }

  /** Returns what the loose objects are that were read. */
  Map<GitId, Byte> looseKinds() {
    return loose;
  }

  long damagedTreesSoFar() {
    return damagedTrees;
  }

  /**
   * Begins a pack.
   *
   * @param read what an earlier run read of it is there; what is read now is noted
   */
  void begin(GitKinds read) {
    kinds = read;
    onlyGraph = false;
  }

  /** From now on texts are left alone, for they were read. */
  void graphOnly() {
    onlyGraph = true;
  }

  @Override
  public int @Nullable [] object(
      GitPack pack, int position, int type, byte[] bytes, int length, @Nullable GitRanges changed)
      throws IOException {
    int number = pack.first() + position;
    if (type == GitType.TREE) {
      if (!isElsewhere(pack, position)) {
        tree(number, bytes, length);
      }
      return null;
    }
    if (onlyGraph) {
      if (type == GitType.COMMIT && !isElsewhere(pack, position)) {
        graph.commit(number, bytes, length);
      }
      return null;
    }
    if (kinds.at(position) != 0) {
      return null; // read by an earlier run; something is made from it
    }
    if (isElsewhere(pack, position)) {
      kinds.note(position, GitKinds.of(type), true);
      return null;
    }
    int[] spots = text(number, pack.id(position), type, bytes, length, changed);
    kinds.note(position, taking.kind(), false);
    return spots;
  }

  private void tree(int number, byte[] bytes, int length) {
    if (!trees.tree(number, bytes, length)) {
      damagedTrees++;
    }
  }

  private int @Nullable [] text(
      int number, GitId id, int type, byte[] bytes, int length, @Nullable GitRanges changed)
      throws IOException {
    int[] spots = null;
    boolean whole = true;
    switch (type) {
      case GitType.BLOB ->
          spots = taking.blob(Origin.unresolved(id.name()), "", bytes, length, changed);
      case GitType.COMMIT -> {
        whole = graph.commit(number, bytes, length);
        if (!whole) {
          taking.damaged("commits");
        }
        taking.commit(id, bytes, length);
      }
      default -> taking.tag(id, bytes, length);
    }
    if (spots != null && spots.length > 0) {
      this.spots.put(id, spots);
    }
    int[] inside = taking.entries();
    if (inside != null) {
      entries.put(id, inside);
    }
    FileDocuments.Account account = taking.account();
    if (taking.again() || !whole) {
      loud.add(id);
    } else if (account != null) {
      archives.put(id, account);
    }
    return spots;
  }

  /** Packs may overlap; of several copies the first is read. */
  private boolean isElsewhere(GitPack pack, int position) {
    return pack.first() > 0
        && objects.number(pack.id(position).raw(), 0) != pack.first() + position;
  }

  @Override
  public void large(GitPack pack, int position, long offset, int type) throws IOException {
    boolean elsewhere = isElsewhere(pack, position);
    if (onlyGraph || kinds.at(position) != 0) {
      return; // said when its text was read
    }
    if (type != GitType.TREE) {
      kinds.note(position, GitKinds.of(type), elsewhere);
    }
    if (!elsewhere) {
      large(pack.id(position), type, new GitObjects.Found(pack, offset, null));
    }
  }

  private void large(GitId id, int type, GitObjects.Found found) throws IOException {
    loud.add(id);
    if (type == GitType.BLOB) {
      taking.large(id, found, Origin.unresolved(id.name()), "");
    } else {
      taking.skip(id.name(), Skip.Reason.BOUNDED, "a tree, commit or tag too large for memory");
    }
  }

  @Override
  public void damaged(GitPack pack, int position, String detail) {
    if (!onlyGraph) {
      taking.damaged(pack.name());
    }
  }

  /**
   * Reads again an object that an earlier run found something in.
   *
   * @param items what alone is unpacked of an archive, by item; null for whatever {@code how} says
   */
  void again(GitId id, GitAgain how, @Nullable Set<String> items) throws IOException {
    GitObjects.Found found = objects.find(id);
    try {
      GitObjects.Loaded loaded = objects.load(id);
      if (loaded != null && loaded.type() != GitType.TREE) {
        byte[] bytes = loaded.bytes();
        taking.only(items == null ? how.entries() : null);
        taking.want(items);
        text(objects.number(id), id, loaded.type(), bytes, bytes.length, how.ranges());
        taking.only(null);
        taking.want(null);
      }
    } catch (GitObjects.TooLargeException e) {
      if (found != null) {
        large(id, e.type() == 0 ? GitType.BLOB : e.type(), found);
      }
    } catch (GitPack.DamagedException e) {
      taking.skip(id.name(), Skip.Reason.BROKEN, String.valueOf(e.getMessage()));
    }
  }

  /**
   * Reads a loose object.
   *
   * @param wantsTree whether trees are what is read now, and everything else is not
   */
  void loose(GitId id, boolean wantsTree) throws IOException {
    if (wantsTree && loose.containsKey(id)) {
      return; // it is a text, and was read
    }
    Path file = objects.looseFile(id);
    int type = 0;
    try (var opened = GitLoose.open(file)) {
      type = opened.type();
      if ((type == GitType.TREE) != wantsTree) {
        return;
      }
      byte[] bytes = GitLoose.load(opened).bytes();
      int number = objects.number(id.raw(), 0);
      if (wantsTree) {
        tree(number, bytes, bytes.length);
        loose.put(id, GitKinds.TREE);
      } else {
        text(number, id, type, bytes, bytes.length, null);
        loose.put(id, taking.kind());
      }
    } catch (GitObjects.TooLargeException e) {
      large(id, e.type(), new GitObjects.Found(null, 0, file));
    } catch (GitPack.DamagedException e) {
      if (!wantsTree && type != GitType.TREE) {
        taking.damaged("loose objects");
      } else if (wantsTree && type == GitType.TREE) {
        damagedTrees++;
      }
    }
  }

  /** Returns whether a loose object is a whole tree. */
  boolean isSoundTree(GitId id) {
    try {
      GitObjects.Loaded loaded = GitLoose.load(objects.looseFile(id));
      byte[] bytes = loaded.bytes();
      var entries = new GitTreeEntries(bytes, bytes.length, objects.idLength());
      boolean more = true;
      while (more) {
        more = entries.next();
      }
      return loaded.type() == GitType.TREE && entries.whole();
    } catch (IOException e) {
      return false; // said when it is read
    }
  }

  /** Takes note of a loose tree that an earlier run read. */
  void knownTree(GitId id) {
    loose.put(id, GitKinds.TREE);
  }

  /** Takes a loose object whose text an earlier run read. */
  void known(GitId id, byte kind) throws IOException {
    loose.put(id, kind);
    if (kind == GitKinds.COMMIT) {
      byte[] bytes = GitLoose.load(objects.looseFile(id)).bytes();
      graph.commit(objects.number(id.raw(), 0), bytes, bytes.length);
    }
  }

  void sayDamagedTrees() {
    if (damagedTrees > 0) {
      taking.skip(
          "trees", Skip.Reason.BROKEN, FileDocuments.counted(damagedTrees, "tree") + " damaged");
    }
  }
}
