package dev.straykey.remediate;

import dev.straykey.model.Audience;
import dev.straykey.model.Brief;
import dev.straykey.model.Brief.Section;
import dev.straykey.model.Person;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What tasks and messages say. Keys are named, never shown; no link asks for a secret. */
final class Briefs {
  private static final int PLACES_OF_MANY = 3;

  private final Run run;

  Briefs(Run run) {
    this.run = run;
  }

  Brief task(Case c) {
    var said = new CaseLines(run, c);
    var tracker = run.room.tracker();
    var text = new Text();
    text.add("", said.summary());
    text.add("Which key", said.key());
    text.add("Where it stands", said.where(tracker == null ? Audience.PUBLIC : tracker.audience()));
    text.add("Who can read it", List.of(said.readers()));
    text.add("Who answers for it", said.owners());
    text.add("What was done", said.done());
    text.add("What may break", said.uses());
    text.add("What to do", said.toDo());
    text.add("By when", said.deadline());
    text.add("Evidence", said.evidence());
    return new Brief(said.title(), text.sections);
  }

  private Brief message(Case c, @Nullable Person to, String subject) {
    var said = new CaseLines(run, c);
    var text = new Text();
    text.add("", said.summary());
    text.add("Why you", said.whyYou(to));
    text.add("Which key", said.key());
    text.add("Where it stands", said.where(readersOf(subject)));
    text.add("Who can read it", List.of(said.readers()));
    text.add("What was done", said.done());
    text.add("What may break", said.uses());
    text.add("What to do", said.toDo());
    text.add("By when", said.deadline());
    String task = run.task(c);
    text.add("Task", task == null ? List.of() : List.of(task));
    return new Brief(said.title(), text.sections);
  }

  /**
   * What a person, or the channel of last resort, is told of keys at once.
   *
   * @param cases at least one
   */
  Brief letter(List<Case> cases, @Nullable Person to, String subject) {
    if (cases.size() == 1) {
      return message(cases.get(0), to, subject);
    }
    var text = new Text();
    text.add(
        "",
        List.of(
            "%d keys stand where they must not be; each is spoken of below, and what to do stands at the end."
                .formatted(cases.size())));
    var toDo = new LinkedHashMap<List<String>, List<Integer>>();
    int number = 0;
    for (Case c : cases) {
      number++;
      text.add("%d. %s (%s)".formatted(number, c.title(), c.line.issuer()), ofMany(c, to, subject));
      toDo.computeIfAbsent(new CaseLines(run, c).toDo(), lines -> new ArrayList<>()).add(number);
    }
    toDo.forEach(
        (lines, numbers) ->
            text.add(
                toDo.size() == 1
                    ? "What to do"
                    : "What to do about "
                        + numbers.stream().map(String::valueOf).collect(Collectors.joining(", ")),
                lines));
    return new Brief("%d leaked keys".formatted(cases.size()), text.sections);
  }

  /** One key of several: what differs from key to key, in few lines. */
  private List<String> ofMany(Case c, @Nullable Person to, String subject) {
    var said = new CaseLines(run, c);
    var lines = new ArrayList<>(said.summary());
    lines.addAll(said.whyYou(to));
    lines.add(
        "%s, looks like %s, fingerprint %s"
            .formatted(
                c.line.finding().ruleName(), c.line.finding().redacted(), c.fingerprint.brief()));
    var places = said.where(readersOf(subject));
    places.stream().limit(PLACES_OF_MANY).forEach(place -> lines.add("Stands in: " + place));
    if (places.size() > PLACES_OF_MANY) {
      lines.add("and at further places, which the task lists");
    }
    lines.add("Who can read it: " + said.readers());
    lines.addAll(said.done());
    lines.addAll(said.uses());
    said.deadline().forEach(when -> lines.add("By when: " + when));
    String task = run.task(c);
    if (task != null) {
      lines.add("Task: " + task);
    }
    return lines;
  }

  /** Who reads a channel is not known better than that it belongs to the organisation. */
  private static Audience readersOf(String subject) {
    return subject.equals(Recipients.LAST_RESORT) ? Audience.ORGANISATION : Audience.LOCAL;
  }

  Brief closed(Case c) {
    var said = new CaseLines(run, c);
    var text = new Text();
    text.add("", said.summary());
    text.add("What was done", said.done());
    text.add("Places that still hold it", said.where(Audience.LOCAL));
    text.add("Evidence", said.evidence());
    return new Brief("Proved dead: " + c.title(), text.sections);
  }

  Brief reopened(Case c) {
    var said = new CaseLines(run, c);
    var text = new Text();
    text.add("", List.of("The issuer accepts this key again, though it was proved dead before."));
    text.add("What to do", List.of("Revoke it at its issuer, and find out who brought it back."));
    text.add("Evidence", said.evidence());
    return new Brief("Alive again: " + c.title(), text.sections);
  }

  /**
   * @param subject what the comment is about, such as {@code still-alive}
   */
  Brief comment(Case c, String subject) {
    var said = new CaseLines(run, c);
    var tracker = run.room.tracker();
    var text = new Text();
    String what = subject.replaceFirst("#[0-9]+$", "");
    switch (what) {
      case "still-alive" ->
          text.add(
              "",
              List.of(
                  "The issuer accepted the revocation, yet still accepts the key. Look at the"
                      + " issuer's own console."));
      case "deadline" ->
          text.add("", List.of("The deadline has passed and the key is not proved dead."));
      case "unanswered" ->
          text.add(
              "",
              List.of(
                  "Everybody who answers for the key was told, nobody acted in time, and anyone can"
                      + " read it while it works: Straykey revokes it now."));
      case "off" -> text.add("", List.of("The key is switched off; it is not ended for good yet."));
      case "refused" ->
          text.add("", List.of("The issuer refused to end the key. A person has to do it."));
      default -> {
        text.add("", List.of("The key was seen at further places."));
        text.add(
            "Where it stands", said.where(tracker == null ? Audience.PUBLIC : tracker.audience()));
      }
    }
    text.add("What was done", said.done());
    text.add("Evidence", said.evidence());
    return new Brief(said.title(), text.sections);
  }

  private static final class Text {
    private final List<Section> sections = new ArrayList<>();

    void add(String heading, List<String> lines) {
      if (!lines.isEmpty()) {
        sections.add(new Section(heading, lines));
      }
    }
  }
}
