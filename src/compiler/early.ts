/** What a command line asks for that needs nothing of the compiler. */
export function earlyQuestion(argv: readonly string[]): "version" | "overview" | undefined {
  const [first] = argv;
  if (first === "-v" || (first !== undefined && argv.includes("--version"))) return "version";
  return first === "--help" || first === "-h" ? "overview" : undefined;
}
