// Runs wasm binaries in a JavaScript engine: node, deno, bun or jsc, whichever runs this script.
//
// Driven by javascript_worker.py, which takes the times: a line of JSON comes in, the deed is done, a line of JSON
// goes out. What is not to be timed is a deed of its own. With the argument `fresh`, every run has a module that is
// compiled for it: where code tiers up while it runs, a module that is kept would be another one in its second run.
//
// What WASI asks for is in guest_wasi.js, which comes over the wire first: no engine but node finds a file beside its own.
"use strict";

// Enough for a frame, and few calls for a large one.
const READ_BYTES = 1 << 20;

// ---- what the four engines do differently

function hostOf() {
  if (typeof Bun !== "undefined") {
    return { ...nodeStreams(), engine: "bun", version: Bun.version, pid: process.pid, collect: () => Bun.gc(true) };
  }
  if (typeof Deno !== "undefined") {
    return {
      engine: "deno", version: Deno.version.deno, pid: Deno.pid, arguments: Deno.args,
      readLine: lineReader((buffer) => Deno.stdin.readSync(buffer) ?? 0),
      write: (bytes) => Deno.stdout.writeSync(bytes),
      collect: globalThis.gc,
    };
  }
  if (typeof process !== "undefined") {
    return { ...nodeStreams(), engine: "node", version: process.versions.node, pid: process.pid, collect: globalThis.gc };
  }
  // The shell of JavaScriptCore has no version, no process id and no streams.
  return {
    engine: "jsc", version: "", pid: null, arguments: globalThis.arguments,
    readLine: () => readline() || null,
    printLine: print,
    collect: () => fullGC(),
  };
}

function nodeStreams() {
  // Whether a .js file is a module is for a package.json to say, which may lie anywhere above it.
  const fs = typeof require === "function" ? require("fs") : process.getBuiltinModule("fs");
  return {
    arguments: process.argv.slice(2),
    readLine: lineReader((buffer) => fs.readSync(0, buffer)),
    write: (bytes) => fs.writeSync(1, bytes),
  };
}

// A function that gives the next line of what `read` fills buffers with, or null at its end.
function lineReader(read) {
  const decoder = new TextDecoder();
  const buffer = new Uint8Array(READ_BYTES);
  let rest = new Uint8Array(0);
  return () => {
    const pieces = [];
    for (;;) {
      const end = rest.indexOf(10);
      if (end >= 0) {
        pieces.push(decoder.decode(rest.subarray(0, end)));
        rest = rest.slice(end + 1);
        return pieces.join("");
      }
      pieces.push(decoder.decode(rest));
      const length = read(buffer);
      if (length === 0) return null;
      rest = buffer.slice(0, length);
    }
  };
}

function send(answer) {
  const line = JSON.stringify(answer);
  if (host.printLine) return host.printLine(line);
  let rest = new TextEncoder().encode(line + "\n");
  while (rest.length) rest = rest.subarray(host.write(rest));
}

function bytesOf(base64) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(base64);
  if (typeof Buffer !== "undefined") return new Uint8Array(Buffer.from(base64, "base64"));
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

// ---- the deeds

const host = hostOf();
const alwaysFresh = Array.from(host.arguments ?? []).includes("fresh");
// By the key of the module.
const binaries = new Map();
const modules = new Map();
let guest = null;
// What guest_wasi.js defines.
let wasi = null;
let made = 0;

// The binary with a number at its end, in a custom section that means nothing: V8 shares the code of like binaries.
function marked(binary) {
  const copy = new Uint8Array(binary.length + 8);
  copy.set(binary);
  copy.set([0, 6, 1, 102], binary.length);
  new DataView(copy.buffer).setUint32(binary.length + 4, ++made, true);
  return copy;
}

function takeWasi(source) {
  wasi = new Function(`${source}\nreturn { WASI, Exit, Output, bytesOfText, importsOf, opened };`)();
  return {};
}

function load(key, base64) {
  binaries.set(key, bytesOf(base64));
  return {};
}

function compile(key) {
  try {
    modules.set(key, new WebAssembly.Module(alwaysFresh ? marked(binaries.get(key)) : binaries.get(key)));
  } catch (error) {
    return { refused: messageOf(error) };
  } finally {
    if (!alwaysFresh) binaries.delete(key);
  }
  return {};
}

// The module was compiled: whether it can be run is said here, where it costs no measured time.
function check(key) {
  const module = modules.get(key);
  for (const { module: from, name, kind } of WebAssembly.Module.imports(module)) {
    if (from !== wasi.WASI || kind !== "function") return { refused: `unknown import: ${from}.${name} (${kind})` };
  }
  const isStart = ({ name, kind }) => name === "_start" && kind === "function";
  if (!WebAssembly.Module.exports(module).some(isStart)) {
    return { refused: "the module exports no _start function" };
  }
  return {};
}

function forget(key) {
  binaries.delete(key);
  modules.delete(key);
  return {};
}

function prepare(key, outputBytes, given) {
  if (alwaysFresh) compile(key);
  const module = modules.get(key);
  guest = { module, memory: null, instance: null, output: new wasi.Output(outputBytes) };
  [guest.args, guest.environment] = [given.args, given.environment].map((list) => list.map(wasi.bytesOfText));
  guest.open = wasi.opened(given, bytesOf);
  guest.imports = wasi.importsOf(module, guest);
  host.collect?.();
  return {};
}

function instantiate() {
  try {
    guest.instance = new WebAssembly.Instance(guest.module, guest.imports);
  } catch (error) {
    // No memory or table to be had is a RangeError, like a stack that is used up, but of another kind.
    const refused = error instanceof WebAssembly.LinkError || /memory|allocate|table size/i.test(error.message ?? "");
    const trapped = error instanceof WebAssembly.RuntimeError;
    return refused && !trapped ? { kind: "invalid", message: messageOf(error) } : endOf(error);
  }
  guest.memory = guest.instance.exports.memory;
  return { kind: "ready" };
}

function execute() {
  try {
    guest.instance.exports._start();
  } catch (error) {
    return endOf(error);
  }
  return { kind: "exited", exit_code: 0 };
}

function endOf(error) {
  if (error instanceof wasi.Exit) return { kind: "exited", exit_code: error.code };
  if (WebAssembly.Exception && error instanceof WebAssembly.Exception) return { kind: "trapped", message: "uncaught exception" };
  return { kind: "trapped", message: messageOf(error) };
}

// JavaScriptCore says where in this script it happened, which is of no use to anyone.
function messageOf(error) {
  return String(error?.message ?? error).replace(/ \(evaluating '.*'\)$/s, "");
}

function finish(names) {
  const globals = {};
  for (const name of names) {
    const found = guest.instance?.exports[name];
    // As text: an i64 is more than a JSON number holds.
    if (found instanceof WebAssembly.Global) globals[name] = String(found.value);
  }
  const output = guest.output.text;
  guest = null;
  return { globals, output };
}

const deeds = { takeWasi, load, compile, check, forget, prepare, instantiate, execute, finish };
send({ engine: host.engine, version: host.version, pid: host.pid });
for (let line = host.readLine(); line !== null; line = host.readLine()) {
  const [deed, ...values] = JSON.parse(line);
  send(deeds[deed](...values));
}
