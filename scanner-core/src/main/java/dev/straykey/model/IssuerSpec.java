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
 * @param byClass what a class of its own can ask it to do, for which kinds of key, by their ids:
 *     where no template can say the requests. Such a class ends the one key alone
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
    Map<Verb, Set<String>> byClass,
    String origin,
    boolean trusted)
    implements Serializable {
  public IssuerSpec {
    rules = List.copyOf(rules);
    calls = Map.copyOf(calls);
    byClass = Map.copyOf(byClass);
  }

  /** An issuer that needs no class of its own, and names no page. */
  public IssuerSpec(
      String id,
      String name,
      String source,
      @Nullable URI host,
      List<Rule> rules,
      Map<Verb, List<Call>> calls,
      String origin,
      boolean trusted) {
    this(id, name, source, host, null, rules, calls, Map.of(), origin, trusted);
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

  /** Returns the first call for {@code verb} and a kind of key, or null when there is none. */
  public @Nullable Call call(Verb verb, String ruleId) {
    List<Call> all = calls(verb, ruleId);
    return all.isEmpty() ? null : all.get(0);
  }

  /** Returns the calls for {@code verb} and a kind of key; the first that can be made is. */
  public List<Call> calls(Verb verb, String ruleId) {
    List<Call> all =
        calls.getOrDefault(verb, List.of()).stream()
            .filter(call -> call.keys().isEmpty() || call.keys().contains(ruleId))
            .toList();
    return all.isEmpty() && verb == Verb.VERIFY ? calls(Verb.INTROSPECT, ruleId) : all;
  }

  /** Returns whether there is a way to {@code verb} a kind of key. */
  public boolean can(Verb verb, String ruleId) {
    return effect(verb, ruleId) != null;
  }

  /** Returns how far {@code verb} reaches for a kind of key; null when there is no way. */
  public @Nullable Effect effect(Verb verb, String ruleId) {
    if (byClass.getOrDefault(verb, Set.of()).contains(ruleId)) {
      return Effect.THIS_KEY;
    }
    Call call = call(verb, ruleId);
    return call == null ? null : call.effect();
  }
}
