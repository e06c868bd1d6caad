import fc from "fast-check";

// The same random values for the same code, so that a failure is the change's own. `PROPERTY_SEED=random npm test` looks
// further, as `npm run properties` and `npm run fuzz` do.
const { PROPERTY_SEED = "20261129" } = process.env;
if (PROPERTY_SEED !== "random")
  fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(PROPERTY_SEED) });
