/** The environment of a command that calls the AWS CLI: what a spec says comes in here, never in the command. */
export const awsCliEnvironment = (own: Readonly<Record<string, string>>): Record<string, string> => ({
  AWS_CLI_AUTO_PROMPT: "off", // nobody is there to answer
  AWS_CLI_ERROR_FORMAT: "legacy", // the format that jobs.ts reads
  AWS_PAGER: "",
  ...own,
});

/** The first lines of such a command. `what` is a constant of ours: nothing of a spec may stand in a command. */
export const needsAwsCli = (what: string): string => `\
if ! command -v aws >/dev/null
then echo 'The AWS CLI is needed ${what}; it was not found on the PATH.' >&2; exit 1
fi`;
