package dev.straykey.issuer;

import dev.straykey.model.Call;
import dev.straykey.model.Call.Answer;
import dev.straykey.model.Call.As;
import dev.straykey.model.Effect;
import dev.straykey.model.IssuerSpec;
import dev.straykey.model.KeyScope;
import dev.straykey.model.Needs;
import dev.straykey.model.Rule;
import dev.straykey.model.Severity;
import dev.straykey.model.Verb;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes calls and issuers in few words. */
final class Calls {
  private final String method;
  private final String path;
  private As as = As.NOBODY;
  private @Nullable String basic;
  private final Map<String, String> headers = new HashMap<>();
  private @Nullable Map<String, String> form;
  private @Nullable String json;
  private final Map<String, List<Answer>> answers = new HashMap<>();
  private Map<String, String> gives = Map.of();
  private Needs needs = Needs.VALUE;
  private @Nullable URI host;
  private Call.@Nullable Listing list;

  private Calls(String method, String path) {
    this.method = method;
    this.path = path;
  }

  static Calls call(String method, String path) {
    return new Calls(method, path);
  }

  Calls as(As who) {
    as = who;
    return this;
  }

  Calls basic(String template) {
    basic = template;
    return this;
  }

  Calls header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  Calls form(Map<String, String> fields) {
    form = fields;
    return this;
  }

  Calls json(String text) {
    json = text;
    return this;
  }

  Calls means(String meaning, int... status) {
    return means(meaning, Map.of(), status);
  }

  Calls means(String meaning, Map<String, List<String>> body, int... status) {
    Set<Integer> statuses = Set.copyOf(Arrays.stream(status).boxed().toList());
    answers.computeIfAbsent(meaning, m -> new ArrayList<>()).add(new Answer(statuses, body));
    return this;
  }

  Calls gives(Map<String, String> paths) {
    gives = paths;
    return this;
  }

  Calls host(URI other) {
    host = other;
    return this;
  }

  Calls lists(Call.Listing how) {
    list = how;
    return this;
  }

  Calls needsId() {
    needs = Needs.ID;
    return this;
  }

  Call build() {
    return new Call(
        Set.of(),
        method,
        host,
        path,
        as,
        basic,
        headers,
        form,
        json,
        answers.getOrDefault("alive", List.of()),
        answers.getOrDefault("dead", List.of()),
        answers.getOrDefault("accepted", List.of()),
        answers.getOrDefault("gone", List.of()),
        list,
        gives,
        Effect.THIS_KEY,
        false,
        needs,
        Duration.ofMinutes(5),
        0,
        List.of());
  }

  static List<@Nullable String> isNull() {
    return Arrays.asList((String) null);
  }

  static IssuerSpec issuer(String id, Map<Verb, Calls> calls) {
    return issuer(id, calls, true);
  }

  static IssuerSpec issuer(String id, Map<Verb, Calls> calls, boolean trusted) {
    return issuer(id, calls, null, trusted);
  }

  static IssuerSpec issuer(String id, Map<Verb, Calls> calls, URI host) {
    return issuer(id, calls, host, true);
  }

  private static IssuerSpec issuer(
      String id, Map<Verb, Calls> calls, @Nullable URI publicHost, boolean trusted) {
    var built = new HashMap<Verb, List<Call>>();
    calls.forEach((verb, call) -> built.put(verb, List.of(call.build())));
    var rule =
        new Rule(
            id + "-key",
            id,
            "a key",
            List.of("sk_"),
            "sk_.*",
            KeyScope.WORKLOAD,
            Severity.HIGH,
            false,
            null,
            0,
            3,
            List.of(),
            "test",
            trusted);
    return new IssuerSpec(
        id, "Issuer " + id, "test", publicHost, List.of(rule), built, "test.yaml", trusted);
  }

  /** WorkOS: one probe that always answers 200, and a deletion by id. */
  static IssuerSpec workos() {
    Calls validate =
        call("POST", "/api_keys/validations")
            .as(As.CREDENTIAL)
            .json("{\"value\": \"{key}\"}")
            .means("alive", Map.of("api_key.id", List.of("*")), 200)
            .means("dead", Map.of("api_key", isNull()), 200)
            .gives(
                Map.of(
                    "key_id", "api_key.id",
                    "tenant", "api_key.owner.organization_id|api_key.owner.id",
                    "owner_type", "api_key.owner.type",
                    "owner_id", "api_key.owner.id",
                    "name", "api_key.name",
                    "permissions", "api_key.permissions"));
    Calls delete =
        call("DELETE", "/api_keys/{key_id}")
            .as(As.CREDENTIAL)
            .needsId()
            .means("accepted", 204)
            .means("gone", 404);
    return issuer("workos", Map.of(Verb.INTROSPECT, validate, Verb.REVOKE, delete));
  }

  /** GitHub: the key asks for itself; anyone may revoke, and only without authorization. */
  static IssuerSpec github() {
    Calls user =
        call("GET", "/user")
            .as(As.BEARER)
            .header("Accept", "application/vnd.github+json")
            .means("alive", Map.of("login", List.of("*")), 200)
            .means("dead", Map.of("message", List.of("Bad credentials")), 401)
            .gives(Map.of("owner_type", "type", "owner_id", "login", "name", "name|login"));
    Calls revoke =
        call("POST", "/credentials/revoke")
            .json("{\"credentials\": [\"{key}\"]}")
            .means("accepted", 202);
    return issuer("github", Map.of(Verb.INTROSPECT, user, Verb.REVOKE, revoke));
  }

  /** A key service of one's own: RFC 7662 and RFC 7009. */
  static IssuerSpec own() {
    Calls introspect =
        call("POST", "/oauth/introspect")
            .as(As.CREDENTIAL)
            .form(Map.of("token", "{key}", "token_type_hint", "access_token"))
            .means("alive", Map.of("active", List.of("true")), 200)
            .means("dead", Map.of("active", List.of("false")), 200)
            .gives(
                Map.of(
                    "key_id", "jti", "owner_id", "sub", "tenant", "iss", "permissions", "scope"));
    Calls revoke =
        call("POST", "/oauth/revoke")
            .as(As.CREDENTIAL)
            .form(Map.of("token", "{key}"))
            .means("accepted", 200);
    return issuer("own", Map.of(Verb.INTROSPECT, introspect, Verb.REVOKE, revoke));
  }
}
