package dev.straykey.unpack;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.osgi.InputFactoryProviderImpl;
import javax.xml.stream.XMLInputFactory;

/** How XML is read that anybody may have written: nothing is fetched, nothing is expanded. */
public final class ForeignXml {
  private ForeignXml() {}

  /**
   * Makes a factory whose readers know no document type and no entities from elsewhere, and hand
   * over names as they are written, with their prefix.
   *
   * @param deepest how far elements may lie in one another
   * @param longestAttribute in characters
   */
  public static XMLInputFactory factory(int deepest, int longestAttribute) {
    XMLInputFactory factory = new InputFactoryProviderImpl().createInputFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, false);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
    factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, deepest);
    factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTE_SIZE, longestAttribute);
    return factory;
  }
}
