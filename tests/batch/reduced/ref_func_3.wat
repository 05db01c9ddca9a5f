;; Reduced by wreduce from case_180.wat
;; wasmtime@41.0.0 / wasmer: 15.41 [14.78, 16.06] (99 %) on AMD EPYC
(module
  (table $dispatch 16 funcref)
  (elem $e2 declare funcref (ref.null func) (ref.null func) (ref.null func) (ref.func $stage_0))
  (func $main (export "_start") (local $i i64)
    i64.const 16777216
    local.set $i
    loop $body
      ref.func $stage_0
      ref.is_null
      if $label_4
      end
      local.get $i
      i64.const 1
      i64.sub
      local.tee $i
      i64.eqz
      i32.eqz
      br_if $body
    end
  )
  (func $stage_0 (param $p0 i64) (result f64)
    f64.const 1917.5
  )
  (memory $m0 1)
  (export "memory" (memory $m0))
)
