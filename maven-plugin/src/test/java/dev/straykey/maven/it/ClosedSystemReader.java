package dev.straykey.maven.it;

import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;

/** Keeps JGit from reading and writing the settings of whoever runs the tests. */
final class ClosedSystemReader extends SystemReader.Delegate {
  private ClosedSystemReader(SystemReader real) {
    super(real);
  }

  static synchronized void install() {
    if (!(SystemReader.getInstance() instanceof ClosedSystemReader)) {
      SystemReader.setInstance(new ClosedSystemReader(SystemReader.getInstance()));
    }
  }

  @Override
  public FileBasedConfig openUserConfig(Config parent, FS fs) {
    return none(parent, fs);
  }

  @Override
  public FileBasedConfig openSystemConfig(Config parent, FS fs) {
    return none(parent, fs);
  }

  @Override
  public FileBasedConfig openJGitConfig(Config parent, FS fs) {
    return none(parent, fs);
  }

  private static FileBasedConfig none(Config parent, FS fs) {
    return new FileBasedConfig(parent, null, fs) {
      @Override
      public void load() {}

      @Override
      public void save() {}

      @Override
      public boolean isOutdated() {
        return false;
      }
    };
  }
}
