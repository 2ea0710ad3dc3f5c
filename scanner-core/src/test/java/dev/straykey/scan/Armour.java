package dev.straykey.scan;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;

/** Armoured private keys, new ones each time the tests run. */
enum Armour {
  PKCS8("PRIVATE KEY", "private-key-pkcs8", 64),
  RSA("RSA PRIVATE KEY", "private-key-rsa", 64),
  EC("EC PRIVATE KEY", "private-key-ec", 64),
  OPENSSH("OPENSSH PRIVATE KEY", "private-key-openssh", 70),
  PGP("PGP PRIVATE KEY BLOCK", "private-key-pgp", 64),
  ENCRYPTED("ENCRYPTED PRIVATE KEY", "private-key-encrypted", 64),
  ENCRYPTED_OPENSSL("RSA PRIVATE KEY", "private-key-encrypted-openssl", 64),
  ENCRYPTED_OPENSSH("OPENSSH PRIVATE KEY", "private-key-encrypted-openssh", 70);

  final String label;
  final String rule;
  private final int width;

  Armour(String label, String rule, int width) {
    this.label = label;
    this.rule = rule;
    this.width = width;
  }

  /** Returns a new key as its tool writes it, without a line end behind it. */
  String make() throws GeneralSecurityException {
    String headers =
        switch (this) {
          case ENCRYPTED_OPENSSL ->
              "Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,%s\n\n".formatted(hex());
          case PGP -> "\n";
          default -> "";
        };
    String sum = this == PGP ? "\n=" + encode(Arrays.copyOf(bytes(), 3)) : "";
    String lines = encode(bytes());
    return "-----BEGIN %s-----\n%s%s%s\n-----END %s-----"
        .formatted(label, headers, lines, sum, label);
  }

  private String encode(byte[] bytes) {
    // The encoder's lines are a multiple of four letters.
    String letters = Base64.getEncoder().encodeToString(bytes);
    return letters.replaceAll("(.{" + width + "})(?!$)", "$1\n");
  }

  private static String hex() {
    return Made.make("HEX32", new Random(7));
  }

  private byte[] bytes() throws GeneralSecurityException {
    return switch (this) {
      case PKCS8 -> key("Ed25519", 255);
      case RSA -> inside(key("RSA", 1024), 26);
      case EC -> inside(key("EC", 256), 28);
      case OPENSSH -> openSsh("none", "none");
      case ENCRYPTED_OPENSSH -> openSsh("aes256-ctr", "bcrypt");
      case PGP -> Made.bytes(700, new Random(7));
      case ENCRYPTED, ENCRYPTED_OPENSSL -> Made.bytes(640, new Random(7));
    };
  }

  private static byte[] key(String algorithm, int size) throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance(algorithm);
    generator.initialize(size);
    return generator.generateKeyPair().getPrivate().getEncoded();
  }

  /** PKCS #8 is the older form behind a head that says which algorithm it is of. */
  private static byte[] inside(byte[] pkcs8, int head) {
    return Arrays.copyOfRange(pkcs8, head, pkcs8.length);
  }

  /** As openssh/PROTOCOL.key says. */
  private static byte[] openSsh(String cipher, String kdf) {
    var out = new ByteArrayOutputStream();
    out.writeBytes("openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII));
    string(out, cipher.getBytes(StandardCharsets.US_ASCII));
    string(out, kdf.getBytes(StandardCharsets.US_ASCII));
    string(out, kdf.equals("none") ? new byte[0] : Made.bytes(24, new Random(7)));
    out.writeBytes(new byte[] {0, 0, 0, 1});
    string(out, Made.bytes(51, new Random(7)));
    string(out, Made.bytes(144, new Random(7)));
    return out.toByteArray();
  }

  private static void string(ByteArrayOutputStream out, byte[] bytes) {
    out.writeBytes(ByteBuffer.allocate(4).putInt(bytes.length).array());
    out.writeBytes(bytes);
  }
}
