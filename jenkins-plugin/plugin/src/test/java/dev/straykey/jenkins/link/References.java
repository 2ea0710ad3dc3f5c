package dev.straykey.jenkins.link;

import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Walks through all that one class names. */
final class References extends ClassVisitor {
  private final Taker taker;

  /** Takes what is named; a field's key is its name and type, a method's its name and signature. */
  interface Taker {
    void type(String name);

    void descriptor(String descriptor);

    void field(String owner, String key, boolean isStatic);

    void method(String owner, String key, boolean isStatic, boolean isInterface);
  }

  References(Taker taker) {
    super(Opcodes.ASM9);
    this.taker = taker;
  }

  @Override
  public FieldVisitor visitField(
      int access, String name, String descriptor, String signature, Object value) {
    taker.descriptor(descriptor);
    return null;
  }

  @Override
  public org.objectweb.asm.AnnotationVisitor visitAnnotation(String descriptor, boolean seen) {
    if (seen) {
      taker.descriptor(descriptor);
    }
    return null;
  }

  @Override
  public MethodVisitor visitMethod(
      int access, String name, String descriptor, String signature, String[] exceptions) {
    taker.descriptor(descriptor);
    if (exceptions != null) {
      for (String exception : exceptions) {
        taker.type(exception);
      }
    }
    return new Code();
  }

  private final class Code extends MethodVisitor {
    Code() {
      super(Opcodes.ASM9);
    }

    @Override
    public org.objectweb.asm.AnnotationVisitor visitAnnotation(String descriptor, boolean seen) {
      if (seen) {
        taker.descriptor(descriptor);
      }
      return null;
    }

    @Override
    public org.objectweb.asm.AnnotationVisitor visitParameterAnnotation(
        int parameter, String descriptor, boolean seen) {
      if (seen) {
        taker.descriptor(descriptor);
      }
      return null;
    }

    @Override
    public void visitTypeInsn(int opcode, String name) {
      taker.type(name);
    }

    @Override
    public void visitTryCatchBlock(Label start, Label end, Label handler, String name) {
      if (name != null) {
        taker.type(name);
      }
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
      boolean isStatic = opcode == Opcodes.GETSTATIC || opcode == Opcodes.PUTSTATIC;
      taker.field(owner, name + " " + descriptor, isStatic);
      taker.descriptor(descriptor);
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      taker.method(owner, name + descriptor, opcode == Opcodes.INVOKESTATIC, isInterface);
      taker.descriptor(descriptor);
    }

    @Override
    public void visitInvokeDynamicInsn(
        String name, String descriptor, Handle bootstrap, Object... arguments) {
      taker.descriptor(descriptor);
      for (Object argument : arguments) {
        constant(argument);
      }
    }

    @Override
    public void visitLdcInsn(Object value) {
      constant(value);
    }

    private void constant(Object value) {
      if (value instanceof Handle handle && handle.getTag() >= Opcodes.H_INVOKEVIRTUAL) {
        taker.method(
            handle.getOwner(),
            handle.getName() + handle.getDesc(),
            handle.getTag() == Opcodes.H_INVOKESTATIC,
            handle.isInterface());
        taker.descriptor(handle.getDesc());
      } else if (value instanceof Type type) {
        taker.descriptor(type.getDescriptor());
      }
    }
  }
}
