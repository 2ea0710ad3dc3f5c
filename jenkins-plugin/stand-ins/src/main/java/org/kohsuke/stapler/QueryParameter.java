package org.kohsuke.stapler;

/** A parameter of the request. */
@java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
@java.lang.annotation.Target(java.lang.annotation.ElementType.PARAMETER)
@java.lang.annotation.Documented
public @interface QueryParameter {
  String value() default "";
}
