import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";

/** Random specs that are valid by the contract, as data; every field of the language occurs. */

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type SpecData = { readonly [key: string]: Json };

const REGIONS = ["us-east-1", "us-west-2", "eu-west-1"] as const;
const SITES = ["seattle", "portland", "dublin_2"] as const;
const ACCOUNT = "123456789012";

const CSR_FOLDER = join(import.meta.dirname, "../../fixtures/ok/warehouse/csr");
const CSRS = ["seattle-dock-1", "seattle-dock-2", "portland-gate", "dublin-dock-1"];

/** The files that random specs name. */
export const FILES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    CSRS.map((name) => [`csr/${name}.pem`, readFileSync(join(CSR_FOLDER, `${name}.pem`), "utf8")]),
  ),
  "jobs/a.json": '{ "operation": "from a file", "list": [1, 2.5, null, "${x} %{y}"] }',
};

const optional = <T extends Json>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });

const word = (alphabet: string, max: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom(...alphabet), minLength: 1, maxLength: max });

const LETTERS = "abcdefghijklmnopqrstuvwxyz";
const hex = (length: number) =>
  fc.string({ unit: fc.constantFrom(..."0123456789abcdef"), minLength: length, maxLength: length });

/** Texts that somebody on the way might evaluate, among ordinary ones. */
export const HOSTILE = [
  '${file("/etc/passwd")}',
  "%{ if true }x%{ endif }",
  "$${x} $$${y} %%{z}",
  "&{aws:username} ${aws:username}",
  "$(id) `id` ; && | > /tmp/x",
  "file:///etc/passwd",
  "quote \" apostrophe ' backslash \\ \\n",
  "{{ x }} {{{y}}} #{z}",
  "<<EOF",
  "*?[a]!",
  "//",
  "日本語 🎥 é ß",
  " leading and trailing ",
  "- a: b # c",
  "~",
  "0x1F",
] as const;

const isAllowed = (text: string) =>
  !/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/u.test(text) && !/\{\{resolve:|[$#]\{TfToken\[/i.test(text);

/** Free text in one line. */
export const line: fc.Arbitrary<string> = fc
  .oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 }))
  .filter(isAllowed);

const key = fc
  .oneof(word(`${LETTERS}${LETTERS.toUpperCase()}_`, 8), line)
  .filter((k) => !k.startsWith("x-") && !/^(__proto__|constructor|prototype|file|<<)$/.test(k));

const documentValue: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    line,
    fc.maxSafeInteger(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).filter((number) => !Number.isInteger(number)),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(key, tie("value"), { maxKeys: 3 }),
  ),
})).value;

const document = fc.oneof(
  fc.dictionary(key, documentValue, { minKeys: 1, maxKeys: 4 }),
  fc.constant({ file: "jobs/a.json" }),
);

const keyArn = (region: string) =>
  hex(12).map((id) => `arn:aws:kms:${region}:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-${id}`);

const appliance = (index: number) =>
  fc.record(
    {
      name: word(`${LETTERS}0123456789:_-`, 6).map((w) => `a${index}${w}`),
      deviceId: fc
        .string({
          unit: fc.constantFrom(..."abcdefghijklmnopqrstuvwxyz234567"),
          minLength: 24,
          maxLength: 24,
        })
        .map((id) => `device-${id}a${index}`),
      region: optional(fc.constantFrom(...REGIONS)),
      site: optional(fc.constantFrom(...SITES)),
      thingName: optional(word(`${LETTERS}:_-`, 8).map((w) => `panorama${index}${w}`)),
      thingType: optional(fc.constantFrom("panorama-a", "panorama:b")),
      attributes: optional(
        fc.dictionary(
          word(`${LETTERS}_.,@/:#-`, 5).filter((k) => !k.startsWith("x-")),
          word(`${LETTERS}_.,@/:#=[]-`, 5),
          { minKeys: 1, maxKeys: 3 },
        ),
      ),
      certificate: fc.constant(undefined),
      source: optional(fc.constantFrom("create", "import")),
      // The first stays active: strictness device wants one that is.
      life: fc.constantFrom({}, { state: "active" }, ...(index === 0 ? [] : LIVES)),
      former: fc.boolean(),
    },
    { requiredKeys: ["name", "deviceId"] },
  );

