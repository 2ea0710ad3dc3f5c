package dev.straykey.unpack;

import dev.straykey.model.Skip;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One call of {@link Archives}: goes into nested archives and keeps the account. */
final class Unpacking {
  private static final int MAX_NAME = 4096;
  private final Budget budget;
  private final ArchiveVisitor visitor;

  Unpacking(Budget budget, ArchiveVisitor visitor) {
    this.budget = budget;
    this.visitor = visitor;
  }

  /** Nothing more may be unpacked: leaves every archive that is open. */
  private static final class Exhausted extends IOException {
    private static final long serialVersionUID = 1L;
  }

  /** What the visitor threw, on its way out through a decoder that must not swallow it. */
  private static final class FromVisitor extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FromVisitor(Exception cause) {
      super(cause);
    }
  }

  /**
   * @param container path of the archive; empty for an outermost one whose entries stand alone
   * @param fileName its own name, for a single packed stream, which is called by it
   */
  void open(ArchiveFormat format, Packed packed, String container, String fileName, int depth)
      throws IOException {
    open(format, format::read, packed, container, fileName, depth, List.of(), true);
  }

  /** How a format is read. */
  interface Reading {
    void read(Packed packed, ArchiveFormat.Entries entries) throws IOException;
  }

  /**
   * @param depth 0 when archives inside are not to be opened
   */
  void open(
      ArchiveFormat format,
      Reading reading,
      Packed packed,
      String container,
      String fileName,
      int depth,
      List<String> through,
      boolean lines)
      throws IOException {
    try {
      try {
        reading.read(packed, new Taker(format, container, fileName, depth, through, lines));
      } catch (Exhausted | FromVisitor e) {
        throw e;
      } catch (IOException | RuntimeException e) {
        // The exception's text may hold bytes of the archive; its type is enough.
        visitor.skipped(container, Skip.Reason.BROKEN, "damaged %s".formatted(format.name()));
      } catch (LinkageError e) {
        // A method for which the library wants another library that is not at hand.
        visitor.skipped(
            container,
            Skip.Reason.UNREADABLE,
            "%s packed by a method that cannot be read".formatted(format.name()));
      } catch (OutOfMemoryError e) {
        // A header that claims gigabytes; nothing was allocated, so going on is safe.
        visitor.skipped(
            container, Skip.Reason.BOUNDED, "asks for more memory than there is to unpack it");
      }
    } catch (Exhausted e) {
      if (depth > 1) {
        throw e;
      }
      var why = budget.exhausted();
      visitor.skipped(container, Skip.Reason.BOUNDED, why == null ? "too large" : why);
    } catch (FromVisitor e) {
      if (depth > 1) {
        throw e;
      }
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      throw (RuntimeException) java.util.Objects.requireNonNull(e.getCause());
    }
  }

  private final class Taker implements ArchiveFormat.Entries {
    private final ArchiveFormat format;
    private final String container;
    private final String fileName;
    private final int depth;
    private final List<String> through;
    private final boolean lines;

    Taker(
        ArchiveFormat format,
        String container,
        String fileName,
        int depth,
        List<String> through,
        boolean lines) {
      this.format = format;
      this.through = through;
      this.lines = lines && format.keepsLines();
      this.container = container;
      this.fileName = fileName;
      this.depth = depth;
    }

    @Override
    public int maxMemoryKib() {
      return budget.limits.maxMemoryKib();
    }

    @Override
    public void entry(@Nullable String name, InputStream bytes) throws IOException {
      if (!budget.entry()) {
        throw new Exhausted();
      }
      String own = name == null ? withoutEnding(fileName) : clean(name);
      String path = inside(own);
      if (!visitor.wants(path)) {
        return;
      }
      var guarded = new GuardedStream(bytes, budget);
      // Text that was taken out of a file may begin like the file, and is none.
      boolean isText = name != null && name.isEmpty() && !format.keepsLines();
      if (depth == 0 || isText) {
        visit(path, guarded, named(name) ? through : with(through, format.name()));
      } else {
        inner(name, own, path, guarded);
      }
      var fault = guarded.fault();
      if (budget.exhausted() != null) {
        throw new Exhausted();
      }
      if (fault != null) {
        visitor.skipped(path, fault.reason(), fault.detail());
      }
    }

    /** Opens what is an archive itself, shows what is none. */
    private void inner(@Nullable String name, String own, String path, InputStream bytes)
        throws IOException {
      var whole = new PushbackInputStream(bytes, Archives.HEAD);
      byte[] head = whole.readNBytes(Archives.HEAD);
      whole.unread(head);
      var inner = Archives.recognise(head, head.length);
      var how = named(name) ? through : with(through, format.name());
      if (inner == null) {
        visit(path, whole, how);
      } else if (depth >= budget.limits.maxDepth()) {
        visitor.skipped(
            path,
            Skip.Reason.BOUNDED,
            "more than %d archives in one another".formatted(budget.limits.maxDepth()));
      } else {
        // A tar inside a gzip is one archive to a reader: foo.tar.gz!/file.
        boolean oneArchive = name == null && inner instanceof TarFormat;
        try (var packed = Packed.of(new BufferedInputStream(whole, 1 << 15))) {
          String next = oneArchive ? container : path;
          open(inner, inner::read, packed, next, own, depth + 1, how, lines);
        }
      }
    }

    /** A file of its own says in its path where it lay; anything else is said beside it. */
    private boolean named(@Nullable String name) {
      return name != null && !name.isEmpty() && format.keepsLines();
    }

    private void visit(String path, InputStream bytes, List<String> how) {
      try {
        visitor.entry(path, bytes, how, lines);
      } catch (IOException | RuntimeException e) {
        throw new FromVisitor(e);
      }
    }

    @Override
    public void skipped(String name, Skip.Reason reason, String detail) throws IOException {
      if (!budget.entry()) {
        throw new Exhausted();
      }
      visitor.skipped(inside(clean(name)), reason, detail);
    }

    @Override
    public void broken(String detail) {
      visitor.skipped(container, Skip.Reason.BROKEN, detail);
    }

    private String inside(String name) {
      if (name.isEmpty()) {
        return container;
      }
      return container.isEmpty() ? name : container + "!/" + name;
    }
  }

  private static List<String> with(List<String> through, String name) {
    var longer = new ArrayList<>(through);
    longer.add(name);
    return List.copyOf(longer);
  }

  /** Makes a name printable on one line and free of roots; it is never opened as a path. */
  private static String clean(String name) {
    var cleaned = new StringBuilder(Math.min(name.length(), MAX_NAME));
    for (int i = 0; i < name.length() && cleaned.length() < MAX_NAME; i++) {
      char c = name.charAt(i);
      if (c == '\\') {
        c = '/';
      } else if (Character.isISOControl(c)) {
        c = '?';
      }
      if (c != '/' || !cleaned.isEmpty()) {
        cleaned.append(c);
      }
    }
    return cleaned.toString();
  }

  private static String withoutEnding(String fileName) {
    String name =
        fileName.substring(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
    int dot = name.lastIndexOf('.');
    return dot <= 0 ? (name.isEmpty() ? "content" : name) : name.substring(0, dot);
  }
}
