package dev.straykey.unpack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.model.Skip;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Files that would hold more text than they have bytes, or never end. */
class HostileTextsTest {
  private static final int MANY = 60_000;

  @Test
  void aClassWhoseFieldsAllHaveOneValueIsBounded() throws IOException {
    var bytes = new ByteArrayOutputStream();
    var out = new DataOutputStream(bytes);
    out.writeInt(0xcafebabe);
    out.writeInt(52);
    out.writeShort(5);
    utf8(out, "ConstantValue");
    utf8(out, "NAME");
    utf8(out, "v".repeat(60_000));
    out.writeByte(8);
    out.writeShort(3);
    out.writeShort(0);
    out.writeShort(0);
    out.writeShort(0);
    out.writeShort(0);
    out.writeShort(MANY);
    for (int i = 0; i < MANY; i++) {
      out.writeShort(0);
      out.writeShort(2);
      out.writeShort(2);
      out.writeShort(1);
      out.writeShort(1);
      out.writeInt(2);
      out.writeShort(4);
    }

    assertThat(skips(bytes.toByteArray())).containsExactly(Skip.Reason.BOUNDED);
  }

  @Test
  void aProgramWhoseTableNamesOneTextOverAndOverIsBounded() throws IOException {
    assertThat(skips(dex("v"))).containsExactly(Skip.Reason.BOUNDED);
  }

  @Test
  void aProgramWhoseTableNamesOneTypeOverAndOverIsBounded() throws IOException {
    assertThat(skips(dex("L"))).containsExactly(Skip.Reason.BOUNDED);
  }

  /** A table of many entries, all of one text of 400 KB that ends as a type does. */
  private static byte[] dex(String first) {
    int header = 0x70;
    int length = 400_000;
    ByteBuffer out =
        ByteBuffer.allocate(header + 4 * MANY + length + 8).order(ByteOrder.LITTLE_ENDIAN);
    out.put("dex\n035\0".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    out.putInt(0x38, MANY);
    out.putInt(0x3c, header);
    int text = header + 4 * MANY;
    for (int i = 0; i < MANY; i++) {
      out.putInt(header + 4 * i, text);
    }
    Arrays.fill(out.array(), text + 1, text + length, (byte) 'v');
    out.put(text + 1, (byte) first.charAt(0));
    out.put(text + length, (byte) ';');
    return out.array();
  }

  private static void utf8(DataOutputStream out, String text) throws IOException {
    out.writeByte(1);
    out.writeUTF(text);
  }

  private static List<Skip.Reason> skips(byte[] bytes) throws IOException {
    var reasons = new ArrayList<Skip.Reason>();
    Archives.read(
        bytes,
        bytes.length,
        "x",
        Limits.DEFAULT,
        new ArchiveVisitor() {
          @Override
          public void entry(String path, InputStream in) throws IOException {
            in.transferTo(OutputStream.nullOutputStream());
          }

          @Override
          public void skipped(String path, Skip.Reason reason, String detail) {
            reasons.add(reason);
          }
        });
    return reasons;
  }
}
