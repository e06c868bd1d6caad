import { fileURLToPath } from "node:url";

/**
 * YAML's library as modules, of which bundles take only what is used; its package gives Node the same as CommonJS, with a
 * wrapper around each file. For the tests too, so that what is tested is what is shipped.
 */
export const yamlAsModules = {
  yaml: fileURLToPath(new URL("../node_modules/yaml/browser/index.js", import.meta.url)),
};
