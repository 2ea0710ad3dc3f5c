package dev.straykey.model;

/**
 * Names of constants as files and reports spell them: {@code STILL_ALIVE} is {@code still-alive}.
 */
public final class WireName {
  private WireName() {}

  /** Returns the constant's name in lower case, words joined by a hyphen. */
  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }

  /**
   * Returns the constant that {@code text} spells, without regard to case.
   *
   * @throws IllegalArgumentException naming the words that would have been right
   */
  public static <E extends Enum<E>> E parse(Class<E> type, String text) {
    for (E constant : type.getEnumConstants()) {
      if (of(constant).equalsIgnoreCase(text)) {
        return constant;
      }
    }
    throw new IllegalArgumentException("must be one of " + all(type));
  }

  /** Returns every spelling, joined by commas, for messages. */
  public static <E extends Enum<E>> String all(Class<E> type) {
    var names = new java.util.StringJoiner(", ");
    for (E constant : type.getEnumConstants()) {
      names.add(of(constant));
    }
    return names.toString();
  }
}
