package dev.straykey.issuer;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.osgi.InputFactoryProviderImpl;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * An answer's XML as a tree of names and texts; attributes and namespaces do not count.
 *
 * <p>Foreign text: a document type, an entity that is not XML's own, or more than some thousand
 * elements make it no answer. The client bounds its bytes.
 */
final class AwsXml {
  private static final int DEEPEST = 16;
  private static final int MOST_ELEMENTS = 5_000;
  private static final int LONGEST_TEXT = 2_048;

  final String name;
  private final List<AwsXml> children = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();

  private AwsXml(String name) {
    this.name = name;
  }

  /** Returns the outermost element; null when {@code body} is no whole XML that may be read. */
  static @Nullable AwsXml parse(String body) {
    try {
      XMLStreamReader xml = factory().createXMLStreamReader(new StringReader(body));
      try {
        return read(xml);
      } finally {
        xml.close();
      }
    } catch (XMLStreamException | RuntimeException e) {
      return null; // Woodstox tells of some damage by unchecked errors
    }
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = new InputFactoryProviderImpl().createInputFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
    factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, DEEPEST);
    factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_COUNT, (long) MOST_ELEMENTS);
    return factory;
  }

  private static @Nullable AwsXml read(XMLStreamReader xml) throws XMLStreamException {
    AwsXml root = null;
    Deque<AwsXml> open = new ArrayDeque<>();
    while (xml.hasNext()) {
      switch (xml.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          var element = new AwsXml(xml.getLocalName());
          AwsXml parent = open.peek();
          if (parent != null) {
            parent.children.add(element);
          } else {
            root = element;
          }
          open.push(element);
        }
        case XMLStreamConstants.END_ELEMENT -> open.pop();
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
          AwsXml element = open.peek();
          if (element != null) {
            element.append(xml.getText());
          }
        }
        case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE -> {
          return null;
        }
        default -> {
          // Comments and instructions say nothing.
        }
      }
    }
    return root;
  }

  private void append(String more) {
    if (text.length() + more.length() > LONGEST_TEXT) {
      throw new IllegalArgumentException("a text longer than any that is asked for");
    }
    text.append(more);
  }

  /**
   * Returns the text at {@code path}, names joined by slashes; null when nothing stands there, or
   * more than one thing: whoever reads the first of two may read another than the sender meant.
   */
  @Nullable String text(String path) {
    List<AwsXml> found = all(path);
    return found.size() == 1 && found.get(0).children.isEmpty()
        ? found.get(0).text.toString().strip()
        : null;
  }

  /** Returns all elements at {@code path}, in the order of the text. */
  List<AwsXml> all(String path) {
    List<AwsXml> at = List.of(this);
    for (String step : path.split("/", -1)) {
      var next = new ArrayList<AwsXml>();
      for (AwsXml element : at) {
        element.children.stream().filter(child -> child.name.equals(step)).forEach(next::add);
      }
      at = next;
    }
    return at;
  }
}
