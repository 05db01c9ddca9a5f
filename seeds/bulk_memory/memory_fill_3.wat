;; Family bulk_memory (wasmtime issue 13272), unreduced, 50331653 trips.
;; In the hot loop: 1 x memory.fill.
;; Made by: python seeds/generate.py --family bulk_memory --instruction memory.fill --seed 14 --targets 1 --statements 5 --trip-count 50331653
;; Slow side: wasmtime 41 to 45.
;; Fast side: wasmer 7 (Cranelift); wasmtime 46 for memory.copy.
(module
  (type $signature_0 (func (result i64)))
  (type $signature_1 (func (param f32 i64 f32)))
  (type $signature_2 (func (result i32)))
  (type $signature_3 (func (param i32 i64 i64)))
  (type $signature_4 (func (param f32)))
  (import "wasi_snapshot_preview1" "proc_exit" (func $proc_exit (param i32)))
  (memory (export "memory") 1 1)
  (func $stage_3 (param $p0 f32) (param $p1 i64) (param $p2 f32)
    (local $a i32)
    (local $b i64)
    (local $t0 f32)
    (local $t1 f64)
    (local $t2 i64)
    (local $n0 i64)
    (local.set $p2
      (f32.mul (f32.add (f32.convert_i32_u (local.get $a)) (global.get $state_1)) (local.get $p2))
    )
    call $leaf_9
    local.set $p1
    (drop (i64.shr_u (i64.clz (local.get $b)) (global.get $state_3)))
    (local.set $t0
      (f32.add
        (f32.convert_i64_u (i64.shr_s (i64.sub (local.get $b) (local.get $b)) (local.get $b)))
        (local.get $p2)
      )
    )
    (global.get $state_2)
    i32.const 0xfc00
    i32.and
    f32.load offset=584
    local.set $p2
    (i32.store
      (i32.and (i32.load offset=96 (i32.and (local.get $a) (i32.const 65408))) (i32.const 32760))
      (i32.add (local.get $a) (local.get $a))
    )
    local.get $a
    local.get $a
    i32.shr_u
    (i64.xor (local.get $p1) (global.get $state_6))
    local.get $b
    local.get $b
    (local.get $b)
    i64.const 8796093022207
    i64.lt_u
    select
    call $leaf_8
    (local.set $t0 (f32.sub (local.get $t0) (local.get $p2)))
    (local.set $b (call $leaf_3))
    (i32.store offset=840
      (i32.and
        (i32.load8_u offset=464 (i32.and (local.get $a) (i32.const 0x7e00)))
        (i32.const 64512)
      )
      (i32.mul (local.get $a) (local.get $a))
    )
    ;; keeps the accumulator alive
    (block $outer
      (i64.const 23)
      local.set $n0
      (loop $body
        i32.const 0x66a333ed
        i32.const 7
        i32.div_u
        local.get $a
        i32.rotl
        i32.const 0xff80
        i32.and
        i32.load16_u offset=104
        i32.const 0x7ff8
        i32.and
        local.get $p1
        i64.eqz
        local.get $a
        i32.shr_u
        (i32.const 32760)
        i32.and
        i32.load
        i32.store8
        (local.set $t2
          (i64.rem_u
            (i64.xor
              (i64.load8_u (i32.and (i32.const 621372023) (i32.const 32760)))
              (local.get $p1)
            )
            (i64.const 0xfff1)
          )
        )
        (i64.store32 offset=520
          (i32.and
            (i32.shr_s (i32.shr_u (local.get $a) (global.get $state_5)) (local.get $a))
            (i32.const 0x7c00)
          )
          (i64.or (i64.ctz (i64.const -6824411732963961057)) (local.get $p1))
        )
        (br_if $body (i64.ne (local.tee $n0 (i64.sub (local.get $n0) (i64.const 1))) (i64.const 0)))
      )
    )
  )
  (func $leaf_0 (param $p0 f32)
    (local $a i32)
    (local $b i64)
    (local $t0 i32)
    (local $n0 i64)
    (local $n1 i64)
    (local $n2 i64)
    (i64.store16
      (i32.and (i32.add (local.get $t0) (local.get $a)) (i32.const 65528))
      (i64.popcnt (i64.const 80))
    )
    (if
      (i64.eq
        (i64.popcnt (i64.load16_s offset=360 (i32.and (local.get $t0) (i32.const 65024))))
        (local.get $n2)
      )
      (then
        block $again
          (local.set $n2 (i64.const 0x11))
          loop $body
            (block $skip
              block $outer
                (br_table $outer $skip (i32.rotr (local.get $a) (local.get $a)))
              end
              (local.set $a
                (i32.shr_s
                  (i32.ctz
                    (select
                      (i32.load (i32.and (local.get $t0) (i32.const 32760)))
                      (local.get $a)
                      (i32.eqz (i32.xor (i32.const 0xc1) (local.get $t0)))
                    )
                  )
                  (i32.sub (i32.trunc_sat_f64_s (global.get $state_7)) (local.get $a))
                )
              )
              (i32.store16
                (i32.and
                  (i32.load16_u
                    (i32.and (i32.trunc_sat_f32_u (f32.sqrt (local.get $p0))) (i32.const 32760))
                  )
                  (i32.const 0x7ff8)
                )
                (i32.rotr
                  (i32.sub (i64.ge_u (local.get $n2) (global.get $state_6)) (local.get $a))
                  (i32.clz (global.get $state_2))
                )
              )
            )
            (local.get $n0)
            f32.convert_i64_u
            local.set $p0
            f32.const 999.0
            i64.trunc_sat_f32_s
            i64.const 0x3ffffffffffff
            i64.sub
            global.set $state_3
            (br_if $body
              (i64.ne (local.tee $n2 (i64.sub (local.get $n2) (i64.const 1))) (i64.const 0))
            )
          end
        end
        (local.set $p0
          (f32.max
            (f32.floor (f32.mul (f32.sub (local.get $p0) (f32.const 1591.0)) (local.get $p0)))
            (local.get $p0)
          )
        )
      )
      (else
        (i64.add (i64.load8_u (i32.and (local.get $a) (i32.const 65528))) (local.get $n2))
        i64.const 1023
        i64.ne
        if (result i32)
          (i32.xor
            (select
              (i32.const 0x3fca95ab)
              (local.get $a)
              (i64.ne (global.get $state_6) (global.get $state_3))
            )
            (local.get $a)
          )
        else
          (i32.load8_s (i32.and (i32.sub (local.get $t0) (local.get $a)) (i32.const 32760)))
        end
        local.set $t0
      )
    )
  )
  (func $leaf_1 (param $p0 f32) (param $p1 i64) (param $p2 f32)
    (local $a i32)
    (local $b i64)
    (local $t0 i64)
    (local $t1 f32)
    (local $t2 i64)
    (local $t3 i64)
    (local $n0 i64)
    (local $n1 i64)
    (global.set $state_4 (f32.trunc (f32.abs (local.get $p2))))
    (block $body
      local.get $t1
      f32.floor
      local.set $t1
      ;; not reached from _start
      local.get $a
      i64.extend_i32_s
      i64.extend16_s
      (i64.sub (local.get $b) (local.get $t2))
      i64.xor
      local.set $t3
      (; keeps the accumulator alive ;)
      i64.const 204
      i64.popcnt
      local.get $p1
      i64.ne
      br_if $body
      (local.set $t3
        (i64.load8_u
          (i32.and
            (i32.add
              (i32.shr_u (i32.xor (i32.const 1) (local.get $a)) (local.get $a))
              (i32.wrap_i64 (local.get $n0))
            )
            (i32.const 0xfff8)
          )
        )
      )
    )
    (i32.eqz (i32.mul (local.get $a) (local.get $a)))
    i32.const 32760
    i32.and
    (i32.popcnt (local.get $a))
    (i32.const 4093)
    i32.div_u
    i32.store
    (i32.div_u (i32.mul (local.get $a) (local.get $a)) (i32.const 7))
    f32.convert_i32_s
    local.set $p0
    (local.set $b (i64.shl (i64.or (local.get $p1) (local.get $t0)) (local.get $t0)))
    (i32.store16
      (i32.and (i32.shr_u (i32.const 0xa) (i32.const 1991123169)) (i32.const 32760))
      (i32.or (i32.const 34) (local.get $a))
    )
    (if
      (i32.eqz (i32.wrap_i64 (i64.xor (local.get $p1) (local.get $n1))))
      (then
        local.get $n0
        local.get $b
        i64.and
        (local.get $b)
        i64.and
        i32.wrap_i64
        i32.const 65528
        i32.and
        (i32.div_u
          (i32.load (i32.and (i32.xor (local.get $a) (global.get $state_2)) (i32.const 32760)))
          (i32.const 0xffd)
        )
        i32.store16
        (local.set $t1 (f32.convert_i64_s (local.get $t3)))
      )
      (else
        (i64.load32_u (i32.and (i32.shl (local.get $a) (local.get $a)) (i32.const 32760)))
        i32.wrap_i64
        i32.const 65528
        i32.and
        i64.load32_u
        local.set $p1
      )
    )
  )
  (func $mix (param $x i32) (param $y i32) (result i32)
    (i32.add (local.get $x) (local.get $y))
    i32.const 938749545
    i32.sub
  )
  (func $leaf_10 (type $signature_0) (result i64)
    (local $a i32) (local $b i64) (local $t0 f32) (local $t1 i32) (local $n0 i64)
    (local.set $a (i32.trunc_sat_f32_u (f32.max (local.get $t0) (local.get $t0))))
    (f32.load
      (i32.and (i64.eqz (i64.shr_u (i64.clz (local.get $n0)) (local.get $n0))) (i32.const 65528))
    )
    local.set $t0
    (i32.sub (i32.const -360883871) (local.get $t1))
    i32.const 65280
    i32.and
    i32.load8_u offset=136
    local.set $t1
    block $outer
      block $body
        local.get $t1
        local.get $a
        i32.xor
        br_table $body $body $body
      end
      (local.tee $t1 (i32.sub (i32.mul (global.get $state_2) (local.get $a)) (local.get $a)))
      (local.get $a)
      local.get $a
      i32.ne
      i32.add
      local.set $a
    end
    (if
      (i32.eq (i64.eqz (i64.extend_i32_u (i32.const 92))) (local.get $t1))
      (then
        local.get $t1
        f32.convert_i32_s
        local.get $t0
        f32.add
        f32.trunc
        local.set $t0
      )
      (else
        (i32.and (i32.le_s (i32.const 460779329) (local.get $a)) (i32.const 65528))
        i32.load8_u
        local.set $t1
      )
    )
    (block $skip
      (; (unbalanced on purpose ;)
      (global.set $state_5 (i32.add (i32.add (local.get $a) (local.get $a)) (local.get $a)))
      (br_if $skip (i64.ge_u (i64.popcnt (local.get $b)) (local.get $n0)))
      (local.set $b
        (i64.sub
          (select
            (i64.add (i64.extend_i32_u (global.get $state_2)) (i64.const 226))
            (local.get $n0)
            (i32.gt_s
              (i32.load8_s (i32.and (i32.shr_u (local.get $t1) (local.get $t1)) (i32.const 32760)))
              (local.get $a)
            )
          )
          (i64.add (i64.rotr (global.get $state_3) (local.get $n0)) (local.get $b))
        )
      )
    )
    (global.set $state_6
      (i64.xor (i64.and (local.get $b) (i64.const 3161110801569726097)) (local.get $n0))
    )
    local.get $a
    i32.const 32760
    i32.and
    i32.load
    i64.extend_i32_s
    global.get $state_6
    i64.clz
    i64.shl
    local.get $b
    i64.clz
    i64.const 242
    i64.sub
    i64.or
    local.set $b
    (return (local.get $b))
  )
  (func $stage_0 (param $p0 f32) (param $p1 i64) (param $p2 f32)
    (local $a i32)
    (local $b i64)
    (local $t0 f32)
    (local $n0 i64)
    (local $n1 i64)
    (i64.store16
      (i32.and
        (i32.add
          (i32.mul (i32.xor (local.get $a) (local.get $a)) (local.get $a))
          (i32.add (local.get $a) (i32.const 183))
        )
        (i32.const 65528)
      )
      (i64.trunc_sat_f64_u
        (f64.load (i32.and (i32.trunc_sat_f32_s (local.get $t0)) (i32.const 32760)))
      )
    )
    (; (unbalanced on purpose ;)
    (local.tee $a
      (i32.load8_u
        (i32.and (select (local.get $a) (local.get $a) (i32.eqz (local.get $a))) (i32.const 32760))
      )
    )
    local.get $a
    i32.ctz
    i32.add
    local.set $a
    (i32.and (local.get $a) (local.get $a))
    (local.get $a)
    i32.sub
    i64.extend_i32_u
    (i32.and (local.get $a) (i32.const 32512))
    i64.load32_u offset=192
    global.get $state_6
    i64.shr_u
    i64.and
    local.set $b
    (f32.convert_i32_u (i32.shl (i32.trunc_sat_f32_s (local.get $t0)) (global.get $state_2)))
    local.set $p0
    (select
      (i64.add (i64.load8_u (i32.and (i32.const 221) (i32.const 65528))) (local.get $p1))
      (i64.const 17592186044415)
      (i32.ge_u
        (select
          (i32.shl (local.get $a) (local.get $a))
          (local.get $a)
          (i32.ge_u (i32.mul (local.get $a) (i32.const 1048575)) (local.get $a))
        )
        (local.get $a)
      )
    )
    local.set $p1
    (local.set $a
      (select (i32.const -1211869543) (i32.const -7) (i32.le_s (local.get $a) (i32.const -37)))
    )
    (i32.store
      (i32.and (i32.rem_u (local.get $a) (i32.const 4093)) (i32.const 65528))
      (i32.shr_s (local.get $a) (local.get $a))
    )
    (i32.and (local.get $a) (global.get $state_2))
    global.get $state_5
    i32.or
    (local.get $a)
    (i64.eqz
      (select
        (i64.load32_u offset=376 (i32.and (i32.const 237) (i32.const 32256)))
        (local.get $n0)
        (i32.eqz (i32.xor (local.get $a) (global.get $state_5)))
      )
    )
    select
    (i32.const 31744)
    i32.and
    (i64.extend_i32_u (i32.eq (i32.mul (local.get $a) (local.get $a)) (local.get $a)))
    i64.store offset=856
  )
  (func $main (export "_start")
    (local $a i32) (local $c i32) (local $b i64) (local $d i64) (local $n0 i64) (local $n1 i64) (local $i i64)
    (call $stage_8
      (f32.convert_i64_s (i64.const -42))
      (i64.or (local.get $b) (local.get $b))
      (f32.add (f32.const 2518.0) (f32.const -175.5625))
    )
    (block $done
      i64.const 24
      local.set $n1
      (loop $again
        global.get $state_3
        i64.const 163
        i64.rotl
        local.get $b
        i64.add
        i64.const 97
        i64.rem_u
        local.set $d
        (i32.load8_s
          (i32.and
            (select
              (select
                (i32.const -928589439)
                (local.get $c)
                (i32.le_s (local.get $c) (local.get $c))
              )
              (i32.const 861448635)
              (i32.eq (i32.rotr (local.get $a) (i32.const 142)) (local.get $a))
            )
            (i32.const 65528)
          )
        )
        i32.const 32760
        i32.and
        local.get $b
        (local.get $d)
        i64.sub
        local.get $d
        i64.and
        i64.ctz
        i64.store16
        (i32.mul (local.get $a) (local.get $c))
        global.get $state_5
        i32.mul
        i32.const 32512
        i32.and
        i32.load offset=136
        local.set $a
        local.get $d
        local.get $d
        i64.xor
        local.get $d
        i64.xor
        local.set $d
        (i64.ne (local.tee $n1 (i64.sub (local.get $n1) (i64.const 1))) (i64.const 0))
        br_if $again
      )
    )
    (f32.min (global.get $state_0) (global.get $state_0))
    local.get $d
    local.get $d
    global.get $state_2
    i32.const 97
    i32.ne
    select
    local.get $c
    f32.convert_i32_u
    call $stage_9
    (call $stage_0
      (f32.max (f32.const 76.3125) (global.get $state_1))
      (i64.trunc_sat_f64_u (f64.const 267.5))
      (f32.convert_i32_s (i32.const 32767))
    )
    (i32.add
      (local.tee $a (i32.xor (i32.clz (local.get $c)) (local.get $c)))
      (i32.load16_u offset=440 (i32.and (local.get $a) (i32.const 32256)))
    )
    local.set $a
    (local.set $b
      (i64.div_u
        (i64.extend_i32_u
          (i32.load16_u
            (i32.and
              (select (local.get $a) (local.get $c) (i64.eq (local.get $d) (i64.const 88)))
              (i32.const 32760)
            )
          )
        )
        (i64.const 1021)
      )
    )
    (call $stage_7
      (f32.convert_i64_s (local.get $b))
      (i64.load8_u offset=696 (i32.and (local.get $a) (i32.const 64512)))
      (f32.min (f32.const -1814.5) (f32.const 2650.0))
    )
    i64.const 50331653
    local.set $i
    loop $outer
      (i64.xor (local.get $b) (i64.const 4832858581506799725))
      (local.get $i)
      local.get $i
      i64.const 63
      i64.and
      i64.eqz
      select
      local.set $b
      local.get $a
      (local.get $i)
      i64.const 757751990222097793
      i64.xor
      i32.wrap_i64
      i32.and
      local.set $a
      block $body
        (i64.eqz (i64.and (local.get $i) (i64.const 15)))
        br_if $body
        local.get $a
        local.get $i
        i64.const 1845925011629926189
        i64.xor
        i32.wrap_i64
        i32.xor
        local.set $a
      end
      (local.set $c
        (i32.and
          (local.get $c)
          (i32.wrap_i64 (i64.xor (local.get $i) (i64.const 1241550684295467969)))
        )
      )
      local.get $i
      i64.const 7823789857952101805
      i64.xor
      global.set $state_3
      (local.get $i)
      i64.const -8249906937080741653
      i64.xor
      i32.wrap_i64
      i32.const 65504
      i32.and
      local.get $i
      i64.const 1_268_119_844_085_464_323
      i64.xor
      i32.wrap_i64
      i32.const 24
      memory.fill
      (local.set $i (i64.sub (local.get $i) (i64.const 1)))
      local.get $i
      i64.const 0
      i64.ne
      br_if $outer
    end
    (i64.store16 offset=40
      (i32.and (i32.const 736) (i32.const 65472))
      (i64.add (local.get $b) (i64.xor (local.get $d) (i64.extend_i32_u (local.get $a))))
    )
    (i32.store16 offset=1024 (i32.const 736) (local.get $c))
    global.get $state_0
    f32.abs
    (local.get $c)
    i64.extend_i32_u
    local.get $a
    (i32.const 32760)
    i32.and
    f32.load
    call $stage_3
    (local.set $d (call $stage_10))
    i32.const 0
    call $proc_exit
  )
  (func $leaf_5 (result i64)
    (local $a i32)
    (local $b i64)
    (local $t0 f64)
    (local $t1 i64)
    (local $n0 i64)
    (local $n1 i64)
    (local $n2 i64)
    (i32.xor
      (select
        (i32.rotl (local.get $a) (local.get $a))
        (local.get $a)
        (i64.eqz (i64.load32_u offset=592 (i32.and (global.get $state_5) (i32.const 64512))))
      )
      (i32.clz (local.get $a))
    )
    (i32.const 32512)
    i32.and
    (i64.mul
      (i64.extend_i32_s (i32.shr_u (global.get $state_2) (local.get $a)))
      (i64.xor (local.get $t1) (local.get $n0))
    )
    i64.store offset=160
    local.get $a
    local.get $a
    i32.rotr
    local.get $a
    i32.or
    local.get $a
    local.get $a
    local.get $a
    global.get $state_5
    i32.lt_u
    select
    i32.xor
    global.get $state_5
    i32.extend8_s
    local.get $a
    i32.add
    i32.shr_u
    local.set $a
    local.get $a
    i32.extend8_s
    local.get $a
    i32.shl
    i32.const 65528
    i32.and
    (local.get $a)
    (local.get $a)
    i32.or
    local.get $a
    i32.rotl
    i32.store16
    (if
      (i32.eqz (i32.xor (i32.shr_s (local.get $a) (local.get $a)) (local.get $a)))
      (then
        (i32.xor (global.get $state_5) (local.get $a))
        i32.const 32760
        i32.and
        local.get $a
        (local.get $a)
        i32.shr_s
        i32.store
      )
      (else
        (i64.rotr (i64.extend_i32_s (i32.const 524287)) (local.get $n1))
        local.set $t1
      )
    )
    (i64.store16
      (i32.and
        (i32.load8_u (i32.and (i32.popcnt (local.get $a)) (i32.const 32760)))
        (i32.const 32760)
      )
      (i64.or (i64.trunc_sat_f32_s (f32.const -21.125)) (local.get $n0))
    )
    (i64.const -25)
  )
  (func $leaf_7 (type $signature_0) (result i64)
    (local $a i32) (local $b i64) (local $t0 f64) (local $n0 i64) (local $n1 i64)
    local.get $n0
    (local.get $n0)
    i64.add
    i32.wrap_i64
    local.get $a
    i32.clz
    i32.shr_u
    local.set $a
    (local.set $b
      (i64.rotr
        (i64.rotr (i64.extend_i32_s (i32.const 537267961)) (local.get $b))
        (i64.or (local.get $n1) (global.get $state_6))
      )
    )
    (i64.or
      (i64.shr_s (i64.shr_s (local.get $b) (local.get $n1)) (i64.const 8308779837137741547))
      (i64.xor (i64.const 1882451981605550665) (local.get $n0))
    )
    local.set $b
    (local.set $a (i32.xor (global.get $state_5) (global.get $state_2)))
    (i32.xor (local.get $a) (local.get $a))
    (i32.const 32760)
    i32.and
    i32.load16_u
    (local.get $a)
    i32.ne
    if
      (i32.wrap_i64 (i64.rotl (local.get $b) (i64.const 28)))
      local.get $a
      i32.le_s
      i32.const 32760
      i32.and
      (local.get $n0)
      local.get $b
      i64.xor
      local.get $n1
      i64.xor
      local.get $a
      i32.const 32760
      i32.and
      i64.load32_u
      i64.xor
      i64.store16
      (block $outer
        (local.set $n1 (i64.const 23))
        loop $body
          (i32.store
            (i32.and
              (i32.add
                (i32.mul (i32.wrap_i64 (local.get $b)) (local.get $a))
                (i32.mul (local.get $a) (local.get $a))
              )
              (i32.const 65528)
            )
            (select
              (i32.or (i32.add (i32.const 129) (local.get $a)) (local.get $a))
              (local.get $a)
              (i64.eqz
                (i64.load32_u (i32.and (i32.and (local.get $a) (local.get $a)) (i32.const 65528)))
              )
            )
          )
          (local.set $a
            (i32.add
              (local.tee $a
                (i32.rotl (i32.add (i32.const 169) (i32.const -540575275)) (global.get $state_2))
              )
              (i32.shl (local.get $a) (local.get $a))
            )
          )
          (i32.store
            (i32.and (i32.ctz (local.get $a)) (i32.const 65528))
            (i32.shr_s (global.get $state_5) (local.get $a))
          )
          local.get $n1
          i64.const 1
          i64.sub
          local.tee $n1
          i64.const 0
          i64.ne
          br_if $body
        end $body
      )
    end
    (return (local.get $n0))
  )
  (func $stage_4 (result i64)
    (local i32 i64 i64 i64 i64)
    (i32.mul (local.get 0) (local.get 0))
    local.get 0
    i32.sub
    local.set 0
    f64.const -114.9375
    i32.trunc_sat_f64_s
    i32.const 0xfff8
    i32.and
    i32.load16_u
    local.set 0
    (i32.and (local.get 0) (i32.const 0xfff8))
    i32.load8_u
    local.set 0
    i64.const 143
    global.get 3
    i64.rotr
    local.set 1
    (if
      (i32.eq
        (i32.add (i32.load16_u (i32.and (local.get 0) (i32.const 32760))) (local.get 0))
        (local.get 0)
      )
      (then
        (block
          (i64.xor
            (i64.mul (i64.const 8616657954882731017) (i64.const 7050238094039492711))
            (local.get 3)
          )
          local.get 4
          global.get 6
          i64.mul
          i64.add
          i32.wrap_i64
          local.set 0
          (i32.extend8_s (local.get 0))
          local.get 0
          i32.ne
          br_if 0
          (i32.rotl
            (i32.shr_u (i32.extend16_s (global.get 5)) (local.get 0))
            (i32.add (local.get 0) (local.get 0))
          )
          i32.const 65472
          i32.and
          i64.load offset=48
          local.set 1
        )
        (local.set 1 (i64.shr_s (local.get 2) (local.get 2)))
      )
    )
    (return (local.get 3))
  )
  (func $leaf_8 (param i32 i64 i64)
    (local i32 i64 i64 i64)
    i64.const 63
    local.get 1
    i64.shl
    f32.convert_i64_u
    global.set 1
    local.get 6
    local.get 1
    i64.shr_s
    i64.const -3_702_936_911_230_008_377
    i64.shl
    local.get 1
    i64.const 7
    i64.rem_u
    i64.rotl
    local.set 5
    (i32.xor
      (i32.or (i32.add (i32.const 10) (i32.const 2047)) (i32.const 349502339))
      (i32.add (local.get 3) (local.get 3))
    )
    i32.const 64512
    i32.and
    (i64.const 134217727)
    i64.ctz
    global.get 3
    i64.mul
    (i64.mul (i64.const 2248342807139025533) (global.get 3))
    i64.shl
    i64.store32 offset=512
    (i32.and
      (i32.wrap_i64 (i64.xor (i64.rotr (local.get 2) (local.get 6)) (local.get 1)))
      (i32.const 65528)
    )
    (i32.rotl (local.get 3) (i32.const 4194303))
    i32.const 65521
    i32.rem_u
    local.get 3
    global.get 5
    local.get 2
    local.get 2
    i64.ge_u
    select
    i32.add
    i32.store8
  )
  (func $stage_8 (param $p0 f32) (param $p1 i64) (param $p2 f32)
    (local $a i32)
    (local $b i64)
    (local $t0 i32)
    (local $t1 i32)
    (local $t2 i64)
    (local $t3 i32)
    (local $n0 i64)
    (local $n1 i64)
    (local $n2 i64)
    (local.set $p0
      (f32.min (f32.convert_i32_u (i32.sub (local.get $t0) (local.get $t0))) (local.get $p2))
    )
    (if
      (i32.gt_s (i32.extend16_s (i32.rotr (local.get $t3) (local.get $t0))) (local.get $t0))
      (then
        (local.set $t0 (i32.extend16_s (i64.eq (i64.popcnt (i64.const -55)) (local.get $b))))
      )
      (else
        local.get $a
        local.get $t1
        i32.xor
        i32.const 32760
        i32.and
        local.get $a
        i32.const 1021
        i32.div_u
        i32.store8
      )
    )
    (i32.rem_u (i32.add (local.get $a) (local.get $t1)) (i32.const 97))
    local.tee $t3
    local.get $a
    local.get $a
    i32.shr_u
    i32.add
    local.set $t3
    (local.set $t2 (call $leaf_5))
    (i32.load (i32.and (local.get $t1) (i32.const 32760)))
    local.set $t0
    (f32.min (f32.convert_i32_s (local.get $t1)) (local.get $p0))
    global.get $state_0
    f32.add
    local.get $p2
    f32.sub
    local.set $p2
    (call $leaf_10)
    local.set $t2
    (i32.and (i32.rem_u (global.get $state_5) (i32.const 97)) (i32.const 64512))
    local.get $t2
    i64.extend8_s
    i64.store32 offset=960
    (i32.sub
      (select
        (i32.load16_u (i32.and (local.get $a) (i32.const 65528)))
        (i32.const 1099893775)
        (i64.eqz (i64.and (i64.const 212) (local.get $n0)))
      )
      (i32.or (i32.const 498010193) (local.get $t3))
    )
    i32.const 65528
    i32.and
    (i64.shr_u (i64.extend_i32_s (i32.const 536870911)) (local.get $n2))
    i64.const 3
    i64.rem_u
    i64.store
    (i64.add (local.get $n0) (local.get $p1))
    i32.wrap_i64
    (local.get $t0)
    local.get $a
    i32.or
    i32.or
    local.set $t0
    (i64.eqz (i64.xor (global.get $state_6) (local.get $p1)))
    local.get $t3
    i32.gt_s
    if
      (i64.rem_u
        (i64.shl
          (i64.xor (i64.rotr (global.get $state_6) (local.get $t2)) (local.get $n0))
          (select (local.get $p1) (local.get $t2) (i32.lt_u (local.get $t3) (local.get $t1)))
        )
        (i64.const 97)
      )
      local.set $t2
      (local.set $p2 (f32.add (local.get $p2) (local.get $p0)))
    else
      (; (unbalanced on purpose ;)
      i32.const 138
      (local.get $t0)
      i32.rotl
      global.get $state_2
      i32.le_s
      global.set $state_2
    end
  )
  (func $leaf_6 (type $signature_0) (result i64)
    (local $a i32)
    (local $b i64)
    (local $t0 f32)
    (local $t1 i32)
    (local $t2 i32)
    (local $t3 f64)
    (local $n0 i64)
    (local $n1 i64)
    (i32.xor (local.get $t1) (global.get $state_2))
    (i32.const 0x7e00)
    i32.and
    i64.load8_u offset=296
    drop
    (i32.store8 offset=984
      (i32.and (i32.shr_u (i32.trunc_sat_f64_s (local.get $t3)) (local.get $t2)) (i32.const 64512))
      (i32.load8_s (i32.and (i32.shr_u (local.get $t2) (local.get $t1)) (i32.const 32760)))
    )
    (block $body
      (i32.store16
        (i32.and
          (i32.shr_u (i32.rotr (local.get $t1) (local.get $a)) (i32.const 174443853))
          (i32.const 65528)
        )
        (i32.mul (i64.eqz (local.get $n1)) (i32.const -16))
      )
      (if
        (i64.lt_u
          (i64.add
            (i64.load offset=536 (i32.and (global.get $state_2) (i32.const 31744)))
            (local.get $n1)
          )
          (local.get $n0)
        )
        (then
          (local.get $t2)
          local.get $a
          i64.const 205
          local.get $n1
          i64.eq
          select
          local.get $t1
          i32.xor
          (i32.and (i32.const 2047) (i32.const 32760))
          i32.load8_s
          i32.sub
          local.set $t2
        )
      )
      (i32.or (i32.const -12) (local.get $a))
      (local.get $t2)
      i32.eq
      br_if $body
      (i64.store16
        (i32.and
          (i32.eq (i32.shr_u (i32.wrap_i64 (local.get $n1)) (local.get $t1)) (local.get $t1))
          (i32.const 0x7ff8)
        )
        (i64.load8_u
          (i32.and
            (i32.xor (i32.shr_s (local.get $a) (i32.const -0x3c)) (local.get $t1))
            (i32.const 0xfff8)
          )
        )
      )
      local.get $a
      local.get $t2
      i32.rotl
      (local.get $a)
      i32.and
      global.set $state_2
    )
    (if
      (i64.gt_s (i64.sub (i64.or (local.get $n0) (local.get $n0)) (local.get $b)) (local.get $n1))
      (then
        local.get $n1
        f32.convert_i64_u
        f32.floor
        local.set $t0
        (i32.load8_s (i32.and (i32.xor (local.get $a) (local.get $t1)) (i32.const 32760)))
        local.get $t2
        i32.ne
        if (result i32)
          (i32.rotr (i32.wrap_i64 (i64.const 7781041662798582425)) (local.get $t2))
        else
          (i32.xor (local.get $t1) (local.get $a))
          (global.get $state_2)
          i32.and
        end
        local.set $t1
      )
    )
    (local.get $n1)
  )
  (func $leaf_4 (result i64)
    (local $a i32)
    (local $b i64)
    (local $t0 f32)
    (local $n0 i64)
    ;; see the round before; same as above
    (i32.store8
      (i32.and
        (i32.wrap_i64 (i64.shl (i64.const -8396557739777105435) (local.get $b)))
        (i32.const 32760)
      )
      (i32.or
        (select (local.get $a) (i32.const 158) (i64.ge_u (local.get $n0) (local.get $b)))
        (local.get $a)
      )
    )
    (local.set $a
      (if (result i32)
        (i32.gt_s (i32.shl (i32.shr_u (local.get $a) (local.get $a)) (local.get $a)) (local.get $a))
        (then
          (i32.rotl (i32.load8_s (i32.and (i32.const 1312804383) (i32.const 65528))) (local.get $a))
        )
        (else
          (i32.or (i32.load (i32.and (local.get $a) (i32.const 65528))) (local.get $a))
        )
      )
    )
    (i64.rem_u (local.get $n0) (i64.const 1021))
    i32.wrap_i64
    f32.convert_i32_u
    local.get $t0
    f32.max
    local.set $t0
    ;; not reached from _start
    (local.set $t0
      (f32.max
        (f32.min (f32.max (local.get $t0) (f32.const 109.0)) (global.get $state_1))
        (local.get $t0)
      )
    )
    f32.const -2250.0
    i32.trunc_sat_f32_s
    local.get $a
    i32.shr_u
    local.tee $a
    (i32.rotr (local.get $a) (i32.const 106))
    i32.add
    local.set $a
    (i32.and (i32.rotl (global.get $state_5) (local.get $a)) (i32.const 32760))
    local.get $b
    global.get $state_6
    i64.add
    i64.store16
    (global.set $state_1 (f32.min (f32.sub (local.get $t0) (local.get $t0)) (local.get $t0)))
    i64.const 81
    local.get $n0
    i64.or
    (local.get $b)
    i64.shr_u
    local.get $b
    i64.clz
    i64.and
    local.get $b
    local.get $b
    i64.shr_u
    local.get $b
    i64.shr_u
    i64.add
    local.set $b
    (i64.store32
      (i32.and
        (i32.shr_s
          (i32.trunc_sat_f64_u (f64.load (i32.and (i32.const 38) (i32.const 32760))))
          (i32.ctz (i32.const 71))
        )
        (i32.const 65528)
      )
      (i64.mul
        (i64.and (i64.rotr (local.get $b) (local.get $n0)) (local.get $b))
        (i64.rem_u (local.get $n0) (i64.const 1021))
      )
    )
    (i64.const -43)
  )
  (func $leaf_2 (result i64)
    (local $a i32)
    (local $b i64)
    (local $t0 f32)
    (local $t1 f64)
    (local $n0 i64)
    (local $n1 i64)
    (local $n2 i64)
    (local.get $a)
    local.get $a
    i32.xor
    local.set $a
    local.get $a
    local.get $a
    i32.sub
    (i32.const 32760)
    i32.and
    local.get $n2
    global.get $state_3
    (local.get $b)
    (global.get $state_3)
    i64.gt_s
    select
    i64.store
    (block $outer
      block $body
        local.get $a
        (i32.const 32760)
        i32.and
        i32.load8_s
        br_table $body $outer
      end
      (; not reached from _start (; says "end" here ;) ;)
      (block $again
        (local.set $n2 (i64.const 0x8))
        loop $skip
          ;; (unbalanced on purpose
          (i64.xor (i64.xor (local.get $n1) (i64.const 0x28dfb762c70f2563)) (i64.const 0x3fff))
          i64.eqz
          if (result i32)
            (i32.rem_u (i32.and (local.get $a) (local.get $a)) (i32.const 65521))
          else
            ;; see the round before; same as above
            (i32.shr_u (local.get $a) (local.get $a))
            i32.const 32760
            i32.and
            i32.load8_s
          end
          local.set $a
          (local.set $b (i64.extend_i32_s (global.get $state_5)))
          (br_if $skip
            (i64.ne (local.tee $n2 (i64.sub (local.get $n2) (i64.const 0x1))) (i64.const 0x0))
          )
        end
      )
      (i64.store
        (i32.and (i32.mul (local.get $a) (local.get $a)) (i32.const 32760))
        (i64.extend_i32_s (local.get $a))
      )
    )
    (i32.store
      (i32.and
        (i32.div_u
          (i32.rotr (i32.add (local.get $a) (local.get $a)) (i32.const 1718075361))
          (i32.const 7)
        )
        (i32.const 32760)
      )
      (i32.mul
        (i32.add (i32.trunc_sat_f64_u (local.get $t1)) (local.get $a))
        (i32.rotl (global.get $state_5) (local.get $a))
      )
    )
    (local.get $n2)
  )
  (func $stage_10 (result i64)
    (local $a i32) (local $b i64) (local $t0 f32) (local $t1 i32) (local $t2 f64) (local $n0 i64) (local $n1 i64)
    (local.set $b (call $leaf_10))
    (; bounded window (; from the template ;) ;)
    (local.set $b
      (select
        (i64.mul (select (local.get $n0) (local.get $b) (i32.eqz (local.get $a))) (local.get $b))
        (local.get $n0)
        (i32.eq
          (i32.xor (i32.mul (local.get $t1) (local.get $t1)) (local.get $a))
          (global.get $state_2)
        )
      )
    )
    local.get $t1
    i32.const 32760
    i32.and
    i32.load
    global.get $state_5
    i32.or
    global.get $state_2
    i32.le_s
    if (result i32)
      (local.get $a)
      (i32.const 7)
      i32.rem_u
      local.get $a
      i32.or
    else
      (i32.shr_s (i32.shr_u (local.get $a) (local.get $a)) (local.get $a))
    end
    local.set $t1
    (i32.sub (i32.add (local.get $t1) (local.get $t1)) (local.get $a))
    i32.const 65528
    i32.and
    (i32.ne (i32.const -151066587) (local.get $t1))
    i32.clz
    i32.store
    (call $leaf_7)
    local.set $b
    (i64.store32
      (i32.and
        (i32.rotl
          (i32.div_u
            (select (i32.const 1331450729) (local.get $a) (i32.gt_s (i32.const 63) (local.get $t1)))
            (i32.const 65521)
          )
          (i32.extend16_s (local.get $t1))
        )
        (i32.const 32760)
      )
      (i64.load32_u
        (i32.and
          (i32.wrap_i64 (i64.add (i64.const 6096021645073843975) (local.get $n1)))
          (i32.const 32760)
        )
      )
    )
    ;; says "end" here
    local.get $b
  )
  (func $stage_5 (type $signature_1) (param $p0 f32) (param $p1 i64) (param $p2 f32)
    (local $a i32)
    (local $b i64)
    (local $t0 i64)
    (local $n0 i64)
    (local $n1 i64)
    (local $n2 i64)
    (i32.store offset=912
      (i32.and
        (i32.mul
          (i32.shr_u (i32.shl (local.get $a) (local.get $a)) (local.get $a))
          (i32.ctz (local.get $a))
        )
        (i32.const 64512)
      )
      (i32.shl
        (select
          (i32.extend16_s (i32.const 123))
          (global.get $state_5)
          (i64.eqz (i64.extend_i32_s (local.get $a)))
        )
        (i32.load8_u (i32.and (local.get $a) (i32.const 32760)))
      )
    )
    (global.set $state_7 (f64.trunc (f64.mul (f64.const 165.1875) (f64.const 234.1875))))
    (f32.convert_i64_s (i64.shr_s (local.get $n1) (i64.const 109)))
    global.set $state_1
    i64.const 127
    i64.ctz
    local.get $n0
    i64.add
    i64.const 2251799813685247
    local.get $n1
    (local.get $a)
    i32.const -9237073
    i32.eq
    select
    i64.xor
    local.set $p1
  )
  (func $stage_1 (result i64)
    (local $a i32)
    (local $b i64)
    (local $t0 i32)
    (local $t1 f32)
    (local $t2 i64)
    (local $t3 f64)
    (local $n0 i64)
    (f32.load offset=520 (i32.and (local.get $a) (i32.const 64512)))
    global.get $state_0
    f32.sub
    global.set $state_1
    (i64.xor (i64.xor (local.get $n0) (local.get $b)) (local.get $n0))
    local.set $b
    (i64.store offset=216
      (i32.and
        (i32.rotl
          (i32.trunc_sat_f64_s (f64.add (f64.const -118.625) (f64.const 145.125)))
          (i32.and (local.get $a) (local.get $t0))
        )
        (i32.const 65280)
      )
      (i64.or
        (i64.add (i64.and (i64.const 80) (local.get $b)) (local.get $n0))
        (i64.extend_i32_s (i32.const 255))
      )
    )
    (drop (i64.or (i64.extend_i32_s (global.get $state_2)) (local.get $b)))
    (select (local.get $t0) (local.get $a) (i32.le_s (local.get $a) (i32.const 65535)))
    local.set $a
    global.get $state_5
    (i32.const 262143)
    i32.add
    i32.const 64512
    i32.and
    i32.load offset=696
    local.get $t0
    i32.const -14
    i32.or
    i32.xor
    i32.ctz
    local.set $t0
    local.get $t0
    local.get $a
    i32.or
    local.get $t0
    i32.rotl
    local.get $t0
    i32.ge_u
    if
      (block $body
        i32.const 0
        if
          unreachable
        end
        (if
          (i32.le_s
            (i32.shl (i32.xor (i32.const 228) (global.get $state_2)) (i32.const 67108863))
            (local.get $t0)
          )
          (then
            global.get $state_4
            local.get $t1
            f32.sub
            local.get $t1
            f32.max
            global.set $state_4
            (local.get $n0)
            i64.extend8_s
            local.set $b
          )
        )
        (i32.rem_u (local.get $t0) (i32.const 65521))
        global.get $state_2
        i32.le_s
        br_if $body
        (f32.convert_i32_s
          (i32.mul
            (i32.load offset=552 (i32.and (i32.wrap_i64 (local.get $b)) (i32.const 64512)))
            (i32.xor (global.get $state_2) (local.get $a))
          )
        )
        local.set $t1
        (i32.store16 offset=352
          (i32.and (i32.trunc_sat_f32_u (local.get $t1)) (i32.const 32256))
          (i32.add (local.get $t0) (local.get $a))
        )
      )
      local.get $t0
      i32.const 199
      local.get $b
      i64.eqz
      select
      i32.const 32760
      i32.and
      local.get $a
      local.get $t0
      local.get $n0
      local.get $t2
      i64.lt_u
      select
      i32.store8
    end
    (return (i64.const 239))
  )
  (func $stage_6 (type $signature_4) (param $p0 f32)
    (local $a i32)
    (local $b i64)
    (local $n0 i64)
    (local $n1 i64)
    (select
      (i64.load16_s (i32.and (local.get $a) (i32.const 32760)))
      (local.get $n0)
      (i64.le_s (i64.xor (local.get $n0) (i64.const 0x3a86dab55527bc99)) (local.get $b))
    )
    global.set $state_3
    local.get $a
    i64.extend_i32_s
    local.set $b
    (block $body
      (i32.load8_u offset=176 (i32.and (i32.xor (local.get $a) (local.get $a)) (i32.const 0x7f00)))
      i32.const 65024
      i32.and
      local.get $a
      local.get $a
      local.get $a
      (local.get $a)
      i32.eq
      select
      i32.const 32767
      i32.shr_u
      i32.store offset=352
      global.get $state_6
      local.get $n0
      i64.add
      i64.eqz
      br_if $body
      local.get $a
      local.get $a
      i32.xor
      i32.const 0xfff8
      i32.and
      local.get $n0
      i64.const 0x61
      i64.div_u
      i64.store
    )
  )
  (func $stage_7 (param $p0 f32) (param $p1 i64) (param $p2 f32)
    (local $a i32)
    (local $b i64)
    (local $t0 f64)
    (local $n0 i64)
    (local $n1 i64)
    (local $n2 i64)
    local.get $b
    i64.extend16_s
    local.get $n0
    i64.add
    drop
    block $outer
      (block $body
        (select (local.get $a) (i32.const 33554431) (i32.ne (local.get $a) (i32.const 1569606063)))
        br_table $body $outer
      )
      global.get $state_2
      local.get $a
      i32.xor
      global.get $state_2
      local.get $a
      i32.const 65528
      i32.and
      i32.load
      (local.get $a)
      i32.ne
      select
      (local.get $a)
      (i32.const -890608719)
      local.get $a
      local.get $a
      i32.le_s
      select
      i32.rotr
      i32.const 65528
      i32.and
      (i64.shr_u (local.get $b) (i64.const 19))
      local.get $n0
      i64.rotl
      (i64.extend8_s (local.get $n1))
      i64.mul
      i64.store
      (i32.store
        (i32.and
          (i32.mul
            (i64.ge_u (i64.extend_i32_s (i32.const 0x83)) (local.get $n0))
            (i32.xor (i32.const 44) (local.get $a))
          )
          (i32.const 32760)
        )
        (i32.xor
          (i32.wrap_i64 (i64.add (i64.const 8734977247214942715) (local.get $n0)))
          (i32.rem_u (global.get $state_2) (i32.const 0x7))
        )
      )
    end
  )
  (func $stage_2 (result i64)
    (local i32 i64 i64 i64 i64)
    (local.set 0
      (if (result i32)
        (i32.eqz (i32.xor (i32.and (i32.const -111215013) (local.get 0)) (i32.const 67108863)))
        (then
          (i32.load8_u (i32.and (i32.shr_u (local.get 0) (local.get 0)) (i32.const 32760)))
        )
        (else
          ;; see the round before; same as above
          (i32.rem_u (local.get 0) (i32.const 65521))
          i32.const 65528
          i32.and
          i32.load8_s
        )
      )
    )
    (i64.const 8191)
    i64.const 243
    i64.sub
    i32.wrap_i64
    local.get 0
    i32.le_s
    if
      (; odd constant, full period ;)
      (f64.convert_i64_s (local.get 1))
      i32.trunc_sat_f64_u
      global.get 2
      i32.lt_u
      if
        (local.set 2 (call 8))
        local.get 0
        (local.get 0)
        i32.or
        i64.extend_i32_u
        local.set 2
      else
        (local.set 1
          (i64.ctz
            (i64.mul
              (i64.mul (i64.trunc_sat_f32_s (f32.const 63.5)) (i64.const 7))
              (i64.or (global.get 3) (i64.const 2888536210249546803))
            )
          )
        )
      end
      (select (local.get 0) (local.get 0) (i64.gt_s (local.get 3) (local.get 1)))
      local.get 0
      i32.and
      local.set 0
    else
      i64.const 41
      i64.eqz
      (i32.const 32760)
      i32.and
      i64.load8_u
      local.set 3
      ;; not reached from _start
      (local.set 2
        (i64.mul
          (i64.shr_s
            (i64.load32_u offset=144 (i32.and (local.get 0) (i32.const 65280)))
            (local.get 2)
          )
          (i64.rotl (local.get 1) (local.get 1))
        )
      )
    end
    local.get 1
  )
  (func $stage_9 (param $p0 f32) (param $p1 i64) (param $p2 f32)
    (local $a i32) (local $b i64) (local $n0 i64)
    (local.set $b (call_indirect (type $signature_0) (i32.const 0)))
    ;; see the round before; same as above
    (i32.and (i32.extend16_s (local.get $a)) (i32.const 31744))
    i64.load32_u offset=896
    local.get $p1
    (i64.const 97)
    i64.rem_u
    i64.add
    (local.get $n0)
    (i64.div_u (i64.extend_i32_u (i32.add (local.get $a) (local.get $a))) (i64.const 65521))
    i64.eqz
    select
    local.set $b
    (global.set $state_1
      (f32.mul (f32.convert_i64_s (i64.const 3_559_671_998_747_072_355)) (local.get $p0))
    )
    (f32.max (f32.add (f32.min (local.get $p0) (local.get $p2)) (local.get $p2)) (local.get $p0))
    local.set $p2
    (i32.const 134217727)
    i32.eqz
    (local.get $a)
    i32.xor
    local.set $a
    (block $body
      (i64.store32
        (i32.and
          (i32.load8_u offset=624
            (i32.and (i32.rotl (local.get $a) (local.get $a)) (i32.const 64512))
          )
          (i32.const 32760)
        )
        (select
          (i64.add (global.get $state_6) (i64.const 382522801698189279))
          (local.get $p1)
          (i64.gt_s (i64.mul (local.get $n0) (local.get $p1)) (local.get $b))
        )
      )
      (br_if $body (i32.ge_u (i32.rotl (local.get $a) (i32.const 96)) (i32.const 122)))
      (if
        (i64.eqz (i64.trunc_sat_f64_s (f64.max (f64.const 342.0) (f64.const 576.0))))
        (then
          nop
          (f32.convert_i32_s (local.get $a))
          (local.get $p0)
          f32.mul
          global.set $state_1
        )
        (else
          local.get $a
          local.get $a
          i32.shr_s
          (global.get $state_5)
          i32.xor
          global.set $state_2
          (local.get $p2)
          (local.get $p2)
          f32.max
          call $leaf_0
        )
      )
      (local.set $a
        (i32.add
          (local.tee $a
            (i32.wrap_i64
              (select (local.get $b) (local.get $n0) (i64.eq (local.get $n0) (local.get $b)))
            )
          )
          (i32.sub (local.get $a) (local.get $a))
        )
      )
    )
  )
  (func $leaf_9 (type $signature_0) (result i64)
    (local $a i32) (local $b i64) (local $t0 f64) (local $t1 f32) (local $t2 i32) (local $t3 f64) (local $n0 i64)
    (local.tee $a (i32.ctz (i32.sub (global.get $state_2) (local.get $t2))))
    (local.get $a)
    local.get $t2
    i32.rotr
    i32.add
    local.set $t2
    (i32.and (i32.xor (i32.trunc_sat_f32_s (global.get $state_4)) (local.get $a)) (i32.const 65280))
    (i32.rem_u (i32.ne (global.get $state_5) (i32.const 33554431)) (i32.const 1021))
    i32.store offset=168
    (i32.load16_u
      (i32.and (i32.load8_u (i32.and (local.get $t2) (i32.const 65528))) (i32.const 65528))
    )
    global.set $state_2
    global.get $state_2
    local.get $a
    i32.sub
    i32.const 32760
    i32.and
    i32.load16_u
    i32.const 31744
    i32.and
    f64.load offset=920
    local.set $t0
    (i32.shr_u (local.get $a) (local.get $t2))
    f32.convert_i32_u
    global.set $state_1
    (i32.store16
      (i32.and (i32.sub (local.get $a) (local.get $t2)) (i32.const 65528))
      (i32.trunc_sat_f64_u (global.get $state_7))
    )
    (global.set $state_5 (i32.shr_u (i32.shr_u (local.get $a) (local.get $t2)) (local.get $a)))
    (if
      (i64.gt_s
        (i64.rotr (i64.or (local.get $n0) (i64.const 268435455)) (local.get $n0))
        (local.get $n0)
      )
      (then
        f64.const -3840.0
        f64.trunc
        f64.floor
        local.set $t3
      )
    )
    (local.set $b
      (select
        (i64.extend_i32_s (i32.mul (i32.add (local.get $a) (local.get $a)) (global.get $state_5)))
        (i64.const -24)
        (i32.le_s
          (i32.load8_u
            (i32.and
              (i32.wrap_i64 (i64.load16_s (i32.and (i32.const -788370505) (i32.const 65528))))
              (i32.const 32760)
            )
          )
          (i32.const -394822691)
        )
      )
    )
    ;; mixing step
    local.get $n0
  )
  (func $leaf_3 (result i64)
    (local $a i32) (local $b i64) (local $t0 f64) (local $t1 f64) (local $n0 i64)
    (local.set $b (i64.xor (local.get $n0) (global.get $state_6)))
    (local.set $t0
      (f64.convert_i32_u (i32.wrap_i64 (i64.add (i64.const 1125899906842623) (local.get $n0))))
    )
    (i32.const 1560854571)
    i32.const 8388607
    i32.rotl
    local.get $a
    i32.mul
    local.get $a
    local.get $a
    local.get $a
    local.get $a
    i32.ne
    select
    i32.add
    i32.const 65528
    i32.and
    (i64.add
      (select
        (i64.extend_i32_s (local.get $a))
        (local.get $n0)
        (i64.gt_s (i64.shr_u (local.get $b) (local.get $b)) (local.get $n0))
      )
      (i64.mul (local.get $n0) (local.get $b))
    )
    i64.store32
    (block $body
      (global.set $state_1
        (f32.convert_i32_s
          (i32.load8_u offset=144 (i32.and (global.get $state_2) (i32.const 32512)))
        )
      )
      (br_if $body (i32.eqz (i64.eqz (local.get $b))))
      nop
    )
    local.get $n0
  )
  (table $dispatch 16 funcref)
  (elem (i32.const 0) func $leaf_2 $leaf_8 $leaf_10 $leaf_5 $leaf_0 $leaf_4)
  (elem (i32.const 15) func $leaf_10)
  (global $state_0 (mut f32) (f32.const 1.5))
  (global $state_1 (mut f32) (f32.const 16.75))
  (global $state_2 (mut i32) (i32.const -721))
  (global $state_3 (mut i64) (i64.const 387))
  (global $state_4 (mut f32) (f32.const 24.75))
  (global $state_5 (mut i32) (i32.const -552))
  (global $state_6 (mut i64) (i64.const 419))
  (global $state_7 (mut f64) (f64.const 14.25))
  (global $unused_0 i64 (i64.const 6971925774118656621))
  (global $unused_1 i64 (i64.const -4474710602145947307))
  (global $unused_2 i64 (i64.const -7782746724507410001))
  (global $unused_3 i64 (i64.const -9129590767356375327))
  (export "leaf_2" (func $leaf_2))
  (data (i32.const 4310) "\de\ad\be\ef\00\ff"
    "seed %d: total = %lld\0a\00")
)
