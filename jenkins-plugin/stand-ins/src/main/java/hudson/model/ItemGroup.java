package hudson.model;

/** Holds items. */
public interface ItemGroup<T extends Item> extends PersistenceRoot, ModelObject {
  default <I extends Item> Iterable<I> allItems(Class<I> type) {
    throw new hudson.StandIn();
  }
}
