package org.jenkinsci;

/** A short name for pipelines and configuration as code. */
@java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
@java.lang.annotation.Target(java.lang.annotation.ElementType.TYPE)
@java.lang.annotation.Documented
public @interface Symbol {
  String[] value();
}
