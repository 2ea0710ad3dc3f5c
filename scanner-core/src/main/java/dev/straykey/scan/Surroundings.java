package dev.straykey.scan;

import dev.straykey.decode.Bytes;
import dev.straykey.rule.Boundary;
import java.util.Set;

/**
 * Whose key a value is where no word right before it says so: what its place is called. That is,
 * the nearest first: what it stands in (a section, a parent key, a block, a call, an element), what
 * stands beside it in there ({@code provider: x}, {@code machine api.x.io}), the host that is asked
 * a few lines before or behind, what is imported, a comment, the sentence or the row of a table.
 *
 * <p>Looked at only where the value is given to something that tells a key: a bounded part of the
 * text, some ten lines before and four behind.
 */
final class Surroundings {
  private static final int BEHIND = 320;
  private static final int LINES_BEHIND = 4;

  /** Keys whose value says what a block is about. */
  private static final Set<String> ABOUT =
      PlaceNames.words(
          "app application baseurl domain endpoint host hostname id integration issuer machine name"
              + " origin provider server service site type uri url vendor");

  private static final Set<String> IMPORTS =
      PlaceNames.words("export from import include library require using use");

  private static final Set<String> BINDINGS = PlaceNames.words("const let var");

  private final PlaceLines lines = new PlaceLines();
  private final Telling telling = new Telling(lines);
  private final PlaceNames names;

  Surroundings(ContextRules rules) {
    this.names = new PlaceNames(rules, lines);
  }

  /**
   * Looks for a name and tries its issuer's rules, until one fits.
   *
   * @return whether it hangs on more than stands right around the value
   */
  boolean look(byte[] bytes, int at, int limit, Assignment assignment, PlaceNames.Attempt attempt) {
    lines.at(bytes, at, limit);
    boolean given = telling.isGiven(assignment);
    boolean called = !given && telling.isCalled(assignment);
    boolean said = !given && !called && telling.isSaid(assignment);
    if (!given && !called && !said) {
      return Telling.isPlainValue(assignment);
    }
    if (isNamed(assignment, attempt)) {
      return true;
    }
    if (said) {
      line(attempt);
      return true;
    }
    lines.readAbove();
    boolean found =
        owners(attempt)
            || parents(attempt)
            || (given && (siblings(attempt) || hosts(attempt)))
            || imports(attempt)
            || comments(attempt);
    if (!found && given) {
      line(attempt);
    }
    return true;
  }

  /** The name that the value is given to says whose it is; nobody else's rules are tried then. */
  private boolean isNamed(Assignment assignment, PlaceNames.Attempt attempt) {
    var named = new boolean[1];
    names.item(
        assignment.nameStart(),
        assignment.nameEnd(),
        true,
        (rules, affinity) -> {
          named[0] = true;
          return attempt.of(rules, affinity);
        });
    return named[0];
  }

  /** What the value stands in on its own line: the names before brackets that are open. */
  private boolean owners(PlaceNames.Attempt attempt) {
    int depth = 0;
    for (int i = lines.start - 1; i >= lines.lineStart; i--) {
      byte b = lines.text[i];
      if (b == ')' || b == ']' || b == '}') {
        depth++;
      } else if (b == '(' || b == '[' || b == '{') {
        if (depth > 0) {
          depth--;
          continue;
        }
        int first = i;
        int least = Math.max(lines.lineStart, i - PlaceLines.LONGEST_OWNER);
        while (first > least && !isCut(lines.text[first - 1])) {
          first--;
        }
        // What stands right before a bracket is called, whatever the words before it.
        int called = i;
        while (called > first && PlaceNames.isItem(lines.text[called - 1])) {
          called--;
        }
        if ((called < i && names.item(called, i, true, attempt))
            || names.items(first, i, false, attempt)) {
          return true;
        }
      }
    }
    return telling.isSet() && names.item(lines.wordStart, lines.wordEnd, true, attempt);
  }

  /** What it stands in over lines: what is indented less, the section, the element. */
  private boolean parents(PlaceNames.Attempt attempt) {
    int indent = 0;
    while (lines.lineStart + indent < lines.start
        && PlaceLines.isSpace(lines.text[lines.lineStart + indent])) {
      indent++;
    }
    boolean section = false;
    for (int i = 0; i < lines.above; i++) {
      byte first = lines.text[lines.from[i]];
      byte last = lines.text[lines.until[i] - 1];
      boolean header = first == '[' && last == ']' && !section;
      section |= header;
      boolean opens =
          lines.indents[i] < indent
              && (last == ':'
                  || last == '{'
                  || last == '['
                  || last == '('
                  || last == '|'
                  || (last == '>' && first == '<' && lines.text[lines.from[i] + 1] != '/'));
      if (opens) {
        indent = lines.indents[i];
      }
      if ((header || opens)
          && !lines.isComment(i)
          && names.items(lines.from[i], lines.until[i], false, attempt)) {
        return true;
      }
    }
    return false;
  }

