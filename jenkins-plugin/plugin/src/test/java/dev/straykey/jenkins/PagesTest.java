package dev.straykey.jenkins;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people wrote into repositories is text on our pages, and nothing else. */
class PagesTest {
  private static final String HOSTILE =
      "\"'><script>alert(1)</script><img src=x onerror=alert(2)>${it.class} &amp; \u202egnp";
  private static final Path VIEWS = Path.of("src/main");

  /** A build's action whose reader may see everything. */
  public static final class Visible extends ScanAction {
    @Override
    public boolean isVisible() {
      return true;
    }
  }

  /** A job's action with two builds. */
  public static final class TwoBuilds extends TrendAction {
    @SuppressWarnings("NullAway")
    TwoBuilds() {
      super(null);
    }

    @Override
    public List<Trend.Bar> getBars() {
      return Trend.bars(List.of(new Trend.Point(6, 4, 1), new Trend.Point(7, 2, 2)));
    }
  }

  /** The scan of Jenkins as its page sees it. */
  public static final class Admin {
    public boolean isRunning() {
      return false;
    }

    public String getState() {
      return HOSTILE;
    }

    public List<Row> getRows() {
      return List.of(hostile());
    }

    public List<String> getUnread() {
      return List.of(HOSTILE);
    }

    public int getMore() {
      return 3;
    }
  }

  private static Row hostile() {
    var row = new Row();
    row.name = HOSTILE;
    row.redacted = HOSTILE;
    row.fingerprint = HOSTILE;
    row.scope = HOSTILE;
    row.status = HOSTILE;
    row.owner = HOSTILE;
    row.record = HOSTILE;
    row.where = HOSTILE;
    row.author = HOSTILE;
    row.commit = HOSTILE;
    row.at = HOSTILE;
    row.said = HOSTILE;
    row.link = "https://host/" + HOSTILE;
    row.places = 3;
    return row;
  }

  private static ScanAction action() throws IOException {
    var action = new Visible();
    action.console(List.of(hostile()));
    return action;
  }

  private static Document page(String view, Object it) throws Exception {
    return Jsoup.parse(Pages.render(view, Map.of("it", it, "app", Map.of("ADMINISTER", ""))));
  }

  private static void isInert(Document page) {
    assertThat(page.select("script, img, iframe, object, embed, [onerror], [onclick], [onload]"))
        .isEmpty();
  }

  @Test
  void hostileFindingsAreTextOnTheBuildsPage() throws Exception {
    Document page = page("ScanAction/index.jelly", action());

    isInert(page);
    assertThat(page.select("tbody td").first().text()).contains("<script>alert(1)</script>");
  }

  @Test
  void hostileFindingsAreTextOnTheAdministratorsPage() throws Exception {
    Document page = page("AdminScan/index.jelly", new Admin());

    isInert(page);
    assertThat(page.text()).contains("<script>alert(1)</script>");
    assertThat(page.select("form[method=post][action=scan]")).hasSize(1);
  }

  @Test
  void whatBecameOfAKeyAndWhatWentWrongAreTextOnTheBuildsPage() throws Exception {
    var action = new Visible();
    Row row = hostile();
    row.fingerprint = "ab12ab12ab12";
    action.console(List.of(row));
    action.acted(Map.of("ab".repeat(2) + "12", "not it"), List.of());
    action.acted(
        Map.of("ab12ab12ab12" + "0".repeat(52), "closed " + HOSTILE),
        List.of("SK-4213 " + HOSTILE));

    Document page = page("ScanAction/index.jelly", action);

    isInert(page);
    assertThat(page.select("tbody td").last().text()).contains("closed \"'><script>");
    assertThat(page.select("li").text()).contains("SK-4213", "<script>alert(1)</script>");
  }

  @Test
  void whoeverMayNotSeeFindingsSeesNoErrorsOfActing() throws Exception {
    var action = new ScanAction();
    action.acted(Map.of(), List.of("SK-4213 wrong"));

    assertThat(page("ScanAction/index.jelly", action).text()).doesNotContain("SK-4213");
  }

  @Test
  void aHundredThousandFindingsAreNotDrawn() throws Exception {
    var rows = new java.util.ArrayList<Row>();
    for (int i = 0; i < 1500; i++) {
      var row = new Row();
      row.fingerprint = "%064x".formatted(i);
      row.status = i == 1400 ? "ours" : "not-ours";
      rows.add(row);
    }
    var action = new Visible();
    action.console(rows);

    Document page = page("ScanAction/index.jelly", action);

    assertThat(page.select("tbody tr")).hasSize(1000);
    assertThat(page.select("tbody tr").first().text()).contains("ours").doesNotContain("not-ours");
    assertThat(page.text()).contains("And 500 more");
  }

