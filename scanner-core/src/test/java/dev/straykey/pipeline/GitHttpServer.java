package dev.straykey.pipeline;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Serves repositories over HTTP with git's own program for that, as a web server would call it. */
final class GitHttpServer implements AutoCloseable {
  private final Path root;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  private GitHttpServer(Path root) throws IOException {
    this.root = root;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** Starts to serve the repositories below {@code root} on a free port of this machine. */
  static GitHttpServer of(Path root) throws IOException {
    return new GitHttpServer(root);
  }

  String url(String repository) {
    return "http://127.0.0.1:%d/%s".formatted(server.getAddress().getPort(), repository);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var builder = new ProcessBuilder("git", "http-backend");
      Map<String, String> environment = builder.environment();
      environment.keySet().removeIf(name -> name.startsWith("GIT_"));
      environment.put("GIT_CONFIG_GLOBAL", "/dev/null");
      environment.put("GIT_PROJECT_ROOT", root.toString());
      environment.put("GIT_HTTP_EXPORT_ALL", "1");
      environment.put("REMOTE_USER", "pusher"); // who is known may push
      environment.put("REMOTE_ADDR", "127.0.0.1");
      environment.put("REQUEST_METHOD", exchange.getRequestMethod());
      environment.put("PATH_INFO", exchange.getRequestURI().getPath());
      String query = exchange.getRequestURI().getRawQuery();
      environment.put("QUERY_STRING", query == null ? "" : query);
      header(exchange, "Content-Type", environment, "CONTENT_TYPE");
      header(exchange, "Content-Length", environment, "CONTENT_LENGTH");
      header(exchange, "Content-Encoding", environment, "HTTP_CONTENT_ENCODING");
      header(exchange, "Git-Protocol", environment, "GIT_PROTOCOL");
      Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
      threads.execute(() -> send(exchange, process));
      try (var said = new BufferedInputStream(process.getInputStream())) {
        answer(exchange, said);
      } finally {
        process.destroy();
      }
    }
  }

  private static void header(
      HttpExchange exchange, String name, Map<String, String> environment, String variable) {
    String value = exchange.getRequestHeaders().getFirst(name);
    if (value != null) {
      environment.put(variable, value);
    }
  }

  private static void send(HttpExchange exchange, Process process) {
    try (var in = exchange.getRequestBody();
        var out = process.getOutputStream()) {
      in.transferTo(out);
    } catch (IOException e) {
      process.destroy(); // the client sees that its request was not answered
    }
  }

  private static void answer(HttpExchange exchange, InputStream said) throws IOException {
    int status = 200;
    for (String line = line(said); !line.isEmpty(); line = line(said)) {
      int colon = line.indexOf(':');
      String name = line.substring(0, colon);
      String value = line.substring(colon + 1).strip();
      if (name.equals("Status")) {
        status = Integer.parseInt(value.substring(0, 3));
      } else {
        exchange.getResponseHeaders().add(name, value);
      }
    }
    exchange.sendResponseHeaders(status, 0);
    try (var out = exchange.getResponseBody()) {
      said.transferTo(out);
    }
  }

  private static String line(InputStream in) throws IOException {
    var line = new java.io.ByteArrayOutputStream();
    for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
      line.write(b);
    }
    return line.toString(ISO_8859_1).strip();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
