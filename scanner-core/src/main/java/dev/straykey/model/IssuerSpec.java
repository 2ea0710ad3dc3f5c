package dev.straykey.model;

import java.io.Serializable;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One issuer, as its file describes it: how its keys look, and how to ask about them and end them.
 *
 * @param id such as {@code workos}
 * @param source where the facts come from
 * @param host public host of its API; null for an issuer that organisations run themselves
 * @param console page on which a person ends its keys; null when not known, or not one for all
 * @param calls what it can be asked to do; several for one verb when kinds of key differ
 * @param origin file that it came from
 * @param trusted whether it shipped with Straykey or stands in the organisation's configuration; no
 *     other file can cause a request
 */
public record IssuerSpec(
    String id,
    String name,
    String source,
    @Nullable URI host,
    @Nullable URI console,
    List<Rule> rules,
    Map<Verb, List<Call>> calls,
    String origin,
    boolean trusted)
    implements Serializable {
  public IssuerSpec {
    rules = List.copyOf(rules);
    calls = Map.copyOf(calls);
  }

  /** Returns the public hosts that its calls go to; empty where organisations run it themselves. */
  public Set<URI> hosts() {
    Set<URI> hosts = new LinkedHashSet<>();
    if (host != null) {
      hosts.add(host);
    }
    calls.values().stream()
        .flatMap(List::stream)
        .map(Call::host)
        .filter(Objects::nonNull)
        .sorted()
        .forEach(hosts::add);
    return hosts;
  }

  /** Returns the call for {@code verb} and a kind of key, or null when the issuer has none. */
  public @Nullable Call call(Verb verb, String ruleId) {
    for (Call call : calls.getOrDefault(verb, List.of())) {
      if (call.keys().isEmpty() || call.keys().contains(ruleId)) {
        return call;
      }
    }
    return verb == Verb.VERIFY ? call(Verb.INTROSPECT, ruleId) : null;
  }
}
