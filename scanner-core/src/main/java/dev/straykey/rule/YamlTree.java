package dev.straykey.rule;

import dev.straykey.model.InvalidInputException;
import java.io.StringReader;
import java.util.LinkedHashSet;
import java.util.Set;
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

/** Makes a YAML file's text into nodes. Bounded: 1 MiB, 20 levels, no aliases. */
final class YamlTree {
  private static final int MAX_CHARACTERS = 1 << 20;

  private YamlTree() {}

  /**
   * Returns the node of the whole file; it need not be a mapping.
   *
   * @throws InvalidInputException under {@code code}, naming the place and quoting nothing
   */
  static Node read(String text, String origin, String code) {
    var options = new LoaderOptions();
    options.setMaxAliasesForCollections(0);
    options.setNestingDepthLimit(20);
    options.setCodePointLimit(MAX_CHARACTERS);
    options.setAllowDuplicateKeys(false);
    Node root;
    try {
      root = new Yaml(new SafeConstructor(options)).compose(new StringReader(text));
    } catch (MarkedYAMLException e) {
      var mark = e.getProblemMark();
      throw new InvalidInputException(
          code,
          "%s is not YAML".formatted(at(origin, mark)),
          "Check indentation, quotes and brackets there");
    } catch (YAMLException | IllegalArgumentException e) {
      throw new InvalidInputException(
          code,
          "%s is not YAML, is too large, or uses an alias".formatted(origin),
          "Give a text file of at most 1 MiB, with everything written out");
    }
    if (root == null) {
      throw new InvalidInputException(
          code, "%s:1 is empty".formatted(origin), "Fill it in, or leave it out");
    }
    refuseAliases(root, new LinkedHashSet<>(), origin, code);
    return root;
  }

  /** An alias would make the same node stand twice. */
  private static void refuseAliases(Node node, Set<Integer> seen, String origin, String code) {
    if (node instanceof ScalarNode) {
      return;
    }
    if (!seen.add(System.identityHashCode(node))) {
      throw new InvalidInputException(
          code,
          "%s is used again by an alias".formatted(at(origin, node.getStartMark())),
          "Write it out instead");
    }
    if (node instanceof MappingNode mapping) {
      for (NodeTuple field : mapping.getValue()) {
        refuseAliases(field.getValueNode(), seen, origin, code);
      }
    } else if (node instanceof SequenceNode sequence) {
      sequence.getValue().forEach(item -> refuseAliases(item, seen, origin, code));
    }
  }

  /** Returns {@code file:line:column}. */
  static String at(String origin, @Nullable Mark mark) {
    return mark == null
        ? origin + ":1:1"
        : "%s:%d:%d".formatted(origin, mark.getLine() + 1, mark.getColumn() + 1);
  }
}
