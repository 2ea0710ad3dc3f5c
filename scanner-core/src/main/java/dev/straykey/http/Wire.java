package dev.straykey.http;

import dev.straykey.http.HttpFailure.Reason;
import java.net.ConnectException;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/**
 * One attempt over the JDK's client: a whole answer in time, or in plain words why there is none.
 */
final class Wire implements AutoCloseable {
  private final ExecutorService threads;
  private final HttpClient http;

  Wire(Duration connectTimeout, ProxySelector proxy) {
    this.threads =
        Executors.newCachedThreadPool(
            work -> {
              var thread = new Thread(work, "straykey-http");
              thread.setDaemon(true);
              return thread;
            });
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(connectTimeout)
            .proxy(proxy)
            .executor(threads)
            .build();
  }

  boolean closed() {
    return threads.isShutdown();
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  /** Sends once. */
  Reply exchange(Request request, Duration left) throws NoAnswer {
    CompletableFuture<HttpResponse<String>> answer =
        http.sendAsync(build(request), info -> new BoundedBody(GuardedClient.LARGEST_ANSWER));
    try {
      // The JDK's own time limit ends with the headers; this one holds for the body too.
      HttpResponse<String> response = answer.get(left.toNanos(), TimeUnit.NANOSECONDS);
      return new Reply(response.statusCode(), response.headers().map(), response.body());
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new NoAnswer(Reason.NO_ANSWER, "no answer in time", true, false);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new NoAnswer(Reason.INTERRUPTED, "interrupted", true, false);
    } catch (ExecutionException e) {
      throw describe(e.getCause() == null ? e : e.getCause());
    }
  }

  private static HttpRequest build(Request request) {
    try {
      var builder = HttpRequest.newBuilder(request.uri());
      builder.setHeader("User-Agent", "straykey").setHeader("Accept", "application/json");
      request.headers().forEach(builder::setHeader);
      byte[] body = request.body();
      return builder
          .method(
              request.method(),
              body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body))
          .build();
    } catch (IllegalArgumentException e) {
      // Its message holds the header.
      throw new IllegalArgumentException("a header or method that HTTP clients may not set");
    }
  }

  /** What an exception of the network says, in words that hold nothing of request or answer. */
  private static NoAnswer describe(Throwable error) {
    var names = new ArrayList<String>();
    for (Throwable t = error; t != null && names.size() < 5; t = t.getCause()) {
      if (t instanceof BoundedBody.TooLarge) {
        return new NoAnswer(
            Reason.TOO_LARGE,
            "the answer is larger than " + GuardedClient.LARGEST_ANSWER + " bytes",
            true,
            false);
      }
      if (t instanceof UnresolvedAddressException) {
        return new NoAnswer(Reason.NO_ANSWER, "no such host", false, false);
      }
      names.add(t.getClass().getSimpleName());
    }
    if (error instanceof HttpConnectTimeoutException) {
      return new NoAnswer(Reason.NO_ANSWER, "no connection in time", false, true);
    }
    if (error instanceof ConnectException) {
      return new NoAnswer(Reason.NO_ANSWER, "connection refused", false, true);
    }
    String detail = String.join(" < ", names);
    if (error instanceof SSLException) {
      boolean handshake = error instanceof SSLHandshakeException;
      return new NoAnswer(Reason.NO_ANSWER, "TLS failed: " + detail, !handshake, false);
    }
    return new NoAnswer(
        Reason.NO_ANSWER,
        "the connection broke before an answer came whole: " + detail,
        true,
        true);
  }

  /** One attempt had no answer. */
  static final class NoAnswer extends Exception {
    private static final long serialVersionUID = 1L;
    final Reason reason;
    final String detail;
    final boolean sent;
    final boolean again;

    /**
     * @param sent whether the server may have received it
     * @param again whether trying once more may help
     */
    NoAnswer(Reason reason, String detail, boolean sent, boolean again) {
      super(detail, null, false, false);
      this.reason = reason;
      this.detail = detail;
      this.sent = sent;
      this.again = again;
    }
  }
}
