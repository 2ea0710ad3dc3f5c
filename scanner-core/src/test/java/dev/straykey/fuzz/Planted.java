package dev.straykey.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.model.ScannerException;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Locale;

/** A key that stands in an input, and that no message about this input may repeat. */
public final class Planted {
  private static final int TELLING = 8;

  /** Different in every process, so that it stands nowhere else. */
  public static final String KEY = random();

  private Planted() {}

  /** What reads an input. */
  public interface Reading {
    void read() throws IOException;
  }

  private static String random() {
    byte[] bytes = new byte[18];
    new SecureRandom().nextBytes(bytes);
    return "pk" + java.util.HexFormat.of().formatHex(bytes);
  }

  /**
   * Claims that {@code reading} ends well, or with an error of ours whose code begins with one of
   * {@code codes} and that says nothing of the key, nor do its causes.
   */
  public static void readsOrRefuses(Reading reading, String... codes) {
    try {
      reading.read();
    } catch (ScannerException e) {
      assertThat(codes).as(e.code()).anyMatch(e.code()::startsWith);
      for (Throwable t = e; t != null; t = t.getCause()) {
        saysNothing(String.valueOf(t.getMessage()));
      }
    } catch (IOException e) {
      throw new AssertionError("not an error of ours", e);
    }
  }

  /** Claims that {@code text} holds no part of the key that tells anything. */
  public static void saysNothing(String text) {
    String low = text.toLowerCase(Locale.ROOT);
    for (int i = 0; i + TELLING <= KEY.length(); i++) {
      assertThat(low).doesNotContain(KEY.substring(i, i + TELLING));
    }
  }
}
