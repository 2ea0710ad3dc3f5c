package dev.straykey.notifier;

import dev.straykey.http.GuardedClient;
import dev.straykey.http.ServiceSettings;
import java.net.URI;

/**
 * Opens Slack. Settings: {@code host}, Slack's own when not set; {@code last_resort}, the channel
 * for what reaches nobody else.
 */
public final class SlackNotifierFactory implements NotifierFactory {

  @Override
  public String id() {
    return SlackNotifier.ID;
  }

  @Override
  public Notifier open(ServiceSettings settings, GuardedClient client) {
    settings.only("host", "last_resort");
    URI host = settings.host("https://slack.com", client);
    var api = new SlackApi(host, settings.credential(host, client), client);
    return new SlackNotifier(api, settings.optional("last_resort"));
  }
}
