package dev.straykey.rule;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Writes YAML as the JSON that it stands for. */
final class YamlJson {
  private YamlJson() {}

  /** Written by hand: a mapper's classes cost every start more than all rules do. */
  static void write(Node node, StringBuilder out) {
    if (node instanceof MappingNode mapping) {
      String separator = "{";
      for (NodeTuple field : mapping.getValue()) {
        out.append(separator);
        quoted(field.getKeyNode() instanceof ScalarNode name ? name.getValue() : "", out);
        out.append(':');
        write(field.getValueNode(), out);
        separator = ",";
      }
      out.append(mapping.getValue().isEmpty() ? "{}" : "}");
    } else if (node instanceof SequenceNode sequence) {
      String separator = "[";
      for (Node item : sequence.getValue()) {
        out.append(separator);
        write(item, out);
        separator = ",";
      }
      out.append(sequence.getValue().isEmpty() ? "[]" : "]");
    } else {
      scalar((ScalarNode) node, out);
    }
  }

  private static void scalar(ScalarNode node, StringBuilder out) {
    String text = node.getValue();
    if (node.getTag().equals(Tag.NULL)) {
      out.append("null");
    } else if (node.getTag().equals(Tag.BOOL) && text.matches("true|false")) {
      out.append(text);
    } else if (node.getTag().equals(Tag.INT) && text.matches("-?(0|[1-9][0-9]{0,17})")) {
      out.append(text);
    } else {
      quoted(text, out);
    }
  }

  private static void quoted(String text, StringBuilder out) {
    out.append('"').append(JsonStringEncoder.getInstance().quoteAsString(text)).append('"');
  }
}
