package dev.straykey.model;

import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One request that an issuer understands, with plain slots and no code: {@code {key}}, {@code
 * {key_id}}, {@code {tenant}}, {@code {credential}} and its halves {@code {credential_user}} and
 * {@code {credential_password}}. A slot is encoded for where it stands. {@code {key_path}} is the
 * whole path of a key that is an address; its host is not asked. {@code {key_id=keys/*}} in a path
 * is an id of several parts, which it must fit: each part is encoded, the slashes between them are
 * not.
 *
 * @param keys ids of the rules whose keys it is for; empty for all of the issuer's
 * @param method HTTP method
 * @param host another public host of the issuer, where this call goes; null for the one that its
 *     file names. An organisation that names a host of its own sends all calls there
 * @param path below the host, with slots
 * @param as who asks
 * @param basic user, colon and password of basic authentication, with slots; a value without a
 *     colon is a user without a password. Null where the call does not use it
 * @param headers further headers, with slots
 * @param form fields of a form body, with slots; null when the body is no form
 * @param json JSON text of the body, in which strings may hold slots; null when the body is not
 *     JSON
 * @param alive answers that say the key works
 * @param dead answers by which the issuer refuses the key itself
 * @param accepted answers that say a change was accepted, which is not yet death
 * @param gone answers that say there was nothing to change any more
 * @param list how keys stand in an answer that lists them; null where it tells of one key
 * @param gives where in the answer's JSON, or in that of one listed key, facts stand: {@code
 *     key_id}, {@code tenant}, {@code owner_type}, {@code owner_id}, {@code name}, {@code
 *     permissions}, {@code expires_at}; a value may offer several paths joined by {@code |}
 * @param deadWithin the longest time from accepted to dead that the issuer documents; zero when it
 *     documents none
 * @param perMinute most calls a minute; 0 when the issuer documents none
 * @param examples answers, and what each must be taken for
 */
public record Call(
    Set<String> keys,
    String method,
    @Nullable URI host,
    String path,
    As as,
    @Nullable String basic,
    Map<String, String> headers,
    @Nullable Map<String, String> form,
    @Nullable String json,
    List<Answer> alive,
    List<Answer> dead,
    List<Answer> accepted,
    List<Answer> gone,
    @Nullable Listing list,
    Map<String, String> gives,
    Effect effect,
    boolean reversible,
    Needs needs,
    Duration deadWithin,
    int perMinute,
    List<Example> examples)
    implements Serializable {
  public Call {
    keys = Set.copyOf(keys);
    headers = Map.copyOf(headers);
    form = form == null ? null : Map.copyOf(form);
    alive = List.copyOf(alive);
    dead = List.copyOf(dead);
    accepted = List.copyOf(accepted);
    gone = List.copyOf(gone);
    gives = Map.copyOf(gives);
    examples = List.copyOf(examples);
  }

  /** Returns whether the key itself asks, and nothing of the organisation's beside it. */
  public boolean isOfKey() {
    return as != As.CREDENTIAL
        && needs == Needs.VALUE
        && Stream.of(
                Stream.of(path),
                headers.values().stream(),
                texts(form),
                Stream.of(text(basic), text(json)))
            .flatMap(templates -> templates)
            .noneMatch(template -> template.contains("{credential"));
  }

  private static Stream<String> texts(@Nullable Map<String, String> fields) {
    return fields == null ? Stream.empty() : fields.values().stream();
  }

  private static String text(@Nullable String template) {
    return template == null ? "" : template;
  }

  /** Who asks, where that is not said by basic authentication. */
  public enum As {
    /** Nobody: the call takes no credential and refuses one. */
    NOBODY,
    /** The key itself, as a bearer token. */
    BEARER,
    /** The organisation's own credential at the issuer, as a bearer token. */
    CREDENTIAL
  }

  /**
   * An answer to recognise: all of its conditions hold.
   *
   * @param status HTTP statuses, of which one; empty for any
   * @param body path in the answer's JSON, names joined by dots, to the values of which one must
   *     stand there; {@code null} among them means the JSON null or nothing, in a dead answer the
   *     JSON null alone; {@code *} means anything but that, and {@code invalid/*} what begins so
   */
  public record Answer(Set<Integer> status, Map<String, List<@Nullable String>> body)
      implements Serializable {

    /**
     * Returns whether what stands at a path is what an issuer file wants there.
     *
     * @param wanted not the word {@code null}
     * @param text null where an object or a list stands
     */
    public static boolean fits(String wanted, @Nullable String text) {
      if (!wanted.endsWith("*")) {
        return wanted.equals(text);
      }
      return wanted.length() == 1
          || (text != null && text.startsWith(wanted.substring(0, wanted.length() - 1)));
    }
  }

  /**
   * How keys stand in an answer that lists them, and where the next part of the list is asked for.
   *
   * @param items path to the list
   * @param shows path in an item to what it shows of its key
   * @param how what stands there
   * @param after name of the query parameter that asks for the next part; null when the list is one
   * @param last path in the answer to the value of that parameter; nothing there ends the list.
   *     Null where its value is how many items came before; an empty part ends the list
   * @param more path in the answer to whether there is more; null when it does not say
   */
  public record Listing(
      String items,
      String shows,
      Shown how,
      @Nullable String after,
      @Nullable String last,
      @Nullable String more)
      implements Serializable {}

  /** What an item of a list shows of its key. */
  public enum Shown {
    /** The key itself. */
    VALUE,
    /** Its first and last characters, with a mask between. */
    REDACTED,
    /** Its first characters alone. */
    BEGINNING
  }

  /**
   * An answer of the issuer, and what it must be taken for.
   *
   * @param body text of the answer
   * @param means {@code alive}, {@code dead}, {@code accepted}, {@code gone} or {@code
   *     undetermined}
   */
  public record Example(int status, String body, String means) implements Serializable {}
}
