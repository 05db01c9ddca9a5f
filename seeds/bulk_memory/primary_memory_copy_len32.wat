;; Origin: wasmtime issue 13272, the primary reproducer.
;; Slow side: wasmtime 41.0.0, against wasmer 6.1 (Cranelift).
;; Reported: wasmer 0.768 s, wasmtime 2.688 s, 3.50x.
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
      (memory.copy)
      (local.set $i (i64.sub (local.get $i) (i64.const 1)))
      (br_if $body (i64.ne (local.get $i) (i64.const 0)))
    )
    (call $proc_exit (i32.const 0))
  )
)
