package dev.straykey.pipeline;

/** What a run says of itself while it goes on. */
public sealed interface RunEvent {

  /**
   * A stage began or went on.
   *
   * @param stage in a word: {@code scan}, {@code attribute}, {@code decide}, {@code apply}
   * @param detail what it is at
   * @param done how many of its things are done
   */
  record Progress(String stage, String detail, long done) implements RunEvent {}

  /** Something a person should know, such as that a fingerprint key was made. */
  record Notice(String text) implements RunEvent {}

  /** A step of remediation, as it happens. */
  record Step(String text) implements RunEvent {}
}
