;; Reduced by wreduce from case_139.wat
;; wasmtime@41.0.0 / wasmer: 14.88 [13.74, 16.71] (99 %) on AMD EPYC
(module
  (type $signature_4 (func (param f32 f64 i64)))
  (func $main (local $a i32) (local $i i64)
    (local.set $i (i64.const 6278330))
    (loop $skip
      (local.set $a (ref.is_null (ref.func $leaf_2)))
      (br_if $skip (i32.wrap_i64 (local.tee $i (i64.sub (local.get $i) (i64.const 1))))))
  )
  (func $leaf_2 (type $signature_4) (param $p0 f32) (param $p1 f64) (param $p2 i64))
  (export "_start" (func $main))
  (memory $m0 (export "memory") 1)
  (table $dispatch 16 funcref)
  (elem $e3 declare funcref (ref.null func) (ref.null func) (ref.func $leaf_2) (ref.null func))
)
