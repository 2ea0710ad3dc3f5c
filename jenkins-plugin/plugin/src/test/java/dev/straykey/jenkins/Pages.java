package dev.straykey.jenkins;

import java.io.StringWriter;
import java.net.URL;
import java.util.Map;
import org.apache.commons.jelly.DynaTagSupport;
import org.apache.commons.jelly.JellyContext;
import org.apache.commons.jelly.JellyTagException;
import org.apache.commons.jelly.Script;
import org.apache.commons.jelly.Tag;
import org.apache.commons.jelly.TagLibrary;
import org.apache.commons.jelly.XMLOutput;
import org.apache.commons.jelly.impl.TagFactory;
import org.apache.commons.jelly.impl.TagScript;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.AttributesImpl;

/**
 * Renders a page's view without a Jenkins: Jenkins' own tags come out as elements of their names,
 * and all text is escaped, as it is in a Jenkins where the view asks for it.
 */
final class Pages {
  private Pages() {}

  static URL view(String name) {
    return Pages.class.getResource("/dev/straykey/jenkins/" + name);
  }

  static String render(String view, Map<String, Object> variables) throws Exception {
    var context = new JellyContext();
    for (String uri : new String[] {"/lib/layout", "/lib/form", "/lib/hudson", "jelly:stapler"}) {
      context.registerTagLibrary(uri, new JenkinsTags());
    }
    variables.forEach(context::setVariable);
    var text = new StringWriter();
    XMLOutput out = XMLOutput.createXMLOutput(text, true);
    Script script = context.compileScript(view(view));
    script.run(context, out);
    out.flush();
    return text.toString();
  }

  private static final class JenkinsTags extends TagLibrary {
    @Override
    public Tag createTag(String name, Attributes attributes) {
      return new Element(name);
    }

    @Override
    public TagScript createTagScript(String name, Attributes attributes) {
      return new TagScript(
          new TagFactory() {
            @Override
            public Tag createTag(String tag, Attributes given) {
              return new Element(tag);
            }
          });
    }
  }

  private static final class Element extends DynaTagSupport {
    private final String name;
    private final AttributesImpl given = new AttributesImpl();

    Element(String name) {
      this.name = name;
    }

    @Override
    public void setAttribute(String attribute, Object value) {
      given.addAttribute("", attribute, attribute, "CDATA", String.valueOf(value));
    }

    @Override
    public void doTag(XMLOutput out) throws JellyTagException {
      try {
        out.startElement("", name, name, given);
        invokeBody(out);
        out.endElement("", name, name);
      } catch (SAXException e) {
        throw new JellyTagException(e);
      }
    }
  }
}
