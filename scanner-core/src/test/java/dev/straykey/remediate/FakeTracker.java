package dev.straykey.remediate;

import dev.straykey.model.Audience;
import dev.straykey.model.Brief;
import dev.straykey.tracker.Tracker;
import dev.straykey.tracker.TrackerException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A tracker that remembers what was done to which task. */
final class FakeTracker implements Tracker {
  private final Bench bench;

  final Map<String, String> labels = new LinkedHashMap<>();
  final Map<String, List<String>> log = new LinkedHashMap<>();
  final List<Brief> briefs = new ArrayList<>();
  Audience audience = Audience.RESTRICTED;
  boolean down;

  FakeTracker(Bench bench) {
    this.bench = bench;
  }

  @Override
  public String id() {
    return "fake";
  }

  @Override
  public Audience audience() {
    return audience;
  }

  @Override
  public Optional<String> find(String label) {
    return bench.call(
        () ->
            labels.entrySet().stream()
                .filter(e -> e.getValue().equals(label))
                .map(Map.Entry::getKey)
                .findFirst());
  }

  @Override
  public String open(
      Brief brief, String label, @Nullable String assignee, @Nullable LocalDate due) {
    return bench.call(
        () -> {
          refuseWhenDown();
          String task = "SEC-" + (labels.size() + 1);
          labels.put(task, label);
          log.put(task, new ArrayList<>());
          briefs.add(brief);
          return task;
        });
  }

  @Override
  public void comment(String task, Brief brief) {
    write(task, "comment", brief);
  }

  @Override
  public void close(String task, Brief brief) {
    write(task, "close", brief);
  }

  @Override
  public void reopen(String task, Brief brief) {
    write(task, "reopen", brief);
  }

  private void write(String task, String what, Brief brief) {
    boolean done =
        bench.call(
            () -> {
              refuseWhenDown();
              briefs.add(brief);
              return log.get(task).add(what);
            });
    if (!done) {
      throw new IllegalStateException();
    }
  }

  private void refuseWhenDown() {
    if (down) {
      throw new TrackerException("fake", "HTTP 503", false, null);
    }
  }
}
