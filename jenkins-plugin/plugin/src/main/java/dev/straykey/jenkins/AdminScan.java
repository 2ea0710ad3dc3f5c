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
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.verb.POST;

/**
 * The administrator's scan of what Jenkins itself keeps: a page under Manage Jenkins with a button
 * that starts it. Runs on the controller, one at a time; what the last one found outlives a
 * restart.
 */
@Extension
public class AdminScan extends ManagementLink {
  private static final Logger LOG = Logger.getLogger(AdminScan.class.getName());

  private boolean running;
  private volatile boolean stop;
  private String at = "";

  /** Null until somebody asks. */
  private AdminFile.@Nullable Scan last;

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
    return running ? at : last().state();
  }

  /** Returns the findings of the last scan. */
  public synchronized List<Row> getRows() {
    Jenkins.get().checkPermission(Jenkins.ADMINISTER);
    return Shown.of(last().rows());
  }

  /** Returns how many findings the page leaves out. */
  public synchronized int getMore() {
    Jenkins.get().checkPermission(Jenkins.ADMINISTER);
    return Shown.more(last().rows());
  }

  /** Returns what the last scan could not read. */
  public synchronized List<String> getUnread() {
    Jenkins.get().checkPermission(Jenkins.ADMINISTER);
    return last().unread();
  }

  private synchronized AdminFile.Scan last() {
    if (last == null) {
      try {
        last = AdminFile.read(folder());
      } catch (IOException e) {
        LOG.log(Level.WARNING, "SK-4229 The last scan of Jenkins cannot be read", e);
        last = AdminFile.Scan.NONE;
      }
    }
    return last;
  }

  private static Path folder() {
    return ExtensionList.lookupSingleton(StraykeyConfiguration.class).homeFolder();
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
        at = "just started";
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
    AdminFile.Scan end;
    try {
      end = OwnLoader.call(() -> scanned(items));
    } catch (ScannerException e) {
      end = broken(Plain.of(String.valueOf(e.getMessage())));
    } catch (RuntimeException | Error e) {
      LOG.log(Level.WARNING, "SK-4211 The scan of Jenkins broke", e);
      end =
          broken(
              "SK-4211 The scan broke (%s); see Jenkins' log."
                  .formatted(e.getClass().getSimpleName()));
    }
    synchronized (this) {
      last = end;
      running = false;
    }
    try {
      AdminFile.write(folder(), end);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "SK-4230 The scan of Jenkins cannot be kept", e);
    }
  }

  /** What was found before stays to be seen. */
  private AdminFile.Scan broken(String why) {
    AdminFile.Scan before = last();
    return new AdminFile.Scan(why, before.rows(), before.unread());
  }

  private AdminFile.Scan scanned(List<AbstractItem> items) {
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
      String state =
          "%s at %s: %,d files, %,d bytes"
              .formatted(
                  stop ? "stopped" : "ended",
                  Instant.now().truncatedTo(ChronoUnit.SECONDS),
                  scan.documents(),
                  scan.bytes());
      return new AdminFile.Scan(state, found, files.unread());
    }
  }

  private synchronized void say(String text) {
    at = text;
  }
}
