package dev.straykey.unpack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * The text of one XML part of an office document, in UTF-8: a line for each paragraph and cell,
 * runs put together; attributes that hold texts or addresses behind it, a line for each.
 */
final class OfficeText extends PieceStream {
  private static final XMLInputFactory XML = ForeignXml.factory(1000, 1 << 20);
  private static final long MOST_READ = 512L << 20;

  /** Where one of these ends, a line does; everything else is a part of a line. */
  private static final Set<String> LINES =
      Set.of(
          "p",
          "h",
          "si",
          "c",
          "is",
          "row",
          "f",
          "v",
          "table-cell",
          "br",
          "line-break",
          "title",
          "subject",
          "creator",
          "keywords",
          "description",
          "lastModifiedBy",
          "lpwstr",
          "comment",
          "Company",
          "Manager",
          "HyperlinkBase",
          "definedName",
          "Relationship",
          "connection",
          "dbPr",
          "webPr",
          "user-defined",
          "initial-creator");

  private static final Set<String> ATTRIBUTES =
      Set.of(
          "Target",
          "href",
          "connection",
          "command",
          "url",
          "descr",
          "tooltip",
          "display",
          "val",
          "string-value",
          "formula",
          "value",
          "content");

  private static final int SHORTEST_ATTRIBUTE = 8;

  private final CountedStream counted;
  private final StringBuilder attributes = new StringBuilder();
  private @Nullable XMLStreamReader reader;
  private boolean lineOpen;
  private boolean ended;

  OfficeText(InputStream in) {
    this.counted = new CountedStream(in);
  }

  @Override
  byte @Nullable [] next() throws IOException {
    return ended ? null : piece().getBytes(StandardCharsets.UTF_8);
  }

  /** Returns the next piece of text, which may be empty. */
  private String piece() throws IOException {
    try {
      XMLStreamReader xml = reader;
      if (xml == null) {
        xml = XML.createXMLStreamReader(counted);
        reader = xml;
      }
      if (counted.count() > MOST_READ) {
        throw new IOException("a part of more than 512 MiB");
      }
      if (!xml.hasNext()) {
        ended = true;
        return endOfLine();
      }
      switch (xml.next()) {
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
          String text = xml.getText();
          lineOpen |= !text.isBlank();
          return text;
        }
        case XMLStreamConstants.START_ELEMENT -> {
          return start(xml);
        }
        case XMLStreamConstants.END_ELEMENT -> {
          return LINES.contains(local(xml.getLocalName())) ? endOfLine() : "";
        }
        default -> {
          return "";
        }
      }
    } catch (XMLStreamException e) {
      throw new IOException("damaged XML", e);
    }
  }

  private String start(XMLStreamReader xml) {
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      String value = xml.getAttributeValue(i);
      if (value.length() >= SHORTEST_ATTRIBUTE
          && ATTRIBUTES.contains(local(xml.getAttributeLocalName(i)))) {
        attributes.append(value).append('\n');
      }
    }
    return switch (local(xml.getLocalName())) {
      case "tab" -> "\t";
      case "s" -> xml.getLocalName().startsWith("text") ? " " : "";
      default -> "";
    };
  }

  private String endOfLine() {
    String line = (lineOpen ? "\n" : "") + attributes;
    attributes.setLength(0);
    lineOpen = false;
    return line;
  }

  private static String local(String name) {
    return name.substring(name.indexOf(':') + 1);
  }
}
