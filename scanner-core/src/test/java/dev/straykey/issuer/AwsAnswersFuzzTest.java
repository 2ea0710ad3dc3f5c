package dev.straykey.issuer;

import static dev.straykey.fuzz.Mutants.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.straykey.fuzz.LongFuzz;
import dev.straykey.fuzz.Mutants;
import dev.straykey.fuzz.Planted;
import dev.straykey.http.Reply;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.provider.MethodSource;

/** Foreign text, whatever it is: an answer, or none; never an accident, never a death by chance. */
class AwsAnswersFuzzTest {
  private static final String ID = "AKIA" + "B".repeat(16);
  private static final List<byte[]> SEEDS =
      List.of(
          bytes(error("InvalidClientTokenId")),
          bytes(error(Planted.KEY)),
          bytes(list("false")),
          bytes(
              "<GetCallerIdentityResponse><GetCallerIdentityResult><Account>123456789012</Account>"
                  + "<Arn>arn:aws:iam::123456789012:user/a</Arn></GetCallerIdentityResult>"
                  + "</GetCallerIdentityResponse>"));

  @Property
  void readsAnyTextAtAnyStatusWithoutAnAccident(
      @ForAll("bodies") String body, @ForAll("statuses") int status) {
    assertThatCode(() -> all(answer(status, body))).doesNotThrowAnyException();
  }

  @Property
  void nothingButARefusalOfThePairItselfIsDeath(
      @ForAll("bodies") String body, @ForAll("statuses") int status) {
    if (status != 403 || !body.contains("InvalidClientTokenId")) {
      assertThat(answer(status, body).probe(false)).isNotEqualTo(AwsAnswers.Probe.DEAD);
    }
  }

  @Property
  void halfOfAnAnswerIsNone(@ForAll("cuts") int cut) {
    String whole = error("InvalidClientTokenId");

    assertThat(answer(403, whole.substring(0, cut)).probe(false))
        .isEqualTo(AwsAnswers.Probe.UNDETERMINED);
  }

  @Property
  void wordsOfAnAnswerRepeatNothingOfIt(@ForAll("bodies") String body) {
    assertThat(answer(400, body).inWords()).doesNotContain("<", "&", "Acc");
  }

  @net.jqwik.api.Example
  void twoCodesInOneErrorAreNone() {
    String two = error("InvalidClientTokenId").replace("<Error>", "<Error><Code>Throttling</Code>");

    assertThat(answer(403, two).probe(false)).isEqualTo(AwsAnswers.Probe.UNDETERMINED);
  }

  @net.jqwik.api.Example
  void aListThatGoesOnDoesNotSayThatAKeyIsAbsent() {
    assertThat(answer(200, list("true")).statusOf(ID)).isEqualTo(AwsAnswers.Status.UNDETERMINED);
    assertThat(answer(200, list("false")).statusOf(ID)).isEqualTo(AwsAnswers.Status.ABSENT);
  }

  @net.jqwik.api.Example
  void aStatusThatNobodyNamedSettlesNothing() {
    String body =
        list("false")
            .replace(
                "<AccessKeyMetadata/>",
                "<AccessKeyMetadata><member><AccessKeyId>%s</AccessKeyId><Status>Expired</Status>"
                        .formatted(ID)
                    + "</member></AccessKeyMetadata>");

    assertThat(answer(200, body).statusOf(ID)).isEqualTo(AwsAnswers.Status.UNDETERMINED);
  }

  @net.jqwik.api.Example
  void deepAndWideXmlIsNone() {
    assertThat(AwsXml.parse("<a>".repeat(5000) + "</a>".repeat(5000))).isNull();
    assertThat(AwsXml.parse("<a>" + "<b/>".repeat(100_000) + "</a>")).isNull();
    assertThat(AwsXml.parse("<a>" + "x".repeat(100_000) + "</a>")).isNull();
  }

  @Property
  void aDamagedAnswerMeansSomethingOrNothing(@ForAll("damaged") byte[] input) {
    read(input);
  }

  @MethodSource("seeds")
  @LongFuzz
  void anyBytesMeanSomethingOrNothing(byte[] input) {
    read(input);
  }

  private static void read(byte[] input) {
    for (int status : new int[] {200, 403, 404}) {
      var answer = answer(status, new String(input, StandardCharsets.UTF_8));
      all(answer);
      Planted.saysNothing(answer.inWords());
    }
  }

  static Stream<byte[]> seeds() {
    return SEEDS.stream();
  }

  @Provide
  Arbitrary<byte[]> damaged() {
    return Mutants.of(SEEDS);
  }

  @Provide
  Arbitrary<String> bodies() {
    var pieces =
        Arbitraries.of(
            "<ErrorResponse>",
            "</ErrorResponse>",
            "<Error>",
            "</Error>",
            "<Code>",
            "</Code>",
            "InvalidClientTokenId",
            "ExpiredToken",
            "SignatureDoesNotMatch",
            "<Message>does not ",
            "match</Message>",
            "<GetCallerIdentityResponse>",
            "<Account>123456789012</Account>",
            "<ListAccessKeysResponse>",
            "<member>",
            "<!DOCTYPE a [",
            "&e;",
            "&#0;",
            "<![CDATA[",
            "]]>",
            "<?xml version=\"1.1\"?>",
            "\u0000",
            "<",
            ">",
            " xmlns:x='y'",
            "<x:a>");
    return pieces.list().ofMaxSize(14).map(list -> String.join("", list));
  }

  @Provide
  Arbitrary<Integer> statuses() {
    return Arbitraries.of(200, 301, 400, 403, 404, 409, 429, 500, 503);
  }

  @Provide
  Arbitrary<Integer> cuts() {
    return Arbitraries.integers().between(0, error("InvalidClientTokenId").length() - 1);
  }

  private static void all(AwsAnswers answer) {
    answer.probe(false);
    answer.probe(true);
    answer.identity();
    answer.userName();
    answer.statusOf(ID);
    answer.inWords();
    answer.isGone();
    answer.isRefusal();
    answer.isDone("DeleteAccessKey");
  }

  private static AwsAnswers answer(int status, String body) {
    return AwsAnswers.read(new Reply(status, Map.of(), body));
  }

  private static String error(String code) {
    return "<ErrorResponse><Error><Code>%s</Code><Message>m</Message></Error></ErrorResponse>"
        .formatted(code);
  }

  private static String list(String truncated) {
    return ("<ListAccessKeysResponse><ListAccessKeysResult><AccessKeyMetadata/>"
            + "<IsTruncated>%s</IsTruncated></ListAccessKeysResult></ListAccessKeysResponse>")
        .formatted(truncated);
  }
}
