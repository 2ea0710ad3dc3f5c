package org.kohsuke.stapler;

/** A setter that a form fills. */
@java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
@java.lang.annotation.Target({
  java.lang.annotation.ElementType.FIELD,
  java.lang.annotation.ElementType.METHOD
})
@java.lang.annotation.Documented
public @interface DataBoundSetter {}
