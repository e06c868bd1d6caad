import fc from "fast-check";
import { parse } from "yaml";
import { arbitrarySpec, FILES } from "../support/arbitrary-spec";
import { bytesOf, COMPILE, type FuzzCase, HOSTILE_TEXTS, kept, OUT, PIECES, SPEC } from "./case";
import { mutatedBytes, mutatedText, mutatedTree, type Tree } from "./mutations";
import { CSRS, JOB_DOCUMENTS, SEEDS, SEEDS_WITH_OUTPUT } from "./seeds";
import { yamlText } from "./yaml-text";

const seed = fc.constantFrom(...SEEDS);

/** A seed with another text in one of its files. */
const withFile = (from: FuzzCase, path: string, content: fc.Arbitrary<string>): fc.Arbitrary<FuzzCase> =>
  content.map((text) => ({ ...from, files: { ...from.files, [path]: text } }));

const HEAD = `apiVersion: panorama-compile/v1
name: fuzz
account: { id: "123456789012", region: us-east-1 }
strictness: account
`;

const withCsr = (csr: string): FuzzCase => ({
  files: { [SPEC]: `${HEAD}appliances: [{ name: dock, certificate: { csr: a.pem } }]\n`, "a.pem": csr },
  argv: COMPILE,
});

const withJob = (document: string): FuzzCase => ({
  files: {
    [SPEC]: `${HEAD}appliances: [{ name: dock }]\njobs: [{ name: j, document: { file: a.json }, targets: { all: true } }]\n`,
    "a.json": document,
  },
  argv: COMPILE,
});

/** The DER inside of a PEM with some bytes changed. */
const mutatedPem = (pem: string): fc.Arbitrary<string> => {
  const [head = "", body = "", tail = ""] = bytesOf(pem)
    .toString("latin1")
    .split(/(?<=-----)\r?\n|\n(?=-----END)/);
  return mutatedBytes(Buffer.from(body, "base64")).map(
    (der) => `${head}\n${der.toString("base64")}\n${tail}\n`,
  );
};

/** A seed's tree; those that are no single YAML document stay texts. */
const TREES: readonly { readonly from: FuzzCase; readonly tree: Tree }[] = SEEDS.flatMap((from) => {
  try {
    const tree: Tree = JSON.parse(
      JSON.stringify(parse(bytesOf(from.files[SPEC] ?? "").toString(), { logLevel: "silent" })),
    );
    return [{ from, tree }];
  } catch {
    return [];
  }
});

const word = fc.oneof(
  // None that leads out of the case's folder: `--out` may go where it says.
  fc.constantFrom(...HOSTILE_TEXTS.filter((text) => !/\0|^\/|\.\./.test(text))),
  fc.constantFrom(
    "compile",
    "validate",
    "explain",
    "schema",
    "help",
    "init",
    "-",
    SPEC,
    OUT,
    ".",
    "a.yaml",
    "--",
  ),
  fc.constantFrom(
    "--out",
    "--check",
    "--format",
    "--format=json",
    "--format=pretty",
    "--format=x",
    "--quiet",
    "-q",
  ),
  fc.constantFrom(
    "--today",
    "--today=2026-12-15",
    "--warnings-as-errors",
    "--no-color",
    "--help",
    "-h",
    "--version",
  ),
  fc.constantFrom(
    "--report",
    "--report=json=r.json",
    "--format=sarif",
    "--format=github",
    "--format=junit",
    "json",
  ),
  fc.constantFrom(
    "--account",
    "123456789012",
    "--region",
    "us-east-1",
    "--name",
    "yaml-limit",
    "confused-deputy",
  ),
  fc.string({ unit: "grapheme", maxLength: 6 }),
);

const previous = fc.constantFrom(...SEEDS_WITH_OUTPUT).chain((from) => {
  const outputs = Object.keys(from.files).filter((path) => path.startsWith(`${OUT}/`));
  return fc.constantFrom(...outputs).chain((path) => {
    const text = bytesOf(from.files[path] ?? "").toString();
    if (!path.endsWith(".json")) return withFile(from, path, mutatedText(text));
    const tree = mutatedTree(JSON.parse(text) as Tree).map((changed) => JSON.stringify(changed));
    return withFile(from, path, fc.oneof(tree, tree, mutatedText(text)));
  });
});

/** Words of the language and pieces of YAML in any order: mostly refused at once, so that there can be very many. */
const soup = fc
  .array(
    fc.oneof(
      fc.constantFrom(...PIECES),
      fc.constantFrom(...wordsOf(SEEDS)),
      fc.constantFrom("\n", ": ", " "),
    ),
    {
      maxLength: 25,
    },
  )
  .map((pieces) => ({ files: { [SPEC]: pieces.join("") }, argv: COMPILE }));

function wordsOf(cases: readonly FuzzCase[]): string[] {
  const texts = cases.map(({ files }) => files[SPEC] ?? "");
  return [...new Set(texts.flatMap((text) => text.match(/[\w./-]+:? ?/g) ?? []))].filter(
    ({ length }) => length < 30,
  );
}

/** One piece very often, at any place of a seed: what is quadratic takes longer than anybody waits. */
const long = fc
  .tuple(
    seed,
    fc.nat(),
    fc.constantFrom(
      ...PIECES,
      " ",
      "a",
      ".",
      "/",
      "@",
      "//",
      "a ",
      "a: ",
      "a, ",
      "- a\n",
      "*a ",
      "x=",
      " \n",
    ),
  )
  .map(([from, at, piece]) => {
    const text = bytesOf(from.files[SPEC] ?? "").toString();
    const [place, count] = [at % (text.length + 1), Math.floor(55_000 / Buffer.byteLength(piece))];
    return {
      ...from,
      files: { ...from.files, [SPEC]: text.slice(0, place) + piece.repeat(count) + text.slice(place) },
    };
  });

/** Everything that comes in, each by its own way of making it hostile. */
export const TARGETS: Readonly<Record<string, fc.Arbitrary<FuzzCase>>> = {
  text: seed.chain((from) => withFile(from, SPEC, mutatedText(bytesOf(from.files[SPEC] ?? "").toString()))),
  soup,
  long,
  bytes: fc.oneof(
    seed.chain((from) => withFile(from, SPEC, mutatedBytes(bytesOf(from.files[SPEC] ?? "")).map(kept))),
    fc.uint8Array({ maxLength: 200 }).map((bytes) => ({ ...withCsr(""), files: { [SPEC]: kept(bytes) } })),
  ),
  structure: fc
    .constantFrom(...TREES)
    .chain(({ from, tree }) => withFile(from, SPEC, mutatedTree(tree).chain(yamlText))),
  spec: arbitrarySpec
    .chain((spec) => mutatedTree(spec as Tree))
    .chain(yamlText)
    .map((text) => ({ files: { ...FILES, [SPEC]: text }, argv: COMPILE })),
  csr: fc
    .constantFrom(...CSRS)
    .chain((pem) =>
      fc.oneof(
        mutatedPem(pem),
        mutatedPem(pem),
        mutatedText(bytesOf(pem).toString("latin1")),
        mutatedBytes(bytesOf(pem)).map(kept),
      ),
    )
    .map(withCsr),
  job: fc
    .constantFrom(...JOB_DOCUMENTS, '{"a":[1,-2.5e3,true,null,{"b":"\\u00e9"}]}')
    .chain((text) => mutatedText(bytesOf(text).toString()))
    .map(withJob),
  previous,
  argv: fc
    .tuple(seed, fc.array(word, { maxLength: 6 }))
    .map(([from, argv]) => ({ ...from, argv, stdin: from.files[SPEC] ?? "" })),
};
