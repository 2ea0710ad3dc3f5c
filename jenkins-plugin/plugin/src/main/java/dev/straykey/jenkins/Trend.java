package dev.straykey.jenkins;

import java.util.ArrayList;
import java.util.List;

/** Where the bars of the chart stand, in a drawing of {@value #WIDTH} by {@value #HEIGHT}. */
final class Trend {
  static final int WIDTH = 640;
  static final int HEIGHT = 160;
  private static final int TOP = 20;
  private static final int BOTTOM = 24;

  private Trend() {}

  /** One build. */
  record Point(int build, int keys, int ours) {}

  /** One bar: all keys, and the part of them that is ours below. */
  public static final class Bar {
    private final Point point;
    private final int x;
    private final int width;
    private final int height;
    private final int oursHeight;

    Bar(Point point, int x, int width, int height, int oursHeight) {
      this.point = point;
      this.x = x;
      this.width = width;
      this.height = height;
      this.oursHeight = oursHeight;
    }

    public int getBuild() {
      return point.build();
    }

    public int getKeys() {
      return point.keys();
    }

    public int getOurs() {
      return point.ours();
    }

    public int getX() {
      return x;
    }

    public int getWidth() {
      return width;
    }

    public int getMiddle() {
      return x + width / 2;
    }

    public int getY() {
      return HEIGHT - BOTTOM - height;
    }

    public int getHeight() {
      return height;
    }

    public int getOursY() {
      return HEIGHT - BOTTOM - oursHeight;
    }

    public int getOursHeight() {
      return oursHeight;
    }
  }

  static List<Bar> bars(List<Point> points) {
    int most = Math.max(1, points.stream().mapToInt(Point::keys).max().orElse(1));
    int step = points.isEmpty() ? WIDTH : Math.min(60, WIDTH / points.size());
    int room = HEIGHT - TOP - BOTTOM;
    var bars = new ArrayList<Bar>();
    for (int i = 0; i < points.size(); i++) {
      Point point = points.get(i);
      int height = (int) ((long) room * point.keys() / most);
      int ours = (int) ((long) room * point.ours() / most);
      bars.add(new Bar(point, i * step + 2, Math.max(2, step - 4), height, ours));
    }
    return bars;
  }
}
