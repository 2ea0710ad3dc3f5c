package dev.straykey.jenkins;

import dev.straykey.model.ScannerException;
import dev.straykey.pipeline.AgentDesk;
import dev.straykey.pipeline.AgentFinding;
import dev.straykey.pipeline.TextScan;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.AbstractItem;
import hudson.model.Job;
import hudson.model.ManagementLink;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.verb.POST;

/**
 * The administrator's scan of what Jenkins itself keeps: a page under Manage Jenkins with a button
 * that starts it. Runs on the controller, one at a time; its findings stay in memory.
 */
@Extension
public class AdminScan extends ManagementLink {
  private static final Logger LOG = Logger.getLogger(AdminScan.class.getName());

  private boolean running;
  private volatile boolean stop;
  private String state = "";
  private List<Row> rows = List.of();
  private List<String> unread = List.of();

  @Override
  public String getIconFileName() {
    return "symbol-lock-closed";
  }

  @Override
  public String getDisplayName() {
    return "Leaked keys in Jenkins";
  }

  @Override
  public String getDescription() {
    return "Scans job configurations, pipeline scripts, parameters, environments and console logs"
        + " that this Jenkins keeps.";
  }

  @Override
  public String getUrlName() {
    return "straykey";
  }

  @Override
  protected String getCategoryName() {
    return "SECURITY";
  }

  public synchronized boolean isRunning() {
    return running;
  }

  /** Returns what the last scan read, or where this one is. */
  public synchronized String getState() {
    return state;
  }

  /** Returns the findings of the last scan. */
  public synchronized List<Row> getRows() {
    Jenkins.get().checkPermission(Jenkins.ADMINISTER);
    return rows;
  }

  /** Returns what the last scan could not read. */
  public synchronized List<String> getUnread() {
    return unread;
  }

  /** Starts a scan. */
  @POST
  public HttpResponse doScan() {
    Jenkins.get().checkPermission(Jenkins.ADMINISTER);
    // Listed here, as the administrator: a thread of its own would see what anonymous may see.
    var items = new ArrayList<AbstractItem>();
    Jenkins.get().allItems(AbstractItem.class).forEach(items::add);
    synchronized (this) {
      if (!running) {
        running = true;
        stop = false;
        state = "just started";
        var thread = new Thread(() -> scan(items), "straykey scan of Jenkins");
        thread.setDaemon(true);
        thread.start();
      }
    }
    return HttpResponses.redirectToDot();
  }

  /** Stops the running scan; what it found stays. */
  @POST
  public HttpResponse doStop() {
    Jenkins.get().checkPermission(Jenkins.ADMINISTER);
    stop = true;
    return HttpResponses.redirectToDot();
  }

  private void scan(List<AbstractItem> items) {
    String end;
    try {
      end = OwnLoader.call(() -> scanned(items));
    } catch (ScannerException e) {
      end = Plain.of(String.valueOf(e.getMessage()));
    } catch (RuntimeException | Error e) {
      LOG.log(Level.WARNING, "SK-4211 The scan of Jenkins broke", e);
      end =
          "SK-4211 The scan broke (%s); see Jenkins' log.".formatted(e.getClass().getSimpleName());
    }
    synchronized (this) {
      state = end;
      running = false;
    }
  }

  private String scanned(List<AbstractItem> items) {
    StraykeyConfiguration configuration =
        ExtensionList.lookupSingleton(StraykeyConfiguration.class);
    AgentDesk desk = configuration.desk();
    var kit = KitCache.take(desk.kit(configuration.ownKey("")));
    try (var scan = new TextScan(kit)) {
      var files = new OwnFiles(scan, () -> stop);
      Path home = Jenkins.get().getRootDir().toPath();
      files.file("Jenkins/config.xml", home.resolve("config.xml"));
      for (AbstractItem item : items) {
        if (stop) {
          break;
        }
        say("at " + item.getFullName());
        files.job(item.getFullName(), item.getRootDir().toPath());
        if (item instanceof Job<?, ?> job) {
          files.builds(job.getFullName(), job.getBuildDir().toPath());
        }
      }
      var found = new ArrayList<Row>();
      for (AgentFinding finding : scan.findings()) {
        Row row = Row.of(finding, desk.whose(finding));
        row.origin = "jenkins";
        found.add(row);
      }
      synchronized (this) {
        rows = List.copyOf(found);
        unread = files.unread();
      }
      return "%s at %s: %,d files, %,d bytes"
          .formatted(
              stop ? "stopped" : "ended",
              Instant.now().truncatedTo(ChronoUnit.SECONDS),
              scan.documents(),
              scan.bytes());
    }
  }

  private synchronized void say(String text) {
    state = text;
  }
}
