package dev.straykey.notifier;

import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.SlackApiTextResponse;
import com.slack.api.methods.response.conversations.ConversationsHistoryResponse;
import com.slack.api.methods.response.conversations.ConversationsListResponse;
import com.slack.api.model.ConversationType;
import com.slack.api.model.Message;
import com.slack.api.model.ResponseMetadata;
import dev.straykey.http.GuardedClient;
import dev.straykey.http.HttpFailure;
import dev.straykey.model.Secret;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The few methods of Slack's web API that are needed, each either answered or a {@link
 * NotifierException}. Slack answers failures with HTTP 200 and {@code ok: false}.
 *
 * <p>Source: <a href="https://docs.slack.dev/reference/methods">methods</a>.
 */
final class SlackApi {
  private static final String NAME = "Slack";
  private static final String EVENT = "straykey";
  private static final int MOST_PAGES = 20;

  /** After these, says Slack, some of it may have been done. */
  private static final Set<String> HALF_DONE =
      Set.of("internal_error", "fatal_error", "service_unavailable", "request_timeout");

  private final MethodsClient methods;

  SlackApi(URI host, Secret token, GuardedClient client) {
    this.methods = GuardedSlack.methods(host, token, client);
  }

  /** A call of Slack's client. */
  private interface Call<T extends SlackApiTextResponse> {
    T run() throws IOException, SlackApiException;
  }

  /** Returns the id of the user with this address. */
  String userByEmail(String email) {
    var user = answered(() -> methods.usersLookupByEmail(r -> r.email(email))).getUser();
    if (user == null || user.getId() == null) {
      throw refused("users.lookupByEmail named nobody");
    }
    if (user.isDeleted()) {
      throw refused("this person's account is deactivated");
    }
    return user.getId();
  }

  /** Returns the id of the conversation with one user. */
  String conversationWith(String user) {
    var channel =
        answered(() -> methods.conversationsOpen(r -> r.users(List.of(user)))).getChannel();
    if (channel == null || channel.getId() == null) {
      throw refused("conversations.open named no conversation");
    }
    return channel.getId();
  }

  /** Returns the id of the channel of this name, without its {@code #}; null when there is none. */
  @Nullable String channelNamed(String name) {
    String cursor = "";
    for (int page = 0; page < MOST_PAGES; page++) {
      String from = cursor;
      ConversationsListResponse list =
          answered(
              () ->
                  methods.conversationsList(
                      r ->
                          r.types(
                                  List.of(
                                      ConversationType.PUBLIC_CHANNEL,
                                      ConversationType.PRIVATE_CHANNEL))
                              .excludeArchived(true)
                              .limit(1000)
                              .cursor(from)));
      for (var channel : orNone(list.getChannels())) {
        if (name.equals(channel.getName())) {
          return channel.getId();
        }
      }
      cursor = next(list.getResponseMetadata());
      if (cursor.isEmpty()) {
        return null;
      }
    }
    return null;
  }

  /** Posts, and returns where it stands, {@code CHANNEL:TIME}. */
  String post(String channel, SlackText text, String token) {
    var metadata =
        Message.Metadata.builder().eventType(EVENT).eventPayload(Map.of("id", token)).build();
    var posted =
        answered(
            () ->
                methods.chatPostMessage(
                    r ->
                        r.channel(channel)
                            .text(text.text())
                            .blocksAsString(text.blocks())
                            .parse("none")
                            .linkNames(false)
                            .unfurlLinks(false)
                            .unfurlMedia(false)
                            .metadata(metadata)));
    if (posted.getChannel() == null || posted.getTs() == null) {
      throw new NotifierException(NAME, "chat.postMessage named no message", true, null);
    }
    return posted.getChannel() + ":" + posted.getTs();
  }

  void update(String channel, String ts, SlackText text) {
    answered(
        () ->
            methods.chatUpdate(
                r ->
                    r.channel(channel)
                        .ts(ts)
                        .text(text.text())
                        .blocksAsString(text.blocks())
                        .parse("none")
                        .linkNames(false)));
  }

  /** Returns the time of the message that carries {@code token}; null when there is none. */
  @Nullable String find(String channel, String token) {
    String cursor = "";
    for (int page = 0; page < MOST_PAGES; page++) {
      String from = cursor;
      ConversationsHistoryResponse history =
          answered(
              () ->
                  methods.conversationsHistory(
                      r -> r.channel(channel).includeAllMetadata(true).limit(200).cursor(from)));
      for (Message message : orNone(history.getMessages())) {
        if (carries(message, token)) {
          return message.getTs();
        }
      }
      cursor = next(history.getResponseMetadata());
      if (cursor.isEmpty()) {
        return null;
      }
    }
    return null;
  }

  private static <T> List<T> orNone(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }

  private static boolean carries(Message message, String token) {
    var metadata = message.getMetadata();
    return metadata != null
        && EVENT.equals(metadata.getEventType())
        && metadata.getEventPayload() != null
        && token.equals(metadata.getEventPayload().get("id"));
  }

  private static String next(@Nullable ResponseMetadata metadata) {
    return metadata == null || metadata.getNextCursor() == null ? "" : metadata.getNextCursor();
  }

  private static <T extends SlackApiTextResponse> T answered(Call<T> call) {
    T answer;
    try {
      answer = call.run();
    } catch (HttpFailure e) {
      throw new NotifierException(NAME, e.problem(), e.unknown(), e);
    } catch (SlackApiException e) {
      // Neither cause nor message: they hold the answer's body.
      int status = e.getResponse().code();
      throw new NotifierException(NAME, "HTTP " + status, status >= 500, null);
    } catch (IOException | RuntimeException e) {
      throw new NotifierException(NAME, "an answer that is no whole JSON of Slack's", true, null);
    }
    if (!answer.isOk()) {
      String word = answer.getError() == null ? "" : answer.getError();
      String shown = word.matches("[a-z_]{1,64}") ? word : "an error without a name";
      throw new NotifierException(NAME, shown, HALF_DONE.contains(word), null);
    }
    return answer;
  }

  static NotifierException refused(String why) {
    return new NotifierException(NAME, why, false, null);
  }
}
