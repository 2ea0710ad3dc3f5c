package dev.straykey.scan;

/** What each rule cost in a scan, in nanoseconds. For one thread. */
final class RuleTimes {
  private final long[] nanos;

  RuleTimes(int rules) {
    this.nanos = new long[rules];
  }

  void add(CompiledRule rule, long more) {
    nanos[rule.index()] += more;
  }

  long of(int rule) {
    return nanos[rule];
  }
}
