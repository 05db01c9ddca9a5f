;; Reduced by wreduce from case_087.wat
;; wasmtime@41.0.0 / wasmer: 3.07 [2.93, 3.31] (99 %) on AMD EPYC
(module
  (memory $m0 (export "memory") 1)
  (func $main (export "_start") (local $i i64)
    (local.set $i (i64.const 4614876))
    (loop $body
      (memory.fill (i32.const 0) (i32.const 0) (i32.const 1))
      (br_if $body (i32.wrap_i64 (local.tee $i (i64.sub (local.get $i) (i64.const 1))))))
  )
)
