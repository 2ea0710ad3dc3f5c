package dev.straykey.decode;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Every encoding that is looked through, and the marks by which the keyword walk finds them. */
public final class Decoders {
  private static final List<Supplier<Decoder>> ALL =
      List.of(
          Base64Text::new,
          HexText::new,
          PercentText::new,
          CharacterEscapes::new,
          HtmlEntities::new,
          MarkupText::new,
          MarkupTable::new,
          TableText::new,
          TextRuns::new,
          WikiText::new,
          InsertedRows::new,
          QuotedPrintable::new,
          Concatenation::new,
          Continuation::new,
          QuotedLines::new,
          YamlBlock::new,
          SecretManifest::new,
          RegistryHex::new,
          ByteList::new);

  /** A run of token characters as long as this may be an encoding's. */
  public static final int LONG_RUN = 24;

  /** All decoders' marks. */
  public static final List<String> MARKS;

  /** The decoder that each mark belongs to. */
  private static final int[] DECODER_OF_MARK;

  static {
    var marks = new ArrayList<String>();
    var owners = new ArrayList<Integer>();
    for (int i = 0; i < ALL.size(); i++) {
      for (String mark : ALL.get(i).get().marks()) {
        marks.add(mark);
        owners.add(i);
      }
    }
    MARKS = List.copyOf(marks);
    DECODER_OF_MARK = owners.stream().mapToInt(Integer::intValue).toArray();
  }

  /** How many encodings there are. */
  public static final int COUNT = ALL.size();

  private final Decoder[] decoders;
  private final Encoding[] encodings;
  private final Marks[] marks;
  private final boolean[] inRuns;

  public Decoders() {
    decoders = ALL.stream().map(Supplier::get).toArray(Decoder[]::new);
    marks = new Marks[decoders.length];
    inRuns = new boolean[decoders.length];
    encodings = new Encoding[decoders.length];
    for (int i = 0; i < marks.length; i++) {
      marks[i] = new Marks();
      inRuns[i] = decoders[i].inRuns();
      encodings[i] = new Encoding(decoders[i].name(), i);
    }
  }

  /** Takes what decoders found. */
  public interface Sink {
    void text(Decoded piece, Encoding encoding);

    void packed(byte[] bytes, int start, int end, Encoding encoding);

    /** Counts steps; returns whether the text may be read further for this encoding. */
    boolean took(Encoding encoding, long steps);
  }

  /** Forgets the text before. */
  public void begin() {
    for (Decoder decoder : decoders) {
      decoder.begin();
    }
    clearMarks();
  }

  /**
   * Takes note that a mark ends at {@code last}.
   *
   * @param to where what can be looked at ends
   * @return whether what it hides may stand far from it
   */
  public boolean mark(int mark, byte[] text, int last, int to) {
    int decoder = DECODER_OF_MARK[mark];
    marks[decoder].add(last);
    return decoders[decoder].looksFar(text, last, to);
  }

  /** Takes note of a run of token characters, at least {@link #LONG_RUN} of them. */
  public void run(int start, int end) {
    for (int i = 0; i < decoders.length; i++) {
      if (inRuns[i]) {
        marks[i].add(start);
        marks[i].add(end);
      }
    }
  }

  /** Hands over what is hidden from {@code start} to {@code limit}, whose marks were noted. */
  public void read(Window window, int start, int limit, Sink sink) {
    for (int i = 0; i < decoders.length; i++) {
      if ((marks[i].size() > 0 || decoders[i].isOpen()) && sink.took(encodings[i], 0)) {
        decoders[i].read(window, start, limit, marks[i], new Named(encodings[i], sink));
      }
    }
    clearMarks();
  }

  private record Named(Encoding encoding, Sink sink) implements Decoder.Sink {
    @Override
    public void text(Decoded piece) {
      sink.text(piece, encoding);
    }

    @Override
    public void packed(byte[] bytes, int start, int end) {
      sink.packed(bytes, start, end, encoding);
    }

    @Override
    public boolean took(long steps) {
      return sink.took(encoding, steps);
    }
  }

  private void clearMarks() {
    for (Marks each : marks) {
      each.clear();
    }
  }
}
