package dev.straykey.issuer;

import dev.straykey.http.Addresses;
import dev.straykey.http.Credential;
import dev.straykey.http.GuardedClient;
import dev.straykey.http.HttpFailure;
import dev.straykey.http.Reply;
import dev.straykey.http.Request;
import dev.straykey.issuer.Answers.Reading;
import dev.straykey.issuer.Issuer.Handle;
import dev.straykey.model.Call;
import dev.straykey.model.IssuerSpec;
import dev.straykey.model.Secret;
import java.net.URI;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Sends one call of an issuer file, its slots filled, and reads what the answer means.
 *
 * @param own host that the organisation names, where all calls go; null for the issuer's public
 *     ones
 * @param credential the organisation's own; null when it gave none
 */
record Caller(
    IssuerSpec spec, @Nullable URI own, @Nullable Secret credential, GuardedClient client) {

  /**
   * Returns whether it is known where {@code call} goes: some kinds of key have public hosts only.
   */
  boolean hasHost(Call call) {
    return own != null || call.host() != null || spec.host() != null;
  }

  /** Returns the host that {@code call} goes to, or of the issuer where there is no call. */
  URI host(@Nullable Call call) {
    URI named = call == null || call.host() == null ? spec.host() : call.host();
    URI host = own == null ? named : own;
    if (host == null) {
      throw new IllegalStateException("an issuer without a host was opened");
    }
    return host;
  }

  /**
   * Sends a call.
   *
   * @param query more of its query, encoded, such as {@code after=key_1}; empty for none
   * @param idempotent whether it may be sent again when no answer came
   * @throws IssuerUnavailableException when no answer came
   */
  Reading send(Call call, Slots slots, Handle key, String query, boolean idempotent) {
    Request request;
    try {
      request = request(call, slots, key, query, idempotent);
    } catch (IllegalArgumentException e) {
      throw IssuerUnavailableException.notSent(
          spec.name(), host(call), String.valueOf(e.getMessage()));
    }
    try {
      Reply reply = client.send(request);
      return Answers.read(call, reply.status(), reply.body());
    } catch (HttpFailure e) {
      throw new IssuerUnavailableException(spec.name(), request.endpoint(), e.detail(), e);
    }
  }

  /** Returns the address of a call without query, and without what may not be shown. */
  URI endpoint(Call call, Slots slots) {
    return Addresses.below(host(call), slots.shownPath(call.path()));
  }

  private Request request(Call call, Slots slots, Handle key, String query, boolean idempotent) {
    var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    call.headers().forEach((name, template) -> headers.put(name, slots.header(template)));
    String authorization =
        call.basic() == null ? authorization(call.as(), key) : slots.basic(call.basic());
    if (authorization != null) {
      headers.put("Authorization", authorization);
    }
    byte[] body = {};
    if (call.form() != null) {
      body = slots.form(call.form());
      headers.putIfAbsent("Content-Type", "application/x-www-form-urlencoded");
    } else if (call.json() != null) {
      body = slots.json(call.json());
      headers.putIfAbsent("Content-Type", "application/json");
    }
    String path = slots.path(call.path());
    if (!query.isEmpty()) {
      path += (path.indexOf('?') < 0 ? "?" : "&") + query;
    }
    return new Request(
        call.method(),
        Addresses.below(host(call), path),
        headers,
        body,
        idempotent,
        call.perMinute(),
        endpoint(call, slots));
  }

  private @Nullable String authorization(Call.As as, Handle key) {
    Secret own = key.secret();
    return switch (as) {
      case NOBODY -> null;
      case BEARER -> own == null ? null : Credential.bearer(own);
      case CREDENTIAL -> credential == null ? null : Credential.bearer(credential);
    };
  }
}
