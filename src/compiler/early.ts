/** What of a command line may be options: behind `--` all are names, whatever they start with. */
export function beforeNames(argv: readonly string[]): readonly string[] {
  const end = argv.indexOf("--");
  return end === -1 ? argv : argv.slice(0, end);
}

/** What a command line asks for that needs nothing of the compiler. */
export function earlyQuestion(argv: readonly string[]): "version" | "overview" | undefined {
  const [first] = argv;
  if (first === "-v" || (first !== undefined && beforeNames(argv).includes("--version"))) return "version";
  return first === "--help" || first === "-h" ? "overview" : undefined;
}
