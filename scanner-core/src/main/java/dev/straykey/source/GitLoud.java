package dev.straykey.source;

import dev.straykey.git.GitAgain;
import dev.straykey.git.GitId;
import dev.straykey.git.GitObjects;
import dev.straykey.git.GitPack;
import dev.straykey.git.GitPackWalk;
import dev.straykey.model.Origin;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a later run has to read again to say the same. */
final class GitLoud {
  private final GitObjects objects;
  private final Set<GitId> ids = new HashSet<>();
  private final Set<String> people;
  private final Map<GitId, int[]> spots = new HashMap<>();
  private final Map<GitId, int[]> entries = new HashMap<>();

  /**
   * @param inPart what of {@code again} could not be read to its end; null when that is not known
   */
  GitLoud(
      GitObjects objects,
      GitTexts texts,
      Collection<Origin> again,
      @Nullable Collection<Origin> inPart,
      List<GitPart> parts) {
    this.objects = objects;
    parts.forEach(part -> ids.addAll(part.loud()));
    parts.forEach(part -> spots.putAll(part.spots()));
    parts.forEach(part -> entries.putAll(part.entries()));
    if (inPart == null) {
      spots.clear();
    } else {
      inPart.forEach(origin -> spots.remove(GitPlaces.id(origin.item())));
    }
    spots.keySet().removeAll(ids); // something else has to be said of these
    var telling = new TreeSet<GitId>();
    for (Origin origin : again) {
      GitId id = origin.provenances().isEmpty() ? GitPlaces.id(origin.item()) : null;
      if (id != null) {
        ids.add(id);
        if (origin.item().startsWith(GitPlaces.PERSON)) {
          telling.add(id);
        }
      }
    }
    this.people = texts.people().toldWith(telling);
  }

  /** Returns how an object has to be read again. */
  GitAgain again(GitId id) {
    return new GitAgain(spots.get(id), entries.get(id));
  }

  Set<GitId> ids() {
    return ids;
  }

  /**
   * Adds whatever names somebody in whose name something was found: any of it may be the only one
   * that is left one day.
   */
  void naming(GitPack pack, GitKinds kinds) throws IOException {
    if (people.isEmpty()) {
      return;
    }
    var naming = new GitNaming(people, ids);
    new GitPackWalk(objects, pack, naming).run(GitPackWalk.Kind.COMMITS, List.of(naming));
    for (int i = 0; i < pack.count(); i++) {
      if (kinds.at(i) == GitKinds.TAG) {
        naming(pack.id(i));
      }
    }
  }

  /** The same for loose objects. */
  void naming(Map<GitId, Byte> loose) throws IOException {
    if (people.isEmpty()) {
      return;
    }
    for (Map.Entry<GitId, Byte> one : loose.entrySet()) {
      if (one.getValue() == GitKinds.COMMIT || one.getValue() == GitKinds.TAG) {
        naming(one.getKey());
      }
    }
  }

  private void naming(GitId id) throws IOException {
    try {
      GitObjects.Loaded loaded = objects.load(id);
      if (loaded != null) {
        GitPeople.each(
            loaded.bytes(),
            loaded.bytes().length,
            person -> {
              if (people.contains(person)) {
                ids.add(id);
              }
            });
      }
    } catch (GitPack.DamagedException | GitObjects.TooLargeException e) {
      ids.add(id);
    }
  }
}
