;; Reduced by wreduce from case_050.wat
;; wasmtime@41.0.0 / wasmer: 2.16 [2.14, 2.17] (99 %) on AMD EPYC
(module
  (func $main (export "_start")
    call $kernel
  )
  (func $kernel (local $i i64)
    i64.const 4194304
    local.set $i
    loop $body
      i32.const 0
      i32.const 0
      i32.const 0
      memory.copy
      local.get $i
      i64.const 1
      i64.sub
      local.tee $i
      i32.wrap_i64
      br_if $body
    end
  )
  (memory $m0 1)
  (export "memory" (memory $m0))
)
