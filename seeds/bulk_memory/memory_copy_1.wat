;; Family bulk_memory (wasmtime issue 13272), unreduced, 16777216 trips.
;; In the hot loop: 3 x memory.copy.
;; Made by: python seeds/generate.py --family bulk_memory --instruction memory.copy --seed 8 --targets 3 --statements 5 --trip-count 16777216
;; Slow side: wasmtime 41 to 45.
;; Fast side: wasmer 7 (Cranelift); wasmtime 46 for memory.copy.
(module
  (type $signature_0 (func (param f32 i64) (result f32)))
  (type $signature_1 (func (param i64) (result f32)))
  (type $signature_2 (func (param f64 f32) (result f64)))
  (type $signature_3 (func (param i32 f32)))
  (type $signature_4 (func (param i32) (result f64)))
  (type $signature_5 (func (param i64 f32 f32)))
  (type $signature_6 (func (param f64 i32) (result f32)))
  (type $signature_7 (func (param f64)))
  (func $proc_exit (import "wasi_snapshot_preview1" "proc_exit") (param i32))
  (global $state_0 (mut i32) (i32.const 514))
  (global $state_1 (mut i32) (i32.const -405))
  (global $state_2 (mut i64) (i64.const 960))
  (global $state_3 (mut i32) (i32.const -102))
  (global $state_4 (mut f64) (f64.const 9.0))
  (global $unused_0 i64 (i64.const -297403107261667293))
  (global $unused_1 i64 (i64.const -2188304038415021707))
  (global $unused_2 i64 (i64.const 9203861926155630159))
  (global $unused_3 i64 (i64.const -4901098637658846987))
  (export "leaf_5" (func $leaf_5))
  (memory $m0 2 8)
  (export "memory" (memory $m0))
  (data (i32.const 8159) "(module ;; not a module\n)"
    "quote \" and backslash \\ inside")
  (data $segment_1 "seed %d: total = %lld\0a\00")
  (data (i32.const 32193) "caf\u{e9} \t tab")
  (data (i32.const 42857) "seed %d: total = %lld\0a\00"
    "caf\u{e9} \t tab")
  (table $dispatch 16 funcref)
  (elem (i32.const 0) func $leaf_10 $leaf_15 $leaf_8 $leaf_7 $leaf_11 $leaf_3)
  (elem (i32.const 8) func $leaf_11)
  (elem $passive func $leaf_15 $leaf_11)
  (table $unused_table 2 9 funcref)
  (func $stage_16 (param $p0 i32) (param $p1 f32)
    (local $a i32)
    (local $b i64)
    (local $t0 f64)
    (local $t1 f64)
    (local $t2 f32)
    (local $t3 i32)
    (local $n0 i64)
    local.get $t3
    i64.extend_i32_s
    local.get $b
    i64.xor
    i64.eqz
    if
      global.get $state_2
      i32.wrap_i64
      i32.const 32760
      i32.and
      local.get $n0
      local.get $n0
      i64.shr_s
      i64.store16
      block $body
        i64.const 8_089_902_029_619_754_277
        i32.wrap_i64
        local.get $n0
        f32.convert_i64_s
        i32.const 4
        call_indirect (type $signature_3)
        local.get $a
        i32.const 65528
        i32.and
        f64.load
        local.set $t0
        local.get $p0
        i32.const -32
        i32.shr_u
        i32.eqz
        br_if $body
        local.get $b
        i64.const -28
        i64.add
        local.get $b
        i64.add
        global.get $state_3
        i64.extend_i32_u
        i64.sub
        local.set $b
      end
    end
  )
  (func $stage_15 (param $p0 i32) (param $p1 f32)
    (local $a i32)
    (local $b i64)
    (local $t0 f32)
    (local $n0 i64)
    (local $n1 i64)
    (local $n2 i64)
    local.get $p0
    i32.const 65408
    i32.and
    i64.load8_u offset=72
    local.get $p1
    f32.abs
    local.get $p0
    i32.const 31744
    i32.and
    f32.load offset=792
    call $leaf_1
    local.get $n0
    i64.popcnt
    i32.wrap_i64
    local.get $p0
    local.get $p0
    local.get $n1
    local.get $n0
    i64.ne
    select
    i32.shr_s
    i32.const 67108863
    i32.const 3
    i32.rem_u
    local.get $p0
    i32.rotr
    i32.add
    local.set $a
    block $body
      i64.const -25
      local.get $n2
      i64.or
      i64.const -7971629844431888997
      i64.mul
      i32.wrap_i64
      f32.convert_i32_s
      local.set $p1
      local.get $p0
      i32.const 97
      i32.rem_u
      i32.const 122
      i32.eq
      br_if $body
      local.get $n0
      local.get $n1
      i64.shr_u
      f32.convert_i64_s
      local.set $p1
      local.get $a
      i32.extend8_s
      i32.extend16_s
      global.set $state_1
    end $body
  )
  (func $leaf_8 (type $signature_1) (param $p0 i64) (result f32)
    (local $a i32) (local $b i64) (local $t0 f64) (local $t1 f32) (local $t2 f32) (local $t3 f64) (local $n0 i64) (local $n1 i64)
    local.get $a
    local.get $a
    i32.shl
    local.set $a
    local.get $a
    local.get $a
    i32.shl
    local.get $a
    i32.or
    local.tee $a
    local.get $a
    local.get $a
    i32.shl
    i32.add
    local.set $a
    i32.const 0x36889c4d
    i32.const 0xff80
    i32.and
    f32.load offset=112
    local.set $t1
    local.get $a
    local.get $a
    i32.or
    i32.const 65528
    i32.and
    i32.load16_u
    global.set $state_0
    local.get $a
    i32.const 82
    i32.mul
    local.get $a
    i32.xor
    global.set $state_0
    local.get $a
    global.get $state_3
    i32.rotr
    local.get $a
    i32.gt_s
    f32.convert_i32_s
    local.set $t1
    ;; odd constant, full period
    f32.const -992.5
  )
  (func $leaf_4 (type $signature_4) (param $p0 i32) (result f64)
    (local $a i32)
    (local $b i64)
    (local $t0 i32)
    (local $t1 f32)
    (local $t2 i32)
    (local $n0 i64)
    (local $n1 i64)
    local.get $p0
    i32.const 65528
    i32.and
    i64.load32_u
    global.get $state_2
    global.get $state_2
    i64.const 4093
    i64.div_u
    local.get $b
    i64.eq
    select
    local.get $b
    i64.gt_s
    if
      global.get $state_2
      local.get $n1
      i32.const 16777215
      local.get $t2
      i32.gt_s
      select
      i64.extend16_s
      local.set $b
    end
    global.get $state_1
    local.get $p0
    i32.rotr
    local.set $t0
    local.get $p0
    local.get $a
    i32.shr_s
    local.get $p0
    i32.and
    i32.const 32256
    i32.and
    i32.load8_u offset=424
    i32.const 65528
    i32.and
    f32.load
    local.set $t1
    global.get $state_4
    return
  )
  (func $leaf_17 (param i64 f32 f32)
    (local i32 i64 i32 i64 i64 i64)
    local.get 5
    local.get 5
    i64.const 89
    local.get 4
    i64.ge_u
    select
    global.get 0
    i32.shr_s
    local.get 5
    i32.ne
    if
      local.get 8
      i64.const 7
      i64.and
      local.set 0
    end
    global.get 4
    global.get 4
    f64.max
    global.get 4
    f64.min
    global.set 4
    local.get 5
    i32.const 0x7f80
    i32.and
    i32.load8_s offset=112
    i32.const 65528
    i32.and
    i32.load16_u
    local.get 5
    i32.eq
    i32.const 65528
    i32.and
    local.get 3
    i32.const 0x7ff8
    i32.and
    i64.load16_s
    local.get 7
    i64.xor
    i64.ctz
    i64.store32
  )
  (func $leaf_16 (type $signature_5) (param $p0 i64) (param $p1 f32) (param $p2 f32)
    (local $a i32) (local $b i64) (local $t0 f64) (local $t1 i64) (local $t2 i32) (local $t3 f32) (local $n0 i64) (local $n1 i64) (local $n2 i64)
    local.get $n2
    local.get $n0
    i64.or
    f32.convert_i64_u
    f32.neg
    local.set $t3
    f64.const 121.0625
    f64.const 3476.0
    f64.add
    i32.trunc_sat_f64_s
    local.set $t2
    i64.const -4080580283386265495
    f32.convert_i64_u
    local.set $p1
    global.get $state_0
    i32.const 64512
    i32.and
    i32.load8_u offset=952
    i32.const 32760
    i32.and
    i64.load
    f32.convert_i64_s
    local.set $t3
    local.get $a
    local.get $t2
    local.get $a
    global.get $state_3
    i32.gt_s
    select
    i32.clz
    global.set $state_3
    i32.const 1173552157
    local.get $a
    i32.const -363504379
    local.get $a
    i32.ge_u
    select
    i32.ctz
    local.get $t2
    local.get $a
    i32.mul
    i32.or
    i32.const 32256
    i32.and
    i32.const 127
    i64.extend_i32_s
    global.get $state_2
    i64.rotr
    global.get $state_2
    i64.const 215
    i64.and
    i64.add
    i64.store offset=336
  )
  (func $leaf_7 (param $p0 f64) (param $p1 f32) (result f64)
    (local $a i32) (local $b i64) (local $t0 f64) (local $n0 i64)
    local.get $a
    i32.const 65528
    i32.and
    i32.load
    i32.const 32760
    i32.and
    i64.load8_u
    f64.convert_i64_s
    local.set $t0
    global.get $state_2
    f64.convert_i64_u
    local.set $t0
    local.get $n0
    i32.wrap_i64
    local.set $a
    global.get $state_3
    local.get $a
    i32.rotl
    i32.const 65528
    i32.and
    i64.load8_u
    local.get $b
    i64.eq
    if
      local.get $a
      local.get $a
      i32.sub
      i32.eqz
      global.get $state_0
      local.get $a
      i32.shl
      i32.shr_s
      local.set $a
    end
    global.get $state_0
    local.get $a
    i32.add
    i32.popcnt
    global.set $state_1
    global.get $state_0
    i32.const 210
    i32.rotl
    local.get $a
    i32.shr_s
    global.set $state_0
    global.get $state_4
  )
  (func $leaf_0 (type $signature_5) (param $p0 i64) (param $p1 f32) (param $p2 f32)
    (local $a i32) (local $b i64) (local $t0 f64) (local $t1 f64) (local $t2 i64) (local $n0 i64) (local $n1 i64)
    local.get $p0
    local.get $n1
    local.get $a
    local.get $a
    i32.eq
    select
    local.get $n0
    i64.add
    i64.eqz
    if (result i32)
      i32.const -0x59ddf001
      i32.const 0xfff8
      i32.and
      i32.load16_u
      i32.const 32256
      i32.and
      i32.load8_u offset=448
    else
      local.get $a
      i32.extend16_s
      local.get $a
      i32.xor
    end
    local.set $a
  )
  (func $stage_9 (type $signature_3) (param $p0 i32) (param $p1 f32)
    (local $a i32) (local $b i64) (local $n0 i64) (local $n1 i64) (local $n2 i64)
    block $body
      local.get $a
      i32.const 31744
      i32.and
      i64.load16_s offset=664
      i32.const 2
      call_indirect (type $signature_1)
      local.set $p1
      local.get $p0
      i32.const 2047
      i32.rotl
      global.get $state_1
      i32.rotr
      i32.const 149
      i32.eq
      i32.const 32760
      i32.and
      local.get $a
      global.get $state_1
      i32.shr_u
      i32.const 64512
      i32.and
      i32.load16_u offset=568
      local.get $p0
      i32.const 32760
      i32.and
      i32.load8_u
      i32.xor
      i32.store
      local.get $a
      local.get $p0
      i32.shl
      global.get $state_0
      i32.lt_u
      br_if $body
      block $outer
        local.get $p0
        local.get $a
        i32.shr_s
        i32.const 162
        i32.or
        i32.const -926324827
        i32.const 178
        i32.xor
        i32.add
        i32.const 32512
        i32.and
        i32.const -58
        local.get $p0
        i32.add
        global.get $state_1
        i32.add
        i32.const 65528
        i32.and
        i64.load
        i64.store offset=224
        local.get $a
        i32.const 31744
        i32.and
        i32.load offset=584
        local.get $a
        i32.ge_u
        br_if $outer
        local.get $n2
        i32.wrap_i64
        i32.const 64512
        i32.and
        i32.load8_u offset=960
        local.tee $p0
        i32.const -62
        local.get $p0
        i32.rotl
        i32.add
        local.set $a
      end
      i64.const 224
      local.get $b
      i64.const 4398046511103
      i64.const -7969304170814857831
      i64.eq
      select
      local.get $n1
      i64.mul
      f32.convert_i64_u
      local.set $p1
    end
  )
  (func $stage_19 (type $signature_5) (param $p0 i64) (param $p1 f32) (param $p2 f32)
    (local $a i32) (local $b i64) (local $t0 f32) (local $t1 i64) (local $t2 f32) (local $t3 f32) (local $n0 i64)
    block $outer
      block $body
        local.get $p0
        i32.wrap_i64
        br_table $body $outer
      end
      local.get $b
      local.get $t1
      i64.xor
      local.get $t1
      local.get $a
      i32.const -2061591603
      i32.shl
      i32.eqz
      select
      local.get $t1
      local.get $b
      i32.const 504325281
      local.get $a
      i32.eq
      select
      i64.rotl
      i32.wrap_i64
      local.set $a
      f64.const -74.625
      f64.trunc
      local.get $t0
      local.get $t2
      f32.add
      call $leaf_9
      drop
    end
    i64.const -19
    i32.wrap_i64
    global.get $state_3
    i32.or
    local.tee $a
    local.get $a
    i32.popcnt
    i32.add
    local.set $a
    local.get $b
    global.get $state_2
    i64.mul
    i64.const 190
    local.get $a
    local.get $a
    i32.shl
    local.get $a
    i32.le_s
    select
    drop
  )
  (func $leaf_9 (param $p0 f64) (param $p1 f32) (result f64)
    (local $a i32)
    (local $b i64)
    (local $t0 f32)
    (local $t1 i32)
    (local $t2 f64)
    (local $n0 i64)
    local.get $t1
    i32.const 32760
    i32.and
    i64.load
    local.get $n0
    i64.add
    i64.const 41
    i64.ne
    if (result i32)
      global.get $state_4
      i32.trunc_sat_f64_s
      i32.const 65528
      i32.and
      i32.load8_u
    else
      local.get $b
      i32.wrap_i64
      i32.const 65528
      i32.and
      i32.load8_s
    end
    local.set $a
    (; mixing step ;)
    f64.const 884.25
    return
  )
  (func $stage_6 (param $p0 i32) (result f64)
    (local $a i32)
    (local $b i64)
    (local $t0 f32)
    (local $t1 i32)
    (local $t2 f64)
    (local $n0 i64)
    (local $n1 i64)
    (local $n2 i64)
    i64.const 58
    i32.wrap_i64
    i32.extend8_s
    i32.const 65528
    i32.and
    local.get $n1
    local.get $n0
    i64.shl
    i64.popcnt
    i64.store16
    i32.const 201
    global.get $state_1
    i32.shl
    local.get $a
    i32.shr_s
    local.tee $p0
    global.get $state_0
    i32.extend16_s
    i32.add
    local.set $a
    local.get $n0
    i64.const 113
    i64.shl
    call $leaf_8
    local.set $t0
    local.get $n1
    local.get $b
    i64.shr_u
    local.get $n0
    i64.and
    local.get $n0
    i64.gt_s
    i32.const 32256
    i32.and
    local.get $p0
    i32.const 65528
    i32.and
    i32.load8_s
    local.get $t1
    i32.xor
    local.get $p0
    local.get $p0
    i32.and
    i32.add
    i32.store8 offset=464
    local.get $t2
  )
  (func $main
    (local $a i32) (local $c i32) (local $b i64) (local $d i64) (local $n0 i64) (local $n1 i64) (local $i i64)
    local.get $b
    i64.const 244
    i64.add
    f32.const -544.5
    f32.sqrt
    global.get $state_2
    f32.convert_i64_s
    call $stage_17
    i64.const 16777216
    local.set $i
    loop $body
      local.get $b
      i64.const 3323378019753088145
      i64.xor
      local.get $i
      local.get $i
      i64.const 63
      i64.and
      i64.eqz
      select
      local.set $b
      local.get $i
      i32.wrap_i64
      i32.const 1826579613
      i32.xor
      i32.const 65504
      i32.and
      local.get $i
      i64.const -1_634_640_268_675_509_767
      i64.xor
      i32.wrap_i64
      i32.const 32736
      i32.and
      i32.const 32
      memory.copy
      local.get $d
      local.get $i
      i32.wrap_i64
      i32.const 65528
      i32.and
      i64.load
      i64.add
      local.set $d
      (; mixing step ;)
      local.get $a
      local.get $i
      i32.wrap_i64
      i32.const 1424795847
      i32.xor
      i32.or
      local.set $a
      local.get $d
      local.get $i
      i64.const 8_461_066_350_344_194_503
      i64.xor
      i64.sub
      local.set $d
      local.get $i
      i64.const -7205214173872040963
      i64.xor
      i64.const 2449827021288451657
      i64.add
      i32.wrap_i64
      i32.const 65504
      i32.and
      local.get $i
      i32.wrap_i64
      i32.const 1114376781
      i32.xor
      i32.const 64279
      i32.rem_u
      i32.const 32
      memory.copy
      local.get $i
      i32.wrap_i64
      i32.const 605904471
      i32.xor
      i32.const 65472
      i32.and
      local.get $i
      i32.wrap_i64
      i32.const 64038
      i32.rem_u
      i32.const 64
      memory.copy
      local.get $i
      i32.wrap_i64
      i32.const 65528
      i32.and
      local.get $d
      i64.store
      local.get $i
      i64.const 1
      i64.sub
      local.tee $i
      i64.const 0
      i64.ne
      br_if $body
    end
    i32.const 552
    i32.const 32512
    i32.and
    local.get $b
    local.get $d
    local.get $a
    i64.extend_i32_u
    i64.xor
    i64.add
    i64.store offset=240
    i32.const 552
    local.get $c
    i32.store16 offset=1024
    local.get $a
    local.get $c
    i32.shl
    global.get $state_0
    i32.or
    local.tee $a
    local.get $c
    local.get $a
    i32.or
    i32.add
    local.set $a
    block $again
      ;; keeps the accumulator alive
      i64.const 3
      local.set $n1
      loop $skip
        local.get $c
        f64.convert_i32_s
        global.get $state_4
        f64.max
        global.set $state_4
        f32.const -18.375
        i64.trunc_sat_f32_u
        i64.const 1021
        i64.div_u
        global.set $state_2
        local.get $a
        local.get $a
        i32.add
        local.get $a
        i32.xor
        global.get $state_1
        local.get $c
        i32.xor
        i32.sub
        i32.const 32760
        i32.and
        global.get $state_2
        i32.wrap_i64
        global.get $state_0
        i32.xor
        i32.const 97
        i32.div_u
        i32.store16
        local.get $b
        i64.ctz
        local.set $d
        local.get $n1
        i64.const 1
        i64.sub
        local.tee $n1
        i64.const 0
        i64.ne
        br_if $skip
      end
    end $again
    local.get $b
    local.get $d
    i64.add
    local.get $d
    i64.const 227
    i32.wrap_i64
    local.get $c
    i32.le_s
    select
    local.set $d
    local.get $b
    i32.wrap_i64
    f32.const -34.0
    f32.const 125.375
    f32.add
    call $stage_9
    i32.const -1
    f64.convert_i32_s
    call $stage_11
    local.get $a
    local.get $c
    local.get $c
    local.get $a
    i32.ne
    select
    local.get $a
    f32.convert_i32_u
    call $stage_4
    i32.const 0
    call $proc_exit
  )
  (func $leaf_1 (param $p0 i64) (param $p1 f32) (param $p2 f32)
    (local $a i32)
    (local $b i64)
    (local $n0 i64)
    block $outer
      block $body
        global.get $state_2
        local.get $n0
        i64.lt_u
        br_table $body $outer
      end
      local.get $p2
      local.get $p1
      f32.add
      f32.neg
      local.get $p1
      f32.mul
      local.get $p2
      f32.max
      local.set $p2
    end
    local.get $a
    local.get $a
    i32.rotr
    i32.const 3
    i32.rem_u
    f32.convert_i32_s
    local.get $p1
    f32.sub
    local.set $p1
    block $skip
      local.get $a
      i32.const 32760
      i32.and
      i32.load16_u
      i32.const 31744
      i32.and
      i32.load16_u offset=616
      local.tee $a
      global.get $state_1
      global.get $state_1
      i32.rotl
      i32.add
      local.set $a
      i64.const 137438953471
      i64.const 76
      i64.rotr
      i32.wrap_i64
      global.set $state_3
      local.get $a
      i32.const 65521
      i32.div_u
      local.get $a
      i32.eq
      br_if $skip
      i64.const 44
      local.get $b
      i64.ne
      local.get $a
      i32.shr_s
      local.tee $a
      local.get $p0
      i32.wrap_i64
      i32.add
      local.set $a
    end
  )
  (func $stage_11 (param $p0 f64)
    (local $a i32)
    (local $b i64)
    (local $t0 f32)
    (local $t1 f32)
    (local $t2 i64)
    (local $n0 i64)
    (local $n1 i64)
    (local $n2 i64)
    local.get $n2
    i64.const 134217727
    i64.shr_u
    local.get $n1
    i64.xor
    local.get $n2
    local.get $t2
    i64.and
    i64.sub
    local.get $n0
    local.get $b
    local.get $t2
    i64.eqz
    select
    i64.const 7
    i64.div_u
    i64.or
    local.set $t2
    local.get $a
    i32.const 32512
    i32.and
    f32.load offset=152
    global.get $state_2
    local.get $t2
    i64.or
    call $leaf_5
    local.set $t1
    (; bounded window (; not reached from _start ;) ;)
    local.get $a
    i32.const 65280
    i32.and
    i32.load offset=144
    local.get $a
    i32.and
    global.get $state_2
    local.get $b
    i64.ne
    i32.xor
    i32.const 65528
    i32.and
    local.get $a
    i32.const 65528
    i32.and
    i32.load8_u
    local.get $a
    i32.rotr
    local.get $p0
    i32.trunc_sat_f64_s
    i32.sub
    i32.store8
  )
  (func $stage_18 (param $p0 i32) (param $p1 f32)
    (local $a i32)
    (local $b i64)
    (local $t0 i64)
    (local $t1 f64)
    (local $t2 i64)
    (local $n0 i64)
    local.get $p0
    local.get $p0
    i32.xor
    local.get $a
    i32.const 8191
    i32.const 0xfc00
    i32.and
    i64.load offset=528
    i64.const 0x3ffffffffffff
    i64.ne
    select
    i32.const 32760
    i32.and
    i64.const -9070889882782068863
    local.get $t2
    i64.shr_u
    local.get $t2
    i64.mul
    i64.store32
    local.get $t0
    local.get $t2
    i64.xor
    i32.wrap_i64
    i32.const 65528
    i32.and
    local.get $a
    i32.const 64512
    i32.and
    i32.load8_u offset=752
    local.get $a
    i32.shl
    i32.store8
    block $again
      i64.const 4
      local.set $n0
      loop $body
        block $outer
          global.get $state_0
          i64.extend_i32_u
          local.get $b
          i64.xor
          local.get $b
          i64.gt_s
          if (result i32)
            local.get $p0
            i32.const 0xffffff
            local.get $a
            local.get $p0
            i32.le_s
            select
            i32.const 0xfff8
            i32.and
            i32.load8_u
          else
            i32.const 1220435971
            i32.const 32760
            i32.and
            i32.load8_u
            local.get $a
            i32.sub
          end
          local.set $a
          local.get $p0
          local.get $p0
          i32.sub
          i32.const -0x4d9dd26f
          i32.ge_u
          br_if $outer
          local.get $n0
          local.get $t0
          i64.xor
          i64.extend16_s
          i64.eqz
          if
            local.get $t0
            i64.const 57
            local.get $t2
            local.get $t2
            i64.eq
            select
            global.get $state_2
            i64.sub
            f32.convert_i64_u
            local.set $p1
            local.get $t2
            i64.const 8388607
            i64.xor
            i32.wrap_i64
            f32.convert_i32_u
            local.set $p1
          end
        end
        (; not reached from _start ;)
        local.get $p0
        local.get $p0
        global.get $state_2
        local.get $n0
        i64.lt_u
        select
        local.get $p0
        i32.rotl
        global.set $state_1
        ;; keeps the accumulator alive
        block $skip
          global.get $state_3
          i32.popcnt
          local.get $p0
          i32.add
          global.get $state_0
          i32.const 0x3fffffff
          i32.xor
          i32.rotr
          i32.const 0xfc00
          i32.and
          i32.const 238
          i32.const 131071
          i32.and
          local.get $p0
          i32.rotr
          local.get $a
          i32.const 3
          i32.xor
          i32.add
          i32.store16 offset=832
          local.get $a
          i32.const 65528
          i32.and
          i64.load32_u
          local.get $b
          i64.le_s
          br_if $skip
          local.get $a
          local.get $a
          i32.xor
          local.get $a
          i32.rotr
          local.set $p0
          local.get $a
          local.get $p0
          i32.shl
          i32.const 0x7ff8
          i32.and
          local.get $a
          global.get $state_1
          local.get $p0
          local.get $a
          i32.le_s
          select
          i32.store
        end
        local.get $n0
        i64.const 1
        i64.sub
        local.tee $n0
        i64.const 0
        i64.ne
        br_if $body
      end
    end
  )
  (func $mix (param $x i32) (param $y i32) (result i32)
    local.get $x
    local.get $y
    i32.add
    i32.const 218093943
    i32.sub
  )
  (func $stage_17 (param $p0 i64) (param $p1 f32) (param $p2 f32)
    (local $a i32)
    (local $b i64)
    (local $t0 i32)
    (local $t1 f64)
    (local $t2 i64)
    (local $t3 i32)
    (local $n0 i64)
    block $outer
      block $body
        local.get $t0
        local.get $t0
        i32.and
        br_table $outer $body $body
      end
      local.get $p0
      local.get $n0
      i64.xor
      local.set $p0
    end
    local.get $t2
    i64.const 2199023255551
    i64.and
    local.get $n0
    i64.xor
    drop
  )
  (func $leaf_15 (param $p0 i32) (result f64)
    (local $a i32)
    (local $b i64)
    (local $t0 f32)
    (local $n0 i64)
    (; not reached from _start ;)
    local.get $p0
    local.get $a
    i32.sub
    local.set $p0
    block $outer
      block $body
        local.get $a
        i32.extend8_s
        br_table $outer $body $outer
      end $body
      i64.const 174
      local.get $b
      i64.lt_u
      local.get $p0
      local.get $a
      i32.extend16_s
      local.get $a
      i32.le_s
      select
      local.get $p0
      local.get $p0
      i32.rotr
      i32.and
      local.set $p0
      local.get $t0
      i32.trunc_sat_f32_s
      local.get $p0
      i32.rotr
      local.tee $p0
      global.get $state_4
      i32.trunc_sat_f64_s
      i32.add
      local.set $a
    end $outer
    local.get $a
    i32.const 32256
    i32.and
    i32.load16_u offset=448
    i32.const 65528
    i32.and
    i32.load8_s
    local.set $a
    f64.const 40.75
    return
  )
  (func $stage_14 (type $signature_5) (param $p0 i64) (param $p1 f32) (param $p2 f32)
    (local $a i32)
    (local $b i64)
    (local $t0 f64)
    (local $n0 i64)
    (local $n1 i64)
    (local $n2 i64)
    local.get $n0
    f64.convert_i64_u
    local.get $t0
    f64.add
    global.get $state_4
    f64.min
    local.set $t0
    global.get $state_3
    i32.const 7
    i32.div_u
    local.get $a
    i32.eq
    local.set $a
    local.get $a
    global.get $state_1
    i32.xor
    local.get $a
    i32.or
    i32.const 4093
    i32.div_u
    i32.const 65528
    i32.and
    local.get $n2
    local.get $b
    i64.shr_u
    i32.wrap_i64
    local.get $a
    global.get $state_0
    i32.rotl
    i32.add
    i32.store
  )
  (func $leaf_12 (type $signature_5) (param $p0 i64) (param $p1 f32) (param $p2 f32)
    (local $a i32)
    (local $b i64)
    (local $n0 i64)
    local.get $a
    global.get $state_0
    i32.and
    i32.const 32760
    i32.and
    i32.load8_s
    global.get $state_0
    local.get $a
    i32.add
    i32.xor
    i32.const 65528
    i32.and
    i32.load8_u
    local.set $a
    block $outer
      block $body
        local.get $b
        i32.wrap_i64
        br_table $body $body $outer
      end
      i32.const -501737521
      i32.const 4093
      i32.rem_u
      local.get $a
      i32.add
      local.set $a
    end
  )
  (func $leaf_3 (type $signature_1) (param $p0 i64) (result f32)
    (local $a i32) (local $b i64) (local $t0 i64) (local $t1 f64) (local $n0 i64) (local $n1 i64)
    global.get $state_2
    local.get $n1
    i64.xor
    local.set $t0
    i64.const 56
    local.get $b
    i64.shr_s
    local.set $t0
    local.get $t0
    local.get $b
    i64.sub
    i32.wrap_i64
    i32.const 65528
    i32.and
    local.get $n1
    i64.const -5956661154164996963
    i64.mul
    local.get $t0
    i64.add
    i64.store16
    local.get $a
    i64.extend_i32_s
    global.get $state_2
    i64.add
    local.get $n1
    i64.le_s
    if
      local.get $n1
      local.get $n1
      i64.xor
      i64.extend16_s
      local.set $t0
    end
    local.get $a
    i32.const 65528
    i32.and
    i64.load32_u
    f64.convert_i64_u
    local.set $t1
    local.get $t0
    local.get $t0
    i64.add
    i32.wrap_i64
    i32.eqz
    if
      block $outer
        block $body
          i32.const 191
          i32.const 65528
          i32.and
          i32.load
          br_table $outer $outer
        end
        local.get $a
        f64.convert_i32_s
        f64.const -235.0
        f64.sub
        local.set $t1
        i32.const -79911401
        i32.const 31
        i32.shr_s
        i32.const 65528
        i32.and
        local.get $p0
        i32.wrap_i64
        i32.store
      end
      block $skip
        local.get $t0
        local.get $t0
        i64.or
        local.get $p0
        i64.xor
        i64.eqz
        if
          global.get $state_3
          i32.const -1358355609
          i32.rotl
          local.get $a
          i32.eq
          global.set $state_1
        end
        global.get $state_3
        local.get $a
        local.get $t0
        global.get $state_2
        i64.lt_u
        select
        local.get $a
        i32.lt_u
        br_if $skip
        local.get $n0
        i32.wrap_i64
        i32.const 32760
        i32.and
        local.get $n1
        local.get $b
        i64.add
        i64.store
        local.get $t1
        f64.const 934.5
        f64.mul
        i32.trunc_sat_f64_u
        i64.const 198
        i32.wrap_i64
        i32.or
        i32.const 32640
        i32.and
        global.get $state_2
        local.get $t0
        i64.xor
        i32.wrap_i64
        global.get $state_0
        i32.ctz
        i32.rotr
        i32.store8 offset=72
      end $skip
    end
    f32.const -1114.0
    return
  )
  (func $leaf_5 (type $signature_0) (param $p0 f32) (param $p1 i64) (result f32)
    (local $a i32)
    (local $b i64)
    (local $n0 i64)
    global.get $state_3
    local.get $a
    i32.sub
    i32.const 0xfff1
    i32.div_u
    global.get $state_1
    local.get $a
    i64.extend_i32_u
    local.get $p1
    i64.and
    local.get $b
    i64.le_s
    select
    local.set $a
    local.get $n0
    global.get $state_2
    i64.xor
    local.get $n0
    local.get $a
    i32.const 0x61
    i32.div_u
    local.get $a
    i32.le_s
    select
    local.get $n0
    i64.le_s
    if (result i32)
      local.get $b
      i32.wrap_i64
      local.get $a
      i32.rotr
    else
      global.get $state_2
      local.get $b
      i64.shr_s
      i64.eqz
    end
    local.set $a
    f32.const -19.9375
  )
  (func $stage_4 (type $signature_3) (param $p0 i32) (param $p1 f32)
    (local $a i32)
    (local $b i64)
    (local $t0 f32)
    (local $t1 f64)
    (local $n0 i64)
    local.get $t1
    local.get $t1
    f64.max
    global.get $state_2
    f32.convert_i64_s
    i32.const 3
    call_indirect (type $signature_2)
    local.set $t1
    local.get $p0
    local.get $a
    i32.xor
    local.get $p0
    i32.rotl
    i32.const 65528
    i32.and
    i64.const 1552830297447864197
    local.get $b
    local.get $p0
    i32.const 499736353
    i32.le_s
    select
    i32.wrap_i64
    i32.store16
    block $body
      local.get $t0
      f32.const -116.0
      f32.min
      i64.const 2148341851370615745
      local.get $n0
      i64.xor
      call $leaf_18
      local.set $p1
      ;; (unbalanced on purpose
      local.get $b
      i64.const 97
      i64.rem_u
      i64.const 148
      i64.gt_s
      br_if $body
      local.get $b
      global.get $state_2
      i64.and
      i64.extend16_s
      i32.wrap_i64
      local.set $a
    end
    i32.const 33554431
    local.get $a
    i32.sub
    global.get $state_1
    i32.shr_s
    i32.const 32760
    i32.and
    local.get $b
    local.get $b
    i64.rotl
    local.get $b
    i64.shl
    i64.store32
  )
  (func $stage_12 (type $signature_2) (param $p0 f64) (param $p1 f32) (result f64)
    (local $a i32) (local $b i64) (local $t0 f32) (local $t1 i32) (local $n0 i64) (local $n1 i64) (local $n2 i64)
    local.get $t1
    local.get $t1
    i32.rotr
    local.get $a
    i32.sub
    local.get $a
    i32.const 32760
    i32.and
    i32.load16_u
    i32.shl
    local.set $t1
    local.get $p1
    local.get $p1
    f32.mul
    local.set $p1
    local.get $t1
    f32.convert_i32_u
    global.get $state_2
    local.get $b
    i64.xor
    call $leaf_14
    local.set $t0
    local.get $p0
  )
  (func $stage_10 (type $signature_2) (param $p0 f64) (param $p1 f32) (result f64)
    (local $a i32) (local $b i64) (local $t0 i64) (local $t1 f32) (local $t2 f64) (local $t3 i32) (local $n0 i64) (local $n1 i64) (local $n2 i64)
    local.get $a
    i32.const 7
    i32.rem_u
    i32.popcnt
    global.set $state_1
    i64.const -3_098_799_153_228_632_675
    local.get $t0
    i64.rotl
    i64.const 63
    i64.rotr
    global.set $state_2
    local.get $b
    local.get $n1
    i64.xor
    i64.const -17
    i64.rotl
    i32.wrap_i64
    local.set $t3
    local.get $t2
  )
  (func $stage_0 (param $p0 f64) (param $p1 f32) (result f64)
    (local $a i32) (local $b i64) (local $t0 f32) (local $t1 f64) (local $t2 i32) (local $n0 i64) (local $n1 i64)
    local.get $t2
    global.get $state_1
    i32.add
    local.get $a
    i32.xor
    i32.const 32760
    i32.and
    global.get $state_2
    global.get $state_2
    i64.add
    local.get $n0
    i64.xor
    i64.store
    local.get $a
    local.get $a
    i32.xor
    i32.const -57
    i32.and
    local.get $a
    i32.eq
    if
      local.get $p0
      local.get $t1
      f64.min
      f64.const -111.9375
      f64.sub
      global.set $state_4
      local.get $a
      i32.const 524287
      i32.mul
      local.get $t2
      i32.shl
      i32.const 31744
      i32.and
      local.get $b
      local.get $n1
      i64.eq
      i32.const 97
      i32.rem_u
      i32.store16 offset=960
    else
      block $outer
        i64.const 8
        local.set $n1
        loop $body
          local.get $t2
          i32.const 65528
          i32.and
          f64.load
          local.get $t1
          f64.mul
          global.set $state_4
          local.get $a
          global.get $state_1
          i32.shl
          i32.ctz
          i32.const 32760
          i32.and
          local.get $n1
          i32.wrap_i64
          i32.const 65528
          i32.and
          i32.load16_u
          i32.store
          local.get $a
          global.get $state_0
          i32.shr_u
          i32.clz
          local.get $t2
          i32.lt_u
          if (result i32)
            local.get $a
            local.get $a
            i32.xor
            local.get $t2
            i32.rotl
          else
            ;; mixing step
            local.get $n0
            i32.wrap_i64
            local.get $t2
            i32.and
          end
          local.set $t2
          local.get $t2
          i32.const 32760
          i32.and
          f64.load
          global.get $state_4
          f64.min
          local.set $p0
          local.get $n1
          i64.const 1
          i64.sub
          local.tee $n1
          i64.const 0
          i64.ne
          br_if $body
        end
      end
    end
    local.get $t1
  )
  (func $stage_3 (param $p0 i32) (param $p1 f32)
    (local $a i32) (local $b i64) (local $t0 i64) (local $n0 i64)
    ;; odd constant, full period
    local.get $p0
    i32.const 0x1f5ebbbb
    i32.ne
    call $leaf_4
    drop
    block $outer
      block $body
        global.get $state_2
        i32.wrap_i64
        br_table $body $outer $body $outer
      end
      block $again
        i64.const 0x5
        local.set $n0
        loop $skip
          local.get $a
          i64.extend_i32_u
          global.get $state_2
          i64.sub
          local.get $n0
          i64.const 65521
          i64.rem_u
          i64.and
          local.get $a
          i32.clz
          i32.const 0x7ff8
          i32.and
          i64.load8_u
          i64.mul
          local.set $b
          local.get $a
          i32.const 0x3904b943
          i32.rotr
          local.get $a
          i32.add
          local.set $p0
          local.get $b
          i32.wrap_i64
          local.get $p0
          i32.xor
          global.set $state_0
          local.get $n0
          i64.const 1
          i64.sub
          local.tee $n0
          i64.const 0x0
          i64.ne
          br_if $skip
        end
      end
    end
  )
  (func $stage_8 (type $signature_7) (param $p0 f64)
    (local $a i32)
    (local $b i64)
    (local $t0 i32)
    (local $t1 f32)
    (local $t2 f32)
    (local $n0 i64)
    (local $n1 i64)
    (local $n2 i64)
    local.get $n2
    local.get $n2
    i64.xor
    i64.const 6727486624041413941
    i64.shl
    i64.extend8_s
    local.set $b
    local.get $a
    global.get $state_1
    i32.add
    local.get $t0
    i32.shl
    local.tee $a
    i32.const 551519075
    i32.const 32512
    i32.and
    i32.load16_u offset=184
    i32.add
    local.set $a
    local.get $a
    local.get $a
    i32.and
    local.get $a
    i32.le_s
    f64.convert_i32_s
    local.set $p0
    block $outer
      i64.const 18
      local.set $n2
      loop $body
        local.get $t1
        local.get $t2
        f32.min
        local.set $t2
        local.get $t0
        local.get $t0
        i32.rotr
        global.get $state_1
        i32.rotr
        local.get $a
        i32.const -0x34adbd15
        i32.and
        i32.add
        local.set $t0
        i64.const -5
        local.get $b
        i64.shr_u
        global.get $state_2
        i64.xor
        i32.wrap_i64
        i32.const 32760
        i32.and
        global.get $state_0
        local.get $t0
        i32.xor
        local.get $a
        local.get $a
        local.get $a
        i32.rotr
        i32.const -0x39
        i32.gt_s
        select
        local.get $t0
        local.get $t0
        i32.xor
        i32.xor
        i32.store
        local.get $t0
        f32.convert_i32_u
        local.get $t2
        f32.mul
        local.set $t2
        local.get $n2
        i64.const 0x1
        i64.sub
        local.tee $n2
        i64.const 0x0
        i64.ne
        br_if $body
      end
    end
  )
  (func $leaf_2 (param $p0 f32) (param $p1 i64) (result f32)
    (local $a i32)
    (local $b i64)
    (local $t0 f64)
    (local $t1 i32)
    (local $t2 i64)
    (local $n0 i64)
    (local $n1 i64)
    (local $n2 i64)
    i64.const 52
    local.get $n1
    i64.and
    i32.wrap_i64
    i32.const 65528
    i32.and
    local.get $a
    i32.const 65528
    i32.and
    i64.load
    local.get $n0
    i64.shr_s
    i64.store
    local.get $t2
    i64.const -46
    i64.shr_s
    global.get $state_2
    i64.xor
    local.get $a
    i32.const 32512
    i32.and
    i64.load8_u offset=248
    i64.and
    i64.const 7
    i64.rem_u
    local.set $b
    local.get $t0
    i64.trunc_sat_f64_s
    local.set $t2
    local.get $t2
    i64.const 511
    i64.shl
    local.get $b
    local.get $t1
    i32.const 91
    local.get $p1
    local.get $n2
    i64.ne
    select
    local.get $t1
    i32.ne
    select
    i64.eqz
    if
      i32.const -1076398495
      i64.extend_i32_s
      i64.eqz
      local.get $t1
      local.get $a
      i32.xor
      i32.xor
      i32.const 32760
      i32.and
      f64.load
      local.set $t0
    end
    local.get $p0
  )
  (func $stage_1 (param $p0 f64) (param $p1 i32) (result f32)
    (local $a i32)
    (local $b i64)
    (local $t0 i32)
    (local $t1 i64)
    (local $n0 i64)
    (local $n1 i64)
    local.get $a
    local.get $t0
    i32.shr_s
    local.get $p1
    i32.xor
    i32.const 64512
    i32.and
    i32.load16_u offset=960
    i32.const 32760
    i32.and
    local.get $p1
    local.get $a
    i32.rotr
    local.get $t0
    i32.mul
    i32.const 32760
    i32.and
    i32.load8_s
    i32.store16
    ;; not reached from _start
    i64.const 183
    local.get $n1
    i64.add
    local.get $b
    i64.or
    global.set $state_2
    global.get $state_1
    local.get $t0
    i32.sub
    local.get $t0
    i32.mul
    global.get $state_3
    i32.const 1590785979
    local.get $t1
    i64.const -45
    i64.eq
    select
    i32.shl
    local.set $a
    f32.const 1620.0
  )
  (func $leaf_14 (type $signature_0) (param $p0 f32) (param $p1 i64) (result f32)
    (local $a i32)
    (local $b i64)
    (local $t0 f64)
    (local $n0 i64)
    (local $n1 i64)
    i32.const 80
    i32.ctz
    i32.const 65528
    i32.and
    local.get $a
    i32.clz
    i32.store16
    block $outer
      block $body
        local.get $a
        local.get $a
        global.get $state_2
        local.get $n1
        i64.eq
        select
        br_table $body $body $body
      end
      global.get $state_1
      local.get $a
      i32.sub
      local.get $a
      i32.xor
      i64.extend_i32_u
      global.get $state_2
      i64.const 4093
      i64.rem_u
      local.get $b
      i64.add
      i64.shr_u
      local.set $p1
    end
    local.get $p0
    return
  )
  (func $leaf_13 (type $signature_5) (param $p0 i64) (param $p1 f32) (param $p2 f32)
    (local $a i32)
    (local $b i64)
    (local $n0 i64)
    i32.const 780131057
    local.get $a
    global.get $state_1
    i32.const 695437597
    i32.ge_u
    select
    local.get $a
    local.get $a
    i32.const 65528
    i32.and
    i32.load8_u
    i32.eqz
    select
    local.get $a
    i32.const 22
    i32.mul
    i32.shr_u
    i32.const 65528
    i32.and
    i32.load8_u
    local.set $a
    global.get $state_1
    local.get $a
    i32.or
    local.get $a
    i32.shr_u
    local.get $a
    local.get $a
    i32.mul
    i32.xor
    i32.const 32760
    i32.and
    i64.const 108
    i64.const 97
    i64.div_u
    local.get $p0
    i64.shr_s
    local.get $p0
    local.get $a
    local.get $a
    i32.and
    i64.extend_i32_s
    local.get $p0
    i64.ge_u
    select
    i64.store32
  )
  (func $stage_5 (param $p0 i32) (param $p1 f32)
    (local $a i32)
    (local $b i64)
    (local $t0 i32)
    (local $t1 i64)
    (local $t2 i64)
    (local $n0 i64)
    i32.const -595830717
    f64.convert_i32_u
    local.get $p1
    local.get $p1
    f32.min
    i32.const 0
    call_indirect (type $signature_2)
    drop
    local.get $a
    i32.const 65280
    i32.and
    i32.load8_s offset=200
    i32.const 65024
    i32.and
    i64.load32_u offset=416
    i32.wrap_i64
    i32.const 32760
    i32.and
    local.get $t0
    i32.const 31
    i32.mul
    i32.const 77
    i32.and
    f64.const -265.5
    i32.trunc_sat_f64_s
    i32.shr_s
    i32.store8
  )
  (func $leaf_10 (param $p0 f64) (param $p1 f32) (result f64)
    (local $a i32)
    (local $b i64)
    (local $t0 i32)
    (local $n0 i64)
    (local $n1 i64)
    (local $n2 i64)
    block $body
      local.get $n1
      i32.wrap_i64
      i32.const 31744
      i32.and
      local.get $n0
      local.get $b
      i64.add
      i64.store32 offset=880
      local.get $b
      i32.wrap_i64
      i32.const 127
      i32.lt_u
      br_if $body
      block $skip
        i64.const 11
        local.set $n2
        loop $outer
          local.get $t0
          i32.const 65528
          i32.and
          i32.load8_s
          i32.const 65528
          i32.and
          i32.load16_u
          i32.const 32760
          i32.and
          local.get $n0
          local.get $n0
          i64.rotr
          local.get $b
          i64.xor
          i64.store32
          local.get $n2
          i64.const 1
          i64.sub
          local.tee $n2
          i64.const 0
          i64.ne
          br_if $outer
        end
      end
    end
    local.get $p0
  )
  (func $leaf_11 (type $signature_3)
    (local i32 i64 i64 i64)
    global.get 4
    global.get 4
    f64.max
    i64.trunc_sat_f64_s
    global.set 2
    global.get 4
    global.get 4
    f64.add
    f64.const -912.0
    f64.mul
    global.set 4
    global.get 0
    i32.const 32760
    i32.and
    i64.load32_u
    local.set 3
    local.get 0
    i32.const 3
    i32.div_u
    i32.const 4093
    i32.rem_u
    local.set 0
    i32.const 0
    if
      unreachable
    end
    global.get 2
    i64.const -256537184353486567
    i64.or
    local.get 3
    i64.xor
    global.set 2
    local.get 3
    i32.wrap_i64
    i64.extend_i32_u
    global.set 2
    block
      local.get 4
      i32.wrap_i64
      local.get 2
      i32.add
      local.get 2
      i32.ge_u
      if
        block
          global.get 4
          i32.trunc_sat_f64_u
          i32.const 213
          i32.mul
          i32.const 31744
          i32.and
          i32.const 33554431
          i32.const 65408
          i32.and
          i32.load16_u offset=112
          local.get 0
          i32.xor
          i32.store16 offset=984
          local.get 2
          i32.popcnt
          i32.const 65528
          i32.and
          local.get 3
          local.get 3
          i64.shl
          i64.store
          local.get 0
          local.get 0
          i32.xor
          local.get 0
          i32.gt_s
          br_if 0
          local.get 2
          global.get 3
          i32.add
          local.get 2
          i32.xor
          local.get 2
          local.get 0
          i32.add
          i32.xor
          local.set 2
        end
      end
      local.get 0
      i32.const 1
      i32.mul
      i32.const 32767
      i32.ge_u
      br_if 0
      local.get 2
      i32.const 64512
      i32.and
      i32.load offset=632
      i32.const 65472
      i32.and
      i64.load16_s offset=40
      i64.const -4485662920845962055
      i64.ge_u
      if
        local.get 0
        i32.const 65528
        i32.and
        i32.load
        i32.const 65528
        i32.and
        i32.load8_s
        local.get 0
        i32.eqz
        i32.sub
        local.set 2
      else
        i32.const -1337682177
        local.get 0
        i32.shr_s
        i32.const 97
        i32.div_u
        local.get 3
        i32.wrap_i64
        i32.mul
        local.set 2
      end
      local.get 2
      local.get 0
      i32.add
      global.get 3
      i64.const -55
      i64.extend8_s
      local.get 4
      i64.lt_u
      select
      local.get 2
      i32.gt_s
      if
        i32.const 2097151
        local.get 0
        i32.xor
        local.get 0
        i32.mul
        global.set 3
      else
        local.get 3
        i64.clz
        i64.ctz
        drop
      end
    end
  )
  (func $leaf_6 (param $p0 f64) (param $p1 i32) (result f32)
    (local $a i32)
    (local $b i64)
    (local $t0 f32)
    (local $t1 f32)
    (local $t2 f64)
    (local $n0 i64)
    (local $n1 i64)
    (local $n2 i64)
    local.get $p1
    i32.const 3
    i32.rem_u
    i32.const 32760
    i32.and
    f64.load
    f64.const -380.5
    f64.sub
    f64.neg
    local.set $p0
    block $outer
      i64.const 0x15
      local.set $n2
      loop $body
        local.get $n0
        i32.wrap_i64
        local.get $a
        i32.add
        global.set $state_3
        global.get $state_2
        local.get $n0
        i64.or
        i32.wrap_i64
        i32.popcnt
        i32.const 0xfff8
        i32.and
        i32.const -0x3e43c105
        i32.const 65528
        i32.and
        i32.load8_s
        i32.const 32760
        i32.and
        i64.load
        local.get $n1
        i64.const 0x7
        i64.rem_u
        i64.rotl
        i64.store16
        global.get $state_4
        global.get $state_4
        f64.sub
        local.set $p0
        local.get $n2
        i64.const 1
        i64.sub
        local.tee $n2
        i64.const 0
        i64.ne
        br_if $body
      end $body
    end
    (; see the round before; same as above ;)
    local.get $t1
  )
  (func $stage_2 (type $signature_5) (param $p0 i64) (param $p1 f32) (param $p2 f32)
    (local $a i32) (local $b i64) (local $t0 i64) (local $t1 i64) (local $t2 f32) (local $t3 i64) (local $n0 i64) (local $n1 i64) (local $n2 i64)
    global.get $state_0
    global.get $state_3
    i32.xor
    local.get $a
    i32.mul
    i32.const 32760
    i32.and
    local.get $a
    i32.const 32760
    i32.and
    i64.load8_u
    local.get $p0
    i64.add
    i64.store32
    block $again
      i64.const 11
      local.set $n2
      loop $body
        block $skip
          i64.const 9
          local.set $n1
          loop $outer
            global.get $state_2
            local.get $t3
            i64.xor
            f64.convert_i64_u
            global.set $state_4
            local.get $n1
            i64.const 1
            i64.sub
            local.tee $n1
            i64.const 0
            i64.ne
            br_if $outer
          end
        end
        local.get $n2
        i64.const 1
        i64.sub
        local.tee $n2
        i64.const 0
        i64.ne
        br_if $body
      end $body
    end
  )
  (func $stage_13 (type $signature_0) (param $p0 f32) (param $p1 i64) (result f32)
    (local $a i32)
    (local $b i64)
    (local $t0 i32)
    (local $t1 f32)
    (local $t2 i32)
    (local $n0 i64)
    (local $n1 i64)
    (local $n2 i64)
    f32.const -191.125
    f32.floor
    local.get $p0
    f32.max
    local.set $t1
    local.get $n2
    f32.convert_i64_s
    local.set $p0
    local.get $t2
    i32.const 5
    i32.rotl
    local.get $t2
    i32.rotr
    i32.const -55
    local.get $t0
    i32.xor
    i32.mul
    i32.const 65280
    i32.and
    i64.const 246
    local.get $b
    i64.and
    i64.const 1_513_838_429_064_407_697
    i64.shr_u
    local.get $b
    i64.const 1021
    i64.rem_u
    i64.add
    i64.store offset=168
    (; stage boundary ;)
    block $outer
      i64.const 5
      local.set $n2
      loop $body
        i32.const -83298985
        i64.extend_i32_u
        i32.wrap_i64
        i32.const 64512
        i32.and
        i32.load16_u offset=704
        local.set $t2
        local.get $n2
        i64.const 1
        i64.sub
        local.tee $n2
        i64.const 0
        i64.ne
        br_if $body
      end
    end
    local.get $p0
  )
  (func $leaf_18 (param $p0 f32) (param $p1 i64) (result f32)
    (local $a i32) (local $b i64) (local $t0 i64) (local $t1 f32) (local $t2 i64) (local $n0 i64)
    local.get $a
    i64.extend_i32_s
    f32.convert_i64_u
    local.set $t1
    block $body
      i32.const 0
      if
        unreachable
      end
      f32.const -3685.0
      f32.floor
      local.set $p0
      local.get $n0
      local.get $n0
      i64.add
      i64.const 0x330915ea2582e68b
      i64.lt_u
      br_if $body
      local.get $a
      local.get $a
      i32.rotl
      local.set $a
      local.get $p1
      i64.const 854310431621464933
      i64.add
      global.get $state_2
      i64.shr_u
      local.get $t2
      i64.const 65521
      i64.div_u
      i64.and
      local.set $t2
    end
    f32.const -887.0
  )
  (func $stage_7 (param $p0 f32) (param $p1 i64) (result f32)
    (local $a i32) (local $b i64) (local $t0 i32) (local $t1 f32) (local $t2 f64) (local $n0 i64) (local $n1 i64)
    i32.const 0
    if
      unreachable
    end
    (; (unbalanced on purpose ;)
    local.get $p1
    i64.eqz
    i32.const 0xfff8
    i32.and
    local.get $p1
    i64.ctz
    i64.store16
    local.get $a
    local.get $a
    i32.add
    i32.const 31744
    i32.and
    i64.load16_s offset=832
    i64.const -0x33
    local.get $p1
    i64.rotr
    i64.xor
    local.set $b
    i32.const 0x4f
    i32.const 0xffd
    i32.div_u
    local.get $t0
    i32.rotr
    i32.const 32760
    i32.and
    i32.load16_u
    local.set $a
    i64.const 0x6f
    local.get $n0
    i64.const 262143
    global.get $state_2
    i64.ge_u
    select
    local.get $p1
    local.get $b
    local.get $b
    i64.xor
    local.get $n1
    i64.ne
    select
    global.set $state_2
    local.get $p0
    return
  )
  (export "_start" (func $main))
)
