package dev.straykey.jenkins;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.pipeline.ActingDesk;
import dev.straykey.pipeline.AgentDesk;
import dev.straykey.pipeline.AgentFinding;
import dev.straykey.pipeline.AgentKit;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineConsoleTest {
  @TempDir Path home;

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
    var out = new ByteArrayOutputStream();

    var decorated = new PipelineConsole("d", new byte[] {1, 2}, false, "job#1", null).decorate(out);

    assertThat(decorated).isSameAs(out);
  }

  private Consoles.Kits kits() throws IOException {
    var desk =
        new AgentDesk(
            Controller.surroundings(home), new Organisation(home).config(), ActingDesk.newPair());
    byte[] kit = desk.kit(Organisation.OWN);
    return new Consoles.Kits(AgentKit.digest(kit), kit, kit);
  }

  private static PipelineConsole travelled(PipelineConsole console) throws Exception {
    var bytes = new ByteArrayOutputStream();
    try (var out = new ObjectOutputStream(bytes)) {
      out.writeObject(console);
    }
    try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (PipelineConsole) in.readObject();
    }
  }

  private static String print(PipelineConsole console) throws IOException {
    var out = new ByteArrayOutputStream();
    try (OutputStream masked = console.decorate(out)) {
      masked.write(("leaked " + Organisation.CANARY + "\n").getBytes(UTF_8));
    }
    return out.toString(UTF_8);
  }

  @Test
  void onTheControllerAMaskedKeyIsHandedOnAtOnce() throws Exception {
    var handed = new ArrayList<AgentFinding>();

    String printed = print(PipelineMasking.console(kits(), "job#21", handed::add));

    assertThat(printed).startsWith("leaked [straykey masked ").doesNotContain(Organisation.CANARY);
    assertThat(handed).singleElement().matches(f -> f.sealed() != null);
    assertThat(AgentConsoles.take("job#21")).isEmpty();
  }

  @Test
  void onAnAgentAMaskedKeyWaitsToBeFetched() throws Exception {
    var handed = new ArrayList<AgentFinding>();
    PipelineConsole there = travelled(PipelineMasking.console(kits(), "job#22", handed::add));

    String printed = print(there);

    assertThat(printed).doesNotContain(Organisation.CANARY);
    assertThat(handed).isEmpty();
    assertThat(AgentConsoles.take("job#22")).singleElement().matches(f -> f.sealed() != null);
    assertThat(AgentConsoles.take("job#22")).isEmpty();
  }
}
