package dev.straykey.scan;

/** Takes what a worker finds, in the order of the text. */
@FunctionalInterface
public interface HitSink {
  void hit(Hit hit);
}
