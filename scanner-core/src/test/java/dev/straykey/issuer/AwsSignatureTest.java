package dev.straykey.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.model.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Held to the examples that AWS publishes with the algorithm. */
class AwsSignatureTest {
  private static final Instant AT = Instant.parse("2015-08-30T12:36:00Z");
  private static final String FORM = "application/x-www-form-urlencoded";

  /** The pair of all published examples, made here. */
  private final AwsPair example =
      new AwsPair(
          "AKID" + "EXAMPLE",
          Secret.of(String.join("", "wJalrXUtnFEMI", "/K7MDENG", "+bPxRfiCY", "EXAMPLE", "KEY")));

  private String signature(
      String method, String uri, Map<String, String> headers, String body, String service) {
    return AwsSignature.sign(
            method,
            URI.create(uri),
            headers,
            body.getBytes(StandardCharsets.UTF_8),
            example,
            "us-east-1",
            service,
            AT)
        .get("Authorization");
  }

  @Test
  void signsTheDocumentedListUsersRequest() {
    assertThat(
            signature(
                "GET",
                "https://iam.amazonaws.com/?Action=ListUsers&Version=2010-05-08",
                Map.of("Content-Type", FORM + "; charset=utf-8"),
                "",
                "iam"))
        .isEqualTo(
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request,"
                + " SignedHeaders=content-type;host;x-amz-date,"
                + " Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7");
  }

  @Test
  void signsTheShortestRequestOfTheSuite() {
    assertThat(signature("GET", "https://example.amazonaws.com/", Map.of(), "", "service"))
        .endsWith("=5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");
  }

  @Test
  void signsAnEmptyPostOfTheSuite() {
    assertThat(signature("POST", "https://example.amazonaws.com/", Map.of(), "", "service"))
        .endsWith("=5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b");
  }

  @Test
  void signsTheFormOfTheSuite() {
    assertThat(
            signature(
                "POST",
                "https://example.amazonaws.com/",
                Map.of("Content-Type", FORM),
                "Param1=value1",
                "service"))
        .endsWith("=ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a");
  }

  @Test
  void signsParametersInTheOrderOfTheirNames() {
    String sorted = "https://example.amazonaws.com/?Param1=value1&Param2=value2";
    String unsorted = "https://example.amazonaws.com/?Param2=value2&Param1=value1";

    assertThat(signature("GET", unsorted, Map.of(), "", "service"))
        .isEqualTo(signature("GET", sorted, Map.of(), "", "service"))
        .endsWith("=b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500");
  }

  @Test
  void signsThePortThatIsNotTheSchemesOwn() {
    assertThat(signature("GET", "https://h.example:8443/", Map.of(), "", "service"))
        .isNotEqualTo(signature("GET", "https://h.example/", Map.of(), "", "service"));
    assertThat(signature("GET", "https://h.example:443/", Map.of(), "", "service"))
        .isEqualTo(signature("GET", "https://h.example/", Map.of(), "", "service"));
  }

  @Test
  void readsTheAccountOutOfAnId() {
    assertThat(AwsKeyId.account("AKIA" + "BZPUZDIK" + "AAABCIRT")).isEqualTo("123456789012");
  }

  @Test
  void readsNoAccountOutOfAnOldId() {
    assertThat(AwsKeyId.account("AKIA" + "I".repeat(16))).isNull();
    assertThat(AwsKeyId.account("AKIA" + "J".repeat(16))).isNull();
  }
}
