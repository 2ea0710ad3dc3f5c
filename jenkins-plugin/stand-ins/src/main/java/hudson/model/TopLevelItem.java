package hudson.model;

/** An item that may stand at the top. */
public interface TopLevelItem extends Item, Describable<TopLevelItem> {}
