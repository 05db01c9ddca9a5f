// WASI preview 1 (github.com/WebAssembly/WASI, legacy/preview1) for guests in a JavaScript engine, as far as one needs it
// that reads its arguments, environment, standard input and files, and writes none; the rest answers ENOSYS. What a guest
// is given comes over the wire: nothing here opens a file. guest.js is sent this text and calls what it defines.
"use strict";

const WASI = "wasi_snapshot_preview1";
const SUCCESS = 0, EBADF = 8, EINVAL = 28, EISDIR = 31, ENOENT = 44, ENOSYS = 52, ENOTDIR = 54, EPERM = 63, ESPIPE = 70;
const ENOTCAPABLE = 76;
const CHARACTER_DEVICE = 2, DIRECTORY = 3, REGULAR_FILE = 4;
// Rights: read, write, seek, tell, list and open; read, write and poll for the streams.
const RIGHTS = { [CHARACTER_DEVICE]: 0x8000042n, [DIRECTORY]: 0x246000n, [REGULAR_FILE]: 0x8200026n };
const WRITE_RIGHT = 64n;

// Words come and go as texts of one character a byte: jsc has no decoder.
function bytesOfText(text) {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

// What proc_exit throws: it must not be an Error, which would be the guest's.
class Exit {
  constructor(code) {
    this.code = code;
  }
}

// Keeps the first bytes of a guest's output, as a string of one character a byte.
class Output {
  constructor(limit) {
    this.left = limit;
    this.text = "";
  }

  add(bytes) {
    // In parts, since every byte becomes an argument of a call.
    for (let start = 0; start < bytes.length && this.left > 0; start += 4096) {
      const part = bytes.subarray(start, start + Math.min(4096, this.left));
      this.text += String.fromCharCode(...part);
      this.left -= part.length;
    }
  }
}

// The functions of WASI, over `guest.memory`, which is there once the guest is instantiated.
function wasiOf(guest) {
  const view = () => new DataView(guest.memory.buffer);
  const set = (pointer, value) => (view().setUint32(pointer, value, true), SUCCESS);
  const words = (list) => ({
    sizes: (count, size) => set(count, list.length) || set(size, list.reduce((sum, word) => sum + word.length + 1, 0)),
    get: (pointers, place) => {
      list.forEach((word, index) => {
        set(pointers + 4 * index, place);
        new Uint8Array(guest.memory.buffer, place, word.length + 1).set([...word, 0]);
        place += word.length + 1;
      });
      return SUCCESS;
    },
  });
  const [args, environment] = [words(guest.args), words(guest.environment)];
  return {
    ...filesOf(guest, view, set),
    args_get: args.get,
    args_sizes_get: args.sizes,
    environ_get: environment.get,
    environ_sizes_get: environment.sizes,
    clock_res_get: (clock, pointer) => setTime(view(), clock, pointer, 1000n),
    clock_time_get: (clock, precision, pointer) => setTime(view(), clock, pointer, timeOf(clock)),
    fd_write: (descriptor, vectors, count, pointer) => {
      if (descriptor !== 1 && descriptor !== 2) return EBADF;
      let written = 0;
      for (let index = 0; index < count; index++) {
        const start = view().getUint32(vectors + 8 * index, true);
        const length = view().getUint32(vectors + 8 * index + 4, true);
        const bytes = new Uint8Array(guest.memory.buffer, start, length);
        if (descriptor === 1) guest.output.add(bytes);
        written += length;
      }
      view().setUint32(pointer, written, true);
      return SUCCESS;
    },
    proc_exit: (code) => {
      throw new Exit(code);
    },
    random_get: (pointer, length) => {
      const bytes = new Uint8Array(guest.memory.buffer, pointer, length);
      for (let index = 0; index < length; index++) bytes[index] = Math.random() * 256;
      return SUCCESS;
    },
    sched_yield: () => SUCCESS,
  };
}

// What the guest has open at first, by descriptor: its standard streams, then the folders that it was given.
function opened(given, bytesOf) {
  return [
    { type: CHARACTER_DEVICE, bytes: bytesOf(given.input), at: 0 }, { type: CHARACTER_DEVICE }, { type: CHARACTER_DEVICE },
    ...given.folders.map(([name, files]) => ({
      type: DIRECTORY, name: bytesOfText(name), path: "",
      files: Object.fromEntries(files.map(([path, content]) => [path, bytesOf(content)])),
    })),
  ];
}

// What reads standard input, files and folders. A folder is its files by their paths in it; `guest.open` holds what is
// open, by descriptor: {type, bytes, at} of a file or stream, {type, files, path} of a folder.
function filesOf(guest, view, set) {
  const bytesAt = (pointer, length) => new Uint8Array(guest.memory.buffer, pointer, length);
  // The node at a path seen from an open folder, or an error. Nothing leads out of the folder that was given.
  const find = (descriptor, pointer, length) => {
    const from = guest.open[descriptor];
    if (from === undefined) return EBADF;
    if (from.type !== DIRECTORY) return ENOTDIR;
    const path = String.fromCharCode(...bytesAt(pointer, length));
    if (path.startsWith("/")) return ENOTCAPABLE;
    const parts = from.path ? from.path.split("/") : [];
    for (const part of path.split("/")) {
      if (part === "..") {
        if (parts.pop() === undefined) return ENOTCAPABLE;
      } else if (part && part !== ".") parts.push(part);
    }
    const whole = parts.join("/");
    if (Object.hasOwn(from.files, whole)) return { type: REGULAR_FILE, bytes: from.files[whole], at: 0 };
    const isFolder = !whole || Object.keys(from.files).some((name) => name.startsWith(whole + "/"));
    return isFolder ? { type: DIRECTORY, files: from.files, path: whole } : ENOENT;
  };
  const setStatus = (node, pointer) => {
    bytesAt(pointer, 64).fill(0);
    view().setUint8(pointer + 16, node.type);
    view().setBigUint64(pointer + 24, 1n, true);
    view().setBigUint64(pointer + 32, BigInt(node.bytes?.length ?? 0), true);
    return SUCCESS;
  };
  const readAt = (node, at, vectors, count, pointer) => {
    let total = 0;
    for (let index = 0; index < count; index++) {
      const [start, length] = [view().getUint32(vectors + 8 * index, true), view().getUint32(vectors + 8 * index + 4, true)];
      const part = node.bytes.subarray(at + total, at + total + length);
      bytesAt(start, length).set(part);
      total += part.length;
    }
    set(pointer, total);
    return total;
  };
  const onFile = (act) => (descriptor, ...rest) => {
    const node = guest.open[descriptor];
    return node === undefined ? EBADF : node.type === DIRECTORY ? EISDIR : act(node, ...rest);
  };
  const seekable = (act) => onFile((node, ...rest) => (node.type === REGULAR_FILE ? act(node, ...rest) : ESPIPE));
  const onAny = (act) => (descriptor, ...rest) => {
    const node = guest.open[descriptor];
    return node === undefined ? EBADF : act(node, ...rest);
  };
  const tell = (node, pointer) => (view().setBigUint64(pointer, BigInt(node.at), true), SUCCESS);
  const given = (act) => onAny((node, ...rest) => (node.name === undefined ? EBADF : act(node, ...rest)));
  return {
    fd_close: (descriptor) => (guest.open[descriptor] && delete guest.open[descriptor] ? SUCCESS : EBADF),
    fd_fdstat_get: onAny((node, pointer) => {
      bytesAt(pointer, 24).fill(0);
      view().setUint8(pointer, node.type);
      view().setBigUint64(pointer + 8, RIGHTS[node.type], true);
      view().setBigUint64(pointer + 16, node.type === DIRECTORY ? RIGHTS[REGULAR_FILE] : 0n, true);
      return SUCCESS;
    }),
    fd_filestat_get: onAny(setStatus),
    fd_pread: seekable((node, vectors, count, at, pointer) => (readAt(node, Number(at), vectors, count, pointer), SUCCESS)),
    fd_prestat_get: given((node, pointer) => set(pointer, 0) || set(pointer + 4, node.name.length)),
    fd_prestat_dir_name: given((node, pointer, length) => (bytesAt(pointer, length).set(node.name.subarray(0, length)), SUCCESS)),
    fd_read: onFile((node, vectors, count, pointer) => {
      if (node.bytes === undefined) return EBADF;
      node.at += readAt(node, node.at, vectors, count, pointer);
      return SUCCESS;
    }),
    fd_readdir: onAny((node, pointer, length, cookie, used) => {
      if (node.type !== DIRECTORY) return ENOTDIR;
      const prefix = node.path ? node.path + "/" : "";
      const entries = new Map([[".", DIRECTORY], ["..", DIRECTORY]]);
      for (const name of Object.keys(node.files).filter((name) => name.startsWith(prefix))) {
        const [first, ...below] = name.slice(prefix.length).split("/");
        entries.set(first, below.length ? DIRECTORY : REGULAR_FILE);
      }
      const listed = [...entries].slice(Number(cookie)).flatMap(([name, type], index) => {
        const [entry, text] = [new DataView(new ArrayBuffer(24)), bytesOfText(name)];
        entry.setBigUint64(0, cookie + BigInt(index) + 1n, true);
        entry.setUint32(16, text.length, true);
        entry.setUint8(20, type);
        return [...new Uint8Array(entry.buffer), ...text];
      });
      bytesAt(pointer, length).set(listed.slice(0, length));
      return set(used, Math.min(listed.length, length));
    }),
    fd_seek: seekable((node, offset, whence, pointer) => {
      const at = [0, node.at, node.bytes.length][whence] + Number(BigInt.asIntN(64, offset));
      if (!(at >= 0)) return EINVAL;
      node.at = at;
      return tell(node, pointer);
    }),
    fd_tell: seekable(tell),
    path_filestat_get: (descriptor, flags, path, length, pointer) => {
      const node = find(descriptor, path, length);
      return typeof node === "number" ? node : setStatus(node, pointer);
    },
    path_open: (descriptor, follow, path, length, flags, rights, inherited, status, pointer) => {
      const node = find(descriptor, path, length);
      // To make (1) or to empty (8) a file, or to write to one: what was given is to be read.
      if (node === ENOENT && flags & 1) return EPERM;
      if (typeof node === "number") return node;
      if (flags & 8 || (rights & WRITE_RIGHT && node.type === REGULAR_FILE)) return EPERM;
      if (flags & 2 && node.type !== DIRECTORY) return ENOTDIR;
      let free = 3;
      while (guest.open[free]) free++;
      guest.open[free] = node;
      return set(pointer, free);
    },
  };
}

function timeOf(clock) {
  const milliseconds = clock === 0 || typeof performance === "undefined" ? Date.now() : performance.now();
  return BigInt(Math.round(milliseconds * 1e6));
}

function setTime(view, clock, pointer, nanoseconds) {
  if (clock > 3) return EINVAL;
  view.setBigUint64(pointer, nanoseconds, true);
  return SUCCESS;
}

// Numbers come signed from wasm; those of WASI are not.
const unsigned = (value) => (typeof value === "number" ? value >>> 0 : value);

function importsOf(module, guest) {
  const known = wasiOf(guest);
  const imports = {};
  for (const { name } of WebAssembly.Module.imports(module)) {
    const call = Object.hasOwn(known, name) ? known[name] : () => ENOSYS;
    imports[name] = (...values) => call(...values.map(unsigned));
  }
  return { [WASI]: imports };
}