  /** What stands beside it and says what all this is about. */
  private boolean siblings(PlaceNames.Attempt attempt) {
    int most = Math.min(lines.above, 6);
    boolean found = sibling(lines.lineStart, lines.start, attempt);
    for (int i = 0; i < most && !found; i++) {
      found = sibling(lines.from[i], lines.until[i], attempt);
    }
    return found;
  }

  private boolean sibling(int first, int last, PlaceNames.Attempt attempt) {
    int name = first;
    while (name < last && !Boundary.isWord(lines.text[name])) {
      name++;
    }
    int end = name;
    while (end < last && Bytes.is(lines.text[end], Bytes.NAME)) {
      end++;
    }
    return end > name
        && ABOUT.contains(lines.joined(name, end))
        && (names.hostNames(end, last, attempt) || names.items(end, last, false, attempt));
  }

  /** What is asked: the host of the nearest URL, in lines. */
  private boolean hosts(PlaceNames.Attempt attempt) {
    int end = lines.start;
    while (end < lines.to && Bytes.is(lines.text[end], Bytes.TOKEN)) {
      end++;
    }
    int most = Math.min(lines.to, end + BEHIND);
    int behind = end;
    if (names.urls(lines.lineStart, lines.start, attempt)) {
      return true;
    }
    for (int i = 0; i <= PlaceLines.LINES; i++) {
      if (i <= LINES_BEHIND && behind < most) {
        int lineEnd = Bytes.next(lines.text, behind, most, (byte) '\n');
        if (names.urls(behind, lineEnd, attempt)) {
          return true;
        }
        behind = lineEnd + 1;
      }
      if (i < lines.above && names.urls(lines.from[i], lines.until[i], attempt)) {
        return true;
      }
    }
    return false;
  }

  private boolean imports(PlaceNames.Attempt attempt) {
    for (int i = 0; i < lines.above; i++) {
      int first = lines.from[i];
      while (first < lines.until[i] && (lines.text[first] == '"' || lines.text[first] == '#')) {
        first++;
      }
      int end = first;
      while (end < lines.until[i] && Boundary.isWord(lines.text[end])) {
        end++;
      }
      boolean imported =
          IMPORTS.contains(lines.text(first, end))
              || (BINDINGS.contains(lines.text(first, end))
                  && lines.text(end, lines.until[i]).contains("require("));
      if (imported && names.items(end, lines.until[i], true, attempt)) {
        return true;
      }
    }
    return false;
  }

  /** A comment above, or behind on the same line. */
  private boolean comments(PlaceNames.Attempt attempt) {
    int most = Math.min(lines.above, 2);
    for (int i = 0; i < most && lines.isComment(i); i++) {
      if (comment(lines.from[i], lines.until[i], attempt)) {
        return true;
      }
    }
    int end =
        Bytes.next(lines.text, lines.start, Math.min(lines.to, lines.start + BEHIND), (byte) '\n');
    for (int i = lines.start; i + 3 < end; i++) {
      boolean begins =
          lines.text[i] == ' '
              && (lines.text[i + 1] == '#'
                  || (lines.text[i + 1] == lines.text[i + 2]
                      && PlaceLines.isCommentSign(lines.text[i + 1])));
      if (begins) {
        return comment(i, end, attempt);
      }
    }
    return false;
  }

  /** In few words a name is a name. */
  private boolean comment(int first, int end, PlaceNames.Attempt attempt) {
    return names.items(
        first,
        end,
        KnownForms.words(lines.text, first, end).size() <= PlaceNames.MOST_WORDS,
        attempt);
  }

  /** The sentence, or the row of a table with what stands above its columns. */
  private void line(PlaceNames.Attempt attempt) {
    boolean told = Telling.tells(lines.text(lines.lineStart, lines.start));
    if (!told && lines.text[lines.lineStart] == '|') {
      lines.readAbove();
      for (int i = 0; i < lines.above && !told && lines.text[lines.from[i]] == '|'; i++) {
        told = Telling.tells(lines.text(lines.from[i], lines.until[i]));
      }
    }
    if (told) {
      names.items(lines.lineStart, lines.start, false, attempt);
    }
  }

  private static boolean isCut(byte b) {
    return b == ';' || b == '{' || b == '}' || b == ',';
  }
}