/** Expectations that hold of every spec. */
const HOLDING = [
  { deny: { role: "appliance", principal: "ec2.amazonaws.com", context: { "aws:SourceAccount": "a:b" } } },
  { deny: { role: "appliance", principal: "arn:aws:iam::999999999999:user/a" } },
  { deny: { role: "appliance", action: "iam:CreateUser", resource: "arn:aws:iam::123456789012:user/x" } },
];

const LIVES = [{ state: "retired" }, { state: "reprovisioning", until: "2999-12-31" }];

const STATUSES = [{}, { status: "active" }, { status: "inactive" }];

function certificateOf(index: number, region: string, pick: number, isRetired: boolean): Json | undefined {
  const csr = CSRS[index];
  if (pick === 0 && csr !== undefined) return { csr: `csr/${csr}.pem` };
  if (pick === 0) return undefined;
  const arn = `arn:aws:iot:${region}:${ACCOUNT}:cert/${index.toString(16).padStart(64, "0")}`;
  return pick > STATUSES.length ? undefined : { arn, ...(isRetired ? {} : STATUSES[pick - 1]) };
}

/** Fields that only occur together, taken out of the key that holds them. */
const spread =
  <K extends string>(key: K) =>
  ({ [key]: together, ...others }: Record<K, Json>): object => ({ ...others, ...(together as object) });

const BUCKET = (index: number) => `acme${index}-nodepackage-store-${ACCOUNT}`;

const bucket = (index: number) =>
  fc
    .record(
      {
        name: fc.constant(BUCKET(index)),
        from: fc.constantFrom<Json[]>({ source: "create" }, { source: "existing" }, ...ADOPTED),
        region: optional(fc.constantFrom(...REGIONS)),
      },
      { requiredKeys: ["name", "from"] },
    )
    .map(spread("from"));

/** How buckets and access points are adopted. */
const ADOPTED = [
  { source: "import" },
  { source: "import", policy: "import" },
  { source: "import", policy: "create" },
];

const accessPoint = (buckets: number) => (index: number) =>
  fc
    .record(
      {
        name: word(`${LETTERS}0123456789`, 8).map((w) => `panorama-${index}${w}`),
        bucket: fc.nat(buckets - 1).map(BUCKET),
        prefix: optional(word(`${LETTERS}0123456789/_.=-`, 8).map((w) => `${w}/`)),
        vpcId: optional(hex(17).map((id) => `vpc-${id}`)),
        from: fc.constantFrom<Json[]>({}, { source: "create" }, ...ADOPTED),
      },
      { requiredKeys: ["name", "bucket", "from"] },
    )
    .map(spread("from"));

/** Which of the two a secret is: one that is adopted needs its ARN. */
const secretOf = ({ adopted, ...secret }: { name: string; region: string; adopted?: boolean }): object =>
  adopted
    ? {
        ...secret,
        source: "import",
        arn: `arn:aws:secretsmanager:${secret.region}:${ACCOUNT}:secret:${secret.name}-a1B2c3`,
      }
    : secret;

const secret = (region: string) => (index: number) =>
  fc
    .record(
      {
        name: fc
          .tuple(fc.constantFrom("panorama", "Panorama"), word(`${LETTERS}/_+=.@-`, 12))
          .map(([start, w]) => `${start}${index}${w}`),
        region: fc.constantFrom(region),
        description: optional(line),
        kmsKeyId: optional(keyArn(region)),
        recoveryWindowDays: optional(fc.constantFrom(0, 7, 30)),
        value: optional(fc.constantFrom("none", "variable")),
        adopted: fc.boolean(),
      },
      { requiredKeys: ["name", "region"] },
    )
    .map(secretOf);