  @Test
  void aBuildsSummaryCounts() throws Exception {
    assertThat(page("ScanAction/summary.jelly", action()).text())
        .contains("1 leaked key", "1 masked in the console");
  }

  @Test
  void whoeverMayNotSeeFindingsSeesTheirNumber() throws Exception {
    var action = new ScanAction();
    action.console(List.of(hostile()));

    Document page = page("ScanAction/index.jelly", action);

    assertThat(page.select("table")).isEmpty();
    assertThat(page.text()).contains("1 found", "ask for the permission");
  }

  @ParameterizedTest
  @ValueSource(strings = {"TrendAction/index.jelly", "TrendAction/floatingBox.jelly"})
  void theTrendIsDrawnWithoutOutsideResources(String view) throws Exception {
    String text = Pages.render(view, Map.of("it", new TwoBuilds()));

    assertThat(Jsoup.parse(text).select("svg a")).hasSize(2);
    assertThat(text.replace("http://www.w3.org/2000/svg", ""))
        .doesNotContain("http:", "https:", "url(", "<image", "@import");
  }

  @Test
  void theTrendsLinksAreReachedByKeyboard() throws Exception {
    Document page = page("TrendAction/index.jelly", new TwoBuilds());

    assertThat(page.select("svg a")).allMatch(a -> a.hasAttr("href"));
    assertThat(page.select("svg").attr("aria-label")).isNotEmpty();
    assertThat(page.select("table td a")).hasSize(2);
  }

  static List<Path> views() throws IOException {
    try (var files = Files.walk(VIEWS)) {
      return files.filter(f -> f.toString().endsWith(".jelly")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("views")
  void everyViewEscapesByDefault(Path view) throws IOException {
    String text = Files.readString(view);

    assertThat(text).startsWith("<?jelly escape-by-default='true'?>");
    assertThat(text).doesNotContain("<j:out", "h.rawHtml", "<script", "javascript:", " onclick");
  }

  @ParameterizedTest
  @MethodSource("views")
  void everyViewUsesOnlyTagsThatBothJenkinsHave(Path view) throws IOException {
    var known =
        Set.of(
            "j:jelly",
            "j:if",
            "j:choose",
            "j:when",
            "j:otherwise",
            "j:forEach",
            "j:set",
            "f:entry",
            "f:select",
            "f:checkbox",
            "f:textarea",
            "f:textbox",
            "f:section",
            "f:form",
            "f:submit",
            "l:layout",
            "l:main-panel",
            "t:summary",
            "st:include");
    var used = new ArrayList<String>();
    Pattern.compile("<(\\w+:[\\w-]+)")
        .matcher(Files.readString(view))
        .results()
        .forEach(m -> used.add(m.group(1)));

    assertThat(known).containsAll(used);
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        ScanBuilder.class,
        ScanRecorder.class,
        ScanStep.class,
        StraykeyConfiguration.class
      })
  void everyFieldHasASetterAndAHelp(Class<?> type) throws Exception {
    String folder = type.getSimpleName() + "/";
    String config =
        new String(Pages.view(folder + "config.jelly").openStream().readAllBytes(), UTF_8);
    List<String> fields =
        Pattern.compile("field=\"(\\w+)\"").matcher(config).results().map(m -> m.group(1)).toList();

    assertThat(fields).hasSizeGreaterThan(3);
    for (String field : fields) {
      String name = Character.toUpperCase(field.charAt(0)) + field.substring(1);
      assertThat(Pages.view(folder + "help-" + field + ".html")).as(field).isNotNull();
      assertThat(type.getMethods()).as(field).anyMatch(m -> m.getName().equals("set" + name));
      assertThat(type.getMethods())
          .as(field)
          .anyMatch(m -> m.getName().equals("get" + name) || m.getName().equals("is" + name));
    }
  }

  @Test
  void whatChecksOrChangesIsReachedByPostAlone() {
    for (Class<?> type : List.of(StraykeyConfiguration.class, AdminScan.class)) {
      for (Method method : type.getDeclaredMethods()) {
        if (method.getName().startsWith("do")) {
          assertThat(method.isAnnotationPresent(org.kohsuke.stapler.verb.POST.class))
              .as(method.getName())
              .isTrue();
        }
      }
    }
  }
}
