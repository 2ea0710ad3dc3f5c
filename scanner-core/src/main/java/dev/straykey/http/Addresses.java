package dev.straykey.http;

import java.net.URI;
import java.net.URISyntaxException;

/** Builds addresses without exceptions that would hold them. */
public final class Addresses {
  private Addresses() {}

  /**
   * Returns the address of {@code path} below {@code host}.
   *
   * @param host with or without a path of its own, such as {@code https://ghe.example/api/v3}
   * @param path encoded, beginning with a slash; a query may follow
   * @throws IllegalArgumentException without the path, which may hold a key
   */
  public static URI below(URI host, String path) {
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException("the path does not begin with a slash");
    }
    String base = host.getRawPath() == null ? "" : host.getRawPath().replaceFirst("/+$", "");
    try {
      return new URI(host.getScheme() + "://" + host.getRawAuthority() + base + path);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("the path holds what no address may hold");
    }
  }

  /**
   * Reads the address of a service.
   *
   * @throws IllegalArgumentException when it is no {@code http} or {@code https} address of a host
   *     without user, query or fragment; never with its text, which may hold a key
   */
  public static URI host(String text) {
    try {
      URI uri = new URI(text.strip());
      Origin.of(uri);
      if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
        throw new IllegalArgumentException("the address of a host has no query and no fragment");
      }
      return uri;
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("not an http or https address with a host");
    }
  }
}
