;; Family bulk_memory (wasmtime issue 13272), unreduced, 33554432 trips.
;; In the hot loop: 2 x memory.fill.
;; Made by: python seeds/generate.py --family bulk_memory --instruction memory.fill --seed 16 --targets 2 --statements 5 --trip-count 33554432
;; Slow side: wasmtime 41 to 45.
;; Fast side: wasmer 7 (Cranelift); wasmtime 46 for memory.copy.
(module
  (type $signature_0 (func (param i32) (result i64)))
  (type $signature_1 (func (param i64) (result i32)))
  (type $signature_2 (func (param i32 f64) (result i64)))
  (type $signature_3 (func (result i32)))
  (type $signature_4 (func (param i32 i64 i64) (result f32)))
  (type $signature_5 (func))
  (type $signature_6 (func (result f64)))
  (type $signature_7 (func (param i32 i32 i64) (result f64)))
  (import "wasi_snapshot_preview1" "proc_exit" (func $proc_exit (param i32)))
  (memory $m0 2 8)
  (export "memory" (memory $m0))
  (table $dispatch 16 funcref)
  (elem (i32.const 0) func $leaf_7 $leaf_12 $leaf_9 $leaf_11 $leaf_2)
  (elem (i32.const 13) func $leaf_12)
  (elem $passive func $leaf_7 $leaf_9)
  (data (i32.const 3224) "seed %d: total = %lld\0a\00")
  (export "leaf_11" (func $leaf_11))
  (func $stage_12 (type $signature_4) (param $p0 i32) (param $p1 i64) (param $p2 i64) (result f32)
    (local $a i32) (local $b i64) (local $t0 i32) (local $t1 f32) (local $n0 i64)
    (i64.store
      (i32.and (i32.load8_u (i32.and (local.get $a) (i32.const 65528))) (i32.const 65528))
      (i64.extend_i32_u (global.get $state_4))
    )
    (i64.store16
      (i32.and
        (i32.le_s
          (i32.rem_u (i32.shl (global.get $state_0) (local.get $t0)) (i32.const 97))
          (local.get $a)
        )
        (i32.const 32760)
      )
      (i64.rotr
        (i64.and
          (i64.load (i32.and (local.get $t0) (i32.const 65528)))
          (i64.const 4611686018427387903)
        )
        (i64.add (local.get $b) (local.get $b))
      )
    )
    ;; not reached from _start
    (local.set $p1 (i64.mul (i64.add (i64.const 240) (local.get $n0)) (local.get $b)))
    (if
      (i32.eqz (i32.load (i32.and (i32.add (i32.const 199) (local.get $p0)) (i32.const 65528))))
      (then
        (local.set $p1 (i64.mul (i64.extend_i32_u (local.get $t0)) (local.get $b)))
        (local.set $a (i32.xor (local.get $t0) (i32.const -666515027)))
      )
    )
    (f32.const -139.25)
  )
  (func $leaf_11 (result i32)
    (local $a i32) (local $b i64) (local $t0 i32) (local $t1 f64) (local $n0 i64) (local $n1 i64)
    (local.set $a
      (i32.add
        (local.tee $t0 (i32.shr_u (i32.rotl (local.get $a) (local.get $t0)) (local.get $a)))
        (i32.or (i32.const 2092169577) (i32.const 938417235))
      )
    )
    (local.set $t0 (i32.wrap_i64 (local.get $b)))
    (local.set $t0 (i32.shl (i32.trunc_sat_f64_s (local.get $t1)) (local.get $a)))
    (i32.store16
      (i32.and
        (i32.xor (i32.wrap_i64 (i64.const 281474976710655)) (local.get $t0))
        (i32.const 65528)
      )
      (i32.rotl (i32.popcnt (i32.const 8388607)) (local.get $a))
    )
    (i64.store32 offset=400
      (i32.and (i32.sub (i32.extend16_s (local.get $a)) (i32.const 67108863)) (i32.const 32256))
      (i64.rotr
        (i64.rotl (i64.const -3_639_335_197_425_464_615) (i64.const -3058605410657603431))
        (local.get $b)
      )
    )
    (local.get $a)
  )
  (func $stage_7 (param i32 f64) (result i64)
    (local i32 i64 f64 i32 f64 i64)
    (local.set 4 (call 28))
    (i64.store16 offset=72
      (i32.and (i32.sub (i32.and (local.get 0) (local.get 2)) (local.get 0)) (i32.const 65408))
      (i64.load
        (i32.and
          (i32.load16_u offset=336 (i32.and (i32.const 511) (i32.const 65024)))
          (i32.const 32760)
        )
      )
    )
    (local.set 2
      (if (result i32)
        (i64.eq
          (i64.rem_u
            (i64.load32_u offset=520 (i32.and (local.get 2) (i32.const 64512)))
            (i64.const 4093)
          )
          (local.get 3)
        )
        (then
          (i32.and (i32.add (local.get 5) (local.get 5)) (local.get 5))
        )
        (else
          (i32.shl
            (select (local.get 0) (local.get 2) (i64.ge_u (i64.const 58) (i64.const 167)))
            (local.get 2)
          )
        )
      )
    )
    (drop (i64.load32_u (i32.and (i32.add (local.get 5) (i32.const 155)) (i32.const 32760))))
    (local.get 7)
  )
  (func $stage_15 (type $signature_5)
    (local $a i32) (local $b i64) (local $t0 i64) (local $n0 i64) (local $n1 i64) (local $n2 i64)
    (global.set $state_0 (i32.shr_s (i32.add (local.get $a) (local.get $a)) (local.get $a)))
    (local.set $t0
      (i64.or
        (i64.add
          (select
            (local.get $t0)
            (i64.const 70)
            (i64.gt_s (local.get $t0) (i64.const 7172570190121979375))
          )
          (local.get $t0)
        )
        (i64.extend_i32_s (global.get $state_0))
      )
    )
    (local.set $b
      (i64.shr_s
        (i64.trunc_sat_f64_u
          (f64.min
            (f64.load (i32.and (global.get $state_2) (i32.const 65528)))
            (global.get $state_6)
          )
        )
        (i64.or (i64.xor (local.get $n2) (i64.const 112)) (local.get $n2))
      )
    )
    (i32.store16 offset=528
      (i32.and
        (i32.extend8_s
          (i32.add (i32.sub (global.get $state_0) (global.get $state_0)) (local.get $a))
        )
        (i32.const 64512)
      )
      (i32.rem_u
        (i32.wrap_i64
          (select (local.get $n1) (i64.const -63) (i32.lt_u (local.get $a) (i32.const 1868712747)))
        )
        (i32.const 7)
      )
    )
  )
  (func $stage_17 (param $p0 i64) (result i32)
    (local $a i32)
    (local $b i64)
    (local $t0 f64)
    (local $n0 i64)
    (local $n1 i64)
    (block $outer
      (block $body
        (br_table $body $outer $outer $body (i32.rotr (local.get $a) (i32.const 1048575)))
      )
      (if
        (i64.eqz
          (i64.load8_u offset=192
            (i32.and (i32.add (local.get $a) (i32.const 243)) (i32.const 65280))
          )
        )
        (then
          (i32.store8 offset=24
            (i32.and (i32.mul (local.get $a) (local.get $a)) (i32.const 65504))
            (i32.add (local.get $a) (local.get $a))
          )
        )
      )
      (i64.store32
        (i32.and (i32.xor (local.get $a) (i32.const -2000520531)) (i32.const 32760))
        (i64.add (i64.const -53) (i64.const 117))
      )
    )
    (local.set $a
      (i32.and
        (i32.trunc_sat_f64_s (f64.min (f64.convert_i32_u (local.get $a)) (local.get $t0)))
        (i32.shr_s (i32.wrap_i64 (local.get $n1)) (local.get $a))
      )
    )
    (i32.const -34454523)
  )
  (func $stage_14 (type $signature_3) (result i32)
    (local $a i32)
    (local $b i64)
    (local $t0 f64)
    (local $t1 i64)
    (local $t2 f32)
    (local $t3 i64)
    (local $n0 i64)
    (local.set $t0
      (f64.sub
        (f64.mul
          (f64.add (f64.max (global.get $state_6) (global.get $state_6)) (local.get $t0))
          (global.get $state_6)
        )
        (local.get $t0)
      )
    )
    (i32.store offset=592
      (i32.and (i32.add (i32.const -20) (local.get $a)) (i32.const 31744))
      (select (local.get $a) (local.get $a) (i64.lt_u (local.get $t3) (local.get $b)))
    )
    (local.set $t3
      (i64.or
        (i64.load32_u offset=864
          (i32.and (i32.load16_u (i32.and (local.get $a) (i32.const 32760))) (i32.const 31744))
        )
        (i64.xor (local.get $b) (local.get $n0))
      )
    )
    (local.set $a (call $leaf_15))
    (local.set $a
      (i32.shl
        (i32.rotl (i32.shr_u (i32.const -1751998541) (global.get $state_0)) (local.get $a))
        (i32.add (local.get $a) (global.get $state_4))
      )
    )
    (block $again
      (local.set $n0 (i64.const 17))
      (loop $body
        (if
          (i32.const 0)
          (then
            (unreachable)
          )
        )
        (global.set $state_0 (i32.rotr (i32.trunc_sat_f64_u (global.get $state_6)) (local.get $a)))
        (local.set $t3 (i64.xor (i64.const -39) (i64.const 338791232952062479)))
        (if
          (i32.eq
            (i32.shl (i32.and (local.get $a) (local.get $a)) (global.get $state_4))
            (global.get $state_1)
          )
          (then
            (block $skip
              (block $outer
                (br_table $skip $outer (i32.or (local.get $a) (local.get $a)))
              )
              (local.set $a (i32.add (local.get $a) (local.get $a)))
            )
            (global.set $state_3 (f32.convert_i64_u (i64.rotr (local.get $t3) (local.get $t3))))
          )
          (else
            (local.set $t3 (i64.xor (i64.shr_u (i64.const 111) (local.get $b)) (local.get $t1)))
          )
        )
        (br_if $body (i64.ne (local.tee $n0 (i64.sub (local.get $n0) (i64.const 1))) (i64.const 0)))
      )
    )
    (local.get $a)
  )
  (func $leaf_16 (type $signature_2) (param $p0 i32) (param $p1 f64) (result i64)
    (local $a i32)
    (local $b i64)
    (local $t0 i64)
    (local $t1 i32)
    (local $n0 i64)
    (local $n1 i64)
    (local.set $b
      (i64.and
        (i64.and (i64.add (local.get $n1) (local.get $n1)) (local.get $n1))
        (i64.xor (i64.const 141) (local.get $n0))
      )
    )
    (if
      (i32.gt_s (i32.popcnt (i32.or (local.get $t1) (local.get $p0))) (i32.const -1025341561))
      (then
        (i32.store
          (i32.and
            (i32.shr_s (i32.shr_s (i32.const 1802374779) (local.get $p0)) (local.get $p0))
            (i32.const 32760)
          )
          (i32.wrap_i64 (i64.or (i64.const -3522938792291401493) (i64.const 104)))
        )
      )
      (else
        (block $body
          (local.set $p0 (i32.extend16_s (i32.xor (i32.const 169) (global.get $state_1))))
          (br_if $body
            (i64.le_s
              (i64.and (i64.const -7663957575665649107) (i64.const 34359738367))
              (local.get $n1)
            )
          )
          (i32.store
            (i32.and
              (i32.wrap_i64 (i64.sub (i64.const 33554431) (i64.const 227)))
              (i32.const 32760)
            )
            (i32.load (i32.and (i32.shl (local.get $p0) (global.get $state_1)) (i32.const 32760)))
          )
          (local.set $a (i32.sub (i32.shl (i32.const -1711899803) (local.get $a)) (local.get $a)))
        )
        (local.set $a
          (select
            (i32.add (i32.or (local.get $a) (local.get $t1)) (local.get $p0))
            (local.get $a)
            (i32.gt_s
              (i32.shr_s (i32.add (local.get $p0) (local.get $p0)) (i32.const -2024749415))
              (i32.const 1922373027)
            )
          )
        )
      )
    )
    (local.get $b)
  )
  (func $leaf_10 (type $signature_2)
    (local i32 i64 i64 i64 f64 f64 i64)
    (local.set 2 (i32.shr_s (i32.rotr (local.get 2) (local.get 0)) (global.get 0)))
    (local.set 0 (i32.rem_u (local.get 2) (i32.const 3)))
    (local.set 2
      (i32.add
        (local.tee 2 (i32.trunc_sat_f64_u (f64.mul (local.get 7) (local.get 7))))
        (i32.wrap_i64 (local.get 3))
      )
    )
    (if
      (i32.gt_s (i32.add (i32.trunc_sat_f32_u (f32.const 175.0)) (local.get 2)) (local.get 0))
      (then
        (global.set 6 (f64.convert_i32_u (i32.shr_s (local.get 0) (i32.const 227))))
      )
    )
    (local.set 7
      (f64.min
        (f64.convert_i32_u
          (i32.load8_s (i32.and (i32.trunc_sat_f32_s (f32.const -223.5)) (i32.const 32760)))
        )
        (local.get 1)
      )
    )
    (local.set 3
      (i64.sub
        (i64.rotr
          (i64.and
            (select (local.get 5) (local.get 5) (i32.ge_u (local.get 2) (i32.const 200)))
            (i64.const 191)
          )
          (i64.load8_u (i32.and (i32.const -701877965) (i32.const 65528)))
        )
        (select
          (i64.clz (local.get 4))
          (local.get 3)
          (i64.le_s (i64.shr_s (local.get 4) (local.get 3)) (local.get 5))
        )
      )
    )
    (local.get 3)
  )
  (func $leaf_1 (type $signature_4) (param $p0 i32) (param $p1 i64) (param $p2 i64) (result f32)
    (local $a i32) (local $b i64) (local $n0 i64)
    (drop (i64.shr_u (i64.add (local.get $b) (local.get $p2)) (local.get $n0)))
    (local.set $p2
      (i64.sub
        (i64.and (i64.shl (local.get $b) (local.get $b)) (i64.const -5942190045245297123))
        (i64.or (local.get $n0) (i64.const 17179869183))
      )
    )
    (i64.store32 offset=160
      (i32.and
        (i32.add
          (i32.extend8_s (i64.lt_u (i64.const -8256512904071548423) (local.get $p1)))
          (i32.rem_u (local.get $p0) (i32.const 7))
        )
        (i32.const 65280)
      )
      (select
        (i64.load8_u (i32.and (i32.wrap_i64 (local.get $p1)) (i32.const 32760)))
        (local.get $n0)
        (i64.eqz
          (i64.load offset=272
            (i32.and
              (select (local.get $a) (local.get $a) (i64.ge_u (i64.const 190) (local.get $p2)))
              (i32.const 32256)
            )
          )
        )
      )
    )
    (local.set $p0
      (select
        (i32.xor (local.get $p0) (global.get $state_0))
        (local.get $p0)
        (i32.eqz (i32.wrap_i64 (local.get $p2)))
      )
    )
    (global.get $state_5)
  )
  (func $stage_2 (result f64)
    (local i32 i64 i64 i32 i64 i64 i64)
    (local.set 1 (call 34 (i32.xor (local.get 0) (local.get 3)) (f64.convert_i32_s (local.get 3))))
    (i64.store32
      (i32.and
        (i32.xor
          (i32.rotl (i32.div_u (local.get 3) (i32.const 65521)) (local.get 0))
          (i32.rotr (i32.const 1422411343) (global.get 0))
        )
        (i32.const 32760)
      )
      (i64.add
        (i64.load8_u offset=712 (i32.and (i32.xor (local.get 0) (local.get 0)) (i32.const 64512)))
        (i64.add (i64.const 82) (i64.const 16))
      )
    )
    (local.set 2 (select (i64.const 24) (local.get 6) (i64.ge_u (local.get 2) (local.get 1))))
    (if
      (i64.eq (i64.shr_u (i64.rotr (local.get 1) (local.get 1)) (i64.const 122)) (local.get 4))
      (then
        (block
          (global.set 2 (i32.rotr (i32.trunc_sat_f32_s (f32.const 66.625)) (i32.const -162738669)))
          (local.set 2
            (i64.rotr (i64.rotl (i64.const 7860440238135516193) (local.get 4)) (local.get 1))
          )
          (br_if 0 (i64.lt_u (i64.extend_i32_u (local.get 0)) (local.get 2)))
          (if
            (i64.ne
              (i64.add (i64.clz (local.get 5)) (i64.const 33))
              (i64.const -1805062337182554635)
            )
            (then
              (i64.store32
                (i32.and
                  (i32.shr_s
                    (i32.ctz (i32.or (global.get 4) (local.get 3)))
                    (i32.load8_u offset=400 (i32.and (i32.const -54) (i32.const 65024)))
                  )
                  (i32.const 32760)
                )
                (i64.rotl
                  (i64.sub (i64.shr_u (local.get 4) (i64.const 15)) (local.get 6))
                  (i64.xor (local.get 2) (local.get 1))
                )
              )
            )
          )
          (drop (call 28))
        )
        (local.set 1
          (i64.load32_u offset=72
            (i32.and (i32.trunc_sat_f32_s (f32.convert_i64_s (i64.const 106))) (i32.const 65408))
          )
        )
      )
      (else
        (i32.store8
          (i32.and (i32.add (local.get 0) (local.get 3)) (i32.const 65528))
          (i32.rem_u (local.get 0) (i32.const 4093))
        )
      )
    )
    (f64.const 3532.0)
  )
  (func $stage_5 (param $p0 i64) (result i32)
    (local $a i32)
    (local $b i64)
    (local $n0 i64)
    (block $body
      (local.set $p0
        (i64.xor
          (i64.extend_i32_u
            (select (i32.const 511) (local.get $a) (i64.ge_u (i64.const 156) (local.get $p0)))
          )
          (i64.load offset=1024 (i32.and (local.get $a) (i32.const 30720)))
        )
      )
      (br_if $body (i32.eq (i32.rotl (local.get $a) (local.get $a)) (local.get $a)))
      (local.set $a
        (i32.div_u (i32.wrap_i64 (i64.shr_s (local.get $p0) (local.get $b))) (i32.const 4093))
      )
      (i64.store offset=168
        (i32.and
          (i32.wrap_i64 (i64.add (i64.xor (local.get $p0) (local.get $n0)) (local.get $b)))
          (i32.const 65280)
        )
        (i64.rem_u
          (i64.shl (i64.add (local.get $n0) (i64.const 255)) (local.get $n0))
          (i64.const 65521)
        )
      )
    )
    (local.set $a
      (select
        (i32.and
          (i32.shr_u (i32.rem_u (local.get $a) (i32.const 3)) (local.get $a))
          (select (local.get $a) (local.get $a) (i64.lt_u (local.get $n0) (local.get $b)))
        )
        (local.get $a)
        (i32.eqz
          (i32.add
            (i64.gt_s (i64.rotl (local.get $p0) (local.get $b)) (i64.const 4398046511103))
            (i32.or (global.get $state_1) (local.get $a))
          )
        )
      )
    )
    (local.get $a)
  )
  (func $stage_10 (type $signature_0) (param $p0 i32) (result i64)
    (local $a i32)
    (local $b i64)
    (local $t0 f64)
    (local $t1 i64)
    (local $n0 i64)
    (i32.store8
      (i32.and (i32.shl (local.get $a) (local.get $a)) (i32.const 0x7ff8))
      (i32.and (local.get $a) (local.get $p0))
    )
    (local.set $b
      (i64.load32_u
        (i32.and
          (i32.and
            (i32.shr_u (i32.mul (i32.const 7) (local.get $a)) (local.get $a))
            (i32.sub (local.get $a) (i32.const 1073741823))
          )
          (i32.const 65528)
        )
      )
    )
    (i32.store16
      (i32.and (i32.clz (i32.trunc_sat_f64_u (local.get $t0))) (i32.const 32760))
      (i32.load8_u (i32.and (i32.extend8_s (i32.const 0x1fffff)) (i32.const 0xfff8)))
    )
    (return (i64.const 59))
  )
  (func $leaf_15 (type $signature_3) (result i32)
    (local $a i32)
    (local $b i64)
    (local $n0 i64)
    (local $n1 i64)
    (local $n2 i64)
    (i64.store16
      (i32.and
        (i32.load8_s offset=72
          (i32.and
            (i32.add (i32.load8_u (i32.and (local.get $a) (i32.const 32760))) (local.get $a))
            (i32.const 32640)
          )
        )
        (i32.const 65528)
      )
      (i64.rotl
        (i64.load8_u (i32.and (i32.shr_u (local.get $a) (local.get $a)) (i32.const 65528)))
        (i64.sub (local.get $n0) (i64.const 7775554067774388381))
      )
    )
    (local.set $b (i64.load32_u (i32.and (local.get $a) (i32.const 65528))))
    (; operands shaped for the target ;)
    (block $body
      (local.set $b (i64.add (local.get $b) (i64.const -5_641_914_075_784_017_665)))
      (br_if $body (i32.ne (i32.wrap_i64 (i64.const 89)) (local.get $a)))
      (local.set $b (i64.shr_s (local.get $n1) (local.get $n1)))
      (if
        (i32.const 0)
        (then
          (unreachable)
        )
      )
    )
    (global.set $state_5 (f32.load (i32.and (i32.wrap_i64 (local.get $n2)) (i32.const 65528))))
    (local.get $a)
  )
  (func $stage_9 (type $signature_7) (param $p0 i32) (param $p1 i32) (param $p2 i64) (result f64)
    (local $a i32)
    (local $b i64)
    (local $n0 i64)
    (i32.store offset=832
      (i32.and
        (i32.add
          (i32.rotl
            (i32.load8_s offset=952 (i32.and (local.get $p0) (i32.const 31744)))
            (global.get $state_4)
          )
          (i32.xor (local.get $p1) (local.get $p0))
        )
        (i32.const 64512)
      )
      (i32.add (i32.clz (i32.mul (local.get $a) (local.get $a))) (i32.wrap_i64 (i64.const 0xa0)))
    )
    (global.set $state_1
      (i32.load (i32.and (i32.xor (local.get $p1) (global.get $state_0)) (i32.const 32760)))
    )
    (local.set $p2
      (i64.add
        (i64.load32_u offset=488 (i32.and (i32.const 127) (i32.const 0xfe00)))
        (local.get $b)
      )
    )
    (f64.const 209.5625)
  )
  (func $main (export "_start") (type $signature_5)
    (local $a i32)
    (local $c i32)
    (local $b i64)
    (local $d i64)
    (local $n0 i64)
    (local $n1 i64)
    (local $i i64)
    (block $again
      (local.set $n1 (i64.const 13))
      (loop $skip
        (i32.store8 offset=88
          (i32.and
            (i32.and
              (i32.load8_u offset=680 (i32.and (local.get $a) (i32.const 31744)))
              (local.get $a)
            )
            (i32.const 32640)
          )
          (i64.eq (i64.extend8_s (local.get $b)) (i64.const -57))
        )
        (br_if $skip (i64.ne (local.tee $n1 (i64.sub (local.get $n1) (i64.const 1))) (i64.const 0)))
      )
    )
    (local.set $c (call $stage_4))
    (call $stage_15)
    (drop
      (call $stage_9
        (i32.wrap_i64 (local.get $b))
        (i32.xor (local.get $c) (i32.const 97))
        (i64.and (i64.const 128) (local.get $b))
      )
    )
    (local.set $a
      (if (result i32)
        (i64.ne (i64.rotr (i64.rotl (local.get $b) (local.get $d)) (local.get $d)) (local.get $b))
        (then
          (i32.rem_u (i32.or (local.get $c) (local.get $a)) (i32.const 1021))
        )
        (else
          (i32.shr_s (i32.mul (local.get $c) (local.get $a)) (local.get $c))
        )
      )
    )
    (local.set $c (call $stage_1 (i64.add (i64.const 98) (local.get $b))))
    (local.set $b
      (call $stage_7
        (i32.load8_u offset=752 (i32.and (local.get $a) (i32.const 31744)))
        (f64.min (global.get $state_6) (f64.const 419.5))
      )
    )
    (i64.store32
      (i32.and
        (select
          (i32.shr_s (local.get $a) (local.get $c))
          (i32.const 32767)
          (i64.lt_u
            (select
              (i64.const -60375835154331441)
              (i64.const -341280436580135689)
              (i32.ne (i32.const -63) (local.get $a))
            )
            (i64.const 63)
          )
        )
        (i32.const 65528)
      )
      (i64.extend_i32_s (i32.shr_s (local.get $c) (local.get $a)))
    )
    (local.set $a (call $stage_8 (i64.shr_u (local.get $b) (local.get $d))))
    (local.set $c (i32.lt_u (i32.shr_u (local.get $a) (local.get $c)) (local.get $a)))
    (i32.store
      (i32.and (i32.add (i32.rotr (i32.const 142) (i32.const 11)) (local.get $a)) (i32.const 65528))
      (i32.mul (i32.mul (local.get $c) (global.get $state_2)) (local.get $a))
    )
    (local.set $i (i64.const 33554432))
    (loop $body
      (local.set $a
        (i32.xor
          (local.get $a)
          (i32.wrap_i64 (i64.xor (local.get $i) (i64.const 6602420231136286407)))
        )
      )
      (local.set $c
        (i32.sub
          (local.get $c)
          (i32.wrap_i64
            (i64.shr_u (i64.xor (local.get $i) (i64.const 8053158503190788997)) (i64.const 1))
          )
        )
      )
      (local.set $d
        (i64.xor
          (local.tee $d (i64.add (local.get $d) (local.get $i)))
          (i64.const 3580872552380969999)
        )
      )
      (local.set $b
        (i64.xor (local.get $b) (i64.xor (local.get $i) (i64.const -1947303195460481161)))
      )
      (memory.fill
        (i32.and
          (i32.wrap_i64 (i64.xor (local.get $i) (i64.const 1981256564931299043)))
          (i32.const 65472)
        )
        (i32.wrap_i64
          (i64.shr_u (i64.xor (local.get $i) (i64.const -8095893280882524629)) (i64.const 1))
        )
        (i32.const 64)
      )
      (local.set $c (i32.add (local.get $c) (i32.wrap_i64 (local.get $i))))
      (memory.fill
        (i32.and
          (i32.wrap_i64
            (i64.add
              (i64.xor (local.get $i) (i64.const 8717056571727669055))
              (i64.const 9121486211464975453)
            )
          )
          (i32.const 65504)
        )
        (i32.wrap_i64
          (i64.shr_u (i64.xor (local.get $i) (i64.const -698301986898520833)) (i64.const 2))
        )
        (i32.const 32)
      )
      (br_if $body (i64.ne (local.tee $i (i64.sub (local.get $i) (i64.const 1))) (i64.const 0)))
    )
    (i64.store32
      (i32.and (i32.const 736) (i32.const 65528))
      (i64.add (local.get $b) (i64.xor (local.get $d) (i64.extend_i32_u (local.get $a))))
    )
    (i32.store16 offset=1024 (i32.const 736) (local.get $c))
    (local.set $c (call $stage_16 (i64.add (local.get $b) (local.get $d))))
    (call $proc_exit (i32.const 0))
  )
  (func $stage_6 (type $signature_5)
    (local $a i32) (local $b i64) (local $t0 i64) (local $t1 i32) (local $t2 i32) (local $n0 i64) (local $n1 i64)
    (global.set $state_5
      (f32.load offset=776
        (i32.and
          (i32.load offset=704 (i32.and (global.get $state_0) (i32.const 64512)))
          (i32.const 64512)
        )
      )
    )
    (if
      (i64.ge_u (i64.mul (i64.trunc_sat_f64_u (f64.const -173.0)) (local.get $b)) (local.get $t0))
      (then
        (i64.store16
          (i32.and (i32.rotl (global.get $state_4) (local.get $t2)) (i32.const 65528))
          (i64.shr_s (local.get $n0) (i64.const 68719476735))
        )
        (nop)
      )
    )
    (i32.store offset=696
      (i32.and (i32.rotr (i32.rotl (local.get $a) (local.get $a)) (local.get $a)) (i32.const 31744))
      (i32.extend8_s (i32.load8_s (i32.and (local.get $t2) (i32.const 65528))))
    )
    (drop (i64.add (i64.add (local.get $n1) (local.get $n1)) (local.get $n1)))
  )
  (func $leaf_14 (param $p0 i64) (result i32)
    (local $a i32)
    (local $b i64)
    (local $n0 i64)
    (local.set $a
      (i32.add
        (local.tee $a (i32.rotl (i32.rotl (i32.const 0x7a) (local.get $a)) (local.get $a)))
        (i32.shl (local.get $a) (local.get $a))
      )
    )
    (local.set $p0
      (i64.add
        (i64.rotr
          (i64.and (i64.rem_u (local.get $p0) (i64.const 0x3fd)) (local.get $p0))
          (i64.and (i64.const 65535) (local.get $n0))
        )
        (i64.shr_s (i64.xor (i64.const 8589934591) (local.get $n0)) (local.get $b))
      )
    )
    (global.get $state_4)
  )
  (func $leaf_4
    (local $a i32)
    (local $b i64)
    (local $n0 i64)
    (local.set $b (i64.shr_u (local.get $b) (local.get $b)))
    (local.set $a (i32.clz (local.get $a)))
    (local.set $b
      (i64.add
        (i64.load16_s offset=248 (i32.and (local.get $a) (i32.const 0xff00)))
        (local.get $n0)
      )
    )
    (local.set $b (i64.extend_i32_s (i32.shl (local.get $a) (local.get $a))))
    (i64.store32 offset=448
      (i32.and
        (i32.shl (i32.load (i32.and (i32.const -26) (i32.const 32760))) (local.get $a))
        (i32.const 32256)
      )
      (i64.clz (i64.extend_i32_s (i32.const 32767)))
    )
    (global.set $state_2 (i32.wrap_i64 (i64.rotl (local.get $b) (i64.const 147))))
  )
  (func $leaf_2 (result f64)
    (local $a i32) (local $b i64) (local $t0 f32) (local $t1 f32) (local $t2 i32) (local $t3 f32) (local $n0 i64) (local $n1 i64)
    (local.set $t3 (f32.load (i32.and (local.get $t2) (i32.const 32760))))
    (local.set $a (i32.popcnt (local.get $a)))
    (local.set $t2
      (i32.add
        (local.tee $t2
          (i32.xor
            (select (local.get $a) (local.get $t2) (i64.eq (local.get $n1) (local.get $n1)))
            (i32.const 251)
          )
        )
        (i32.rotl (local.get $a) (local.get $t2))
      )
    )
    (i32.store8
      (i32.and
        (i32.load8_u
          (i32.and
            (i32.sub (i32.add (local.get $a) (local.get $t2)) (local.get $a))
            (i32.const 32760)
          )
        )
        (i32.const 65528)
      )
      (i32.rotr
        (i32.add (i32.shl (local.get $a) (global.get $state_0)) (local.get $a))
        (i32.rotl (local.get $t2) (i32.const -30))
      )
    )
    (f64.const 613.0)
  )
  (func $stage_0 (param $p0 i32) (param $p1 i64) (param $p2 i64) (result f32)
    (local $a i32)
    (local $b i64)
    (local $t0 f64)
    (local $t1 f32)
    (local $n0 i64)
    (local $n1 i64)
    (local $n2 i64)
    (local.set $t1
      (call $leaf_0
        (i32.sub (local.get $p0) (local.get $p0))
        (i64.xor (local.get $p2) (local.get $n0))
        (i64.load offset=200 (i32.and (local.get $p0) (i32.const 65280)))
      )
    )
    (block $outer
      (block $body
        (br_table $outer $outer $body $body (i32.div_u (i32.const 67) (i32.const 1021)))
      )
      (local.set $p1
        (i64.load
          (i32.and
            (i32.load offset=664
              (i32.and
                (i32.mul (i32.rem_u (local.get $p0) (i32.const 65521)) (local.get $p0))
                (i32.const 31744)
              )
            )
            (i32.const 65528)
          )
        )
      )
    )
    (global.set $state_4 (i32.wrap_i64 (i64.rem_u (i64.const 148) (i64.const 1021))))
    (local.set $b (i64.trunc_sat_f32_s (f32.add (local.get $t1) (local.get $t1))))
    (local.set $p0
      (i32.load8_s
        (i32.and
          (i32.and (i32.add (local.get $p0) (i32.const 60)) (local.get $a))
          (i32.const 65528)
        )
      )
    )
    (block $skip
      (block $again
        (global.set $state_6 (f64.mul (f64.convert_i64_s (local.get $p1)) (local.get $t0)))
        (br_if $again (i32.gt_s (i32.mul (local.get $p0) (i32.const 91)) (local.get $a)))
        (local.set $p1 (i64.rotl (i64.rotr (local.get $p1) (i64.const 218)) (local.get $n2)))
        (if
          (i64.eqz (i64.clz (i64.mul (local.get $p1) (local.get $p2))))
          (then
            (local.set $p2 (i64.and (i64.const 3108742398109996353) (i64.const -5)))
            (global.set $state_4
              (i64.ge_u
                (i64.rem_u (i64.const 131071) (i64.const 4093))
                (i64.const 6313016210771612305)
              )
            )
          )
          (else
            (i32.store16
              (i32.and
                (i32.mul (i32.shl (local.get $p0) (local.get $a)) (local.get $a))
                (i32.const 32760)
              )
              (i32.or (i32.add (global.get $state_4) (global.get $state_0)) (global.get $state_2))
            )
            (local.set $a (call $leaf_6))
          )
        )
      )
      (br_if $skip
        (i64.gt_s
          (select (local.get $n2) (local.get $p2) (i32.lt_u (local.get $p0) (local.get $a)))
          (local.get $n0)
        )
      )
      (if
        (i64.lt_u
          (i64.mul (i64.rotr (i64.const 113) (local.get $p1)) (local.get $n1))
          (local.get $p1)
        )
        (then
          (local.set $b
            (i64.rotl
              (i64.or (i64.extend_i32_u (local.get $p0)) (i64.const 84))
              (i64.div_u (local.get $b) (i64.const 65521))
            )
          )
          (i32.store offset=1024
            (i32.and (i32.rotl (global.get $state_2) (local.get $p0)) (i32.const 63488))
            (i32.load16_u (i32.and (local.get $a) (i32.const 32760)))
          )
        )
      )
      (local.set $p2
        (i64.extend_i32_u
          (i32.or
            (i32.load8_s offset=792
              (i32.and (i64.gt_s (local.get $n2) (i64.const 185)) (i32.const 64512))
            )
            (i32.add (local.get $a) (local.get $a))
          )
        )
      )
    )
    (f32.const -222.75)
  )
  (func $leaf_8 (param $p0 i32) (param $p1 i64) (param $p2 i64) (result f32)
    (local $a i32)
    (local $b i64)
    (local $n0 i64)
    (local $n1 i64)
    (block $outer
      (block $body
        (br_table $body $body (i32.rotl (local.get $p0) (local.get $p0)))
      )
      (local.set $p1
        (i64.extend_i32_u
          (i32.mul
            (select (i32.const -298393681) (global.get $state_1) (i64.eqz (local.get $p1)))
            (local.get $p0)
          )
        )
      )
    )
    (local.set $a (i32.rem_u (i32.const 255) (i32.const 65521)))
    (return (f32.const 1359.0))
  )
  (func $leaf_7 (param i32 i32 i64) (result f64)
    (local i32 i64 f32 i32 i32 i64 i64 i64)
    (block
      (local.set 8 (i64.mul (local.get 10) (i64.const -2806473333171850227)))
      (local.set 1
        (i32.add
          (local.tee 1 (i32.clz (i32.add (local.get 0) (local.get 0))))
          (select (local.get 7) (local.get 6) (i32.eqz (i32.const -1513587013)))
        )
      )
      (br_if 0 (i64.eqz (i64.xor (local.get 2) (i64.const 35))))
      (local.set 1
        (i32.wrap_i64
          (i64.shl
            (i64.load32_u
              (i32.and
                (i32.load16_u offset=104 (i32.and (local.get 6) (i32.const 32640)))
                (i32.const 65528)
              )
            )
            (i64.add (i64.const 1099511627775) (local.get 4))
          )
        )
      )
    )
    (i32.store
      (i32.and
        (i32.and
          (i32.add (i32.rem_u (global.get 0) (i32.const 1021)) (local.get 0))
          (i32.rotl (global.get 0) (local.get 6))
        )
        (i32.const 65528)
      )
      (i64.le_s
        (i64.shl (i64.load32_u offset=360 (i32.and (local.get 1) (i32.const 32256))) (local.get 8))
        (local.get 10)
      )
    )
    (if
      (i32.eqz
        (i32.ge_u (i32.load8_u offset=240 (i32.and (local.get 7) (i32.const 65280))) (global.get 4))
      )
      (then
        (i64.store16
          (i32.and (i32.wrap_i64 (i64.extend_i32_s (local.get 0))) (i32.const 32760))
          (i64.add (i64.rem_u (local.get 9) (i64.const 97)) (local.get 10))
        )
      )
      (else
        (i32.store8 offset=656
          (i32.and
            (i32.load8_s offset=144
              (i32.and (i32.ctz (i32.div_u (local.get 7) (i32.const 65521))) (i32.const 32512))
            )
            (i32.const 31744)
          )
          (select
            (i32.sub
              (select (local.get 6) (local.get 1) (i64.gt_s (local.get 9) (local.get 8)))
              (local.get 1)
            )
            (local.get 3)
            (i64.le_s
              (i64.load32_u (i32.and (i32.xor (local.get 1) (local.get 3)) (i32.const 65528)))
              (local.get 8)
            )
          )
        )
        (global.set 2 (i32.wrap_i64 (i64.and (i64.const -3005362796118737595) (local.get 10))))
      )
    )
    (f64.const 366.0)
  )
  (func $stage_8 (type $signature_1) (param $p0 i64) (result i32)
    (local $a i32)
    (local $b i64)
    (local $t0 i64)
    (local $t1 f32)
    (local $t2 f32)
    (local $n0 i64)
    (local $n1 i64)
    ;; bounded window
    (local.set $a (call $leaf_14 (i64.extend_i32_u (local.get $a))))
    (local.set $t1
      (f32.min (f32.sub (f32.convert_i64_u (local.get $n1)) (global.get $state_3)) (local.get $t2))
    )
    (i32.store8
      (i32.and
        (i32.xor
          (select (local.get $a) (local.get $a) (i32.le_s (global.get $state_1) (local.get $a)))
          (global.get $state_4)
        )
        (i32.const 32760)
      )
      (i32.or (i64.le_s (i64.const 8912417730354550049) (i64.const 511)) (local.get $a))
    )
    (local.set $a
      (if (result i32)
        (i64.eq (i64.or (i64.ctz (i64.const 243)) (local.get $p0)) (local.get $t0))
        (then
          (i32.add (i32.load (i32.and (local.get $a) (i32.const 65528))) (i32.const 3))
        )
        (else
          (i32.xor (i32.xor (local.get $a) (local.get $a)) (local.get $a))
        )
      )
    )
    (local.set $t1
      (f32.convert_i64_s
        (i64.add (i64.xor (local.get $t0) (local.get $n0)) (i64.const -5803447415631750541))
      )
    )
    (local.get $a)
  )
  (func $stage_3 (type $signature_7) (param $p0 i32) (param $p1 i32) (param $p2 i64) (result f64)
    (local $a i32) (local $b i64) (local $t0 i64) (local $t1 i32) (local $t2 i32) (local $n0 i64) (local $n1 i64)
    (local.set $t0 (i64.rem_u (local.get $n0) (i64.const 97)))
    (block $skip
      (local.set $n1 (i64.const 3))
      (loop $body
        (local.set $p0
          (i32.add
            (local.tee $a (i32.sub (i32.xor (local.get $p1) (local.get $p1)) (local.get $p0)))
            (select (local.get $t1) (i32.const 15) (i64.lt_u (local.get $n0) (local.get $b)))
          )
        )
        (block $outer
          (local.set $p1
            (i32.mul
              (select
                (i32.or (i32.rotl (local.get $p0) (global.get $state_2)) (local.get $a))
                (local.get $a)
                (i32.gt_s
                  (i32.shl
                    (select
                      (local.get $p1)
                      (local.get $t1)
                      (i64.lt_u (i64.const 29) (local.get $b))
                    )
                    (i32.const 32767)
                  )
                  (i32.const 200)
                )
              )
              (select
                (i32.xor (local.get $a) (global.get $state_0))
                (i32.const 17)
                (i32.eq (i32.xor (local.get $p1) (local.get $p1)) (local.get $p1))
              )
            )
          )
          (global.set $state_3 (f32.convert_i32_s (i32.extend16_s (i32.const 446257917))))
          (br_if $outer (i64.ge_u (i64.rem_u (local.get $n1) (i64.const 3)) (local.get $n0)))
          (i32.store8 offset=648
            (i32.and
              (i32.sub
                (select
                  (i32.add (local.get $t1) (i32.const 16))
                  (local.get $p0)
                  (i64.eqz (i64.shr_u (local.get $p2) (i64.const -8_549_717_632_951_780_111)))
                )
                (i32.load8_u (i32.and (local.get $t1) (i32.const 32760)))
              )
              (i32.const 64512)
            )
            (i32.extend16_s (i32.ctz (i32.wrap_i64 (local.get $t0))))
          )
        )
        (local.set $t0 (i64.sub (i64.extend_i32_u (global.get $state_1)) (local.get $p2)))
        (br_if $body (i64.ne (local.tee $n1 (i64.sub (local.get $n1) (i64.const 1))) (i64.const 0)))
      )
    )
    (return (global.get $state_6))
  )
  (func $leaf_0 (param $p0 i32) (param $p1 i64) (param $p2 i64) (result f32)
    (local $a i32) (local $b i64) (local $t0 f64) (local $n0 i64) (local $n1 i64)
    (local.set $p1
      (i64.shl
        (i64.extend_i32_u (i32.add (local.get $p0) (local.get $a)))
        (i64.mul (i64.const 2047) (i64.const 40))
      )
    )
    (block $body
      (i64.store32 offset=88
        (i32.and
          (i32.sub (i32.add (local.get $a) (i32.const -1178012905)) (local.get $p0))
          (i32.const 65408)
        )
        (i64.and (i64.or (local.get $n0) (local.get $p1)) (local.get $b))
      )
      (br_if $body (i64.eqz (i64.add (local.get $n1) (i64.const 203))))
      (local.set $a
        (if (result i32)
          (i64.le_s
            (select
              (i64.load (i32.and (local.get $p0) (i32.const 32760)))
              (local.get $p2)
              (i32.gt_s (i32.shl (local.get $p0) (local.get $a)) (local.get $a))
            )
            (local.get $p1)
          )
          (then
            (i32.wrap_i64 (i64.xor (local.get $p1) (local.get $b)))
          )
          (else
            (i32.load8_s (i32.and (i32.mul (local.get $a) (local.get $p0)) (i32.const 65528)))
          )
        )
      )
      (local.set $p0 (i32.add (i32.const -1417355571) (local.get $p0)))
    )
    (return (f32.const 111.875))
  )
  (func $leaf_3 (param $p0 i32) (param $p1 i64) (param $p2 i64) (result f32)
    (local $a i32) (local $b i64) (local $t0 f32) (local $n0 i64)
    (i32.store8
      (i32.and (i32.wrap_i64 (local.get $p1)) (i32.const 0xfff8))
      (i32.shl (local.get $p0) (local.get $a))
    )
    (if
      (i32.gt_s
        (i32.xor (i64.gt_s (local.get $p2) (local.get $p2)) (local.get $a))
        (global.get $state_4)
      )
      (then
        (global.set $state_1
          (select
            (i32.ge_u (local.get $p0) (i32.const -740159627))
            (global.get $state_0)
            (i64.ge_u
              (select (i64.const 241) (local.get $n0) (i32.lt_u (i32.const 7) (local.get $a)))
              (local.get $b)
            )
          )
        )
      )
      (else
        (local.set $b
          (i64.clz (i64.sub (i64.const -2977482155393978745) (i64.const 0x12f6256810c88da7)))
        )
      )
    )
    (drop (i64.clz (i64.load8_u (i32.and (local.get $a) (i32.const 32760)))))
    (i64.store offset=368
      (i32.and
        (i32.load8_s offset=128 (i32.and (local.get $p0) (i32.const 0x7f00)))
        (i32.const 65024)
      )
      (i64.load32_u (i32.and (local.get $a) (i32.const 0x7ff8)))
    )
    (i64.store32
      (i32.and
        (i32.add (i32.div_u (local.get $a) (i32.const 0x61)) (global.get $state_4))
        (i32.const 32760)
      )
      (select
        (i64.rotr (local.get $b) (local.get $n0))
        (local.get $p1)
        (i32.ne (i32.mul (local.get $p0) (local.get $a)) (local.get $p0))
      )
    )
    (local.get $t0)
  )
  (func $stage_11 (type $signature_1) (param $p0 i64) (result i32)
    (local $a i32) (local $b i64) (local $t0 f32) (local $n0 i64)
    (global.set $state_4 (i32.and (i32.or (local.get $a) (i32.const 213)) (local.get $a)))
    (i32.store16
      (i32.and (i32.rotr (local.get $a) (local.get $a)) (i32.const 65528))
      (i32.mul (i32.const 143) (local.get $a))
    )
    (local.set $a
      (i32.add
        (local.tee $a (i32.shr_u (i32.mul (local.get $a) (local.get $a)) (i32.const 383079283)))
        (i32.add (local.get $a) (local.get $a))
      )
    )
    (local.set $a (i32.wrap_i64 (i64.const -5741819861060286049)))
    (i32.store
      (i32.and
        (i32.or (i32.trunc_sat_f32_s (local.get $t0)) (global.get $state_2))
        (i32.const 65528)
      )
      (i32.rotr (i32.rotr (local.get $a) (local.get $a)) (local.get $a))
    )
    (local.set $t0
      (call $leaf_0
        (i32.and (local.get $a) (local.get $a))
        (i64.rotr (local.get $b) (i64.const 140737488355327))
        (i64.sub (local.get $n0) (local.get $p0))
      )
    )
    (block $body
      (global.set $state_2 (i32.wrap_i64 (i64.sub (local.get $b) (local.get $n0))))
      (i64.store16
        (i32.and
          (i32.shl
            (i32.shl (i32.wrap_i64 (local.get $n0)) (local.get $a))
            (i32.wrap_i64 (local.get $b))
          )
          (i32.const 32760)
        )
        (i64.shr_u
          (i64.extend_i32_u (i32.or (local.get $a) (global.get $state_0)))
          (i64.xor (local.get $p0) (local.get $b))
        )
      )
      (br_if $body
        (i64.lt_u (i64.load offset=936 (i32.and (local.get $a) (i32.const 31744))) (local.get $b))
      )
      (drop (i64.add (i64.load16_s (i32.and (local.get $a) (i32.const 32760))) (local.get $b)))
    )
    (local.get $a)
  )
  (func $leaf_9 (result f64)
    (local $a i32) (local $b i64) (local $t0 i64) (local $t1 f32) (local $t2 i32) (local $t3 f64) (local $n0 i64) (local $n1 i64)
    (local.set $t2
      (if (result i32)
        (i64.eqz
          (select
            (select
              (local.get $t0)
              (i64.const 25)
              (i64.ge_u (local.get $n1) (i64.const 68719476735))
            )
            (i64.const -159381696363067331)
            (i32.lt_u
              (select
                (i32.const 0x4649b2fb)
                (i32.const 1315802185)
                (i64.ne (local.get $n1) (local.get $b))
              )
              (i32.const 0xd7)
            )
          )
        )
        (then
          (i32.shl (i32.mul (i32.const 131071) (i32.const 524287)) (i32.const 0x1ffff))
        )
        (else
          (select
            (i32.eqz (local.get $a))
            (local.get $t2)
            (i32.ne (i32.sub (i32.const 351446361) (local.get $t2)) (local.get $t2))
          )
        )
      )
    )
    (local.set $t2
      (i32.wrap_i64
        (i64.trunc_sat_f32_s (f32.sub (f32.convert_i32_u (local.get $t2)) (local.get $t1)))
      )
    )
    (local.set $a
      (i32.mul
        (i32.add (i32.load8_u (i32.and (local.get $t2) (i32.const 65528))) (local.get $t2))
        (i32.sub (local.get $a) (local.get $a))
      )
    )
    (local.set $t0
      (i64.add (i64.rotr (i64.const -0x2f) (i64.const 7818999343561381937)) (i64.const 147))
    )
    (global.set $state_5
      (f32.sub (f32.convert_i32_u (i32.const -0x4cf6745b)) (global.get $state_5))
    )
    (local.get $t3)
  )
  (func $mix (param $x i32) (param $y i32) (result i32)
    (i32.xor (i32.add (local.get $x) (local.get $y)) (i32.const 723747617))
  )
  (func $leaf_12 (result i32)
    (local $a i32) (local $b i64) (local $t0 i64) (local $t1 i32) (local $t2 i32) (local $t3 i32) (local $n0 i64) (local $n1 i64) (local $n2 i64)
    (if
      (i32.const 0)
      (then
        (unreachable)
      )
    )
    (i32.store8
      (i32.and
        (i32.load8_s offset=512
          (i32.and (i32.shr_u (global.get $state_1) (global.get $state_2)) (i32.const 0x7c00))
        )
        (i32.const 32760)
      )
      (i32.load
        (i32.and (i32.load16_u (i32.and (local.get $t3) (i32.const 32760))) (i32.const 0x7ff8))
      )
    )
    (local.set $a
      (if (result i32)
        (i64.eqz (i64.shr_u (i64.shr_u (local.get $t0) (local.get $n2)) (local.get $n0)))
        (then
          (i32.add
            (select
              (local.get $t1)
              (global.get $state_4)
              (i32.ne (local.get $t1) (global.get $state_1))
            )
            (local.get $a)
          )
        )
        (else
          (i32.shr_u
            (i32.load offset=304 (i32.and (local.get $t1) (i32.const 65024)))
            (local.get $t3)
          )
        )
      )
    )
    (local.set $b
      (select (i64.const 5_697_184_849_147_753_437) (local.get $n1) (i32.eqz (global.get $state_4)))
    )
    (i32.store16
      (i32.and
        (i32.rem_u (i32.shr_s (local.get $t1) (global.get $state_0)) (i32.const 3))
        (i32.const 32760)
      )
      (i32.wrap_i64 (i64.rotr (local.get $n0) (local.get $b)))
    )
    (; bounded window ;)
    (local.set $t2
      (if (result i32)
        (i32.eq
          (i32.and (i32.shr_u (global.get $state_1) (local.get $t2)) (local.get $a))
          (i32.const 0x1ffff)
        )
        (then
          (i32.or (i32.wrap_i64 (local.get $b)) (local.get $t3))
        )
        (else
          (i32.or (i32.rotl (global.get $state_0) (local.get $t1)) (local.get $t3))
        )
      )
    )
    (local.get $t2)
  )
  (func $leaf_6 (result i32)
    (local $a i32) (local $b i64) (local $t0 f64) (local $t1 f64) (local $t2 i32) (local $n0 i64) (local $n1 i64)
    (if
      (i64.le_s (i64.or (i64.add (local.get $n0) (local.get $n0)) (local.get $b)) (local.get $b))
      (then
        (global.set $state_3 (f32.convert_i64_u (i64.trunc_sat_f64_u (local.get $t1))))
      )
    )
    (block $outer
      (local.set $n1 (i64.const 18))
      (loop $body
        (i32.store16
          (i32.and
            (i32.and
              (i32.mul
                (i32.shr_u (global.get $state_1) (i32.const 1337850703))
                (global.get $state_4)
              )
              (i32.wrap_i64 (local.get $b))
            )
            (i32.const 32760)
          )
          (i32.clz (i32.wrap_i64 (i64.extend16_s (local.get $n1))))
        )
        (drop (i64.mul (i64.shr_s (local.get $b) (i64.const 4294967295)) (local.get $b)))
        (br_if $body (i64.ne (local.tee $n1 (i64.sub (local.get $n1) (i64.const 1))) (i64.const 0)))
      )
    )
    (local.get $a)
  )
  (func $stage_4 (result i32)
    (local $a i32) (local $b i64) (local $t0 i32) (local $t1 i32) (local $t2 f32) (local $t3 f32) (local $n0 i64) (local $n1 i64) (local $n2 i64)
    (i64.store32
      (i32.and
        (i32.shr_s
          (i32.div_u (i32.or (local.get $t0) (i32.const 236)) (i32.const 97))
          (i64.ge_u (i64.const 210) (local.get $n0))
        )
        (i32.const 65528)
      )
      (i64.extend_i32_s
        (i32.shr_s
          (select (i32.const -14) (local.get $t0) (i64.eq (local.get $b) (i64.const 52)))
          (global.get $state_0)
        )
      )
    )
    (local.set $a
      (i32.div_u
        (i32.mul (i32.trunc_sat_f64_u (global.get $state_6)) (local.get $t0))
        (i32.const 4093)
      )
    )
    (return (global.get $state_4))
  )
  (func $leaf_5
    (local $a i32) (local $b i64) (local $t0 f32) (local $t1 i32) (local $t2 f32) (local $t3 i32) (local $n0 i64) (local $n1 i64) (local $n2 i64)
    (if
      (i64.eq (i64.xor (i64.add (local.get $n2) (local.get $b)) (local.get $n1)) (local.get $b))
      (then
        (if
          (i64.eq
            (i64.shr_s (i64.xor (local.get $b) (local.get $b)) (local.get $b))
            (local.get $n1)
          )
          (then
            (local.set $t3 (i32.extend8_s (i32.and (i32.wrap_i64 (local.get $n1)) (local.get $t3))))
            (i64.store16
              (i32.and
                (i32.div_u (i32.rotl (global.get $state_0) (global.get $state_4)) (i32.const 4093))
                (i32.const 0xfff8)
              )
              (i64.extend_i32_s (i32.shr_s (i32.const 223) (local.get $t3)))
            )
          )
          (else
            (block $outer
              (local.set $n2 (i64.const 0x8))
              (loop $body
                (global.set $state_0
                  (i32.trunc_sat_f32_u (f32.max (local.get $t2) (local.get $t0)))
                )
                (i32.store16
                  (i32.and
                    (i32.load8_u offset=40
                      (i32.and
                        (i32.load16_u (i32.and (local.get $a) (i32.const 0xfff8)))
                        (i32.const 65472)
                      )
                    )
                    (i32.const 0x7ff8)
                  )
                  (i32.load16_u offset=1024
                    (i32.and (i32.shr_s (i32.const -0x2d) (local.get $t3)) (i32.const 30720))
                  )
                )
                (local.set $a
                  (i32.add
                    (i32.wrap_i64
                      (i64.xor (i64.shr_s (local.get $n1) (local.get $n0)) (i64.const 0x61))
                    )
                    (i32.mul
                      (i32.load8_s offset=784 (i32.and (local.get $a) (i32.const 31744)))
                      (local.get $t3)
                    )
                  )
                )
                (i64.store16
                  (i32.and
                    (i32.wrap_i64 (i64.add (local.get $n1) (i64.const 50)))
                    (i32.const 32760)
                  )
                  (i64.extend_i32_s (i32.rem_u (i32.const 0x69) (i32.const 1021)))
                )
                (br_if $body
                  (i64.ne (local.tee $n2 (i64.sub (local.get $n2) (i64.const 1))) (i64.const 0))
                )
              )
            )
          )
        )
      )
      (else
        (local.set $b (i64.shr_s (i64.xor (local.get $n0) (local.get $n2)) (local.get $n1)))
        (local.set $t3 (i32.xor (i32.shr_u (local.get $t3) (local.get $t3)) (local.get $t3)))
      )
    )
  )
  (func $leaf_13 (type $signature_2) (param $p0 i32) (param $p1 f64) (result i64)
    (local $a i32) (local $b i64) (local $t0 f32) (local $t1 f64) (local $n0 i64)
    (local.set $a (i32.add (i32.wrap_i64 (i64.const 4294967295)) (local.get $a)))
    (i64.store offset=248
      (i32.and
        (i32.div_u (i32.rem_u (local.get $p0) (i32.const 7)) (i32.const 65521))
        (i32.const 65280)
      )
      (i64.clz (i64.rem_u (local.get $n0) (i64.const 7)))
    )
    (nop)
    (block $body
      (block $outer
        (if
          (i64.eqz (i64.rotl (i64.load (i32.and (local.get $a) (i32.const 32760))) (local.get $b)))
          (then
            (i32.store
              (i32.and (i32.rotr (local.get $p0) (local.get $a)) (i32.const 65528))
              (i32.wrap_i64 (local.get $n0))
            )
            (i32.store16 offset=864
              (i32.and
                (i32.sub
                  (i32.xor (i32.trunc_sat_f64_s (global.get $state_6)) (local.get $a))
                  (i32.wrap_i64 (i64.const 128))
                )
                (i32.const 64512)
              )
              (i32.mul
                (i32.and (i32.shl (local.get $p0) (local.get $p0)) (global.get $state_0))
                (i32.ne (local.get $a) (local.get $p0))
              )
            )
          )
        )
        ;; not reached from _start
        (br_if $outer (i32.eqz (i64.ne (local.get $n0) (i64.const -18))))
        (global.set $state_0 (i32.shr_s (i32.and (local.get $p0) (local.get $a)) (i32.const 130)))
        (i32.store16 offset=864
          (i32.and
            (i32.shr_u
              (select
                (i32.add (global.get $state_1) (local.get $p0))
                (local.get $p0)
                (i32.eqz (i32.shr_u (global.get $state_4) (local.get $a)))
              )
              (i32.shr_u (local.get $a) (local.get $a))
            )
            (i32.const 64512)
          )
          (i32.trunc_sat_f64_s (f64.convert_i32_u (i32.wrap_i64 (local.get $n0))))
        )
      )
      (br_if $body (i64.gt_s (i64.rotl (local.get $b) (i64.const 1048575)) (local.get $n0)))
      (local.set $a (i32.wrap_i64 (i64.extend_i32_u (local.get $a))))
      (global.set $state_6 (f64.min (f64.convert_i32_s (local.get $a)) (local.get $t1)))
    )
    (return (local.get $b))
  )
  (func $stage_13 (result f64)
    (local $a i32) (local $b i64) (local $t0 f32) (local $n0 i64)
    (local.set $t0 (f32.max (f32.convert_i32_s (local.get $a)) (local.get $t0)))
    (local.set $a
      (i32.wrap_i64
        (i64.xor
          (i64.extend_i32_s (i32.load8_u (i32.and (local.get $a) (i32.const 65528))))
          (i64.shr_u (local.get $n0) (local.get $n0))
        )
      )
    )
    (i64.store16
      (i32.and (i32.xor (i32.shr_u (local.get $a) (local.get $a)) (local.get $a)) (i32.const 65528))
      (i64.add (i64.add (local.get $b) (local.get $n0)) (i64.const 118))
    )
    (if
      (i32.const 0)
      (then
        (unreachable)
      )
    )
    (call $leaf_5)
    (block $outer
      (block $body
        (br_table $outer $outer (i32.shr_u (i32.const 204) (i32.const 1)))
      )
      (local.set $a
        (i32.wrap_i64
          (i64.load16_s (i32.and (i32.shr_u (i32.const 19) (local.get $a)) (i32.const 32760)))
        )
      )
      (local.set $a (i32.add (local.get $a) (i32.const 4)))
    )
    (f64.const 49.375)
  )
  (func $stage_16 (param $p0 i64) (result i32)
    (local $a i32)
    (local $b i64)
    (local $t0 i64)
    (local $n0 i64)
    (local $n1 i64)
    (local $n2 i64)
    (i64.store32
      (i32.and (i32.wrap_i64 (i64.rem_u (local.get $n1) (i64.const 0x3))) (i32.const 32760))
      (i64.xor (i64.sub (local.get $b) (local.get $b)) (local.get $n0))
    )
    (local.set $a
      (i32.xor
        (i32.rotr (i32.xor (local.get $a) (i32.const 15)) (local.get $a))
        (i32.rem_u (local.get $a) (i32.const 1021))
      )
    )
    (local.set $a
      (i32.add
        (local.tee $a (i32.rotr (i32.mul (local.get $a) (local.get $a)) (local.get $a)))
        (i32.xor (local.get $a) (i32.const 52))
      )
    )
    (i32.store
      (i32.and (i32.sub (local.get $a) (local.get $a)) (i32.const 65528))
      (i32.load8_u (i32.and (global.get $state_4) (i32.const 0x7ff8)))
    )
    (i64.store32 offset=896
      (i32.and (i32.shl (local.get $a) (local.get $a)) (i32.const 64512))
      (i64.rem_u (local.get $n2) (i64.const 3))
    )
    (i64.store
      (i32.and
        (i32.add (i32.shr_u (global.get $state_0) (local.get $a)) (local.get $a))
        (i32.const 65528)
      )
      (i64.extend_i32_s (i32.rotl (local.get $a) (local.get $a)))
    )
    (i32.store8 offset=184
      (i32.and
        (i32.load8_u (i32.and (i32.rotl (local.get $a) (i32.const 0xbd)) (i32.const 65528)))
        (i32.const 32512)
      )
      (i32.load16_u (i32.and (i32.rotr (local.get $a) (local.get $a)) (i32.const 32760)))
    )
    (return (i32.const 114))
  )
  (func $stage_1 (param $p0 i64) (result i32)
    (local $a i32)
    (local $b i64)
    (local $t0 i64)
    (local $n0 i64)
    (local $n1 i64)
    (global.set $state_6 (f64.add (f64.convert_i64_u (local.get $t0)) (f64.const -1737.5)))
    (if
      (i32.const 0x0)
      (then
        (unreachable)
      )
    )
    (local.set $a
      (i32.gt_s
        (i32.add
          (i32.shr_u (i32.add (global.get $state_4) (local.get $a)) (global.get $state_2))
          (i32.mul (local.get $a) (i32.const -2005545589))
        )
        (local.get $a)
      )
    )
    (i32.store16 offset=560
      (i32.and
        (i32.shr_s
          (i32.add (i32.load8_u (i32.and (local.get $a) (i32.const 0xfff8))) (local.get $a))
          (i32.xor (local.get $a) (local.get $a))
        )
        (i32.const 64512)
      )
      (i32.load16_u
        (i32.and
          (i32.shr_u (i32.xor (local.get $a) (local.get $a)) (local.get $a))
          (i32.const 32760)
        )
      )
    )
    (local.get $a)
  )
  (global $state_0 (mut i32) (i32.const 70))
  (global $state_1 (mut i32) (i32.const 145))
  (global $state_2 (mut i32) (i32.const 0))
  (global $state_3 (mut f32) (f32.const -6.0))
  (global $state_4 (mut i32) (i32.const -179))
  (global $state_5 (mut f32) (f32.const -7.25))
  (global $state_6 (mut f64) (f64.const 4.5))
  (global $unused_0 i64 (i64.const -4707363808742609739))
  (global $unused_1 i64 (i64.const 4485848462972572045))
  (global $unused_2 i64 (i64.const 3727043269807213741))
  (global $unused_3 i64 (i64.const 2003321607230815733))
  (global $unused_4 i64 (i64.const 9161301981034866987))
  (global $unused_5 i64 (i64.const -6871061140191300885))
)
