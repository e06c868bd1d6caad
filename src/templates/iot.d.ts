import { type Context } from "./parts";
/** Thing types, things, certificates and the IoT policy of one Region. */
export declare function addIot(context: Context): void;
