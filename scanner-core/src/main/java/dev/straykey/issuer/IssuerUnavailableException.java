package dev.straykey.issuer;

import dev.straykey.http.HttpFailure;
import dev.straykey.model.ScannerException;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** The issuer gave no answer that settles it, so the key's validity stays undetermined. */
public final class IssuerUnavailableException extends ScannerException {
  private static final long serialVersionUID = 1L;
  private final boolean unknown;

  /**
   * @param endpoint without query or user information, which may hold a key
   */
  public IssuerUnavailableException(
      String issuer, URI endpoint, String reason, @Nullable Throwable cause) {
    this(
        issuer,
        endpoint,
        reason,
        !(cause instanceof HttpFailure failure) || failure.unknown(),
        cause);
  }

  private IssuerUnavailableException(
      String issuer, URI endpoint, String reason, boolean unknown, @Nullable Throwable cause) {
    super(
        "SK-2003",
        "%s gave no answer that settles it at %s (%s)".formatted(issuer, endpoint, reason),
        "The key's validity stays undetermined and is asked again on the next run;"
            + " allow this host through the proxy, or run without --introspect",
        cause);
    this.unknown = unknown;
  }

  /** Nothing was sent. */
  static IssuerUnavailableException notSent(String issuer, URI endpoint, String reason) {
    return new IssuerUnavailableException(
        issuer, endpoint, reason + "; nothing was sent", false, null);
  }

  /** Only questions were sent; the change that was to follow was not. */
  static IssuerUnavailableException notChanged(String issuer, URI endpoint, String reason) {
    return new IssuerUnavailableException(
        issuer, endpoint, reason + "; nothing was changed", false, null);
  }

  /**
   * Returns false when it is certain that the issuer never got the request, so that repeating it
   * repeats nothing; true when it may have done what it was asked to.
   */
  public boolean unknown() {
    return unknown;
  }
}
