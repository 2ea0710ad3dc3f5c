package dev.straykey.source;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where an export keeps what: lists of channels and people at its root, one folder a channel, one
 * file a day. The root may lie below a folder that somebody zipped along; organisation-wide exports
 * nest workspaces below {@code teams/}.
 */
final class SlackLayout {
  /** Lists of conversations; what stands in the first is open to everybody in the workspace. */
  static final Set<String> CHANNEL_LISTS =
      Set.of("channels.json", "groups.json", "dms.json", "mpims.json");

  static final Set<String> PEOPLE_LISTS = Set.of("users.json", "org_users.json");

  private static final Pattern DAY = Pattern.compile("(.+)/\\d{4}-\\d\\d-\\d\\d\\.json");

  private final String root;
  private final TreeMap<String, List<String>> days = new TreeMap<>();
  private final boolean lists;
  private final boolean people;
  private final boolean alone;

  SlackLayout(Collection<String> names) {
    this.root = root(names);
    for (String name : names) {
      String folder = folder(name);
      if (folder != null) {
        days.computeIfAbsent(folder, key -> new ArrayList<>()).add(name);
      }
    }
    this.lists = names.stream().anyMatch(name -> at(name, CHANNEL_LISTS));
    // A folder that holds an export among other things is a folder; the export is found below it.
    this.alone =
        names.stream()
            .allMatch(
                name ->
                    name.startsWith(root)
                        || name.startsWith("__MACOSX/")
                        || name.endsWith(".DS_Store"));
    this.people = names.stream().anyMatch(name -> at(name, PEOPLE_LISTS));
  }

  /** Returns how surely this is an export, 0 to 100. */
  int sureness() {
    if (!alone) {
      return 0;
    }
    if (lists && people && !days.isEmpty()) {
      return 95;
    }
    return lists && (people || !days.isEmpty()) ? 85 : 0;
  }

  /** Returns each channel's folder below the root, with its day files; sorted. */
  Map<String, List<String>> days() {
    return days;
  }

  /** Returns the folder of a day file, below the root; null for any other file. */
  @Nullable String folder(String name) {
    Matcher day = DAY.matcher(name);
    if (!day.matches() || !name.startsWith(root)) {
      return null;
    }
    String folder = day.group(1);
    return folder.length() > root.length() ? folder.substring(root.length()) : null;
  }

  static boolean isList(String name, Set<String> lists) {
    return lists.contains(name.substring(name.lastIndexOf('/') + 1));
  }

  private boolean at(String name, Set<String> lists) {
    return name.startsWith(root) && lists.contains(name.substring(root.length()));
  }

  /** The shortest folder that holds a list of channels; empty for none, and for the top. */
  private static String root(Collection<String> names) {
    String shortest = null;
    for (String name : names) {
      if (isList(name, CHANNEL_LISTS)) {
        String folder = name.substring(0, name.lastIndexOf('/') + 1);
        if (shortest == null
            || folder.length() < shortest.length()
            || (folder.length() == shortest.length() && folder.compareTo(shortest) < 0)) {
          shortest = folder;
        }
      }
    }
    return shortest == null ? "" : shortest;
  }
}
