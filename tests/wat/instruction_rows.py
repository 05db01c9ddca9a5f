"""The rows of the instruction table, and a function for each that is valid only if the row tells the truth.

Symbolic types take the concrete types of the module in `PRELUDES`.
"""

import re
from dataclasses import dataclass
from pathlib import Path

TABLE = Path(__file__).resolve().parents[2] / "grammars" / "instructions.tsv"

COLUMNS = ["name", "operands", "results", "immediates", "traits", "feature"]

# In the order of the table.
FEATURES = [
    "mvp",
    "sign-extension",
    "saturating-float-to-int",
    "bulk-memory",
    "reference-types",
    "simd",
    "relaxed-simd",
    "threads",
    "tail-call",
    "exceptions",
    "function-references",
    "exception-references",
    "gc",
    "wide-arithmetic",
]

PLAIN_TYPES = {
    "i32",
    "i64",
    "f32",
    "f64",
    "v128",
    "funcref",
    "externref",
    "eqref",
    "i31ref",
    "arrayref",
    "exnref",
}

SIGNATURE = {
    "$params": ["i32", "i64"],
    "$results": ["f32", "f64"],
    "$label": ["f32", "f64"],
    "$function_results": ["f32", "f64"],
    "$block_params": ["i32", "i64"],
    "$block_results": ["f32", "f64"],
    "$function_ref": ["(ref $signature)"],
    "$table_address": ["i32"],
    "$source_table_address": ["i32"],
    "$table_copy_size": ["i32"],
    "$non_null": ["(ref func)"],
    "$as_any": ["anyref"],
    "$as_extern": ["externref"],
    "$i31": ["(ref i31)"],
    "$cast": ["(ref i31)"],
    "$uncast": ["eqref"],
    "$label_but_last": ["f32"],
    "$fields": ["i32", "f64", "i32"],
    "$field": ["f64"],
    "$new": ["(ref $record)"],
    "$type": ["(ref null $record)"],
    "$source_type": ["(ref null $words)"],
    "$item": ["i64"],
    "$items": ["i64", "i64"],
}

# Every row is assembled twice: without any optional immediate, and with all of them.
SYMBOLIC_TYPES = {
    "short": SIGNATURE
    | {
        "$local": ["f64"],
        "$global": ["f64"],
        "$element": ["funcref"],
        "$address": ["i32"],
        "$source_address": ["i32"],
        "$copy_size": ["i32"],
        "$any": ["i32"],
        "$t": ["v128"],
        "$ref": ["funcref"],
        "$heap": ["funcref"],
    },
    "full": SIGNATURE
    | {
        "$local": ["externref"],
        "$global": ["i64"],
        "$element": ["externref"],
        "$address": ["i64"],
        "$source_address": ["i32"],
        "$copy_size": ["i32"],
        "$any": ["externref"],
        "$t": ["funcref"],
        "$ref": ["externref"],
        "$heap": ["externref"],
    },
}

IMMEDIATES: dict[str, dict[str, str | list[str]]] = {
    "short": {
        "local": "$float",
        "global": "$float",
        "function": "$callee",
        "label": "0",
        "label*": "0",
        "memory?": "",
        "table?": "",
        "table": "$functions",
        "data": "$bytes",
        "element": "$functions",
        "tag": "$tag",
        "memarg": "",
        "lane": "0",
        "lanes16": " ".join(map(str, range(16))),
        "i32": "-1",
        "i64": "0x7fff_ffff_ffff_ffff",
        "f32": "-0x1.8p+1",
        "f64": "nan:0x4000000000000",
        "v128": "i32x4 1 2 3 4",
        "heap_type": "func",
        "result?": "",
        "type_use": "(type $signature)",
        "type": "$record",
        "type?": "$signature",
        "field": "1",
        "count": "2",
        "reference_type": "i31ref",
    },
    "full": {
        "local": "$external",
        "global": "1",
        "function": "0",
        "label": "0",
        "label*": "0 0 0",
        "memory?": ["$wide", "$narrow"],
        "table?": ["$externals", "$functions"],
        "table": "1",
        "data": "0",
        "element": "$nulls",
        "tag": "0",
        "lanes16": " ".join(map(str, range(16, 32))),
        "i32": "4294967295",
        "i64": "-9223372036854775808",
        "f32": "inf",
        "f64": "1e-300",
        "v128": "f64x2 nan -0.5",
        "heap_type": "extern",
        "result?": "(result funcref)",
        "type": "$record",
        "type?": "0",
        "field": "$wide",
        "count": "0x2",
        "reference_type": "(ref null i31)",
        "type_use": "(type $signature) (param i32 i64) (result f32 f64)",
    },
}

