package dev.straykey.model;

import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the directory.
 *
 * @param id as inventories name the person, such as {@code u-17}
 * @param manager id of the manager
 * @param leftAt when the person left; null when active, or when nobody recorded it
 */
public record Person(
    String id,
    String name,
    @Nullable String email,
    @Nullable String slackId,
    @Nullable String manager,
    @Nullable String team,
    PersonStatus status,
    @Nullable Instant leftAt)
    implements Serializable {}
