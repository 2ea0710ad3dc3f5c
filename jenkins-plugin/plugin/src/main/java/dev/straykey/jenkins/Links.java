package dev.straykey.jenkins;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Links to a file at a commit, where the build says which repository on the web it checked out. */
final class Links {
  private Links() {}

  static void add(List<Row> rows, Map<String, String> env) {
    String base = base(env.getOrDefault("GIT_URL", ""));
    String head = env.getOrDefault("GIT_COMMIT", "");
    if (base.isEmpty()) {
      return;
    }
    for (Row row : rows) {
      String commit = row.commit.isEmpty() ? head : row.commit;
      if (commit.matches("[0-9a-f]{40}") && row.link.isEmpty()) {
        int colon = row.where.lastIndexOf(':');
        String path = colon < 0 ? row.where : row.where.substring(0, colon);
        String line = colon < 0 ? "" : "#L" + row.where.substring(colon + 1);
        row.link = base + "/blob/" + commit + "/" + encoded(path) + line;
      }
    }
  }

  /** Returns the repository's page without its credentials, or nothing. */
  private static String base(String url) {
    try {
      var uri = new URI(url);
      boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      if (!web || uri.getHost() == null) {
        return "";
      }
      String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
      String path = uri.getRawPath() == null ? "" : uri.getRawPath().replaceFirst("\\.git$", "");
      return uri.getScheme() + "://" + uri.getHost() + port + path;
    } catch (URISyntaxException e) {
      return "";
    }
  }

  private static String encoded(String path) {
    return URLEncoder.encode(path, StandardCharsets.UTF_8).replace("+", "%20").replace("%2F", "/");
  }
}