PRELUDES = {
    "short": """
(type $signature (func (param i32 i64) (result f32 f64)))
(func $callee (type $signature) f32.const 0 f64.const 0)
(memory $narrow 1)
(table $functions 4 funcref)
(global $float (mut f64) (f64.const 0))
(data $bytes "abc")
(elem $functions func $callee)
""",
    "full": """
(type $signature (func (param i32 i64) (result f32 f64)))
(func $callee (type $signature) f32.const 0 f64.const 0)
(memory $narrow 1)
(memory $wide i64 1)
(table $functions 4 funcref)
(table $externals 4 externref)
(global $float (mut f64) (f64.const 0))
(global $integer (mut i64) (i64.const 0))
(data $bytes "abc")
(elem $nulls externref (ref.null extern))
(elem declare func $callee)
""",
}

# table.copy needs two tables of one type, call_indirect a table of functions.
OWN_IMMEDIATES = {
    ("full", "table.copy"): "$functions 0",
    ("full", "call_indirect"): "$functions (param i32 i64) (result f32 f64)",
    ("full", "return_call_indirect"): "0 (param i32 i64) (result f32 f64)",
    ("full", "table.init"): "$externals $nulls",
}

# Behind the other types, so that these keep their numbers.
OBJECTS = """
(type $record (struct (field (mut i32)) (field $wide (mut f64)) (field $small (mut i8))))
(type $words (array (mut i64)))
(type $bytes (array (mut i16)))
(type $holders (array (mut funcref)))
"""

# What a row of this name has in the place of the usual: immediates, and types of its symbols.
OWN_ROWS: dict[str, tuple[str, dict[str, list[str]]]] = {
    "struct.get_s": ("$record 2", {"$field": ["i32"]}),
    "struct.get_u": ("$record $small", {"$field": ["i32"]}),
    "array.get_s": ("$bytes", {"$type": ["(ref null $bytes)"], "$item": ["i32"]}),
    "array.get_u": ("$bytes", {"$type": ["(ref null $bytes)"], "$item": ["i32"]}),
    "array.copy": ("$words $words", {"$type": ["(ref null $words)"]}),
    "array.new_data": ("$words $bytes", {"$new": ["(ref $words)"]}),
    "array.init_data": ("$words 0", {"$type": ["(ref null $words)"]}),
    "array.new_elem": ("$holders $declared", {"$new": ["(ref $holders)"]}),
    "array.init_elem": ("$holders $declared", {"$type": ["(ref null $holders)"]}),
    "array.new_fixed": ("$words 2", {"$new": ["(ref $words)"]}),
    **dict.fromkeys(
        ("array.new", "array.new_default", "array.get", "array.set", "array.fill"),
        ("$words", {"$new": ["(ref $words)"], "$type": ["(ref null $words)"]}),
    ),
    "ref.cast": ("(ref i31)", {"$ref": ["anyref"]}),
    "ref.test": ("(ref null i31)", {"$ref": ["anyref"]}),
    "any.convert_extern": ("", {"$ref": ["externref"]}),
    "extern.convert_any": ("", {"$ref": ["anyref"]}),
    "ref.as_non_null": ("", {"$ref": ["funcref"]}),
}

# A function whose label is not what its last instruction gives: parameters, results, body.
BRANCHES = {
    "br_on_null": ("f32 funcref", "f32", "(br_on_null 0 (local.get 0) (local.get 1)) drop"),
    "br_on_non_null": (
        "f32 funcref",
        "f32 (ref func)",
        "(br_on_non_null 0 (local.get 0) (local.get 1)) unreachable",
    ),
    "br_on_cast": (
        "f32 eqref",
        "f32 i31ref",
        "(br_on_cast 0 eqref i31ref (local.get 0) (local.get 1)) drop unreachable",
    ),
    "br_on_cast_fail": (
        "f32 eqref",
        "f32 eqref",
        "(br_on_cast_fail 0 eqref (ref i31) (local.get 0) (local.get 1)) i31.get_s drop unreachable",
    ),
}

BLOCK_TYPE = "(param i32 i64) (result f32 f64)"
BODY = "drop drop f32.const 1 f64.const 2"
BLOCKS = {
    ("short", "block"): f"block (type $signature) {BODY} end",
    ("full", "block"): f"(block $name {BLOCK_TYPE} {BODY})",
    ("short", "loop"): f"loop (type $signature) {BODY} end",
    ("full", "loop"): f"(loop $name {BLOCK_TYPE} {BODY})",
    ("short", "if"): f"if (type $signature) {BODY} else {BODY} end",
    ("full", "if"): f"(if $name {BLOCK_TYPE} (then {BODY}) (else {BODY}))",
    ("short", "try"): f"try (type $signature) {BODY} catch $tag {BODY} catch_all f32.const 1 f64.const 2 end",
    ("short", "try_table"): f"try_table (type $signature) {BODY} end",
    ("full", "try_table"): (
        f"(try_table $name {BLOCK_TYPE} {BODY})"
        " (block $out (result exnref) (try_table (catch_all_ref $out)) unreachable) drop"
    ),
    ("full", "try"): f"(try $name {BLOCK_TYPE} (do {BODY}) (delegate 0))",
}

