package dev.straykey.jenkins.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Wrong references, planted one by one, are found; a right one is not. */
class LinkCheckerTest {
  private static final String LIST =
      """
      C hudson/Base acc=421 super=java/lang/Object itf=
       F 9 FLAG Z
       M 1 <init>()V
       M 401 todo()V
       M 11 fixed()V
      C hudson/Run acc=21 super=hudson/Base itf=
       M 1 <init>()V
       M 1 getNumber()I
       M 9 make()Lhudson/Run;
       M 2 hidden()V
       M 4 ofFamily()V
      C hudson/Action acc=601 super=java/lang/Object itf=
       M 401 getName()Ljava/lang/String;
      C hudson/Closed acc=31 super=java/lang/Object itf=
      """;

  @TempDir Path folder;
  private JenkinsApi api;

  @BeforeEach
  void read() throws IOException {
    api = JenkinsApi.read(Files.writeString(folder.resolve("list.txt"), LIST));
  }

  private java.util.List<String> problems(Consumer<MethodVisitor> code) {
    return problems("java/lang/Object", new String[0], code);
  }

  private java.util.List<String> problems(
      String superName, String[] interfaces, Consumer<MethodVisitor> code) {
    var writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, "planted/Planted", null, superName, interfaces);
    MethodVisitor method = writer.visitMethod(Opcodes.ACC_PUBLIC, "run", "()V", null, null);
    method.visitCode();
    code.accept(method);
    method.visitInsn(Opcodes.RETURN);
    method.visitMaxs(0, 0);
    method.visitEnd();
    var checker = new LinkChecker(api, Set.of());
    checker.add(writer.toByteArray());
    return checker.problems();
  }

  private static Consumer<MethodVisitor> call(
      int opcode, String owner, String name, String descriptor, boolean isInterface) {
    return m -> {
      m.visitInsn(Opcodes.ACONST_NULL);
      m.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
    };
  }

  @Test
  void aRightCallLinks() {
    assertThat(problems(call(Opcodes.INVOKEVIRTUAL, "hudson/Run", "getNumber", "()I", false)))
        .isEmpty();
  }

  @Test
  void anInheritedMethodLinks() {
    assertThat(problems(call(Opcodes.INVOKEVIRTUAL, "hudson/Run", "fixed", "()V", false)))
        .isEmpty();
  }

  @Test
  void anotherReturnTypeIsFound() {
    assertThat(problems(call(Opcodes.INVOKEVIRTUAL, "hudson/Run", "getNumber", "()J", false)))
        .containsExactly("planted/Planted: there is no method hudson/Run.getNumber()J");
  }

  @Test
  void aClassThatIsNotThereIsFound() {
    assertThat(problems(call(Opcodes.INVOKEVIRTUAL, "hudson/Nope", "x", "()V", false)))
        .containsExactly("planted/Planted: there is no class hudson/Nope");
  }

  @Test
  void aStaticCallOfAnInstanceMethodIsFound() {
    assertThat(problems(call(Opcodes.INVOKESTATIC, "hudson/Run", "getNumber", "()I", false)))
        .containsExactly("planted/Planted: hudson/Run.getNumber()I is not static");
  }

  @Test
  void aClassTakenForAnInterfaceIsFound() {
    assertThat(problems(call(Opcodes.INVOKEINTERFACE, "hudson/Run", "getNumber", "()I", true)))
        .containsExactly("planted/Planted: hudson/Run is a class");
  }

  @Test
  void aPrivateMethodIsFound() {
    assertThat(problems(call(Opcodes.INVOKEVIRTUAL, "hudson/Run", "hidden", "()V", false)))
        .containsExactly("planted/Planted: hudson/Run.hidden()V may not be reached");
  }

  @Test
  void aProtectedMethodOfAStrangerIsFound() {
    assertThat(problems(call(Opcodes.INVOKEVIRTUAL, "hudson/Run", "ofFamily", "()V", false)))
        .containsExactly("planted/Planted: hudson/Run.ofFamily()V may not be reached");
  }

  @Test
  void aFieldThatIsNotThereIsFound() {
    assertThat(problems(m -> m.visitFieldInsn(Opcodes.GETSTATIC, "hudson/Base", "FLAG", "I")))
        .containsExactly("planted/Planted: there is no field hudson/Base.FLAG I");
  }

  @Test
  void anAbstractMethodThatIsNotImplementedIsFound() {
    assertThat(problems("hudson/Base", new String[] {"hudson/Action"}, m -> {}))
        .containsExactly(
            "planted/Planted: hudson/Action.getName()Ljava/lang/String; is not implemented",
            "planted/Planted: hudson/Base.todo()V is not implemented");
  }

  @Test
  void aFinalSuperclassIsFound() {
    assertThat(problems("hudson/Closed", new String[0], m -> {}))
        .containsExactly("planted/Planted: hudson/Closed cannot be extended");
  }

  @Test
  void aStandInOfAnotherKindIsFound() {
    var writer = new ClassWriter(0);
    int access = Opcodes.ACC_PUBLIC | Opcodes.ACC_INTERFACE | Opcodes.ACC_ABSTRACT;
    writer.visit(Opcodes.V17, access, "hudson/Run", null, "java/lang/Object", new String[0]);
    writer
        .visitMethod(Opcodes.ACC_PUBLIC | Opcodes.ACC_ABSTRACT, "nope", "()V", null, null)
        .visitEnd();

    assertThat(StandInChecker.problems(writer.toByteArray(), api))
        .containsExactly(
            "hudson/Run is a class here and an interface there, or the other way round",
            "hudson/Run extends hudson/Base, not java/lang/Object",
            "hudson/Run.nope()V is in no Jenkins");
  }
}
