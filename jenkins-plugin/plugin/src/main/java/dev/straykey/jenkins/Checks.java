package dev.straykey.jenkins;

import dev.straykey.model.ScannerException;
import dev.straykey.pipeline.AgentDesk;
import dev.straykey.pipeline.Surroundings;
import hudson.util.FormValidation;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the system configuration says of a field's value. */
final class Checks {
  private Checks() {}

  static FormValidation configFile(@Nullable String value, Surroundings surroundings) {
    String text = ScanOptions.orEmpty(value);
    if (text.isEmpty()) {
      return FormValidation.ok(
          "Without it Straykey says which keys leaked, and not whose they are.");
    }
    try {
      Path file = Path.of(text);
      if (!file.isAbsolute() || !Files.isRegularFile(file)) {
        return FormValidation.error("There is no such file on the controller; give a full path.");
      }
      AgentDesk desk = OwnLoader.call(() -> new AgentDesk(surroundings, file));
      return FormValidation.ok(
          desk.hasInventory()
              ? String.format(Locale.ROOT, "An inventory of %,d keys.", desk.records())
              : "It names no inventory: Straykey says which keys leaked, and not whose they are.");
    } catch (InvalidPathException e) {
      return FormValidation.error("This is no path.");
    } catch (ScannerException e) {
      return FormValidation.error(Plain.of(String.valueOf(e.getMessage())));
    }
  }

  /** Says which lines are wrong or name nothing, and no secret. */
  static FormValidation credentials(@Nullable String value, StoredCredentials.Store store) {
    String lines = ScanOptions.orEmpty(value);
    String wrong = StoredCredentials.wrong(lines);
    if (!wrong.isEmpty()) {
      return FormValidation.error(wrong);
    }
    var names = new TreeSet<>(StoredCredentials.ids(lines).keySet());
    names.removeAll(StoredCredentials.read(lines, store).keySet());
    return names.isEmpty()
        ? FormValidation.ok()
        : FormValidation.warning(
            "Jenkins has no global secret text with the id of " + String.join(", ", names) + ".");
  }

  static FormValidation folder(@Nullable String value) {
    String text = ScanOptions.orEmpty(value);
    try {
      if (text.isEmpty() || (Files.isDirectory(Path.of(text)) && Files.isWritable(Path.of(text)))) {
        return FormValidation.ok();
      }
      return FormValidation.error("There is no such folder on the controller that may be written.");
    } catch (InvalidPathException e) {
      return FormValidation.error("This is no path.");
    }
  }

  static FormValidation act(boolean value, @Nullable String configFile) {
    if (value && ScanOptions.orEmpty(configFile).isEmpty()) {
      return FormValidation.error(
          "Acting needs a straykey.yaml: its policy, store and credentials are what is acted with.");
    }
    return value
        ? FormValidation.warning(
            "The controller will end keys that builds find, as the policy of this file says.")
        : FormValidation.ok();
  }
}
