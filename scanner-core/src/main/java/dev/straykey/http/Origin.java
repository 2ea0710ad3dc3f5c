package dev.straykey.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Scheme, host and port: what a host is pinned to.
 *
 * @param scheme {@code https} or {@code http}, in lower case
 * @param host in lower case; an IPv6 address in brackets
 * @param port never the absent one: 443 or 80 stand for it
 */
record Origin(String scheme, String host, int port) {

  /**
   * Takes the origin of {@code uri}.
   *
   * @throws IllegalArgumentException without the text of {@code uri}, which may hold a key
   */
  static Origin of(URI uri) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    String host = uri.getHost();
    if (host == null || !(scheme.equals("https") || scheme.equals("http"))) {
      throw new IllegalArgumentException("not an http or https address with a host");
    }
    if (uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException("an address with a user name or password in it");
    }
    int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
    return new Origin(scheme, host.toLowerCase(Locale.ROOT), port);
  }

  boolean secure() {
    return scheme.equals("https");
  }

  /** Returns whether it can only be this machine, by its spelling; nothing is looked up. */
  boolean loopback() {
    return host.equals("localhost")
        || host.equals("[::1]")
        || host.matches("127\\.[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}");
  }

  /** Returns the address of {@code rawPath} there, without query, for messages. */
  URI at(@Nullable String rawPath) {
    boolean usual = port == (secure() ? 443 : 80);
    try {
      return new URI(
          scheme + "://" + host + (usual ? "" : ":" + port) + (rawPath == null ? "" : rawPath));
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("not a path of an address"); // the cause holds the text
    }
  }

  @Override
  public String toString() {
    return at("").toString();
  }
}
