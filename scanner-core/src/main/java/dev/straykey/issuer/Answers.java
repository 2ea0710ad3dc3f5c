package dev.straykey.issuer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.straykey.http.Json;
import dev.straykey.model.Call;
import dev.straykey.model.Call.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says what an issuer's answer means, strictly: an answer that the issuer file does not name means
 * nothing, and so do redirects, pages instead of JSON, half a JSON text, and an answer that fits
 * two meanings.
 */
public final class Answers {

  /** What an answer means; the words of {@link Call.Example#means()}. */
  public enum Meaning {
    ALIVE,
    DEAD,
    ACCEPTED,
    GONE,
    UNDETERMINED
  }

  /**
   * An answer that was read.
   *
   * @param why in words, for messages; nothing of the answer's body
   * @param json the body; null when it was empty or not JSON
   * @param refused whether it is 401, and the file does not say what that means
   */
  record Reading(Meaning meaning, String why, @Nullable JsonNode json, boolean refused) {}

  private Answers() {}

  /** Returns what an answer to {@code call} means. */
  public static Meaning meaning(Call call, int status, String body) {
    return read(call, status, body).meaning();
  }

  static Reading read(Call call, int status, String body) {
    if (status >= 300 && status < 400) {
      return nothing("HTTP %d, a redirect, which is not followed".formatted(status));
    }
    JsonNode json = null;
    if (!body.isBlank()) {
      json = Json.parse(body);
      if (json == null) {
        return nothing("HTTP %d with a body that is no whole JSON".formatted(status));
      }
    }
    var fits = new ArrayList<Meaning>();
    for (var entry : meanings(call).entrySet()) {
      for (Answer answer : entry.getValue()) {
        if (fits(answer, status, json, entry.getKey() == Meaning.DEAD)) {
          fits.add(entry.getKey());
          break;
        }
      }
    }
    if (fits.size() == 1) {
      return new Reading(fits.get(0), "HTTP " + status, json, false);
    }
    if (fits.isEmpty()) {
      String why = "HTTP %d, which says nothing of this key".formatted(status);
      return new Reading(Meaning.UNDETERMINED, why, null, status == 401 && call.dead().isEmpty());
    }
    return nothing("HTTP %d, which fits two meanings".formatted(status));
  }

  private static Reading nothing(String why) {
    return new Reading(Meaning.UNDETERMINED, why, null, false);
  }

  private static Map<Meaning, List<Answer>> meanings(Call call) {
    return Map.of(
        Meaning.ALIVE, call.alive(),
        Meaning.DEAD, call.dead(),
        Meaning.ACCEPTED, call.accepted(),
        Meaning.GONE, call.gone());
  }

  private static boolean fits(
      Answer answer, int status, @Nullable JsonNode json, boolean nullMustStand) {
    if (!answer.status().isEmpty() && !answer.status().contains(status)) {
      return false;
    }
    for (var condition : answer.body().entrySet()) {
      if (json == null || !holds(json, condition.getKey(), condition.getValue(), nullMustStand)) {
        return false;
      }
    }
    // Without a condition on the body, success alone would make any empty page an answer.
    return !answer.status().isEmpty() || !answer.body().isEmpty();
  }

  /**
   * @param nullMustStand whether null must be written there: an answer of another service, in which
   *     nothing stands at that path, must not make a key look dead
   */
  private static boolean holds(
      JsonNode json, String path, List<@Nullable String> values, boolean nullMustStand) {
    JsonNode node = Paths.at(json, path);
    if (node == null || node.isNull()) {
      boolean there = node != null || !nullMustStand;
      return there && values.stream().anyMatch(v -> v == null || v.equals("null"));
    }
    String text = node.isValueNode() ? node.asText() : null;
    return values.stream().anyMatch(v -> v != null && Answer.fits(v, text));
  }
}
