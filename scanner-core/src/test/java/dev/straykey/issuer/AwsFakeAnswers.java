package dev.straykey.issuer;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import java.util.List;
import java.util.stream.Collectors;

/** The fake's XML. */
final class AwsFakeAnswers {
  private static final String META =
      "<ResponseMetadata><RequestId>01234567-89ab</RequestId></ResponseMetadata>";

  private AwsFakeAnswers() {}

  static ResponseDefinitionBuilder of(AwsFake.Trouble trouble) {
    return switch (trouble) {
      case THROTTLING -> error(400, "Throttling", "Rate exceeded");
      case UNAVAILABLE -> error(503, "ServiceUnavailable", "Service is unavailable");
      case ACCESS_DENIED -> error(403, "AccessDenied", "not authorized to perform it");
      case LIMIT_EXCEEDED -> error(409, "LimitExceeded", "Cannot exceed quota");
      case TIME_SKEWED -> error(403, "RequestTimeTooSkewed", "The clocks differ too much.");
      case CAPTIVE_PAGE ->
          aResponse()
              .withStatus(200)
              .withHeader("Content-Type", "text/html")
              .withBody("<html><head><title>Guests</title></head><body>Accept</body></html>");
      case HALF_AN_ANSWER -> xml(200, "<GetCallerIdentityResponse><GetCallerIdentityResult><Acc");
      case DOCTYPE ->
          xml(
              200,
              "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/hostname\">]>"
                  + "<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>&e;</Arn>"
                  + "</GetCallerIdentityResult></GetCallerIdentityResponse>");
      case REDIRECT ->
          aResponse().withStatus(302).withHeader("Location", "http://127.0.0.1:1/login");
      case RESET_AFTERWARDS -> throw new IllegalArgumentException("no answer at all");
    };
  }

  static ResponseDefinitionBuilder error(int status, String code, String message) {
    return xml(
        status,
        "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error>"
            + "<Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error>"
                .formatted(code, message)
            + "<RequestId>01234567-89ab</RequestId></ErrorResponse>");
  }

  static ResponseDefinitionBuilder identity(AwsFakeKey key) {
    return xml(
        200,
        ("<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">"
                + "<GetCallerIdentityResult><Arn>%s</Arn><UserId>AIDAEXAMPLE</UserId>"
                + "<Account>%s</Account></GetCallerIdentityResult>%s</GetCallerIdentityResponse>")
            .formatted(key.arn, key.account, META));
  }

  static ResponseDefinitionBuilder lastUsed(AwsFakeKey key) {
    String user = key.user.isEmpty() ? "" : "<UserName>" + key.user + "</UserName>";
    return done(
        "GetAccessKeyLastUsed",
        "<GetAccessKeyLastUsedResult>"
            + user
            + "<AccessKeyLastUsed><Region>N/A</Region><ServiceName>N/A</ServiceName>"
            + "</AccessKeyLastUsed></GetAccessKeyLastUsedResult>");
  }

  static ResponseDefinitionBuilder list(List<AwsFakeKey> keys) {
    String members =
        keys.stream()
            .map(
                key ->
                    ("<member><UserName>%s</UserName><AccessKeyId>%s</AccessKeyId>"
                            + "<Status>%s</Status><CreateDate>2026-01-01T00:00:00Z</CreateDate>"
                            + "</member>")
                        .formatted(key.user, key.id, key.active ? "Active" : "Inactive"))
            .collect(Collectors.joining());
    return done(
        "ListAccessKeys",
        "<ListAccessKeysResult><IsTruncated>false</IsTruncated><AccessKeyMetadata>"
            + members
            + "</AccessKeyMetadata></ListAccessKeysResult>");
  }

  static ResponseDefinitionBuilder done(String action) {
    return done(action, "");
  }

  private static ResponseDefinitionBuilder done(String action, String result) {
    return xml(
        200,
        "<%1$sResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\">%2$s%3$s</%1$sResponse>"
            .formatted(action, result, META));
  }

  private static ResponseDefinitionBuilder xml(int status, String body) {
    return aResponse()
        .withStatus(status)
        .withHeader("Content-Type", "text/xml")
        .withHeader("x-amzn-RequestId", "01234567-89ab")
        .withBody("<?xml version=\"1.0\"?>\n" + body);
  }
}
