package dev.straykey.unpack;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Under which path the trees of a pack have an object: the first that is found. */
final class GitPackNames {
  private static final int MAX_DEPTH = 200;
  private static final int MAX_NAME = 1024;

  private final int idLength;
  private final int most;
  private final Map<ByteBuffer, Place> places = new HashMap<>();

  private record Place(ByteBuffer tree, String name) {}

  /**
   * @param most how many objects may be known
   */
  GitPackNames(int idLength, int most) {
    this.most = most;
    this.idLength = idLength;
  }

  /** Takes note of what is in a tree, as far as it is whole. */
  void tree(ByteBuffer id, byte[] tree) {
    int at = 0;
    while (at < tree.length && places.size() < most) {
      int name = at;
      while (name < tree.length && tree[name] != ' ') {
        name++;
      }
      int end = ++name;
      while (end < tree.length && tree[end] != 0) {
        end++;
      }
      at = end + 1 + idLength;
      if (at > tree.length || end - name > MAX_NAME) {
        return;
      }
      byte[] of = new byte[idLength];
      System.arraycopy(tree, end + 1, of, 0, idLength);
      places.putIfAbsent(
          ByteBuffer.wrap(of),
          new Place(id, new String(tree, name, end - name, StandardCharsets.UTF_8)));
    }
  }

  /** Returns the path of a blob; empty when no tree has it. */
  String path(ByteBuffer id) {
    String path = "";
    @Nullable Place place = places.get(id);
    for (int i = 0; i < MAX_DEPTH && place != null; i++) {
      path = path.isEmpty() ? place.name() : place.name() + "/" + path;
      place = places.get(place.tree());
    }
    return path;
  }
}
