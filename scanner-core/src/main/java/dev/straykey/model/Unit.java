package dev.straykey.model;

import java.io.Serializable;
import java.util.Map;

/**
 * The piece of a source that one worker takes: one repository, one channel, one project, one
 * archive. Small and serialisable: a unit, the rule set and the known keys are all a scan needs.
 *
 * @param kind which source reads it, such as {@code git}
 * @param source the source as it was named to the run
 * @param name which piece of it; empty when it is the whole
 * @param settings what the source needs to know to read it, such as a range of commits
 */
public record Unit(String kind, String source, String name, Map<String, String> settings)
    implements Serializable {
  public Unit {
    settings = Map.copyOf(settings);
  }
}
