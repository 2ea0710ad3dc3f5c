package dev.straykey.pipeline;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Puts a mask in the place of every key, in a log that is being written. The mask names the rule
 * and the beginning of the fingerprint, so that {@link LogMask#find} can tell from the log alone
 * what was masked, whichever machine wrote it.
 *
 * <p>Whole lines go on at once. What waits: a line that is not ended, an armoured key until its
 * end, and the last word of a long line that looks like the half of a key, since a terminal or an
 * encoder may have cut it there. No more than {@value #MOST_WAITING} bytes wait, none longer than
 * {@value #MOST_MILLIS} ms of silence, since not every writer closes what it writes to.
 */
public final class LogMasker extends OutputStream {
  static final int MOST_WAITING = 64 * 1024;
  static final int MOST_MILLIS = 300;

  /** Sends on what has waited long enough, for all consoles of this process. */
  private static final ScheduledExecutorService LATE =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            var thread = new Thread(task, "straykey-console");
            thread.setDaemon(true);
            return thread;
          });

  private final OutputStream out;
  private final LogKeys keys;
  private byte[] waiting = new byte[8192];
  private int size;

  /** How much of the line that is waiting went on already. */
  private int sent;

  private boolean closed;
  private boolean timed;
  private long written;

  public LogMasker(AgentKit kit, OutputStream out) {
    this(kit, out, "", finding -> {});
  }

  /**
   * @param build what sealed keys are bound to
   * @param sealed takes each key that was masked, once, sealed for the controller; nothing where
   *     the kit has nothing to seal with. To be quick: the console waits for it
   */
  public LogMasker(AgentKit kit, OutputStream out, String build, Consumer<AgentFinding> sealed) {
    this.out = out;
    this.keys = new LogKeys(kit, build, sealed);
  }

  @Override
  public synchronized void write(int b) throws IOException {
    room(1);
    waiting[size++] = (byte) b;
    if (b == '\n' || size >= MOST_WAITING) {
      drain(ready());
    }
    time();
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    int at = offset;
    int left = length;
    while (left > 0) {
      int part = Math.min(left, MOST_WAITING);
      room(part);
      System.arraycopy(bytes, at, waiting, size, part);
      size += part;
      at += part;
      left -= part;
      drain(ready());
    }
    time();
  }

  private void time() {
    written = System.nanoTime();
    if (size > 0 && !timed && !closed) {
      timed = true;
      var unused = LATE.schedule(this::late, MOST_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private synchronized void late() {
    timed = false;
    if (size == 0 || closed) {
      return;
    }
    long left = MOST_MILLIS - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - written);
    if (left > 0) {
      timed = true;
      var unused = LATE.schedule(this::late, left, TimeUnit.MILLISECONDS);
      return;
    }
    try {
      drain(size);
      out.flush();
    } catch (IOException e) {
      size = 0; // the log is gone; its next writer is told
    }
  }

  /** Sends on what may be sent: a word that has not ended waits. */
  @Override
  public synchronized void flush() throws IOException {
    int whole = ready();
    int end = size;
    while (end > whole && LogText.isWord(waiting[end - 1])) {
      end--;
    }
    if (end > whole && waitsFor(whole, end) == end) {
      drain(end);
    }
    out.flush();
  }

  @Override
  public synchronized void close() throws IOException {
    if (!closed) {
      closed = true;
      drain(size);
      out.close();
    }
  }

  private void room(int more) {
    if (size + more > waiting.length) {
      waiting = Arrays.copyOf(waiting, Math.max(waiting.length * 2, size + more));
    }
  }

  /** Returns up to where the text may be sent on. */
  private int ready() {
    int end = size;
    while (end > 0 && waiting[end - 1] != '\n') {
      end--;
    }
    if (size - end >= MOST_WAITING) {
      return size; // a line without end
    }
    int waits = waitsFor(0, end);
    return size - waits >= MOST_WAITING ? end : waits;
  }

  /** Returns where, from {@code from} to {@code end}, something begins that may go on. */
  private int waitsFor(int from, int end) {
    int begin = LogText.lastOf(LogText.BEGIN, waiting, from, end);
    if (begin >= 0 && LogText.lastOf(LogText.END, waiting, begin, end) < 0) {
      return begin;
    }
    int text = end;
    while (text > from && (waiting[text - 1] == '\n' || waiting[text - 1] == '\r')) {
      text--;
    }
    if (text == end) {
      return end;
    }
    int word = LogText.startOfHalf(waiting, from, text);
    int line = word;
    while (line > from && waiting[line - 1] != '\n') {
      line--;
    }
    return word < text && LogText.isLong(line, text, sent) ? word : end;
  }

  private void drain(int end) throws IOException {
    if (end == 0) {
      return;
    }
    int at = 0;
    for (LogKeys.Stretch stretch : keys.in(waiting, end, sent)) {
      if (stretch.from() >= at) {
        out.write(waiting, at, stretch.from() - at);
        out.write(stretch.mask().getBytes(StandardCharsets.UTF_8));
      }
      at = Math.max(at, stretch.to());
    }
    out.write(waiting, at, end - at);
    int line = end;
    while (line > 0 && waiting[line - 1] != '\n') {
      line--;
    }
    sent = line == 0 ? sent + end : end - line;
    System.arraycopy(waiting, end, waiting, 0, size - end);
    size -= end;
  }
}
