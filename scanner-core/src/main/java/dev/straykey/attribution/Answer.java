package dev.straykey.attribution;

import dev.straykey.issuer.Introspection;
import dev.straykey.model.Attribution;
import dev.straykey.model.AttributionBy;
import dev.straykey.model.AttributionStatus;
import dev.straykey.model.Finding;
import dev.straykey.model.KeyRecord;
import dev.straykey.model.KeyScope;
import dev.straykey.model.Owner;
import dev.straykey.model.OwnerType;
import dev.straykey.model.Person;
import dev.straykey.model.Validity;
import dev.straykey.people.Directory;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers what is known of one finding; the surest way that fits names it. */
final class Answer {
  private final Finding finding;
  private final boolean fresh;
  private final Directory people;
  private final List<String> notes = new ArrayList<>();
  private AttributionStatus status;
  private @Nullable AttributionBy by;
  private List<KeyRecord> records = List.of();
  private Validity validity = Validity.UNDETERMINED;
  private KeyScope saidScope = KeyScope.UNKNOWN;
  private boolean settled;

  Answer(Finding finding, boolean inventoryGiven, boolean fresh, Directory people) {
    this.finding = finding;
    this.fresh = fresh;
    this.people = people;
    this.status = inventoryGiven ? AttributionStatus.NOT_OURS : AttributionStatus.NOT_CHECKED;
  }

  /** Returns true when a surer way has given the answer. */
  boolean settled() {
    return settled;
  }

  void note(String text) {
    notes.add(text);
  }

  /** Takes records that fit by one way; none settle nothing. */
  void fits(AttributionBy way, List<KeyRecord> fitting) {
    if (fitting.isEmpty()) {
      return;
    }
    records = fitting;
    by = way;
    status = fitting.size() == 1 ? AttributionStatus.OURS : AttributionStatus.AMBIGUOUS;
    settled = true;
  }

  void oursWithoutRecord() {
    by = AttributionBy.INTROSPECTION;
    status = AttributionStatus.OURS;
    settled = true;
    note("the issuer names one of our accounts, yet the inventory has no record of it");
  }

  void notOurs(String why) {
    status = AttributionStatus.NOT_OURS;
    settled = true;
    note(why);
  }

  void says(Introspection said) {
    validity = said.validity();
    saidScope = said.scope();
    if (said.withoutId() != null) {
      note("its issuer's id for it is not known: " + said.withoutId());
    }
  }

  Attribution build() {
    KeyRecord key = records.size() == 1 ? records.get(0) : null;
    Owner owner = key == null ? null : key.owner();
    return new Attribution(
        status,
        by,
        key,
        records.stream().map(KeyRecord::id).toList(),
        scope(key),
        owner,
        person(owner),
        validity,
        fresh,
        String.join("; ", notes));
  }

  private KeyScope scope(@Nullable KeyRecord key) {
    if (key != null && key.scope() != KeyScope.UNKNOWN) {
      return key.scope();
    }
    return saidScope == KeyScope.UNKNOWN ? finding.scope() : saidScope;
  }

  private @Nullable Person person(@Nullable Owner owner) {
    if (owner == null || owner.type() != OwnerType.PERSON) {
      return null;
    }
    Person person = people.byId(owner.id());
    if (person == null && owner.id().indexOf('@') > 0) {
      person = people.byEmail(owner.id());
    }
    if (person == null) {
      note("its owner is not in the directory");
    }
    return person;
  }
}
