package dev.straykey.jenkins;

import dev.straykey.model.ScannerException;
import dev.straykey.pipeline.AgentKit;
import dev.straykey.pipeline.AgentScan;
import dev.straykey.pipeline.Surroundings;
import hudson.remoting.VirtualChannel;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.nio.charset.StandardCharsets;
import jenkins.MasterToSlaveFileCallable;
import org.jspecify.annotations.Nullable;

/**
 * The scan, on the machine that has the workspace. Only texts and bytes travel, and never a key in
 * clear.
 *
 * <p><b>Answer:</b> one byte, {@link #SEND_KIT}, {@link #RESULT} or {@link #REFUSED}, then nothing,
 * JSON or a message.
 */
final class ScanCallable extends MasterToSlaveFileCallable<byte[]> {
  private static final long serialVersionUID = 1L;

  static final byte SEND_KIT = 0;
  static final byte RESULT = 1;
  static final byte REFUSED = 2;

  private final String digest;
  private final byte @Nullable [] kit;
  private final ScanOptions options;
  private final String build;

  /**
   * @param kit null in the hope that the agent has it
   * @param build what found keys are sealed for; empty when none is to travel
   */
  ScanCallable(String digest, byte @Nullable [] kit, ScanOptions options, String build) {
    this.digest = digest;
    this.kit = kit;
    this.options = options;
    this.build = build;
  }

  @Override
  public byte[] invoke(File workspace, VirtualChannel channel) {
    return scan(workspace);
  }

  byte[] scan(File workspace) {
    try {
      AgentKit ready = kit == null ? KitCache.get(digest) : KitCache.take(kit);
      if (ready == null) {
        return new byte[] {SEND_KIT};
      }
      var asked =
          new AgentScan.Asked(
              workspace.toPath(),
              ScanOptions.list(options.paths),
              options.history,
              ScanOptions.orNull(options.since),
              ScanOptions.orNull(options.baseline),
              ScanOptions.list(options.reports),
              options.fails(),
              build);
      return answer(
          RESULT, AgentScan.run(ready, asked, Surroundings.ofProcess(), event -> {}).toJson());
    } catch (ScannerException e) {
      return answer(REFUSED, String.valueOf(e.getMessage()).getBytes(StandardCharsets.UTF_8));
    }
  }

  private static byte[] answer(byte kind, byte[] rest) {
    var answer = new ByteArrayOutputStream(rest.length + 1);
    answer.write(kind);
    answer.writeBytes(rest);
    return answer.toByteArray();
  }
}
