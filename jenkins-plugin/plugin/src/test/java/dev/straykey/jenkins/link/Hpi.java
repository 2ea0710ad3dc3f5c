package dev.straykey.jenkins.link;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The plugin as it was built. */
final class Hpi {
  static final String INNER = "WEB-INF/lib/straykey.jar";

  private Hpi() {}

  static Path file() {
    return Path.of(System.getProperty("straykey.hpi", "target/straykey.hpi"));
  }

  static Map<String, byte[]> entries() throws IOException {
    try (InputStream in = Files.newInputStream(file())) {
      return entries(in);
    }
  }

  static Map<String, byte[]> inner() throws IOException {
    return entries(new ByteArrayInputStream(entries().get(INNER)));
  }

  private static Map<String, byte[]> entries(InputStream in) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    var zip = new ZipInputStream(in);
    for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
      if (!entry.isDirectory()) {
        entries.put(entry.getName(), zip.readAllBytes());
      }
    }
    return entries;
  }

  static Attributes manifest(Map<String, byte[]> entries) throws IOException {
    return new Manifest(new ByteArrayInputStream(entries.get("META-INF/MANIFEST.MF")))
        .getMainAttributes();
  }
}
