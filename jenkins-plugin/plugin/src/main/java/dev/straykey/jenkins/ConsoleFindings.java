package dev.straykey.jenkins;

import dev.straykey.pipeline.AgentDesk;
import dev.straykey.pipeline.LogMask;
import hudson.Extension;
import hudson.model.Run;
import hudson.model.listeners.RunListener;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Makes findings of what was masked in a build's console. Reads the masks from the log itself:
 * whichever machine masked, before or after whichever restart, the log tells.
 */
@Extension
public class ConsoleFindings extends RunListener<Run<?, ?>> {
  private static final Logger LOG = Logger.getLogger(ConsoleFindings.class.getName());

  @Override
  public void onFinalized(Run<?, ?> run) {
    try (InputStream log = run.getLogInputStream()) {
      List<Row> rows = rows(LogMask.find(log), ConsoleFindings::whose);
      if (!rows.isEmpty()) {
        ScanAction reference = ScanAction.reference(run);
        if (reference != null) {
          Scanning.markFresh(rows, reference.rows());
        }
        ScanAction.of(run).console(rows);
        run.save();
        ConsoleKeys.ended(run, rows);
      }
    } catch (IOException | RuntimeException e) {
      LOG.log(
          Level.WARNING,
          "SK-4210 The console of a build cannot be read for masks: "
              + Plain.of(String.valueOf(e)));
    }
  }

  /** A build of a fork is masked without the inventory, so none of its masks says ours. */
  private static AgentDesk.@Nullable Whose whose(LogMask mask) {
    return mask.ours() ? StraykeyConfiguration.get().desk().whose(mask) : null;
  }

  /**
   * @param whose says whose a masked key is; null when nobody is to be told
   */
  static List<Row> rows(
      Collection<LogMask> masks, Function<LogMask, AgentDesk.@Nullable Whose> whose) {
    var rows = new ArrayList<Row>();
    masks.forEach(mask -> rows.add(Row.of(mask, whose.apply(mask))));
    return rows;
  }
}
