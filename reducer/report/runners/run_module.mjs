// Runs a program without imports in Node.js, Deno or Bun: node run_module.mjs FILE
// Prints the CPU time of `_start` in ns; where the engine tiers up, compiling is part of that.
import { readFileSync } from "node:fs";
import process from "node:process";

const { instance } = await WebAssembly.instantiate(readFileSync(process.argv[2]));
const used = () => { const { user, system } = process.cpuUsage(); return (user + system) * 1000; };
const started = used();
instance.exports._start();
console.log(used() - started);
