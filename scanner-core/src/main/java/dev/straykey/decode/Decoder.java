package dev.straykey.decode;

import java.util.List;

/**
 * A way to write a text so that a key in it no longer stands there letter by letter.
 *
 * <p><b>Shape:</b> one part of a text in, decoded pieces of it out, each with a map back. One
 * thread's own; remembers between the parts of a text what may span them.
 *
 * <p><b>Bounds:</b> what it takes is told to the sink, mark by mark; it ends where that says so. A
 * piece has at most {@link Decoded#MOST} bytes and is never longer than what it was decoded from. A
 * decoder without {@link #marks} is asked only where it stands {@link #inRuns}.
 *
 * <p>A new encoding is one class here and one line in {@link Decoders}.
 */
interface Decoder {

  /** Returns the name that a match's {@code decoded} carries, such as {@code base64}. */
  String name();

  /**
   * Returns ASCII literals of which one stands wherever there is something to decode, compared
   * without regard to case. The walk for the rules' keywords finds them at no further cost.
   */
  default List<String> marks() {
    return List.of();
  }

  /**
   * Returns true for an encoding without marks that stands in runs of at least {@link
   * Decoders#LONG_RUN} token characters: its marks are where each of those begins and ends, by
   * turns.
   */
  default boolean inRuns() {
    return false;
  }

  /**
   * Returns true when what a mark hides may stand further from it than a key is long: then it is
   * looked at again in a text that differs.
   *
   * @param last where the mark ends
   * @param to where what can be looked at ends
   */
  default boolean looksFar(byte[] text, int last, int to) {
    return false;
  }

  /**
   * Returns whether what a mark hides goes on behind what was in memory: then the next part is read
   * whether it has marks or not.
   */
  default boolean isOpen() {
    return false;
  }

  /** Forgets the text before. */
  void begin();

  /**
   * Hands over what is hidden in the part of {@code window} from {@code start} to {@code limit};
   * what stands before and behind may be looked at.
   *
   * @param marks where the marks end, in ascending order
   */
  void read(Window window, int start, int limit, Marks marks, Sink sink);

  /** Takes what was hidden. */
  interface Sink {
    /** Takes a decoded piece; it is good until this returns. */
    void text(Decoded piece);

    /**
     * Takes a packed file that was written as letters.
     *
     * @param start of the letters
     */
    void packed(byte[] bytes, int start, int end);

    /**
     * Counts what was taken; returns whether the decoder may go on with the text.
     *
     * @param steps each a look-up in a table, about a nanosecond
     */
    boolean took(long steps);
  }
}
