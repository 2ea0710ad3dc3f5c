package dev.straykey.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kohsuke.stapler.DataBoundSetter;

class StraykeyConfigurationTest {
  /** What configuration as code writes it reads again, and a form shows what it saved. */
  @ParameterizedTest
  @ValueSource(
      classes = {
        StraykeyConfiguration.class,
        ScanStep.class,
        ScanBuilder.class,
        ScanRecorder.class
      })
  void whatIsSetIsGot(Class<?> type) throws Exception {
    Object one = type.getDeclaredConstructor().newInstance();
    List<Method> setters =
        Arrays.stream(type.getMethods())
            .filter(m -> m.isAnnotationPresent(DataBoundSetter.class))
            .toList();

    assertThat(setters).hasSizeGreaterThan(4);
    for (Method setter : setters) {
      String name = setter.getName().substring(3);
      boolean flag = setter.getParameterTypes()[0] == boolean.class;
      Method getter = type.getMethod((flag ? "is" : "get") + name);
      for (Object value : flag ? List.of(true, false) : List.of("a", "")) {
        setter.invoke(one, value);
        assertThat(getter.invoke(one)).as(name).isEqualTo(value);
      }
    }
  }

  @Test
  void nothingIsActedOnUnlessSomebodySaysSo() {
    assertThat(new StraykeyConfiguration().acts()).isFalse();
  }

  @Test
  void nothingIsActedOnWithoutAConfiguration() {
    var configuration = new StraykeyConfiguration();
    configuration.setAct(true);

    assertThat(configuration.acts()).isFalse();
    configuration.setConfigFile("/etc/straykey/straykey.yaml");
    assertThat(configuration.acts()).isTrue();
  }

  @Test
  void noOptionOfAStepSaysWhatIsDone() {
    for (Class<?> step : List.of(ScanStep.class, ScanBuilder.class, ScanRecorder.class)) {
      assertThat(step.getMethods())
          .extracting(Method::getName)
          .doesNotContain("setAct", "setConfigFile", "setCredentials", "setHome", "setPolicy");
    }
  }
}
