package dev.straykey.jenkins;

import dev.straykey.model.ScannerException;
import dev.straykey.pipeline.RemediationDesk;
import dev.straykey.pipeline.Surroundings;
import hudson.Extension;
import hudson.model.AsyncPeriodicWork;
import hudson.model.TaskListener;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Drives deadlines: acts on what builds found and could not be acted on before, and goes on with
 * what is unfinished in the store, as {@code straykey remediate resume} does. Only on the
 * controller, and only when the system configuration says so.
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
    Path config = configuration.configPath();
    PrintStream log = listener.getLogger();
    try {
      ActingWork.now(configuration, log::println);
      if (!configuration.acts() || config == null) {
        return;
      }
      Surroundings surroundings = configuration.surroundings();
      OwnLoader.call(
          () ->
              new RemediationDesk(surroundings, config)
                  .resume(new PrintWriter(log, true, StandardCharsets.UTF_8), event -> {}));
      ActingWork.look(surroundings, config, log::println);
    } catch (IOException e) {
      log.println("SK-4227 The folder of sealed keys cannot be read: " + Plain.of(e.toString()));
    } catch (ScannerException e) {
      listener.getLogger().println(Plain.of(String.valueOf(e.getMessage())));
    }
  }
}
