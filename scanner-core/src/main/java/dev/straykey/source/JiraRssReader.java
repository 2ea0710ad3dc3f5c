package dev.straykey.source;

import com.ctc.wstx.api.WstxInputProperties;
import dev.straykey.unpack.ForeignXml;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.codehaus.stax2.XMLInputFactory2;
import org.jspecify.annotations.Nullable;

/** Walks the XML. No document type, no entities from elsewhere, bounded in depth and length. */
final class JiraRssReader {
  private static final int MAX_TEXT = 40_000_000;

  /** Elements whose text Jira makes itself, or that say again what stands elsewhere. */
  private static final Set<String> NOT_TEXT =
      Set.of(
          "type",
          "priority",
          "status",
          "statusCategory",
          "resolution",
          "updated",
          "resolved",
          "votes",
          "watches",
          "timeestimate",
          "timeoriginalestimate",
          "timespent",
          "aggregatetimeoriginalestimate",
          "aggregatetimeremainingestimate",
          "aggregatetimespent",
          "due",
          "parent",
          "subtask",
          "issuekey",
          "project",
          "security");

  private final JiraIssues issues;

  JiraRssReader(JiraIssues issues) {
    this.issues = issues;
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = ForeignXml.factory(300, MAX_TEXT);
    // Lazily, damage would show as an unchecked error wherever a text is asked for.
    factory.setProperty(XMLInputFactory2.P_LAZY_PARSING, false);
    factory.setProperty(WstxInputProperties.P_MAX_TEXT_LENGTH, MAX_TEXT);
    return factory;
  }

  /**
   * @throws XMLStreamException where the file is damaged; what came before was handed over
   */
  void read(InputStream in) throws IOException, XMLStreamException {
    XMLStreamReader xml = factory().createXMLStreamReader(new ControlsAsBlanks(in));
    boolean inItem = false;
    try {
      while (xml.hasNext()) {
        int event = xml.next();
        if (event == XMLStreamConstants.START_ELEMENT) {
          if (xml.getLocalName().equals("item")) {
            inItem = true;
            issues.begin();
          } else if (inItem) {
            element(xml);
          }
        } else if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("item")) {
          inItem = false;
          issues.end();
        }
      }
    } catch (XMLStreamException e) {
      if (inItem) {
        issues.end();
      }
      throw e;
    } finally {
      xml.close();
    }
  }

  private void element(XMLStreamReader xml) throws IOException, XMLStreamException {
    String name = xml.getLocalName();
    switch (name) {
      case "title" -> issues.title(text(xml));
      case "key" -> issues.key(text(xml));
      case "link" -> issues.link(text(xml));
      case "created" -> issues.created(text(xml));
      case "reporter" -> {
        String user = attribute(xml, "username");
        String shown = text(xml);
        issues.reporter(user == null ? shown : user);
      }
      case "comment" -> comment(xml);
      case "attachment" -> {
        String file = attribute(xml, "name");
        issues.text("attachment", file == null ? "" : file);
      }
      case "customfield" -> customField(xml);
      case "comments", "attachments", "customfields", "labels", "subtasks", "issuelinks" -> {
        // What they hold comes next.
      }
      default -> {
        String text = HtmlText.of(text(xml));
        if (!NOT_TEXT.contains(name)) {
          issues.text(name, text);
        }
      }
    }
  }

  private void comment(XMLStreamReader xml) throws IOException, XMLStreamException {
    String id = attribute(xml, "id");
    String author = attribute(xml, "author");
    String created = attribute(xml, "created");
    boolean restricted =
        attribute(xml, "grouplevel") != null || attribute(xml, "rolelevel") != null;
    var html = new StringBuilder();
    XMLStreamException broken = null;
    try {
      text(xml, html);
    } catch (XMLStreamException e) {
      broken = e;
    }
    issues.comment(
        id == null ? "" : id,
        author,
        created == null ? "" : created,
        restricted,
        HtmlText.of(html.toString()));
    if (broken != null) {
      throw broken;
    }
  }

  private void customField(XMLStreamReader xml) throws XMLStreamException {
    String id = attribute(xml, "id");
    String name = id == null ? "customfield" : id;
    Deque<String> open = new ArrayDeque<>();
    open.push(xml.getLocalName());
    while (!open.isEmpty()) {
      int event = xml.next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        switch (xml.getLocalName()) {
          case "customfieldname" -> {
            String shown = text(xml).strip();
            name = shown.isEmpty() ? name : shown;
          }
          case "customfieldvalue" -> issues.text(name, HtmlText.of(text(xml)));
          default -> open.push(xml.getLocalName());
        }
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        open.pop();
      } else if (event == XMLStreamConstants.CHARACTERS && !xml.isWhiteSpace()) {
        issues.text(name, HtmlText.of(xml.getText()));
      }
    }
  }

  private String text(XMLStreamReader xml) throws XMLStreamException {
    var text = new StringBuilder();
    String name = xml.getLocalName();
    try {
      text(xml, text);
    } catch (XMLStreamException e) {
      // What stood before the break belongs to somebody's text as well.
      issues.text(name, HtmlText.of(text.toString()));
      throw e;
    }
    return text.toString();
  }

  /** Reads to the end of the element; markup that was not escaped goes in as the HTML it is. */
  private static void text(XMLStreamReader xml, StringBuilder into) throws XMLStreamException {
    int depth = 1;
    while (depth > 0) {
      switch (xml.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          depth++;
          into.append('<').append(xml.getLocalName()).append('>');
        }
        case XMLStreamConstants.END_ELEMENT -> {
          depth--;
          if (depth > 0) {
            into.append("</").append(xml.getLocalName()).append('>');
          }
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
          if (into.length() + xml.getTextLength() > MAX_TEXT) {
            throw new XMLStreamException("too long", xml.getLocation());
          }
          into.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
        }
        case XMLStreamConstants.ENTITY_REFERENCE ->
            into.append('&').append(xml.getLocalName()).append(';');
        default -> {
          // comments and processing instructions are the renderer's
        }
      }
    }
  }

  private static @Nullable String attribute(XMLStreamReader xml, String name) {
    return xml.getAttributeValue(null, name);
  }

  /** Jira lets control characters through that XML forbids. */
  private static final class ControlsAsBlanks extends java.io.FilterInputStream {
    private boolean wide;
    private boolean started;

    ControlsAsBlanks(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      int n = read(one, 0, 1);
      return n < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int n = super.read(into, offset, length);
      if (!started && n > 0) {
        started = true;
        wide = (into[offset] & 0xff) >= 0xfe || into[offset] == 0; // UTF-16: not ours to judge
      }
      for (int i = offset; !wide && i < offset + n; i++) {
        if (into[i] >= 0
            && into[i] < ' '
            && into[i] != '\n'
            && into[i] != '\r'
            && into[i] != '\t') {
          into[i] = ' ';
        }
      }
      return n;
    }
  }
}
