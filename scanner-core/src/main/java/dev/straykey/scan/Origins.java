package dev.straykey.scan;

import dev.straykey.decode.Decoded;

/** From a place in a decoded text back to where the document's region has it. */
interface Origins {
  /** Those of what is not decoded. */
  Origins AS_IT_IS =
      new Origins() {
        @Override
        public boolean owns(int at) {
          return true;
        }

        @Override
        public int from(int at) {
          return at;
        }

        @Override
        public int until(int at) {
          return at + 1;
        }
      };

  /** Returns whether what begins there is said, and not by a piece beside it. */
  boolean owns(int at);

  int from(int at);

  /** Returns where what ends with the byte at {@code at} ends, exclusive. */
  int until(int at);

  /** Returns those of a piece that was decoded out of a text with these. */
  default Origins through(Decoded piece) {
    Origins outer = this;
    return new Origins() {
      @Override
      public boolean owns(int at) {
        return piece.owns(at) && outer.owns(piece.from(at));
      }

      @Override
      public int from(int at) {
        return outer.from(piece.from(at));
      }

      @Override
      public int until(int at) {
        return outer.until(piece.until(at) - 1);
      }
    };
  }

  /** Returns those of what stands there as a whole. */
  static Origins within(int from, int until) {
    return new Origins() {
      @Override
      public boolean owns(int at) {
        return true;
      }

      @Override
      public int from(int at) {
        return from;
      }

      @Override
      public int until(int at) {
        return until;
      }
    };
  }
}
