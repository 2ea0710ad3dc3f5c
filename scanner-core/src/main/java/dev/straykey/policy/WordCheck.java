package dev.straykey.policy;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds comparisons with a word that a field never has, such as {@code key.scope == 'usr'}: they
 * would be silently false, and another line would decide.
 */
final class WordCheck {
  private static final Set<String> COMPARISONS = Set.of("_==_", "_!=_", "@in");

  private WordCheck() {}

  /** Returns what is wrong, or null. */
  static @Nullable String problem(CelAbstractSyntaxTree tree) {
    List<CelExpr> calls =
        CelNavigableAst.fromAst(tree)
            .getRoot()
            .allNodes()
            .map(node -> node.expr())
            .filter(e -> e.getKind() == CelExpr.ExprKind.Kind.CALL)
            .filter(e -> COMPARISONS.contains(e.call().function()) && e.call().args().size() == 2)
            .toList();
    for (CelExpr call : calls) {
      CelExpr left = call.call().args().get(0);
      CelExpr right = call.call().args().get(1);
      String problem = compare(left, right);
      problem = problem == null ? compare(right, left) : problem;
      if (problem != null) {
        return problem;
      }
    }
    return null;
  }

  private static @Nullable String compare(CelExpr field, CelExpr words) {
    if (field.getKind() != CelExpr.ExprKind.Kind.SELECT
        || field.select().operand().getKind() != CelExpr.ExprKind.Kind.IDENT) {
      return null;
    }
    String variable = field.select().operand().ident().name();
    String name = field.select().field();
    var fields = Vocabulary.VARIABLES.get(variable);
    Vocabulary.Field known = fields == null ? null : fields.get(name);
    if (known == null || known.words().isEmpty()) {
      return null;
    }
    List<CelExpr> all =
        words.getKind() == CelExpr.ExprKind.Kind.LIST ? words.list().elements() : List.of(words);
    for (CelExpr word : all) {
      if (word.getKind() == CelExpr.ExprKind.Kind.CONSTANT
          && word.constant().getKind() == CelConstant.Kind.STRING_VALUE
          && !known.words().contains(word.constant().stringValue())) {
        Set<String> right = new TreeSet<>(known.words());
        right.remove("");
        return "%s.%s is never '%s'; it is one of %s"
            .formatted(variable, name, word.constant().stringValue(), String.join(", ", right));
      }
    }
    return null;
  }
}
