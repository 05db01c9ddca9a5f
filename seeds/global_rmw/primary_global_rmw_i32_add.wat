;; Origin: WAMR issue 4921, the primary reproducer.
;; Slow side: iwasm 2.4.4 --llvm-jit, against wasmer 6.1 --llvm. Depends on the processor.
;; Reported: iwasm 7.0 s, wasmer 1.0 s, 7.0x (WasmEdge 0.015 s: the loop folded away).
;; Trip count: 2^32.
(module
  (import "wasi_snapshot_preview1" "proc_exit" (func $proc_exit (param i32)))
  (memory (export "memory") 1)
  (global $g0 (mut i32) (i32.const 0))
  (func (export "_start")
    (local $i i64)
    (local.set $i (i64.const 4294967296))
    (loop $body
      (global.get $g0)
      (local.get $i)
      (i32.wrap_i64)
      (i32.add)
      (global.set $g0)
      (local.set $i (i64.sub (local.get $i) (i64.const 1)))
      (br_if $body (i64.ne (local.get $i) (i64.const 0)))
    )
    (call $proc_exit (i32.const 0))
  )
)
