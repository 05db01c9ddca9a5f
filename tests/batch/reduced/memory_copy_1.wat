;; Reduced by wreduce from memory_copy_1.wat
;; wasmtime@41.0.0 / wasmer: 3.07 [2.93, 3.17] (99 %) on AMD EPYC
(module
  (memory $m0 1)
  (export "memory" (memory $m0))
  (func $main (local $i i64)
    i64.const 33554432
    local.set $i
    loop $body
      i32.const 0
      i32.const 64038
      i32.const 64
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
