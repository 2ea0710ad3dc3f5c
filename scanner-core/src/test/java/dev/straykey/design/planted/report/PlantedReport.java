package dev.straykey.design.planted.report;

import dev.straykey.design.planted.model.PlantedModel;
import dev.straykey.model.Secret;

/** Planted: a report that prints a key. */
public final class PlantedReport {
  public void print(PlantedModel model, Secret secret) {
    System.out.println(model.show() + secret.reveal());
  }
}
