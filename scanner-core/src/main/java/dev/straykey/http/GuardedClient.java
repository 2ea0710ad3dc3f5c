package dev.straykey.http;

import dev.straykey.http.HttpFailure.Reason;
import dev.straykey.model.Secret;
import dev.straykey.model.Sleeper;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one way to the network.
 *
 * <p>Speaks only to the hosts that it was given, over TLS unless they are this machine; follows no
 * redirect; keeps each credential to its host; reads a bounded answer in a bounded time; sends
 * again only what may be sent again; and keeps to rate limits.
 *
 * <p><b>Units:</b> connecting takes 5 s at most, a call 30 s, pauses between attempts included,
 * waiting for a slot under a rate limit (2 minutes at most) not. An answer has 1 MiB at most.
 *
 * <p><b>Sent again</b>, three times at most: what was refused with 429, for that was not done; and,
 * when it is idempotent, what was answered 503 or not at all. A {@code Retry-After} that does not
 * fit into the call is not waited for: the answer is handed back as it is.
 *
 * <p><b>Errors:</b> {@link HttpFailure}. Every answer that came whole is a {@link Reply}, whatever
 * its status. Safe for many threads.
 */
public final class GuardedClient implements AutoCloseable {
  /** Most bytes of an answer. */
  public static final int LARGEST_ANSWER = 1024 * 1024;

  private static final int ATTEMPTS = 4;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_QUEUE = Duration.ofMinutes(2);

  private final Hosts hosts;
  private final Clock clock;
  private final Sleeper sleeper;
  private final Duration callTimeout;
  private final Pace pace = new Pace(LONGEST_QUEUE);
  private final Wire wire;

  private GuardedClient(Builder builder) {
    this.hosts = new Hosts(builder.hosts);
    this.clock = builder.clock;
    this.sleeper = builder.sleeper;
    this.callTimeout = builder.callTimeout;
    this.wire = new Wire(builder.connectTimeout, builder.proxy);
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Returns whether {@code host} is one of those that may be spoken to. */
  public boolean allows(URI host) {
    return hosts.allows(Origin.of(host));
  }

  /**
   * Returns the credential that is bound to {@code host}, or null when none is.
   *
   * @throws HttpFailure SK-2002 when the host is not one of those that may be spoken to
   */
  public @Nullable Secret credential(URI host) {
    Origin origin = Origin.of(host);
    if (!hosts.allows(origin)) {
      throw notAllowed("credential for", origin.at(""));
    }
    return hosts.credential(origin);
  }

  /**
   * Sends {@code request} and returns its answer, whatever the status.
   *
   * @throws HttpFailure when there was no whole answer, or nothing was sent
   */
  public Reply send(Request request) {
    Origin origin = admit(request);
    Duration left = callTimeout;
    Duration pause = FIRST_PAUSE;
    boolean repeatable = request.idempotent() || request.safe();
    boolean unknown = false;
    for (int attempt = 1; ; attempt++) {
      await(request, origin);
      long started = System.nanoTime();
      Duration wait = pause;
      try {
        Reply reply = wire.exchange(request, left);
        boolean again = reply.status() == 429 || (reply.status() == 503 && repeatable);
        if (!again || attempt == ATTEMPTS) {
          return reply;
        }
        wait = asked(reply, pause);
        left = left.minusNanos(System.nanoTime() - started);
        if (wait.compareTo(left) >= 0) {
          return reply;
        }
      } catch (Wire.NoAnswer e) {
        unknown |= e.sent && !request.safe();
        left = left.minusNanos(System.nanoTime() - started);
        if (!e.again || !repeatable || attempt == ATTEMPTS || wait.compareTo(left) >= 0) {
          throw new HttpFailure(e.reason, request.method(), request.endpoint(), e.detail, unknown);
        }
      }
      sleep(request, wait, unknown);
      left = left.minus(wait);
      pause = pause.multipliedBy(2);
    }
  }

  private Origin admit(Request request) {
    if (wire.closed()) {
      throw new IllegalStateException("the client is closed");
    }
    Origin origin = Origin.of(request.uri());
    if (!hosts.allows(origin)) {
      throw notAllowed(request.method(), origin.at(""));
    }
    if (hosts.carriesForeignCredential(origin, request)) {
      throw new HttpFailure(
          Reason.FOREIGN_CREDENTIAL,
          request.method(),
          request.endpoint(),
          "the request holds a credential that is bound to another host; it was not sent",
          false);
    }
    return origin;
  }

  private static HttpFailure notAllowed(String method, URI where) {
    return new HttpFailure(
        Reason.NOT_ALLOWED,
        method,
        where,
        "this host is not one to speak to; nothing was sent",
        false);
  }

  private void await(Request request, Origin origin) {
    Duration wait = pace.take(origin, request.perMinute(), clock.instant());
    if (wait == null) {
      throw new HttpFailure(
          Reason.RATE_LIMIT,
          request.method(),
          request.endpoint(),
          "more than two minutes to wait under the limit of %d a minute; not sent"
              .formatted(request.perMinute()),
          false);
    }
    if (!wait.isZero()) {
      sleep(request, wait, false);
    }
  }

  private void sleep(Request request, Duration wait, boolean unknown) {
    try {
      sleeper.sleep(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HttpFailure(
          Reason.INTERRUPTED, request.method(), request.endpoint(), "interrupted", unknown);
    }
  }

  private Duration asked(Reply reply, Duration otherwise) {
    Duration wait =
        reply.header("Retry-After").map(v -> RetryAfter.parse(v, clock.instant())).orElse(null);
    return wait == null ? otherwise : wait;
  }

  @Override
  public void close() {
    wire.close();
  }

  /** Names the hosts to speak to. */
  public static final class Builder {
    private final Map<Origin, List<Secret>> hosts = new LinkedHashMap<>();
    private Clock clock = Clock.systemUTC();
    private Sleeper sleeper = Sleeper.REAL;
    private Duration connectTimeout = Duration.ofSeconds(5);
    private Duration callTimeout = Duration.ofSeconds(30);
    private ProxySelector proxy = HttpClient.Builder.NO_PROXY;

    private Builder() {}

    /**
     * Allows a host: exactly this scheme, host and port.
     *
     * @param host over {@code https}, or this machine's loopback; its path does not count
     * @param credential sent to this host and to no other; null for none
     * @throws IllegalArgumentException for any other address
     */
    public Builder allow(URI host, @Nullable Credential credential) {
      Origin origin = Origin.of(host);
      if (!origin.secure() && !origin.loopback()) {
        throw new IllegalArgumentException(
            "%s is not https; plain http is for this machine only".formatted(origin));
      }
      var bound = hosts.computeIfAbsent(origin, o -> new ArrayList<>());
      if (credential != null && !bound.contains(credential.secret())) {
        bound.add(credential.secret());
      }
      return this;
    }

    public Builder clock(Clock given) {
      this.clock = given;
      return this;
    }

    public Builder sleeper(Sleeper given) {
      this.sleeper = given;
      return this;
    }

    /** Goes through a proxy; without it none is used, whatever the environment says. */
    public Builder proxy(ProxySelector given) {
      this.proxy = given;
      return this;
    }

    /** Bounds connecting; 5 s when not set. */
    public Builder connectTimeout(Duration given) {
      this.connectTimeout = given;
      return this;
    }

    /** Bounds a whole call; 30 s when not set. */
    public Builder callTimeout(Duration given) {
      this.callTimeout = given;
      return this;
    }

    public GuardedClient build() {
      return new GuardedClient(this);
    }
  }
}
