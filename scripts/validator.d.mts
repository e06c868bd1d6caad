import type { Ajv2020, Options } from "ajv/dist/2020.js";
import type { Plugin as EsbuildPlugin } from "esbuild";
import type { Plugin as VitePlugin } from "vitest/config";

export declare const ANNOTATIONS: string[];
export declare function strictAjv(extra?: Options): Ajv2020;
export declare function validatorSource(format?: "esm" | "cjs"): string;
export declare const specValidator: { esbuild(): EsbuildPlugin; vite(): VitePlugin };
