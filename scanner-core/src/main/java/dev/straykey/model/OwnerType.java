package dev.straykey.model;

/** What kind of party answers for a key. */
public enum OwnerType {
  /** A person of the directory. */
  PERSON,
  /** A team. */
  TEAM,
  /** A service or an agent. */
  SERVICE
}
