package dev.straykey.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.straykey.http.Addresses;
import dev.straykey.http.Json;
import dev.straykey.issuer.Answers.Meaning;
import dev.straykey.model.Call;
import dev.straykey.model.KeyScope;
import dev.straykey.model.Secret;
import dev.straykey.model.Verb;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;

/** Whatever an issuer answers, and whatever stands in a slot. */
class ForeignTextTest {
  private static final URI HOST = URI.create("https://keys.example/base/");

  @Property(tries = 150)
  void takesNoTextForADeadKeyThatDoesNotSaySo(
      @ForAll @IntRange(min = 200, max = 599) int status, @ForAll String body) {
    Call call = Calls.workos().call(Verb.VERIFY, "workos-key");

    assertThat(Answers.meaning(call, status, body)).isEqualTo(Meaning.UNDETERMINED);
  }

  @Property(tries = 100)
  void keepsAnyIdInOneSegment(@ForAll @NotEmpty String id) {
    Assume.that(!id.equals(".") && !id.equals("..") && id.indexOf('\0') < 0);
    Assume.that(StandardCharsets.UTF_8.newEncoder().canEncode(id));
    String path = new Slots(null, id, null, null).path("/keys/{key_id}/end?why={key_id}");
    URI uri = Addresses.below(HOST, path);

    String[] segments = uri.getRawPath().split("/", -1);
    assertThat(segments).hasSize(5);
    assertThat(URLDecoder.decode(segments[3], StandardCharsets.UTF_8)).isEqualTo(id);
    assertThat(uri.getHost()).isEqualTo("keys.example");
    assertThat(uri.getRawFragment()).isNull();
  }

  @Property(tries = 100)
  void keepsAnyKeyInOneJsonString(@ForAll String key) {
    Assume.that(key.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(key));
    var slots = new Slots(Secret.of(key), null, null, null);

    JsonNode body =
        Json.parse(
            new String(slots.json("{\"a\": [\"{key}\"], \"b\": 1}"), StandardCharsets.UTF_8));

    assertThat(body.path("a").path(0).textValue()).isEqualTo(key);
    assertThat(body.size()).isEqualTo(2);
  }

  @Property(tries = 100)
  void keepsAnyKeyInOneFormField(@ForAll String key) {
    Assume.that(key.indexOf('\0') < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(key));
    var slots = new Slots(Secret.of(key), null, null, null);

    String form = new String(slots.form(Map.of("token", "{key}")), StandardCharsets.UTF_8);

    assertThat(form.indexOf('&')).isEqualTo(-1);
    assertThat(URLDecoder.decode(form.substring("token=".length()), StandardCharsets.UTF_8))
        .isEqualTo(key);
  }

  @Property(tries = 100)
  void letsNoKeyPassThroughTheFacts(@ForAll @NotEmpty String around) {
    String key = "abcdefghijkl";
    JsonNode json = Json.object().put("id", around + key + around).put("n", around);

    Introspection said =
        Facts.read(json, Map.of("key_id", "id", "name", "n"), Secret.of(key), KeyScope.UNKNOWN);

    assertThat(said.keyId()).isNull();
    assertThat(said.name() == null || said.name().chars().noneMatch(Character::isISOControl))
        .isTrue();
  }
}
