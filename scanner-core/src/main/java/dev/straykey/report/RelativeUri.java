package dev.straykey.report;

import dev.straykey.model.Provenance;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a place is, as a relative URI reference (RFC 3986 §4.2) from where the scan was started:
 * what code scanning joins with a repository's files. Never absolute, never above its start.
 */
final class RelativeUri {
  private static final String AS_IS =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~!$&'()*+,;=@";

  private RelativeUri() {}

  /** Returns the reference, percent-encoded; never empty. */
  static String of(Provenance where) {
    return String.join("/", segments(where).stream().map(RelativeUri::encode).toList());
  }

  /** Returns the same way as a path, for formats that do not take URIs. */
  static String path(Provenance where) {
    return String.join("/", segments(where));
  }

  private static List<String> segments(Provenance where) {
    var segments = new ArrayList<String>();
    for (String segment : way(where).replace('\\', '/').split("/", -1)) {
      if (segment.equals("..")) {
        segments.add("__"); // an archive's entry may claim to lie above it
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        segments.add(segment);
      }
    }
    if (segments.isEmpty()) {
      segments.add(where.kind().isEmpty() ? "_" : where.kind());
    }
    return segments;
  }

  /** A relative source is part of the way; one given by an absolute path or by name is not. */
  private static String way(Provenance where) {
    String source = where.source().startsWith("./") ? where.source().substring(2) : where.source();
    boolean leads =
        !source.isEmpty()
            && !source.equals(".")
            && !source.equals("-")
            && !source.startsWith("/")
            && !source.startsWith("..")
            && !source.contains(":")
            && !source.contains("\\");
    if (!leads || where.path().equals(source) || where.path().startsWith(source + "/")) {
      return where.path();
    }
    return source.endsWith("/" + where.path()) ? source : source + "/" + where.path();
  }

  /** Percent-encodes; a colon too, so that a first segment cannot be taken for a scheme. */
  static String encode(String segment) {
    var out = new StringBuilder(segment.length() + 8);
    for (byte b : segment.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (AS_IS.indexOf(c) >= 0) {
        out.append(c);
      } else {
        out.append("%%%02X".formatted((int) c));
      }
    }
    return out.toString();
  }
}
