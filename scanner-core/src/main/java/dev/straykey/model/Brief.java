package dev.straykey.model;

import java.io.Serializable;
import java.util.ArrayList;
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

  /**
   * Returns the same text as a service can take it: every heading and line is one line without
   * control, format or bidirectional characters, none is empty or longer than {@code longestLine},
   * and together they stay below {@code most}. What was left out is said in a last line.
   *
   * @param most characters of all lines together
   * @param longestLine characters of one line; at least 2
   */
  public Brief atMost(int most, int longestLine) {
    var kept = new ArrayList<Section>();
    int used = 0;
    int left = 0;
    for (Section section : sections) {
      String heading = line(section.heading(), longestLine);
      var lines = new ArrayList<String>();
      for (String each : section.lines()) {
        String line = line(each, longestLine);
        if (line.isEmpty()) {
          continue;
        }
        if (left > 0 || used + heading.length() + line.length() > most) {
          left++;
        } else {
          used += line.length();
          lines.add(line);
        }
      }
      if (!lines.isEmpty() || (left == 0 && !heading.isEmpty())) {
        used += heading.length();
        kept.add(new Section(heading, lines));
      }
    }
    if (left > 0) {
      kept.add(new Section("", List.of("… and " + left + " more lines, left out here")));
    }
    return new Brief(line(title, longestLine), kept);
  }

  private static String line(String text, int longest) {
    String plain =
        text.replaceAll("[\\p{Cc}\\s\\u2028\\u2029]+", " ")
            .replaceAll("[\\p{Cf}\\p{Cs}\\p{Co}]", "")
            .strip();
    if (plain.length() <= longest) {
      return plain;
    }
    int end = longest - 1;
    if (Character.isHighSurrogate(plain.charAt(end - 1))) {
      end--;
    }
    return plain.substring(0, end) + "…";
  }
}
