package hudson.model;

/** A page and link beside a build, a job or Jenkins itself. */
public interface Action extends ModelObject {
  String getIconFileName();

  @Override
  String getDisplayName();

  String getUrlName();
}
