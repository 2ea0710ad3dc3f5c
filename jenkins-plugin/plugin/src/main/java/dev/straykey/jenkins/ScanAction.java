package dev.straykey.jenkins;

import hudson.model.Run;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.RunAction2;
import org.jspecify.annotations.Nullable;

/**
 * The build's page of findings. The build's record keeps numbers; the findings lie in a file beside
 * it, which is read when a page or a later build asks. Neither holds a key.
 */
public class ScanAction implements RunAction2 {
  private static final Logger LOG = Logger.getLogger(ScanAction.class.getName());
  private static final int MOST_BACK = 200;

  private int found;
  private int counting;
  private int ours;
  private int fresh;
  private int masked;
  private boolean scanned;
  private boolean passed = true;
  private boolean complete = true;
  private boolean history = true;
  private boolean fork;

  private transient @Nullable Run<?, ?> run;
  private transient @Nullable List<Row> rows;
  private transient ActedFile.@Nullable Acted acted;

  /** Returns the build's action, which is attached when there is none. */
  static ScanAction of(Run<?, ?> run) {
    synchronized (run) {
      ScanAction action = run.getAction(ScanAction.class);
      if (action == null) {
        action = new ScanAction();
        action.run = run;
        run.addAction(action);
      }
      return action;
    }
  }

  /** Returns the last completed build of the job that was scanned and passed, or null. */
  static @Nullable ScanAction reference(Run<?, ?> run) {
    Run<?, ?> before = run.getPreviousBuild();
    for (int i = 0; before != null && i < MOST_BACK; i++) {
      ScanAction action = before.getAction(ScanAction.class);
      if (action != null && action.scanned && action.passed && !before.isBuilding()) {
        return action;
      }
      before = before.getPreviousBuild();
    }
    return null;
  }

  @Override
  public void onAttached(Run<?, ?> attachedTo) {
    run = attachedTo;
  }

  @Override
  public void onLoad(Run<?, ?> loadedFrom) {
    run = loadedFrom;
  }

  /** Takes the outcome of one step; a build may have several. */
  synchronized void add(Scanning.Outcome outcome, boolean isFork) throws IOException {
    scanned = true;
    complete &= outcome.result().complete();
    history &= outcome.result().history();
    fork |= isFork;
    passed &= outcome.gate().verdict() != Gate.Verdict.FAILURE;
    var all = new ArrayList<>(rows());
    Set<String> there = new HashSet<>();
    all.forEach(row -> there.add(row.origin + row.fingerprint));
    for (Row row : outcome.rows()) {
      if (there.add(row.origin + row.fingerprint)) {
        all.add(row);
      }
    }
    keep(all);
  }

  /** Takes what was masked in the console, in the place of what was said of it before. */
  synchronized void console(Collection<Row> masks) throws IOException {
    var all = new ArrayList<>(rows());
    all.removeIf(row -> row.origin.equals("console"));
    all.addAll(masks);
    masked = masks.size();
    keep(all);
  }

  private void keep(List<Row> all) throws IOException {
    rows = List.copyOf(all);
    found = all.size();
    counting = (int) all.stream().filter(r -> r.counts).count();
    ours = (int) all.stream().filter(r -> r.counts && r.isOurs()).count();
    fresh = (int) all.stream().filter(r -> r.counts && r.fresh).count();
    if (run != null) {
      RowFile.write(run.getRootDir().toPath(), all);
    }
  }

  synchronized List<Row> rows() {
    if (rows == null) {
      rows = List.of();
      if (run != null) {
        try {
          rows = RowFile.read(run.getRootDir().toPath());
        } catch (IOException e) {
          LOG.log(Level.WARNING, "SK-4208 The findings beside a build cannot be read", e);
        }
      }
    }
    return rows;
  }

  /** Takes what became of keys, and what went wrong on the way. */
  synchronized void acted(Map<String, String> states, List<String> errors) throws IOException {
    acted = acted().with(states, errors);
    if (run != null) {
      ActedFile.write(run.getRootDir().toPath(), acted);
    }
  }

  private synchronized ActedFile.Acted acted() {
    if (acted == null) {
      acted = new ActedFile.Acted(Map.of(), List.of());
      if (run != null) {
        try {
          acted = ActedFile.read(run.getRootDir().toPath());
        } catch (IOException e) {
          LOG.log(Level.WARNING, "SK-4228 What became of a build's keys cannot be read", e);
        }
      }
    }
    return acted;
  }

  /** Returns the fingerprints of the keys that the controller dealt with. */
  Set<String> actedOn() {
    return acted().states().keySet();
  }

  /** Returns what went wrong on the way to acting; nothing for whoever may not see it. */
  public List<String> getErrors() {
    return isVisible() ? acted().errors() : List.of();
  }

  /** Returns the findings for a page; none for whoever may not see them. */
  public List<Row> getRows() {
    if (!isVisible()) {
      return List.of();
    }
    Map<String, String> states = acted().states();
    List<Row> shown = Shown.of(rows());
    if (!states.isEmpty()) {
      shown.forEach(row -> row.standing = standing(row, states));
    }
    return shown;
  }

  /** Returns how many findings the page leaves out. */
  public int getMore() {
    return isVisible() ? Shown.more(rows()) : 0;
  }

  /** As the store has it now, else as it was when the build was acted on. */
  private static String standing(Row row, Map<String, String> states) {
    for (Map.Entry<String, String> state : states.entrySet()) {
      if (!row.fingerprint.isEmpty() && state.getKey().startsWith(row.fingerprint)) {
        String now = Standings.of(row.fingerprint);
        return now == null ? state.getValue() : now;
      }
    }
    return "";
  }

  /** Returns whether whoever asks may see findings and owners. */
  public boolean isVisible() {
    return run != null && Permissions.mayView(run);
  }

  public @Nullable Run<?, ?> getRun() {
    return run;
  }

  public int getFound() {
    return found;
  }

  public int getCounting() {
    return counting;
  }

  public int getOurs() {
    return ours;
  }

  public int getFresh() {
    return fresh;
  }

  public int getMasked() {
    return masked;
  }

  public boolean isScanned() {
    return scanned;
  }

  public boolean isPassed() {
    return passed;
  }

  public boolean isComplete() {
    return complete;
  }

  public boolean isHistory() {
    return history;
  }

  public boolean isFork() {
    return fork;
  }

  @Override
  public String getIconFileName() {
    return "symbol-lock-closed";
  }

  @Override
  public String getDisplayName() {
    return "Leaked keys";
  }

  @Override
  public String getUrlName() {
    return "straykey";
  }
}
