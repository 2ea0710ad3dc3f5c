package dev.straykey.remediate;

/** What reaches outside, in the order in which what is due is done: first what ends a key. */
enum EffectKind {
  DISABLE(0),
  REVOKE(0),
  TASK_OPEN(2),
  TASK_COMMENT(3),
  TASK_REOPEN(4),
  TASK_CLOSE(5),
  NOTIFY(6),
  NOTIFY_UPDATE(7);

  private final int rank;

  EffectKind(int rank) {
    this.rank = rank;
  }

  /** Returns where it stands among what is due; looks at keys are 1. */
  int rank() {
    return rank;
  }

  boolean endsKey() {
    return this == DISABLE || this == REVOKE;
  }

  boolean needsTask() {
    return this == TASK_COMMENT || this == TASK_REOPEN || this == TASK_CLOSE;
  }
}
