package dev.straykey.decode;

import java.util.Base64;
import java.util.List;
import java.util.Set;

/**
 * Kubernetes' Secrets, in YAML and JSON: every value under {@code data} is base64, however short.
 * Each is handed over as a line with its name, as it would stand under {@code stringData}; those
 * that can be a secret as a whole begin with {@link #ENTRY}, which their rule looks for.
 *
 * <p>Source: <a href="https://kubernetes.io/docs/concepts/configuration/secret/">Secret</a>.
 */
final class SecretManifest implements Decoder {
  static final String ENTRY = "\nkubernetes-secret-entry ";

  /** How far the data may stand from the kind, in bytes. */
  private static final int REACH = 16 * 1024;

  private static final int LONGEST_NAME = 128;

  /** Entries beside the secret ones, in lower case. */
  private static final Set<String> NO_SECRETS =
      Set.of(
          "username",
          "user",
          "host",
          "hostname",
          "port",
          "database",
          "dbname",
          "db",
          "endpoint",
          "window",
          "email",
          "namespace",
          "type",
          "name",
          "id",
          "provider",
          "bucket",
          "image",
          "tag",
          "version");

  /** What it takes to look at a byte between two kinds, and at one of an entry, in steps. */
  private static final int EACH = 4;

  private static final int OF_ENTRY = 32;

  private final Decoded piece = new Decoded();
  private byte[] text = new byte[0];

  @Override
  public String name() {
    return Base64Text.NAME;
  }

  @Override
  public List<String> marks() {
    return List.of(
        "kind: secret", "kind: \"secret", "kind: 'secret", "kind\": \"secret", "kind\":\"secret");
  }

  @Override
  public boolean looksFar(byte[] text, int last, int to) {
    return true;
  }

  @Override
  public void begin() {
    // Each manifest is looked at where its kind stands.
  }

  @Override
  public void read(Window window, int start, int limit, Marks marks, Sink sink) {
    text = window.text();
    for (int i = 0; i < marks.size(); i++) {
      int kind = marks.last(i);
      if (!isWhole(kind + 1, window.to())) {
        continue;
      }
      int from = Math.max(i == 0 ? 0 : marks.last(i - 1), Math.max(0, kind - REACH));
      int to = i + 1 < marks.size() ? marks.last(i + 1) : window.to();
      to = Math.min(to, kind + REACH);
      from = Math.max(from, separator(kind, from, -1));
      int end = separator(kind, to, 1);
      if (!sink.took((long) EACH * (to - from))) {
        return;
      }
      blocks(from, end < 0 ? to : end, sink);
    }
  }

  /** {@code SecretList} and {@code SecretStore} are other kinds. */
  private boolean isWhole(int at, int to) {
    return at >= to || !Bytes.is(text[at], Bytes.NAME);
  }

