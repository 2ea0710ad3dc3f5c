package dev.straykey.git;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** Runs parts of one reading side by side: the first on the calling thread. */
public final class GitThreads {
  /** More than these gain little: the packs are read from one disk. */
  private static final int MOST = 4;

  private GitThreads() {}

  /** A part of the work. */
  interface Task {
    void run() throws IOException;
  }

  /** Returns how many threads are worth it. */
  public static int count() {
    return Math.max(1, Math.min(MOST, Runtime.getRuntime().availableProcessors()));
  }

  /** Returns when all have ended; throws what the first that failed threw. */
  static void run(List<Task> tasks) throws IOException {
    var failed = new AtomicReference<Throwable>();
    List<Thread> threads = new ArrayList<>();
    for (Task task : tasks.subList(1, tasks.size())) {
      var thread = new Thread(() -> run(task, failed), "straykey-git");
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
    run(tasks.get(0), failed);
    boolean interrupted = false;
    for (Thread thread : threads) {
      while (true) {
        try {
          thread.join();
          break;
        } catch (InterruptedException e) {
          interrupted = true; // what reads must end before what it reads is closed
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    Throwable thrown = failed.get();
    if (thrown instanceof IOException problem) {
      throw problem;
    } else if (thrown instanceof RuntimeException problem) {
      throw problem;
    } else if (thrown instanceof Error problem) {
      throw problem;
    }
  }

  private static void run(Task task, AtomicReference<Throwable> failed) {
    try {
      task.run();
    } catch (IOException | RuntimeException | Error e) {
      failed.compareAndSet(null, e);
    }
  }
}
