/**
 * The services that issue keys: {@link dev.straykey.issuer.Issuer} says what a key is, withdraws it
 * and proves it dead. {@code HttpIssuer} runs what an issuer file says; a class of its own exists
 * only where plain slots cannot describe a request.
 *
 * <p>Leaves to others: reading issuer files ({@code rule}), deciding ({@code policy}), order and
 * repetition ({@code remediate}).
 */
@NullMarked
package dev.straykey.issuer;

import org.jspecify.annotations.NullMarked;
