package dev.straykey.model;

/** Where a key stands that only its place tells from other text. */
public enum Shape {
  /** Anywhere: the pattern says what it looks like. */
  ANYWHERE,
  /** A literal that is assigned to a name which holds the keyword, rare as no word is. */
  ASSIGNED,
  /** The same, where people choose the literal: it need not be rare, and must not be a stand-in. */
  PASSWORD,
  /** The password of {@code scheme://user:password@host}. */
  URL,
  /** A password that a remark or a message tells in words: {@code user/pass: admin/…}. */
  REMARK
}
