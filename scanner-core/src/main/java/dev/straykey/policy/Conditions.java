package dev.straykey.policy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.straykey.model.Attribution;
import dev.straykey.model.Finding;
import dev.straykey.model.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The lines' conditions, compiled and checked: a field or a word that does not exist is an error.
 */
final class Conditions {
  private static final CelOptions OPTIONS =
      CelOptions.current()
          .maxExpressionCodePointSize(10_000)
          .maxParseRecursionDepth(64)
          .comprehensionMaxIterations(10_000)
          .maxRegexProgramSize(1_000)
          .build();

  private final List<Line> lines;
  private final List<CelRuntime.Program> programs;

  private Conditions(List<Line> lines, List<CelRuntime.Program> programs) {
    this.lines = lines;
    this.programs = programs;
  }

  static Conditions compile(List<Line> lines) {
    CelCompiler compiler = compiler();
    CelRuntime runtime = CelRuntimeFactory.legacyCelRuntimeBuilder().setOptions(OPTIONS).build();
    List<CelRuntime.Program> programs = new ArrayList<>();
    for (Line line : lines) {
      try {
        CelAbstractSyntaxTree tree = compiler.compile(line.when()).getAst();
        String problem = WordCheck.problem(tree);
        if (problem != null) {
          throw wrong(line, null, problem);
        }
        programs.add(runtime.createProgram(tree));
      } catch (CelValidationException e) {
        throw wrong(line, e.getErrors().isEmpty() ? null : e.getErrors().get(0), "is no condition");
      } catch (CelEvaluationException e) {
        throw wrong(line, null, "cannot be run");
      }
    }
    return new Conditions(lines, programs);
  }

  /** Returns the first line that fits; a line that cannot tell stops there, and a person looks. */
  Line first(Finding finding, Attribution attribution, Facts facts) {
    Map<String, Object> values = Vocabulary.values(finding, attribution, facts);
    for (int i = 0; i < lines.size(); i++) {
      try {
        if (Boolean.TRUE.equals(programs.get(i).eval(values))) {
          return lines.get(i);
        }
      } catch (CelEvaluationException e) {
        return Policy.fallback(lines.get(i).name() + " (its condition failed)");
      }
    }
    return Policy.fallback("no line fits");
  }

  private static InvalidInputException wrong(Line line, @Nullable CelIssue issue, String problem) {
    String where =
        issue == null
            ? ""
            : " at %d:%d"
                .formatted(
                    issue.getSourceLocation().getLine(), issue.getSourceLocation().getColumn() + 1);
    return new InvalidInputException(
        "SK-1501",
        "%s: the condition of policy line '%s' is wrong%s: %s"
            .formatted(
                line.where(), line.name(), where, issue == null ? problem : issue.getMessage()),
        "Conditions are CEL over finding, key, attribution, owner and person; see docs/policy.md");
  }

  private static CelCompiler compiler() {
    Map<String, StructType> types =
        Map.of(
            "finding", type("finding"),
            "key", type("key"),
            "attribution", type("attribution"),
            "owner", type("owner"),
            "person", type("person"));
    CelCompilerBuilder builder =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .setResultType(SimpleType.BOOL)
            .setTypeProvider(new Types(ImmutableList.copyOf(types.values())));
    types.forEach(builder::addVar);
    return builder.build();
  }

  private static StructType type(String variable) {
    var kinds = ImmutableMap.<String, CelType>builder();
    Vocabulary.VARIABLES
        .getOrDefault(variable, Map.of())
        .forEach((name, field) -> kinds.put(name, type(field.kind())));
    ImmutableMap<String, CelType> fields = kinds.buildOrThrow();
    return StructType.create(
        "straykey." + variable, fields.keySet(), name -> Optional.ofNullable(fields.get(name)));
  }

  private static CelType type(Vocabulary.Kind kind) {
    return switch (kind) {
      case TEXT -> SimpleType.STRING;
      case NUMBER -> SimpleType.INT;
      case FLAG -> SimpleType.BOOL;
      case TEXTS -> ListType.create(SimpleType.STRING);
    };
  }

  private record Types(ImmutableList<CelType> types) implements CelTypeProvider {
    @Override
    public Optional<CelType> findType(String name) {
      return types.stream().filter(t -> t.name().equals(name)).findFirst();
    }
  }
}
