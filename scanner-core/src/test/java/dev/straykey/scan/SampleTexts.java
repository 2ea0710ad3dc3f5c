package dev.straykey.scan;

import dev.straykey.model.Content;
import dev.straykey.model.Document;
import dev.straykey.model.Origin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** Texts made at random of what keys, their surroundings and encodings are made of. */
final class SampleTexts {
  private SampleTexts() {}

  static Document document(Content content) {
    return Document.file(Origin.unresolved("x"), "", content);
  }

  /** One way to look at a text. */
  interface Scan {
    void with(HitSink sink) throws IOException;
  }

  static List<String> hits(Worker worker, Content content) throws IOException {
    return hits(sink -> worker.scan(document(content), sink));
  }

  /** Returns what was found and where, sorted. */
  static List<String> hits(Scan scan) throws IOException {
    var hits = new ArrayList<String>();
    scan.with(
        hit ->
            hits.add(
                "%s %d:%d %s"
                    .formatted(
                        hit.rule == null ? "" : hit.rule.id(),
                        hit.line,
                        hit.column,
                        hit.lineHash)));
    hits.sort(null); // what an encoding hid comes behind the rest of its part
    return hits;
  }

  static String key(Random random) {
    var key = new StringBuilder("dop_" + "v1_");
    random.ints(64, 0, 16).forEach(i -> key.append(Character.forDigit(i, 16)));
    return key.toString();
  }

  static String mixed(Random random, int length) {
    var text = new StringBuilder();
    String letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    random.ints(length, 0, letters.length()).forEach(i -> text.append(letters.charAt(i)));
    return text.toString();
  }

  static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes some of the characters as JSON may. */
  private static String escaped(Random random, String text) {
    var escaped = new StringBuilder();
    text.chars()
        .forEach(c -> escaped.append(random.nextInt(3) == 0 ? "\\u%04x".formatted(c) : (char) c));
    return escaped.toString();
  }

  static byte[] text(Random random, int words) {
    var text = new StringBuilder();
    for (int i = 0; i < words; i++) {
      String word = word(random);
      text.append(word).append(word.endsWith("\n") ? "" : random.nextInt(6) == 0 ? "\n" : " ");
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String word(Random random) {
    return switch (random.nextInt(60)) {
      case 7 -> "password";
      case 8 -> "= \"";
      case 9 -> "\"\n  + \"";
      case 10 -> "https://user:";
      case 11 -> "@host.example";
      case 12 -> "okta_api_token";
      case 13 -> ": |\n    ";
      case 14 -> escaped(random, key(random).substring(0, 1 + random.nextInt(70)));
      case 15 -> base64(key(random).substring(0, 1 + random.nextInt(70)));
      case 16 -> "data:\n  name: ";
      case 17 -> "\\\n";
      case 18 -> "-u user:";
      case 19 -> Long.toString(random.nextLong(), 36) + Long.toString(random.nextLong(), 36);
      case 20 -> "byte[] key = {" + numbers("x".repeat(random.nextInt(200)) + key(random));
      case 21 -> ", " + numbers(key(random).substring(random.nextInt(70)));
      case 22 -> "\n| user | password |\n|---|---|\n";
      case 23 ->
          ("| ada | " + Long.toString(random.nextLong(), 36) + " |\n").repeat(random.nextInt(20));
      case 24 -> "\nuser,api_key\n" + row(random).repeat(random.nextInt(80));
      case 25 -> row(random).repeat(random.nextInt(4));
      case 26 -> "\nINSERT INTO t (id, " + "x, ".repeat(random.nextInt(90)) + "password) VALUES\n";
      case 27 ->
          ("(1, '" + Long.toString(random.nextLong(), 36) + "'),\n").repeat(random.nextInt(20));
      case 28 -> "<tr><th>User</th><th>Password</th></tr>\n";
      case 29 -> "<tr><td>ada</td><td>" + Long.toString(random.nextLong(), 36) + "</td></tr>";
      case 30 -> "{\"type\":\"text\",\"text\":\"Password: \"},";
      case 31 -> "{\"type\":\"text\",\"text\":\"" + Long.toString(random.nextLong(), 36) + "\"}";
      case 32 -> "\n> " + key(random).substring(0, 1 + random.nextInt(70)) + "\n> ";
      case 33 -> "Password: {{" + Long.toString(random.nextLong(), 36) + "}}";
      case 34 -> "\nCOPY t (id, token) FROM stdin;\n1\t" + mixed(random, 20) + "\n";
      case 0 -> "dop_v1_";
      case 1 -> key(random).substring(0, 7 + random.nextInt(64));
      case 2 -> "token =";
      case 3 -> "eyJhbGciOi";
      case 4 -> "-----BEGIN RSA";
      case 5 -> "a".repeat(random.nextInt(600));
      case 6 -> "AKIA";
      default -> Long.toString(random.nextLong(), 36);
    };
  }

  private static String row(Random random) {
    return "ada," + mixed(random, 20) + "\n";
  }

  /** Writes them as a program lists bytes. */
  private static String numbers(String text) {
    return text.chars().mapToObj("0x%02x"::formatted).collect(Collectors.joining(", "));
  }

  static String added(Random random) {
    String key = key(random);
    return switch (random.nextInt(28)) {
      case 5 -> "password = \"" + Long.toString(random.nextLong(), 36) + "\"";
      case 6 -> "https://user:" + Long.toString(random.nextLong(), 36) + "@db.example.org/";
      case 7 -> escaped(random, key);
      case 8 -> key.substring(0, 30) + "\"\n  + \"" + key.substring(30);
      case 9 -> "okta_api_token = 00" + mixed(random, 40);
      case 10 -> base64("x: " + escaped(random, key));
      case 11 -> "api_key";
      case 12 -> mixed(random, 20 + random.nextInt(30));
      case 13 -> "\ntoken: |\n    " + key.substring(0, 40) + "\n    " + key.substring(40) + "\n";
      case 14 -> "secret" + " ".repeat(random.nextInt(200)) + "= '";
      case 15 -> ", " + numbers(key) + ", ";
      case 16 -> "= [" + numbers(key) + "]";
      case 17 -> "\n| ada | " + Long.toString(random.nextLong(), 36) + " |\n";
      case 18 -> "\n| user | password |\n";
      case 19 -> row(random).repeat(3);
      case 20 -> ", password";
      case 21 -> "(1, '" + Long.toString(random.nextLong(), 36) + "'),";
      case 22 -> "<tr><td>ada</td><td>" + Long.toString(random.nextLong(), 36) + "</td></tr>";
      case 23 -> "{\"type\":\"text\",\"text\":\"" + Long.toString(random.nextLong(), 36) + "\"}";
      case 24 -> key.substring(0, 30) + "\n> " + key.substring(30) + "\n";
      case 25 -> "\n";
      case 0 -> "";
      case 1 -> key;
      case 2 -> key.substring(random.nextInt(key.length()));
      case 3 ->
          Base64.getEncoder().encodeToString(("key: " + key).getBytes(StandardCharsets.UTF_8));
      case 4 -> "\n" + key + "\n";
      default -> Long.toString(random.nextLong(), 36);
    };
  }
}
