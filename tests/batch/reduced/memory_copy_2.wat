;; Reduced by wreduce from memory_copy_1.wat
;; wasmtime@41.0.0+cli / wasm2c+gcc: 34.33 [29.99, 36.74] (99 %) on AMD EPYC
(module
  (memory $m0 1)
  (export "memory" (memory $m0))
  (func $main (local $i i64)
    i64.const 134217728
    local.set $i
    loop $body
      i32.const 0
      i32.const 1
      i32.const 1
      memory.copy
      local.get $i
      i64.const 1
      i64.sub
      local.tee $i
      i32.wrap_i64
      br_if $body
    end
  )
  (export "_start" (func $main))
)
