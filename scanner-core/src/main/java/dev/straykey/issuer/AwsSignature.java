package dev.straykey.issuer;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs a request with AWS Signature Version 4, so that the secret access key itself is never sent.
 *
 * <p>Our own code, not Amazon's SDK: that one takes keys as Strings and keeps them in objects that
 * print and compare them, looks for further keys in the environment, opens connections by itself,
 * repeats and logs requests by itself. Here a key stays a {@link dev.straykey.model.Secret}, what
 * is made of it is overwritten, and the request goes through the one guarded client.
 *
 * <p>Source: <a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html">Signature Version
 * 4</a>; the tests hold it to the published examples.
 */
final class AwsSignature {
  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final String END = "aws4_request";
  private static final String DIGITS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private AwsSignature() {}

  /**
   * Returns the headers to send: those given, the time and the signature.
   *
   * @param uri with a query that is percent-encoded
   * @param headers all of them are signed, and so are host and time
   * @param service such as {@code sts}
   */
  static Map<String, String> sign(
      String method,
      URI uri,
      Map<String, String> headers,
      byte[] body,
      AwsPair pair,
      String region,
      String service,
      Instant at) {
    String time = TIME.format(at);
    String day = time.substring(0, 8);
    var signed = new TreeMap<String, String>();
    headers.forEach(
        (name, value) ->
            signed.put(name.toLowerCase(Locale.ROOT), value.strip().replaceAll(" +", " ")));
    signed.put("host", host(uri));
    signed.put("x-amz-date", time);
    String names = String.join(";", signed.keySet());
    String request =
        String.join(
            "\n",
            method,
            path(uri),
            query(uri),
            signed.entrySet().stream()
                .map(header -> header.getKey() + ":" + header.getValue() + "\n")
                .collect(Collectors.joining()),
            names,
            hex(sha256(body)));
    String scope = String.join("/", day, region, service, END);
    String toSign = String.join("\n", ALGORITHM, time, scope, hex(sha256(bytes(request))));
    byte[] key = key(pair, day, region, service);
    String signature = hex(hmac(key, toSign));
    Arrays.fill(key, (byte) 0);
    var sent = new TreeMap<String, String>(headers);
    sent.put("X-Amz-Date", time);
    sent.put(
        "Authorization",
        "%s Credential=%s/%s, SignedHeaders=%s, Signature=%s"
            .formatted(ALGORITHM, pair.id(), scope, names, signature));
    return sent;
  }

  private static byte[] key(AwsPair pair, String day, String region, String service) {
    byte[] secret = pair.secret().bytes();
    byte[] key = Arrays.copyOf(bytes("AWS4"), 4 + secret.length);
    System.arraycopy(secret, 0, key, 4, secret.length);
    Arrays.fill(secret, (byte) 0);
    for (String part : new String[] {day, region, service, END}) {
      byte[] next = hmac(key, part);
      Arrays.fill(key, (byte) 0);
      key = next;
    }
    return key;
  }

  /** As HTTP clients send it: with the port where that is not the scheme's own. */
  private static String host(URI uri) {
    boolean own =
        uri.getPort() < 0 || uri.getPort() == ("https".equals(uri.getScheme()) ? 443 : 80);
    return own ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
  }

  /** What is encoded already is encoded once more, as all services but S3 want it. */
  private static String path(URI uri) {
    String path = uri.getRawPath();
    if (path == null || path.isEmpty()) {
      return "/";
    }
    var encoded = new StringBuilder();
    for (byte b : bytes(path)) {
      char c = (char) (b & 0xff);
      if (c == '/' || DIGITS.indexOf(c) >= 0) {
        encoded.append(c);
      } else {
        encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
      }
    }
    return encoded.toString();
  }

  private static String query(URI uri) {
    String query = uri.getRawQuery();
    return query == null
        ? ""
        : Stream.of(query.split("&", -1))
            .map(pair -> pair.indexOf('=') < 0 ? pair + "=" : pair)
            .sorted()
            .collect(Collectors.joining("&"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(bytes(text));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has HmacSHA256", e);
    }
  }
}
