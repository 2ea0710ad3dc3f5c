package dev.straykey.rule;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule's pattern, ready to be tried at a place in a text. Linear in the text whatever the
 * pattern: an automaton over bytes where the pattern allows one, else RE2J on a bounded window.
 *
 * <p>Thread-safe; the tables are made when first needed.
 */
public final class KeyPattern {
  /** The longest key that is looked for, in bytes: a large armoured key. */
  public static final int MAX_LENGTH = 16 * 1024;

  /** The furthest that a keyword stands behind the beginning of its pattern, in bytes. */
  public static final int MAX_BACK = 512;

  /**
   * So many parts of a pattern without a table tell, at most, whether RE2J need be asked, besides
   * those that are one letter.
   */
  private static final int LEADING_PARTS = 5;

  private final String pattern;
  private final @Nullable PackedTables packed;
  private final WindowPattern window;
  private volatile @Nullable PatternFacts facts;
  private volatile @Nullable Shape shape;
  private volatile @Nullable ByteDfa dfa;
  private volatile @Nullable ByteDfa lead;
  private volatile boolean tooLarge;

  /** Where a match stands, its key and its id; {@code idStart} is -1 when it holds no id. */
  public record Place(int start, int end, int keyStart, int keyEnd, int idStart, int idEnd) {}

  /**
   * How far a keyword stands behind the beginning of the pattern.
   *
   * @param anywhere true when the pattern itself must be searched for around the keyword
   */
  public record Offset(int least, int most, boolean anywhere) implements Serializable {
    /** That of every keyword of a pattern that only RE2J can run. */
    static final Offset ANYWHERE = new Offset(0, MAX_BACK, true);
  }

  /**
   * The parts of the pattern.
   *
   * @param parsed null when only RE2J can run it
   */
  private record Shape(PatternParser.@Nullable Parsed parsed) {}

  private KeyPattern(String pattern, @Nullable PatternFacts facts, @Nullable PackedTables packed) {
    this.pattern = pattern;
    this.facts = facts;
    this.packed = packed;
    this.window = new WindowPattern(pattern);
  }

  /**
   * Compiles {@code pattern}.
   *
   * @throws IllegalArgumentException saying what is wrong, when RE2 would not take it
   */
  public static KeyPattern of(String pattern) {
    var made = new KeyPattern(pattern, null, null);
    made.parsed();
    return made;
  }

  /** Takes a pattern that is known to be one; it is compiled when first tried. */
  public static KeyPattern later(String pattern) {
    return new KeyPattern(pattern, null, null);
  }

  /** Takes a pattern that was compiled before; its parts are read when first needed. */
  static KeyPattern of(String pattern, PatternFacts facts, PackedTables packed) {
    return new KeyPattern(pattern, facts, packed);
  }

  /** Returns what is to be known of this pattern with these keywords. */
  PatternFacts facts(List<String> keywords) {
    return PatternFacts.of(root(), keywords);
  }

  /** Returns the tables of this pattern, to be kept. */
  PackedTables tables() {
    ByteDfa whole = table();
    return PackedTables.of(whole, whole == null ? lead() : null);
  }

  /** Returns what is known of this pattern; of keywords only what was found out before. */
  PatternFacts known() {
    PatternFacts found = facts;
    if (found == null) {
      found = facts(List.of());
      facts = found;
    }
    return found;
  }

  private PatternParser.@Nullable Parsed parsed() {
    Shape known = shape;
    if (known == null) {
      known = new Shape(parse(pattern));
      shape = known;
    }
    return known.parsed;
  }

  private static PatternParser.@Nullable Parsed parse(String pattern) {
    try {
      return PatternParser.parse(pattern);
    } catch (PatternParser.Unsupported e) {
      try {
        Pattern.compile(pattern);
      } catch (PatternSyntaxException wrong) {
        throw new IllegalArgumentException(wrong.getDescription(), e);
      }
      return null;
    }
  }

  /** Returns the parts of the pattern, or null when only RE2J can run it. */
  public @Nullable PatternNode root() {
    PatternParser.Parsed parsed = parsed();
    return parsed == null ? null : parsed.root();
  }

  /** Returns the pattern as it was written. */
  public String text() {
    return pattern;
  }

  /**
   * Returns how far {@code keyword} stands behind the beginning of what the pattern fits, compared
   * without regard to case; null when the pattern can never hold it.
   */
  public @Nullable Offset offset(String keyword) {
    Offset known = known().offsets().get(keyword);
    if (known != null) {
      return known;
    }
    PatternNode root = root();
    return root == null ? Offset.ANYWHERE : PatternFacts.offset(root, literalPrefix(), keyword);
  }

