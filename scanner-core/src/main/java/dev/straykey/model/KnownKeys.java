package dev.straykey.model;

import org.jspecify.annotations.Nullable;

/**
 * Answers, while text is scanned, whether a string is a key of the inventory or the public id of
 * one. This is how a key of ours is found whose format no rule knows.
 *
 * <p>Thread-safe; each scanning thread takes a {@link Lookup} of its own.
 */
public interface KnownKeys {
  /** Knows nothing: there is no inventory. */
  KnownKeys NONE =
      new KnownKeys() {
        @Override
        public boolean isEmpty() {
          return true;
        }

        @Override
        public int shortest() {
          return Integer.MAX_VALUE;
        }

        @Override
        public Lookup lookup() {
          return (text, from, to) -> null;
        }
      };

  /** Returns true when nothing is known, so that nobody need tokenise. */
  boolean isEmpty();

  /** Returns the length in bytes of the shortest string worth asking about. */
  int shortest();

  /** Returns a lookup for one thread. */
  Lookup lookup();

  /** One thread's way to ask; allocates nothing for a string that is not known. */
  interface Lookup {
    /** Returns what is known of the bytes {@code from} to {@code to} (exclusive), or null. */
    @Nullable Known ask(byte[] text, int from, int to);

    /**
     * The same for a string that nothing but its shape speaks for. It may be passed over when it
     * reads like words, which most of a text does, and is no public id either.
     */
    default @Nullable Known askToken(byte[] text, int from, int to) {
      return ask(text, from, to);
    }
  }

  /**
   * What the inventory knows of a string.
   *
   * @param shown {@link Shown#VALUE} for a key, {@link Shown#KEY_ID} for the public id of one
   * @param issuer id of the issuer that the record names
   * @param recordId id of the record
   */
  record Known(Shown shown, String issuer, String recordId) {}
}
