package dev.straykey.issuer;

import dev.straykey.http.Addresses;
import dev.straykey.http.GuardedClient;
import dev.straykey.http.HttpFailure;
import dev.straykey.http.Request;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Sends one action of AWS's query protocol: a form, signed, answered in XML.
 *
 * @param name of the issuer, for messages
 * @param sts where {@link Service#STS} is; {@link #iam} likewise
 * @param clock for signatures, which are good for some minutes
 */
record AwsQuery(String name, URI sts, URI iam, GuardedClient client, Clock clock) {
  private static final String REGION = "us-east-1";

  /** A service, and the version of its API that is spoken. */
  enum Service {
    STS("sts", "2011-06-15"),
    IAM("iam", "2010-05-08");

    private final String signedAs;
    private final String version;

    Service(String signedAs, String version) {
      this.signedAs = signedAs;
      this.version = version;
    }
  }

  /**
   * Sends an action that changes nothing; again when no answer came.
   *
   * @throws IssuerUnavailableException when there was no whole answer
   */
  AwsAnswers ask(AwsPair by, Service service, String action, Map<String, String> parameters) {
    return send(by, service, action, parameters, true);
  }

  /**
   * Sends an action that changes something, once.
   *
   * @throws IssuerUnavailableException when there was no whole answer
   */
  AwsAnswers change(AwsPair by, Service service, String action, Map<String, String> parameters) {
    return send(by, service, action, parameters, false);
  }

  private AwsAnswers send(
      AwsPair by,
      Service service,
      String action,
      Map<String, String> parameters,
      boolean idempotent) {
    URI uri = Addresses.below(host(service), "/");
    byte[] body = form(service, action, parameters);
    Map<String, String> signed =
        AwsSignature.sign(
            "POST",
            uri,
            Map.of("Content-Type", "application/x-www-form-urlencoded"),
            body,
            by,
            REGION,
            service.signedAs,
            clock.instant());
    var headers = new TreeMap<String, String>(signed);
    headers.put("Accept", "application/xml"); // asked for JSON, some of its services give that
    try {
      return AwsAnswers.read(
          client.send(new Request("POST", uri, headers, body, idempotent, 0, uri)));
    } catch (HttpFailure e) {
      throw new IssuerUnavailableException(name, uri, action + ": " + e.detail(), e);
    }
  }

  private static byte[] form(Service service, String action, Map<String, String> parameters) {
    var all = new TreeMap<String, String>(parameters);
    all.put("Action", action);
    all.put("Version", service.version);
    return all.entrySet().stream()
        .map(
            field ->
                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"))
        .getBytes(StandardCharsets.UTF_8);
  }

  URI host(Service service) {
    return service == Service.STS ? sts : iam;
  }
}