const DISPOSITION = fc.constantFrom("destroy", "forget");

/** Names that nothing else here has. */
const tombstone = (index: number) =>
  fc
    .record(
      {
        buried: fc.constantFrom<Json[]>(
          { appliance: `r${index}:x` },
          { appliance: `r${index}-y`, site: "seattle" },
          { thingType: `panorama:r${index}` },
          { bucket: `acme-r${index}-nodepackage-store-${ACCOUNT}` },
          { accessPoint: `panorama-r${index}` },
          { secret: `panorama/r${index}@x` },
          { job: `r${index}` },
        ),
        region: optional(fc.constantFrom(...REGIONS)),
        disposition: DISPOSITION,
      },
      { requiredKeys: ["buried", "disposition"] },
    )
    .map(spread("buried"));

const job = (region: string, targets: Json) => (index: number) =>
  fc.record(
    {
      name: word(`${LETTERS}0123456789-`, 8).map((w) => `j${index}${w}`),
      region: fc.constant(region),
      description: optional(line.filter((text) => !/\p{Cn}/u.test(text))), // AWS IoT takes no other
      document,
      targets: fc.constant(targets),
      run: optional(fc.constantFrom("never", "once")),
    },
    { requiredKeys: ["name", "region", "document", "targets"] },
  );

const backend = fc.constantFrom<Json[]>(
  { local: {} },
  {
    s3: {
      bucket: "acme-tfstate",
      region: "eu-central-1",
      prefix: "p/",
      kmsKeyId: `arn:aws:kms:eu-central-1:${ACCOUNT}:key/1234abcd-12ab-34cd-96ef-1234567890ab`,
    },
  },
  {
    http: {
      address: "https://state.example.com/p/",
      lock: { suffix: "/lock", method: "POST", unlockMethod: "DELETE" },
    },
  },
  { remote: { organization: "acme", prefix: "p-" } },
  { cloud: { organization: "acme", hostname: "tf.example.com", project: "edge" } },
);

const list = <T>(make: (index: number) => fc.Arbitrary<T>, max: number): fc.Arbitrary<T[]> =>
  fc
    .nat(max)
    .chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => make(index)))) as fc.Arbitrary<
    T[]
  >;

/** Without what is undefined: as a spec that doesn't mention it. */
const plain = (value: unknown): SpecData => JSON.parse(JSON.stringify(value));

/** What a spec says of things that it uses, each once or not at all. */
const declarations = (
  used: readonly (readonly string[])[],
  make: (key: readonly string[], source: string) => Json,
): fc.Arbitrary<unknown> => {
  const keys = [...new Map(used.map((key) => [key.join(" "), key])).values()];
  return fc
    .array(fc.constantFrom("create", "import", undefined), { minLength: keys.length, maxLength: keys.length })
    .map((sources) =>
      keys.flatMap((key, index) => {
        const source = sources[index];
        return source === undefined ? [] : [make(key, source)];
      }),
    );
};

