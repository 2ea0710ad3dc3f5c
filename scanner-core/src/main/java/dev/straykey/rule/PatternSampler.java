package dev.straykey.rule;

import dev.straykey.model.Rule;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Makes keys that fit a rule, for its examples: random where the pattern leaves room, checksum
 * computed. The same seed makes the same key.
 */
public final class PatternSampler {
  private static final ByteSet DIGITS = ByteSet.range('0', '9');
  private static final ByteSet LETTERS = ByteSet.range('a', 'z').or(ByteSet.range('A', 'Z'));

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Random random;
  private int keyStart = -1;
  private int keyEnd = -1;
  private int idStart = -1;
  private int idEnd = -1;

  /**
   * A text that fits the whole pattern.
   *
   * @param match the text
   * @param key the key in it
   * @param id the key's public id in it; empty when the pattern names none
   */
  public record Sample(String match, String key, String id) {}

  private PatternSampler(long seed) {
    this.random = new Random(seed);
  }

  /** Returns a text that fits {@code rule}, or null when its pattern is one that only RE2J runs. */
  public static @Nullable Sample make(Rule rule, long seed) {
    KeyPattern pattern = KeyPattern.of(rule.pattern());
    PatternNode root = pattern.root();
    if (root == null) {
      return null;
    }
    var sampler = new PatternSampler(seed);
    sampler.write(root);
    byte[] match = sampler.out.toByteArray();
    int from = sampler.keyStart < 0 ? 0 : sampler.keyStart;
    int to = sampler.keyStart < 0 ? match.length : sampler.keyEnd;
    byte[] key = Arrays.copyOfRange(match, from, to);
    if (rule.form() != null) {
      key = ofForm(rule.form(), seed);
    }
    if (rule.checksum() != null) {
      key = Checksums.complete(rule.checksum(), key, pattern.keyPrefix().length());
    }
    String id = sampler.idStart < 0 ? "" : text(match, sampler.idStart, sampler.idEnd);
    String whole = text(match, 0, from) + text(key, 0, key.length) + text(match, to, match.length);
    return new Sample(whole, text(key, 0, key.length), id);
  }

  private static byte[] ofForm(String form, long seed) {
    PatternNode root = KeyPattern.of(form).root();
    if (root == null) {
      throw new IllegalArgumentException("no key can be made from " + form);
    }
    var sampler = new PatternSampler(seed);
    sampler.write(root);
    return sampler.out.toByteArray();
  }

  private static String text(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }

  private void write(PatternNode node) {
    if (node instanceof PatternNode.Chars chars) {
      out.write(pick(chars.set()));
    } else if (node instanceof PatternNode.Sequence sequence) {
      sequence.parts().forEach(this::write);
    } else if (node instanceof PatternNode.Choice choice) {
      write(choice.options().get(random.nextInt(choice.options().size())));
    } else if (node instanceof PatternNode.Repeat repeat) {
      int room = repeat.max() < 0 ? 4 : Math.min(4, repeat.max() - repeat.min());
      int times = repeat.min() + (room == 0 ? 0 : random.nextInt(room + 1));
      for (int i = 0; i < times; i++) {
        write(repeat.body());
      }
    } else if (node instanceof PatternNode.Named group) {
      int start = out.size();
      write(group.body());
      if (group.name().equals("key")) {
        keyStart = start;
        keyEnd = out.size();
      } else if (group.name().equals("id")) {
        idStart = start;
        idEnd = out.size();
      }
    }
  }

  /** Prefers letters and digits, so that made keys look like issued ones. */
  private int pick(ByteSet set) {
    ByteSet likely = set.and(LETTERS.or(DIGITS));
    if (likely.size() == 0) {
      likely = set.and(ByteSet.range(' ', '~'));
    }
    int[] members = (likely.size() == 0 ? set : likely).members();
    return members[random.nextInt(members.length)];
  }
}
