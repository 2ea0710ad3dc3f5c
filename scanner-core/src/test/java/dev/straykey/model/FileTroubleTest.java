package dev.straykey.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class FileTroubleTest {
  @Test
  void saysInWordsWhatTheSystemSaid() {
    assertThat(FileTrouble.of(new NoSuchFileException("a"))).isEqualTo("it is not there");
    assertThat(FileTrouble.of(new AccessDeniedException("a"))).isEqualTo("permission denied");
    assertThat(FileTrouble.of(new MalformedInputException(1))).isEqualTo("it is not UTF-8");
    assertThat(FileTrouble.of(new FileSystemException("a", null, "Is a directory")))
        .isEqualTo("is a directory");
    assertThat(FileTrouble.of(new IOException("No space left on device")))
        .isEqualTo("no space left on device");
  }

  @Test
  void repeatsNoMessageThatMayHoldWhatWasRead() {
    assertThat(FileTrouble.of(new IOException("unexpected s3cret"))).isEqualTo("IOException");
    assertThat(FileTrouble.of(new FileSystemException("a", null, "s3cret")))
        .isEqualTo("FileSystemException");
  }
}
