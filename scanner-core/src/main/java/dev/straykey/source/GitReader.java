package dev.straykey.source;

import java.io.IOException;
import java.util.Collection;
import java.util.Set;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.AbbreviatedObjectId;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;

/** Lets JGit walk commits and trees over our own reading of objects. */
final class GitReader extends ObjectReader {
  private final GitObjects objects;

  GitReader(GitObjects objects) {
    this.objects = objects;
  }

  @Override
  public ObjectReader newReader() {
    return new GitReader(objects);
  }

  @Override
  public Collection<ObjectId> resolve(AbbreviatedObjectId id) throws IOException {
    return GitAbbreviations.resolve(objects, id);
  }

  @Override
  public boolean has(AnyObjectId id) {
    return objects.has(id);
  }

  @Override
  public ObjectLoader open(AnyObjectId id, int typeHint)
      throws MissingObjectException, IncorrectObjectTypeException, IOException {
    GitObjects.Loaded loaded;
    try {
      loaded = objects.load(id);
    } catch (GitPack.DamagedException | GitObjects.TooLargeException e) {
      // To whoever walks, what cannot be read is not there; reading the packs says why.
      loaded = null;
    }
    if (loaded == null) {
      throw new MissingObjectException(id.copy(), "object");
    }
    if (typeHint != OBJ_ANY && typeHint != loaded.type()) {
      throw new IncorrectObjectTypeException(id.copy(), typeHint);
    }
    return new ObjectLoader.SmallObject(loaded.type(), loaded.bytes());
  }

  @Override
  public Set<ObjectId> getShallowCommits() {
    return objects.shallow();
  }

  @Override
  public void close() {}
}
