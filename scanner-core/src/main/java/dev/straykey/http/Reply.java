package dev.straykey.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An answer that came whole. What it prints of itself is its status: headers and body may hold a
 * key.
 *
 * @param status HTTP status, 100 to 999
 * @param headers looked up without regard to case; unmodifiable
 * @param body as UTF-8; empty when there was none
 */
public record Reply(int status, Map<String, List<String>> headers, String body) {
  public Reply {
    var copy = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    headers.forEach((name, values) -> copy.put(name, List.copyOf(values)));
    headers = java.util.Collections.unmodifiableMap(copy);
  }

  /** Returns the first value of a header. */
  public Optional<String> header(String name) {
    return headers.getOrDefault(name, List.of()).stream().findFirst();
  }

  /** Returns whether the status is one of success, 200 to 299. */
  public boolean successful() {
    return status >= 200 && status < 300;
  }

  @Override
  public String toString() {
    return "HTTP " + status;
  }
}
