package hudson.model;

/** A build of a freestyle job. */
public abstract class AbstractBuild<P extends AbstractProject<P, R>, R extends AbstractBuild<P, R>>
    extends Run<P, R> implements Queue.Executable {
  AbstractBuild() {}
}
