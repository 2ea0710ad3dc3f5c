package dev.straykey.pipeline;

import dev.straykey.model.InvalidInputException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;

/**
 * A YAML file whose every value still knows its line and column, so that an error can name them.
 * Messages name fields, never values: a value may be a key that somebody pasted.
 */
final class YamlTree {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z]{1,16}([_.:-][A-Za-z]{1,16}){0,2}");

  private final String file;
  private final String path;
  private final Node node;

  private YamlTree(String file, String path, Node node) {
    this.file = file;
    this.path = path;
    this.node = node;
  }

  /**
   * Reads one document.
   *
   * @throws InvalidInputException SK-1001 with line and column when it is not YAML, or empty
   */
  static YamlTree read(String text, String file) {
    var options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    options.setMaxAliasesForCollections(20);
    options.setNestingDepthLimit(20);
    options.setCodePointLimit(4 << 20);
    try {
      Node root = newYaml(options).compose(new java.io.StringReader(text));
      if (root == null) {
        throw new InvalidInputException(
            "SK-1001", file + " is empty", "Write at least one setting, or leave --config out");
      }
      return new YamlTree(file, "", root);
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark();
      String at = mark == null ? "" : ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1);
      throw new InvalidInputException(
          "SK-1001",
          "%s%s is not YAML (%s)".formatted(file, at, problem(e)),
          "Check indentation, quotes and colons there");
    } catch (YAMLException e) {
      throw new InvalidInputException(
          "SK-1001", file + " is not YAML, or larger than 4 MiB", "Check the file's beginning");
    }
  }

  /** The parser repeats the name of an alias or tag that it does not know, which may be a key. */
  private static String problem(MarkedYAMLException e) {
    String problem = String.valueOf(e.getProblem());
    int undefined = problem.indexOf("undefined");
    return undefined < 0 ? problem : problem.substring(0, undefined) + "undefined alias or tag";
  }

  private static Yaml newYaml(LoaderOptions options) {
    var dumper = new org.yaml.snakeyaml.DumperOptions();
    return new Yaml(new SafeConstructor(options), new Representer(dumper), dumper, options);
  }

  /** Returns {@code file:line:column}. */
  String where() {
    Mark mark = node.getStartMark();
    return file + ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1);
  }

  /** Returns an error about this value: {@code file:line:column field must …}. */
  InvalidInputException wrong(String code, String must, String remedy) {
    return new InvalidInputException(
        code, "%s %s %s".formatted(where(), path.isEmpty() ? "the file" : path, must), remedy);
  }

  /** Returns the mapping's fields in the order of the file; unknown names are errors. */
  Map<String, YamlTree> fields(String... known) {
    var fields = new LinkedHashMap<String, YamlTree>();
    Set<String> names = Set.of(known);
    mapping()
        .forEach(
            (name, value) -> {
              if (!names.contains(name)) {
                throw value.wrong(
                    "SK-1002", "is not a setting", "Did you mean '" + nearest(name, known) + "'?");
              }
              fields.put(name, value);
            });
    return fields;
  }

  /** Returns the mapping's entries in the order of the file, whatever their names. */
  Map<String, YamlTree> mapping() {
    if (!(node instanceof MappingNode mapping)) {
      throw wrong("SK-1003", "must be a mapping of names to values", "Write 'name: value' lines");
    }
    var entries = new LinkedHashMap<String, YamlTree>();
    var seen = new HashSet<String>();
    for (NodeTuple tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        throw wrong("SK-1003", "has a name that is no plain text", "Write 'name: value' lines");
      }
      String name = key.getValue();
      // A name that stands where a key may have been pasted is not repeated; the line says which.
      String shown = name.length() <= 24 && PLAIN.matcher(name).matches() ? name : "?";
      var child =
          new YamlTree(file, path.isEmpty() ? shown : path + "." + shown, tuple.getValueNode());
      if (!seen.add(name)) {
        throw child.wrong("SK-1003", "stands there twice", "Keep one of the two");
      }
      entries.put(name, child);
    }
    return entries;
  }

  /** Returns the elements of a list; a single value is a list of one. */
  List<YamlTree> list() {
    if (!(node instanceof SequenceNode sequence)) {
      return List.of(this);
    }
    var elements = new ArrayList<YamlTree>();
    int index = 0;
    for (Node element : sequence.getValue()) {
      elements.add(new YamlTree(file, path + "[" + index++ + "]", element));
    }
    return elements;
  }

  boolean isMapping() {
    return node instanceof MappingNode;
  }

  /** Returns the text of a plain value. */
  String text() {
    if (node instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)) {
      return scalar.getValue();
    }
    throw wrong("SK-1003", "must be a text", "Write one value behind the colon");
  }

  List<String> texts() {
    return list().stream().map(YamlTree::text).toList();
  }

  boolean yesOrNo() {
    return switch (text()) {
      case "true", "yes" -> true;
      case "false", "no" -> false;
      default -> throw wrong("SK-1003", "must be true or false", "Write one of the two");
    };
  }

  int number(int least, int most) {
    try {
      int value = Integer.parseInt(text());
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw wrong(
        "SK-1003", "must be a whole number from %d to %d".formatted(least, most), "Change it");
  }

  private static @Nullable String nearest(String name, String... known) {
    return List.of(known).stream()
        .min(Comparator.comparingInt(candidate -> distance(name, candidate)))
        .orElse(null);
  }

  /** Levenshtein distance, for guessing what a misspelt name was meant to be. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int above = row[j];
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j] + 1, row[j - 1] + 1), diagonal + change);
        diagonal = above;
      }
    }
    return row[b.length()];
  }
}
