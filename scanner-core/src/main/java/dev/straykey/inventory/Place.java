package dev.straykey.inventory;

import dev.straykey.model.InvalidInputException;

/** A line of an inventory, to complain about without quoting it: a value could be a key. */
record Place(String file, int line) {
  private static final String REMEDY =
      "Correct that line; the inventory's fields are described in docs/inventory.md";

  /** Something is wrong with the whole line. */
  InvalidInputException broken(String problem) {
    return new InvalidInputException(
        "SK-1302", "%s, line %d: %s".formatted(file, line, problem), REMEDY);
  }

  /** Something is wrong with one field; {@code field} is a name of ours, not of the file's. */
  InvalidInputException field(String field, String problem) {
    return field("SK-1303", field, problem, REMEDY);
  }

  InvalidInputException field(String code, String field, String problem, String remedy) {
    return new InvalidInputException(
        code, "%s, line %d, field %s: %s".formatted(file, line, field, problem), remedy);
  }

  /** The name is the file's, so it is shown only when it cannot be a key. */
  InvalidInputException unknown(String name) {
    boolean plain = name.length() <= 24 && name.matches("[a-z]{1,16}([_.-][a-z]{1,16}){0,2}");
    return new InvalidInputException(
        "SK-1304",
        "%s, line %d: an inventory has no field %s"
            .formatted(file, line, plain ? name : "by a name that stands there"),
        REMEDY);
  }

  InvalidInputException keyInClear(String field) {
    return field(
        "SK-1305",
        field,
        "this is no digest or redacted form, and may be a key in clear",
        "Make the line with 'straykey inventory fingerprint'; if it was a key, it has leaked into"
            + " this file: revoke it");
  }

  InvalidInputException otherKid(String kid, FingerprintKeys keys) {
    return field(
        "SK-1307",
        "kid",
        "made under kid %s, at hand: %s".formatted(kid, String.join(", ", keys.kids())),
        "Give the fingerprint key that made it in $%s (several are separated by commas), or make"
                .formatted(FingerprintKeys.VARIABLE)
            + " the fingerprints anew");
  }
}
