package dev.straykey.source;

import dev.straykey.git.GitId;
import dev.straykey.git.GitPack;
import dev.straykey.git.GitPackWalk;
import dev.straykey.git.GitRanges;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects the commits that name certain people. For one thread. */
final class GitNaming implements GitPackWalk.Taker {
  private final Set<String> people;
  private final Set<GitId> into;

  GitNaming(Set<String> people, Set<GitId> into) {
    this.people = people;
    this.into = into;
  }

  @Override
  public int @Nullable [] object(
      GitPack pack, int position, int type, byte[] bytes, int length, @Nullable GitRanges changed) {
    GitPeople.each(
        bytes,
        length,
        person -> {
          if (people.contains(person)) {
            into.add(pack.id(position));
          }
        });
    return null;
  }

  @Override
  public void large(GitPack pack, int position, long offset, int type) {
    // read again by every run
  }

  @Override
  public void damaged(GitPack pack, int position, String detail) {
    // said when its text was read
  }
}
