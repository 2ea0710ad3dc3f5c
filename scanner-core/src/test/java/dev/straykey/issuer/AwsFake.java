package dev.straykey.issuer;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import dev.straykey.model.Secret;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * STS and IAM as their facts say, both at one address: looks at every signature, at the service and
 * region that it is for, and at whether a user is named.
 */
public final class AwsFake implements AutoCloseable, ResponseDefinitionTransformerV2 {
  public static final String ACCOUNT = "123456789012";

  /** What goes wrong. */
  public enum Trouble {
    THROTTLING,
    UNAVAILABLE,
    /** The change is made; its answer never comes. */
    RESET_AFTERWARDS,
    CAPTIVE_PAGE,
    HALF_AN_ANSWER,
    DOCTYPE,
    REDIRECT,
    ACCESS_DENIED,
    LIMIT_EXCEEDED,
    TIME_SKEWED
  }

  /** What was asked. */
  public record Asked(String action, String service, String by, Map<String, String> parameters) {}

  private final Clock clock;
  private final WireMockServer server;
  private final Map<String, AwsFakeKey> keys = new LinkedHashMap<>();
  private final Map<String, List<Trouble>> troubles = new HashMap<>();
  private final List<Asked> asked = new ArrayList<>();
  private int made;

  /** How many probes still find a key alive that was switched off or deleted. */
  public int lag;

  /** What happens just before a change is made. */
  Runnable beforeChange = () -> {};

  /** What each change found wrong with its request; empty when all were as they must be. */
  public final List<String> complaints = new ArrayList<>();

  public final AwsFakeKey admin;

  public AwsFake(Clock clock) {
    this.clock = clock;
    this.server = new WireMockServer(options().dynamicPort().extensions(this));
    server.start();
    server.stubFor(any(anyUrl()).willReturn(aResponse().withTransformers(getName())));
    this.admin = key("straykey", "arn:aws:iam::" + ACCOUNT + ":user/straykey", "AKIA", ACCOUNT);
  }

  public URI host() {
    return URI.create(server.baseUrl());
  }

  /** Returns the organisation's credential. */
  public Secret credential() {
    return Secret.of(admin.id + ":" + admin.secret);
  }

  /** Issues a key to a user of the account. */
  public AwsFakeKey user(String name) {
    return key(name, "arn:aws:iam::" + ACCOUNT + ":user/teams/build/" + name, "AKIA", ACCOUNT);
  }

  public AwsFakeKey key(String user, String arn, String kind, String account) {
    var key = new AwsFakeKey(user, arn, kind, account, ++made);
    keys.put(key.id, key);
    return key;
  }

  /** Lets an action go wrong as often as it is named. */
  public void trouble(String action, Trouble... kinds) {
    troubles.computeIfAbsent(action, a -> new ArrayList<>()).addAll(List.of(kinds));
  }

  public synchronized List<Asked> asked(String action) {
    return asked.stream().filter(one -> one.action().equals(action)).toList();
  }

  /** Returns all that ever came: addresses, headers, bodies. */
  public String everything() {
    var all = new StringBuilder();
    server
        .getAllServeEvents()
        .forEach(
            event -> {
              var request = event.getRequest();
              all.append(request.getAbsoluteUrl()).append('\n');
              all.append(request.getHeaders()).append('\n');
              all.append(request.getBodyAsString()).append('\n');
            });
    return all.toString();
  }

  @Override
  public String getName() {
    return "aws";
  }

  @Override
  public boolean applyGlobally() {
    return false;
  }

  @Override
  public synchronized ResponseDefinition transform(ServeEvent event) {
    Request request = event.getRequest();
    Map<String, String> form = form(request.getBodyAsString());
    String action = form.getOrDefault("Action", "");
    var signature = AwsFakeSignature.of(request);
    asked.add(new Asked(action, signature.service(), signature.keyId(), new TreeMap<>(form)));
    List<Trouble> planned = troubles.getOrDefault(action, List.of());
    Trouble trouble = planned.isEmpty() ? null : planned.remove(0);
    if (trouble != null && trouble != Trouble.RESET_AFTERWARDS) {
      return AwsFakeAnswers.of(trouble).build();
    }
    ResponseDefinitionBuilder answer = answer(request, signature, action, form);
    return trouble == null
        ? answer.build()
        : aResponse()
            .withFault(com.github.tomakehurst.wiremock.http.Fault.CONNECTION_RESET_BY_PEER)
            .build();
  }

