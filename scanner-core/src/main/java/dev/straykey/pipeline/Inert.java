package dev.straykey.pipeline;

import dev.straykey.report.Printable;
import org.jspecify.annotations.Nullable;

/** Foreign text on a terminal, for front ends and for what the desks print. */
public final class Inert {
  private Inert() {}

  /** Returns {@code text} as one line that only shows, as the text report does it. */
  public static String of(@Nullable String text) {
    return Printable.of(text);
  }
}
