package dev.straykey.model;

/** Why something that looks like an issuer's key may never have been issued. */
public enum Doubt {
  /** The characters that its issuer computes from the others are not those. */
  CHECKSUM("its checksum does not hold: altered, or made up"),
  /**
   * It is as its issuer's keys are, but for a length or letters that no key issued is known with.
   */
  FORM("it is not quite of the form that its issuer's keys have"),
  /** It holds what people write when they make a key up. */
  MADE_UP("its value looks made up"),
  /** It stands where people write what opens nothing. */
  TEST_CODE("it stands in test code, documentation or code of others");

  private final String words;

  Doubt(String words) {
    this.words = words;
  }

  /** Returns it in words, as the end of a sentence. */
  public String words() {
    return words;
  }
}