KINDS = set(IMMEDIATES["short"]) | {"block"}

EFFECTS = {
    "reads_heap",
    "writes_heap",
    "allocates",
    "may_trap",
    "reads_memory",
    "writes_memory",
    "reads_table",
    "writes_table",
    "reads_global",
    "writes_global",
    "reads_local",
    "writes_local",
    "bulk",
    "grows",
    "call",
    "indirect",
    "branch",
    "diverges",
    "block",
    "atomic",
}
TRAITS = EFFECTS | {"pure", "float", "simd", "integer_division", "constant", "constant_extended"}


@dataclass(frozen=True)
class Row:
    name: str
    operands: list[str]
    results: list[str]
    immediates: list[str]
    traits: list[str]
    feature: str


def read_lines() -> list[str]:
    return TABLE.read_text(encoding="utf-8").splitlines()


def read_rows() -> list[Row]:
    records = [line.split("\t") for line in read_lines() if not line.startswith("#")]
    assert records[0] == COLUMNS
    rows = []
    for record in records[1:]:
        assert len(record) == len(COLUMNS), record
        lists = [[] if field == "-" else field.split(" ") for field in record[1:5]]
        operands, results, immediates, traits = lists
        rows.append(Row(record[0], operands, results, immediates, traits, record[5]))
    return rows


ROWS = read_rows()


def width_of_access(name: str) -> int:
    """Bytes that an instruction on memory reads or writes."""
    if name == "memory.atomic.notify":
        return 4
    narrow = re.search(r"(?:wait|load|store|rmw)(\d+)(?:x(\d+))?", name)
    if narrow:
        return int(narrow[1]) * int(narrow[2] or 1) // 8
    return {"i32": 4, "i64": 8, "f32": 4, "f64": 8, "v128": 16}[name.split(".")[0]]


def lane_count(name: str) -> int:
    shape = re.match(r"[if]\d+x(\d+)\.", name)
    return int(shape[1]) if shape else 16 // width_of_access(name)


def instruction_text(row: Row, form: str) -> str:
    if row.immediates == ["block"]:
        return BLOCKS[form, row.name]
    if row.name in OWN_ROWS:
        return f"{row.name} {OWN_ROWS[row.name][0]}"
    if (form, row.name) in OWN_IMMEDIATES:
        return f"{row.name} {OWN_IMMEDIATES[form, row.name]}"
    words = [row.name]
    seen: dict[str, int] = {}
    for kind in row.immediates:
        if form == "full" and kind == "memarg":
            words.append(f"offset=0xffff_ffff align={width_of_access(row.name)}")
        elif form == "full" and kind == "memory?" and row.feature == "threads":
            words.append("1")  # wabt 1.0.42 does not resolve the name of a memory here
        elif form == "full" and kind == "lane":
            words.append(str(lane_count(row.name) - 1))
        else:
            value = IMMEDIATES[form][kind]
            words.append(value[seen.get(kind, 0)] if isinstance(value, list) else value)
        seen[kind] = seen.get(kind, 0) + 1
    return " ".join(word for word in words if word)


def concrete(types: list[str], form: str, name: str = "") -> list[str]:
    known = SYMBOLIC_TYPES[form] | OWN_ROWS.get(name, ("", {}))[1]
    return [t for symbol in types for t in known.get(symbol, [symbol])]


def function_text(row: Row, form: str) -> str:
    """A function, on one line, that is valid only if the row tells the truth."""
    if row.name in BRANCHES:
        params, results, body = BRANCHES[row.name]
        return f"(func (param {params}) (result {results}) {body})"
    operands = concrete(row.operands, form, row.name)
    code = instruction_text(row, form)
    if "diverges" in row.traits:
        # Valid on a polymorphic stack only: nothing above gives these operands.
        code += " i64.add drop"
        results = ["f32", "f64"]
    else:
        results = concrete(row.results, form, row.name)
    if row.name == "rethrow":
        code = f"try catch_all {code} end f32.const 0 f64.const 0"
    arguments = " ".join(f"local.get {index}" for index in range(len(operands)))
    return (
        f"(func (param {' '.join(operands)}) (result {' '.join(results)}) "
        f"(local $float f64) (local $external externref) {arguments} {code})"
    )


def module_text(fields: list[str], form: str, feature: str) -> str:
    tag = "(tag $tag (param i32 i64))" if feature == "exceptions" else ""
    types = OBJECTS + "(elem $declared func $callee)" if feature == "gc" else ""
    return "\n".join(["(module", PRELUDES[form].strip(), types, tag, *fields, ")", ""])
