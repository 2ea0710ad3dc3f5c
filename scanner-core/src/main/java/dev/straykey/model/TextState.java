package dev.straykey.model;

/** Whether the text that holds the key is still what a reader sees. */
public enum TextState {
  /** Stands there now. */
  CURRENT,
  /** Was edited out, but kept in a log. */
  EDITED,
  /** Was deleted, but kept in a log. */
  DELETED,
  /** An older version: a past commit, a page's earlier revision. */
  HISTORICAL
}
