package dev.straykey.remediate;

import dev.straykey.model.Brief;
import dev.straykey.notifier.Notifier;
import dev.straykey.notifier.NotifierException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A notifier that remembers whom it told what. */
final class FakeNotifier implements Notifier {
  private final Bench bench;

  final Map<String, String> tokens = new LinkedHashMap<>();
  final Map<String, Recipient> told = new LinkedHashMap<>();
  final Map<String, List<Brief>> texts = new LinkedHashMap<>();
  boolean down;
  boolean personsUnreachable;

  FakeNotifier(Bench bench) {
    this.bench = bench;
  }

  @Override
  public String id() {
    return "fake";
  }

  @Override
  public String send(Recipient to, Brief brief, String token) {
    return bench.call(
        () -> {
          if (down || (personsUnreachable && to.person() != null)) {
            throw new NotifierException("fake", "HTTP 503", false, null);
          }
          String message = "M-" + (tokens.size() + 1);
          tokens.put(message, token);
          told.put(message, to);
          texts.put(message, new ArrayList<>(List.of(brief)));
          return message;
        });
  }

  @Override
  public Optional<String> find(Recipient to, String token) {
    return bench.call(
        () ->
            tokens.entrySet().stream()
                .filter(e -> e.getValue().equals(token))
                .map(Map.Entry::getKey)
                .findFirst());
  }

  @Override
  public void update(String message, Brief brief) {
    boolean done = bench.call(() -> texts.get(message).add(brief));
    if (!done) {
      throw new IllegalStateException();
    }
  }
}
