import type { Rooms } from "./rooms";

/**
 * The product's rooms: files beside the bundle, required at their first use. esbuild leaves these requires
 * as they are (see scripts/build.mjs); nothing else in the source uses require.
 */
export const lateRooms: Rooms = {
  synthesizeStack: () => (require("./templates.js") as typeof import("../templates")).synthesizeStack,
  secondThread: () => (require("./second-thread.js") as typeof import("./second-thread")).startSecondThread,
  discover: async () => (require("./discover.js") as typeof import("../discover")).discover,
  planReports: () => (require("./plan-report.js") as typeof import("./plan-report")).planReports,
  graphviz: async () => (require("./graphviz.js") as typeof import("./graph/graphviz")).graphviz(),
  completion: () => (require("./completion.js") as typeof import("./completion")).completionScript,
  doctor: () => (require("./doctor.js") as typeof import("./commands/doctor/index")).examine,
  watcher: () => require("./watch.js") as typeof import("./commands/watch/changes"),
  manual: () => (require("./explain.js") as typeof import("./explain")).manual,
  differ: () => (require("./diff.js") as typeof import("./diff")).differ,
  schema: () => require("./panorama-spec.schema.json") as object,
  programs: () => require("node:child_process") as typeof import("node:child_process"),
  inspectCsr: () => (require("./csr.js") as typeof import("./csr")).inspectCsr,
};
