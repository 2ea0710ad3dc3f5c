package dev.straykey.cli;

import java.util.List;
import picocli.CommandLine;

/** Says what is wrong with a command line, without quoting what might be a key. */
final class Arguments {
  private Arguments() {}

  static String explain(CommandLine.ParameterException e) {
    if (e instanceof CommandLine.UnmatchedArgumentException unmatched) {
      var names =
          unmatched.getUnmatched().stream()
              .filter(a -> a.matches("--?[a-z][a-z-]{0,30}(=.*)?"))
              .map(a -> a.replaceFirst("=.*", ""))
              .toList();
      if (names.isEmpty()) {
        return "There are %d arguments that Straykey does not know."
            .formatted(unmatched.getUnmatched().size());
      }
      List<String> known = unmatched.getSuggestions(); // names of our own, never what was typed
      return "Straykey has no option %s.%s"
          .formatted(
              String.join(", ", names),
              known.isEmpty() ? "" : " Did you mean " + String.join(" or ", known) + "?");
    }
    if (e instanceof CommandLine.MissingParameterException missing) {
      return "Something is missing: "
          + missing.getMissing().stream()
              .map(
                  a ->
                      a instanceof CommandLine.Model.OptionSpec option
                          ? option.longestName()
                          : a.paramLabel())
              .reduce((a, b) -> a + ", " + b)
              .orElse("a parameter")
          + ".";
    }
    CommandLine.Model.ArgSpec spec = e.getArgSpec();
    if (spec != null) {
      String name =
          spec instanceof CommandLine.Model.OptionSpec option
              ? option.longestName()
              : spec.paramLabel();
      Throwable cause = e.getCause();
      String why =
          cause instanceof IllegalArgumentException && cause.getMessage() != null
              ? cause.getMessage()
              : "cannot be read as what it should be";
      return "%s %s.".formatted(name, why);
    }
    return "The options do not go together as they stand.";
  }
}
