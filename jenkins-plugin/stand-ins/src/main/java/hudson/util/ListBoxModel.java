package hudson.util;

/** The choices of a list on a page. */
public class ListBoxModel extends java.util.ArrayList<ListBoxModel.Option>
    implements org.kohsuke.stapler.HttpResponse {
  private static final long serialVersionUID = 1L;

  public ListBoxModel() {}

  public void add(String displayName, String value) {
    add(new Option(displayName, value));
  }

  /** One choice. */
  public static final class Option {
    public String name;
    public String value;

    public Option(String name, String value) {
      this.name = name;
      this.value = value;
    }
  }
}
