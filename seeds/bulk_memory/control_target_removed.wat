;; Origin: wasmtime issue 13272, the control without memory.copy: its operands are dropped.
;; Slow side: none.
;; Reported: wasmer 0.096 s, wasmtime 0.081 s, 0.84x.
;; Trip count: 2^28.
(module
  (import "wasi_snapshot_preview1" "proc_exit" (func $proc_exit (param i32)))
  (memory (export "memory") 1)
  (func (export "_start")
    (local $i i64)
    (local.set $i (i64.const 268435456))
    (loop $body
      (local.get $i)
      (i32.wrap_i64)
      (i32.const 65504)
      (i32.and)
      (local.get $i)
      (i32.wrap_i64)
      (i32.const 1431655765)
      (i32.xor)
      (i32.const 65504)
      (i32.and)
      (i32.const 32)
      (drop)
      (drop)
      (drop)
      (local.set $i (i64.sub (local.get $i) (i64.const 1)))
      (br_if $body (i64.ne (local.get $i) (i64.const 0)))
    )
    (call $proc_exit (i32.const 0))
  )
)
