import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";

/** A new folder that goes when the test ends, with files in it or a copy of another folder. */
export function temporaryFolder(content: Readonly<Record<string, string>> | string = {}): string {
  const folder = mkdtempSync(join(tmpdir(), "panorama-test-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  if (typeof content === "string") cpSync(content, folder, { recursive: true });
  else for (const [path, text] of Object.entries(content)) writeFile(join(folder, path), text);
  return folder;
}

export function writeFile(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** Every file below a folder, by its path there, as text. */
export function filesIn(folder: string, below = ""): Record<string, string> {
  const files: Record<string, string> = {};
  for (const entry of readdirSync(join(folder, below), { withFileTypes: true }).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  )) {
    const path = below === "" ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) Object.assign(files, filesIn(folder, path));
    else files[path] = readFileSync(join(folder, path), "utf8");
  }
  return files;
}
