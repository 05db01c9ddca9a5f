;; Reduced by wreduce from case_170.wasm
;; wasmtime@41.0.0 / wasmer: 2.65 [2.62, 2.69] (99 %) on AMD EPYC
(module
  (type $t7 (;7;) (func))
  (func $f7 (type $t7) (local $l6 i64)
    ;; label = @1
    loop $label
      i32.const 0
      i32.const 0
      i32.const 1
      memory.fill
      local.get $l6
      i64.const 1
      i64.add
      local.tee $l6
      i64.const 4194304
      i64.lt_u
      (;@1;)
      br_if $label
    end
  )
  (memory $m0 (;0;) 1)
  (export "memory" (memory $m0))
  (export "_start" (func $f7)))
