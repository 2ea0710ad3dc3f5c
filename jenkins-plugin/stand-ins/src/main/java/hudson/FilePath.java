package hudson;

import hudson.remoting.VirtualChannel;
import java.io.File;
import java.io.IOException;
import java.io.Serializable;
import org.jenkinsci.remoting.RoleSensitive;

/** A path on the controller or on an agent. */
public final class FilePath implements org.jenkinsci.remoting.SerializableOnlyOverRemoting {
  private static final long serialVersionUID = 1L;

  public FilePath(File localPath) {}

  public String getRemote() {
    throw new StandIn();
  }

  public VirtualChannel getChannel() {
    throw new StandIn();
  }

  public <T> T act(FileCallable<T> callable) throws IOException, InterruptedException {
    throw new StandIn();
  }

  /** Runs on the machine that has the path. */
  public interface FileCallable<T> extends Serializable, RoleSensitive {
    T invoke(File file, VirtualChannel channel) throws IOException, InterruptedException;
  }
}
