// How the runner of GitHub Actions finds commands in what a step prints: src/Runner.Common/ActionCommand.cs of actions/runner.

/** The commands that it knows. */
const KNOWN = new Set(
  "stop-commands,set-env,set-output,save-state,add-mask,add-path,add-matcher,remove-matcher,debug,warning,error,notice,group,endgroup,echo".split(
    ",",
  ),
);

export interface RunnerCommand {
  readonly command: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

/** Every command in an output, as the runner reads it line by line. */
export const commandsIn = (output: string): RunnerCommand[] =>
  output.split(/\r\n|\r|\n/).flatMap((line) => newForm(line) ?? oldForm(line) ?? []);

/** `::name key=value,key=value::data`, after blanks. */
function newForm(line: string): RunnerCommand | undefined {
  const text = line.trimStart();
  const end = text.indexOf("::", 2);
  if (!text.startsWith("::") || end < 0) return undefined;
  const unescaped = (value: string) => replaced(value, { "%0D": "\r", "%0A": "\n", "%25": "%" });
  const property = (value: string) =>
    replaced(value, { "%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%" });
  return parsed(text.slice(2, end), ",", property, unescaped(text.slice(end + 2)));
}

/** `##[name key=value;key=value]data`, wherever it stands. */
function oldForm(line: string): RunnerCommand | undefined {
  const start = line.indexOf("##[");
  const end = line.indexOf("]", start);
  if (start < 0 || end < 0) return undefined;
  const unescaped = (value: string) =>
    replaced(value, { "%3B": ";", "%0D": "\r", "%0A": "\n", "%5D": "]", "%25": "%" });
  return parsed(line.slice(start + 3, end), ";", unescaped, unescaped(line.slice(end + 1)));
}

function parsed(head: string, separator: string, unescaped: (value: string) => string, data: string) {
  const [command = "", ...rest] = head.split(" ");
  if (!KNOWN.has(command.toLowerCase())) return undefined;
  const pairs = rest
    .join(" ")
    .trim()
    .split(separator)
    .map((pair) => /^([^=]+)=(.+)$/s.exec(pair))
    .flatMap((match) => (match ? [[match[1] ?? "", unescaped(match[2] ?? "")]] : []));
  return { command, properties: Object.fromEntries(pairs), data };
}

function replaced(text: string, mapping: Readonly<Record<string, string>>): string {
  return Object.entries(mapping).reduce((sum, [token, value]) => sum.replaceAll(token, value), text);
}
