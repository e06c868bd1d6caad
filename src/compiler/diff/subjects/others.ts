import { canonicalJson } from "../../canonical-json";
import { isKnownType } from "../force-new";
import { listOf, mappingOf, type StackConfig } from "../stack";
import { ofType, type Subject, subject } from "../subject";

/** What applying runs here; those of the compiler are constants, one for each of the two events. */
export function commandsOf(stack: StackConfig): Subject[] {
  return ["run", "certificate"].flatMap((event) => {
    const events = ofType(stack, "terraform_data").filter(({ name }) => name.startsWith(`${event}-`));
    if (events.length === 0) return [];
    const commands = events.map(({ body }) => {
      const [provisioner] = listOf(body.provisioner).map((one) => mappingOf(mappingOf(one)["local-exec"]));
      const { environment, ...rest } = provisioner ?? {};
      return canonicalJson([rest, Object.keys(mappingOf(environment)).sort()]);
    });
    const facets: Subject["facets"] = {
      command: { how: "fixed", value: [...new Set(commands)].sort().join() },
    };
    const name = event === "run" ? "what starts a job" : "what sets a certificate's status";
    return [subject(stack, events, { kind: "command", name, id: event, global: true, facets })];
  });
}

/** What the compiler never writes: nobody here can say what it lets in. */
export const strangersOf = (stack: StackConfig): Subject[] => [
  ...[...stack.resources.values()]
    .filter(
      ({ type, name }) =>
        !isKnownType(type) || (type === "terraform_data" && !/^(run|certificate)-/.test(name)),
    )
    .map((resource) =>
      subject(stack, [resource], {
        kind: "other",
        name: `${resource.address} in ${stack.name}`,
        facets: { configuration: { how: "fixed", value: canonicalJson(resource.body) } },
      }),
    ),
  ...Object.entries(stack.strange).map(([name, value]) =>
    subject(stack, [], {
      kind: "other",
      name: `${name} in ${stack.name}`,
      facets: { configuration: { how: "fixed", value: canonicalJson(value) } },
    }),
  ),
];
