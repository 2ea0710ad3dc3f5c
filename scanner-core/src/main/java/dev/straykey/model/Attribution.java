package dev.straykey.model;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a found key.
 *
 * @param by how it was established; null unless ours or ambiguous
 * @param key the record, when exactly one fits
 * @param candidates every record that fits, by id; more than one makes it ambiguous
 * @param scope of the record, else what the issuer says, else what the kind of key implies
 * @param owner who answers for it
 * @param person the owner's entry in the directory, when the owner is a person
 * @param fresh whether the inventory is young enough to act on
 * @param note what else a reader should know, in words; empty when nothing
 */
public record Attribution(
    AttributionStatus status,
    @Nullable AttributionBy by,
    @Nullable KeyRecord key,
    List<String> candidates,
    KeyScope scope,
    @Nullable Owner owner,
    @Nullable Person person,
    Validity validity,
    boolean fresh,
    String note)
    implements Serializable {
  public Attribution {
    candidates = List.copyOf(candidates);
  }

  /** Nobody could be asked. */
  public static Attribution notChecked(KeyScope scope) {
    return new Attribution(
        AttributionStatus.NOT_CHECKED,
        null,
        null,
        List.of(),
        scope,
        null,
        null,
        Validity.UNDETERMINED,
        false,
        "");
  }

  public boolean isOurs() {
    return status == AttributionStatus.OURS;
  }

  public Attribution withValidity(Validity known) {
    return new Attribution(status, by, key, candidates, scope, owner, person, known, fresh, note);
  }
}
