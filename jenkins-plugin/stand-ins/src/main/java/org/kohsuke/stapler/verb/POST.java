package org.kohsuke.stapler.verb;

/** Reached by POST alone. */
@java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
@java.lang.annotation.Target({
  java.lang.annotation.ElementType.METHOD,
  java.lang.annotation.ElementType.PARAMETER
})
@java.lang.annotation.Documented
public @interface POST {}
