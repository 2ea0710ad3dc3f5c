package dev.straykey.jenkins.link;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import org.objectweb.asm.Type;

/** The running Java, asked by names as class files have them. */
final class Jdk {
  private Jdk() {}

  static boolean has(String name) {
    return load(name) != null;
  }

  static Class<?> load(String name) {
    try {
      return Class.forName(name.replace('/', '.'), false, ClassLoader.getPlatformClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      return null;
    }
  }

  static String name(Class<?> type) {
    return type.getName().replace('.', '/');
  }

  /** Returns the access flags of a method or constructor that the class declares, or null. */
  static Integer method(String owner, String key) {
    Class<?> type = load(owner);
    if (type == null) {
      return null;
    }
    for (Method method : type.getDeclaredMethods()) {
      if (key.equals(method.getName() + Type.getMethodDescriptor(method))) {
        return method.getModifiers();
      }
    }
    for (Constructor<?> constructor : type.getDeclaredConstructors()) {
      if (key.equals("<init>" + Type.getConstructorDescriptor(constructor))) {
        return constructor.getModifiers();
      }
    }
    return null;
  }
}
