import { engineLines } from "./engines";
import type { Examine } from "./line";
import { awsLines, nodeLine, variableLines } from "./machine";
import { backendLines, outputLines, providerLines } from "./output";
import { ignoreLines } from "./states";

// The room of `doctor`: a bundle of its own, and the only one that starts Terraform, OpenTofu and the AWS CLI.

/** Looks at the machine and, where a spec was named, at what its stacks need. Throws the signal's reason when stopped. */
export const examine: Examine = async (request) => {
  const { needs } = request;
  const [engines, aws, ignored] = await Promise.all([
    engineLines(request),
    awsLines(request),
    needs ? ignoreLines({ ...request, needs }) : [],
  ]);
  const lines = [nodeLine(request), ...engines, ...aws];
  if (needs === undefined) return lines;
  return [
    ...lines,
    ...providerLines(request),
    ...variableLines(request),
    ...outputLines(request),
    ...ignored,
    ...backendLines(needs),
  ];
};
