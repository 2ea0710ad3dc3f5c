package dev.straykey.model;

import java.io.Serializable;
import java.util.List;

/**
 * What a document says of where it came from, before anything was found in it.
 *
 * @param item id within its unit: a path, a message's time stamp, a git object's id
 * @param provenances the places, when they are known while reading; empty when they cost a look-up
 *     that only a match justifies (the commits and paths of a git object), which {@code
 *     Source.resolve} then makes from {@code item}
 */
public record Origin(String item, List<Provenance> provenances) implements Serializable {
  public Origin {
    provenances = List.copyOf(provenances);
  }

  public static Origin of(Provenance provenance) {
    return new Origin(provenance.path(), List.of(provenance));
  }

  public static Origin unresolved(String item) {
    return new Origin(item, List.of());
  }
}
