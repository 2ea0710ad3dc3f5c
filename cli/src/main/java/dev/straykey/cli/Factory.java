package dev.straykey.cli;

import dev.straykey.model.Audience;
import dev.straykey.model.FailOn;
import dev.straykey.model.WireName;
import dev.straykey.pipeline.Surroundings;
import picocli.CommandLine;

/** Makes commands, handing each the surroundings of the process. */
final class Factory implements CommandLine.IFactory {
  private final Surroundings surroundings;

  Factory(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public <K> K create(Class<K> type) throws Exception {
    try {
      return type.getDeclaredConstructor(Surroundings.class).newInstance(surroundings);
    } catch (NoSuchMethodException e) {
      return CommandLine.defaultFactory().create(type);
    }
  }

  void installConverters(CommandLine line) {
    line.registerConverter(Audience.class, text -> WireName.parse(Audience.class, text));
    line.registerConverter(FailOn.class, text -> WireName.parse(FailOn.class, text));
    line.getSubcommands().values().forEach(this::installConverters);
  }
}
