package dev.straykey.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
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
      String command = command(unmatched);
      if (!command.isEmpty()) {
        return command;
      }
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
    if (e instanceof CommandLine.MutuallyExclusiveArgsException) {
      return "Only one of %s can be given.".formatted(exclusive(e.getCommandLine()));
    }
    return "The options do not go together as they stand.";
  }

  /** What to say of a command that there is not; empty where something else is wrong. */
  private static String command(CommandLine.UnmatchedArgumentException e) {
    CommandLine line = e.getCommandLine();
    String typed = e.getUnmatched().get(0);
    boolean takesCommands =
        !line.getSubcommands().isEmpty() && line.getCommandSpec().positionalParameters().isEmpty();
    if (!takesCommands || typed.startsWith("-")) {
      return "";
    }
    String nearest = null;
    int least = 3; // so many letters may be wrong
    for (String name : line.getSubcommands().keySet()) {
      int distance = distance(typed.toLowerCase(Locale.ROOT), name);
      if (distance < least || (name.startsWith(typed) && typed.length() > 1)) {
        nearest = name;
        least = Math.min(least, distance);
      }
    }
    String whole = line.getCommandSpec().qualifiedName();
    return nearest == null
        ? "%s has no such command; it has %s."
            .formatted(capital(whole), String.join(", ", line.getSubcommands().keySet()))
        : "%s has no such command. Did you mean %s %s?".formatted(capital(whole), whole, nearest);
  }

  private static String capital(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  /** How many letters to change, add or leave out make one of the other; only little counts. */
  private static int distance(String a, String b) {
    if (Math.abs(a.length() - b.length()) > 2) {
      return Integer.MAX_VALUE;
    }
    int[] before = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      before[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] now = new int[b.length() + 1];
      now[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int same = before[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        now[j] = Math.min(same, Math.min(before[j], now[j - 1]) + 1);
      }
      before = now;
    }
    return before[b.length()];
  }

  private static String exclusive(CommandLine line) {
    return line.getCommandSpec().argGroups().stream()
        .filter(CommandLine.Model.ArgGroupSpec::exclusive)
        .flatMap(group -> group.options().stream())
        .map(CommandLine.Model.OptionSpec::longestName)
        .collect(Collectors.joining(", "));
  }
}