  private ResponseDefinitionBuilder answer(
      Request request, AwsFakeSignature signature, String action, Map<String, String> form) {
    boolean probe = action.equals("GetCallerIdentity");
    String service = probe ? "sts" : "iam";
    if (!signature.scope().endsWith("/us-east-1/" + service + "/aws4_request")) {
      return AwsFakeAnswers.error(
          403,
          "SignatureDoesNotMatch",
          "Credential should be scoped to a valid region or service.");
    }
    String late = signature.lateness(clock.instant());
    if (late != null) {
      return AwsFakeAnswers.error(403, "SignatureDoesNotMatch", late);
    }
    AwsFakeKey by = keys.get(signature.keyId());
    if (by == null || !by.passes(probe)) {
      return AwsFakeAnswers.error(
          403, "InvalidClientTokenId", "The security token included in the request is invalid.");
    }
    if (!signature.isMadeWith(request, by.secret)) {
      return AwsFakeAnswers.error(
          403,
          "SignatureDoesNotMatch",
          "The request signature we calculated does not match the signature you provided.");
    }
    if (probe) {
      return by.expired
          ? AwsFakeAnswers.error(403, "ExpiredToken", "The security token has expired")
          : AwsFakeAnswers.identity(by);
    }
    if (by != admin) {
      complaints.add(action + " was signed with " + by.id);
      return AwsFakeAnswers.error(403, "AccessDenied", "an explicit deny in a quarantine policy");
    }
    return switch (action) {
      case "GetAccessKeyLastUsed" -> lastUsed(form);
      case "ListAccessKeys" -> list(form);
      case "UpdateAccessKey", "DeleteAccessKey" -> change(action, form);
      default -> AwsFakeAnswers.error(400, "InvalidAction", "no such action");
    };
  }

  private ResponseDefinitionBuilder lastUsed(Map<String, String> form) {
    AwsFakeKey key = keys.get(form.getOrDefault("AccessKeyId", ""));
    return key == null || key.deleted || !key.account.equals(ACCOUNT)
        ? AwsFakeAnswers.error(404, "NoSuchEntity", "The Access Key cannot be found.")
        : AwsFakeAnswers.lastUsed(key);
  }

  private ResponseDefinitionBuilder list(Map<String, String> form) {
    String user = form.get("UserName");
    if (user == null) {
      complaints.add("ListAccessKeys names no user");
    }
    List<AwsFakeKey> of =
        keys.values().stream()
            .filter(key -> key.user.equals(user) && key.account.equals(ACCOUNT) && !key.deleted)
            .toList();
    return AwsFakeAnswers.list(of);
  }

  private ResponseDefinitionBuilder change(String action, Map<String, String> form) {
    beforeChange.run();
    AwsFakeKey key = keys.get(form.getOrDefault("AccessKeyId", ""));
    String user = form.get("UserName");
    if (user == null) {
      complaints.add(action + " names no user");
      return AwsFakeAnswers.error(400, "ValidationError", "no user is named");
    }
    if (key == null || key.deleted || !key.user.equals(user)) {
      return AwsFakeAnswers.error(404, "NoSuchEntity", "The Access Key cannot be found.");
    }
    if (action.equals("DeleteAccessKey")) {
      key.deleted = true;
    } else {
      key.active = form.getOrDefault("Status", "").equals("Active");
    }
    key.probesLeft = lag;
    return AwsFakeAnswers.done(action);
  }

  private static Map<String, String> form(String body) {
    var form = new LinkedHashMap<String, String>();
    for (String field : body.split("&", -1)) {
      int equals = field.indexOf('=');
      if (equals > 0) {
        form.put(
            field.substring(0, equals),
            URLDecoder.decode(field.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return form;
  }

  @Override
  public void close() {
    server.stop();
  }
}
