package dev.straykey.rule;

import dev.straykey.model.InvalidInputException;
import dev.straykey.model.WireName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * One mapping of a YAML file that remembers its lines. Takes fields one by one; {@link #done}
 * refuses what nobody took, naming the nearest right field.
 *
 * <p><b>Errors:</b> {@link InvalidInputException} whose problem begins with {@code file:line:column
 * field}; it never quotes a value.
 */
public final class YamlMap {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z]{1,16}([_.:-][A-Za-z]{1,16}){0,2}");

  private final String origin;
  private final String code;
  private final String path;
  private final Node node;
  private final Map<String, Node> fields = new LinkedHashMap<>();
  private final Map<String, Node> keys = new LinkedHashMap<>();
  private final Set<String> taken = new LinkedHashSet<>();

  private YamlMap(String origin, String code, String path, Node node) {
    this.origin = origin;
    this.code = code;
    this.path = path;
    this.node = node;
    if (!(node instanceof MappingNode mapping)) {
      throw error(node, path.isEmpty() ? "the file" : path, "must be a mapping of fields", "");
    }
    for (NodeTuple field : mapping.getValue()) {
      String name = field.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
      if (fields.put(name, field.getValueNode()) != null) {
        throw error(field.getKeyNode(), name(name), "stands twice", "Remove one of them");
      }
      keys.put(name, field.getKeyNode());
    }
  }

  /**
   * Reads a file that is one mapping.
   *
   * @param origin the file's name for messages
   * @param code of every error about the file
   */
  public static YamlMap parse(String text, String origin, String code) {
    return new YamlMap(origin, code, "", YamlTree.read(text, origin, code));
  }

  /** Returns the names of all fields, in the file's order. */
  public Set<String> names() {
    return fields.keySet();
  }

  public boolean has(String field) {
    return fields.containsKey(field);
  }

  /** Returns the text of {@code field}; null when it is absent or null. */
  public @Nullable String text(String field) {
    Node value = take(field);
    return value == null ? null : scalar(value, name(field));
  }

  /** Returns the text of {@code field}, which must be there. */
  public String required(String field) {
    String value = text(field);
    if (value == null || value.isBlank()) {
      throw error(node, name(field), "is missing", "Add it");
    }
    return value;
  }

  /** Returns the constant that {@code field} spells, or {@code otherwise}. */
  public <E extends Enum<E>> E word(String field, Class<E> type, E otherwise) {
    String value = text(field);
    if (value == null) {
      return otherwise;
    }
    try {
      return WireName.parse(type, value);
    } catch (IllegalArgumentException e) {
      throw wrong(field, "must be one of " + WireName.all(type));
    }
  }

  public boolean flag(String field, boolean otherwise) {
    String value = text(field);
    if (value == null) {
      return otherwise;
    }
    if (!value.equals("true") && !value.equals("false")) {
      throw wrong(field, "must be true or false");
    }
    return value.equals("true");
  }

  /** Returns the number in {@code field}, from {@code least} to {@code most}. */
  public double number(String field, double otherwise, double least, double most) {
    String value = text(field);
    if (value == null) {
      return otherwise;
    }
    try {
      double number = Double.parseDouble(value);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw wrong(field, "must be a number from %s to %s".formatted(plain(least), plain(most)));
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
  }

  /** Returns the texts of {@code field}, which holds one or a list. */
  public List<String> texts(String field) {
    Node value = take(field);
    if (value == null) {
      return List.of();
    }
    var texts = new ArrayList<String>();
    for (Node item : value instanceof SequenceNode list ? list.getValue() : List.of(value)) {
      texts.add(scalar(item, name(field)));
    }
    return texts;
  }

  /** Returns the same, where YAML's null may stand among them. */
  public List<@Nullable String> textsOrNull(String field) {
    Node value = fields.get(field);
    taken.add(field);
    var texts = new ArrayList<@Nullable String>();
    if (value != null) {
      for (Node item : value instanceof SequenceNode list ? list.getValue() : List.of(value)) {
        texts.add(isNull(item) ? null : scalar(item, name(field)));
      }
    }
    return texts;
  }

  /** Returns the mapping in {@code field}, or null. */
  public @Nullable YamlMap map(String field) {
    Node value = take(field);
    return value == null ? null : new YamlMap(origin, code, name(field), value);
  }

  /** Returns the mappings in {@code field}, which holds one or a list. */
  public List<YamlMap> maps(String field) {
    Node value = take(field);
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof SequenceNode list)) {
      return List.of(new YamlMap(origin, code, name(field), value));
    }
    var maps = new ArrayList<YamlMap>();
    for (int i = 0; i < list.getValue().size(); i++) {
      maps.add(new YamlMap(origin, code, name(field) + "[" + i + "]", list.getValue().get(i)));
    }
    return maps;
  }

  /** Returns every field as text, in the file's order. */
  public Map<String, String> strings() {
    var strings = new LinkedHashMap<String, String>();
    for (String field : fields.keySet()) {
      strings.put(field, required(field));
    }
    return strings;
  }

  /** Returns the node in {@code field}, for those who turn it into something else; or null. */
  @Nullable Node node(String field) {
    return take(field);
  }

  /** Refuses fields that nobody took. */
  public void done() {
    only(taken);
  }

  /** Refuses fields that are none of {@code known}. */
  void only(Collection<String> known) {
    for (String field : fields.keySet()) {
      if (!known.contains(field)) {
        Node key = keys.get(field);
        throw error(
            key == null ? node : key,
            name(field),
            "is not a field",
            "Did you mean " + Nearest.of(field, known) + "?");
      }
    }
  }

  /** Returns an error about {@code field}. */
  public InvalidInputException wrong(String field, String problem) {
    return wrong(field, problem, "");
  }

  /** Returns an error about {@code field}, with what to do about it. */
  public InvalidInputException wrong(String field, String problem, String remedy) {
    Node value = fields.get(field);
    return error(value == null ? node : value, name(field), problem, remedy);
  }

  private InvalidInputException error(Node where, String what, String problem, String remedy) {
    return new InvalidInputException(
        code,
        "%s %s %s".formatted(YamlTree.at(origin, where.getStartMark()), what, problem),
        remedy.isEmpty() ? "Correct it there" : remedy);
  }

  /** Returns {@code file:line:column} of {@code field}, for messages about it. */
  public String where(String field) {
    return YamlTree.at(origin, fields.getOrDefault(field, node).getStartMark());
  }

  /** A name that stands where a key may have been pasted is not repeated; the line says which. */
  private String name(String field) {
    String shown = field.length() <= 24 && PLAIN.matcher(field).matches() ? field : "?";
    return path.isEmpty() ? shown : path + "." + shown;
  }

  private @Nullable Node take(String field) {
    taken.add(field);
    Node value = fields.get(field);
    return value == null || isNull(value) ? null : value;
  }

  private static boolean isNull(Node value) {
    return value instanceof ScalarNode && value.getTag().equals(Tag.NULL);
  }

  private String scalar(Node value, String what) {
    if (value instanceof ScalarNode scalar && !isNull(value)) {
      return scalar.getValue();
    }
    throw error(value, what, "must be a text or a number", "");
  }
}
