package dev.straykey.cli;

import dev.straykey.pipeline.Inert;
import dev.straykey.pipeline.RunEvent;
import java.io.Console;
import java.io.PrintWriter;
import java.util.Map;

/**
 * Where messages go: notices and steps to standard error, and one line of progress there, only on a
 * terminal.
 */
final class Screen {
  private static final long REDRAW_NANOS = 200_000_000L;
  private final PrintWriter err;
  private final boolean terminal;
  private final boolean quiet;
  private long drawnAt;
  private boolean lineStands;

  Screen(PrintWriter err, boolean quiet) {
    this.err = err;
    this.quiet = quiet;
    this.terminal = isTerminal();
  }

  /** Returns true when a person looks at the screen. Asks Java 22 and later in their own way. */
  @SuppressWarnings("SystemConsoleNull") // asked in both ways, the old and the new
  static boolean isTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true; // before Java 22 there is a console only on a terminal
    }
  }

  /** Returns true when colours are welcome. */
  static boolean wantsColour(Map<String, String> environment) {
    return isTerminal()
        && environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !"dumb".equals(environment.get("TERM"));
  }

  synchronized void show(RunEvent event) {
    if (event instanceof RunEvent.Progress progress) {
      draw(progress);
    } else if (event instanceof RunEvent.Notice notice) {
      say("straykey: " + notice.text());
    } else if (event instanceof RunEvent.Step step) {
      say("  " + step.text());
    }
  }

  private void draw(RunEvent.Progress progress) {
    long now = System.nanoTime();
    if (!terminal || quiet || (lineStands && now - drawnAt < REDRAW_NANOS)) {
      return;
    }
    drawnAt = now;
    lineStands = true;
    String line =
        "%s %s (%,d)".formatted(progress.stage(), Inert.of(progress.detail()), progress.done());
    err.print("\r\u001b[K" + line.substring(0, Math.min(line.length(), 79)));
    err.flush();
  }

  private void say(String text) {
    if (quiet) {
      return;
    }
    clear();
    err.println(Inert.of(text));
  }

  /** Takes the line of progress away. */
  synchronized void clear() {
    if (lineStands) {
      err.print("\r\u001b[K");
      err.flush();
      lineStands = false;
    }
  }
}
