;; Family bulk_memory (wasmtime issue 13272), unreduced, 14500000 trips.
;; In the hot loop: 4 x memory.copy.
;; Made by: python seeds/generate.py --family bulk_memory --instruction memory.copy --seed 15 --targets 4 --statements 5 --trip-count 14500000
;; Slow side: wasmtime 41 to 45.
;; Fast side: wasmer 7 (Cranelift); wasmtime 46 for memory.copy.
(module
  (type (;0;) (func (param i32)))
  (type (;1;) (func))
  (type (;2;) (func (param i64) (result i64)))
  (type (;3;) (func (param i32)))
  (type (;4;) (func (param f32) (result f32)))
  (type (;5;) (func (param i32) (result i64)))
  (type (;6;) (func (param f64) (result f64)))
  (import "wasi_snapshot_preview1" "proc_exit" (func (param i32)))
  (table $dispatch 16 funcref)
  (elem (i32.const 0) func 18 6 23 22 24 16)
  (elem $passive func 22 24)
  (export "stage_9" (func 13))
  (export "leaf_6" (func 6))
  (export "stage_3" (func 25))
  (func (;1;) (type 0) (param $p0 i32)
    (local $a i32) (local $b i64) (local $t0 f32) (local $t1 i32) (local $t2 f64) (local $t3 i64) (local $n0 i64) (local $n1 i64)
    local.get $p0
    f64.convert_i32_u
    call 16
    local.set $t2
    local.get $p0
    local.get $t1
    i32.rotr
    call 23
    i32.const 33554431
    local.get $p0
    i32.sub
    i32.const 31744
    i32.and
    i32.load offset=664
    local.get $a
    local.get $t1
    i32.and
    i32.mul
    local.set $t1
    block $body
      local.get $p0
      local.get $t1
      i32.xor
      i32.const 65528
      i32.and
      local.get $n0
      i64.const 78
      i64.add
      i64.store32
      i32.const 22
      i32.const 32760
      i32.and
      i32.load8_u
      local.get $p0
      i32.const 8388607
      i32.const 65528
      i32.and
      i64.load8_u
      local.get $n0
      i64.eq
      select
      i32.const 65528
      i32.and
      local.get $n0
      global.get 1
      i64.or
      local.get $b
      i64.sub
      i64.store16
      local.get $t3
      i64.const 7
      i64.div_u
      i64.eqz
      br_if $body
      block $outer
        i64.const 4458082018629840111
        i64.const 2199023255551
        i64.eq
        f64.convert_i32_s
        global.set 0
        block $skip
          local.get $b
          i64.const 97
          i64.div_u
          local.set $t3
          i64.const 281474976710655
          i64.const 1021
          i64.rem_u
          local.get $b
          i64.lt_u
          br_if $skip
          i32.const 157
          i32.const 32760
          i32.and
          i32.load
          f32.convert_i32_s
          local.get $t0
          f32.mul
          local.get $t0
          f32.mul
          local.set $t0
          local.get $t1
          local.get $p0
          i32.xor
          i32.const 64512
          i32.and
          i32.load8_u offset=888
          local.get $n0
          i32.wrap_i64
          i32.shr_s
          i32.const 64512
          i32.and
          local.get $p0
          local.get $t1
          i32.shr_u
          local.get $a
          i32.add
          i32.const 193
          local.get $p0
          i32.rotr
          i32.add
          i32.store8 offset=936
        end
        local.get $p0
        local.get $a
        i32.and
        i32.eqz
        br_if $outer
        local.get $p0
        i32.const -68691659
        i32.rotr
        local.set $a
        i32.const 0
        if
          unreachable
        end
      end $outer
    end $body
  )
  (func (;2;) (param $x i32) (param $y i32) (result i32)
    local.get $x
    local.get $y
    i32.add
    i32.const 1415714717
    i32.add
  )
  (func (;3;) (type 5) (param $p0 i32) (result i64)
    (local $a i32)
    (local $b i64)
    (local $n0 i64)
    (local $n1 i64)
    (local $n2 i64)
    i32.const 899257055
    local.get $p0
    i32.shr_s
    i32.const 32760
    i32.and
    i32.load8_u
    i32.const 219
    i32.gt_s
    i32.const 65280
    i32.and
    global.get 1
    local.get $b
    i64.sub
    local.get $n2
    i64.shl
    local.get $b
    local.get $n2
    i64.rotr
    i64.or
    i64.store32 offset=128
    i32.const 978762123
    local.get $p0
    local.get $a
    i32.const 60
    i32.ne
    select
    local.get $a
    local.get $n1
    i64.extend16_s
    i64.eqz
    select
    local.set $a
    call 26
    local.get $a
    i32.const 0xa
    i32.sub
    local.get $a
    i32.rotl
    i32.const 0x7c00
    i32.and
    i32.load8_s offset=528
    local.set $p0
    f64.const -205.0
    f64.trunc
    f64.const 14.625
    f64.sub
    global.set 0
    local.get $n0
    i64.const 0xfff1
    i64.rem_u
    call 15
    local.set $b
    local.get $a
    i32.const 32512
    i32.and
    i32.load offset=168
    local.get $p0
    i32.shr_s
    i32.eqz
    if (result i32)
      local.get $p0
      i32.const 64512
      i32.and
      i32.load offset=864
      local.get $a
      i32.add
    else
      local.get $p0
      i32.const 32760
      i32.and
      i32.load16_u
      i32.const 65521
      i32.div_u
    end
    local.set $p0
    local.get $a
    local.get $a
    i32.add
    i32.const 32760
    i32.and
    i32.const 23
    local.get $p0
    i32.mul
    i32.store8
    local.get $p0
    local.get $a
    i32.rotr
    i32.extend8_s
    i32.const 65528
    i32.and
    local.get $a
    local.get $a
    i32.xor
    local.get $a
    i32.rotr
    i32.store16
    global.get 1
    return
  )
  (func (;4;) (param $p0 i32)
    (local $a i32)
    (local $b i64)
    (local $t0 f32)
    (local $t1 f32)
    (local $t2 f32)
    (local $t3 f32)
    (local $n0 i64)
    (local $n1 i64)
    local.get $t2
    local.get $t3
    f32.mul
    local.get $t2
    f32.mul
    local.get $t3
    f32.min
    local.get $t2
    f32.add
    local.set $t3
    i32.const 55
    local.get $a
    i32.add
    i32.const 32704
    i32.and
    i64.load32_u offset=48
    global.set 1
    i32.const 0x0
    if
      unreachable
    end
    local.get $a
    i32.const 8191
    i32.add
    i32.const 0xfc00
    i32.and
    local.get $b
    local.get $n1
    i64.rotr
    i64.store offset=880
    i32.const 67108863
    local.get $p0
    i32.add
    i32.const 65528
    i32.and
    local.get $p0
    i32.const 0xff00
    i32.and
    i32.load8_s offset=224
    i32.store
  )
  (func (;5;) (type 4) (param $p0 f32) (result f32)
    (local $a i32)
    (local $b i64)
    (local $t0 f32)
    (local $t1 i32)
    (local $n0 i64)
    (local $n1 i64)
    (local $n2 i64)
    local.get $b
    local.get $n2
    i64.shr_s
    i64.const 1021
    i64.div_u
    local.get $n0
    i64.le_s
    i32.const 65528
    i32.and
    local.get $t1
    i32.const 0x7ff8
    i32.and
    i32.load
    local.get $t1
    i32.const -1566724009
    i32.const 0xff80
    i32.and
    i32.load8_s offset=120
    local.get $t1
    i32.eq
    select
    i32.const 11
    local.get $a
    i32.const 262143
    i32.const -0x1cb804cb
    i32.le_s
    select
    i32.shr_s
    i32.store
    local.get $t1
    i32.const 0x3e5e2a25
    i32.or
    local.get $t1
    i32.add
    i32.const 0xfc00
    i32.and
    local.get $t1
    i32.const 0x680a399f
    local.get $n2
    i64.eqz
    select
    i32.const 224
    i32.const -109316087
    i32.const 116
    i32.add
    i32.const 149
    i32.le_s
    select
    i32.store offset=680
    i32.const -4
    i32.extend8_s
    i32.const 0x3e
    i32.and
    i32.const 65528
    i32.and
    i32.load8_u
    local.set $t1
    f32.const 379.25
  )
  (func (;6;)
    (local $a i32)
    (local $b i64)
    (local $t0 f32)
    (local $t1 f64)
    (local $t2 f64)
    (local $t3 i32)
    (local $n0 i64)
    (local $n1 i64)
    (local $n2 i64)
    i32.const 1500055893
    local.get $a
    local.get $b
    local.get $n0
    i64.eq
    select
    i32.const 0x7ff8
    i32.and
    i64.load8_u
    drop
    i32.const 0
    if
      unreachable
    end
    local.get $t3
    i32.const 65280
    i32.and
    i64.load32_u offset=152
    global.get 1
    i64.lt_u
    local.get $a
    i32.eq
    if
      local.get $n2
      local.get $n2
      i64.add
      i64.extend16_s
      local.get $b
      i64.ne
      if
        local.get $a
        i32.const 32256
        i32.and
        i32.load8_u offset=312
        local.set $t3
      else
        global.get 1
        i32.wrap_i64
        i64.extend_i32_s
        local.get $n0
        local.get $n0
        i64.and
        i64.shr_u
        local.set $b
        i64.const 70368744177663
        i64.const 0x61
        i64.rem_u
        i64.const 3
        i64.rem_u
        drop
      end
      local.get $a
      i32.const 32760
      i32.and
      f64.load
      global.get 3
      f64.mul
      global.set 0
    end
    local.get $a
    i32.const 1809629393
    i32.mul
    i32.const 32760
    i32.and
    f64.load
    global.set 3
    local.get $t2
    local.get $t1
    f64.add
    local.set $t2
    local.get $b
    local.get $n0
    i64.shr_u
    local.get $b
    i64.mul
    local.get $n1
    i64.eq
    if
      local.get $n0
      local.get $n1
      i64.rotr
      local.set $b
      local.get $t3
      local.get $t3
      i32.add
      local.get $a
      i32.and
      i64.extend_i32_u
      local.set $b
    end
    i32.const -1259919623
    i32.const 1021
    i32.rem_u
    i32.const 32760
    i32.and
    local.get $t3
    local.get $a
    i32.rotr
    i32.store16
  )
  (func (;7;) (param $p0 f64) (result f64)
    (local $a i32)
    (local $b i64)
    (local $t0 i64)
    (local $n0 i64)
    local.get $a
    i32.const 65535
    i32.shl
    i32.const 65528
    i32.and
    i64.const -4990065627564123237
    i64.const 1021
    i64.rem_u
    i64.store
    i32.const 63
    i32.const 143
    i32.add
    local.get $a
    i32.add
    local.tee $a
    i32.const -33
    local.get $a
    i32.and
    i32.add
    local.set $a
    local.get $n0
    local.get $n0
    local.get $a
    i32.eqz
    select
    f64.convert_i64_u
    global.set 2
    block $outer
      i64.const 2
      local.set $n0
      loop $body
        local.get $n0
        i32.wrap_i64
        local.get $a
        i32.add
        i32.const -1599050565
        local.get $a
        i32.add
        i32.sub
        i32.const 65528
        i32.and
        local.get $b
        local.get $n0
        i64.rotl
        i64.extend8_s
        i64.const 166
        local.get $b
        i64.add
        i64.add
        i64.store
        local.get $a
        i32.const 4095
        i32.sub
        i32.const 32760
        i32.and
        f32.const -135.75
        i64.trunc_sat_f32_u
        i64.store32
        local.get $a
        i32.const 81
        i32.rotr
        i32.const 65528
        i32.and
        i32.load8_s
        local.get $a
        global.get 1
        local.get $t0
        i64.and
        local.get $n0
        i64.shr_u
        i64.eqz
        select
        local.set $a
        local.get $n0
        i64.const 1
        i64.sub
        local.tee $n0
        i64.const 0
        i64.ne
        br_if $body
      end $body
    end
    local.get $p0
  )
  (func (;8;) (param i32) (result i64)
    (local i32 i64 i32 i64 i64)
    local.get 4
    i32.wrap_i64
    local.get 0
    i32.sub
    local.set 3
    i32.const 4194303
    local.get 0
    i32.xor
    local.set 0
    local.get 2
    local.get 2
    i64.xor
    i32.wrap_i64
    i32.const -38
    i32.const 878318113
    i32.mul
    i32.sub
    local.set 0
    local.get 0
    i32.const 65504
    i32.and
    i64.load offset=24
    local.get 2
    i64.and
    global.set 1
    local.get 0
    i32.const 65528
    i32.and
    i64.load16_s
    i64.const 247
    i64.shr_u
    global.set 1
    i64.const -36
    i64.const -40
    i64.xor
    local.get 4
    i64.const 8191
    local.get 2
    i64.mul
    local.get 5
    i64.ne
    select
    i64.eqz
    if
      local.get 2
      local.get 4
      i64.or
      i64.const 7
      i64.div_u
      local.set 2
      local.get 0
      i32.const 32760
      i32.and
      i64.load8_u
      i32.wrap_i64
      i32.const 65528
      i32.and
      i64.load16_s
      local.get 4
      i64.const 1
      i64.mul
      i64.const 7
      i64.div_u
      i64.rotr
      local.set 2
    end
    local.get 2
    f64.convert_i64_u
    f64.const -752.25
    f64.max
    global.set 2
    local.get 1
    i32.const 64512
    i32.and
    i32.load16_u offset=552
    i32.popcnt
    i32.const 1021
    i32.rem_u
    local.set 1
    local.get 0
    local.get 1
    i32.add
    local.set 3
    i64.const 2097151
    i32.wrap_i64
    i32.const 32760
    i32.and
    i32.load8_s
    i64.extend_i32_s
    global.get 1
    local.get 5
    i64.xor
    local.get 4
    i64.add
    i64.shr_s
    local.set 2
    ;; not reached from _start
    i64.const 22
    return
  )
  (func (;9;) (param $p0 i64) (result i64)
    (local $a i32)
    (local $b i64)
    (local $t0 i32)
    (local $t1 i64)
    (local $t2 i64)
    (local $n0 i64)
    (local $n1 i64)
    i32.const 0xf2
    local.get $t0
    i32.shl
    f64.convert_i32_s
    global.set 2
    local.get $t0
    i32.const 65521
    i32.div_u
    i32.const 0x7ff8
    i32.and
    local.get $t0
    i64.extend_i32_s
    i64.store32
    local.get $t0
    local.get $a
    local.get $t0
    local.get $a
    i32.ge_u
    select
    i64.extend_i32_u
    local.set $t1
    local.get $n1
    global.get 1
    i64.add
    f64.convert_i64_u
    global.set 2
    local.get $t2
    i32.wrap_i64
    i32.const 64512
    i32.and
    i64.load16_s offset=992
    i32.wrap_i64
    i32.const 0xfff8
    i32.and
    local.get $t0
    i32.extend8_s
    i32.const 0xfff8
    i32.and
    i64.load8_u
    i64.const 1023
    local.get $p0
    local.get $b
    i64.eqz
    select
    i64.shr_s
    i64.store32
    ;; mixing step
    call 24
    local.get $t1
    i64.const 123
    i64.add
    local.get $p0
    local.get $t1
    local.get $b
    i64.xor
    local.get $n0
    i64.ne
    select
    local.get $b
    i64.lt_u
    if (result i32)
      i32.const -1638421591
      local.get $t0
      i32.shr_s
      i32.const 1516723929
      i32.or
    else
      local.get $a
      local.get $t0
      i32.shr_u
      local.get $a
      i32.add
    end
    local.set $t0
    local.get $a
    i32.const 32760
    i32.and
    f32.load
    i64.trunc_sat_f32_s
    local.get $n0
    local.get $n1
    i64.mul
    i64.xor
    local.get $t0
    i64.extend_i32_u
    local.get $b
    i64.rotl
    i64.xor
    local.set $b
    local.get $a
    local.get $t0
    i32.rotr
    i32.const 0x7ff8
    i32.and
    local.get $t2
    i64.const 185
    i64.add
    i64.store16
    i64.const -0x4898a26856cf98b
  )
  (func (;10;) (param $p0 i32) (result i64)
    (local $a i32) (local $b i64) (local $t0 i32) (local $t1 f64) (local $t2 i64) (local $n0 i64) (local $n1 i64)
    block $body
      local.get $n0
      i64.const 181
      i64.rotl
      local.set $t2
      local.get $n0
      i32.wrap_i64
      i32.const 65528
      i32.and
      i64.load16_s
      local.get $t2
      global.get 1
      local.get $t0
      i32.const 8388607
      i32.eq
      select
      i64.shl
      local.set $b
      local.get $p0
      local.get $t0
      i32.xor
      i32.const 63
      i32.lt_u
      br_if $body
      local.get $n0
      i32.wrap_i64
      local.get $t0
      i32.xor
      i32.const 32760
      i32.and
      i32.const -1875931473
      local.get $t0
      i32.shr_s
      i32.const 4093
      i32.div_u
      i32.store16
    end $body
    local.get $a
    i32.const 32760
    i32.and
    i32.load16_u
    i32.const 31744
    i32.and
    i64.load32_u offset=856
    local.get $t2
    i64.lt_u
    if
      local.get $n1
      local.get $n1
      i64.rotl
      i32.wrap_i64
      i32.const 32760
      i32.and
      local.get $p0
      i32.const 32760
      i32.and
      i32.load8_u
      i32.const 1014687341
      i32.and
      i32.store
      local.get $p0
      i32.const 91
      i32.shr_s
      local.get $t0
      i32.xor
      i32.const 65528
      i32.and
      i32.load16_u
      local.set $p0
    end
    local.get $a
    i64.extend_i32_u
    local.get $n1
    i64.xor
    i32.wrap_i64
    local.set $a
    local.get $n1
  )
  (func (;11;) (param $p0 i32)
    (local $a i32)
    (local $b i64)
    (local $t0 f32)
    (local $t1 i64)
    (local $n0 i64)
    (local $n1 i64)
    i64.const -11
    local.get $n0
    i64.add
    i64.const 5_547_881_429_211_477_033
    i64.xor
    i64.const 58
    local.get $n0
    i64.shl
    i64.rotr
    local.get $n1
    local.get $b
    i64.xor
    local.get $n1
    i64.shr_s
    i64.rotr
    local.set $b
    ;; mixing step
    local.get $p0
    local.get $a
    i32.xor
    call 19
    local.get $n0
    f64.convert_i64_u
    call 18
    drop
    local.get $p0
    local.get $p0
    local.get $n0
    local.get $b
    i64.le_s
    select
    local.get $p0
    i32.rotr
    local.get $a
    i32.gt_s
    if
      i32.const 26
      i32.const 65528
      i32.and
      i32.load8_u
      i32.const 255
      i32.sub
      i32.const -1994265795
      i32.const 3
      i32.div_u
      i32.shr_s
      i32.const 65528
      i32.and
      local.get $a
      i32.const 65024
      i32.and
      i64.load16_s offset=360
      i32.wrap_i64
      local.get $b
      i32.wrap_i64
      i32.rotr
      i32.store8
      local.get $p0
      i32.const 4
      local.get $p0
      local.get $a
      i32.ne
      select
      local.get $p0
      i32.mul
      i32.const 64512
      i32.and
      local.get $t1
      global.get 1
      i64.mul
      i32.wrap_i64
      i32.store8 offset=768
    else
      local.get $n0
      f32.convert_i64_s
      local.set $t0
      call 26
    end
  )
  (func (;12;) (param i32) (result i64)
    (local i32 i64 i64 i64)
    block
      i64.const 16
      local.set 4
      loop
        i32.const 778318941
        i32.const -1420985583
        local.get 2
        i64.eqz
        select
        f64.convert_i32_s
        global.set 0
        local.get 2
        i32.wrap_i64
        i32.const 65528
        i32.and
        local.get 1
        local.get 0
        i32.sub
        i32.store
        local.get 4
        i64.const 1
        i64.sub
        local.tee 4
        i64.const 0
        i64.ne
        br_if 0
      end
    end
    local.get 1
    local.get 0
    i32.and
    local.get 0
    i32.rotl
    i64.extend_i32_u
    local.get 3
    local.get 4
    i64.rotl
    i64.const 97
    i64.rem_u
    i64.add
    local.set 2
    local.get 0
    i32.clz
    i32.const 2
    call_indirect (type 0)
    global.get 0
    global.get 0
    f64.add
    f64.const 1726.0
    f64.add
    global.set 0
    f32.const 1952.0
    f32.floor
    f32.const 277.25
    f32.sub
    f32.const -112.1875
    f32.max
    i64.trunc_sat_f32_s
    local.set 2
    i64.const 27
  )
  (func (;13;) (param $p0 i32)
    (local $a i32) (local $b i64) (local $t0 i32) (local $n0 i64) (local $n1 i64)
    local.get $a
    local.get $a
    i32.xor
    i32.const -1688857373
    i32.xor
    local.get $a
    local.get $t0
    i32.rotl
    i32.shr_u
    local.get $b
    i64.const 3
    i64.div_u
    i64.eqz
    i32.or
    local.set $p0
    f32.const 479.25
    i32.trunc_sat_f32_s
    i32.const 7
    i32.shr_u
    local.get $a
    local.get $t0
    i32.add
    i32.shr_s
    i32.const 65528
    i32.and
    local.get $a
    local.get $a
    i32.rotl
    i32.ctz
    i32.const 65521
    i32.div_u
    i32.store8
    i32.const 4095
    i32.const 32760
    i32.and
    f64.load
    f64.const 738.75
    f64.add
    global.set 2
    local.get $a
    local.get $a
    i32.shl
    local.set $t0
    local.get $p0
    local.get $t0
    i32.or
    local.get $p0
    i32.sub
    global.get 1
    i32.wrap_i64
    i32.rotl
    i32.const 65528
    i32.and
    local.get $b
    i64.extend8_s
    global.get 1
    i64.add
    i32.wrap_i64
    i32.store
    local.get $a
    i32.const 32760
    i32.and
    i64.load8_u
    f32.convert_i64_s
    i64.trunc_sat_f32_s
    f32.const -93.75
    f32.const 193.375
    f32.add
    i64.trunc_sat_f32_s
    i64.rotl
    local.set $b
    global.get 1
    local.get $n0
    i64.mul
    i64.extend8_s
    local.get $b
    i64.ne
    if
      local.get $t0
      i32.const 2097151
      i32.add
      i32.const 97
      i32.div_u
      local.get $p0
      local.get $p0
      i32.shr_s
      i32.xor
      local.set $p0
      local.get $p0
      local.get $t0
      i32.rotl
      i32.extend8_s
      local.set $a
    end
  )
  (func (;14;) (type 1)
    (local $a i32) (local $c i32) (local $b i64) (local $d i64) (local $n0 i64) (local $n1 i64) (local $i i64)
    i32.const 1807095461
    i32.const 65024
    i32.and
    i32.load offset=376
    call 13
    call 21
    local.get $b
    global.get 1
    i64.eq
    call 8
    local.set $d
    i32.const 56
    i32.const -923445227
    i32.rotr
    call 3
    local.set $b
    local.get $a
    local.get $c
    i32.xor
    i32.const 65528
    i32.and
    i64.load8_u
    local.get $d
    local.get $d
    i64.add
    i64.xor
    local.get $a
    i32.const 32760
    i32.and
    i64.load16_s
    local.get $d
    i64.add
    i64.add
    local.set $b
    local.get $c
    local.get $c
    i32.shl
    i32.const 0x7ff8
    i32.and
    local.get $c
    i32.const 0xfe00
    i32.and
    i32.load16_u offset=488
    i32.store
    i64.const 14500000
    local.set $i
    block $outer
      loop $body
        local.get $i
        i64.eqz
        br_if $outer
        local.get $i
        i64.const 3919765136091030401
        i64.xor
        global.set 1
        local.get $i
        i64.const -0x246c1b68382a80db
        i64.xor
        global.set 1
        local.get $b
        local.get $i
        i64.const -920052297823766949
        i64.xor
        i64.and
        local.set $b
        local.get $i
        i64.const 6365831732248053363
        i64.xor
        global.set 1
        local.get $i
        i64.const 1249589211669234359
        i64.xor
        i32.wrap_i64
        i32.const 32704
        i32.and
        local.get $i
        i64.const -6146383510011233785
        i64.xor
        i32.wrap_i64
        i32.const 0x7fc0
        i32.and
        i32.const 0x28
        memory.copy
        local.get $i
        i32.wrap_i64
        i32.const 472871223
        i32.xor
        i32.const 0x7fc0
        i32.and
        local.get $i
        i32.wrap_i64
        i32.const 0x14ca2385
        i32.xor
        i32.const 0x7fc0
        i32.and
        i32.const 40
        memory.copy
        local.get $i
        i32.wrap_i64
        i32.const 451383475
        i32.xor
        i32.const 0x7fc0
        i32.and
        local.get $i
        i64.const -8943492658178366987
        i64.xor
        i32.wrap_i64
        i32.const 65472
        i32.and
        i32.const 0x28
        memory.copy
        local.get $i
        i64.const 2522181195709046079
        i64.xor
        i32.wrap_i64
        i32.const 65472
        i32.and
        local.get $i
        i32.wrap_i64
        i32.const 1886776887
        i32.xor
        i32.const 0x7fc0
        i32.and
        i32.const 0x30
        memory.copy
        local.get $i
        i64.const 6748691547107486525
        i64.xor
        global.set 1
        local.get $i
        i64.const 1
        i64.sub
        local.set $i
        br $body
      end
    end
    i32.const 552
    i32.const 65528
    i32.and
    local.get $b
    local.get $d
    local.get $a
    i64.extend_i32_u
    i64.xor
    i64.add
    i64.store32
    i32.const 552
    local.get $c
    i32.store16 offset=1024
    local.get $a
    local.get $c
    i32.rotr
    local.get $c
    i32.sub
    i32.const -56
    local.get $a
    i32.xor
    i32.shr_s
    local.set $c
    local.get $a
    i32.const 64512
    i32.and
    i32.load16_u offset=792
    call 12
    local.set $d
    local.get $c
    f64.convert_i32_s
    call 7
    drop
    block $again
      i64.const 19
      local.set $n1
      loop $skip
        global.get 3
        f64.const -66.5
        f64.mul
        i32.trunc_sat_f64_s
        i32.eqz
        if
          local.get $c
          i32.clz
          i64.extend_i32_s
          global.get 1
          i64.gt_s
          if
            local.get $c
            i32.const 65528
            i32.and
            i32.load16_u
            i32.const 171
            i32.xor
            local.set $a
            local.get $b
            i32.wrap_i64
            local.get $a
            i32.or
            i32.const 32760
            i32.and
            local.get $a
            local.get $c
            i32.xor
            local.get $a
            i32.and
            i32.store
          end
          i32.const 65535
          i32.extend16_s
          local.get $c
          i32.mul
          local.get $a
          local.get $c
          i32.ne
          i32.shl
          i32.const 0xfff8
          i32.and
          local.get $b
          i32.wrap_i64
          local.get $a
          i32.sub
          i64.extend_i32_u
          i64.store32
        end
        i32.const 0x3
        i32.const 32760
        i32.and
        f64.load
        f64.floor
        global.set 3
        local.get $n1
        i64.const 1
        i64.sub
        local.tee $n1
        i64.const 0x0
        i64.ne
        br_if $skip
      end $skip
    end
    i32.const 0
    call 0
  )
  (func (;15;) (type 2) (param $p0 i64) (result i64)
    (local $a i32)
    (local $b i64)
    (local $n0 i64)
    (local $n1 i64)
    (local $n2 i64)
    i32.const 230
    i32.ctz
    i32.const 32760
    i32.and
    i32.load8_s
    local.get $a
    i32.const -46
    local.get $a
    i32.xor
    i32.clz
    local.get $a
    i32.le_s
    select
    i32.const 32760
    i32.and
    local.get $a
    f32.convert_i32_s
    i64.trunc_sat_f32_u
    i32.wrap_i64
    i32.store8
    local.get $a
    i32.const 32760
    i32.and
    i64.load32_u
    local.set $b
    i32.const 92
    i32.const -41
    i32.sub
    local.set $a
    global.get 3
    i64.trunc_sat_f64_s
    local.get $b
    i64.add
    i64.const -6351268817420048853
    local.get $n2
    local.get $n1
    i64.add
    i64.const 128
    i64.shr_s
    global.get 1
    i64.gt_s
    select
    local.set $p0
    i64.const -4802330285723117767
    local.get $b
    i64.shl
    i32.wrap_i64
    local.get $a
    local.get $a
    i32.and
    i32.add
    i32.const 32760
    i32.and
    i32.load8_s
    local.set $a
    local.get $p0
  )
  (func (;16;) (param $p0 f64) (result f64)
    (local $a i32)
    (local $b i64)
    (local $n0 i64)
    (local $n1 i64)
    local.get $a
    i32.const 32760
    i32.and
    i64.load
    local.set $b
    local.get $n0
    i64.popcnt
    local.set $b
    local.get $a
    i32.eqz
    i32.clz
    i32.const 65528
    i32.and
    local.get $a
    i64.extend_i32_u
    local.get $n1
    i64.shr_s
    i64.store
    local.get $a
    local.get $a
    i32.xor
    i32.const 65528
    i32.and
    i32.load8_u
    local.tee $a
    local.get $a
    local.get $a
    i32.add
    i32.add
    local.set $a
    local.get $n1
    local.get $n1
    i64.shr_u
    local.get $n0
    i64.xor
    local.get $n0
    i64.const 149
    i64.rotr
    i64.rotl
    local.set $b
    local.get $a
    i64.extend_i32_s
    i64.const 2042768034905360661
    i64.shl
    local.get $n0
    local.get $n0
    i64.xor
    i64.or
    local.set $b
    ;; keeps the accumulator alive
    local.get $a
    local.get $a
    i32.xor
    i32.const 32760
    i32.and
    i32.const -43
    local.get $a
    i32.sub
    i32.store8
    local.get $a
    local.get $a
    i32.sub
    local.get $a
    i32.shl
    local.get $a
    i32.const 123
    i32.sub
    i32.shr_u
    local.set $a
    block $again
      i64.const 15
      local.set $n1
      loop $body
        block $skip
          i64.const 9
          local.set $n0
          loop $outer
            i64.const 217
            global.get 1
            local.get $n0
            local.get $b
            i64.gt_s
            select
            local.set $b
            local.get $b
            i64.const 5611971595753539587
            i64.mul
            local.get $n1
            i64.mul
            i64.eqz
            if (result i32)
              local.get $a
              local.get $a
              i32.le_s
              i32.const 64512
              i32.and
              i32.load16_u offset=512
            else
              i32.const 1023
              i32.const 32760
              i32.and
              i32.load16_u
              i32.const 558772705
              i32.shr_s
            end
            local.set $a
            local.get $n0
            i64.const 1
            i64.sub
            local.tee $n0
            i64.const 0
            i64.ne
            br_if $outer
          end
        end
        i32.const -1653006693
        i32.const 65024
        i32.and
        i32.load16_u offset=464
        local.get $a
        i32.or
        i32.const 65528
        i32.and
        i32.const 33554431
        i32.const 32760
        i32.and
        i64.load8_u
        local.get $b
        i64.sub
        i64.store
        i64.const -7161064673611137469
        local.get $n0
        i64.or
        local.get $b
        i64.shr_u
        local.get $a
        i32.const 65024
        i32.and
        i64.load8_u offset=456
        i64.add
        i32.wrap_i64
        local.set $a
        local.get $n1
        i64.const 1
        i64.sub
        local.tee $n1
        i64.const 0
        i64.ne
        br_if $body
      end
    end
    local.get $p0
  )
  (func (;17;) (param $p0 i32)
    (local $a i32) (local $b i64) (local $t0 f32) (local $t1 i32) (local $n0 i64) (local $n1 i64) (local $n2 i64)
    local.get $a
    i32.extend8_s
    i32.const 4093
    i32.div_u
    local.set $t1
    ;; from the template
    i32.const 0x4
    call_indirect (type 1)
    block $outer
      i64.const 5
      local.set $n2
      loop $body
        i32.const 3
        i64.extend_i32_s
        i64.const 125
        i64.rotr
        global.set 1
        local.get $t1
        local.get $a
        i32.xor
        i32.const 7
        i32.rem_u
        local.set $t1
        local.get $n2
        i64.const 0x1
        i64.sub
        local.tee $n2
        i64.const 0
        i64.ne
        br_if $body
      end
    end
    f64.const 1408.0
    f64.const 340.5
    f64.mul
    f64.const 265.25
    f64.add
    global.set 2
    call 26
    global.get 1
    i32.wrap_i64
    f64.convert_i32_u
    global.set 2
    i64.const -14
    local.get $n0
    i64.xor
    i64.popcnt
    local.get $n2
    global.get 1
    i64.add
    i64.add
    local.get $n0
    i64.const 4093
    i64.div_u
    local.get $b
    i64.sub
    i64.xor
    local.set $b
    local.get $t1
    i64.extend_i32_s
    local.get $n2
    i64.or
    i64.const 0x45
    i64.eq
    if
      local.get $t1
      local.get $t1
      i32.shl
      local.get $t1
      i32.add
      local.get $t1
      local.get $t1
      i32.or
      i32.mul
      local.set $a
      i64.const 7582720186360846701
      local.get $n0
      i64.shr_s
      local.set $b
    end
    local.get $a
    i32.const 67108863
    i32.and
    i32.const 1048575
    i32.mul
    i32.const -0x5ea96c01
    i32.ge_u
    if
      block $again
        i64.const 0x6
        local.set $n1
        loop $skip
          local.get $t1
          i32.const 0x7ff8
          i32.and
          i32.load8_s
          i32.const 65528
          i32.and
          local.get $p0
          local.get $t1
          i32.mul
          i32.store
          local.get $p0
          i32.const -34
          i32.mul
          local.get $p0
          i32.rotl
          i32.const 32760
          i32.and
          i32.load
          i32.const 32760
          i32.and
          i32.const 189
          i32.const 152
          i32.or
          i32.const 32760
          i32.and
          i64.load32_u
          local.get $p0
          i64.extend_i32_u
          i64.shr_s
          i64.store
          local.get $t1
          i64.extend_i32_u
          i32.wrap_i64
          local.set $p0
          local.get $a
          i32.const -178991699
          i32.ne
          local.get $a
          i32.shr_s
          local.get $p0
          local.get $a
          i32.shr_s
          i32.or
          i32.const 31744
          i32.and
          local.get $n0
          i64.popcnt
          local.get $n2
          i64.and
          local.get $p0
          i32.const 32512
          i32.and
          i64.load16_s offset=184
          i64.sub
          i64.store16 offset=520
          local.get $n1
          i64.const 1
          i64.sub
          local.tee $n1
          i64.const 0
          i64.ne
          br_if $skip
        end
      end
      i32.const 227
      local.get $t1
      i64.const 13
      local.get $n2
      i64.ne
      select
      local.set $p0
    else
      i32.const 1654515367
      local.get $t1
      i32.xor
      i32.const 0x7ff8
      i32.and
      local.get $t1
      local.get $p0
      global.get 1
      local.get $n2
      i64.le_s
      select
      i32.store8
    end
  )
  (func (;18;) (type 6) (param $p0 f64) (result f64)
    (local $a i32)
    (local $b i64)
    (local $t0 i64)
    (local $t1 f64)
    (local $t2 i32)
    (local $t3 i32)
    (local $n0 i64)
    i32.const -702212881
    i32.const 0xfc00
    i32.and
    i32.load16_u offset=992
    i64.extend_i32_s
    i64.eqz
    if
      local.get $a
      i32.const 0x9d
      i32.or
      i32.const 1690954737
      i32.and
      i32.const 65528
      i32.and
      local.get $b
      i64.const 16
      i64.add
      i64.const 191
      i64.mul
      i64.store32
    end
    local.get $p0
    local.get $p0
    f64.sub
    local.get $t1
    f64.sub
    local.set $p0
    local.get $a
    i32.extend8_s
    local.get $a
    i32.rotl
    i32.const 0x7ff8
    i32.and
    local.get $a
    i32.const 65024
    i32.and
    i32.load16_u offset=480
    i32.const 32760
    i32.and
    i64.load8_u
    i64.store16
    ;; odd constant, full period
    local.get $t2
    local.get $t3
    i32.sub
    local.set $t3
    nop
    ;; spilled value
    local.get $t1
    local.get $p0
    f64.mul
    global.get 0
    f64.mul
    global.set 0
    local.get $t0
    i32.wrap_i64
    local.get $a
    i32.mul
    i32.const 127
    i32.ge_u
    if
      local.get $n0
      i64.const 0xc5
      i64.rotr
      local.get $b
      i64.mul
      local.set $t0
    end
    i32.const 140
    f64.convert_i32_s
    local.get $p0
    f64.min
    global.set 2
    block $body
      i32.const -39
      i32.const 14
      i32.add
      i64.extend_i32_s
      drop
      local.get $t3
      local.get $t2
      i32.shr_s
      local.get $a
      i32.lt_u
      br_if $body
      local.get $t3
      f64.convert_i32_s
      local.get $p0
      f64.max
      local.get $p0
      f64.sub
      global.get 0
      f64.min
      local.set $t1
      local.get $t3
      local.get $a
      i32.add
      local.get $a
      i32.sub
      local.get $a
      i32.eq
      if
        i32.const 255
        local.get $a
        i32.shl
        local.get $a
        i32.const 32767
        local.get $a
        i32.xor
        local.get $t2
        i32.gt_s
        select
        i32.eqz
        if
          global.get 1
          local.get $n0
          i64.shr_u
          i64.const 0x772ec1fbce440067
          i64.add
          i32.wrap_i64
          i32.const 0xffe0
          i32.and
          i32.const 208
          i32.const 32760
          i32.and
          i32.load8_s
          i32.const 255
          i32.rotl
          i32.const 64512
          i32.and
          i32.load offset=944
          i32.store8 offset=24
          local.get $t3
          i64.extend_i32_u
          local.set $b
        else
          local.get $a
          i32.const -495298061
          i32.shr_u
          i32.const 64512
          i32.and
          i32.const 33554431
          local.get $t2
          i32.rotl
          i32.store8 offset=1008
          local.get $p0
          i32.trunc_sat_f64_s
          local.get $t3
          local.get $n0
          i64.const 1021
          i64.rem_u
          i64.const 0xbc
          i64.gt_s
          select
          i32.const 32704
          i32.and
          local.get $n0
          i64.const 0x7
          i64.rem_u
          global.get 1
          i64.mul
          i64.store32 offset=48
        end
      else
        local.get $b
        local.get $n0
        i64.or
        local.get $t0
        local.get $t0
        i32.wrap_i64
        i32.const 1281973825
        i32.gt_s
        select
        drop
        local.get $t2
        i32.const 0x18
        i32.xor
        i32.const 4093
        i32.rem_u
        i32.const 0xfff8
        i32.and
        i32.load16_u
        i32.const 65528
        i32.and
        i32.const 0xa5
        local.get $t3
        local.get $t3
        i32.eqz
        select
        i32.const 511
        i32.and
        i64.const 42
        i32.wrap_i64
        i32.and
        i32.store16
      end
    end
    local.get $p0
  )
  (func (;19;) (param $p0 i32)
    (local $a i32) (local $b i64) (local $t0 f64) (local $t1 f32) (local $t2 i32) (local $n0 i64) (local $n1 i64) (local $n2 i64)
    global.get 1
    local.get $n0
    i64.rotl
    i64.extend16_s
    global.set 1
    i64.const 11
    i64.const -3_717_651_631_627_010_325
    i64.xor
    i32.wrap_i64
    local.get $a
    i32.lt_u
    if
      local.get $n1
      i32.wrap_i64
      i64.extend_i32_u
      drop
    end
    (; see the round before; same as above ;)
    block $outer
      block $body
        i32.const 262143
        local.get $t2
        i32.mul
        br_table $body $body
      end
      local.get $a
      f32.convert_i32_u
      local.get $t1
      f32.min
      local.set $t1
    end
    local.get $n1
    i64.extend16_s
    i64.const 65
    i64.mul
    local.get $b
    i64.gt_s
    if
      local.get $t2
      i32.const 31
      local.get $n0
      local.get $n0
      i64.ne
      select
      i64.extend_i32_s
      f64.convert_i64_s
      local.set $t0
      i64.const 54
      i64.popcnt
      global.get 1
      i64.add
      local.get $n2
      i64.ne
      f64.convert_i32_u
      local.set $t0
    else
      i64.const -1500975281905757677
      local.get $b
      i64.add
      local.get $n0
      i64.shl
      global.set 1
      local.get $a
      local.get $p0
      i32.add
      local.get $a
      i32.sub
      local.get $a
      i32.const 65528
      i32.and
      i32.load8_u
      i32.shr_u
      i32.const 32760
      i32.and
      i32.load
      local.set $t2
    end
    local.get $t2
    local.get $p0
    i32.add
    i64.extend_i32_s
    i32.wrap_i64
    local.get $t2
    i32.const 32512
    i32.and
    i32.load offset=232
    i32.const 32760
    i32.and
    i32.load16_u
    i32.mul
    local.set $p0
  )
  (func (;20;) (param $p0 i32)
    (local $a i32)
    (local $b i64)
    (local $t0 f64)
    (local $t1 f32)
    (local $t2 i64)
    (local $t3 i32)
    (local $n0 i64)
    (local $n1 i64)
    (local $n2 i64)
    local.get $t2
    local.get $n1
    i64.shr_s
    f64.convert_i64_s
    global.set 2
    call 26
    local.get $a
    local.get $p0
    i32.xor
    local.set $a
    local.get $n0
    i64.const 4611686018427387903
    i64.le_s
    i32.const 31744
    i32.and
    f64.load offset=968
    global.set 0
    local.get $t3
    i32.const 32760
    i32.and
    i32.load
    i32.const 65528
    i32.and
    i32.load8_u
    local.tee $t3
    local.get $t3
    local.get $t3
    i32.rotr
    i32.add
    local.set $p0
    local.get $b
    i32.wrap_i64
    call 4
    local.get $t2
    local.get $t2
    i64.mul
    i32.wrap_i64
    i32.const 65528
    i32.and
    local.get $t3
    local.get $a
    i32.const 175
    i32.eqz
    select
    i32.const 31744
    i32.and
    i64.load16_s offset=792
    i64.store32
    local.get $b
    i32.wrap_i64
    local.get $a
    i32.shr_s
    local.tee $t3
    local.get $t3
    i32.extend16_s
    i32.add
    local.set $a
    local.get $t3
    i32.const 65535
    i64.const 8664834927107805761
    local.get $t2
    i64.gt_s
    select
    i32.const 31744
    i32.and
    i64.load32_u offset=528
    global.get 1
    i64.ge_u
    i32.const 32760
    i32.and
    i32.load16_u
    local.set $p0
  )
  (func (;21;)
    (local i32 i64 f64 i64 i64 i64)
    local.get 0
    local.get 0
    i32.xor
    local.get 0
    i32.shr_u
    local.get 0
    i32.le_s
    if
      global.get 1
      i32.wrap_i64
      call 4
    else
      local.get 0
      i32.clz
      local.get 0
      i32.add
      local.get 0
      local.get 0
      i32.and
      i32.rotl
      i32.const 2018857539
      local.get 0
      i32.rotr
      i32.const 65528
      i32.and
      i32.load8_u
      i32.rotl
      local.set 0
      local.get 0
      local.get 0
      i32.add
      local.set 0
    end
    local.get 0
    i32.const 65521
    i32.div_u
    local.get 0
    i32.rotr
    local.get 0
    i32.const 32760
    i32.and
    i32.load8_u
    i32.and
    local.get 0
    local.get 0
    i32.shl
    i32.popcnt
    i32.and
    local.set 0
    global.get 0
    global.get 2
    f64.sub
    f64.sqrt
    local.set 2
    i32.const 14
    i32.const 3
    i32.div_u
    local.get 0
    i32.shr_u
    i32.const 97
    i32.div_u
    local.get 0
    f64.const -64.8125
    i64.trunc_sat_f64_u
    i32.wrap_i64
    i32.const 31744
    i32.and
    i64.load offset=696
    local.get 4
    i64.ge_u
    select
    local.set 0
  )
  (func (;22;) (type 2) (param $p0 i64) (result i64)
    (local $a i32)
    (local $b i64)
    (local $t0 f32)
    (local $n0 i64)
    (local $n1 i64)
    i64.const -1952213378562596315
    i64.const 4093
    i64.div_u
    i64.const 4093
    i64.rem_u
    i32.wrap_i64
    i32.const 64512
    i32.and
    local.get $a
    i32.const 65521
    i32.div_u
    i32.const 32760
    i32.and
    i32.load8_s
    local.get $a
    local.get $a
    i32.xor
    i32.and
    i32.store offset=848
    i32.const -57723781
    local.get $a
    i32.or
    local.get $a
    i32.or
    i32.ctz
    i32.const 31744
    i32.and
    local.get $n0
    local.get $b
    i64.add
    local.get $n1
    i64.gt_s
    i32.const -6
    i32.const -217310277
    i32.mul
    i32.rotl
    i32.store offset=904
    global.get 0
    f64.const -202.1875
    f64.mul
    f64.const 128.0625
    f64.max
    global.set 2
    local.get $a
    local.get $a
    i32.sub
    local.get $a
    i32.shr_u
    local.get $a
    i32.const 64512
    i32.and
    i32.load offset=576
    i32.rotl
    local.set $a
    local.get $n1
    return
  )
  (func (;23;) (type 0) (param $p0 i32)
    (local $a i32) (local $b i64) (local $t0 f64) (local $t1 f32) (local $t2 i32) (local $t3 i32) (local $n0 i64)
    local.get $p0
    i32.const 32760
    i32.and
    i64.load16_s
    i32.wrap_i64
    local.tee $t3
    local.get $n0
    i32.wrap_i64
    i32.add
    local.set $a
    nop
    local.get $t3
    i32.ctz
    local.get $p0
    i32.and
    i32.const 65024
    i32.and
    local.get $n0
    local.get $b
    i64.add
    i32.wrap_i64
    i32.store8 offset=448
    block $body
      local.get $a
      local.get $t3
      i32.shl
      local.get $t3
      i32.add
      i32.eqz
      if
        i32.const 1111175569
        i32.const -40
        i32.and
        local.get $t2
        i32.ne
        local.tee $p0
        i32.const 108
        local.get $t3
        i32.xor
        i32.add
        local.set $t2
        local.get $t0
        f64.sqrt
        local.get $t0
        f64.mul
        global.set 2
      end
      i32.const -918019595
      local.get $t3
      i32.or
      local.get $t2
      i32.lt_u
      br_if $body
      local.get $a
      i32.clz
      i32.const -1912032751
      i32.xor
      local.set $a
    end $body
  )
  (func (;24;)
    (local $a i32)
    (local $b i64)
    (local $t0 i32)
    (local $t1 i64)
    (local $t2 i64)
    (local $n0 i64)
    local.get $t0
    i32.const 32760
    i32.and
    i32.load16_u
    local.get $a
    local.get $b
    local.get $t1
    i64.rotr
    i64.const -2313814938580391271
    i64.lt_u
    select
    i32.eqz
    if (result i32)
      global.get 2
      i32.trunc_sat_f64_s
      i32.const 65472
      i32.and
      i32.load8_u offset=48
    else
      local.get $t0
      local.get $a
      i32.rotl
      i32.const 0x7c00
      i32.and
      i32.load8_s offset=752
    end
    local.set $a
    local.get $n0
    local.get $t2
    i64.xor
    local.get $n0
    i64.xor
    local.get $n0
    local.get $b
    i64.rotr
    i64.shr_u
    local.get $n0
    local.get $b
    i64.xor
    i64.popcnt
    i64.shr_s
    local.set $t1
  )
  (func (;25;) (param $p0 f32) (result f32)
    (local $a i32)
    (local $b i64)
    (local $t0 i32)
    (local $n0 i64)
    (local $n1 i64)
    local.get $a
    i32.const 65280
    i32.and
    i64.load32_u offset=128
    local.set $b
    local.get $a
    local.get $a
    i32.const 105296163
    i32.const 149
    i32.gt_s
    select
    i32.const 65528
    i32.and
    i32.load
    local.set $a
    ;; see the round before; same as above
    f32.const 991.0
    f32.abs
    local.get $p0
    f32.max
    local.get $p0
    f32.add
    local.set $p0
    i32.const -15
    i32.const 4194303
    i32.eq
    local.get $a
    i32.add
    local.tee $t0
    i32.const 163
    i32.clz
    i32.add
    local.set $a
    local.get $t0
    i32.const 32512
    i32.and
    i64.load16_s offset=208
    i64.const 65521
    i64.rem_u
    i32.wrap_i64
    i32.const 65528
    i32.and
    local.get $t0
    i32.const 32760
    i32.and
    f64.load
    global.get 0
    f64.min
    i32.trunc_sat_f64_u
    i32.store
    local.get $a
    local.get $a
    i32.rotr
    local.get $a
    i32.mul
    local.get $t0
    local.get $t0
    i32.or
    i32.shl
    local.get $a
    local.get $a
    i32.le_s
    local.get $t0
    i32.rotr
    i32.xor
    local.set $t0
    local.get $p0
    return
  )
  (func (;26;) (type 1)
    (local i32 i64 i32 f64 i64 i64 i64)
    i32.const -1826646607
    local.get 0
    i32.xor
    local.set 2
    block
      local.get 5
      local.get 6
      i64.and
      local.set 1
      local.get 0
      i32.eqz
      i32.const 65528
      i32.and
      i32.const 251
      i32.const 65024
      i32.and
      i32.load8_s offset=368
      i32.store16
      local.get 0
      i32.const 65528
      i32.and
      i32.load
      local.get 0
      i32.lt_u
      br_if 0
      local.get 0
      i32.const -174842893
      i32.shr_u
      local.set 0
    end
  )
  (func (;27;) (param $p0 i32)
    (local $a i32) (local $b i64) (local $t0 f64) (local $t1 i32) (local $n0 i64) (local $n1 i64) (local $n2 i64)
    i32.const 1677695303
    local.get $p0
    i32.rotr
    i32.const 0xfff8
    i32.and
    local.get $b
    i32.wrap_i64
    i32.store
    local.get $a
    local.get $t1
    i32.rotr
    i32.const 65521
    i32.rem_u
    local.tee $a
    local.get $p0
    local.get $a
    i32.add
    i32.add
    local.set $t1
    i32.const -633995161
    i32.const 64512
    i32.and
    i32.load16_u offset=728
    local.get $p0
    i64.const 533754350813571979
    local.get $n0
    i64.add
    local.get $n2
    i64.le_s
    select
    i32.const 32760
    i32.and
    local.get $a
    local.get $p0
    i32.shl
    i32.const 65521
    i32.rem_u
    i32.store16
    local.get $t1
    i32.const 97
    i32.rem_u
    local.get $t1
    i32.or
    local.get $a
    i32.const 3
    i32.rem_u
    i32.mul
    i32.const 32760
    i32.and
    local.get $b
    i64.const 31
    i64.shl
    local.get $n0
    i64.mul
    local.get $n0
    local.get $b
    i64.rotl
    i64.add
    i64.store32
    i64.const -4442432670361745931
    f64.convert_i64_u
    local.get $t0
    f64.add
    global.set 0
    f32.const -227.5
    i64.trunc_sat_f32_u
    f64.convert_i64_u
    local.set $t0
    local.get $t0
    i64.trunc_sat_f64_u
    local.get $b
    i64.sub
    i32.const 1336529759
    i32.const 0xfe00
    i32.and
    i64.load offset=400
    i64.rotr
    local.set $b
    local.get $a
    i32.const 3
    i32.div_u
    local.get $a
    i32.mul
    i32.const 64512
    i32.and
    f32.const -336.875
    f32.const -286.125
    f32.add
    i32.trunc_sat_f32_u
    i32.store16 offset=528
    block $outer
      block $body
        i32.const 223
        i32.const 40
        i32.xor
        br_table $outer $body $body $outer
      end
      local.get $n1
      local.get $n2
      i64.shr_s
      local.get $n0
      local.get $t1
      i32.const 32760
      i32.and
      i64.load16_s
      local.get $n1
      i64.gt_s
      select
      local.get $n0
      i64.ge_u
      if (result i32)
        local.get $t1
        i32.const 65408
        i32.and
        i32.load8_u offset=120
        i32.const 4093
        i32.div_u
      else
        ;; bounded window
        i32.const 57
        local.get $a
        i32.shr_s
        local.get $t1
        i32.add
      end
      local.set $p0
    end
  )
  (export "_start" (func 14))
  (global (mut f64) (f64.const -11.5))
  (global (mut i64) (i64.const 18))
  (global (mut f64) (f64.const -12.25))
  (global (mut f64) (f64.const 9.25))
  (global $unused_0 i64 (i64.const -1712747648459562287))
  (global $unused_1 i64 (i64.const 98601797902092439))
  (global $unused_2 i64 (i64.const 8859635014044065163))
  (global $unused_3 i64 (i64.const -7236966202607308627))
  (global $unused_4 i64 (i64.const -5712156245975546155))
  (global $unused_5 i64 (i64.const -7803281563893455493))
  (memory $m0 2)
  (export "memory" (memory $m0))
  (data (i32.const 25232) "caf\u{e9} \t tab")
)
