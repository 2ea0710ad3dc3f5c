package dev.straykey.jenkins;

import dev.straykey.pipeline.AgentFinding;
import dev.straykey.pipeline.AgentKit;
import dev.straykey.pipeline.AgentResult;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Sealed keys that wait to be acted on, one file a message, so that a restart loses none. Whoever
 * reads the folder reads nothing: every key in it is closed. Bounded.
 */
final class Inbox {
  static final int MOST_WAITING = 1000;
  static final long MOST_BYTES = 16L << 20;
  private static final long MOST_BYTES_WAITING = 16 * MOST_BYTES;
  static final Duration LONGEST = Duration.ofDays(7);
  private static final int MARK = 0x534b_4c01;
  private static final String END = ".sealed";

  private final Path folder;

  Inbox(Path home) {
    this.folder = home.resolve("sealed");
  }

  /**
   * What one build found.
   *
   * @param build by its id in Jenkins, which its keys are sealed for
   * @param page where a person looks at it; empty when nobody knows
   * @param trusted whether it is known not to be a fork's; else that is to be looked at
   */
  record Message(String build, String page, boolean trusted, List<AgentFinding> found) {
    Message {
      found = found.stream().filter(f -> f.sealed() != null).toList();
    }
  }

  /**
   * Keeps a message; the same one again takes its place.
   *
   * @throws IOException when there is no room, or it cannot be written
   */
  void put(Message message) throws IOException {
    if (message.found().isEmpty()) {
      return;
    }
    makeFolder();
    Path file = folder.resolve(name(message) + END);
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      out.writeInt(MARK);
      out.writeUTF(message.build());
      out.writeUTF(message.page());
      out.writeBoolean(message.trusted());
      out.write(AgentResult.of(message.found()).toJson());
    }
    refuseTooMuch(file, bytes.size());
    Path whole = Files.createTempFile(folder, "message", ".new");
    Files.write(whole, bytes.toByteArray());
    Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private void refuseTooMuch(Path file, long size) throws IOException {
    if (size > MOST_BYTES) {
      throw new IOException("a message of more than %,d bytes".formatted(MOST_BYTES));
    }
    long all = size;
    List<Path> waiting = waiting();
    for (Path one : waiting) {
      all += Files.exists(one) ? Files.size(one) : 0;
    }
    if (all > MOST_BYTES_WAITING || (!Files.exists(file) && waiting.size() >= MOST_WAITING)) {
      throw new IOException("too many messages wait");
    }
  }

  private void makeFolder() throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    Files.createDirectories(folder);
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
  }

  /** The same keys of the same build are one message, however often they are printed. */
  private static String name(Message message) {
    var text = new StringBuilder(message.build());
    message.found().stream()
        .map(f -> " " + f.kid() + f.fingerprint() + f.rule())
        .sorted()
        .forEach(text::append);
    return AgentKit.digest(text.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  /** Returns the files of all messages, in the order of their names. */
  List<Path> waiting() throws IOException {
    var files = new ArrayList<Path>();
    if (!Files.isDirectory(folder)) {
      return files;
    }
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, "*" + END)) {
      all.forEach(files::add);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    files.sort(null);
    return files;
  }

  /**
   * Reads a message.
   *
   * @throws IOException when it is none
   * @throws dev.straykey.model.ScannerException when its findings are none
   */
  Message read(Path file) throws IOException {
    try (var in = new DataInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
      if (in.readInt() != MARK) {
        throw new IOException("no message");
      }
      String build = in.readUTF();
      String page = in.readUTF();
      boolean trusted = in.readBoolean();
      return new Message(build, page, trusted, AgentResult.fromJson(in.readAllBytes()).findings());
    }
  }

  /** Returns whether it waits for too long. */
  boolean isOld(Path file, Instant now) {
    try {
      return Files.getLastModifiedTime(file).toInstant().plus(LONGEST).isBefore(now);
    } catch (IOException e) {
      return false; // not there any more
    }
  }

  /** Takes a message away for good. */
  void done(Path file) throws IOException {
    Files.deleteIfExists(file);
  }

  /** Takes every message away for good: nothing is to be acted on any more. */
  void clear() throws IOException {
    for (Path file : waiting()) {
      done(file);
    }
  }

  /** Returns the fingerprints of the build's keys that wait. */
  Set<String> waitingOf(String build) throws IOException {
    Set<String> fingerprints = new HashSet<>();
    for (Path file : waiting()) {
      fingerprints.addAll(of(file, build));
    }
    return fingerprints;
  }

  private List<String> of(Path file, String build) {
    try {
      Message message = read(file);
      return message.build().equals(build)
          ? message.found().stream().map(AgentFinding::fingerprint).toList()
          : List.of();
    } catch (IOException | RuntimeException e) {
      return List.of(); // acted on since it was listed, or damaged, which is said later
    }
  }
}
