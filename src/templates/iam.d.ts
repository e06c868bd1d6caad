import { type Context } from "./parts";
/** The two service roles: everything global of an account. */
export declare function addIam(context: Context): void;
