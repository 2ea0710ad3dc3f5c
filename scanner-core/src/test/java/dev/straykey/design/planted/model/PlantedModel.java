package dev.straykey.design.planted.model;

import dev.straykey.design.planted.report.PlantedReport;

/** Planted: a noun that knows a room, which the drawing forbids, and so makes a circle. */
public final class PlantedModel {
  public String show() {
    return new PlantedReport().getClass().getName();
  }
}