export const arbitrarySpec: fc.Arbitrary<SpecData> = fc
  .record({
    home: fc.constantFrom(...REGIONS),
    appliances: list(appliance, 5),
    picks: fc.array(fc.nat(4), { minLength: 6, maxLength: 6 }),
    bucketCount: fc.nat(2),
  })
  .chain(({ home, appliances, picks, bucketCount }) => {
    const placed = appliances.map(({ life, former, ...a }, index) => ({
      ...a,
      ...life,
      ...(former && { renamedFrom: `f${index}`, thingName: a.thingName ?? `panorama-f${index}` }),
      certificate: certificateOf(index, a.region ?? home, picks[index] ?? 4, life === LIVES[0]),
    }));
    const declared = {
      thingTypes: placed.flatMap((a) => (a.thingType === undefined ? [] : [[a.thingType, a.region ?? home]])),
      iotPolicies: placed.flatMap((a) => (a.certificate === undefined ? [] : [[a.region ?? home]])),
    };
    const targetsIn = (region: string): Json[] => {
      const here = placed.filter((a) => (a.region ?? home) === region);
      const sites = [...new Set(here.flatMap((a) => a.site ?? []))];
      if (here.length === 0) return [];
      const names = here.map(({ name }) => name);
      return [{ all: true }, { appliances: names }, ...(sites.length > 0 ? [{ sites }] : [])];
    };
    const jobs = REGIONS.flatMap((region) =>
      targetsIn(region).map((targets) => list(job(region, targets), 1)),
    );
    return fc.record(
      {
        apiVersion: fc.constant("panorama-compile/v1"),
        name: word(`${LETTERS}0123456789_-`, 10).map((w) => `d${w}`),
        account: fc.constantFrom<Json[]>(
          { id: ACCOUNT, region: home },
          { id: ACCOUNT, region: home, endOfSupport: "acknowledged" },
        ),
        lifecycle: optional(fc.constantFrom("active", "active", "quarantined")),
        strictness: fc.constantFrom("service", "account", "region", ...(placed.length > 0 ? ["device"] : [])),
        roles: optional(
          fc.record(
            {
              serviceLinked: fc.constantFrom("create", "import", "omit"),
              appliance: fc.record(
                {
                  source: fc.constantFrom("create", "import"),
                  path: fc.constantFrom("/", "/service-role/", "/a/b+=,.@_-/"),
                  permissions: fc.constantFrom("managed", "scoped"),
                  readSecrets: fc.boolean(),
                  permissionsBoundary: fc.constant(`arn:aws:iam::${ACCOUNT}:policy/edge`),
                  trustPolicyQuota: fc.constantFrom(2048, 4096),
                },
                { requiredKeys: [] },
              ),
            },
            { requiredKeys: [] },
          ) as fc.Arbitrary<Json>,
        ),
        appliances: fc.constant(placed as unknown as Json),
        buckets: list(bucket, 0).chain(() =>
          fc.tuple(...Array.from({ length: bucketCount }, (_, i) => bucket(i))),
        ) as fc.Arbitrary<unknown>,
        accessPoints:
          bucketCount === 0 ? fc.constant([]) : (list(accessPoint(bucketCount), 3) as fc.Arbitrary<unknown>),
        secrets: fc
          .constantFrom(...REGIONS)
          .chain((region) => list(secret(region), 3)) as fc.Arbitrary<unknown>,
        jobs: (jobs.length === 0 ? fc.constant([]) : fc.oneof(...jobs)) as fc.Arbitrary<unknown>,
        terraform: optional(
          fc.record(
            {
              backend,
              split: fc.constantFrom("region", "site"),
              provider: fc.constantFrom("~> 5.100", ">= 5.100.0, < 7.0.0"),
            },
            { requiredKeys: [] },
          ) as fc.Arbitrary<Json>,
        ),
        retired: list(tombstone, 4) as fc.Arbitrary<unknown>,
        expect: fc.subarray(HOLDING) as fc.Arbitrary<unknown>,
        thingTypes: declarations(declared.thingTypes, ([name = "", region = ""], source) => ({
          name,
          region,
          source,
        })),
        iotPolicies: declarations(declared.iotPolicies, ([region = ""], source) => ({ region, source })),
        tags: optional(
          fc.dictionary(
            word(`${LETTERS}_.:/=+@-`, 8).filter((k) => !/^(x-|aws:)/.test(k)),
            word(`${LETTERS} _.:/=+@-`, 8).filter((value) => !/^aws:/.test(value)),
            { maxKeys: 4 },
          ),
        ),
      },
      { requiredKeys: ["apiVersion", "name", "account", "strictness", "appliances", "buckets"] },
    );
  })
  .map(plain);
