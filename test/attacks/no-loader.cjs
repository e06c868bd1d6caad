// Loaded before a command: fails when it goes on to load the compiler.
const { Module } = require("node:module");
const load = Module._load;
Module._load = function (path, ...rest) {
  if (path === "./loader.js") throw new Error("loader.js is loaded");
  return load.call(this, path, ...rest);
};
