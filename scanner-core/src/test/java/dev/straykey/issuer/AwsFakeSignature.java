package dev.straykey.issuer;

import com.github.tomakehurst.wiremock.http.Request;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** A signature as the other side sees it: made again from what came, without the signer's code. */
record AwsFakeSignature(String keyId, String scope, String headers, String signature, String time) {
  private static final Pattern SIGNED =
      Pattern.compile(
          "AWS4-HMAC-SHA256 Credential=([^/]+)/([^,]+), SignedHeaders=([^,]+), Signature=(\\S+)");

  static AwsFakeSignature of(Request request) {
    Matcher signed = SIGNED.matcher(String.valueOf(request.getHeader("Authorization")));
    return signed.matches()
        ? new AwsFakeSignature(
            signed.group(1),
            signed.group(2),
            signed.group(3),
            signed.group(4),
            String.valueOf(request.getHeader("X-Amz-Date")))
        : new AwsFakeSignature("", "", "", "", "");
  }

  String service() {
    String[] parts = scope.split("/", -1);
    return parts.length == 4 ? parts[2] : "";
  }

  /** Returns why the time does not fit, as STS says it; null when it fits. */
  @Nullable String lateness(Instant now) {
    Instant at =
        LocalDateTime.parse(time, DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'"))
            .toInstant(ZoneOffset.UTC);
    if (at.isBefore(now.minus(Duration.ofMinutes(15)))) {
      return "Signature expired: " + time + " is now earlier than the time that does not match";
    }
    return at.isAfter(now.plus(Duration.ofMinutes(15)))
        ? "Signature not yet current: " + time + " is still later than the time that does not match"
        : null;
  }

  boolean isMadeWith(Request request, String secret) {
    String[] parts = scope.split("/", -1);
    if (!time.startsWith(parts[0])
        || !headers.contains("host")
        || !headers.contains("x-amz-date")) {
      return false;
    }
    var canonical = new StringBuilder();
    canonical.append(request.getMethod()).append("\n/\n\n");
    for (String name : headers.split(";", -1)) {
      canonical.append(name).append(':').append(request.getHeader(name)).append('\n');
    }
    canonical.append('\n').append(headers).append('\n').append(sha256(request.getBody()));
    byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
    for (String part : parts) {
      key = hmac(key, part);
    }
    String toSign =
        "AWS4-HMAC-SHA256\n"
            + time
            + "\n"
            + scope
            + "\n"
            + sha256(canonical.toString().getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(hmac(key, toSign)).equals(signature);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
