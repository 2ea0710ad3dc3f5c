package dev.straykey.model;

import java.io.Serializable;

/**
 * What was said to make a finding not count.
 *
 * @param by what said it: {@code inline}, {@code baseline} or {@code .straykey.yaml}
 * @param reason why, in the author's words
 * @param honoured false when the key is one of the inventory's and not proven dead: “suppression
 *     refused”, and the finding counts
 */
public record Suppression(String by, String reason, boolean honoured) implements Serializable {
  public Suppression refused() {
    return new Suppression(by, reason, false);
  }
}
