package dev.straykey.source;

import dev.straykey.git.GitCommit;
import dev.straykey.git.GitId;
import dev.straykey.model.Content;
import dev.straykey.model.Document;
import dev.straykey.model.Origin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Hands over what commits and tags say, what else their headers hold, and once each who said it.
 */
final class GitMessages {
  private final DocumentSink sink;
  private final GitPeople people = new GitPeople();
  private byte[] text = new byte[1 << 12];

  GitMessages(DocumentSink sink) {
    this.sink = sink;
  }

  /**
   * Takes a commit or an annotated tag; its people wait for {@link #finish}.
   *
   * @param where what its message is called
   */
  void take(GitId id, String where, byte[] raw, int length) throws IOException {
    header(id, raw, length);
    text(id, where, raw, GitCommit.message(raw, length), length);
  }

  private void header(GitId id, byte[] raw, int length) throws IOException {
    int other = -1;
    int otherEnd = -1;
    int from = 0;
    while (from < length && raw[from] != '\n') {
      int end = GitCommit.lineEnd(raw, from, length);
      if (GitPeople.is(raw, from, end)) {
        people.add(GitPeople.person(raw, from, end), id);
      } else if (!GitCommit.starts(raw, from, end, "tree ")
          && !GitCommit.starts(raw, from, end, "parent ")
          && !GitCommit.starts(raw, from, end, "object ")
          && !GitCommit.starts(raw, from, end, "type ")) {
        other = other < 0 ? from : other;
        otherEnd = end;
      }
      from = end + 1;
    }
    if (other >= 0) {
      text(id, GitPlaces.HEADER, raw, other, otherEnd);
    }
  }

  private void text(GitId id, String where, byte[] raw, int from, int to) throws IOException {
    if (from >= to) {
      return;
    }
    int length = to - from;
    if (length > text.length) {
      text = new byte[2 * length];
    }
    System.arraycopy(raw, from, text, 0, length);
    Origin origin = Origin.unresolved(where + id.name());
    if (Texts.wide(text, length) != null) {
      sink.document(GitTexts.wide(origin, "", Texts.content(text, length), text, length));
      return;
    }
    sink.document(new Document(origin, "", Content.of(text, length), true, List.of()));
  }

  /** Returns everybody whom a header named. */
  GitPeople people() {
    return people;
  }

  /** Hands over the people. */
  void finish() throws IOException {
    for (var person : people.all().entrySet()) {
      byte[] raw = person.getKey().getBytes(StandardCharsets.ISO_8859_1);
      text(person.getValue(), GitPlaces.PERSON, raw, 0, raw.length);
    }
  }
}
