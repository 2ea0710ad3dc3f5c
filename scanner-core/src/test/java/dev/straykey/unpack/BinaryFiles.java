package dev.straykey.unpack;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.zip.Deflater;
import javax.tools.ToolProvider;

/** Files that are no text, as programs write them. */
public final class BinaryFiles {
  private BinaryFiles() {}

  /** Compiles a class called {@code Made} with the members that {@code body} declares. */
  public static byte[] javaClass(String body) throws IOException {
    var folder = Files.createTempDirectory("made");
    var source = folder.resolve("Made.java");
    var compiled = folder.resolve("Made.class");
    try {
      Files.writeString(source, "public class Made {" + body + "}");
      ToolProvider.getSystemJavaCompiler().run(null, null, null, "-proc:none", source.toString());
      return Files.readAllBytes(compiled);
    } finally {
      Files.deleteIfExists(source);
      Files.deleteIfExists(compiled);
      Files.delete(folder);
    }
  }

  /** Makes a program of one class, whose one static field {@code name} holds {@code value}. */
  public static byte[] dex(String name, String value, String other) {
    List<String> strings = List.of(name, value, other, "Lmade;");
    ByteBuffer dex = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
    dex.put("dex\n035\0".getBytes(US_ASCII));
    int stringTable = 0x70;
    int fieldTable = stringTable + 4 * strings.size();
    int classTable = fieldTable + 8;
    int at = classTable + 32;
    dex.putInt(0x38, strings.size()).putInt(0x3c, stringTable);
    dex.putInt(0x50, 1).putInt(0x54, fieldTable);
    dex.putInt(0x60, 1).putInt(0x64, classTable);
    for (int i = 0; i < strings.size(); i++) {
      dex.putInt(stringTable + 4 * i, at);
      byte[] bytes = strings.get(i).getBytes(UTF_8);
      dex.position(at);
      dex.put((byte) bytes.length).put(bytes).put((byte) 0);
      at = dex.position();
    }
    dex.putInt(fieldTable + 4, 0);
    dex.putInt(classTable + 24, at);
    dex.position(at);
    dex.put(new byte[] {1, 0, 0, 0, 0, 0x19});
    dex.putInt(classTable + 28, dex.position());
    dex.put(new byte[] {1, 0x17, 1});
    return java.util.Arrays.copyOf(dex.array(), dex.position() + 16);
  }

  /** Makes a database with a table of one row more than {@code texts}. */
  public static byte[] sqlite(String... texts) throws IOException {
    var file = Files.createTempFile("made", ".sqlite");
    try {
      try (var database = DriverManager.getConnection("jdbc:sqlite:" + file);
          var statement = database.createStatement()) {
        statement.execute("create table t (id integer primary key, name text, value text)");
        try (var insert = database.prepareStatement("insert into t (name, value) values (?, ?)")) {
          for (String text : texts) {
            insert.setString(1, "name");
            insert.setString(2, text);
            insert.execute();
          }
        }
      }
      return Files.readAllBytes(file);
    } catch (SQLException e) {
      throw new IOException(e);
    } finally {
      Files.delete(file);
    }
  }

  /** Makes a page that shows {@code parts} one after another in one line. */
  public static byte[] pdf(boolean packed, String... parts) {
    String content = "BT /F1 12 Tf [(" + String.join(") -20 (", parts) + ")] TJ ET\n";
    byte[] stream = packed ? deflate(content.getBytes(US_ASCII)) : content.getBytes(US_ASCII);
    var out = new ByteArrayOutputStream();
    out.writeBytes("%PDF-1.7\n1 0 obj\n<< /Length ".getBytes(US_ASCII));
    out.writeBytes(
        (stream.length + (packed ? " /Filter /FlateDecode" : "") + " >>\nstream\n")
            .getBytes(US_ASCII));
    out.writeBytes(stream);
    out.writeBytes("\nendstream\nendobj\n%%EOF\n".getBytes(US_ASCII));
    return out.toByteArray();
  }

  private static byte[] deflate(byte[] bytes) {
    var deflater = new Deflater();
    deflater.setInput(bytes);
    deflater.finish();
    byte[] out = new byte[bytes.length + 64];
    int n = deflater.deflate(out);
    deflater.end();
    return java.util.Arrays.copyOf(out, n);
  }

  /** Makes a dump of memory with a text in one byte a character and one in two. */
  public static byte[] heapDump(String narrow, String wide) {
    ByteBuffer dump = ByteBuffer.allocate(4096);
    dump.put("JAVA PROFILE 1.0.2\0".getBytes(US_ASCII)).putInt(8).putLong(0);
    dump.put((byte) 0x1c).putInt(0).putInt(0);
    dump.put((byte) 0x23).putLong(1).putInt(0).putInt(narrow.length()).put((byte) 8);
    dump.put(narrow.getBytes(US_ASCII));
    dump.put((byte) 0x23).putLong(2).putInt(0).putInt(wide.length()).put((byte) 5);
    dump.put(wide.getBytes(UTF_16BE));
    dump.put((byte) 0x2c).putInt(0).putInt(0);
    return java.util.Arrays.copyOf(dump.array(), dump.position());
  }

  /** Makes what Python compiles: each text behind its length, with nothing between them. */
  public static byte[] python(String... texts) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) 0xa7, 0x0d, '\r', '\n', 0, 0, 0, 0, 1, 2, 3, 4, 9, 0, 0, 0});
    out.writeBytes(new byte[] {(byte) 0xe3, 0, 0, 0, 0, 0, 0, 0});
    for (String text : texts) {
      out.write('z');
      out.write(text.length());
      out.writeBytes(text.getBytes(US_ASCII));
    }
    out.write('N');
    return out.toByteArray();
  }

  /** Makes a table of Android's resources with a pool of {@code texts}. */
  public static byte[] androidResources(boolean wide, String... texts) {
    ByteBuffer table = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
    int data = 28 + 4 * texts.length;
    table.position(12);
    table.putShort((short) 1).putShort((short) 28).putInt(0).putInt(texts.length).putInt(0);
    table.putInt(wide ? 0 : 0x100).putInt(data).putInt(0);
    table.position(12 + data);
    for (int i = 0; i < texts.length; i++) {
      table.putInt(12 + 28 + 4 * i, table.position() - 12 - data);
      if (wide) {
        table
            .putShort((short) texts[i].length())
            .put(texts[i].getBytes(UTF_16LE))
            .putShort((short) 0);
      } else {
        table.put((byte) texts[i].length()).put((byte) texts[i].length());
        table.put(texts[i].getBytes(UTF_8)).put((byte) 0);
      }
    }
    table.putShort(0, (short) 2).putShort(2, (short) 12).putInt(4, table.position());
    return java.util.Arrays.copyOf(table.array(), table.position());
  }

  /** Makes a dump of a process of Unix. */
  public static byte[] coreDump(String text) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(
        new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 62, 0});
    out.writeBytes(new byte[44]);
    out.writeBytes(text.getBytes(US_ASCII));
    out.writeBytes(new byte[16]);
    return out.toByteArray();
  }
}
