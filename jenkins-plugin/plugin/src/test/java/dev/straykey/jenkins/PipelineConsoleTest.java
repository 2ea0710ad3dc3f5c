package dev.straykey.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PipelineConsoleTest {
  /** Reading an object asks its class for every field and method, which loads their types. */
  @Test
  void namesNoClassThatAnAgentOfJava11CannotLoad() {
    List<Class<?>> types = new ArrayList<>();
    Class<?> type = PipelineConsole.class;
    for (Field field : type.getDeclaredFields()) {
      types.add(field.getType());
    }
    Stream.<Executable>concat(
            Arrays.stream(type.getDeclaredMethods()), Arrays.stream(type.getDeclaredConstructors()))
        .forEach(
            one -> {
              types.addAll(List.of(one.getParameterTypes()));
              types.addAll(List.of(one.getExceptionTypes()));
            });
    Arrays.stream(type.getDeclaredMethods()).forEach(one -> types.add(one.getReturnType()));

    assertThat(types).isNotEmpty().noneMatch(one -> one.getName().contains("straykey"));
  }

  @Test
  void aKitThatCannotBeReadStopsNoStep() {
    var out = new java.io.ByteArrayOutputStream();

    var decorated = new PipelineConsole("d", new byte[] {1, 2}, false, "job#1", null).decorate(out);

    assertThat(decorated).isSameAs(out);
  }
}
