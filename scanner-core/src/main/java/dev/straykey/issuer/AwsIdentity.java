package dev.straykey.issuer;

import dev.straykey.model.KeyScope;
import dev.straykey.model.Owner;
import dev.straykey.model.OwnerType;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who a pair of AWS keys is, as GetCallerIdentity tells.
 *
 * @param account twelve digits
 * @param name of the user or role; null for the root user, and for who is neither
 */
record AwsIdentity(String account, Kind kind, @Nullable String name) {
  private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
  private static final Pattern ARN =
      Pattern.compile("arn:aws[a-z-]{0,20}:(iam|sts)::([0-9]{12}):([\\w+=,.@/-]{1,1024})");
  private static final Pattern USER_NAME = Pattern.compile("[\\w+=,.@-]{1,128}");

  /** What kinds of caller the keys' life hangs on. */
  enum Kind {
    /** An IAM user. */
    USER,
    /** A session of a role. */
    ROLE,
    /** The account's root user. */
    ROOT,
    /** Another, such as a federated user. */
    OTHER
  }

  /** Reads account and name; null when they are none, or contradict each other. */
  static @Nullable AwsIdentity of(@Nullable String account, @Nullable String arn) {
    if (account == null || arn == null || !ACCOUNT.matcher(account).matches()) {
      return null;
    }
    Matcher parts = ARN.matcher(arn);
    if (!parts.matches() || !parts.group(2).equals(account)) {
      return null;
    }
    String service = parts.group(1);
    String[] path = parts.group(3).split("/", -1);
    if (service.equals("iam") && path.length == 1 && path[0].equals("root")) {
      return new AwsIdentity(account, Kind.ROOT, null);
    }
    // A user may lie in folders; the name is the last part.
    String last = path[path.length - 1];
    if (service.equals("iam") && path.length > 1 && path[0].equals("user") && isUserName(last)) {
      return new AwsIdentity(account, Kind.USER, last);
    }
    if (service.equals("sts")
        && path.length == 3
        && path[0].equals("assumed-role")
        && isUserName(path[1])) {
      return new AwsIdentity(account, Kind.ROLE, path[1]);
    }
    return new AwsIdentity(account, Kind.OTHER, null);
  }

  /** Returns whether a user of IAM can be called so. */
  static boolean isUserName(String text) {
    return USER_NAME.matcher(text).matches();
  }

  KeyScope scope() {
    return switch (kind) {
      case USER -> KeyScope.USER;
      case ROLE -> KeyScope.WORKLOAD;
      case ROOT -> KeyScope.ORGANISATION;
      case OTHER -> KeyScope.UNKNOWN;
    };
  }

  @Nullable Owner owner() {
    return switch (kind) {
      case USER -> user(String.valueOf(name));
      case ROLE -> new Owner(OwnerType.SERVICE, String.valueOf(name));
      case ROOT -> new Owner(OwnerType.TEAM, account);
      case OTHER -> null;
    };
  }

  static Owner user(String name) {
    return new Owner(OwnerType.PERSON, name);
  }
}
