package dev.straykey.jenkins.link;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Links classes against a Jenkins that is only a list: every class, method and field that they
 * reach for outside of themselves and Java must be there, of the right kind, and what they extend
 * must leave nothing undone.
 */
final class LinkChecker {
  private final JenkinsApi api;
  private final Map<String, Own> own = new LinkedHashMap<>();
  private final Set<String> inside;
  private final Set<String> problems = new TreeSet<>();
  private int references;

  /** A class that is linked, as far as it matters here. */
  private static final class Own {
    String name = "";
    String superName = "";
    int access;
    List<String> interfaces = List.of();
    final Map<String, Integer> methods = new LinkedHashMap<>();
    byte[] bytes = new byte[0];
  }

  /**
   * @param inside names of classes that come along and are not linked here, such as libraries
   */
  LinkChecker(JenkinsApi api, Set<String> inside) {
    this.api = api;
    this.inside = inside;
  }

  void add(byte[] classFile) {
    var one = new Own();
    one.bytes = classFile;
    new ClassReader(classFile)
        .accept(
            new ClassVisitor(Opcodes.ASM9) {
              @Override
              public void visit(
                  int version,
                  int access,
                  String name,
                  String signature,
                  String superName,
                  String[] interfaces) {
                one.name = name;
                one.access = access;
                one.superName = superName;
                one.interfaces = List.of(interfaces);
              }

              @Override
              public MethodVisitor visitMethod(
                  int access, String name, String descriptor, String s, String[] exceptions) {
                one.methods.put(name + descriptor, access);
                return null;
              }
            },
            ClassReader.SKIP_CODE);
    own.put(one.name, one);
  }

  /** Returns what does not link, sorted; each says who reaches for what. */
  List<String> problems() {
    for (Own one : own.values()) {
      new ClassReader(one.bytes).accept(new References(new Named(one)), 0);
      inheritance(one);
    }
    return new ArrayList<>(problems);
  }

  /** Returns how many references outside were looked at. */
  int references() {
    return references;
  }

  private boolean isOutside(String name) {
    return !own.containsKey(name) && !inside.contains(name) && !Jdk.has(name);
  }

  private void type(Own from, String name) {
    String element = name;
    while (element.startsWith("[")) {
      element = element.substring(1);
    }
    if (element.length() != name.length()) {
      if (!element.startsWith("L")) {
        return;
      }
      element = element.substring(1, element.length() - 1);
    }
    if (isOutside(element)) {
      references++;
      if (api.type(element) == null) {
        problem(from, "there is no class " + element);
      }
    }
  }

  private void descriptor(Own from, String descriptor) {
    Type type = Type.getType(descriptor);
    if (type.getSort() == Type.METHOD) {
      type(from, type.getReturnType());
      for (Type argument : type.getArgumentTypes()) {
        type(from, argument);
      }
    } else {
      type(from, type);
    }
  }

  private void type(Own from, Type type) {
    Type element = type.getSort() == Type.ARRAY ? type.getElementType() : type;
    if (element.getSort() == Type.OBJECT) {
      type(from, element.getInternalName());
    }
  }

  /** Returns the nearest class outside that {@code owner} inherits from; itself when outside. */
  private List<String> outsideOf(String owner) {
    Own one = own.get(owner);
    if (one == null) {
      return isOutside(owner) ? List.of(owner) : List.of();
    }
    var all = new ArrayList<String>(outsideOf(one.superName));
    one.interfaces.forEach(i -> all.addAll(outsideOf(i)));
    return all;
  }

  private boolean declares(String owner, String key) {
    for (Own one = own.get(owner); one != null; one = own.get(one.superName)) {
      if (one.methods.containsKey(key) || one.interfaces.stream().anyMatch(i -> declares(i, key))) {
        return true;
      }
    }
    return false;
  }

  private void method(
      Own from, String owner, String key, boolean wantsStatic, boolean wantsInterface) {
    if (owner.startsWith("[")) {
      return;
    }
    if (own.containsKey(owner) && (declares(owner, key) || key.startsWith("<init>"))) {
      return;
    }
    List<String> outside = outsideOf(owner);
    if (outside.isEmpty()) {
      return;
    }
    references++;
    if (!own.containsKey(owner)) {
      JenkinsApi.Type type = api.type(owner);
      if (type == null) {
        problem(from, "there is no class " + owner);
        return;
      }
      if (type.isInterface() != wantsInterface) {
        problem(from, owner + (wantsInterface ? " is a class" : " is an interface"));
      }
    }
    JenkinsApi.Member found = null;
    for (String name : outside) {
      found = found == null ? api.method(name, key) : found;
    }
    if (found == null) {
      problem(from, "there is no method %s.%s".formatted(owner, key));
      return;
    }
    if (found.isStatic() != wantsStatic) {
      problem(from, "%s.%s is%s static".formatted(owner, key, found.isStatic() ? "" : " not"));
    }
    access(from, found, owner + "." + key);
  }

