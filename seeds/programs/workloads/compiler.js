// A compiler in small: reads a language of expressions and loops, makes a tree, then code, and runs that on a stack.
const SOURCE = `
total = 0; i = 0;
while (i < limit) {
    square = i * i;
    if (square - square / 7 * 7 < 3) { total = total + square - i; } else { total = total - (i + 2) * 3; }
    if (total > 100000) { total = total - 100000; }
    i = i + 1;
}
`;

function tokens(text) {
    const found = [];
    let at = 0;
    while (at < text.length) {
        const c = text[at];
        if (c == " " || c == "\n") {
            at++;
        } else if (c >= "a" && c <= "z") {
            let end = at;
            while (text[end] >= "a" && text[end] <= "z")
                end++;
            const word = text.slice(at, end);
            found.push({ kind: word == "while" || word == "if" || word == "else" ? word : "name", word });
            at = end;
        } else if (c >= "0" && c <= "9") {
            let value = 0;
            for (; text[at] >= "0" && text[at] <= "9"; at++)
                value = value * 10 + text.charCodeAt(at) - 48;
            found.push({ kind: "number", value });
        } else {
            found.push({ kind: c });
            at++;
        }
    }
    found.push({ kind: "end" });
    return found;
}

class Parser {
    constructor(all) { this.all = all; this.at = 0; }
    next(kind) {
        const token = this.all[this.at];
        if (token.kind != kind)
            throw new Error("expected " + kind + ", got " + token.kind);
        this.at++;
        return token;
    }
    sees(kind) { return this.all[this.at].kind == kind; }
    program() {
        const body = [];
        while (!this.sees("end"))
            body.push(this.statement());
        return { op: "block", body };
    }
    block() {
        const body = [];
        this.next("{");
        while (!this.sees("}"))
            body.push(this.statement());
        this.next("}");
        return { op: "block", body };
    }
    condition() {
        this.next("(");
        const test = this.comparison();
        this.next(")");
        return test;
    }
    statement() {
        if (this.sees("while")) {
            this.next("while");
            return { op: "while", test: this.condition(), body: this.block() };
        }
        if (this.sees("if")) {
            this.next("if");
            const made = { op: "if", test: this.condition(), body: this.block(), other: null };
            if (this.sees("else")) {
                this.next("else");
                made.other = this.block();
            }
            return made;
        }
        const name = this.next("name").word;
        this.next("=");
        const value = this.comparison();
        this.next(";");
        return { op: "set", name, value };
    }
    comparison() { return this.binary(["<", ">"], () => this.sum()); }
    sum() { return this.binary(["+", "-"], () => this.term()); }
    term() { return this.binary(["*", "/"], () => this.factor()); }
    binary(kinds, below) {
        let left = below();
        while (kinds.includes(this.all[this.at].kind)) {
            const op = this.next(this.all[this.at].kind).kind;
            left = { op, left, right: below() };
        }
        return left;
    }
    factor() {
        if (this.sees("number"))
            return { op: "number", value: this.next("number").value };
        if (this.sees("name"))
            return { op: "name", name: this.next("name").word };
        return this.condition();
    }
}

class Compiler {
    constructor() { this.code = []; this.names = new Map(); }
    slot(name) {
        if (!this.names.has(name))
            this.names.set(name, this.names.size);
        return this.names.get(name);
    }
    emit(op, argument) { return this.code.push({ op, argument }) - 1; }
    compile(node) {
        switch (node.op) {
        case "block":
            for (const statement of node.body)
                this.compile(statement);
            break;
        case "set":
            this.compile(node.value);
            this.emit("store", this.slot(node.name));
            break;
        case "while": {
            const top = this.code.length;
            this.compile(node.test);
            const leave = this.emit("jump_if_not", 0);
            this.compile(node.body);
            this.emit("jump", top);
            this.code[leave].argument = this.code.length;
            break;
        }
        case "if": {
            this.compile(node.test);
            const skip = this.emit("jump_if_not", 0);
            this.compile(node.body);
            if (node.other) {
                const end = this.emit("jump", 0);
                this.code[skip].argument = this.code.length;
                this.compile(node.other);
                this.code[end].argument = this.code.length;
            } else {
                this.code[skip].argument = this.code.length;
            }
            break;
        }
        case "number": this.emit("push", node.value); break;
        case "name": this.emit("load", this.slot(node.name)); break;
        default:
            this.compile(node.left);
            this.compile(node.right);
            this.emit(node.op, 0);
        }
    }
}

function run(code, variables) {
    const stack = [];
    for (let at = 0; at < code.length; at++) {
        const { op, argument } = code[at];
        switch (op) {
        case "push": stack.push(argument); break;
        case "load": stack.push(variables[argument]); break;
        case "store": variables[argument] = stack.pop(); break;
        case "jump": at = argument - 1; break;
        case "jump_if_not": if (!stack.pop()) at = argument - 1; break;
        default: {
            const right = stack.pop(), left = stack.pop();
            switch (op) {
            case "+": stack.push(left + right | 0); break;
            case "-": stack.push(left - right | 0); break;
            case "*": stack.push(Math.imul(left, right)); break;
            case "/": stack.push(left / right | 0); break;
            case "<": stack.push(left < right ? 1 : 0); break;
            case ">": stack.push(left > right ? 1 : 0); break;
            }
        }
        }
    }
    return variables;
}

let length = 0;
for (let round = 0; round < 300; round++) {
    const compiler = new Compiler();
    compiler.compile(new Parser(tokens(SOURCE)).program());
    length += compiler.code.length;
}
const compiler = new Compiler();
compiler.slot("limit");
compiler.compile(new Parser(tokens(SOURCE)).program());
const variables = run(compiler.code, new Array(compiler.names.size).fill(0).fill(300000, 0, 1));
print(length, variables[compiler.slot("total")]);
