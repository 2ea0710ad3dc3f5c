package org.kohsuke.stapler;

/** The constructor that a form fills. */
@java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
@java.lang.annotation.Target(java.lang.annotation.ElementType.CONSTRUCTOR)
@java.lang.annotation.Documented
public @interface DataBoundConstructor {}
