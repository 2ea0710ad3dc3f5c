package dev.straykey.pipeline;

import dev.straykey.evidence.ChainLog;
import dev.straykey.evidence.Verification;
import dev.straykey.model.FileTrouble;
import dev.straykey.model.InvalidInputException;
import dev.straykey.store.Store;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What {@code straykey evidence} asks for. */
public final class EvidenceDesk extends Desk {
  public EvidenceDesk(Surroundings surroundings, @Nullable Path config) {
    super(surroundings, config);
  }

  /**
   * Prints whether the chain holds, and returns it.
   *
   * @param export file to check instead of the store
   * @param head that a report or a task carries; null when nobody wrote one down
   */
  public boolean verify(@Nullable Path export, @Nullable String head, PrintWriter out) {
    Verification verification = export == null ? ofStore(head) : ofExport(export, head);
    verification.problems().forEach(problem -> out.println(Inert.of(problem)));
    out.printf(
        "%s: %,d entries, head %s%n",
        verification.holds() ? "The chain holds" : "THE CHAIN DOES NOT HOLD",
        verification.entries(),
        verification.head() == null ? "none" : verification.head());
    return verification.holds();
  }

  private Verification ofStore(@Nullable String head) {
    try (Store store = Store.open(storeUrl())) {
      return ChainLog.verify(store, head);
    }
  }

  private static Verification ofExport(Path export, @Nullable String head) {
    try (var in = Files.newBufferedReader(export, StandardCharsets.UTF_8)) {
      return ChainLog.verifyExport(in, head);
    } catch (IOException e) {
      throw unreadable(export.toString(), e);
    }
  }

  /** Prints the chain, one JSON object a line. */
  public void export(PrintWriter out) {
    try (Store store = Store.open(storeUrl())) {
      new ChainLog(store).export(out);
    } catch (IOException e) {
      throw unreadable("standard output", e);
    }
  }

  private static InvalidInputException unreadable(String what, IOException e) {
    return new InvalidInputException(
        "SK-1018",
        "%s cannot be read or written (%s)".formatted(what, FileTrouble.of(e)),
        "Give a file that 'straykey evidence export' wrote",
        e);
  }
}
