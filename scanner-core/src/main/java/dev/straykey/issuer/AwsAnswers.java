package dev.straykey.issuer;

import dev.straykey.http.Reply;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says what an answer of AWS means, strictly: an answer that is not named here means nothing. So do
 * throttling, outages, clocks that differ, pages instead of XML, and half an XML text.
 *
 * <p>Source: the API references of <a
 * href="https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html">STS</a> and
 * <a href="https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccessKey.html">IAM</a>.
 */
final class AwsAnswers {
  private static final Set<String> NAMED =
      Set.of(
          "AccessDenied",
          "ExpiredToken",
          "InvalidClientTokenId",
          "LimitExceeded",
          "NoSuchEntity",
          "RequestTimeTooSkewed",
          "ServiceUnavailable",
          "SignatureDoesNotMatch",
          "Throttling",
          "ValidationError");

  /** Errors by which IAM refuses whoever asks, or what is asked: nothing was changed. */
  private static final Set<String> REFUSALS =
      Set.of(
          "AccessDenied",
          "ExpiredToken",
          "InvalidClientTokenId",
          "LimitExceeded",
          "SignatureDoesNotMatch");

  /** What an answer to a pair's own probe says of the pair. */
  enum Probe {
    ALIVE,
    DEAD,
    /** The id is alive and its secret is another one. */
    NO_PAIR,
    UNDETERMINED
  }

  /** Whether an access key is on. */
  enum Status {
    ACTIVE,
    INACTIVE,
    /** The user has no such key. */
    ABSENT,
    UNDETERMINED
  }

  private final int status;
  private final @Nullable AwsXml xml;

  private AwsAnswers(int status, @Nullable AwsXml xml) {
    this.status = status;
    this.xml = xml;
  }

  static AwsAnswers read(Reply reply) {
    boolean redirect = reply.status() >= 300 && reply.status() < 400;
    return new AwsAnswers(reply.status(), redirect ? null : AwsXml.parse(reply.body()));
  }

  /** Returns the answer in words, for messages; nothing of its text but an error's known code. */
  String inWords() {
    if (status >= 300 && status < 400) {
      return "HTTP %d, a redirect, which is not followed".formatted(status);
    }
    if (xml == null) {
      return "HTTP %d with a body that is no whole XML".formatted(status);
    }
    String code = code();
    return code != null && NAMED.contains(code)
        ? "HTTP %d %s".formatted(status, code)
        : "HTTP %d, which says nothing of this key".formatted(status);
  }

  /** Returns the code of the error that the answer is; null when it is none. */
  private @Nullable String code() {
    return xml != null && xml.name.equals("ErrorResponse") && status >= 400
        ? xml.text("Error/Code")
        : null;
  }

  boolean isError(int withStatus, String code) {
    return status == withStatus && code.equals(code());
  }

  /** Returns whether there is nothing of what was asked about. */
  boolean isGone() {
    return isError(404, "NoSuchEntity");
  }

  /** Returns whether whoever asked was refused, for good, and nothing was changed. */
  boolean isRefusal() {
    String code = code();
    return code != null && status < 500 && REFUSALS.contains(code);
  }

  /** Returns whether it is the answer of success to {@code action}. */
  boolean isDone(String action) {
    return xml != null && status == 200 && xml.name.equals(action + "Response");
  }

  /**
   * Takes it as the answer to GetCallerIdentity, signed with a pair.
   *
   * @param temporary whether a session token belongs to the pair, which was not at hand: only that
   *     the token has expired then tells anything
   */
  Probe probe(boolean temporary) {
    if (identity() != null) {
      return Probe.ALIVE;
    }
    if (temporary) {
      boolean expired = isError(403, "ExpiredToken") || isError(400, "ExpiredToken");
      return expired ? Probe.DEAD : Probe.UNDETERMINED;
    }
    if (isError(403, "InvalidClientTokenId")) {
      return Probe.DEAD;
    }
    // The same code stands for clocks that differ, and for a signature of another scope.
    String message = xml == null ? null : xml.text("Error/Message");
    return isError(403, "SignatureDoesNotMatch")
            && message != null
            && message.contains("does not match")
            && !message.contains("expired")
            && !message.contains("not yet current")
        ? Probe.NO_PAIR
        : Probe.UNDETERMINED;
  }

  /** Returns who signed GetCallerIdentity; null when it is no answer of success to that. */
  @Nullable AwsIdentity identity() {
    if (!isDone("GetCallerIdentity")) {
      return null;
    }
    AwsXml answer = Objects.requireNonNull(xml);
    return AwsIdentity.of(
        answer.text("GetCallerIdentityResult/Account"), answer.text("GetCallerIdentityResult/Arn"));
  }

  /** Returns the user that GetAccessKeyLastUsed names; null when it names none that can be. */
  @Nullable String userName() {
    String name =
        isDone("GetAccessKeyLastUsed")
            ? Objects.requireNonNull(xml).text("GetAccessKeyLastUsedResult/UserName")
            : null;
    return name != null && AwsIdentity.isUserName(name) ? name : null;
  }

  /** Takes it as the answer to ListAccessKeys. */
  Status statusOf(String keyId) {
    if (!isDone("ListAccessKeys")) {
      return Status.UNDETERMINED;
    }
    AwsXml answer = Objects.requireNonNull(xml);
    List<AwsXml> fitting =
        answer.all("ListAccessKeysResult/AccessKeyMetadata/member").stream()
            .filter(key -> keyId.equals(key.text("AccessKeyId")))
            .toList();
    if (fitting.isEmpty()) {
      // A list that goes on, or says nothing of its end, may still hold it.
      boolean whole = "false".equals(answer.text("ListAccessKeysResult/IsTruncated"));
      boolean listed = answer.all("ListAccessKeysResult/AccessKeyMetadata").size() == 1;
      return whole && listed ? Status.ABSENT : Status.UNDETERMINED;
    }
    String said = fitting.size() == 1 ? fitting.get(0).text("Status") : null;
    return "Active".equals(said)
        ? Status.ACTIVE
        : "Inactive".equals(said) ? Status.INACTIVE : Status.UNDETERMINED;
  }
}
