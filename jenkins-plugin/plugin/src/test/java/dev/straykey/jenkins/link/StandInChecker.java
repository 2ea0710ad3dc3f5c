package dev.straykey.jenkins.link;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Holds one stand-in against the class that it stands for. */
final class StandInChecker extends ClassVisitor {
  /** The stand-ins' own tools, which no Jenkins has and no class of the plugin may use. */
  static final Set<String> TOOLS = Set.of("hudson/StandIn", "hudson/Nothing");

  private static final String TOOL_METHOD = "standIn";

  private final JenkinsApi jenkins;
  private final List<String> problems = new ArrayList<>();
  private JenkinsApi.Type real;
  private String name = "";

  private StandInChecker(JenkinsApi jenkins) {
    super(Opcodes.ASM9);
    this.jenkins = jenkins;
  }

  static List<String> problems(byte[] standIn, JenkinsApi jenkins) {
    var checker = new StandInChecker(jenkins);
    new ClassReader(standIn).accept(checker, ClassReader.SKIP_CODE);
    return checker.problems;
  }

  @Override
  public void visit(
      int version, int access, String self, String s, String superName, String[] interfaces) {
    name = self;
    real = jenkins.type(self);
    boolean anonymous = self.matches(".*\\$\\d+");
    if (TOOLS.contains(self) || anonymous) {
      return;
    }
    if (real == null) {
      problems.add(self + " is in no Jenkins");
      return;
    }
    if (((access ^ real.access()) & Opcodes.ACC_INTERFACE) != 0) {
      problems.add(self + " is a class here and an interface there, or the other way round");
    }
    boolean isClass = (access & Opcodes.ACC_INTERFACE) == 0;
    if (isClass
        && ((access ^ real.access()) & Opcodes.ACC_ABSTRACT) != 0
        && !real.superName().equals("java/lang/Enum")) {
      problems.add(self + " is abstract here or there");
    }
    if (!superName.equals(real.superName())) {
      problems.add("%s extends %s, not %s".formatted(self, real.superName(), superName));
    }
    Set<String> lineage = jenkins.lineage(self);
    for (String one : interfaces) {
      if (!lineage.contains(one)) {
        problems.add("%s does not implement %s".formatted(self, one));
      }
    }
  }

  private static boolean isOpen(int access) {
    return (access & (Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED)) != 0
        && (access & Opcodes.ACC_SYNTHETIC) == 0;
  }

  @Override
  public FieldVisitor visitField(int access, String field, String type, String s, Object value) {
    if (real == null || !isOpen(access) || field.equals("$VALUES")) {
      return null;
    }
    if (value != null) {
      problems.add("%s.%s would be copied into the plugin".formatted(name, field));
    }
    JenkinsApi.Member found = jenkins.field(name, field + " " + type);
    if (found == null || found.isStatic() != ((access & Opcodes.ACC_STATIC) != 0)) {
      problems.add("%s.%s %s is not like that".formatted(name, field, type));
    }
    return null;
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String method, String descriptor, String s, String[] exceptions) {
    if (real == null || !isOpen(access) || method.equals(TOOL_METHOD)) {
      return null;
    }
    JenkinsApi.Member found = jenkins.method(name, method + descriptor);
    if (found == null) {
      problems.add("%s.%s%s is in no Jenkins".formatted(name, method, descriptor));
      return null;
    }
    int kind = Opcodes.ACC_STATIC | Opcodes.ACC_ABSTRACT | Opcodes.ACC_PUBLIC;
    boolean declared = found.owner().equals(name);
    if (declared && ((access ^ found.access()) & kind) != 0) {
      problems.add(
          "%s.%s%s is of another kind: %x, not %x"
              .formatted(name, method, descriptor, found.access(), access));
    }
    if (declared
        && (access & Opcodes.ACC_FINAL) == 0
        && (found.access() & Opcodes.ACC_FINAL) != 0) {
      problems.add("%s.%s%s is final".formatted(name, method, descriptor));
    }
    return null;
  }
}
