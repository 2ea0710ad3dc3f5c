package dev.straykey.issuer;

import dev.straykey.issuer.AwsAnswers.Status;
import dev.straykey.issuer.AwsQuery.Service;
import dev.straykey.model.Secret;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What IAM has on record of access keys, asked with the organisation's own credential.
 *
 * <p>A key is found by its user. The user's name is asked for anew each time; where IAM no longer
 * tells it, for the key was deleted meanwhile, the one that it told before is good enough to list
 * that user's keys.
 */
final class AwsRecords {
  private static final int MOST_REMEMBERED = 10_000;

  private final AwsQuery query;
  private final AwsPair credential;
  private final Map<String, String> users =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
              return size() > MOST_REMEMBERED;
            }
          });

  AwsRecords(AwsQuery query, AwsPair credential) {
    this.query = query;
    this.credential = credential;
  }

  /**
   * Whose key it is.
   *
   * @param user null when IAM does not say
   * @param gone whether IAM says that there is no such key
   * @param refused whether IAM does not let the organisation's credential see it
   */
  record Lookup(@Nullable String user, boolean gone, boolean refused, String why) {}

  /** Returns the credential's key id. */
  String keyId() {
    return credential.id();
  }

  /** Asks IAM whose key it is. */
  Lookup lookup(String keyId) {
    AwsAnswers answer = ask("GetAccessKeyLastUsed", Map.of("AccessKeyId", keyId));
    String user = answer.userName();
    if (user != null) {
      users.put(keyId, user);
    }
    return new Lookup(user, answer.isGone(), answer.isRefusal(), answer.inWords());
  }

  /**
   * What IAM has on record of a key.
   *
   * @param refused whether the status is undetermined for the organisation's credential may not see
   */
  record Entry(Status status, boolean refused, String why) {}

  /** Looks a key up in the list of its user's keys. */
  Entry read(String keyId) {
    Lookup lookup = lookup(keyId);
    String user = lookup.user();
    if (user == null && (lookup.gone() || lookup.refused())) {
      user = users.get(keyId);
    }
    if (user == null) {
      Status status = lookup.gone() ? Status.ABSENT : Status.UNDETERMINED;
      return new Entry(status, lookup.refused(), "GetAccessKeyLastUsed: " + lookup.why());
    }
    AwsAnswers answer = ask("ListAccessKeys", Map.of("UserName", user));
    return new Entry(
        answer.statusOf(keyId), answer.isRefusal(), "ListAccessKeys: " + answer.inWords());
  }

  /** Sends a change of one key of one user, once. */
  AwsAnswers change(String action, String user, String keyId, Map<String, String> more) {
    var parameters = new LinkedHashMap<String, String>(more);
    // Without it, IAM would take the user of the key that signs: our own.
    parameters.put("UserName", user);
    parameters.put("AccessKeyId", keyId);
    return query.change(credential, Service.IAM, action, parameters);
  }

  private AwsAnswers ask(String action, Map<String, String> parameters) {
    return query.ask(credential, Service.IAM, action, parameters);
  }

  /** Opens the records; null without a credential. */
  static @Nullable AwsRecords of(AwsQuery query, @Nullable Secret credential) {
    AwsPair pair = AwsPair.ofCredential(credential);
    return pair == null ? null : new AwsRecords(query, pair);
  }
}
