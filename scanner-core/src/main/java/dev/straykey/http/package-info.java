/**
 * The one guarded way to the network: {@code GuardedClient} speaks only to the hosts it was given,
 * follows no redirect, binds each credential to its host, bounds what it reads, retries what may be
 * repeated, and keeps keys out of its errors.
 */
@NullMarked
package dev.straykey.http;

import org.jspecify.annotations.NullMarked;
