package dev.straykey.jenkins;

import dev.straykey.model.ScannerException;
import dev.straykey.pipeline.RemediationDesk;
import hudson.Extension;
import hudson.model.AsyncPeriodicWork;
import hudson.model.TaskListener;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/**
 * Drives deadlines: goes on with what is unfinished in the store, as {@code straykey remediate
 * resume} does. Only on the controller, and only when the system configuration says so.
 */
@Extension
public class ResumeWork extends AsyncPeriodicWork {
  private static final long EVERY_FIVE_MINUTES = 5 * 60 * 1000L;

  public ResumeWork() {
    super("Straykey");
  }

  @Override
  public long getRecurrencePeriod() {
    return EVERY_FIVE_MINUTES;
  }

  @Override
  protected void execute(TaskListener listener) {
    StraykeyConfiguration configuration = StraykeyConfiguration.get();
    if (!configuration.isAct() || configuration.configPath() == null) {
      return;
    }
    try {
      OwnLoader.call(
          () -> {
            var desk =
                new RemediationDesk(
                    Controller.surroundings(configuration.homeFolder()),
                    configuration.configPath());
            return desk.resume(
                new PrintWriter(listener.getLogger(), true, StandardCharsets.UTF_8), event -> {});
          });
    } catch (ScannerException e) {
      listener.getLogger().println(Plain.of(String.valueOf(e.getMessage())));
    }
  }
}
