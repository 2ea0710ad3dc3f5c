package dev.straykey.unpack;

import dev.straykey.model.Skip;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.MemoryLimitException;
import org.apache.commons.compress.PasswordRequiredException;
import org.jspecify.annotations.Nullable;

/**
 * One entry's bytes. Where the decoder fails or a limit is reached the bytes end, so that what came
 * before is still read as a whole; {@link #fault()} tells afterwards.
 */
final class GuardedStream extends InputStream {
  /** Why the bytes ended before their end. */
  record Fault(Skip.Reason reason, String detail) {}

  private final InputStream in;
  private final Budget budget;
  private long read;
  private @Nullable Fault fault;

  GuardedStream(InputStream in, Budget budget) {
    this.in = in;
    this.budget = budget;
  }

  @Nullable Fault fault() {
    return fault;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    int n = read(one, 0, 1);
    return n < 0 ? -1 : one[0] & 0xff;
  }

  // A decoder that is fed rubbish throws what it likes; all of it means the same here.
  @Override
  public int read(byte[] into, int offset, int length) {
    if (fault != null) {
      return -1;
    }
    if (length == 0) {
      return 0;
    }
    int n;
    try {
      n = in.read(into, offset, length);
    } catch (MemoryLimitException | org.tukaani.xz.MemoryLimitException | OutOfMemoryError e) {
      fault = new Fault(Skip.Reason.BOUNDED, "asks for more memory than there is to unpack it");
      return -1;
    } catch (PasswordRequiredException e) {
      fault = new Fault(Skip.Reason.ENCRYPTED, "needs a password");
      return -1;
    } catch (IOException | RuntimeException e) {
      fault = new Fault(Skip.Reason.BROKEN, "damaged after %,d bytes".formatted(read));
      return -1;
    }
    if (n == 0) {
      fault = new Fault(Skip.Reason.BROKEN, "no more bytes after %,d".formatted(read));
      return -1;
    }
    if (n < 0) {
      return -1;
    }
    read += n;
    if (read > budget.limits.maxEntryBytes()) {
      fault =
          new Fault(
              Skip.Reason.BOUNDED, "read up to %,d bytes".formatted(budget.limits.maxEntryBytes()));
    } else if (!budget.unpacked(n)) {
      // Whoever opened the archive says why, once for all of it.
      fault = new Fault(Skip.Reason.BOUNDED, "read up to %,d bytes".formatted(read));
    }
    return n;
  }
}
