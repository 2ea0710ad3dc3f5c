package dev.straykey.scan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.straykey.model.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an answer must be taken for, by the conditions of its call. */
final class AnswerCheck {
  private static final ObjectMapper JSON = new ObjectMapper();

  private AnswerCheck() {}

  /** Returns the one meaning whose conditions hold; {@code undetermined} for none or several. */
  static String meaning(Call call, Call.Example example) {
    JsonNode body = parse(example.body());
    var meanings = new ArrayList<String>();
    Map.of("alive", call.alive(), "dead", call.dead(), "accepted", call.accepted())
        .forEach(
            (meaning, answers) -> {
              if (holds(answers, example.status(), body)) {
                meanings.add(meaning);
              }
            });
    if (holds(call.gone(), example.status(), body)) {
      meanings.add("gone");
    }
    return meanings.size() == 1 ? meanings.get(0) : "undetermined";
  }

  private static boolean holds(List<Call.Answer> answers, int status, JsonNode body) {
    return answers.stream().anyMatch(answer -> holds(answer, status, body));
  }

  private static boolean holds(Call.Answer answer, int status, JsonNode body) {
    if (!answer.status().isEmpty() && !answer.status().contains(status)) {
      return false;
    }
    // An unreadable body proves nothing, least of all that something is absent from it.
    if (!answer.body().isEmpty() && !body.isContainerNode()) {
      return false;
    }
    return answer.body().entrySet().stream()
        .allMatch(entry -> among(at(body, entry.getKey()), entry.getValue()));
  }

  private static boolean among(JsonNode value, List<@Nullable String> wanted) {
    boolean absent = value.isMissingNode() || value.isNull();
    String text = value.isValueNode() ? value.asText() : null;
    for (String want : wanted) {
      boolean holds = want == null ? absent : !absent && Call.Answer.fits(want, text);
      if (holds) {
        return true;
      }
    }
    return false;
  }

  private static JsonNode at(JsonNode body, String path) {
    JsonNode at = body;
    for (String name : path.split("\\.", -1)) {
      at =
          at.isArray() && name.matches("[0-9]{1,4}")
              ? at.path(Integer.parseInt(name))
              : at.path(name);
    }
    return at;
  }

  private static JsonNode parse(String body) {
    try {
      return body.isBlank() ? MissingNode.getInstance() : JSON.readTree(body);
    } catch (JsonProcessingException e) {
      return MissingNode.getInstance();
    }
  }
}
