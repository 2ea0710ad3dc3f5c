package dev.straykey.jenkins;

import dev.straykey.model.FailOn;
import dev.straykey.model.WireName;
import hudson.util.ListBoxModel;

/** The lists of choices on pages. */
final class Choices {
  private Choices() {}

  static ListBoxModel failOn() {
    var choices = new ListBoxModel();
    for (FailOn one : FailOn.values()) {
      choices.add(words(one), WireName.of(one));
    }
    return choices;
  }

  private static String words(FailOn one) {
    return switch (one) {
      case NONE -> "nothing";
      case OURS -> "keys of the inventory";
      case LIVE -> "keys of the inventory that are not proven dead";
      case ANY -> "any key";
    };
  }
}
