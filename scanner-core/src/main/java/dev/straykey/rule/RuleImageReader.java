package dev.straykey.rule;

import dev.straykey.model.Call;
import dev.straykey.model.Confidence;
import dev.straykey.model.Doubt;
import dev.straykey.model.Effect;
import dev.straykey.model.IssuerSpec;
import dev.straykey.model.KeyScope;
import dev.straykey.model.Needs;
import dev.straykey.model.Rule;
import dev.straykey.model.Severity;
import dev.straykey.model.Shape;
import dev.straykey.model.Verb;
import java.net.URI;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what {@link RuleImage} wrote. */
final class RuleImageReader {
  private final byte[] bytes;
  private final ByteBuffer in;
  private String[] texts = new String[0];

  private RuleImageReader(byte[] image) {
    this.bytes = image;
    this.in = ByteBuffer.wrap(image);
  }

  /** Returns the rules, or null when the bytes are no image of this format, or not all of one. */
  static @Nullable RuleSet read(byte[] image) {
    try {
      return new RuleImageReader(image).rules();
    } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
      return null;
    }
  }

  private @Nullable RuleSet rules() {
    if (in.getInt() != RuleImage.MARK) {
      return null;
    }
    readTexts();
    String digest = text();
    int count = in.getShort();
    var issuers = new ArrayList<IssuerSpec>(count);
    for (int i = 0; i < count; i++) {
      issuers.add(issuer());
    }
    var rules = new RuleSet(issuers, digest);
    Map<String, KeyPattern> patterns = new HashMap<>();
    for (Rule rule : rules.rules()) {
      PatternFacts facts = facts(rule.keywords());
      var tables = new PackedTables(table(), table());
      patterns.put(rule.id(), KeyPattern.of(rule.pattern(), facts, tables));
    }
    if (in.hasRemaining()) {
      return null;
    }
    rules.know(patterns);
    return rules;
  }

  private void readTexts() {
    int count = in.getInt();
    if (count < 0 || count > in.remaining()) {
      throw new IllegalArgumentException("not so many texts");
    }
    texts = new String[count];
    for (int i = 0; i < count; i++) {
      int length = in.getInt();
      boolean narrow = length >= 0;
      length = narrow ? length : ~length;
      int at = in.position();
      in.position(at + length);
      texts[i] =
          new String(
              bytes, at, length, narrow ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
    }
  }

  private @Nullable URI uriOrNull() {
    String text = textOrNull();
    return text == null ? null : URI.create(text);
  }

  private IssuerSpec issuer() {
    String id = text();
    String name = text();
    String source = text();
    URI host = uriOrNull();
    URI console = uriOrNull();
    String origin = text();
    boolean trusted = flag();
    int count = in.getShort();
    var rules = new ArrayList<Rule>(count);
    for (int i = 0; i < count; i++) {
      rules.add(rule());
    }
    Map<Verb, List<Call>> calls = new EnumMap<>(Verb.class);
    for (int verbs = in.get(); verbs > 0; verbs--) {
      Verb verb = Verb.valueOf(text());
      int n = in.getShort();
      var list = new ArrayList<Call>(n);
      for (int i = 0; i < n; i++) {
        list.add(call());
      }
      calls.put(verb, List.copyOf(list));
    }
    Map<Verb, Set<String>> byClass = new EnumMap<>(Verb.class);
    for (int verbs = in.get(); verbs > 0; verbs--) {
      byClass.put(Verb.valueOf(text()), Set.copyOf(texts()));
    }
    return new IssuerSpec(id, name, source, host, console, rules, calls, byClass, origin, trusted);
  }

  private Rule rule() {
    String id = text();
    String issuer = text();
    String name = text();
    List<String> keywords = texts();
    String pattern = text();
    String form = textOrNull();
    KeyScope scope = KeyScope.valueOf(text());
    Severity severity = Severity.valueOf(text());
    boolean publishable = flag();
    String algorithm = textOrNull();
    var checksum = algorithm == null ? null : new Rule.Checksum(algorithm, in.getInt(), text());
    double entropy = in.getDouble();
    int prefix = in.getInt();
    int count = in.getShort();
    var examples = new ArrayList<Rule.Example>(count);
    for (int i = 0; i < count; i++) {
      String said = text();
      int finds = in.getInt();
      String doubt = textOrNull();
      examples.add(new Rule.Example(said, finds, doubt == null ? null : Doubt.valueOf(doubt)));
    }
    return new Rule(
        id,
        issuer,
        name,
        keywords,
        pattern,
        scope,
        severity,
        publishable,
        checksum,
        entropy,
        prefix,
        examples,
        text(),
        flag(),
        near(),
        form);
  }

  private Rule.Near near() {
    return flag()
        ? new Rule.Near(
            texts(),
            in.getShort(),
            flag(),
            texts(),
            flag(),
            texts(),
            Confidence.valueOf(text()),
            Shape.valueOf(text()),
            flag(),
            flag())
        : Rule.Near.ANYTHING;
  }

  private PatternFacts facts(List<String> keywords) {
    String literalPrefix = text();
    String keyPrefix = text();
    Map<String, KeyPattern.Offset> offsets = new HashMap<>();
    for (String keyword : keywords) {
      int least = in.getShort();
      if (least >= 0) {
        offsets.put(keyword, new KeyPattern.Offset(least, in.getShort(), flag()));
      }
    }
    return new PatternFacts(
        literalPrefix, keyPrefix, offsets, in.getInt(), in.getInt(), flag(), flag());
  }

  /** Returns a view of the image, which so stays in memory: smaller than what it would become. */
  private @Nullable ByteBuffer table() {
    int length = in.getInt();
    if (length < 0) {
      return null;
    }
    int at = in.position();
    in.position(at + length);
    return in.slice(at, length);
  }

  private Call call() {
    Set<String> keys = new HashSet<>(texts());
    String method = text();
    URI host = uriOrNull();
    String path = text();
    Call.As as = Call.As.valueOf(text());
    String basic = textOrNull();
    Map<String, String> headers = textMap();
    Map<String, String> form = flag() ? textMap() : null;
    String json = textOrNull();
    return new Call(
        keys,
        method,
        host,
        path,
        as,
        basic,
        headers,
        form,
        json,
        answers(),
        answers(),
        answers(),
        answers(),
        list(),
        textMap(),
        Effect.valueOf(text()),
        flag(),
        Needs.valueOf(text()),
        Duration.ofMillis(in.getLong()),
        in.getInt(),
        examples());
  }

  private Call.@Nullable Listing list() {
    return flag()
        ? new Call.Listing(
            text(), text(), Call.Shown.valueOf(text()), textOrNull(), textOrNull(), textOrNull())
        : null;
  }

  private List<Call.Answer> answers() {
    int count = in.getShort();
    var answers = new ArrayList<Call.Answer>(count);
    for (int i = 0; i < count; i++) {
      Set<Integer> status = new LinkedHashSet<>();
      for (int n = in.getShort(); n > 0; n--) {
        status.add((int) in.getShort());
      }
      Map<String, List<@Nullable String>> body = new LinkedHashMap<>();
      for (int n = in.getShort(); n > 0; n--) {
        String field = text();
        var values = new ArrayList<@Nullable String>();
        for (int v = in.getShort(); v > 0; v--) {
          values.add(textOrNull());
        }
        body.put(field, Collections.unmodifiableList(values));
      }
      answers.add(
          new Call.Answer(Collections.unmodifiableSet(status), Collections.unmodifiableMap(body)));
    }
    return answers;
  }

  private List<Call.Example> examples() {
    int count = in.getShort();
    var examples = new ArrayList<Call.Example>(count);
    for (int i = 0; i < count; i++) {
      examples.add(new Call.Example(in.getInt(), text(), text()));
    }
    return examples;
  }

  private boolean flag() {
    return in.get() != 0;
  }

  private String text() {
    return texts[in.getInt()];
  }

  private @Nullable String textOrNull() {
    int number = in.getInt();
    return number < 0 ? null : texts[number];
  }

  private List<String> texts() {
    int count = in.getShort();
    var list = new ArrayList<String>(count);
    for (int i = 0; i < count; i++) {
      list.add(text());
    }
    return list;
  }

  private Map<String, String> textMap() {
    Map<String, String> map = new LinkedHashMap<>();
    for (int n = in.getShort(); n > 0; n--) {
      map.put(text(), text());
    }
    return map;
  }
}
