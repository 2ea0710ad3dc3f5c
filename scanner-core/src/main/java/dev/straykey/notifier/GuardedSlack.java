package dev.straykey.notifier;

import com.slack.api.SlackConfig;
import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.impl.MethodsClientImpl;
import com.slack.api.util.http.SlackHttpClient;
import dev.straykey.http.Addresses;
import dev.straykey.http.Credential;
import dev.straykey.http.GuardedClient;
import dev.straykey.http.Reply;
import dev.straykey.http.Request;
import dev.straykey.model.Secret;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;

/**
 * Slack's own client, every byte of which goes through the {@link GuardedClient}: an interceptor
 * answers each call, so that OkHttp never opens a connection. The client does not know the token;
 * it is put on here. Slack's statistics, threads and logging are off.
 */
final class GuardedSlack implements Interceptor {
  private static final MediaType JSON = MediaType.get("application/json; charset=utf-8");

  /** Doing it twice does what doing it once does. */
  private static final Set<String> IDEMPOTENT =
      Set.of(
          "users.lookupByEmail",
          "conversations.open",
          "conversations.list",
          "conversations.history",
          "chat.update");

  private static final String POST_MESSAGE = "chat.postMessage";

  /** One message a second, as documented for a channel. */
  private static final int MESSAGES_PER_MINUTE = 60;

  private final Secret token;
  private final GuardedClient client;

  private GuardedSlack(Secret token, GuardedClient client) {
    this.token = token;
    this.client = client;
  }

  static MethodsClient methods(URI host, Secret token, GuardedClient client) {
    var config = new SlackConfig();
    config.setStatsEnabled(false);
    config.setProxyUrl(null);
    config.setHttpClientResponseHandlers(new ArrayList<>()); // they log what is sent and answered
    var http =
        new SlackHttpClient(
            new OkHttpClient.Builder().addInterceptor(new GuardedSlack(token, client)).build());
    http.setConfig(config);
    var methods = new MethodsClientImpl(http);
    methods.setEndpointUrlPrefix(Addresses.below(host, "/api/").toString());
    return methods;
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    okhttp3.Request asked = chain.request();
    URI uri = asked.url().uri();
    String method = uri.getPath().substring(uri.getPath().lastIndexOf('/') + 1);
    var bytes = new Buffer();
    RequestBody body = asked.body();
    String type = "application/x-www-form-urlencoded";
    if (body != null) {
      body.writeTo(bytes);
      type = body.contentType() == null ? type : String.valueOf(body.contentType());
    }
    Reply reply =
        client.send(
            new Request(
                asked.method(),
                uri,
                Map.of("Authorization", Credential.bearer(token), "Content-Type", type),
                bytes.readByteArray(),
                IDEMPOTENT.contains(method),
                method.equals(POST_MESSAGE) ? MESSAGES_PER_MINUTE : 0));
    return new Response.Builder()
        .request(asked)
        .protocol(Protocol.HTTP_1_1)
        .code(reply.status())
        .message("")
        .body(ResponseBody.create(reply.body(), JSON))
        .build();
  }
}
