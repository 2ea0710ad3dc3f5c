package dev.straykey.rule;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  /** The window that RE2J gets, in bytes. */
  private static final int RE2J_WINDOW = 4 * 1024;

  /** So many parts of a pattern without a table tell, at most, whether RE2J need be asked. */
  private static final int LEADING_PARTS = 8;

  /** What tokens are made of, as the scanner cuts them. */
  private static final ByteSet TOKEN =
      ByteSet.range('a', 'z')
          .or(ByteSet.range('A', 'Z'))
          .or(ByteSet.range('0', '9'))
          .or(ByteSet.of("_-+/=.~"));

  private final String pattern;
  private final @Nullable Facts facts;
  private volatile @Nullable Shape shape;
  private volatile @Nullable ByteDfa dfa;
  private volatile @Nullable ByteDfa lead;
  private volatile boolean tooLarge;
  private volatile int longest;
  private volatile @Nullable Boolean inToken;
  private volatile @Nullable Pattern re2j;

  /** Where a match stands, its key and its id; {@code idStart} is -1 when it holds no id. */
  public record Place(int start, int end, int keyStart, int keyEnd, int idStart, int idEnd) {}

  /**
   * How far a keyword stands behind the beginning of the pattern.
   *
   * @param anywhere true when the pattern itself must be searched for around the keyword
   */
  public record Offset(int least, int most, boolean anywhere) implements Serializable {}

  /**
   * What a rule set needs to know of a pattern before any text is seen: found out once, kept in the
   * compiled rules.
   *
   * @param offsets by keyword; none for a keyword that the pattern can never hold
   * @param shortest bytes of the shortest match; 0 when only RE2J can say
   */
  record Facts(String literalPrefix, String keyPrefix, Map<String, Offset> offsets, int shortest)
      implements Serializable {
    Facts {
      offsets = Map.copyOf(offsets);
    }
  }

  /**
   * The parts of the pattern.
   *
   * @param parsed null when only RE2J can run it
   */
  private record Shape(PatternParser.@Nullable Parsed parsed, boolean named) {}

  private KeyPattern(String pattern, @Nullable Facts facts) {
    this.pattern = pattern;
    this.facts = facts;
  }

  /**
   * Compiles {@code pattern}.
   *
   * @throws IllegalArgumentException saying what is wrong, when RE2 would not take it
   */
  public static KeyPattern of(String pattern) {
    var made = new KeyPattern(pattern, null);
    made.shape();
    return made;
  }

  /** Takes a pattern that is known to be one; it is compiled when first tried. */
  public static KeyPattern later(String pattern) {
    return new KeyPattern(pattern, null);
  }

  /** Takes a pattern that was compiled before; its parts are read when first needed. */
  static KeyPattern of(String pattern, Facts facts) {
    return new KeyPattern(pattern, facts);
  }

  /** Returns what is to be known of this pattern with these keywords. */
  Facts facts(List<String> keywords) {
    var offsets = new HashMap<String, Offset>();
    for (String keyword : keywords) {
      Offset offset = offset(keyword);
      if (offset != null) {
        offsets.put(keyword, offset);
      }
    }
    return new Facts(literalPrefix(), keyPrefix(), offsets, shortest());
  }

  private PatternParser.@Nullable Parsed parsed() {
    return shape().parsed;
  }

  private Shape shape() {
    Shape known = shape;
    if (known == null) {
      PatternParser.Parsed parsed = parse(pattern);
      known = new Shape(parsed, parsed == null || hasName(parsed.root()));
      shape = known;
    }
    return known;
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
    if (facts != null && facts.offsets.containsKey(keyword)) {
      return facts.offsets.get(keyword);
    }
    if (literalPrefix().regionMatches(true, 0, keyword, 0, keyword.length())) {
      return new Offset(0, 0, false);
    }
    PatternParser.Parsed parsed = parsed();
    ByteNfa nfa = parsed == null ? null : ByteNfa.of(parsed.root());
    if (nfa == null) {
      return new Offset(0, MAX_BACK, true);
    }
    Offset literal = offset(nfa, keyword, true);
    return literal != null ? literal : offset(nfa, keyword, false);
  }

  private static @Nullable Offset offset(ByteNfa nfa, String keyword, boolean literalOnly) {
    var states = new BitSet();
    nfa.close(nfa.start(), states);
    int least = -1;
    int most = -1;
    for (int back = 0; back <= MAX_BACK && !states.isEmpty(); back++) {
      BitSet at = states;
      for (int i = 0; i < keyword.length() && !at.isEmpty(); i++) {
        at = nfa.step(at, ByteSet.of(keyword.charAt(i)).bothCases(), literalOnly);
      }
      if (!at.isEmpty()) {
        if (back == 0) {
          // At the very beginning: further ones are chance, or a part that may be missing.
          return new Offset(0, 0, false);
        }
        least = least < 0 ? back : least;
        most = back;
      }
      states = nfa.step(states, ByteSet.NONE.not(), false);
    }
    return least < 0 ? null : new Offset(least, most, false);
  }

  /** Returns how many bytes the shortest match has; 0 when only RE2J can say. */
  public int shortest() {
    if (facts != null) {
      return facts.shortest;
    }
    PatternParser.Parsed parsed = parsed();
    return parsed == null ? 0 : shortest(parsed.root());
  }

  private static int shortest(PatternNode node) {
    if (node instanceof PatternNode.Named group) {
      return shortest(group.body());
    }
    if (node instanceof PatternNode.Sequence sequence) {
      return sequence.parts().stream().mapToInt(KeyPattern::shortest).sum();
    }
    if (node instanceof PatternNode.Choice choice) {
      return choice.options().stream().mapToInt(KeyPattern::shortest).min().orElse(0);
    }
    if (node instanceof PatternNode.Repeat repeat) {
      return repeat.min() * shortest(repeat.body());
    }
    return 1;
  }

  /** Returns how many bytes the longest match has, at most {@link #MAX_LENGTH}. */
  public int longest() {
    int known = longest;
    if (known == 0) {
      PatternParser.Parsed parsed = parsed();
      known = parsed == null ? MAX_LENGTH : (int) Math.min(MAX_LENGTH, longest(parsed.root()));
      longest = known;
    }
    return known;
  }

  private static long longest(PatternNode node) {
    if (node instanceof PatternNode.Named group) {
      return longest(group.body());
    }
    if (node instanceof PatternNode.Sequence sequence) {
      return sequence.parts().stream().mapToLong(KeyPattern::longest).sum();
    }
    if (node instanceof PatternNode.Choice choice) {
      return choice.options().stream().mapToLong(KeyPattern::longest).max().orElse(0);
    }
    if (node instanceof PatternNode.Repeat repeat) {
      return repeat.max() < 0 ? MAX_LENGTH : repeat.max() * longest(repeat.body());
    }
    return 1;
  }

  /**
   * Returns whether what this pattern does at {@code start} may hang on a byte further away than
   * {@code near}, other than those of the one token that stands there.
   */
  public boolean looksFar(byte[] text, int start, int to, int near) {
    if (longest() <= near) {
      return false;
    }
    if (isInToken()) {
      return false;
    }
    ByteDfa known = table();
    if (known == null) {
      known = lead();
      if (known.begins(text, start, Math.min(to, start + MAX_LENGTH))) {
        return true;
      }
    }
    return known.looked(text, start, Math.min(to, start + MAX_LENGTH)) > near;
  }

  /** Returns whether what stands at {@code start} is the beginning of what this pattern fits. */
  private boolean mayBegin(byte[] text, int start, int to) {
    return lead().begins(text, start, Math.min(to, start + MAX_LENGTH));
  }

  private ByteDfa lead() {
    ByteDfa known = lead;
    if (known == null) {
      known = leadTable();
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
    for (int n = Math.min(LEADING_PARTS, parts.size()); table == null; n--) {
      ByteNfa nfa = ByteNfa.of(new PatternNode.Sequence(parts.subList(0, n)));
      table = nfa == null ? null : ByteDfa.of(nfa);
    }
    return table;
  }

  /** Returns whether every match is one token; found out once, for it is asked of every keyword. */
  private boolean isInToken() {
    Boolean known = inToken;
    if (known == null) {
      PatternParser.Parsed parsed = parsed();
      known = parsed != null && inToken(parsed.root());
      inToken = known;
    }
    return known;
  }

  private static boolean inToken(PatternNode node) {
    if (node instanceof PatternNode.Chars chars) {
      return chars.set().and(TOKEN.not()).size() == 0;
    }
    if (node instanceof PatternNode.Named group) {
      return inToken(group.body());
    }
    if (node instanceof PatternNode.Sequence sequence) {
      return sequence.parts().stream().allMatch(KeyPattern::inToken);
    }
    if (node instanceof PatternNode.Choice choice) {
      return choice.options().stream().allMatch(KeyPattern::inToken);
    }
    return node instanceof PatternNode.Repeat repeat && inToken(repeat.body());
  }

  /** Returns the literal that every match begins with; empty when there is none. */
  public String literalPrefix() {
    if (facts != null) {
      return facts.literalPrefix;
    }
    var prefix = new StringBuilder();
    PatternParser.Parsed parsed = parsed();
    if (parsed != null) {
      prefix(parsed.root(), prefix);
    }
    return prefix.toString();
  }

  /** Returns the literal that every key begins with: of group {@code key} where there is one. */
  public String keyPrefix() {
    if (facts != null) {
      return facts.keyPrefix;
    }
    PatternParser.Parsed parsed = parsed();
    PatternNode key = parsed == null ? null : find(parsed.root(), "key");
    if (key == null) {
      return literalPrefix();
    }
    var prefix = new StringBuilder();
    prefix(key, prefix);
    return prefix.toString();
  }

  private static @Nullable PatternNode find(PatternNode node, String name) {
    if (node instanceof PatternNode.Named group) {
      return group.name().equals(name) ? group.body() : find(group.body(), name);
    }
    List<PatternNode> parts = List.of();
    if (node instanceof PatternNode.Sequence sequence) {
      parts = sequence.parts();
    } else if (node instanceof PatternNode.Choice choice) {
      parts = choice.options();
    } else if (node instanceof PatternNode.Repeat repeat) {
      parts = List.of(repeat.body());
    }
    for (PatternNode part : parts) {
      PatternNode found = find(part, name);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  /** Appends the literal beginning of {@code node}; returns false when it ends inside. */
  private static boolean prefix(PatternNode node, StringBuilder into) {
    if (node instanceof PatternNode.Chars chars && chars.set().isLiteral()) {
      into.append((char) chars.set().first());
      return true;
    }
    if (node instanceof PatternNode.Named group) {
      return prefix(group.body(), into);
    }
    if (node instanceof PatternNode.Sequence sequence) {
      return sequence.parts().stream().allMatch(part -> prefix(part, into));
    }
    return false;
  }

  /** Returns the longest match that begins exactly at {@code start}, or null. */
  public @Nullable Place matchAt(byte[] text, int start, int from, int to) {
    int limit = Math.min(to, start + MAX_LENGTH);
    ByteDfa table = table();
    if (table == null) {
      return mayBegin(text, start, to)
          ? byRe2j(text, start, Math.min(to, start + RE2J_WINDOW), false)
          : null;
    }
    boolean named = shape().named;
    if (!named && !Boundary.beginsAt(text, start, from)) {
      return null;
    }
    int end = table.match(text, start, limit);
    if (end < 0) {
      return null;
    }
    return named ? byRe2j(text, start, end, false) : new Place(start, end, start, end, -1, -1);
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
        ? re2j().matches(new String(text, start, end - start, StandardCharsets.ISO_8859_1))
        : table.match(text, start, end) == end;
  }

  /** Returns the first match within a window around {@code keyword}, or null. */
  public @Nullable Place search(byte[] text, int keyword, int from, int to) {
    int start = Math.max(from, keyword - MAX_BACK);
    return byRe2j(text, start, Math.min(to, keyword + RE2J_WINDOW), true);
  }

  private @Nullable Place byRe2j(byte[] text, int start, int end, boolean anywhere) {
    // One char a byte: offsets stay those of the text, whatever its encoding.
    var window = new String(text, start, end - start, StandardCharsets.ISO_8859_1);
    Matcher matcher = re2j().matcher(window);
    if (anywhere ? !matcher.find() : !matcher.lookingAt()) {
      return null;
    }
    int keyStart = start + matcher.start();
    int keyEnd = start + matcher.end();
    int idStart = -1;
    int idEnd = -1;
    var groups = re2j().namedGroups();
    Integer key = groups.get("key");
    if (key != null && matcher.start(key) >= 0) {
      keyStart = start + matcher.start(key);
      keyEnd = start + matcher.end(key);
    }
    Integer id = groups.get("id");
    if (id != null && matcher.start(id) >= 0) {
      idStart = start + matcher.start(id);
      idEnd = start + matcher.end(id);
    }
    return new Place(
        start + matcher.start(), start + matcher.end(), keyStart, keyEnd, idStart, idEnd);
  }

  private @Nullable ByteDfa table() {
    ByteDfa table = dfa;
    if (table == null && !tooLarge) {
      PatternParser.Parsed parsed = parsed();
      if (parsed == null || parsed.lazy()) {
        tooLarge = true;
        return null;
      }
      ByteNfa nfa = ByteNfa.of(parsed.root());
      table = nfa == null ? null : ByteDfa.of(nfa);
      dfa = table;
      tooLarge = table == null;
    }
    return table;
  }

  private Pattern re2j() {
    Pattern compiled = re2j;
    if (compiled == null) {
      compiled = Pattern.compile(pattern);
      re2j = compiled;
    }
    return compiled;
  }

  private static boolean hasName(PatternNode node) {
    if (node instanceof PatternNode.Named) {
      return true;
    }
    if (node instanceof PatternNode.Sequence sequence) {
      return sequence.parts().stream().anyMatch(KeyPattern::hasName);
    }
    if (node instanceof PatternNode.Choice choice) {
      return choice.options().stream().anyMatch(KeyPattern::hasName);
    }
    return node instanceof PatternNode.Repeat repeat && hasName(repeat.body());
  }

  @Override
  public String toString() {
    return pattern;
  }
}
