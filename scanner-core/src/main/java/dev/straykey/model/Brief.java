package dev.straykey.model;

import java.io.Serializable;
import java.util.List;

/**
 * A text for people, in plain words without any markup: trackers and notifiers render it, and
 * escape it for where it stands. Never holds a key.
 *
 * @param title one line
 */
public record Brief(String title, List<Section> sections) implements Serializable {
  public Brief {
    title = title.replaceAll("\\s+", " ").strip();
    sections = List.copyOf(sections);
  }

  /**
   * A heading and its lines.
   *
   * @param heading empty for none
   */
  public record Section(String heading, List<String> lines) implements Serializable {
    public Section {
      lines = List.copyOf(lines);
    }
  }
}