  private void field(Own from, String owner, String key, boolean wantsStatic) {
    if (!isOutside(owner)) {
      return;
    }
    references++;
    JenkinsApi.Member found = api.field(owner, key);
    if (found == null) {
      problem(from, "there is no field %s.%s".formatted(owner, key));
      return;
    }
    if (found.isStatic() != wantsStatic) {
      problem(from, "%s.%s is%s static".formatted(owner, key, found.isStatic() ? "" : " not"));
    }
    access(from, found, owner + "." + key);
  }

  private void access(Own from, JenkinsApi.Member found, String what) {
    boolean open = (found.access() & JenkinsApi.PUBLIC) != 0;
    boolean inherited =
        (found.access() & JenkinsApi.PROTECTED) != 0 && lineage(from).contains(found.owner());
    if (!open && !inherited) {
      problem(from, what + " may not be reached");
    }
  }

  /** Everything that {@code one} inherits from, outside as well. */
  private Set<String> lineage(Own one) {
    Set<String> all = new LinkedHashSet<>();
    all.add(one.name);
    var parents = new ArrayList<String>(one.interfaces);
    parents.add(one.superName);
    for (String parent : parents) {
      if (own.containsKey(parent)) {
        all.addAll(lineage(own.get(parent)));
      } else {
        all.addAll(api.lineage(parent));
      }
    }
    return all;
  }

  private void inheritance(Own one) {
    type(one, one.superName);
    one.interfaces.forEach(i -> type(one, i));
    JenkinsApi.Type parent = api.type(one.superName);
    boolean isInterface = (one.access & Opcodes.ACC_INTERFACE) != 0;
    if (parent != null && (parent.isInterface() || (parent.access() & JenkinsApi.FINAL) != 0)) {
      problem(one, "%s cannot be extended".formatted(one.superName));
    }
    for (String name : one.interfaces) {
      JenkinsApi.Type type = api.type(name);
      if (type != null && !type.isInterface()) {
        problem(one, name + " is a class");
      }
    }
    Set<String> lineage = lineage(one);
    Map<String, String> undone = new LinkedHashMap<>();
    Set<String> done = new LinkedHashSet<>();
    for (String name : lineage) {
      Own ours = own.get(name);
      JenkinsApi.Type theirs = api.type(name);
      Map<String, Integer> methods =
          ours != null ? ours.methods : theirs == null ? Map.of() : theirs.methods();
      methods.forEach(
          (key, access) -> {
            if ((access & (JenkinsApi.STATIC | JenkinsApi.PRIVATE)) != 0 || key.startsWith("<")) {
              return;
            }
            if ((access & JenkinsApi.ABSTRACT) != 0) {
              undone.putIfAbsent(key, name);
            } else {
              done.add(key);
            }
            boolean overridden = one.methods.containsKey(key) && !name.equals(one.name);
            if (overridden && (access & JenkinsApi.FINAL) != 0) {
              problem(one, "%s.%s is final".formatted(name, key));
            }
          });
    }
    if ((one.access & Opcodes.ACC_ABSTRACT) == 0 && !isInterface) {
      undone.forEach(
          (key, name) -> {
            if (!done.contains(key) && Jdk.method("java/lang/Object", key) == null) {
              problem(one, "%s.%s is not implemented".formatted(name, key));
            }
          });
    }
  }

  /** Looks up what one class names. */
  private final class Named implements References.Taker {
    private final Own from;

    Named(Own from) {
      this.from = from;
    }

    @Override
    public void type(String name) {
      LinkChecker.this.type(from, name);
    }

    @Override
    public void descriptor(String descriptor) {
      LinkChecker.this.descriptor(from, descriptor);
    }

    @Override
    public void field(String owner, String key, boolean isStatic) {
      LinkChecker.this.field(from, owner, key, isStatic);
    }

    @Override
    public void method(String owner, String key, boolean isStatic, boolean isInterface) {
      LinkChecker.this.method(from, owner, key, isStatic, isInterface);
    }
  }

  private void problem(Own from, String what) {
    problems.add(from.name + ": " + what);
  }
}
