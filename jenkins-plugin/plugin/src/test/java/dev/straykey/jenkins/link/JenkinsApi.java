package dev.straykey.jenkins.link;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The classes of one real Jenkins and of the plugins that run on it, as a file lists them: a line
 * {@code C name acc=.. super=.. itf=..} for each, then {@code F acc name descriptor} and {@code M
 * acc name+descriptor}; access flags are hexadecimal.
 */
final class JenkinsApi {
  static final int PUBLIC = 0x1;
  static final int PRIVATE = 0x2;
  static final int PROTECTED = 0x4;
  static final int STATIC = 0x8;
  static final int FINAL = 0x10;
  static final int INTERFACE = 0x200;
  static final int ABSTRACT = 0x400;

  private final Map<String, Type> types = new LinkedHashMap<>();

  /** One class, with what it declares. */
  record Type(
      String name,
      int access,
      String superName,
      List<String> interfaces,
      Map<String, Integer> fields,
      Map<String, Integer> methods) {
    boolean isInterface() {
      return (access & INTERFACE) != 0;
    }
  }

  /** A member, and the class that declares it. */
  record Member(String owner, int access) {
    boolean isStatic() {
      return (access & STATIC) != 0;
    }
  }

  static JenkinsApi read(Path file) throws IOException {
    var api = new JenkinsApi();
    Type current = null;
    for (String line : Files.readAllLines(file)) {
      String[] words = line.strip().split(" +", -1);
      if (line.startsWith("C ")) {
        current =
            new Type(
                words[1],
                hex(words[2]),
                words[3].substring("super=".length()),
                list(words.length > 4 ? words[4] : "itf="),
                new LinkedHashMap<>(),
                new LinkedHashMap<>());
        api.types.put(current.name(), current);
      } else if (line.startsWith(" F ") && current != null) {
        current.fields().put(words[2] + " " + words[3], hex(words[1]));
      } else if (line.startsWith(" M ") && current != null) {
        current.methods().put(words[2], hex(words[1]));
      }
    }
    return api;
  }

  private static int hex(String text) {
    return Integer.parseInt(text.replace("acc=", ""), 16);
  }

  private static List<String> list(String text) {
    String names = text.substring("itf=".length());
    return names.isEmpty() ? List.of() : List.of(names.split(",", -1));
  }

  /** Returns the class, or null when this Jenkins has none of that name. */
  Type type(String name) {
    return types.get(name);
  }

  int size() {
    return types.size();
  }

  /** Returns the class and all that it inherits from, nearest first, as far as the file knows. */
  Set<String> lineage(String name) {
    Set<String> all = new LinkedHashSet<>();
    collect(name, all);
    return all;
  }

  private void collect(String name, Set<String> all) {
    if (name == null || !all.add(name)) {
      return;
    }
    Type type = types.get(name);
    if (type != null) {
      collect(type.superName(), all);
      type.interfaces().forEach(i -> collect(i, all));
    } else {
      Class<?> jdk = Jdk.load(name);
      if (jdk != null) {
        collect(jdk.getSuperclass() == null ? null : Jdk.name(jdk.getSuperclass()), all);
        for (Class<?> one : jdk.getInterfaces()) {
          collect(Jdk.name(one), all);
        }
      }
    }
  }

  /**
   * @param key name and descriptor, for a constructor {@code <init>} and its descriptor
   */
  Member method(String owner, String key) {
    Set<String> where = key.startsWith("<init>") ? Set.of(owner) : lineage(owner);
    var found = new ArrayList<Member>();
    for (String name : where) {
      Type type = types.get(name);
      Integer access = type == null ? Jdk.method(name, key) : type.methods().get(key);
      if (access != null) {
        found.add(new Member(name, access));
      }
    }
    if (found.isEmpty() && types.get(owner) != null && types.get(owner).isInterface()) {
      Integer ofObject = Jdk.method("java/lang/Object", key);
      return ofObject == null ? null : new Member("java/lang/Object", ofObject);
    }
    return found.isEmpty() ? null : found.get(0);
  }

  Member field(String owner, String key) {
    for (String name : lineage(owner)) {
      Type type = types.get(name);
      Integer access = type == null ? null : type.fields().get(key);
      if (access != null) {
        return new Member(name, access);
      }
    }
    return null;
  }
}
