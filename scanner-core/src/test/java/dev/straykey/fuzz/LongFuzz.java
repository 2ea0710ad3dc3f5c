package dev.straykey.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * A test whose inputs a fuzzer makes, guided by the code that they reach. Only in the soak: the
 * fuzzer takes a process for itself, so that a class has one such test, and its agent makes every
 * other test of the process slow. What it found once becomes an input of the short form.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@EnabledIfEnvironmentVariable(named = "JAZZER_FUZZ", matches = ".+")
@FuzzTest(maxDuration = "40s")
public @interface LongFuzz {}
