package dev.straykey.notifier;

import dev.straykey.model.Brief;
import dev.straykey.model.Person;
import dev.straykey.model.PersonStatus;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Slack: a direct message to a person, or a message in a channel.
 *
 * <p>Slack has no idempotency key, so each message carries the caller's word in its metadata, by
 * which it is found again. Needs the scopes {@code chat:write}, {@code im:write}, {@code
 * users:read.email}, and for {@link #find} {@code im:history}, {@code channels:read} and {@code
 * channels:history} (or {@code groups:…}).
 */
final class SlackNotifier implements Notifier {
  static final String ID = "slack";
  private static final Pattern MESSAGE = Pattern.compile("([A-Z0-9]{1,40}):([0-9]{1,20}\\.[0-9]+)");
  private static final Pattern CHANNEL_ID = Pattern.compile("[CDG][A-Z0-9]{6,40}");

  private final SlackApi api;
  private final Optional<String> lastResort;

  SlackNotifier(SlackApi api, Optional<String> lastResort) {
    this.api = api;
    this.lastResort = lastResort;
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Optional<Recipient> lastResort() {
    return lastResort.map(Recipient::of);
  }

  @Override
  public String send(Recipient to, Brief brief, String token) {
    Person person = to.person();
    String channel = person == null ? named(to) : conversation(person);
    return api.post(channel, SlackText.of(brief), token);
  }

  @Override
  public Optional<String> find(Recipient to, String token) {
    Person person = to.person();
    String channel = person == null ? channelId(named(to)) : conversation(person);
    if (channel == null) {
      return Optional.empty();
    }
    return Optional.ofNullable(api.find(channel, token)).map(ts -> channel + ":" + ts);
  }

  @Override
  public void update(String message, Brief brief) {
    Matcher parts = MESSAGE.matcher(message);
    if (!parts.matches()) {
      throw new IllegalArgumentException("not a reference to a Slack message");
    }
    api.update(parts.group(1), parts.group(2), SlackText.of(brief));
  }

  private String conversation(Person person) {
    if (person.status() != PersonStatus.ACTIVE) {
      throw SlackApi.refused("person %s is not active".formatted(person.id()));
    }
    if (person.slackId() != null) {
      return api.conversationWith(person.slackId());
    }
    if (person.email() == null) {
      throw SlackApi.refused(
          "person %s has neither a Slack id nor an e-mail address".formatted(person.id()));
    }
    return api.conversationWith(api.userByEmail(person.email()));
  }

  private static String named(Recipient to) {
    if (to.channel() == null || to.channel().isBlank()) {
      throw new IllegalArgumentException("a recipient is a person or a channel");
    }
    return to.channel().strip();
  }

  private @Nullable String channelId(String channel) {
    return CHANNEL_ID.matcher(channel).matches()
        ? channel
        : api.channelNamed(channel.startsWith("#") ? channel.substring(1) : channel);
  }
}
