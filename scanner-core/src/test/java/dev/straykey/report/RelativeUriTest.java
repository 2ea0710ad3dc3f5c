package dev.straykey.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.straykey.model.Audience;
import dev.straykey.model.Provenance;
import java.net.URI;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelativeUriTest {
  private static Provenance where(String source, String path) {
    return Provenance.file("dir", source, path, Audience.LOCAL);
  }

  @ParameterizedTest
  @CsvSource({
    ".,src/a.txt,src/a.txt",
    "./services,a.txt,services/a.txt",
    "services/,a.txt,services/a.txt",
    "conf/app.env,app.env,conf/app.env",
    "app.env,app.env,app.env",
    "/home/me/repo,src/a.txt,src/a.txt",
    "../repo,src/a.txt,src/a.txt",
    "-,stdin,stdin",
    ".,lib.zip!/x/a.txt,lib.zip%21/x/a.txt",
    ".,a:b#c?d%.txt,a%3Ab%23c%3Fd%25.txt",
    ".,ü.txt,%C3%BC.txt",
    ".,/etc/passwd,etc/passwd",
    ".,../../x,__/__/x",
    ".,a//./b,a/b"
  })
  void leadsFromWhereTheScanWasStarted(String source, String path, String uri) {
    assertThat(RelativeUri.of(where(source, path)).replace("!", "%21")).isEqualTo(uri);
  }

  @Test
  void isNeverEmpty() {
    assertThat(RelativeUri.of(where("", ""))).isEqualTo("dir");
  }

  @Property(tries = 500)
  void isNeverAbsoluteAndNeverAboveItsStart(@ForAll String source, @ForAll String path) {
    var uri = URI.create(RelativeUri.of(where(source, path)));

    assertThat(uri.isAbsolute()).isFalse();
    assertThat(uri.getRawAuthority()).isNull();
    assertThat(uri.getRawPath()).doesNotStartWith("/");
    assertThat(URI.create("file:/repo/").resolve(uri).normalize().getRawPath())
        .startsWith("/repo/");
  }
}
