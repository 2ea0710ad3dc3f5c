package dev.straykey.scan;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;

final class Explore {
  public static void main(String[] args) throws Exception {
    int ok = 0, all = 0, extra = 0;
    for (String file : args) {
      for (Sort sort : Sort.table(Files.readString(Path.of(file))).toList()) {
        var found = new ArrayList<>(Found.in(sort.path(), sort.text().getBytes(StandardCharsets.UTF_8)));
        var out = new StringBuilder();
        for (var e : sort.expected()) {
          all++;
          var hit = found.stream().filter(f -> f.key().equals(e.key()) && f.line() == e.line()).findFirst();
          if (hit.isPresent()) {
            ok++;
            found.remove(hit.get());
            if (!hit.get().rule().equals(e.rule())) {
              out.append("   named  %-40s line %d, expected %s\n".formatted(hit.get().rule(), e.line(), e.rule()));
            }
          } else {
            out.append("   MISSED %-40s line %d: %s\n".formatted(e.rule(), e.line(), sort.text().split("\n")[e.line() - 1]));
          }
        }
        for (var f : found) {
          extra++;
          out.append("   EXTRA  %-40s line %d: %s  <%s>\n".formatted(f.rule(), f.line(), sort.text().split("\n")[Math.max(0, f.line() - 1)], f.key()));
        }
        if (out.length() > 0) System.out.println(sort.path() + "\n" + out.toString().stripTrailing());
      }
    }
    System.out.println("found " + ok + " of " + all + ", extra " + extra);
  }
}
