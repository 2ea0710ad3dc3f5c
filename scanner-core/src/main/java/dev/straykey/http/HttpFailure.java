package dev.straykey.http;

import dev.straykey.model.ScannerException;
import java.net.URI;

/**
 * A request had no answer, or was not sent. Neither message nor cause holds a header, a body or a
 * query.
 */
public final class HttpFailure extends ScannerException {
  private static final long serialVersionUID = 1L;

  /** What kept the answer away. The code of each never changes. */
  public enum Reason {
    /** No answer came, or half of one. */
    NO_ANSWER("SK-2001", "Check that the host is up and that this machine may reach it"),
    /** The host is not one that the configuration names. Nothing was sent. */
    NOT_ALLOWED("SK-2002", "Name the host in straykey.yaml if it is meant to be spoken to"),
    /** A credential was about to go to a host that it is not bound to. Nothing was sent. */
    FOREIGN_CREDENTIAL(
        "SK-2004",
        "Give each host in straykey.yaml a credential of its own; none is sent to another's"),
    /** The answer was larger than the client reads. */
    TOO_LARGE("SK-2005", "Check that the address is the service's API and not another page"),
    /** Too many requests wait for their turn under the service's rate limit. Nothing was sent. */
    RATE_LIMIT("SK-2006", "Run again later, or with fewer keys at a time"),
    /** The thread was told to stop. */
    INTERRUPTED("SK-2007", "Run again; what was done is looked up before anything is repeated");

    private final String code;
    private final String remedy;

    Reason(String code, String remedy) {
      this.code = code;
      this.remedy = remedy;
    }
  }

  private final Reason reason;
  private final String detail;
  private final boolean unknown;

  /**
   * @param endpoint without query or user information
   * @param detail what happened, without anything that was sent or answered
   * @param unknown whether the request may have taken effect
   */
  HttpFailure(Reason reason, String method, URI endpoint, String detail, boolean unknown) {
    super(reason.code, "%s %s: %s".formatted(method, endpoint, detail), reason.remedy);
    this.reason = reason;
    this.detail = detail;
    this.unknown = unknown;
  }

  /** Returns what kept the answer away. */
  public Reason reason() {
    return reason;
  }

  /** Returns what happened, without where. */
  public String detail() {
    return detail;
  }

  /** Returns true when the request was sent and may have taken effect: look before repeating. */
  public boolean unknown() {
    return unknown;
  }
}
