package hudson;

/**
 * Marks a class or method whose instance Jenkins takes as an implementation of an extension point.
 */
@net.java.sezpoz.Indexable
@java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
@java.lang.annotation.Target({
  java.lang.annotation.ElementType.TYPE,
  java.lang.annotation.ElementType.FIELD,
  java.lang.annotation.ElementType.METHOD
})
@java.lang.annotation.Documented
public @interface Extension {
  double ordinal() default 0;

  boolean optional() default false;
}
