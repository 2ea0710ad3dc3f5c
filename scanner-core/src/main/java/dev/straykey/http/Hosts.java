package dev.straykey.http;

import dev.straykey.model.Secret;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The hosts that may be spoken to, and which credentials are bound to each. */
final class Hosts {
  /** Shorter ones would be found in innocent text. */
  private static final int SHORTEST_LOOKED_FOR = 8;

  private final Map<Origin, List<Secret>> bound;

  Hosts(Map<Origin, List<Secret>> bound) {
    var copy = new LinkedHashMap<Origin, List<Secret>>();
    bound.forEach((origin, secrets) -> copy.put(origin, List.copyOf(secrets)));
    this.bound = copy;
  }

  boolean allows(Origin origin) {
    return bound.containsKey(origin);
  }

  /** Returns the credential that is bound to {@code origin}, or null when none is. */
  @Nullable Secret credential(Origin origin) {
    List<Secret> secrets = bound.getOrDefault(origin, List.of());
    return secrets.isEmpty() ? null : secrets.get(0);
  }

  /** Returns whether {@code request} carries a credential that is bound to other hosts only. */
  boolean carriesForeignCredential(Origin to, Request request) {
    List<Secret> own = bound.getOrDefault(to, List.of());
    List<String> texts = null;
    for (var entry : bound.entrySet()) {
      for (Secret secret : entry.getValue()) {
        if (secret.length() < SHORTEST_LOOKED_FOR || own.contains(secret)) {
          continue;
        }
        if (texts == null) {
          texts = texts(request);
        }
        for (String form : forms(secret)) {
          for (String text : texts) {
            if (text.contains(form)) {
              return true;
            }
          }
        }
      }
    }
    return false;
  }

  private static List<String> texts(Request request) {
    URI uri = request.uri();
    var texts = new ArrayList<>(request.headers().values());
    texts.add(uri.toASCIIString());
    texts.add(new String(request.body(), StandardCharsets.UTF_8));
    return texts;
  }

  private static Set<String> forms(Secret secret) {
    String text = secret.reveal();
    return Set.copyOf(
        List.of(
            text,
            URLEncoder.encode(text, StandardCharsets.UTF_8),
            Credential.basic(secret).substring("Basic ".length())));
  }
}
