package dev.straykey.rule;

import dev.straykey.model.Call;
import dev.straykey.model.IssuerSpec;
import dev.straykey.model.Rule;
import dev.straykey.model.Verb;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A rule set as one array of bytes, which is read many times faster than the YAML that it was made
 * of. The YAML stays the source: an image is made by the build, and whoever finds none that fits
 * reads the YAML.
 *
 * <p><b>Shape:</b> a mark with the format's version; every text once, Latin-1 or UTF-8; then the
 * issuers in order, their texts as numbers; then what is known of each rule's pattern, and its
 * tables.
 */
final class RuleImage {
  /** Changed with every change of the format. */
  static final int MARK = 0x53_4b_52_06;

  private final Map<String, Integer> texts = new LinkedHashMap<>();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(body);

  private RuleImage() {}

  /** Returns the image of {@code rules}. */
  static byte[] of(RuleSet rules) throws IOException {
    var image = new RuleImage();
    image.text(rules.digest());
    image.out.writeShort(rules.issuers().size());
    for (IssuerSpec issuer : rules.issuers()) {
      image.issuer(issuer);
    }
    for (Rule rule : rules.rules()) {
      image.facts(rule, rules.pattern(rule));
    }
    return image.bytes();
  }

  private byte[] bytes() throws IOException {
    var whole = new ByteArrayOutputStream();
    var head = new DataOutputStream(whole);
    head.writeInt(MARK);
    head.writeInt(texts.size());
    for (String text : texts.keySet()) {
      boolean narrow = text.chars().allMatch(c -> c < 256);
      byte[] encoded = text.getBytes(narrow ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
      head.writeInt(narrow ? encoded.length : ~encoded.length);
      head.write(encoded);
    }
    body.writeTo(head);
    return whole.toByteArray();
  }

  private void issuer(IssuerSpec issuer) throws IOException {
    text(issuer.id());
    text(issuer.name());
    text(issuer.source());
    text(issuer.host() == null ? null : issuer.host().toString());
    text(issuer.console() == null ? null : issuer.console().toString());
    text(issuer.origin());
    out.writeBoolean(issuer.trusted());
    out.writeShort(issuer.rules().size());
    for (Rule rule : issuer.rules()) {
      rule(rule);
    }
    out.writeByte(issuer.calls().size());
    for (Verb verb : Verb.values()) {
      List<Call> calls = issuer.calls().get(verb);
      if (calls != null) {
        text(verb.name());
        out.writeShort(calls.size());
        for (Call call : calls) {
          call(call);
        }
      }
    }
    out.writeByte(issuer.byClass().size());
    for (Verb verb : Verb.values()) {
      Set<String> kinds = issuer.byClass().get(verb);
      if (kinds != null) {
        text(verb.name());
        texts(kinds.stream().sorted().toList());
      }
    }
  }

  private void rule(Rule rule) throws IOException {
    text(rule.id());
    text(rule.issuer());
    text(rule.name());
    texts(rule.keywords());
    text(rule.pattern());
    text(rule.form());
    text(rule.scope().name());
    text(rule.severity().name());
    out.writeBoolean(rule.publishable());
    Rule.Checksum checksum = rule.checksum();
    text(checksum == null ? null : checksum.algorithm());
    if (checksum != null) {
      out.writeInt(checksum.length());
      text(checksum.over());
    }
    out.writeDouble(rule.minEntropy());
    out.writeInt(rule.prefixLength());
    out.writeShort(rule.examples().size());
    for (Rule.Example example : rule.examples()) {
      text(example.text());
      out.writeInt(example.finds());
      text(example.doubt() == null ? null : example.doubt().name());
    }
    text(rule.origin());
    out.writeBoolean(rule.trusted());
    Rule.Near near = rule.near();
    out.writeBoolean(!near.equals(Rule.Near.ANYTHING));
    if (!near.equals(Rule.Near.ANYTHING)) {
      texts(near.context());
      out.writeShort(near.within());
      out.writeBoolean(near.identifier());
      texts(near.pair());
      out.writeBoolean(near.needsPair());
      texts(near.paths());
      text(near.confidence().name());
      text(near.shape().name());
      out.writeBoolean(near.rare());
      out.writeBoolean(near.base64());
    }
  }

  private void facts(Rule rule, KeyPattern pattern) throws IOException {
    PatternFacts facts = pattern.facts(rule.keywords());
    text(facts.literalPrefix());
    text(facts.keyPrefix());
    for (String keyword : rule.keywords()) {
      KeyPattern.Offset offset = facts.offsets().get(keyword);
      out.writeShort(offset == null ? -1 : offset.least());
      if (offset != null) {
        out.writeShort(offset.most());
        out.writeBoolean(offset.anywhere());
      }
    }
    out.writeInt(facts.shortest());
    out.writeInt(facts.longest());
    out.writeBoolean(facts.named());
    out.writeBoolean(facts.inToken());
    PackedTables tables = pattern.tables();
    table(tables.packedWhole());
    table(tables.packedLead());
  }

  private void table(@Nullable ByteBuffer packed) throws IOException {
    out.writeInt(packed == null ? -1 : packed.remaining());
    if (packed != null) {
      byte[] bytes = new byte[packed.remaining()];
      packed.duplicate().get(bytes);
      out.write(bytes);
    }
  }

  private void call(Call call) throws IOException {
    texts(call.keys().stream().sorted().toList());
    text(call.method());
    text(call.host() == null ? null : call.host().toString());
    text(call.path());
    text(call.as().name());
    text(call.basic());
    texts(call.headers());
    out.writeBoolean(call.form() != null);
    if (call.form() != null) {
      texts(call.form());
    }
    text(call.json());
    for (List<Call.Answer> answers :
        List.of(call.alive(), call.dead(), call.accepted(), call.gone())) {
      out.writeShort(answers.size());
      for (Call.Answer answer : answers) {
        answer(answer);
      }
    }
    list(call.list());
    texts(call.gives());
    text(call.effect().name());
    out.writeBoolean(call.reversible());
    text(call.needs().name());
    out.writeLong(call.deadWithin().toMillis());
    out.writeInt(call.perMinute());
    out.writeShort(call.examples().size());
    for (Call.Example example : call.examples()) {
      out.writeInt(example.status());
      text(example.body());
      text(example.means());
    }
  }

  private void list(Call.@Nullable Listing list) throws IOException {
    out.writeBoolean(list != null);
    if (list != null) {
      text(list.items());
      text(list.shows());
      text(list.how().name());
      text(list.after());
      text(list.last());
      text(list.more());
    }
  }

  private void answer(Call.Answer answer) throws IOException {
    out.writeShort(answer.status().size());
    for (int status : answer.status()) {
      out.writeShort(status);
    }
    out.writeShort(answer.body().size());
    for (var field : answer.body().entrySet()) {
      text(field.getKey());
      texts(field.getValue());
    }
  }

  private void text(@Nullable String text) throws IOException {
    out.writeInt(text == null ? -1 : texts.computeIfAbsent(text, unused -> texts.size()));
  }

  private void texts(List<? extends @Nullable String> list) throws IOException {
    out.writeShort(list.size());
    for (String text : list) {
      text(text);
    }
  }

  private void texts(Map<String, String> map) throws IOException {
    out.writeShort(map.size());
    for (var field : new TreeMap<>(map).entrySet()) {
      text(field.getKey());
      text(field.getValue());
    }
  }
}
