package dev.straykey.jenkins.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;

/** The built plugin has what a Jenkins looks for, and nothing that would meet Jenkins' own. */
class HpiIT {
  private static Map<String, byte[]> outer;
  private static Map<String, byte[]> inner;

  @BeforeAll
  static void read() throws IOException {
    outer = Hpi.entries();
    inner = Hpi.inner();
  }

  @Test
  void isSmallerThanThirtyMegabytes() throws IOException {
    assertThat(Files.size(Hpi.file())).isLessThan(30_000_000);
  }

  @Test
  void namesItselfAndWhatItNeeds() throws IOException {
    Attributes manifest = Hpi.manifest(outer);

    assertThat(manifest.getValue("Short-Name")).isEqualTo("straykey");
    assertThat(manifest.getValue("Jenkins-Version")).isEqualTo("2.426");
    assertThat(manifest.getValue("Plugin-Version")).isNotEmpty();
    assertThat(manifest.getValue("Plugin-Dependencies"))
        .contains("workflow-step-api:", "structs:", "workflow-api:")
        .contains("plain-credentials:1.5;resolution:=optional");
  }

  /**
   * Without these Jenkins' class filter refuses our classes, and a build silently lacks its step.
   */
  @Test
  void theInnerJarLooksLikeAPluginToTheClassFilter() throws IOException {
    Attributes manifest = Hpi.manifest(inner);

    assertThat(manifest.getValue("Short-Name")).isEqualTo("straykey");
    assertThat(manifest.getValue("Plugin-Version")).isNotEmpty();
    assertThat(manifest.getValue("Jenkins-Version")).isEqualTo("2.426");
    assertThat(manifest.getValue("Jenkins-ClassFilter-Whitelisted")).isEqualTo("true");
  }

  @Test
  void everyExtensionIsInTheIndex() {
    String index =
        new String(inner.get("META-INF/annotations/hudson.Extension"), StandardCharsets.ISO_8859_1);

    assertThat(annotated("Lhudson/Extension;"))
        .hasSize(10)
        .allSatisfy(name -> assertThat(index).contains(name));
  }

  @Test
  void everySymbolIsInTheList() {
    String list =
        new String(
            inner.get("META-INF/services/annotations/org.jenkinsci.Symbol"),
            StandardCharsets.UTF_8);

    assertThat(list.lines())
        .containsExactlyInAnyOrderElementsOf(annotated("Lorg/jenkinsci/Symbol;"));
  }

  /** An agent of Java 11 is sent this class with every listener, and runs nothing without it. */
  @Test
  void whatEveryAgentReadsIsReadByJava11() {
    var node = new ClassNode();
    new ClassReader(inner.get("dev/straykey/jenkins/PipelineConsole.class"))
        .accept(node, ClassReader.SKIP_CODE);

    assertThat(node.version & 0xffff).isEqualTo(Opcodes.V11);
  }

  @Test
  void parametersKeepTheirNames() {
    var node = new ClassNode();
    new ClassReader(inner.get("dev/straykey/jenkins/StraykeyConfiguration.class")).accept(node, 0);

    assertThat(node.methods)
        .filteredOn(m -> m.name.startsWith("doCheck"))
        .isNotEmpty()
        .allSatisfy(m -> assertThat(m.parameters).isNotEmpty());
  }

  @Test
  void noClassOfJenkinsIsPackaged() {
    assertThat(inner.keySet())
        .noneMatch(
            n ->
                n.startsWith("hudson/")
                    || n.startsWith("jenkins/")
                    || n.startsWith("org/jenkinsci/")
                    || n.startsWith("org/kohsuke/")
                    || n.startsWith("net/java/sezpoz/"));
  }

  /** Jenkins asks its own class path first: what it has too would be its version, not ours. */
  @Test
  void noLibraryStandsWhereJenkinsHasItsOwn() {
    assertThat(inner.keySet())
        .noneMatch(
            n ->
                n.startsWith("com/google/common/")
                    || n.startsWith("org/apache/commons/")
                    || n.startsWith("org/slf4j/")
                    || n.startsWith("org/antlr/")
                    || n.startsWith("org/objectweb/")
                    || n.startsWith("org/springframework/"));
  }

  /** A front end goes through one door. */
  @Test
  void thePluginUsesOnlyThePipelineAndTheNouns() {
    var rooms = new TreeSet<String>();
    inner.forEach(
        (name, bytes) -> {
          if (name.startsWith("dev/straykey/jenkins/") && name.endsWith(".class")) {
            Pattern.compile("dev/straykey/(\\w+)/")
                .matcher(new String(bytes, StandardCharsets.ISO_8859_1))
                .results()
                .forEach(m -> rooms.add(m.group(1)));
          }
        });

    assertThat(rooms).containsExactly("jenkins", "lib", "model", "pipeline");
  }

  @Test
  void shippedRulesAndMigrationsAreInIt() {
    assertThat(inner).containsKeys("dev/straykey/rules/image.bin", "index.jelly");
    assertThat(inner.keySet()).anyMatch(n -> n.startsWith("dev/straykey/db/migration/"));
  }

  private static Set<String> annotated(String annotation) {
    var names = new TreeSet<String>();
    inner.forEach(
        (name, bytes) -> {
          if (name.startsWith("dev/straykey/jenkins/") && name.endsWith(".class")) {
            var node = new ClassNode();
            new ClassReader(bytes).accept(node, ClassReader.SKIP_CODE);
            if (node.visibleAnnotations != null
                && node.visibleAnnotations.stream().anyMatch(a -> a.desc.equals(annotation))) {
              names.add(node.name.replace('/', '.'));
            }
          }
        });
    return names;
  }
}
