package dev.straykey.model;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.List;
import java.util.Locale;

/**
 * What the system said when a file could not be read or written, in words for a person.
 *
 * <p>A message that is not one of the system's own may hold a text that was read, so of any other
 * only the kind is told.
 */
public final class FileTrouble {
  /** As the system says them, which holds no text of any file. */
  private static final List<String> OF_THE_SYSTEM =
      List.of(
          "is a directory",
          "not a directory",
          "no space left on device",
          "read-only file system",
          "disk quota exceeded",
          "file too large",
          "file name too long",
          "too many open files",
          "too many levels of symbolic links",
          "input/output error",
          "broken pipe",
          "invalid argument",
          "bad file descriptor",
          "operation not permitted",
          "permission denied",
          "text file busy",
          "device or resource busy",
          "stale file handle");

  private FileTrouble() {}

  /** Returns why, as a part of a sentence: {@code permission denied}, {@code it is not there}. */
  public static String of(Exception e) {
    if (e instanceof NoSuchFileException) {
      return "it is not there";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof FileAlreadyExistsException) {
      return "something else is there";
    }
    if (e instanceof CharacterCodingException) {
      return "it is not UTF-8";
    }
    if (e instanceof ReadOnlyFileSystemException) {
      return "read-only file system";
    }
    if (e instanceof NotDirectoryException) {
      return "not a directory";
    }
    String said = e instanceof FileSystemException system ? system.getReason() : e.getMessage();
    String kind = e.getClass().getSimpleName();
    if (said == null || !(e instanceof IOException)) {
      return kind;
    }
    String plain = said.toLowerCase(Locale.ROOT);
    return OF_THE_SYSTEM.stream().filter(plain::contains).findFirst().orElse(kind);
  }

  /** Returns true when nobody reads any more what is written. */
  public static boolean isClosedPipe(IOException e) {
    return of(e).equals("broken pipe");
  }
}
