// The front bundle: what the command and the library need before CDKTF. dist/cli.js and dist/index.js lead here.
export { compile } from "./index";
export { main } from "./main";
