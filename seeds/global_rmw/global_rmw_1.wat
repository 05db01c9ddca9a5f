;; Family global_rmw (WAMR issue 4921), unreduced, 300000000 trips.
;; In the hot loop: 1 x global.set of add, 1 x global.set of xor.
;; Made by: python seeds/generate.py --family global_rmw --seed 22 --statements 5 --trip-count 300000000
;; Slow side: iwasm --llvm-jit as reported; depends on the processor.
;; Fast side: wasmer --llvm as reported.
(module
  (type $signature_0 (func (result i32)))
  (type $signature_1 (func (param f64 i32) (result i64)))
  (type $signature_2 (func (result i32)))
  (type $signature_3 (func (param i64 i32 i32) (result f64)))
  (type $signature_4 (func (param i64) (result i32)))
  (type $signature_5 (func (result i64)))
  (type $signature_6 (func (result i64)))
  (type $signature_7 (func (param f32 i64) (result f64)))
  (type $signature_8 (func (result f64)))
  (import "wasi_snapshot_preview1" "proc_exit" (func $proc_exit (param i32)))
  (data (i32.const 54021) "0123456789abcdef0123456789abcdef")
  (data $segment_1 "0123456789abcdef0123456789abcdef"
    "caf\u{e9} \t tab")
  (data (i32.const 28011) "0123456789abcdef0123456789abcdef")
  (data (i32.const 26241) "quote \" and backslash \\ inside"
    "caf\u{e9} \t tab")
  (data (i32.const 34114) "\de\ad\be\ef\00\ff"
    "seed %d: total = %lld\0a\00")
  (data $segment_5 "quote \" and backslash \\ inside")
  (memory (export "memory") 1)
  (table $dispatch 16 funcref)
  (elem (i32.const 0) func $leaf_10 $leaf_1 $leaf_9 $leaf_8 $leaf_18 $leaf_3 $leaf_6)
  (table $unused_table 1 20 funcref)
  (func $leaf_5 (result f64)
    (local $a i32)
    (local $b i64)
    (local $t0 f64)
    (local $t1 i64)
    (local $t2 i64)
    (local $t3 i32)
    (local $n0 i64)
    (local $n1 i64)
    (local $n2 i64)
    local.get $t0
    global.get $state_0
    f64.mul
    f64.trunc
    global.set $state_0
    (local.set $b
      (i64.load16_s (i32.and (i64.ge_u (i64.const 1048575) (local.get $n2)) (i32.const 32760)))
    )
    (if
      (i64.ne
        (i64.load8_u offset=56 (i32.and (i32.wrap_i64 (local.get $n2)) (i32.const 32704)))
        (local.get $t1)
      )
      (then
        (local.set $a (i32.rotl (local.get $t3) (local.get $a)))
      )
    )
    (local.set $t2 (i64.shr_u (local.get $n2) (local.get $b)))
    (local.get $t0)
  )
  (func $leaf_18 (param $p0 i64) (param $p1 i32) (param $p2 i32) (result f64)
    (local $a i32)
    (local $b i64)
    (local $t0 i32)
    (local $t1 f64)
    (local $t2 f32)
    (local $n0 i64)
    (local $n1 i64)
    (i32.shl
      (i32.sub
        (i32.shr_u (i32.load (i32.and (local.get $a) (i32.const 65528))) (local.get $t0))
        (select (local.get $t0) (local.get $a) (i32.gt_s (i32.const 0x7fff) (local.get $p1)))
      )
      (i32.extend8_s (i32.add (i32.const 0x7d) (local.get $t0)))
    )
    local.set $p1
    (local.set $b (i64.shl (i64.shl (local.get $n1) (local.get $n1)) (local.get $n1)))
    (block $body
      (block $skip
        i64.const 21
        local.set $n1
        (loop $outer
          (i64.load16_s
            (i32.and
              (select (local.get $a) (local.get $p2) (i64.gt_s (i64.const 51) (local.get $p0)))
              (i32.const 32760)
            )
          )
          drop
          (i64.ne (local.tee $n1 (i64.sub (local.get $n1) (i64.const 1))) (i64.const 0))
          br_if $outer
        )
      )
      (local.set $t1 (f64.min (local.get $t1) (local.get $t1)))
      (br_if $body
        (i64.gt_s (i64.xor (local.get $p0) (i64.const 288230376151711743)) (local.get $n0))
      )
      (i32.and (global.get $state_3) (i32.const 0x7ff8))
      i32.load16_u
      i64.extend_i32_u
      local.set $p0
    )
    (local.get $t1)
  )
  (func $stage_18 (result i32)
    (local $a i32) (local $b i64) (local $n0 i64) (local $n1 i64)
    local.get $a
    i32.extend8_s
    local.get $a
    i32.and
    i32.eqz
    if (result i32)
      (i32.load8_u offset=536 (i32.and (i32.trunc_sat_f32_u (f32.const 74.0)) (i32.const 64512)))
    else
      local.get $a
      local.get $a
      i32.mul
      i32.const 1021
      i32.rem_u
    end
    local.set $a
    (local.set $b
      (i64.add (i64.shr_s (i64.const -7277799810029050537) (local.get $b)) (local.get $n0))
    )
    i32.const 155
    global.get $state_3
    local.get $a
    i32.const 131071
    i32.ge_u
    select
    local.get $a
    i32.or
    local.get $a
    i32.ge_u
    if
      (drop
        (i64.rotr
          (i64.load32_u offset=248 (i32.and (local.get $a) (i32.const 32512)))
          (local.get $n1)
        )
      )
      (i32.add
        (local.tee $a (i32.rotl (i32.add (global.get $state_3) (local.get $a)) (local.get $a)))
        (i32.shl (i32.const -7) (i32.const 51))
      )
      local.set $a
    end
    (local.get $a)
  )
  (func $stage_0 (param $p0 i64) (param $p1 i32) (param $p2 i32) (result f64)
    (local $a i32)
    (local $b i64)
    (local $n0 i64)
    (local $n1 i64)
    (local $n2 i64)
    block $outer
      block $body
        (br_table $body $outer $outer $outer (i32.rotl (local.get $p1) (local.get $a)))
      end
      ;; mixing step
      (local.set $a
        (i32.add
          (local.tee $p1
            (select
              (i32.wrap_i64 (local.get $n2))
              (local.get $a)
              (i32.lt_u (i32.load (i32.and (i32.const 108) (i32.const 0x7ff8))) (local.get $p1))
            )
          )
          (i32.add (local.get $p1) (local.get $a))
        )
      )
      (local.set $b
        (i64.shl
          (i64.extend_i32_u (i32.extend16_s (i32.mul (local.get $p2) (global.get $state_3))))
          (i64.rotr (i64.xor (local.get $b) (local.get $b)) (local.get $p0))
        )
      )
    end
    global.get $state_2
    return
  )
  (func $mix (param $x i32) (param $y i32) (result i32)
    (i32.add (local.get $x) (local.get $y))
    i32.const 963170123
    i32.sub
  )
  (func $stage_12 (type $signature_5) (result i64)
    (local $a i32)
    (local $b i64)
    (local $t0 i32)
    (local $t1 i64)
    (local $t2 f64)
    (local $t3 i64)
    (local $n0 i64)
    (local $n1 i64)
    (local $n2 i64)
    (local.set $b (i64.rotl (local.get $t3) (local.get $t1)))
    (local.set $t0
      (i32.rem_u
        (select
          (i32.wrap_i64 (i64.const 158))
          (local.get $t0)
          (i32.eqz (i32.trunc_sat_f32_s (f32.const -906.25)))
        )
        (i32.const 7)
      )
    )
    (local.set $t0
      (i32.mul
        (i32.rotr
          (i32.wrap_i64 (i64.shl (local.get $t1) (local.get $b)))
          (i32.xor (local.get $t0) (local.get $t0))
        )
        (i32.shr_s (i32.wrap_i64 (local.get $b)) (local.get $t0))
      )
    )
    (local.set $a
      (i32.add
        (local.tee $t0
          (i32.rotr (i64.gt_s (i64.const 0xfffffffffffffff) (local.get $t1)) (local.get $a))
        )
        (i32.xor (local.get $t0) (local.get $a))
      )
    )
    i64.const 0x4dfe7c0820bbf975
    return
  )
  (func $stage_11 (param $p0 f32) (param $p1 i64) (result f64)
    (local $a i32)
    (local $b i64)
    (local $t0 i64)
    (local $t1 f32)
    (local $t2 f64)
    (local $n0 i64)
    (local $n1 i64)
    (local $n2 i64)
    (local.tee $a (i32.rotl (i32.sub (global.get $state_3) (local.get $a)) (i32.const 536870911)))
    (local.get $a)
    local.get $a
    i32.const 222
    i32.eqz
    select
    i32.add
    local.set $a
    call $leaf_16
    local.set $a
    (call $leaf_12)
    local.set $t2
    local.get $t2
    f64.const -1950.0
    f64.max
    local.set $t2
    f64.const 179.75
  )
  (func $leaf_3 (param $p0 f64) (param $p1 i32) (result i64)
    (local $a i32) (local $b i64) (local $t0 i64) (local $t1 f32) (local $t2 f64) (local $t3 i64) (local $n0 i64) (local $n1 i64) (local $n2 i64)
    (global.set $state_0
      (f64.max (f64.mul (local.get $t2) (global.get $state_0)) (f64.const -151.875))
    )
    local.get $n1
    i64.const 217
    i64.sub
    i64.const 288230376151711743
    i64.rotr
    (i64.const 3)
    i64.div_u
    local.get $p1
    (i32.const 65528)
    i32.and
    i64.load
    i64.const 2097151
    i64.shr_u
    i64.and
    local.set $b
    local.get $n0
  )
  (func $leaf_17 (type $signature_3) (param $p0 i64) (param $p1 i32) (param $p2 i32) (result f64)
    (local $a i32) (local $b i64) (local $t0 i64) (local $t1 i32) (local $t2 f32) (local $n0 i64) (local $n1 i64)
    (local.set $p2
      (i32.shr_u
        (i32.shl
          (i32.and (i32.sub (local.get $a) (local.get $a)) (local.get $t1))
          (i32.load8_u offset=752 (i32.and (global.get $state_3) (i32.const 31744)))
        )
        (i32.load8_s offset=680
          (i32.and
            (i32.load16_u offset=56 (i32.and (global.get $state_3) (i32.const 65472)))
            (i32.const 64512)
          )
        )
      )
    )
    (i32.and (i32.xor (i32.shr_u (local.get $a) (local.get $a)) (local.get $a)) (i32.const 32256))
    i32.load16_u offset=320
    local.set $t1
    (local.set $a
      (i32.load16_u offset=472
        (i32.and
          (i32.mul
            (i32.sub (i32.popcnt (global.get $state_3)) (global.get $state_3))
            (i32.shr_u (local.get $a) (local.get $p1))
          )
          (i32.const 32256)
        )
      )
    )
    i32.const 0
    if
      (unreachable)
    end
    f64.const -199.0
  )
  (func $stage_16 (type $signature_5) (result i64)
    (local $a i32)
    (local $b i64)
    (local $t0 f32)
    (local $t1 f32)
    (local $t2 i32)
    (local $t3 i32)
    (local $n0 i64)
    (local $n1 i64)
    local.get $n1
    (local.get $n1)
    i64.rotr
    local.set $b
    (block $body
      (local.set $t0
        (f32.convert_i32_s
          (i32.div_u (i32.sub (global.get $state_3) (local.get $t2)) (i32.const 65521))
        )
      )
      (local.set $t0 (f32.sub (f32.add (local.get $t1) (local.get $t0)) (local.get $t0)))
      (i64.ne (i64.trunc_sat_f32_s (local.get $t1)) (local.get $n1))
      br_if $body
      (i32.store offset=768
        (i32.and
          (select
            (i32.wrap_i64 (i64.and (i64.const 44) (local.get $n1)))
            (i32.const -1531392751)
            (i32.eq (i32.wrap_i64 (i64.mul (local.get $b) (local.get $n0))) (local.get $t2))
          )
          (i32.const 31744)
        )
        (i32.shl
          (i32.load8_u (i32.and (i32.rotr (local.get $t2) (local.get $a)) (i32.const 32760)))
          (i32.sub (local.get $t2) (i32.const 51))
        )
      )
    )
    (return (i64.const -3305556858687419775))
  )
  (func $stage_7 (param $p0 i64) (param $p1 i32) (param $p2 i32) (result f64)
    (local $a i32)
    (local $b i64)
    (local $t0 i32)
    (local $t1 i64)
    (local $n0 i64)
    local.get $n0
    i64.const 1
    i64.sub
    i64.const 1021
    i64.rem_u
    local.set $b
    (i32.and
      (i32.rotr
        (select (local.get $p2) (local.get $t0) (i64.ge_u (local.get $n0) (local.get $t1)))
        (local.get $a)
      )
      (i32.const 32760)
    )
    (local.get $p0)
    local.get $p0
    i64.shr_u
    (local.get $n0)
    i64.or
    i64.store32
    (f64.const -403.875)
  )
  (func $leaf_14 (param $p0 f32) (param $p1 i64) (result f64)
    (local $a i32) (local $b i64) (local $n0 i64) (local $n1 i64)
    (local.get $b)
    i32.wrap_i64
    (i32.const 31)
    i32.and
    (i32.const 32760)
    i32.and
    (i64.mul
      (select (local.get $n0) (local.get $p1) (i64.le_s (i64.const 144) (i64.const 113)))
      (local.get $p1)
    )
    i64.store16
    (i32.store8 offset=640
      (i32.and
        (i32.load8_u offset=800
          (i32.and
            (i32.load8_s (i32.and (i32.ctz (local.get $a)) (i32.const 32760)))
            (i32.const 64512)
          )
        )
        (i32.const 64512)
      )
      (i32.wrap_i64 (i64.sub (i64.mul (local.get $n1) (local.get $p1)) (local.get $n1)))
    )
    (i32.store8
      (i32.and
        (i32.and
          (i32.sub (i32.or (local.get $a) (local.get $a)) (local.get $a))
          (i32.add (local.get $a) (global.get $state_3))
        )
        (i32.const 32760)
      )
      (i32.popcnt (i32.trunc_sat_f32_s (f32.mul (local.get $p0) (f32.const 498.0))))
    )
    (local.set $a
      (i32.wrap_i64
        (i64.xor
          (i64.load offset=272 (i32.and (i32.xor (local.get $a) (local.get $a)) (i32.const 32256)))
          (i64.rotr (local.get $n1) (local.get $n1))
        )
      )
    )
    (f64.const 646.5)
  )
  (func $stage_1 (type $signature_3) (param $p0 i64) (param $p1 i32) (param $p2 i32) (result f64)
    (local $a i32) (local $b i64) (local $n0 i64)
    (local.set $a (i32.sub (local.get $p1) (i32.const 64)))
    (i64.store16
      (i32.and (i32.shl (global.get $state_3) (local.get $p2)) (i32.const 65528))
      (i64.extend_i32_u (local.get $a))
    )
    (local.set $p1
      (i32.and
        (i32.load8_s (i32.and (i32.add (local.get $p1) (i32.const 15)) (i32.const 32760)))
        (i32.mul (local.get $a) (local.get $a))
      )
    )
    (drop
      (call $leaf_11
        (f32.neg (f32.const -1804.0))
        (i64.xor (i64.const -44841247622818973) (local.get $b))
      )
    )
    (i32.or (i32.xor (local.get $a) (local.get $p1)) (local.get $a))
    i32.const 31744
    i32.and
    (i32.add (i32.const -63) (local.get $a))
    (local.get $a)
    i32.shl
    i32.store8 offset=664
    (call $leaf_10 (f64.neg (global.get $state_0)) (i32.extend8_s (local.get $a)))
    local.set $p0
    (i32.load16_u (i32.and (i32.xor (global.get $state_3) (local.get $p1)) (i32.const 32760)))
    (i32.const 147)
    local.get $p2
    i32.xor
    i32.and
    local.set $a
    (global.get $state_0)
  )
  (func $stage_15 (param f64 i32) (result i64)
    (local i32 i64 i32 i64)
    (i32.load8_s offset=424 (i32.and (i32.mul (local.get 1) (local.get 4)) (i32.const 65024)))
    local.get 4
    i32.eq
    local.get 1
    local.get 4
    i32.shl
    i32.const 0x61
    i32.div_u
    i32.sub
    local.set 2
    local.get 1
    (i32.const 32760)
    i32.and
    i32.load8_u
    (local.get 2)
    i32.le_s
    local.get 1
    i32.eq
    if
      local.get 5
      f64.convert_i64_s
      local.set 0
    end
    local.get 4
    local.get 4
    local.get 3
    i64.eqz
    select
    i64.extend_i32_s
    i64.const 0xcd
    (local.get 5)
    (local.get 3)
    i64.const -1_604_166_563_698_227_865
    i64.lt_u
    select
    i64.add
    i32.wrap_i64
    local.set 1
    (call 12
      (f32.mul (f32.const 244.6875) (f32.const -572.0))
      (i64.load32_u (i32.and (global.get 3) (i32.const 32760)))
    )
    local.set 0
    local.get 5
    return
  )
  (func $leaf_4 (type $signature_5) (result i64)
    (local $a i32)
    (local $b i64)
    (local $t0 f32)
    (local $n0 i64)
    (local $n1 i64)
    (local $n2 i64)
    i32.const 215
    i32.const 65528
    i32.and
    i32.load8_u
    f64.convert_i32_s
    global.set $state_2
    ;; (unbalanced on purpose
    (i32.store8 offset=872
      (i32.and (i32.sub (local.get $a) (local.get $a)) (i32.const 64512))
      (i32.wrap_i64 (i64.const 391222700405357577))
    )
    local.get $b
    i64.const 4886359459353087519
    i64.and
    i64.const 13
    i64.xor
    i64.eqz
    if
      (local.set $a
        (i32.add
          (i32.add (i32.load8_u (i32.and (local.get $a) (i32.const 65528))) (local.get $a))
          (i32.shr_s (local.get $a) (local.get $a))
        )
      )
    else
      (i32.and
        (i32.wrap_i64
          (i64.or (i64.shl (i64.const -6) (i64.const 1159464609186419983)) (i64.const 1023))
        )
        (i32.const 65528)
      )
      i64.load
      local.set $b
      (local.set $a
        (i32.rotr
          (i32.shr_s
            (i32.wrap_i64 (i64.sub (local.get $n1) (local.get $b)))
            (select (i32.const 116) (i32.const 255) (i32.gt_s (local.get $a) (local.get $a)))
          )
          (i32.rotl (i32.eqz (local.get $a)) (local.get $a))
        )
      )
    end
    (local.get $n0)
  )
  (func $leaf_12 (result f64)
    (local $a i32)
    (local $b i64)
    (local $t0 i64)
    (local $t1 i32)
    (local $t2 i64)
    (local $t3 i64)
    (local $n0 i64)
    (local $n1 i64)
    (i32.store16
      (i32.and (i32.add (local.get $t1) (local.get $t1)) (i32.const 65528))
      (i32.shr_u (global.get $state_3) (local.get $a))
    )
    (i64.store
      (i32.and
        (i32.div_u
          (i32.load (i32.and (i32.eq (local.get $a) (global.get $state_3)) (i32.const 32760)))
          (i32.const 1021)
        )
        (i32.const 65528)
      )
      (i64.and
        (i64.shl (i64.rotl (local.get $t0) (local.get $t0)) (local.get $t0))
        (i64.shl (local.get $n0) (i64.const 80))
      )
    )
    global.get $state_0
  )
  (func $stage_4 (type $signature_8) (result f64)
    (local $a i32)
    (local $b i64)
    (local $t0 i32)
    (local $n0 i64)
    (local $n1 i64)
    (local $n2 i64)
    (i32.shr_s (i32.le_s (i32.const -8) (global.get $state_3)) (local.get $a))
    local.get $n0
    i32.wrap_i64
    i32.xor
    (i32.const 32760)
    i32.and
    i32.load8_s
    local.set $t0
    (call $leaf_9 (i64.and (local.get $n1) (local.get $n1)))
    local.set $a
    (i32.wrap_i64 (i64.load16_s offset=664 (i32.and (local.get $t0) (i32.const 64512))))
    global.get $state_3
    i32.ne
    if
      (global.set $state_1
        (f32.add
          (f32.load offset=704 (i32.and (local.get $t0) (i32.const 31744)))
          (f32.const 1883.0)
        )
      )
      (local.set $b (call $leaf_4))
    end
    (f64.min (f64.convert_i64_s (local.get $b)) (f64.const -1246.5))
    global.set $state_0
    (i64.add (i64.div_u (local.get $n0) (i64.const 0xffd)) (local.get $n0))
    local.set $b
    (return (f64.const 1933.5))
  )
  (func $stage_3 (type $signature_0) (result i32)
    (local $a i32)
    (local $b i64)
    (local $t0 f32)
    (local $n0 i64)
    (local $n1 i64)
    (local $n2 i64)
    (i32.popcnt (i32.rem_u (local.get $a) (i32.const 1021)))
    i32.const 0x3a224605
    i32.ge_u
    if
      (local.set $a (i32.xor (i32.trunc_sat_f32_u (local.get $t0)) (local.get $a)))
    else
      (i32.store16
        (i32.and
          (i64.lt_u
            (i64.or
              (i64.add (i64.const -7886451411735240427) (i64.const 18))
              (i64.const 3453337565309002315)
            )
            (local.get $n1)
          )
          (i32.const 32760)
        )
        (i32.and
          (i32.wrap_i64 (i64.rem_u (local.get $n2) (i64.const 0x3fd)))
          (i32.shr_s (i32.const -1124555083) (global.get $state_3))
        )
      )
    end
    (local.set $a (i32.and (local.get $a) (local.get $a)))
    (local.get $a)
    return
  )
  (func $stage_8 (type $signature_5) (result i64)
    (local $a i32)
    (local $b i64)
    (local $t0 i64)
    (local $t1 f64)
    (local $t2 i64)
    (local $n0 i64)
    (local $n1 i64)
    (block $body
      (local.set $t1
        (f64.mul
          (f64.max
            (f64.min (f64.max (local.get $t1) (local.get $t1)) (f64.const -899.0))
            (local.get $t1)
          )
          (local.get $t1)
        )
      )
      (local.set $t2
        (i64.or
          (i64.load (i32.and (i32.add (local.get $a) (i32.const -1046110637)) (i32.const 65528)))
          (i64.or (i64.const 8536153860750288321) (i64.const -2665520376580217157))
        )
      )
      (i32.rotl (local.get $a) (i32.const 252))
      (local.get $a)
      i32.gt_s
      br_if $body
      local.get $t2
      i64.const 16383
      i64.shl
      i64.const 3
      i64.div_u
      local.get $n1
      i64.gt_s
      if
        (if
          (i32.gt_s
            (i32.shl (i32.load8_u (i32.and (local.get $a) (i32.const 32760))) (local.get $a))
            (global.get $state_3)
          )
          (then
            (i32.store
              (i32.and
                (i32.wrap_i64 (i64.clz (i64.sub (local.get $t0) (local.get $n0))))
                (i32.const 32760)
              )
              (i32.shl
                (i32.sub
                  (i32.load offset=256 (i32.and (i32.const 215) (i32.const 65024)))
                  (i32.const 191)
                )
                (i64.eq (local.get $b) (i64.const 243))
              )
            )
          )
        )
        (local.set $t0
          (i64.xor
            (i64.or (i64.extend8_s (local.get $b)) (local.get $n1))
            (i64.extend_i32_u (local.get $a))
          )
        )
      end
    )
    (return (local.get $n0))
  )
  (func $main (export "_start")
    (local $a i32) (local $c i32) (local $b i64) (local $d i64) (local $n0 i64) (local $n1 i64) (local $i i64)
    (f64.add (f64.const -57.8125) (f64.const 1239.0))
    local.get $c
    local.get $c
    i32.mul
    call $stage_13
    local.set $d
    (local.set $i (i64.const 300000000))
    (loop $body
      local.get $c
      (i32.load
        (i32.and (i32.xor (i32.wrap_i64 (local.get $i)) (i32.const 1791913371)) (i32.const 65528))
      )
      i32.add
      local.set $c
      local.get $a
      (local.get $i)
      i32.wrap_i64
      i32.const 65528
      i32.and
      i32.load
      i32.add
      local.set $a
      local.get $i
      (i64.const 63)
      i64.and
      i64.eqz
      if
        (local.set $b
          (i64.add (local.get $b) (i64.xor (local.get $i) (i64.const 0x6e7b446eb345da33)))
        )
      else
        (local.set $b
          (i64.and (local.get $b) (i64.xor (local.get $i) (i64.const 6349152316314941225)))
        )
      end
      (local.get $c)
      local.get $i
      i32.wrap_i64
      i32.or
      local.set $c
      global.get $target_b
      local.get $i
      i64.add
      global.set $target_b
      (global.set $target_d (i64.xor (global.get $target_d) (local.get $i)))
      local.get $d
      (local.get $i)
      i64.const -0x215c30f7c1ea51ed
      i64.xor
      i64.add
      local.set $d
      (i64.ne (local.tee $i (i64.sub (local.get $i) (i64.const 1))) (i64.const 0))
      br_if $body
    )
    (; stage boundary (; not reached from _start ;) ;)
    i32.const 800
    i32.const 0x7f00
    i32.and
    local.get $b
    local.get $d
    (i64.extend_i32_u (local.get $a))
    i64.xor
    i64.add
    i64.store32 offset=208
    (i32.const 800)
    local.get $c
    i32.store16 offset=1024
    block $again
      i64.const 18
      local.set $n1
      (loop $skip
        (local.set $c
          (if (result i32)
            (i32.lt_u
              (i32.shl (i32.sub (i32.const 1862619575) (local.get $c)) (local.get $c))
              (local.get $c)
            )
            (then
              (i32.wrap_i64 (i64.rem_u (i64.const -1349699905417874025) (i64.const 4093)))
            )
            (else
              (i32.xor (i64.eqz (local.get $b)) (local.get $c))
            )
          )
        )
        (i32.xor (i32.add (i32.const 128) (local.get $a)) (local.get $a))
        (local.get $a)
        i32.const 0x7ff8
        i32.and
        i32.load
        i32.mul
        i32.const 0xfff8
        i32.and
        (i64.const -22)
        i64.const 31
        local.get $d
        i64.eqz
        select
        (local.get $b)
        i64.sub
        (local.get $b)
        local.get $b
        i64.mul
        i64.add
        i64.store32
        (local.tee $n1 (i64.sub (local.get $n1) (i64.const 1)))
        i64.const 0
        i64.ne
        br_if $skip
      )
    end
    local.get $c
    f32.convert_i32_u
    global.get $state_3
    (i32.const 32760)
    i32.and
    i64.load
    call $stage_11
    drop
    (local.get $b)
    i64.const -0x788f852628dfcdb3
    i64.xor
    (local.get $a)
    i32.const -1951876163
    i32.gt_s
    i32.const 243
    i32.eqz
    call $stage_0
    drop
    i32.const 0xaa
    i32.const 32760
    i32.and
    i32.load8_s
    local.set $a
    (local.set $d (call $stage_6))
    (local.set $c (i32.or (local.get $a) (local.get $c)))
    call $stage_2
    local.set $b
    (i32.const 0)
    call $proc_exit
  )
  (func $leaf_6 (result i64)
    (local $a i32) (local $b i64) (local $t0 i32) (local $t1 i32) (local $t2 f32) (local $t3 i32) (local $n0 i64) (local $n1 i64)
    local.get $t0
    i32.clz
    local.get $t0
    i32.shr_s
    i32.const 65528
    i32.and
    (i32.and (local.get $t1) (i32.const -1037104073))
    i32.extend16_s
    i32.store16
    (local.set $t2
      (f32.convert_i64_u
        (i64.rotl
          (i64.div_u (i64.add (i64.const 159) (local.get $b)) (i64.const 1021))
          (i64.shl (local.get $n0) (i64.const 110))
        )
      )
    )
    (local.set $t3
      (i32.add
        (local.tee $a (i32.sub (i32.and (local.get $t3) (local.get $t1)) (local.get $t1)))
        (i32.rotr (local.get $t3) (local.get $t0))
      )
    )
    local.get $a
    i32.const 32760
    i32.and
    i32.load8_s
    local.get $t0
    i32.rotr
    local.get $a
    i32.const 1021
    i32.div_u
    i32.or
    local.set $a
    local.get $n0
  )
  (func $leaf_2 (result i32)
    (local $a i32) (local $b i64) (local $n0 i64) (local $n1 i64) (local $n2 i64)
    local.get $a
    i64.extend_i32_u
    local.get $n0
    i64.sub
    i64.const 159
    (local.get $n1)
    i64.rotl
    i64.or
    local.get $n2
    local.get $n0
    i64.sub
    (i64.const 65535)
    i64.rotr
    i64.shr_u
    local.set $b
    (i32.and
      (i32.and
        (i32.rotr (i32.ctz (global.get $state_3)) (local.get $a))
        (select (i32.const 45) (local.get $a) (i32.ge_u (local.get $a) (i32.const 134217727)))
      )
      (i32.const 65024)
    )
    (i32.xor (i32.ge_u (local.get $a) (local.get $a)) (i32.const 101))
    local.get $a
    i32.lt_u
    i32.store16 offset=472
    local.get $a
    return
  )
  (func $stage_9 (param f32 i64) (result f64)
    (local i32 i64 f32 f32 i64 f64 i64)
    (local.get 5)
    local.get 5
    f32.mul
    local.set 4
    (if
      (i32.gt_s
        (select
          (i32.xor (local.get 2) (local.get 2))
          (global.get 3)
          (i32.ge_u (i32.sub (local.get 2) (local.get 2)) (global.get 3))
        )
        (local.get 2)
      )
      (then
        (local.set 1
          (i64.shr_s
            (i64.rotl (i64.or (local.get 6) (local.get 8)) (i64.const -6994234688854481331))
            (i64.xor (local.get 8) (local.get 8))
          )
        )
        (i32.store16
          (i32.and (i64.eqz (i64.extend_i32_s (local.get 2))) (i32.const 32760))
          (i32.sub
            (i32.load offset=8 (i32.and (i32.const 32767) (i32.const 65520)))
            (i32.const 1930596109)
          )
        )
      )
    )
    (global.get 2)
  )
  (func $leaf_8 (param $p0 i64) (result i32)
    (local $a i32)
    (local $b i64)
    (local $t0 i64)
    (local $n0 i64)
    (local $n1 i64)
    local.get $a
    (i32.const 683933959)
    i32.and
    i32.const 262143
    i32.add
    local.get $a
    i32.ge_u
    if
      (local.set $t0 (i64.ctz (i64.rotr (i64.clz (local.get $p0)) (local.get $n1))))
      (global.set $state_0 (f64.trunc (f64.convert_i64_u (local.get $n1))))
    else
      (i64.mul (i64.add (local.get $t0) (local.get $n0)) (local.get $b))
      drop
      (local.set $a
        (if (result i32)
          (i64.gt_s
            (i64.extend_i32_s
              (select (local.get $a) (local.get $a) (i32.gt_s (global.get $state_3) (i32.const 7)))
            )
            (local.get $n0)
          )
          (then
            (i64.lt_u (i64.shr_u (local.get $n0) (local.get $t0)) (local.get $n0))
          )
          (else
            local.get $n0
            i64.const 5725970061367479171
            i64.add
            i32.wrap_i64
          )
        )
      )
    end
    local.get $a
  )
  (func $stage_5 (type $signature_5) (result i64)
    (local $a i32) (local $b i64) (local $t0 f64) (local $t1 i32) (local $t2 i32) (local $t3 i32) (local $n0 i64)
    (local.set $b
      (i64.load offset=584
        (i32.and
          (i32.ne (i32.extend16_s (i32.and (i32.const 91) (local.get $a))) (global.get $state_3))
          (i32.const 31744)
        )
      )
    )
    i32.const 212
    local.get $a
    i32.sub
    i32.const 31744
    i32.and
    (local.get $t1)
    local.get $t1
    i32.shr_s
    i32.store16 offset=536
    local.get $t1
    i32.const 65528
    i32.and
    i32.load16_u
    local.set $t2
    i32.const 8388607
    f64.convert_i32_u
    (local.get $t0)
    f64.sub
    local.set $t0
    block $outer
      (local.set $n0 (i64.const 5))
      loop $body
        local.get $t1
        i32.const 32760
        i32.and
        i32.load
        i32.const 32760
        i32.and
        i32.load8_u
        i32.const 65408
        i32.and
        (i32.load offset=256 (i32.and (i32.mul (local.get $t1) (local.get $t3)) (i32.const 65024)))
        i32.store offset=120
        (i64.store32
          (i32.and
            (i32.rem_u (i32.sub (local.get $t1) (i32.const -36)) (i32.const 97))
            (i32.const 65528)
          )
          (i64.rotr (i64.extend_i32_u (i32.const -1022933667)) (local.get $b))
        )
        (i32.xor (i32.add (local.get $t3) (i32.const -2068286229)) (local.get $a))
        i32.popcnt
        local.get $t3
        global.get $state_3
        i32.add
        (i32.const 1301999139)
        i32.add
        i32.shr_s
        local.set $t2
        (local.set $t2
          (if (result i32)
            (i32.eqz (i32.add (i32.wrap_i64 (local.get $b)) (i32.const -521341963)))
            (then
              (i32.xor (i32.wrap_i64 (local.get $b)) (global.get $state_3))
            )
            (else
              (i32.load8_u offset=16 (i32.and (global.get $state_3) (i32.const 32736)))
              i32.const 809761569
              i32.shl
            )
          )
        )
        local.get $n0
        i64.const 1
        i64.sub
        local.tee $n0
        i64.const 0
        i64.ne
        br_if $body
      end
    end $outer
    local.get $b
  )
  (func $leaf_0 (param $p0 i64) (result i32)
    (local $a i32) (local $b i64) (local $t0 i64) (local $n0 i64)
    (local.set $a
      (i32.add
        (i32.rotr (i32.rotr (local.get $a) (local.get $a)) (local.get $a))
        (i32.sub (i32.const -0x75c913f5) (local.get $a))
      )
    )
    (i64.store16
      (i32.and (i32.mul (global.get $state_3) (local.get $a)) (i32.const 65528))
      (i64.extend_i32_u (local.get $a))
    )
    i64.const 0x7
    (local.get $t0)
    i64.rotr
    local.set $b
    (i32.load16_u offset=664 (i32.and (i32.and (local.get $a) (local.get $a)) (i32.const 0xfc00)))
    i32.const 65024
    i32.and
    i32.const -684689315
    local.get $a
    (i64.eq (local.get $n0) (i64.const -8201445489473314745))
    select
    local.get $a
    i32.shl
    i32.store offset=456
    (i32.and
      (i32.load16_u
        (i32.and (i32.wrap_i64 (i64.shr_s (local.get $n0) (local.get $n0))) (i32.const 0xfff8))
      )
      (i32.const 65528)
    )
    (i32.and (global.get $state_3) (local.get $a))
    local.get $a
    i32.add
    i32.eqz
    i32.store8
    local.get $a
  )
  (func $stage_10 (type $signature_4)
    (local i32 i64 i32 i64 i64 i64)
    local.get 1
    (i32.const 65528)
    i32.and
    i32.load8_s
    local.get 3
    i32.rotl
    i32.const 32760
    i32.and
    (i32.xor (i32.load8_u (i32.and (local.get 3) (i32.const 65528))) (local.get 3))
    i32.store16
    i32.const 217
    local.get 3
    i32.add
    i32.const 82
    i32.rotr
    local.set 1
    local.get 6
    local.get 0
    i64.shl
    local.get 2
    i64.xor
    drop
    (local.set 1
      (i64.le_s
        (i64.or
          (i64.extend_i32_s (i32.add (local.get 3) (local.get 3)))
          (i64.load (i32.and (local.get 1) (i32.const 32760)))
        )
        (local.get 5)
      )
    )
    i32.const 233643455
  )
  (func $stage_14 (param $p0 f32) (param $p1 i64) (result f64)
    (local $a i32) (local $b i64) (local $n0 i64) (local $n1 i64)
    (local.set $a
      (i32.add
        (local.tee $a
          (i32.add (i32.mul (local.get $a) (i32.const -1968245449)) (i32.const 0x4cb005df))
        )
        (i32.xor (local.get $a) (i32.const 0x7d))
      )
    )
    (local.get $n0)
    i64.const 0x3
    i64.div_u
    call $leaf_9
    local.set $a
    (block $body
      (i32.load offset=176
        (i32.and
          (i32.sub
            (select
              (local.get $a)
              (local.get $a)
              (i64.ne (i64.const 0x7fd8a4583c2236a1) (local.get $b))
            )
            (global.get $state_3)
          )
          (i32.const 0x7f00)
        )
      )
      local.set $a
      local.get $a
      global.get $state_3
      (local.get $a)
      local.get $a
      i32.gt_s
      select
      i32.const 65528
      i32.and
      f64.load
      global.set $state_2
      local.get $b
      (local.get $n1)
      i64.sub
      i64.const 239
      i64.eq
      br_if $body
      (local.set $p1
        (i64.xor
          (i64.extend_i32_s
            (select (local.get $a) (i32.const -2002167155) (i32.eqz (local.get $a)))
          )
          (i64.rotl (local.get $b) (local.get $n1))
        )
      )
      (local.set $b
        (i64.sub
          (i64.extend_i32_s
            (select (local.get $a) (i32.const 511) (i32.lt_u (local.get $a) (i32.const 0x6e)))
          )
          (i64.shr_u (i64.const 2_771_177_203_302_385_209) (local.get $p1))
        )
      )
    )
    (f64.const 313.25)
  )
  (func $leaf_7 (type $signature_0) (result i32)
    (local $a i32)
    (local $b i64)
    (local $t0 i32)
    (local $t1 i32)
    (local $t2 i64)
    (local $t3 i32)
    (local $n0 i64)
    (local $n1 i64)
    (global.set $state_2 (f64.floor (f64.floor (f64.const 795.5))))
    (local.set $t1
      (i32.add
        (local.tee $a (i32.shr_s (i32.wrap_i64 (i64.const 0xc1)) (i32.const -0x893c421)))
        (i64.ne (local.get $b) (local.get $b))
      )
    )
    (local.set $t1 (i32.xor (i32.const -42) (local.get $t1)))
    f64.const -3368.0
    i64.trunc_sat_f64_s
    i64.const 4294967295
    i64.add
    drop
    (if
      (i32.const 0)
      (then
        (unreachable)
      )
    )
    (global.set $state_0 (f64.min (f64.convert_i64_u (local.get $t2)) (global.get $state_0)))
    (local.set $a (i32.div_u (local.get $t3) (i32.const 3)))
    (local.set $t0
      (i32.or
        (i32.rotl
          (i32.mul
            (select (local.get $t3) (local.get $t1) (i32.ge_u (local.get $t1) (local.get $t1)))
            (local.get $a)
          )
          (select (local.get $t0) (local.get $t1) (i64.ne (local.get $n0) (local.get $b)))
        )
        (select
          (i32.or (i32.const -0x26) (local.get $t1))
          (local.get $t1)
          (i64.eqz (i64.shl (i64.const 1_502_892_799_227_831_685) (local.get $b)))
        )
      )
    )
    local.get $t1
  )
  (func $leaf_10 (param $p0 f64) (param $p1 i32) (result i64)
    (local $a i32) (local $b i64) (local $n0 i64)
    (local.set $p1 (i32.wrap_i64 (i64.sub (local.get $b) (local.get $n0))))
    i32.const -0x2fb22c81
    local.get $a
    i32.xor
    i32.const 65528
    i32.and
    (i32.or (local.get $p1) (local.get $p1))
    i32.store16
    (local.set $p1
      (i32.add
        (local.tee $a
          (i32.load8_u (i32.and (i32.shr_u (local.get $p1) (local.get $p1)) (i32.const 0x7ff8)))
        )
        (select (local.get $a) (local.get $a) (i32.ge_u (i32.const 0xc8) (i32.const 889527231)))
      )
    )
    (local.set $a (i32.add (i32.div_u (local.get $p1) (i32.const 3)) (local.get $p1)))
    i64.const -7045779343616476877
  )
  (func $leaf_9 (type $signature_4) (param $p0 i64) (result i32)
    (local $a i32)
    (local $b i64)
    (local $t0 f32)
    (local $t1 f32)
    (local $t2 f64)
    (local $t3 f64)
    (local $n0 i64)
    local.get $a
    i32.const 65528
    i32.and
    f32.load
    local.set $t0
    (nop)
    (global.set $state_3 (i32.xor (i32.add (local.get $a) (i32.const 268435455)) (local.get $a)))
    (local.set $a
      (if (result i32)
        (i32.eqz (i32.wrap_i64 (i64.ctz (local.get $n0))))
        (then
          (i32.xor (i32.xor (local.get $a) (i32.const 268435455)) (local.get $a))
        )
        (else
          (i32.mul (i32.rem_u (i32.const 364515193) (i32.const 3)) (local.get $a))
        )
      )
    )
    (block $body
      (local.set $b
        (i64.rotl
          (i64.load16_s (i32.and (i32.or (local.get $a) (local.get $a)) (i32.const 32760)))
          (i64.div_u (i64.const 1) (i64.const 65521))
        )
      )
      (i32.and (i32.rotl (global.get $state_3) (local.get $a)) (i32.const 65528))
      f64.load
      global.set $state_2
      (br_if $body (i64.le_s (i64.clz (i64.const 34359738367)) (i64.const 209)))
      i64.const 4_568_759_782_375_528_075
      i64.const 68719476735
      i64.shr_s
      i32.wrap_i64
      i32.const 64512
      i32.and
      local.get $p0
      (local.get $n0)
      i64.shr_u
      i64.const 3
      i64.rem_u
      i64.store16 offset=640
      (local.get $b)
      (i64.const 1021)
      i64.div_u
      (i64.const 1021)
      i64.rem_u
      i64.const -3374407467022205379
      i64.gt_s
      if (result i32)
        (; mixing step ;)
        (i32.xor (i32.add (i32.const -34549115) (local.get $a)) (local.get $a))
      else
        (local.get $a)
        global.get $state_3
        i32.shr_s
        i32.extend16_s
      end
      local.set $a
    )
    local.get $a
  )
  (func $leaf_16 (type $signature_0) (result i32)
    (local $a i32) (local $b i64) (local $t0 f32) (local $n0 i64)
    (i32.clz (i32.wrap_i64 (i64.add (i64.extend_i32_s (i32.const 209)) (local.get $n0))))
    local.set $a
    (global.set $state_0 (f64.abs (f64.convert_i32_u (local.get $a))))
    (i64.store16
      (i32.and (i32.add (global.get $state_3) (global.get $state_3)) (i32.const 32760))
      (i64.load32_u (i32.and (i32.const 16383) (i32.const 65528)))
    )
    (if
      (i32.const 0)
      (then
        (unreachable)
      )
    )
    (i64.extend_i32_u (local.get $a))
    i64.const 97
    i64.div_u
    local.set $b
    (local.set $a (i32.shl (i32.const 168048339) (i32.const 45)))
    (i32.and (i32.xor (i32.shr_s (local.get $a) (local.get $a)) (local.get $a)) (i32.const 32760))
    i64.load32_u
    local.set $b
    (i64.store32
      (i32.and
        (i32.or
          (i32.wrap_i64 (i64.and (local.get $n0) (i64.const 63)))
          (i32.gt_s (local.get $a) (local.get $a))
        )
        (i32.const 32760)
      )
      (i64.extend_i32_s
        (i32.shl
          (i32.load16_u (i32.and (i32.const -1040302331) (i32.const 65528)))
          (global.get $state_3)
        )
      )
    )
    (local.get $a)
  )
  (func $stage_2 (type $signature_5)
    (local i32 i64 f64 i64 i64)
    (local.set 0 (i32.add (local.get 0) (local.get 0)))
    i64.const 4722170982826068925
    i64.extend16_s
    i32.wrap_i64
    local.get 0
    local.get 0
    i32.shl
    i32.shr_s
    i32.const 65024
    i32.and
    (i32.add
      (i32.xor (select (local.get 0) (local.get 0) (i32.eqz (local.get 0))) (local.get 0))
      (i32.shr_u (local.get 0) (local.get 0))
    )
    i32.store offset=304
    (local.get 4)
  )
  (func $stage_13 (param $p0 f64) (param $p1 i32) (result i64)
    (local $a i32)
    (local $b i64)
    (local $t0 f64)
    (local $n0 i64)
    (i64.store32
      (i32.and
        (i32.mul
          (i32.sub
            (select
              (local.get $a)
              (global.get $state_3)
              (i64.eq (i64.const -3826960984666929995) (local.get $b))
            )
            (i32.const 227)
          )
          (i32.mul (local.get $p1) (local.get $p1))
        )
        (i32.const 65528)
      )
      (i64.extend_i32_s (i32.wrap_i64 (i64.rotl (local.get $b) (local.get $b))))
    )
    (i32.and (i32.extend8_s (i32.wrap_i64 (local.get $n0))) (i32.const 32760))
    (i32.xor (local.get $p1) (local.get $p1))
    (i32.const 61468813)
    i32.xor
    i32.store16
    local.get $b
    i64.const 65521
    i64.div_u
    i64.const 500250856420126103
    i64.xor
    (i64.extend_i32_s (local.get $a))
    i64.mul
    local.set $b
    (block $body
      local.get $t0
      f64.trunc
      (local.get $p1)
      i32.const 1833989339
      i32.xor
      call $leaf_3
      local.set $b
      (local.set $t0
        (call $leaf_17
          (i64.xor (local.get $b) (local.get $n0))
          (i32.rotl (local.get $a) (local.get $a))
          (i32.rem_u (local.get $a) (i32.const 4093))
        )
      )
      (br_if $body (i64.lt_u (i64.trunc_sat_f64_u (local.get $t0)) (local.get $b)))
      (local.set $p0
        (f64.max
          (f64.load offset=160
            (i32.and (i32.rotr (local.get $a) (global.get $state_3)) (i32.const 65280))
          )
          (local.get $p0)
        )
      )
    )
    local.get $b
  )
  (func $leaf_1 (param $p0 i64) (result i32)
    (local $a i32) (local $b i64) (local $t0 i32) (local $t1 i32) (local $t2 f64) (local $t3 i64) (local $n0 i64) (local $n1 i64) (local $n2 i64)
    global.get $state_2
    local.get $t2
    f64.min
    local.get $t2
    f64.max
    local.set $t2
    block $body
      global.get $state_1
      (f32.const -256.25)
      f32.min
      (global.get $state_1)
      f32.add
      global.set $state_1
      (br_if $body (i64.le_s (i64.extend_i32_s (local.get $t1)) (i64.const 193)))
      (global.set $state_2 (f64.add (f64.mul (local.get $t2) (local.get $t2)) (local.get $t2)))
    end $body
    local.get $b
    i32.wrap_i64
    (local.get $a)
    i32.add
    global.set $state_3
    (local.set $t2
      (f64.load
        (i32.and
          (i32.add (i32.shl (local.get $t1) (local.get $t0)) (global.get $state_3))
          (i32.const 65528)
        )
      )
    )
    (local.get $n1)
    i64.const 3
    i64.rotr
    local.set $p0
    (i32.const 825927787)
  )
  (func $stage_17 (type $signature_3) (param $p0 i64) (param $p1 i32) (param $p2 i32) (result f64)
    (local $a i32) (local $b i64) (local $t0 f64) (local $t1 f32) (local $n0 i64)
    (local.set $t1
      (f32.convert_i64_s
        (i64.load32_u offset=112
          (i32.and (i32.rotl (global.get $state_3) (local.get $p1)) (i32.const 32640))
        )
      )
    )
    i32.const 811699503
    (local.get $p2)
    i32.mul
    i32.const 69
    i32.xor
    global.get $state_3
    global.get $state_3
    i32.add
    i32.shl
    local.set $a
    local.get $t0
    local.get $t0
    f64.min
    local.get $p2
    local.get $p2
    i32.mul
    call $leaf_3
    local.set $b
    (global.set $state_3 (i32.clz (i64.gt_s (i64.const 7_974_520_492_756_822_073) (local.get $b))))
    (select
      (i32.add (local.get $p2) (i32.const 1958726995))
      (i32.const 199)
      (i32.lt_u (i32.wrap_i64 (local.get $p0)) (i32.const 164430469))
    )
    global.set $state_3
    (return (local.get $t0))
  )
  (func $stage_6 (type $signature_5)
    (local i32 i64 i64 i64 i64 i64 i64 i64 i64)
    (local.set 1 (i64.trunc_sat_f64_s (f64.convert_i32_s (i32.xor (local.get 0) (local.get 0)))))
    i64.const 5409963319407450813
    local.get 8
    i64.mul
    local.set 3
    (i32.store8
      (i32.and (i32.and (local.get 0) (global.get 3)) (i32.const 65528))
      (i32.and (local.get 0) (local.get 0))
    )
    (local.get 0)
    local.get 0
    i32.sub
    local.get 0
    i32.rotr
    i32.eqz
    if (result i32)
      (i32.wrap_i64 (i64.xor (local.get 3) (i64.const 65535)))
    else
      local.get 0
      (i32.const 67108863)
      i32.rotr
      i32.popcnt
    end
    local.set 0
    (i32.and (local.get 0) (i32.const 65528))
    i64.load16_s
    local.set 4
    (i32.and (i32.shl (i32.extend16_s (local.get 0)) (local.get 0)) (i32.const 65528))
    i64.load32_u
    local.set 3
    (i64.store offset=208
      (i32.and
        (i32.load8_u (i32.and (i64.lt_u (local.get 4) (local.get 6)) (i32.const 32760)))
        (i32.const 65280)
      )
      (i64.xor (i64.or (local.get 7) (i64.const 123)) (local.get 8))
    )
    (return (i64.const -5816954263935474125))
  )
  (func $leaf_13 (type $signature_8) (result f64)
    (local $a i32) (local $b i64) (local $n0 i64) (local $n1 i64)
    local.get $a
    i32.const -454832937
    local.get $a
    local.get $a
    i32.lt_u
    select
    local.get $a
    local.get $a
    local.get $a
    global.get $state_3
    i32.eqz
    select
    local.get $a
    i32.eq
    select
    global.set $state_3
    block $again
      (local.set $n1 (i64.const 24))
      loop $body
        (block $skip
          i64.const 0xb
          local.set $n0
          (loop $outer
            nop
            (i64.store32
              (i32.and
                (i32.add
                  (i32.wrap_i64 (i64.load8_u (i32.and (local.get $a) (i32.const 0xfff8))))
                  (i64.eqz (local.get $n0))
                )
                (i32.const 0x7ff8)
              )
              (i64.extend8_s
                (i64.extend_i32_u
                  (select
                    (local.get $a)
                    (global.get $state_3)
                    (i32.lt_u (global.get $state_3) (local.get $a))
                  )
                )
              )
            )
            (i32.shl (i32.ctz (global.get $state_3)) (local.get $a))
            (local.get $a)
            i32.ge_u
            if (result i32)
              (i32.mul (i32.add (local.get $a) (global.get $state_3)) (local.get $a))
            else
              (i32.shr_u (i32.mul (local.get $a) (local.get $a)) (global.get $state_3))
            end
            local.set $a
            (br_if $outer
              (i64.ne (local.tee $n0 (i64.sub (local.get $n0) (i64.const 1))) (i64.const 0))
            )
          )
        )
        (local.tee $n1 (i64.sub (local.get $n1) (i64.const 1)))
        (i64.const 0x0)
        i64.ne
        br_if $body
      end
    end
    (return (f64.const -346.0))
  )
  (func $leaf_11 (param $p0 f32) (param $p1 i64) (result f64)
    (local $a i32) (local $b i64) (local $n0 i64) (local $n1 i64)
    (nop)
    local.get $a
    i32.eqz
    i32.const 65280
    i32.and
    i32.const -15
    i32.const 208
    i32.shr_s
    i32.store8 offset=144
    (global.set $state_3 (i64.eqz (i64.shr_s (i64.const 288230376151711743) (i64.const 8191))))
    (local.set $b
      (i64.extend_i32_s (i32.shl (i32.shr_s (local.get $a) (local.get $a)) (local.get $a)))
    )
    global.get $state_0
    return
  )
  (func $leaf_15 (result i64)
    (local i32 i64 i64 i64 i64 i64 i64)
    (local.set 0
      (if (result i32)
        (i64.gt_s (i64.add (i64.extend_i32_s (global.get 3)) (local.get 4)) (i64.const -58))
        (then
          (i32.or (i32.shr_s (local.get 0) (local.get 0)) (local.get 0))
        )
        (else
          (select
            (i32.and (local.get 0) (local.get 0))
            (i32.const 729589581)
            (i32.lt_u
              (select (local.get 0) (local.get 0) (i64.eq (local.get 4) (i64.const 63)))
              (global.get 3)
            )
          )
        )
      )
    )
    i64.const -5331904666012963001
    local.get 4
    i64.le_s
    i32.extend16_s
    local.set 0
    (local.get 3)
  )
  (export "stage_6" (func $stage_6))
  (global $state_0 (mut f64) (f64.const 11.75))
  (global $state_1 (mut f32) (f32.const 21.5))
  (global $state_2 (mut f64) (f64.const -9.75))
  (global $state_3 (mut i32) (i32.const -151))
  (global $target_a (mut i32) (i32.const -476))
  (global $target_b (mut i64) (i64.const 848))
  (global $target_c (mut i32) (i32.const -4))
  (global $target_d (mut i64) (i64.const -707))
  (global $unused_0 i64 (i64.const 1288510378470557701))
  (global $unused_1 i64 (i64.const 1175107428732993191))
  (global $unused_2 i64 (i64.const 1977337534119103599))
)
