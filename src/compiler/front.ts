// The front bundle: what the command and the library need before CDKTF. dist/cli.js and dist/index.js lead here.
export { overview } from "./cli";
export { compile } from "./index";
export { main } from "./main";
