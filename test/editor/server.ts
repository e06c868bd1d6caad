import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import {
  createMessageConnection,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-jsonrpc/node";

/** A place as the protocol counts: lines and UTF-16 units from 0. */
export interface At {
  readonly line: number;
  readonly character: number;
}

export interface Completion {
  readonly label: string;
  readonly insertText?: string;
  readonly documentation?: string | { readonly value: string };
}

export interface Diagnostic {
  readonly message: string;
  readonly range: { readonly start: At; readonly end: At };
}

/** What an editor asks of a language server about one file, whose text it has open. */
export interface Editor {
  readonly completions: (text: string, at: At) => Promise<readonly Completion[]>;
  /** Markdown; empty where there is none. */
  readonly hover: (text: string, at: At) => Promise<string>;
  readonly diagnostics: (text: string) => Promise<readonly Diagnostic[]>;
  readonly stop: () => Promise<void>;
}

const SERVER = join(import.meta.dirname, "../../node_modules/yaml-language-server/bin/yaml-language-server");

/** Opens a file of a folder in the real yaml-language-server, as editors start it; it may ask no network for schemas. */
export async function editorOf(folder: string, file: string): Promise<Editor> {
  const server = spawn(process.execPath, [SERVER, "--stdio"], {
    stdio: ["pipe", "pipe", "inherit"],
    cwd: folder,
  });
  const connection = createMessageConnection(
    new StreamMessageReader(server.stdout),
    new StreamMessageWriter(server.stdin),
  );
  const uri = pathToFileURL(join(folder, file)).href;
  const published: ((found: readonly Diagnostic[]) => void)[] = [];
  connection.onRequest("workspace/configuration", ({ items }: { items: readonly { section?: string }[] }) =>
    items.map(({ section }) => (section === "yaml" ? SETTINGS : {})),
  );
  connection.onRequest("client/registerCapability", () => null);
  connection.onNotification("textDocument/publishDiagnostics", ({ diagnostics }) => {
    for (const take of published.splice(0)) take(diagnostics);
  });
  connection.listen();
  await initialize(connection, folder);
  return opened(connection, server, uri, published);
}

/** As editors have it, but for the catalogue of schemas, which would be fetched. */
const SETTINGS = { validate: true, hover: true, completion: true, schemaStore: { enable: false } };

async function initialize(connection: MessageConnection, folder: string): Promise<void> {
  await connection.sendRequest("initialize", {
    processId: process.pid,
    rootUri: pathToFileURL(folder).href,
    workspaceFolders: [{ uri: pathToFileURL(folder).href, name: "specs" }],
    capabilities: {
      workspace: { configuration: true, didChangeConfiguration: { dynamicRegistration: true } },
      textDocument: {
        completion: { completionItem: { snippetSupport: true, documentationFormat: ["markdown"] } },
        hover: { contentFormat: ["markdown"] },
      },
    },
  });
  await connection.sendNotification("initialized", {});
}

async function opened(
  connection: MessageConnection,
  server: ChildProcess,
  uri: string,
  published: ((found: readonly Diagnostic[]) => void)[],
): Promise<Editor> {
  let version = 1;
  await connection.sendNotification("textDocument/didOpen", {
    textDocument: { uri, languageId: "yaml", version, text: "" },
  });
  const show = (text: string) =>
    connection.sendNotification("textDocument/didChange", {
      textDocument: { uri, version: ++version },
      contentChanges: [{ text }],
    });
  const ask = async <T>(method: string, text: string, position: At): Promise<T> => {
    await show(text);
    return connection.sendRequest<T>(`textDocument/${method}`, { textDocument: { uri }, position });
  };
  return {
    async completions(text, at) {
      const found = await ask<readonly Completion[] | { items: readonly Completion[] } | null>(
        "completion",
        text,
        at,
      );
      return found === null ? [] : "items" in found ? found.items : found;
    },
    async hover(text, at) {
      const found = await ask<{ contents: string | { value: string } } | null>("hover", text, at);
      if (found === null) return "";
      return typeof found.contents === "string" ? found.contents : found.contents.value;
    },
    async diagnostics(text) {
      const found = new Promise<readonly Diagnostic[]>((take) => published.push(take));
      await show(text);
      return found;
    },
    async stop() {
      await connection.sendRequest("shutdown");
      await connection.sendNotification("exit");
      connection.dispose();
      server.kill();
    },
  };
}