  /** Returns where the line between two documents stands, towards {@code until}; -1 for none. */
  private int separator(int from, int until, int step) {
    for (int i = from; i != until && i > 2; i += step) {
      if (text[i] == '-'
          && text[i - 1] == '-'
          && text[i - 2] == '-'
          && text[i - 3 + (i < 3 ? 1 : 0)] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private void blocks(int from, int to, Sink sink) {
    int readTo = from;
    for (int i = from; i + 5 < to; i++) {
      if (text[i] == 'd'
          && text[i + 1] == 'a'
          && text[i + 2] == 't'
          && text[i + 3] == 'a'
          && (i == 0 || !Bytes.is(text[i - 1], Bytes.NAME))) {
        int value = i < readTo ? -1 : behindSign(i + 4, to);
        if (value >= 0) {
          readTo = entries(value, to, sink); // an entry of data may be called so too
          if (!sink.took((long) OF_ENTRY * (readTo - value))) {
            return;
          }
        }
      }
    }
  }

  /** Returns where a value begins, when a name ends at {@code at}; -1 when none does. */
  private int behindSign(int at, int to) {
    int i = at;
    while (i < to && (text[i] == '"' || text[i] == '\'' || text[i] == ' ')) {
      i++;
    }
    return i < to && text[i] == ':' ? i + 1 : -1;
  }

  /** Hands over the entries; returns where the last one that was read to its end does. */
  private int entries(int from, int to, Sink sink) {
    int indent = -1;
    int i = from;
    int readTo = from;
    while (i < to) {
      int name = skip(i, to, " \t\r\n{,\"'");
      if (name < to && text[name] == '#') {
        i = skipLine(name, to);
        continue;
      }
      int nameEnd = name;
      while (nameEnd < to && nameEnd - name < LONGEST_NAME && isNamePart(text[nameEnd])) {
        nameEnd++;
      }
      int value = nameEnd == name ? -1 : behindSign(nameEnd, to);
      int column = column(name);
      if (value < 0 || (column >= 0 && column < indent)) {
        return readTo;
      }
      indent = column >= 0 && indent < 0 ? column : indent;
      value = skip(value, to, " \t\"'|>-\r\n");
      int end = value;
      while (end < to
          && Bytes.is(text[end], Bytes.BASE64)
          && text[end] != '-'
          && text[end] != '_') {
        end++;
      }
      if (end > value) {
        entry(name, nameEnd, value, end, sink);
      }
      while (end < to && text[end] == '=') {
        end++;
      }
      i = skip(end, to, " \t\"'\r");
      if (i < to && text[i] != '\n' && text[i] != ',') {
        return readTo;
      }
      readTo = i;
    }
    return readTo;
  }

  private static boolean isNamePart(byte b) {
    return Bytes.is(b, Bytes.NAME) || b == '.' || b == '-';
  }

  private int skip(int at, int to, String what) {
    int i = at;
    while (i < to && what.indexOf(text[i]) >= 0) {
      i++;
    }
    return i;
  }

  private int skipLine(int at, int to) {
    int i = at;
    while (i < to && text[i] != '\n') {
      i++;
    }
    return i;
  }

  /** Returns how far a name stands from the beginning of its line; -1 when it does not open it. */
  private int column(int name) {
    int i = name;
    while (i > 0 && (text[i - 1] == ' ' || text[i - 1] == '"' || text[i - 1] == '\'')) {
      i--;
    }
    return i == 0 || text[i - 1] == '\n' ? name - i : -1;
  }

  private void entry(int name, int nameEnd, int value, int end, Sink sink) {
    byte[] bytes = decoded(value, end);
    if (bytes.length == 0 || bytes.length > Decoded.MOST / 2) {
      return;
    }
    String called =
        new String(text, name, nameEnd - name, java.nio.charset.StandardCharsets.ISO_8859_1);
    piece.clear();
    if (mayBeSecret(called, bytes)) {
      for (int i = 0; i < ENTRY.length(); i++) {
        piece.add(ENTRY.charAt(i), value, value + 1);
      }
    }
    for (int i = name; i < nameEnd; i++) {
      piece.add(text[i], value, value + 1);
    }
    piece.add(':', value, value + 1);
    piece.add(' ', value, value + 1);
    for (int i = 0; i < bytes.length; i++) {
      int first = value + i / 3 * 4 + i % 3;
      piece.add(bytes[i], first, Math.min(end, first + 2));
    }
    piece.add('\n', end - 1, end);
    sink.text(piece);
  }

  /** A line of text that is no name, no certificate and no settings of several lines. */
  private static boolean mayBeSecret(String name, byte[] bytes) {
    String lower = name.toLowerCase(java.util.Locale.ROOT);
    String last = lower.substring(1 + Math.max(lower.lastIndexOf('-'), lower.lastIndexOf('_')));
    if (lower.endsWith(".crt")
        || lower.endsWith(".ca")
        || NO_SECRETS.contains(lower)
        || NO_SECRETS.contains(last)) {
      return false;
    }
    for (byte b : bytes) {
      if (b == '\n') {
        return false;
      }
    }
    return !isAddress(new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1));
  }

  /** An address that names no user and asks for nothing; what it holds, other rules read. */
  private static boolean isAddress(String value) {
    int slashes = value.indexOf("://");
    return slashes > 1
        && value.substring(0, slashes).chars().allMatch(c -> c == ':' || (c >= 'a' && c <= 'z'))
        && value.indexOf('@') < 0
        && value.indexOf('?') < 0;
  }

  /** Returns the text that is hidden, its last line end left out; nothing where it is no text. */
  private byte[] decoded(int value, int end) {
    try {
      byte[] bytes = Base64.getDecoder().decode(java.util.Arrays.copyOfRange(text, value, end));
      int length = bytes.length;
      while (length > 0 && (bytes[length - 1] == '\n' || bytes[length - 1] == '\r')) {
        length--;
      }
      for (int i = 0; i < length; i++) {
        if (!Bytes.isText(bytes[i])) {
          return new byte[0];
        }
      }
      return java.util.Arrays.copyOf(bytes, length);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }
}
