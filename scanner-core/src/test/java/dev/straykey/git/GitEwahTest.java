package dev.straykey.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.googlecode.javaewah.EWAHCompressedBitmap;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class GitEwahTest {
  private static final int MOST = 100_000;

  private static BitSet read(byte[] bytes, int most) throws IOException {
    try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      BitSet bits = GitEwah.read(in, most);
      assertThat(in.available()).isZero();
      return bits;
    }
  }

  @Property
  void readsWhatAnotherWriterWrote(
      @ForAll @Size(max = 40) List<@IntRange(max = MOST - 1) Integer> ends) throws Exception {
    var bits = new BitSet();
    ends.forEach(end -> bits.flip(Math.max(0, end - end % 997), end + 1));
    var written = new EWAHCompressedBitmap();
    bits.stream().forEach(written::set);
    var out = new ByteArrayOutputStream();
    written.serialize(new DataOutputStream(out));

    assertThat(read(out.toByteArray(), MOST)).isEqualTo(bits);
  }

  private static byte[] bitmap(long... words) throws IOException {
    var out = new ByteArrayOutputStream();
    var data = new DataOutputStream(out);
    data.writeInt(0);
    data.writeInt(words.length);
    for (long word : words) {
      data.writeLong(word);
    }
    data.writeInt(0);
    return out.toByteArray();
  }

  @Example
  void runsBeyondWhatThereIsAreDamage() throws Exception {
    byte[] longest = bitmap(0xffffffffL << 1 | 1);
    byte[] skipped = bitmap(0xffffffffL << 1 | 1L << 33, 1);

    assertThatThrownBy(() -> read(longest, MOST)).hasMessageContaining("index is damaged");
    assertThatThrownBy(() -> read(skipped, MOST)).hasMessageContaining("index is damaged");
  }

  @Example
  void oneBitTooManyIsDamage() throws Exception {
    assertThat(read(bitmap(1L << 33, 1L << 9), 10).get(9)).isTrue();
    assertThatThrownBy(() -> read(bitmap(1L << 33, 1L << 10), 10))
        .hasMessageContaining("index is damaged");
    assertThatThrownBy(() -> read(bitmap(1L << 1 | 1), 63))
        .hasMessageContaining("index is damaged");
  }

  @Example
  void moreWordsThanItSaysAreDamage() throws Exception {
    assertThatThrownBy(() -> read(bitmap(5L << 33, 1), MOST))
        .hasMessageContaining("index is damaged");
  }

  @Property
  void endsWithAnAnswerOrAnErrorWhateverIsThere(@ForAll @Size(max = 80) byte[] bytes) {
    try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      assertThat(GitEwah.read(in, 1000).length()).isLessThanOrEqualTo(1000);
    } catch (EOFException e) {
      assertThat(bytes.length).isGreaterThanOrEqualTo(0);
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("index is damaged");
    }
  }
}
