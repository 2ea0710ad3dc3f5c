package dev.straykey.people;

import dev.straykey.model.FileTrouble;
import dev.straykey.model.InvalidInputException;
import dev.straykey.model.Person;
import dev.straykey.model.PersonStatus;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Everybody that the organisation's files name. Immutable; in the order of the file. */
public final class Directory {
  private static final Directory EMPTY = new Directory(new LinkedHashMap<>());

  private final Map<String, Person> byId;
  private final Map<String, Optional<Person>> byEmail = new HashMap<>();
  private final Map<String, List<Person>> byTeam = new HashMap<>();

  private Directory(Map<String, Person> byId) {
    this.byId = byId;
    for (Person person : byId.values()) {
      String email = person.email();
      if (email != null) {
        // An address that two share names neither.
        byEmail.merge(fold(email), Optional.of(person), (one, other) -> Optional.empty());
      }
      String team = person.team();
      if (team != null) {
        byTeam.computeIfAbsent(team, t -> new ArrayList<>()).add(person);
      }
    }
  }

  /** Returns the directory that knows nobody. */
  public static Directory empty() {
    return EMPTY;
  }

  /**
   * Reads CSV with a header of {@code id,name,email,slack_id,manager,team,status,left_at}, or SCIM
   * 2.0 {@code Users} JSON, told apart by the first character.
   *
   * @throws InvalidInputException naming file, line (for JSON: entry) and field, never a value:
   *     SK-1400 not readable, SK-1401 broken, SK-1402 a wrong field, SK-1403 an unknown column,
   *     SK-1404 an id twice, SK-1405 only a part of the users, SK-1406 too many
   */
  public static Directory read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in, file.toString());
    } catch (IOException e) {
      throw new InvalidInputException(
          "SK-1400",
          "The people file %s cannot be read (%s)".formatted(file, FileTrouble.of(e)),
          "Check the path and who may read it");
    }
  }

  /** Reads what a file of that name would hold. */
  static Directory read(InputStream stream, String name) throws IOException {
    var in = new BufferedInputStream(stream, 1 << 16);
    var people = new Entries(name);
    int first = firstByte(in);
    if (first == '{' || first == '[') {
      ScimUsers.read(in, people);
    } else {
      PeopleCsv.read(in, people);
    }
    return new Directory(people.byId);
  }

  /** Steps over a byte order mark and looks at what follows white space. */
  private static int firstByte(BufferedInputStream in) throws IOException {
    in.mark(3);
    if (in.read() != 0xEF || in.read() != 0xBB || in.read() != 0xBF) {
      in.reset();
    }
    in.mark(4096);
    int b = in.read();
    for (int i = 0; i < 4000 && (b == ' ' || b == '\t' || b == '\r' || b == '\n'); i++) {
      b = in.read();
    }
    in.reset();
    return b;
  }

  /** Returns everybody, in the order of the file. */
  public List<Person> people() {
    return List.copyOf(byId.values());
  }

  public @Nullable Person byId(String id) {
    return byId.get(id);
  }

  /** Returns the one person with this address, without regard to case; null when two share it. */
  public @Nullable Person byEmail(String email) {
    return byEmail.getOrDefault(fold(email), Optional.empty()).orElse(null);
  }

  /** Returns everybody of a team, whatever their status. */
  public List<Person> team(String team) {
    return List.copyOf(byTeam.getOrDefault(team, List.of()));
  }

  /** Returns whom {@code person} reports to; null when nobody, or nobody the directory knows. */
  public @Nullable Person managerOf(Person person) {
    return person.manager() == null ? null : byId.get(person.manager());
  }

  /**
   * Returns who can be told in {@code person}'s stead: the person when active, else the first
   * active one up the chain of managers; null when there is none.
   */
  public @Nullable Person reachable(Person person) {
    Set<String> asked = new HashSet<>();
    Person candidate = person;
    while (candidate != null && asked.add(candidate.id())) {
      if (candidate.status() == PersonStatus.ACTIVE) {
        return candidate;
      }
      candidate = managerOf(candidate);
    }
    return null;
  }

  private static String fold(String email) {
    return email.toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return "Directory(" + byId.size() + " people)";
  }
}