  /** Returns how many bytes the shortest match has; 0 when only RE2J can say. */
  public int shortest() {
    return known().shortest();
  }

  /** Returns how many bytes the longest match has, at most {@link #MAX_LENGTH}. */
  public int longest() {
    return known().longest();
  }

  private ByteDfa lead() {
    ByteDfa known = lead;
    if (known == null) {
      known = packed == null ? leadTable() : packed.lead();
      lead = known;
    }
    return known;
  }

  /** Returns a table of as many leading parts as fit into one; that of none takes everything. */
  private ByteDfa leadTable() {
    PatternParser.Parsed parsed = parsed();
    List<PatternNode> parts = List.of();
    if (parsed != null && parsed.root() instanceof PatternNode.Sequence sequence) {
      parts = sequence.parts();
    }
    ByteDfa table = null;
    for (int n = leading(parts); table == null; n--) {
      ByteNfa nfa = ByteNfa.of(new PatternNode.Sequence(parts.subList(0, n)));
      table = nfa == null ? null : ByteDfa.of(nfa);
    }
    return table;
  }

  private static int leading(List<PatternNode> parts) {
    int open = 0;
    int n = 0;
    while (n < parts.size() && open <= LEADING_PARTS) {
      boolean literal = parts.get(n) instanceof PatternNode.Chars c && c.set().isLiteral();
      open += literal ? 0 : 1;
      n++;
    }
    return open > LEADING_PARTS ? n - 1 : n;
  }

  /** Returns whether every match is one token, as the scanner cuts them. */
  public boolean isOneToken() {
    return known().inToken();
  }

  /** Returns the literal that every match begins with; empty when there is none. */
  public String literalPrefix() {
    return known().literalPrefix();
  }

  /** Returns the literal that every key begins with: of group {@code key} where there is one. */
  public String keyPrefix() {
    return known().keyPrefix();
  }

  /** Returns the longest match that begins exactly at {@code start}, or null. */
  public @Nullable Place matchAt(byte[] text, int start, int from, int to) {
    return matchAt(text, start, from, to, new Steps());
  }

  /**
   * Returns the longest match that begins exactly at {@code start}, or null.
   *
   * @param steps gets what that took
   */
  public @Nullable Place matchAt(byte[] text, int start, int from, int to, Steps steps) {
    int limit = Math.min(to, start + MAX_LENGTH);
    ByteDfa table = table();
    if (table == null) {
      return lead().begins(text, start, limit, steps)
          ? window.at(text, start, Math.min(to, start + inWindow()), steps)
          : null;
    }
    boolean named = known().named();
    if (!named && !Boundary.beginsAt(text, start, from)) {
      return null;
    }
    long match = table.match(text, start, limit);
    steps.look(ByteDfa.looked(match), 1);
    int end = ByteDfa.end(match);
    if (end < 0) {
      return null;
    }
    return named ? window.at(text, start, end, steps) : new Place(start, end, start, end, -1, -1);
  }

  /** RE2J reads what it is given to its end, however soon nothing fits. */
  private int inWindow() {
    return Math.min(WindowPattern.BYTES, longest());
  }

  /** Returns how far the pattern follows the text from {@code start}; start when it does not. */
  public int reach(byte[] text, int start, int to) {
    ByteDfa table = table();
    return table == null ? start : table.reach(text, start, to);
  }

  /** Returns true when all from {@code start} to {@code end} fits. */
  public boolean matchesWhole(byte[] text, int start, int end) {
    ByteDfa table = table();
    return table == null
        ? window.fits(text, start, end)
        : ByteDfa.end(table.match(text, start, end)) == end;
  }

  /**
   * Returns the first match within a window around {@code keyword}, or null.
   *
   * @param steps gets what that took
   */
  public @Nullable Place search(byte[] text, int keyword, int from, int to, Steps steps) {
    int start = Math.max(from, keyword - MAX_BACK);
    return window.find(text, start, Math.min(to, keyword + WindowPattern.BYTES), steps);
  }

  /** Returns whether one table runs the whole pattern. */
  boolean hasTable() {
    return table() != null;
  }

  private @Nullable ByteDfa table() {
    ByteDfa table = dfa;
    if (table == null && !tooLarge) {
      table = packed == null ? wholeTable() : packed.whole();
      dfa = table;
      tooLarge = table == null;
    }
    return table;
  }

  private @Nullable ByteDfa wholeTable() {
    PatternParser.Parsed parsed = parsed();
    if (parsed == null || parsed.lazy()) {
      return null;
    }
    ByteNfa nfa = ByteNfa.of(parsed.root());
    return nfa == null ? null : ByteDfa.of(nfa);
  }

  @Override
  public String toString() {
    return pattern;
  }
}
