;; Reduced by wreduce from case_192.wat
;; wasmtime@41.0.0 / wasmer: 3.27 [2.97, 3.47] (99 %) on AMD EPYC
(module
  (func $main (export "_start") (local $b i64) (local $i i64)
    (local.set $i (i64.const 8388608))
    (loop $body
      (memory.fill
        (i32.and (i32.xor (i32.wrap_i64 (local.get $i)) (i32.const 0)) (i32.const 0))
        (i32.const 0)
        (i32.const 32))
      (local.set $b (i64.const 0))
      (br_if $body (i64.ne (local.tee $i (i64.sub (local.get $i) (i64.const 1))) (i64.const 0))))
  )
  (memory $m0 1)
  (export "memory" (memory $m0))
)
