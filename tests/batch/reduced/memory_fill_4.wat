;; Reduced by wreduce from case_176.wat
;; wasmtime@41.0.0 / wasmer: 3.19 [3.00, 3.36] (99 %) on AMD EPYC
(module
  (memory $m0 (export "memory") 1)
  (func $kernel (local $i i64)
    i64.const 4194304
    local.set $i
    loop $body
      i32.const 0
      i32.const 0
      i32.const 1
      memory.fill
      local.get $i
      i64.const 1
      i64.sub
      local.tee $i
      i32.wrap_i64
      br_if $body
    end
  )
  (func $main
    call $kernel
  )
  (export "_start" (func $main))
)
