package dev.straykey.http;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * One request. What it prints of itself is its method and endpoint: URI, headers and body may hold
 * a key.
 *
 * @param method in upper case
 * @param uri absolute, at a host that the client was given
 * @param headers names and values; a value has no control character
 * @param body empty for none
 * @param idempotent whether it may be sent again when no answer came; {@code GET} and {@code HEAD}
 *     always are
 * @param perMinute most requests a minute of this limit at this host; 0 for no limit
 * @param endpoint the address as messages may show it: without user information, query or anything
 *     else that may hold a key
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; copied on the way to the network
public record Request(
    String method,
    URI uri,
    Map<String, String> headers,
    byte[] body,
    boolean idempotent,
    int perMinute,
    URI endpoint) {
  public Request {
    method = method.toUpperCase(Locale.ROOT);
    headers = Map.copyOf(headers);
    Objects.requireNonNull(endpoint);
    if (perMinute < 0) {
      throw new IllegalArgumentException("a limit of %d requests a minute".formatted(perMinute));
    }
    headers.forEach(Request::check);
  }

  /** As above; messages show {@code uri} without its query, so the path must hold no key. */
  public Request(
      String method,
      URI uri,
      Map<String, String> headers,
      byte[] body,
      boolean idempotent,
      int perMinute) {
    this(
        method,
        uri,
        headers,
        body,
        idempotent,
        perMinute,
        Origin.of(uri).at(uri.getRawPath() == null ? "" : uri.getRawPath()));
  }

  /** Returns whether sending it changes nothing, whatever the server does. */
  boolean safe() {
    return method.equals("GET") || method.equals("HEAD");
  }

  private static void check(String name, String value) {
    if (!name.matches("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}")) {
      throw new IllegalArgumentException("a header's name holds what no name may hold");
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if ((c < 0x20 && c != '\t') || c == 0x7f || c > 0xff) {
        throw new IllegalArgumentException(
            "the value of header %s holds a line break or another character that it may not hold"
                .formatted(name));
      }
    }
  }

  @Override
  public String toString() {
    return method + " " + endpoint;
  }
}
