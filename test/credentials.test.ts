import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { givenAway, shownBy, specOf } from "./support/documents";
import { said } from "./support/said";

// Credentials as people write them into jobs' documents, tags and attributes: which are found, which are no credentials,
// and that no frame of any finding shows them.

const KEPT = " → if it is one, take it out, count it as known, and declare another under secrets";
const under = (key: string) =>
  `12 secret-like-key the value of "${key}" stands in the output and in a state, for all to read; its key is that of a secret${KEPT}`;
describe("a key that is named like a secret", () => {
  it.each(
    "pass pw pwd pswd passwd passphrase passcode passkey psk creds PASS camera_pass adminPass rtsp-pw RTSPPass wpa.psk pass2 userPW".split(
      " ",
    ),
  )("%s", (key) => {
    expect(givenAway(`{ ${key}: hunter }`)).toEqual([under(key)]);
  });

  it.each(
    "bypass passes passthrough pass-through passThrough compass passenger passage passCount pass_rate lowPass two_pass pwm psks screds kpw".split(
      " ",
    ),
  )("%s is none", (key) => {
    expect(givenAway(`{ ${key}: hunter2 }`)).toEqual([]);
  });

  it.each(["$CAMERA_PW", "${CAMERA_PW}", "$(get pw)", "{{ pw }}", "<password>", "•••", "***", "%PW%"])(
    "pw, but not where %s stands for it",
    (value) => {
      expect(givenAway(`{ pw: "${value}" }`)).toEqual([]);
    },
  );
});

describe("auth", () => {
  it.each([
    "hunter2",
    "S3cret!",
    "admin:hunter",
    "cam:hunter2",
    "12345678",
    "Basic YWRtaW46aHVudGVy",
    "Bearer abcdef",
  ])("%s is a credential", (value) => {
    expect(givenAway(`{ auth: "${value}" }`)).toEqual([under("auth")]);
    expect(givenAway(`{ cameraAuth: "${value}" }`)).toEqual([under("cameraAuth")]);
  });

  it.each(
    "basic digest none tls mutual-tls oauth2 wpa2-psk sha256 digest-md5 sigv4 aws-sigv4 tls1.2 TLSv1.3 x509 profile1 camera01 1 $AUTH ${AUTH} /etc/auth1.json arn:aws:iam none:none".split(
      " ",
    ),
  )("%s is a way to show who one is", (value) => {
    expect(givenAway(`{ auth: "${value}" }`)).toEqual([]);
  });

  it("is part of other words", () => {
    for (const key of ["author", "authority", "auth-url", "oauth"])
      expect(givenAway(`{ ${key}: hunter2 }`)).toEqual([]);
  });
});

describe("the frames of other findings on the same line", () => {
  const LINES = [
    "pw: hunter2",
    "pass: hunter2",
    "cameraPass: hunter2",
    "auth: hunter2",
    "auth: admin:hunter2",
  ];
  const HOSTILE = 'b: "{{resolve:x}}"';

  it.each(LINES)("hide %s", async (line) => {
    const shown = await shownBy(specOf(`{ ${HOSTILE}, ${line} }`));
    expect(shown).toMatch(/evaluated-text|yaml-syntax/);
    expect(shown).not.toContain("hunter2");
  });

  it("of a broken spec too", async () => {
    for (const line of LINES) {
      const shown = await shownBy(specOf(`{ ${line}, a: b: c }`));
      expect(shown).toContain(" yaml-");
      expect(shown).not.toContain("hunter2");
    }
  });

  it("show what is none", async () => {
    const shown = await shownBy(specOf(`{ ${HOSTILE}, bypass: a1, auth: digest }`));
    expect(shown).toContain("bypass: a1, auth: digest }");
  });
});

describe("specs that give nothing away", () => {
  const OK = join(import.meta.dirname, "../fixtures/ok");

  it.each(readdirSync(OK))("fixtures/ok/%s", (name) => {
    const text = readFileSync(join(OK, name, "spec.yaml"), "utf8");
    expect(said(text).filter((line) => / (secret-like-key|private-key-in-text) /.test(line))).toEqual([]);
  });
});
