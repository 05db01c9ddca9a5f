;; Reduced by wreduce from case_010.wat
;; wasmtime@41.0.0 / wasmer: 18.09 [17.11, 18.53] (99 %) on AMD EPYC
(module
  (table $dispatch 16 funcref)
  (elem $e2 declare funcref (ref.null func) (ref.null func) (ref.func $leaf_2) (ref.null func))
  (memory $m0 1)
  (export "memory" (memory $m0))
  (func $main (export "_start") (local $a i32) (local $i i64)
    (local.set $i (i64.const 5352820))
    (loop $outer
      (local.set $a (ref.is_null (ref.func $leaf_2)))
      (br_if $outer (i32.wrap_i64 (local.tee $i (i64.sub (local.get $i) (i64.const 1))))))
  )
  (func $leaf_2 (param $p0 i64) (result i64)
    (i64.const 0)
  )
)
