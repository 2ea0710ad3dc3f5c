package dev.straykey.jenkins;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;

/**
 * Secret texts of Jenkins' own credentials store, under the names by which straykey.yaml asks for
 * them: {@code NAME=credentials-id}, one a line. Only those of the controller itself, never those
 * of a folder, which others may write.
 */
final class StoredCredentials {
  private static final Logger LOG = Logger.getLogger(StoredCredentials.class.getName());
  private static final int MOST = 100;
  private static final Pattern LINE = Pattern.compile("([A-Z_][A-Z0-9_]{0,63})\\s*=\\s*(\\S.*)");

  /** What only the page says. */
  private static final Set<String> TAKEN = Set.of("STRAYKEY_HOME", "STRAYKEY_CONFIG");

  private StoredCredentials() {}

  /** The store. */
  interface Store {
    /** Returns the secret texts by their ids. */
    Map<String, String> all();
  }

  /** Returns what is wrong with the lines; empty when nothing is. */
  static String wrong(String lines) {
    Map<String, String> seen = new LinkedHashMap<>();
    int number = 0;
    for (String line : lines.split("\\R", -1)) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      var fits = LINE.matcher(line.strip());
      // What stands there is not shown: it may be the credential itself.
      if (!fits.matches()) {
        return "Line %d is not NAME=credentials-id, with the name in capitals.".formatted(number);
      }
      if (TAKEN.contains(fits.group(1))) {
        return "Line %d: %s is said elsewhere on this page.".formatted(number, fits.group(1));
      }
      if (seen.put(fits.group(1), "") != null) {
        return "Line %d names %s again.".formatted(number, fits.group(1));
      }
      if (seen.size() > MOST) {
        return "More than %d credentials are not read.".formatted(MOST);
      }
    }
    return "";
  }

  /** Returns ids by name, of the lines that are right. */
  static Map<String, String> ids(String lines) {
    Map<String, String> ids = new LinkedHashMap<>();
    lines
        .lines()
        .map(line -> LINE.matcher(line.strip()))
        .filter(fits -> fits.matches() && !TAKEN.contains(fits.group(1)))
        .limit(MOST)
        .forEach(fits -> ids.putIfAbsent(fits.group(1), fits.group(2).strip()));
    return ids;
  }

  /** Returns the secret texts by name; what the store has not is left out. */
  static Map<String, String> read(String lines, Store store) {
    Map<String, String> ids = ids(lines);
    if (ids.isEmpty()) {
      return Map.of();
    }
    Map<String, String> all = store.all();
    Map<String, String> found = new LinkedHashMap<>();
    ids.forEach(
        (name, id) -> {
          String secret = all.get(id);
          if (secret != null) {
            found.put(name, secret);
          }
        });
    return found;
  }

  /** The store of the Credentials plugin; empty where that plugin is not there. */
  static Map<String, String> ofJenkins() {
    try {
      return Plugin.all();
    } catch (LinkageError e) {
      LOG.log(Level.FINE, "there is no Credentials plugin", e);
      return Map.of();
    }
  }

  /** Apart, since its plugins need not be there. */
  private static final class Plugin {
    static Map<String, String> all() {
      Map<String, String> all = new LinkedHashMap<>();
      for (StringCredentials one : CredentialsProvider.lookupCredentials(StringCredentials.class)) {
        all.putIfAbsent(one.getId(), one.getSecret().getPlainText());
      }
      return all;
    }
  }
}
