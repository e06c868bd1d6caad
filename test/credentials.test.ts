import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { givenAway, shownBy, specOf } from "./support/documents";
import { HEAD, said } from "./support/said";

// Credentials as people write them into jobs' documents, tags and attributes: which are found, which are no credentials,
// and that no frame of any finding shows them.

const KEPT = " → if it is one, take it out, count it as known, and declare another under secrets";
const under = (key: string) =>
  `12 secret-like-key the value of "${key}" stands in the output and in a state, for all to read; its key is that of a secret${KEPT}`;
const given = (name: string) =>
  `17 secret-like-key this text gives "${name}" what is most likely a secret; it stands in the output and in a state, for all to read${KEPT}`;

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

  it.each([
    "$CAMERA_PW",
    "${CAMERA_PW}",
    "$(get pw)",
    "{{ pw }}",
    "<password>",
    "•••",
    "***",
    "%PW%",
    "/run/secrets/pw",
    "@pw.txt",
    "env:PW",
    "true",
    "yes",
    "off",
    "none",
    "2",
  ])("pw, but not where %s stands for it", (value) => {
    expect(givenAway(`{ pw: "${value}" }`)).toEqual([]);
  });
});

it("a pass that is a PIN is one all the same", () => {
  expect(givenAway('{ pass: "1234" }')).toEqual([under("pass")]);
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

describe("a text that sets a secret", () => {
  it("may be a key", () => {
    const key =
      'this key gives "PASSWORD" what is most likely a secret; it stands in the output and in a state, for all to read';
    expect(givenAway('{ "PASSWORD=hunter": 5 }').join()).toContain(key);
  });

  it("is refused as a token where it is one, and not warned of", () => {
    const token = `ghp_${"aB3".repeat(12)}`;
    expect(givenAway(`{ a: [ "--password=${token}" ] }`)).toEqual([]);
    expect(said(specOf(`{ a: [ "--password=${token}" ] }`)).join()).toContain("token-in-text");
  });

  it.each<[string, string]>([
    ["--password=hunter", "--password"],
    ["--password hunter2", "--password"],
    ["run --db-pass=hunter now", "--db-pass"],
    ["--password 12345678", "--password"],
    ["-pw=hunter", "-pw"],
    ["--password='my dog'", "--password"],
    ["--password=@dm1n", "--password"],
    ["PASSWORD=hunter", "PASSWORD"],
    ["export DB_PASSWORD=hunter && run", "DB_PASSWORD"],
    ["password = hunter", "password"],
    ["http://x.example.com/?token=abc&x=1", "token"],
    ["X-Auth-Token: abc123def", "X-Auth-Token"],
    ["the password: hunter2", "password"],
    ["{'password': 'hunter'}", "password"],
    ["['--password', 'hunter']", "--password"],
    ["curl -u admin:hunter http://x.example.com", "-u"],
    ["curl -su admin:hunter http://x.example.com", "-su"],
    ["curl --user admin:hunter http://x.example.com", "--user"],
    ["curl --proxy-user 'admin:hunter'", "--proxy-user"],
    ["Authorization: Basic YWRtaW46aHVudGVy", "Authorization"],
    ["curl -H 'Authorization: Bearer abc123def'", "Authorization"],
    ["openssl rsa -passin pass:hunter", "-passin"],
    ["sshpass -p hunter ssh x", "sshpass"],
  ])("%s", (text, name) => {
    expect(givenAway(`{ a: [ "${text}" ] }`)).toEqual([given(name)]);
  });

  it.each([
    "--password=$PW",
    "--password=${PW}",
    "--password=<password>",
    "--password=•••",
    "--password=",
    "--password=@pw.txt",
    "--password=/run/secrets/pw",
    "--password=true",
    "--password instead of a key",
    "--password --user a",
    "--password",
    "--password-file=/run/pw",
    "--password-file=hunter2",
    "--max-tokens=1024",
    "--token=1024",
    "--secret=panorama/dock-1",
    "--secret-id panorama/dock1",
    "PASSWORD= run",
    "PASSWORD=$(cat pw)",
    "http://x.example.com/?token=$TOKEN&x=1",
    "password: see the vault",
    "if password == x1y2z3",
    "arn:aws:secretsmanager:us-east-1:123456789012:secret:panorama/cam-AbCd12",
    "compass=north1",
    "bypass=true1x",
    "ffmpeg -pass 2",
    "pass=1",
    "curl -u admin: http://x.example.com",
    "curl -u $USER:$PW http://x.example.com",
    "docker run -u root:root x1",
    "docker run --user 1000:1000 x1",
    "Authorization: Bearer $TOKEN",
    "openssl rsa -passin env:PW",
    "sshpass -p $PW ssh x",
    "monkey=banana1",
  ])("%s sets none", (text) => {
    expect(givenAway(`{ a: [ "${text}" ] }`)).toEqual([]);
  });

  it("as the next of a list, behind its option", () => {
    expect(givenAway("{ a: [ --password, hunter, --user, hunter2 ] }")).toEqual([
      given("--password").replace("17", "29"),
    ]);
    for (const next of ["--user", "$PW", "true", "5"])
      expect(givenAway(`{ a: [ --password, ${next} ] }`)).toEqual([]);
    expect(givenAway("{ a: [ password, hunter2 ] }")).toEqual([]);
  });

  it("several times: one finding names them all", () => {
    const [line, ...more] = givenAway('{ a: [ "--password=hunter --token=abc --password=hunter" ] }');
    expect(line).toContain(
      'this text gives "--password" and "--token" what are most likely secrets; they stand in the output',
    );
    expect(more).toEqual([]);
  });

  it("also in a key, a tag and an attribute; not where a token is refused, nor under a key that says it", () => {
    expect(givenAway('{ "PASSWORD=hunter": x }').join()).toContain(
      '12 secret-like-key this key gives "PASSWORD"',
    );
    expect(givenAway('{ password: "PASSWORD=hunter" }')).toEqual([under("password")]);
    const key = `aws_secret_access_key=${"Zq8vN3kLx0".repeat(4)}`;
    expect(givenAway(`{ a: [ "${key}" ] }`)).toEqual([]);
    const others = 'tags: { run: "pw=hunter" }\n';
    expect(said(`${HEAD}${others}`).join()).toContain('5:14 secret-like-key this text gives "pw"');
    const attribute = 'appliances: [{ name: a, attributes: { run: "pw=hunter" } }]\n';
    expect(said(`${HEAD}${attribute}`).join()).toContain('secret-like-key this text gives "pw"');
  });
});

describe("the frames of other findings on the same line", () => {
  const LINES = [
    "pw: hunter2",
    "pass: hunter2",
    "cameraPass: hunter2",
    "auth: hunter2",
    "auth: admin:hunter2",
    'a: ["--password=hunter2"]',
    'a: ["--password hunter2"]',
    'a: ["--password", "hunter2"]',
    "a: [--password, hunter2]",
    'a: ["PASSWORD=hunter2"]',
    'a: ["\\x50ASSWORD=hunter2"]',
    'a: ["PASSWORD=x\\"hunter2"]',
    "a: ['PASSWORD=x''hunter2']",
    'a: [\'PASSWORD="x\\"hunter2"\']',
    'a: ["PASSWORD=x&hunter2"]',
    'a: ["curl -u admin:hunter2 http://x.example.com"]',
    'a: ["docker run -u admin:hunter2"]',
    'a: \'{"password": "hunter2"}\'',
    'a: ["password: hunter2"]',
    'a: ["Authorization: Basic hunter2"]',
    "a: b } } # --password=hunter2",
  ];
  const HOSTILE = 'b: "{{resolve:x}}"';

  it.each(LINES)("hide %s", async (line) => {
    const shown = await shownBy(specOf(`{ ${HOSTILE}, ${line} }`));
    expect(shown).toMatch(/evaluated-text|yaml-syntax/);
    expect(shown).not.toContain("hunter2");
  });

  it("of a broken spec too", async () => {
    for (const line of LINES.filter((one) => !/x50/.test(one))) {
      const shown = await shownBy(specOf(`{ ${line}, a: b: c }`));
      expect(shown).toContain(" yaml-");
      expect(shown).not.toContain("hunter2");
    }
    const list = `${HEAD}jobs:\n  - document:\n      args:\n        - --password\n        - hunter2: x: y\n`;
    expect(await shownBy(list)).toContain(" yaml-");
    expect(await shownBy(list)).not.toContain("hunter2");
  });

  it("show what is none", async () => {
    const shown = await shownBy(specOf(`{ ${HOSTILE}, bypass: a1, auth: digest, a: ["--password=$PW"] }`));
    expect(shown).toContain('bypass: a1, auth: digest, a: ["--password=$PW"]');
  });
});

describe("specs that give nothing away", () => {
  const OK = join(import.meta.dirname, "../fixtures/ok");

  it.each(readdirSync(OK))("fixtures/ok/%s", (name) => {
    const text = readFileSync(join(OK, name, "spec.yaml"), "utf8");
    expect(said(text).filter((line) => / (secret-like-key|private-key-in-text) /.test(line))).toEqual([]);
  });
});
