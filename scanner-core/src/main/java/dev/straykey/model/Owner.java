package dev.straykey.model;

import java.io.Serializable;

/** Who answers for a key: a person's id, a team's or a service's name. */
public record Owner(OwnerType type, String id) implements Serializable {}
