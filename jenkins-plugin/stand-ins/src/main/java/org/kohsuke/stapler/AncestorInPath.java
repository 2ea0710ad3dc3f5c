package org.kohsuke.stapler;

/** The nearest object of the parameter's type in the address. */
@java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
@java.lang.annotation.Target(java.lang.annotation.ElementType.PARAMETER)
@java.lang.annotation.Documented
public @interface AncestorInPath {}
