// What a record means: which group falls short, and which survivor has no argument.
import { readdirSync } from "node:fs";
import { EXEMPT, GROUPS } from "./groups.mjs";
import { argumentFor } from "./survivors.mjs";

/** The files to mutate of a project's folder, sorted. */
export const mutatedFiles = (root) =>
  ["src/compiler", "src/templates", "src/launch"]
    .flatMap((folder) =>
      readdirSync(`${root}/${folder}`, { recursive: true }).map((name) => `${folder}/${name}`),
    )
    .filter((file) => file.endsWith(".ts") && !/\.(d|generated)\.ts$/.test(file) && !EXEMPT.includes(file))
    .sort();

export const groupOf = (file) => GROUPS.find(({ files }) => files.some((pattern) => pattern.test(file)));

/** Each group with what was killed, in percent, and its survivors that nobody has argued for. */
export function verdicts(record) {
  return GROUPS.map((group) => {
    const files = Object.entries(record.files).filter(([file]) => groupOf(file) === group);
    const mutants = sum(files.map(([, entry]) => entry.mutants));
    const survivors = files.flatMap(([file, entry]) =>
      entry.survivors.map((survivor) => [file, ...survivor]),
    );
    const score = mutants === 0 ? 100 : (100 * (mutants - survivors.length)) / mutants;
    const unargued = survivors.filter((survivor) => argumentFor(survivor) === undefined);
    return { ...group, mutants, survivors, score, unargued };
  });
}

/** What is wrong, in sentences; empty where all holds. */
export const failuresOf = (groups) =>
  groups.flatMap(({ name, score, threshold, argued, unargued }) => [
    ...(score < threshold
      ? [`${name}: ${score.toFixed(1)} % of the mutants are killed; at least ${threshold} % must be`]
      : []),
    ...(argued ? unargued.map((survivor) => `${name}: no argument for ${survivorText(survivor)}`) : []),
  ]);

export const survivorText = ([file, line, written, mutated]) => `${file}:${line}  ${written}  ->  ${mutated}`;

const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
