package hudson;

/** An interface or class that plugins implement. */
public interface ExtensionPoint {}
