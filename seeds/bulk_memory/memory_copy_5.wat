;; Family bulk_memory (wasmtime issue 13272), unreduced, 18000001 trips.
;; In the hot loop: 3 x memory.copy.
;; Made by: python seeds/generate.py --family bulk_memory --instruction memory.copy --seed 12 --targets 3 --statements 5 --trip-count 18000001
;; Slow side: wasmtime 41 to 45.
;; Fast side: wasmer 7 (Cranelift); wasmtime 46 for memory.copy.
(module
  (type $signature_0 (func (param i32 i64) (result f64)))
  (type $signature_1 (func (param i32 i64 f64) (result f32)))
  (type $signature_2 (func (param i64 f32 i64)))
  (type $signature_3 (func))
  (type $signature_4 (func (param i32) (result f64)))
  (import "wasi_snapshot_preview1" "proc_exit" (func $proc_exit (param i32)))
  (table $dispatch 16 funcref)
  (elem (i32.const 0) $leaf_4 $leaf_2 $leaf_13 $leaf_16 $leaf_14 $leaf_0)
  (elem (i32.const 9) $leaf_4)
  (elem $passive func $leaf_16 $leaf_14)
  (table $unused_table 4 38 funcref)
  (export "leaf_1" (func $leaf_1))
  (export "stage_6" (func $stage_6))
  (global $state_0 (mut f32) (f32.const -16.0))
  (global $state_1 (mut i32) (i32.const 414))
  (global $state_2 (mut i32) (i32.const -460))
  (global $unused_0 i64 (i64.const -6005107734992937207))
  (global $unused_1 i64 (i64.const -4662052689634200467))
  (global $unused_2 i64 (i64.const 2166244011470669371))
  (func $stage_2 (type $signature_2) (param $p0 i64) (param $p1 f32) (param $p2 i64)
    (local $a i32) (local $b i64) (local $t0 i32) (local $t1 i64) (local $t2 i64) (local $t3 i64) (local $n0 i64) (local $n1 i64) (local $n2 i64)
    (local.set $t2 (i64.ctz (i64.extend_i32_s (i32.xor (local.get $t0) (local.get $t0)))))
    (local.set $p1
      (f32.sub
        (f32.neg (f32.sub (f32.mul (global.get $state_0) (local.get $p1)) (local.get $p1)))
        (local.get $p1)
      )
    )
    (i64.store32
      (i32.and
        (i32.xor
          (select
            (i32.xor (local.get $a) (i32.const 25))
            (local.get $t0)
            (i32.ne (i32.xor (local.get $a) (local.get $t0)) (local.get $a))
          )
          (i32.rotr (local.get $t0) (local.get $t0))
        )
        (i32.const 32760)
      )
      (i64.shr_u
        (i64.rotr (i64.div_u (i64.const -956499179845131461) (i64.const 65521)) (local.get $t3))
        (i64.rotl (local.get $p0) (local.get $b))
      )
    )
    (i64.store16
      (i32.and (i32.wrap_i64 (local.get $n0)) (i32.const 32760))
      (i64.or (local.get $p2) (local.get $p0))
    )
    (i64.store offset=1000
      (i32.and (i32.shr_s (local.get $a) (i32.const 159)) (i32.const 64512))
      (i64.xor (i64.const -0x14) (local.get $t1))
    )
  )
  (func $leaf_10
    (local $a i32)
    (local $b i64)
    (local $t0 f64)
    (local $t1 i32)
    (local $t2 i64)
    (local $t3 f32)
    (local $n0 i64)
    (if
      (i32.const 0)
      (then
        (unreachable)
      )
    )
    (block $outer
      (block $body
        (br_table $outer $body (i32.and (global.get $state_2) (local.get $t1)))
      )
      (local.set $t0
        (f64.convert_i64_s
          (i64.load8_u
            (i32.and (i32.extend8_s (i32.add (local.get $a) (i32.const 76))) (i32.const 0x7ff8))
          )
        )
      )
    )
  )
  (func $stage_0 (type $signature_2) (param $p0 i64) (param $p1 f32) (param $p2 i64)
    (local $a i32) (local $b i64) (local $t0 f32) (local $n0 i64) (local $n1 i64) (local $n2 i64)
    (i64.store
      (i32.and (i32.or (i32.rem_u (local.get $a) (i32.const 97)) (local.get $a)) (i32.const 65528))
      (i64.load8_u (i32.and (i32.rotr (local.get $a) (local.get $a)) (i32.const 32760)))
    )
    (local.set $p2
      (i64.load
        (i32.and
          (i32.and
            (i32.wrap_i64 (i64.add (local.get $b) (local.get $n0)))
            (i32.xor (i32.const 133) (local.get $a))
          )
          (i32.const 65528)
        )
      )
    )
    (i64.store offset=400
      (i32.and
        (select
          (i32.xor (local.get $a) (local.get $a))
          (local.get $a)
          (i32.ge_u
            (i32.load16_u offset=984 (i32.and (i32.const 23) (i32.const 64512)))
            (local.get $a)
          )
        )
        (i32.const 32256)
      )
      (i64.add (i64.and (local.get $n0) (local.get $n2)) (local.get $b))
    )
    (local.set $b (i64.shr_u (local.get $b) (local.get $p0)))
    (i32.store
      (i32.and (i32.load8_u (i32.and (local.get $a) (i32.const 32760))) (i32.const 65528))
      (i32.shr_u (local.get $a) (local.get $a))
    )
  )
  (func $leaf_14 (param $p0 i32) (param $p1 i64) (result f64)
    (local $a i32) (local $b i64) (local $n0 i64) (local $n1 i64)
    (global.set $state_0 (f32.add (f32.trunc (global.get $state_0)) (global.get $state_0)))
    (local.set $a
      (select
        (i32.mul (local.get $a) (i32.const -304372407))
        (local.get $a)
        (i64.eqz (i64.load (i32.and (local.get $p0) (i32.const 32760))))
      )
    )
    (global.set $state_0 (f32.min (f32.convert_i32_u (local.get $a)) (global.get $state_0)))
    (i64.store
      (i32.and
        (i32.xor (i32.lt_u (local.get $a) (local.get $p0)) (i32.const 166))
        (i32.const 0xfff8)
      )
      (i64.shr_s
        (i64.load32_u offset=560 (i32.and (local.get $a) (i32.const 0xfc00)))
        (local.get $b)
      )
    )
    (f64.const 1089.0)
  )
  (func $leaf_13 (param $p0 i32) (result f64)
    (local $a i32)
    (local $b i64)
    (local $t0 f64)
    (local $t1 i32)
    (local $t2 i64)
    (local $t3 f32)
    (local $n0 i64)
    (local $n1 i64)
    (local.set $p0 (i32.shl (i32.or (local.get $p0) (i32.const 16383)) (local.get $a)))
    (global.set $state_0 (f32.sub (f32.abs (local.get $t3)) (f32.const 345.25)))
    (block $outer
      (block $body
        (br_table $outer $body $outer (i32.add (i32.const -1881275887) (local.get $p0)))
      )
      (local.set $t3
        (f32.min
          (f32.trunc (f32.sub (f32.max (local.get $t3) (f32.const -120.8125)) (local.get $t3)))
          (local.get $t3)
        )
      )
      (if
        (i32.const 0)
        (then
          (unreachable)
        )
      )
    )
    (i32.store16 offset=256
      (i32.and
        (i32.sub (i32.xor (local.get $a) (global.get $state_1)) (local.get $a))
        (i32.const 65024)
      )
      (i32.xor (i32.shr_u (i32.const 511) (local.get $a)) (global.get $state_2))
    )
    (local.set $p0 (i32.mul (local.get $t1) (local.get $p0)))
    (global.set $state_0 (f32.min (f32.add (local.get $t3) (local.get $t3)) (local.get $t3)))
    (i64.store16
      (i32.and
        (i32.sub (i64.lt_u (local.get $b) (local.get $t2)) (local.get $t1))
        (i32.const 0x7ff8)
      )
      (i64.xor (i64.extend_i32_s (local.get $t1)) (local.get $b))
    )
    (return (local.get $t0))
  )
  (func $stage_7 (param i64 f32 i64)
    (local i32 i64 f64 f64 i64)
    (block
      (local.set 7 (i64.const 15))
      (loop
        (local.set 4 (i64.and (local.get 4) (local.get 2)))
        (local.set 2
          (i64.rotl
            (i64.extend_i32_s
              (i32.shr_u
                (i32.load16_u offset=848 (i32.and (global.get 2) (i32.const 64512)))
                (local.get 3)
              )
            )
            (i64.shl (i64.rotr (local.get 7) (local.get 4)) (i64.const 214))
          )
        )
        (local.set 3
          (i32.rotr
            (i32.shl
              (i32.add (i32.add (i32.const 192) (i32.const 1)) (local.get 3))
              (i32.shr_s (local.get 3) (i32.const 596135479))
            )
            (select
              (i32.clz (i32.const -334878213))
              (i32.const 176)
              (i64.lt_u
                (i64.load16_s offset=504 (i32.and (i32.const 149) (i32.const 32256)))
                (local.get 0)
              )
            )
          )
        )
        (br_if 0 (i64.ne (local.tee 7 (i64.sub (local.get 7) (i64.const 1))) (i64.const 0)))
      )
    )
  )
  (func $leaf_4 (param $p0 i64) (param $p1 f32) (param $p2 i64)
    (local $a i32) (local $b i64) (local $t0 i32) (local $t1 i32) (local $n0 i64)
    (local.set $t0 (i32.or (i64.eqz (i64.const 188)) (local.get $t1)))
    (local.set $p1 (f32.sub (f32.const 2975.0) (local.get $p1)))
    (if
      (i32.const 0)
      (then
        (unreachable)
      )
    )
    (i64.store32
      (i32.and
        (i32.mul (i32.load16_u (i32.and (i32.const 1923933535) (i32.const 65528))) (local.get $t0))
        (i32.const 65528)
      )
      (i64.or
        (select (local.get $p2) (local.get $p2) (i32.ne (local.get $t1) (local.get $t0)))
        (local.get $p2)
      )
    )
    (local.set $t0
      (i32.add
        (local.tee $a (i32.mul (i32.wrap_i64 (local.get $b)) (local.get $t1)))
        (i32.or (local.get $t1) (i32.const 536870911))
      )
    )
    (global.set $state_1 (i32.xor (i32.rem_u (local.get $t1) (i32.const 65521)) (local.get $t0)))
    (block $done
      (local.set $n0 (i64.const 20))
      (loop $body
        (local.set $p0
          (i64.extend_i32_u (i32.xor (i32.xor (local.get $t1) (local.get $t0)) (i32.const 89)))
        )
        (if
          (i64.eqz (i64.shr_s (i64.and (local.get $b) (i64.const -50)) (local.get $p0)))
          (then
            (local.set $p1
              (f32.mul (f32.convert_i32_u (i32.wrap_i64 (local.get $p0))) (local.get $p1))
            )
            (local.set $p2
              (i64.add
                (i64.sub (i64.mul (local.get $p2) (local.get $b)) (local.get $b))
                (i64.rem_u (i64.const 215) (i64.const 3))
              )
            )
          )
          (else
            (global.set $state_1
              (i32.mul (i32.add (local.get $t0) (global.get $state_1)) (local.get $t1))
            )
            (local.set $p1
              (f32.convert_i32_s (i32.load (i32.and (local.get $a) (i32.const 65528))))
            )
          )
        )
        (block $skip
          (block $outer
            (br_table $outer $outer $outer
              (select (local.get $t1) (local.get $a) (i32.eq (local.get $t1) (local.get $t1)))
            )
          )
          (block $again
            (if
              (i32.const 0)
              (then
                (unreachable)
              )
            )
            (br_if $again (i64.lt_u (i64.popcnt (local.get $b)) (local.get $b)))
            (i64.store
              (i32.and (i32.or (i32.wrap_i64 (i64.const 116)) (local.get $a)) (i32.const 32760))
              (select
                (i64.shr_s (local.get $p2) (local.get $n0))
                (i64.const 1)
                (i64.eq (i64.add (i64.const -1810381514331765387) (local.get $p0)) (local.get $n0))
              )
            )
            (local.set $t0
              (select
                (select
                  (i32.and (local.get $a) (local.get $t0))
                  (i32.const 1891945767)
                  (i32.gt_s (i32.wrap_i64 (local.get $p2)) (global.get $state_2))
                )
                (global.get $state_1)
                (i32.ge_u
                  (i32.shr_u (i32.or (local.get $a) (local.get $a)) (local.get $t0))
                  (i32.const 8191)
                )
              )
            )
          )
        )
        (i64.store32
          (i32.and
            (i32.add
              (i32.shl
                (select
                  (i32.const 59)
                  (local.get $t1)
                  (i64.lt_u (i64.const 111) (i64.const 3664782374442501847))
                )
                (local.get $t0)
              )
              (i32.load8_s (i32.and (local.get $t1) (i32.const 32760)))
            )
            (i32.const 65528)
          )
          (i64.rotl
            (i64.xor (i64.sub (local.get $p0) (i64.const -15)) (local.get $n0))
            (i64.add (local.get $p2) (i64.const -2847557185017050331))
          )
        )
        (br_if $body (i64.ne (local.tee $n0 (i64.sub (local.get $n0) (i64.const 1))) (i64.const 0)))
      )
    )
  )
  (func $stage_5 (type $signature_0) (param $p0 i32) (param $p1 i64) (result f64)
    (local $a i32) (local $b i64) (local $t0 f64) (local $n0 i64) (local $n1 i64) (local $n2 i64)
    (i32.store8
      (i32.and
        (i32.add (i32.shr_s (i32.const 1340518383) (local.get $p0)) (local.get $a))
        (i32.const 32760)
      )
      (i32.wrap_i64 (i64.or (local.get $n1) (local.get $n2)))
    )
    (i32.store16
      (i32.and
        (i32.extend8_s (i32.eqz (i32.rotl (local.get $a) (i32.const -15))))
        (i32.const 32760)
      )
      (i32.popcnt (i32.rotl (i32.add (local.get $p0) (local.get $a)) (local.get $a)))
    )
    (local.get $t0)
  )
  (func $stage_11
    (local $a i32) (local $b i64) (local $t0 f64) (local $t1 i32) (local $n0 i64) (local $n1 i64)
    (i32.store
      (i32.and
        (i32.load
          (i32.and
            (i32.rotl (i32.shr_s (local.get $t1) (local.get $t1)) (i32.const -63))
            (i32.const 32760)
          )
        )
        (i32.const 32760)
      )
      (i32.rotr
        (i64.lt_u (i64.rotr (local.get $n1) (local.get $n0)) (local.get $n1))
        (i32.eq (local.get $t1) (local.get $a))
      )
    )
    (global.set $state_2 (i32.and (i32.and (i32.const 69) (local.get $a)) (local.get $a)))
    (block $outer
      (local.set $n1 (i64.const 4))
      (loop $body
        (i32.store offset=600
          (i32.and (i32.load (i32.and (global.get $state_2) (i32.const 32760))) (i32.const 64512))
          (i32.wrap_i64 (local.get $n0))
        )
        (local.set $a (i32.wrap_i64 (i64.const -2_006_903_665_632_348_691)))
        (i64.store32 offset=376
          (i32.and
            (i32.div_u (i32.lt_u (local.get $t1) (local.get $a)) (i32.const 4093))
            (i32.const 32256)
          )
          (i64.and (i64.rem_u (i64.const 1039823935947629351) (i64.const 7)) (local.get $b))
        )
        (br_if $body (i64.ne (local.tee $n1 (i64.sub (local.get $n1) (i64.const 1))) (i64.const 0)))
      )
    )
  )
  (func $stage_16 (type $signature_2)
    (local i32 i64 f32 f32 f64 i64 i64 i64)
    (local.set 4
      (i64.shr_s
        (i64.shr_u
          (i64.add (i64.add (local.get 4) (local.get 10)) (i64.const 65))
          (i64.load (i32.and (local.get 3) (i32.const 32760)))
        )
        (i64.add (i64.extend8_s (local.get 10)) (local.get 0))
      )
    )
    (i32.store16
      (i32.and
        (i32.load16_u
          (i32.and
            (i32.rotr (i32.load8_u (i32.and (global.get 2) (i32.const 65528))) (i32.const 70))
            (i32.const 32760)
          )
        )
        (i32.const 32760)
      )
      (i32.shr_s
        (i32.xor (i32.wrap_i64 (local.get 9)) (local.get 3))
        (i32.add (global.get 1) (local.get 3))
      )
    )
  )
  (func $stage_1 (param $p0 i32) (param $p1 i64) (result f64)
    (local $a i32) (local $b i64) (local $t0 i32) (local $t1 i32) (local $t2 i32) (local $n0 i64) (local $n1 i64)
    (local.set $p1 (i64.and (i64.xor (local.get $n0) (local.get $p1)) (local.get $b)))
    (local.set $t2
      (i32.add
        (i32.rotr
          (i32.load (i32.and (i32.mul (local.get $a) (i32.const 218)) (i32.const 65528)))
          (i32.extend8_s (local.get $t0))
        )
        (i32.mul (i32.xor (local.get $a) (i32.const 63)) (local.get $a))
      )
    )
    (i32.store16 offset=192
      (i32.and (i32.ctz (i32.add (local.get $t0) (local.get $t0))) (i32.const 65280))
      (i32.or (i32.div_u (global.get $state_2) (i32.const 65521)) (global.get $state_1))
    )
    (local.set $t2 (i32.load16_u offset=392 (i32.and (local.get $p0) (i32.const 65024))))
    (i64.store offset=880
      (i32.and
        (i32.wrap_i64 (i64.shr_s (i64.const 1750178714279707333) (local.get $b)))
        (i32.const 64512)
      )
      (i64.load
        (i32.and
          (select
            (global.get $state_2)
            (local.get $p0)
            (i64.eq (local.get $b) (i64.const 4641894100698016107))
          )
          (i32.const 65528)
        )
      )
    )
    (local.set $b (i64.extend_i32_u (local.get $p0)))
    (local.set $p1 (i64.xor (i64.rotr (local.get $n1) (local.get $n1)) (local.get $n1)))
    (f64.const -439.0)
  )
  (func $stage_15 (param $p0 i32) (result f64)
    (local $a i32) (local $b i64) (local $t0 f64) (local $n0 i64) (local $n1 i64)
    (local.set $p0
      (i32.sub
        (select
          (i32.shr_s (i32.const -31) (local.get $p0))
          (global.get $state_2)
          (i64.eqz (i64.rotl (i64.const 243) (local.get $n0)))
        )
        (i32.clz (local.get $a))
      )
    )
    (call $leaf_10)
    (i64.store32
      (i32.and
        (select
          (i32.xor (local.get $a) (global.get $state_1))
          (local.get $p0)
          (i32.lt_u (i32.shl (local.get $a) (global.get $state_1)) (local.get $p0))
        )
        (i32.const 32760)
      )
      (i64.or (i64.add (local.get $n0) (local.get $b)) (local.get $n1))
    )
    (local.set $t0 (f64.min (f64.min (local.get $t0) (local.get $t0)) (f64.const 231.5)))
    (return (local.get $t0))
  )
  (func $leaf_1 (param $p0 i32) (param $p1 i64) (result f64)
    (local $a i32) (local $b i64) (local $t0 f64) (local $t1 i64) (local $t2 i32) (local $t3 i64) (local $n0 i64) (local $n1 i64)
    (local.set $a
      (i32.load
        (i32.and
          (i32.xor
            (i32.xor (i32.xor (global.get $state_2) (local.get $p0)) (local.get $a))
            (i32.add (local.get $p0) (local.get $a))
          )
          (i32.const 32760)
        )
      )
    )
    (global.set $state_0
      (f32.load offset=176 (i32.and (i32.sub (local.get $p0) (local.get $p0)) (i32.const 65280)))
    )
    (global.set $state_0 (f32.convert_i32_u (i32.wrap_i64 (i64.const 7))))
    (if
      (i32.eqz (i32.add (i32.mul (local.get $t2) (i32.const -35)) (local.get $t2)))
      (then
        (local.set $t1 (i64.div_u (i64.rem_u (local.get $b) (i64.const 1021)) (i64.const 7)))
      )
      (else
        (global.set $state_2 (i32.wrap_i64 (i64.xor (local.get $n0) (i64.const -25))))
      )
    )
    (local.get $t0)
  )
  (func $leaf_8 (param $p0 i64) (param $p1 f32) (param $p2 i64)
    (local $a i32)
    (local $b i64)
    (local $t0 i32)
    (local $t1 i32)
    (local $t2 i64)
    (local $t3 f64)
    (local $n0 i64)
    (local $n1 i64)
    (if
      (i32.lt_u
        (i32.rotr (i32.add (global.get $state_1) (local.get $t1)) (global.get $state_2))
        (i32.const 63)
      )
      (then
        (block $outer
          (block $body
            (br_table $outer $body $outer $outer (i32.rotr (local.get $a) (local.get $t1)))
          )
          (local.set $t1
            (i64.gt_s
              (select
                (i64.add (i64.add (local.get $t2) (local.get $n1)) (i64.const 170))
                (local.get $p0)
                (i32.eqz
                  (i32.load16_u
                    (i32.and (i32.mul (local.get $a) (local.get $a)) (i32.const 0x7ff8))
                  )
                )
              )
              (local.get $p2)
            )
          )
        )
        (local.set $p1
          (f32.load
            (i32.and
              (i32.load offset=136
                (i32.and
                  (i32.add (i32.xor (global.get $state_2) (local.get $t0)) (i32.const -0x39))
                  (i32.const 32512)
                )
              )
              (i32.const 0x7ff8)
            )
          )
        )
      )
      (else
        (local.set $p1 (f32.convert_i64_u (local.get $n1)))
      )
    )
    (local.set $a (i32.wrap_i64 (i64.mul (local.get $b) (i64.const 4294967295))))
    (local.set $p2 (i64.load8_u offset=232 (i32.and (local.get $t1) (i32.const 32512))))
  )
  (func $stage_3 (param $p0 i32) (result f64)
    (local $a i32)
    (local $b i64)
    (local $t0 i64)
    (local $n0 i64)
    (block $outer
      (block $body
        (br_table $body $outer (i32.clz (local.get $a)))
      )
      (if
        (i32.lt_u (i32.add (i32.rotl (local.get $a) (local.get $a)) (local.get $a)) (i32.const -41))
        (then
          (local.set $a
            (i32.add
              (local.tee $a (i32.wrap_i64 (i64.xor (local.get $b) (local.get $n0))))
              (i32.xor (local.get $a) (local.get $a))
            )
          )
        )
      )
      (local.set $p0 (i32.shr_s (i32.div_u (local.get $a) (i32.const 3)) (local.get $a)))
    )
    (f64.const 1676.0)
  )
  (func $stage_14
    (local i32 i64 i64 i64 i64)
    (call 26)
    (local.set 0 (i32.load8_u (i32.and (i32.shr_s (local.get 0) (local.get 0)) (i32.const 65528))))
    (i64.store16
      (i32.and (i32.mul (local.get 0) (local.get 0)) (i32.const 0xfff8))
      (i64.div_u (local.get 4) (i64.const 65521))
    )
    (block
      (local.set 4 (i64.const 22))
      (loop
        (global.set 0 (f32.min (f32.max (f32.const 240.75) (global.get 0)) (f32.const -48.125)))
        (global.set 2 (i32.clz (i32.load8_u (i32.and (local.get 0) (i32.const 0x7ff8)))))
        (br_if 0 (i64.ne (local.tee 4 (i64.sub (local.get 4) (i64.const 1))) (i64.const 0)))
      )
    )
  )
  (func $leaf_17 (param $p0 i32) (param $p1 i64) (result f64)
    (local $a i32) (local $b i64) (local $t0 i64) (local $t1 i32) (local $t2 f64) (local $t3 i32) (local $n0 i64)
    (local.set $p0
      (i32.rotl
        (i32.xor (i32.or (global.get $state_1) (local.get $p0)) (local.get $p0))
        (i32.and (i32.const 33554431) (global.get $state_2))
      )
    )
    (global.set $state_0 (f32.load (i32.and (i32.wrap_i64 (i64.const 2097151)) (i32.const 32760))))
    (local.set $t1
      (i32.add
        (local.tee $a
          (i32.xor
            (select (local.get $p0) (global.get $state_1) (i64.eq (local.get $n0) (local.get $p1)))
            (i32.const -1458541441)
          )
        )
        (i32.or (local.get $p0) (local.get $t3))
      )
    )
    (local.get $t2)
  )
  (func $stage_4 (type $signature_1) (param $p0 i32) (param $p1 i64) (param $p2 f64) (result f32)
    (local $a i32)
    (local $b i64)
    (local $t0 f64)
    (local $t1 i32)
    (local $t2 f64)
    (local $n0 i64)
    (local $n1 i64)
    (local.set $p0
      (i32.add
        (local.tee $t1
          (i32.mul
            (i32.load8_s offset=72 (i32.and (local.get $p0) (i32.const 0x7f80)))
            (local.get $p0)
          )
        )
        (select (local.get $p0) (global.get $state_1) (i64.eqz (local.get $p1)))
      )
    )
    (local.set $b
      (i64.rotr
        (i64.rotl (i64.extend_i32_u (local.get $t1)) (local.get $b))
        (i64.extend_i32_s (local.get $t1))
      )
    )
    (i32.store16
      (i32.and (i32.and (local.get $p0) (local.get $p0)) (i32.const 65528))
      (i32.xor (local.get $p0) (local.get $p0))
    )
    (local.set $a
      (i32.add
        (local.tee $a
          (i32.add
            (i32.load16_u (i32.and (i32.const -925448897) (i32.const 0xfff8)))
            (global.get $state_2)
          )
        )
        (i32.add (global.get $state_2) (local.get $a))
      )
    )
    (local.set $p2
      (call $leaf_17
        (i32.extend8_s (local.get $p0))
        (i64.add (i64.const -49) (i64.const 4611686018427387903))
      )
    )
    (global.get $state_0)
  )
  (func $stage_17
    (local $a i32)
    (local $b i64)
    (local $t0 f64)
    (local $t1 i64)
    (local $t2 i64)
    (local $t3 f64)
    (local $n0 i64)
    (i32.store8
      (i32.and
        (i32.load16_u
          (i32.and
            (i32.add (i32.ge_u (local.get $a) (i32.const 49)) (local.get $a))
            (i32.const 32760)
          )
        )
        (i32.const 65528)
      )
      (i32.load16_u
        (i32.and (i32.wrap_i64 (i64.or (local.get $b) (local.get $t2))) (i32.const 32760))
      )
    )
    (local.set $a
      (i32.add
        (local.tee $a (i32.rotl (i32.wrap_i64 (local.get $t1)) (local.get $a)))
        (i32.clz (global.get $state_1))
      )
    )
    (local.set $t3 (f64.sub (f64.convert_i32_u (local.get $a)) (local.get $t3)))
    (global.set $state_0
      (f32.add (f32.mul (f32.const -260.0) (f32.const 128.5)) (f32.const -562.0))
    )
    (i64.store
      (i32.and
        (i32.xor
          (i32.and (i64.ge_u (local.get $b) (local.get $t1)) (global.get $state_2))
          (i32.and (local.get $a) (local.get $a))
        )
        (i32.const 32760)
      )
      (i64.sub
        (i64.div_u
          (select
            (local.get $n0)
            (local.get $b)
            (i64.lt_u (local.get $n0) (i64.const 6287151722500449687))
          )
          (i64.const 65521)
        )
        (i64.xor (local.get $t2) (i64.const 131))
      )
    )
    (local.set $a
      (i32.add
        (local.tee $a (i32.and (i64.eqz (local.get $t2)) (local.get $a)))
        (i32.mul (local.get $a) (local.get $a))
      )
    )
  )
  (func $stage_9 (type $signature_1) (param $p0 i32) (param $p1 i64) (param $p2 f64) (result f32)
    (local $a i32)
    (local $b i64)
    (local $t0 i64)
    (local $t1 f64)
    (local $t2 i64)
    (local $n0 i64)
    (local $n1 i64)
    (local.set $b
      (i64.and
        (i64.extend_i32_u (i64.lt_u (i64.shl (local.get $n1) (local.get $p1)) (local.get $t0)))
        (i64.rotl (i64.sub (local.get $p1) (local.get $n1)) (local.get $n1))
      )
    )
    (local.set $a (i32.wrap_i64 (i64.extend16_s (i64.const -1140289358133833897))))
    (local.set $t1 (f64.floor (f64.const 82.75)))
    (local.set $t1 (f64.min (f64.min (local.get $t1) (local.get $t1)) (local.get $p2)))
    (global.get $state_0)
  )
  (func $leaf_3 (type $signature_4) (param $p0 i32) (result f64)
    (local $a i32)
    (local $b i64)
    (local $t0 i64)
    (local $n0 i64)
    (i64.store32
      (i32.and (i32.or (i32.const 0x3b7d2017) (local.get $a)) (i32.const 0xfff8))
      (i64.load8_u (i32.and (local.get $a) (i32.const 32760)))
    )
    (global.set $state_1
      (i32.div_u (i32.shr_u (i32.const 536870911) (local.get $p0)) (i32.const 0x7))
    )
    (local.set $a (i64.eqz (i64.sub (local.get $t0) (local.get $n0))))
    (local.set $t0
      (i64.and
        (i64.mul (i64.div_u (i64.const -13) (i64.const 97)) (local.get $b))
        (i64.shl (local.get $b) (i64.const 3))
      )
    )
    (local.set $t0 (i64.shr_u (i64.const 0x40) (local.get $t0)))
    (f64.const -333.25)
  )
  (func $stage_10 (param $p0 i32) (param $p1 i64) (param $p2 f64) (result f32)
    (local $a i32)
    (local $b i64)
    (local $t0 f64)
    (local $t1 f64)
    (local $t2 i64)
    (local $t3 f64)
    (local $n0 i64)
    (local $n1 i64)
    (local.set $t2 (i64.extend_i32_s (i32.mul (local.get $p0) (local.get $p0))))
    (local.set $t3 (f64.convert_i64_s (i64.xor (i64.ctz (local.get $t2)) (local.get $n0))))
    (local.set $p2 (f64.sub (f64.convert_i64_u (i64.const 134217727)) (local.get $p2)))
    (global.set $state_1 (i32.trunc_sat_f64_u (f64.convert_i32_s (local.get $p0))))
    (if
      (i64.lt_u
        (i64.load8_u (i32.and (i32.rotr (global.get $state_1) (local.get $p0)) (i32.const 65528)))
        (i64.const 27)
      )
      (then
        (i32.store
          (i32.and
            (i32.ge_u
              (i32.rotr (i32.sub (local.get $p0) (local.get $a)) (local.get $p0))
              (local.get $p0)
            )
            (i32.const 65528)
          )
          (i32.mul
            (select
              (i32.xor (i32.const 127) (global.get $state_2))
              (local.get $a)
              (i32.ne (i32.wrap_i64 (i64.const 207)) (local.get $p0))
            )
            (i32.wrap_i64 (local.get $n0))
          )
        )
      )
      (else
        (if
          (i32.const 0)
          (then
            (unreachable)
          )
        )
      )
    )
    (global.get $state_0)
  )
  (func $stage_13 (param $p0 i64) (param $p1 f32) (param $p2 i64)
    (local $a i32)
    (local $b i64)
    (local $t0 f32)
    (local $t1 i64)
    (local $t2 f64)
    (local $t3 i32)
    (local $n0 i64)
    (local $n1 i64)
    (local $n2 i64)
    (call $leaf_4
      (i64.shl (i64.const -0x2b) (local.get $n2))
      (f32.trunc (local.get $p1))
      (i64.mul (i64.const 4764893765577093565) (local.get $n1))
    )
    (local.set $t1
      (i64.rotr
        (i64.sub
          (select (local.get $n1) (local.get $n2) (i32.eqz (i32.const 32767)))
          (i64.const 7479312889450846267)
        )
        (i64.load8_u (i32.and (local.get $t3) (i32.const 0x7ff8)))
      )
    )
  )
  (func $leaf_12 (type $signature_2) (param $p0 i64) (param $p1 f32) (param $p2 i64)
    (local $a i32)
    (local $b i64)
    (local $t0 i64)
    (local $n0 i64)
    (local $n1 i64)
    (local $n2 i64)
    (local.set $p1 (f32.floor (f32.convert_i64_u (i64.xor (local.get $p0) (local.get $t0)))))
    (if
      (i32.gt_s
        (i32.load8_s (i32.and (i32.sub (local.get $a) (local.get $a)) (i32.const 65528)))
        (local.get $a)
      )
      (then
        (if
          (i64.le_s
            (i64.extend8_s (i64.load16_s (i32.and (local.get $a) (i32.const 65528))))
            (local.get $n2)
          )
          (then
            (i64.store
              (i32.and (i32.clz (i32.popcnt (i32.extend16_s (local.get $a)))) (i32.const 65528))
              (i64.mul
                (i64.shl (i64.mul (i64.const 14) (local.get $n1)) (local.get $p2))
                (i64.load16_s (i32.and (local.get $a) (i32.const 32760)))
              )
            )
            (local.set $p1
              (f32.add
                (f32.max
                  (f32.mul (f32.convert_i32_u (local.get $a)) (local.get $p1))
                  (local.get $p1)
                )
                (local.get $p1)
              )
            )
          )
        )
      )
    )
  )
  (func $main (type $signature_3)
    (local $a i32) (local $c i32) (local $b i64) (local $d i64) (local $n0 i64) (local $n1 i64) (local $i i64)
    (call $stage_2
      (i64.load32_u offset=8 (i32.and (local.get $c) (i32.const 65520)))
      (f32.max (f32.const 297.0) (f32.const 189.375))
      (select (local.get $b) (local.get $b) (i64.le_s (local.get $b) (i64.const 62)))
    )
    (drop
      (call $stage_5 (i32.rem_u (local.get $a) (i32.const 65521)) (i64.extend_i32_s (local.get $a)))
    )
    ;; from the template
    (local.set $a
      (i32.add
        (local.tee $a
          (i32.load16_u (i32.and (i32.sub (local.get $a) (local.get $c)) (i32.const 65528)))
        )
        (i32.xor (local.get $c) (local.get $c))
      )
    )
    (local.set $i (i64.const 18000001))
    (loop $body
      (local.set $d
        (i64.sub (local.get $d) (i64.xor (local.get $i) (i64.const -850168754556114383)))
      )
      (local.set $d
        (i64.add
          (local.get $d)
          (i64.load (i32.and (i32.wrap_i64 (local.get $i)) (i32.const 65528)))
        )
      )
      (local.set $a
        (i32.add
          (local.get $a)
          (i32.load
            (i32.and
              (i32.wrap_i64 (i64.xor (local.get $i) (i64.const 2222560712308008767)))
              (i32.const 65528)
            )
          )
        )
      )
      (memory.copy
        (i32.and (i32.xor (i32.wrap_i64 (local.get $i)) (i32.const 623362269)) (i32.const 32760))
        (i32.and
          (i32.wrap_i64 (i64.xor (local.get $i) (i64.const 1325881485037432237)))
          (i32.const 65528)
        )
        (i32.const 4)
      )
      (local.set $b
        (select
          (i64.xor (local.get $b) (i64.const -1_334_358_705_118_026_879))
          (local.get $i)
          (i64.eqz (i64.and (local.get $i) (i64.const 15)))
        )
      )
      (local.set $b
        (select
          (i64.xor (local.get $b) (i64.const 5_189_543_263_800_080_855))
          (local.get $i)
          (i64.eqz (i64.and (local.get $i) (i64.const 63)))
        )
      )
      (memory.copy
        (i32.rem_u (i32.wrap_i64 (local.get $i)) (i32.const 63730))
        (i32.rem_u (i32.xor (i32.wrap_i64 (local.get $i)) (i32.const 627339589)) (i32.const 63988))
        (i32.const 0)
      )
      (memory.copy
        (i32.and
          (i32.wrap_i64 (i64.xor (local.get $i) (i64.const 256492645267024265)))
          (i32.const 32704)
        )
        (i32.and (i32.wrap_i64 (local.get $i)) (i32.const 65472))
        (i32.const 40)
      )
      (local.set $i (i64.sub (local.get $i) (i64.const 1)))
      (br_if $body (i64.gt_s (local.get $i) (i64.const 0)))
    )
    (i64.store
      (i32.and (i32.const 736) (i32.const 65528))
      (i64.add (local.get $b) (i64.xor (local.get $d) (i64.extend_i32_u (local.get $a))))
    )
    (i32.store16 offset=1024 (i32.const 736) (local.get $c))
    (block $again
      (local.set $n1 (i64.const 18))
      (loop $skip
        (drop (i64.shl (i64.mul (local.get $b) (i64.const 4235099721021934735)) (local.get $d)))
        (local.set $d (i64.and (i64.extend_i32_s (i32.const 58)) (i64.const -8381704671249564627)))
        ;; keeps the accumulator alive
        (br_if $skip (i64.ne (local.tee $n1 (i64.sub (local.get $n1) (i64.const 1))) (i64.const 0)))
      )
    )
    (global.set $state_1
      (i64.ne (i64.shr_s (local.get $b) (local.get $d)) (i64.const 17592186044415))
    )
    (call $stage_16
      (i64.xor (local.get $d) (local.get $d))
      (f32.convert_i64_s (local.get $d))
      (i64.shl (local.get $d) (local.get $d))
    )
    (drop
      (call $stage_10
        (i32.wrap_i64 (local.get $d))
        (i64.shl (local.get $b) (local.get $b))
        (f64.convert_i64_s (local.get $b))
      )
    )
    (drop (call $stage_15 (i32.load8_s offset=928 (i32.and (local.get $a) (i32.const 64512)))))
  )
  (func $leaf_0
    (local $a i32)
    (local $b i64)
    (local $t0 f64)
    (local $t1 f64)
    (local $n0 i64)
    (i64.store16
      (i32.and
        (i32.xor
          (i32.xor (i32.load8_s (i32.and (local.get $a) (i32.const 65528))) (local.get $a))
          (i32.load16_u (i32.and (global.get $state_1) (i32.const 32760)))
        )
        (i32.const 65528)
      )
      (i64.extend_i32_u (i32.rem_u (i32.rem_u (local.get $a) (i32.const 7)) (i32.const 7)))
    )
    (drop (i64.and (i64.ctz (local.get $b)) (i64.const 262143)))
    (local.set $b (i64.and (local.get $n0) (local.get $n0)))
    (nop)
    (global.set $state_1 (i32.sub (i32.ctz (i32.const 1523875085)) (i32.const 511)))
    (local.set $t1 (f64.mul (f64.sub (local.get $t1) (local.get $t1)) (local.get $t0)))
    (global.set $state_2 (i32.xor (i32.shl (local.get $a) (local.get $a)) (local.get $a)))
  )
  (func $mix (param i32 i32) (result i32)
    (i32.xor (i32.add (local.get 0) (local.get 1)) (i32.const 1097302531))
  )
  (func $leaf_15 (param $p0 i32) (result f64)
    (local $a i32)
    (local $b i64)
    (local $n0 i64)
    (local $n1 i64)
    (local $n2 i64)
    (global.set $state_1
      (select
        (i32.clz (local.get $a))
        (local.get $p0)
        (i32.ge_u (i32.load offset=32 (i32.and (local.get $p0) (i32.const 32704))) (local.get $a))
      )
    )
    (block $body
      (local.set $a
        (select
          (i32.and
            (i32.eq (i32.shr_u (local.get $a) (local.get $p0)) (i32.const 7))
            (i32.add (i32.const 2047) (local.get $a))
          )
          (i32.const -63)
          (i64.ne
            (i64.shr_s
              (i64.popcnt (i64.shl (local.get $n1) (local.get $n2)))
              (i64.rem_u (local.get $n2) (i64.const 1021))
            )
            (i64.const 249)
          )
        )
      )
      (global.set $state_2
        (i32.load16_u (i32.and (i32.rotr (local.get $p0) (local.get $p0)) (i32.const 32760)))
      )
      (br_if $body (i64.eq (i64.trunc_sat_f64_s (f64.const -328.375)) (local.get $n0)))
      (if
        (i32.gt_s
          (i32.rotr (i32.or (local.get $p0) (local.get $a)) (global.get $state_2))
          (local.get $p0)
        )
        (then
          (local.set $p0
            (i32.div_u (i32.xor (i32.const 34) (i32.const 150751757)) (i32.const 1021))
          )
        )
      )
      (local.set $p0
        (i32.add
          (local.tee $a (i32.mul (i32.add (i32.const -49) (local.get $p0)) (local.get $a)))
          (select (i32.const -1403542553) (local.get $a) (i64.ne (local.get $n1) (local.get $n1)))
        )
      )
    )
    (f64.const 246.875)
  )
  (func $leaf_11 (param $p0 i32) (param $p1 i64) (param $p2 f64) (result f32)
    (local $a i32)
    (local $b i64)
    (local $t0 i32)
    (local $t1 i64)
    (local $t2 f32)
    (local $t3 f64)
    (local $n0 i64)
    (local.set $a (i32.wrap_i64 (local.get $p1)))
    (if
      (i32.eqz (i32.sub (i32.xor (local.get $a) (global.get $state_1)) (local.get $p0)))
      (then
        (local.set $t0
          (i32.wrap_i64
            (select
              (i64.trunc_sat_f32_s (f32.sub (local.get $t2) (local.get $t2)))
              (local.get $p1)
              (i32.ge_u
                (select
                  (i32.load8_s offset=784 (i32.and (local.get $a) (i32.const 64512)))
                  (local.get $p0)
                  (i64.eqz (i64.load16_s (i32.and (local.get $p0) (i32.const 32760))))
                )
                (i32.const -685175667)
              )
            )
          )
        )
      )
      (else
        (local.set $p0
          (i32.add
            (local.tee $p0 (i32.wrap_i64 (i64.extend_i32_u (local.get $p0))))
            (i32.load8_s offset=720 (i32.and (local.get $t0) (i32.const 64512)))
          )
        )
        (local.set $p0
          (if (result i32)
            (i32.ge_u
              (i32.or (i32.or (i32.const 307057423) (i32.const 95)) (local.get $t0))
              (local.get $p0)
            )
            (then
              (i32.shr_s (i32.sub (local.get $t0) (local.get $a)) (i32.const -2053657447))
            )
            (else
              (i32.shl (i32.rotr (global.get $state_2) (local.get $a)) (i32.const -526046655))
            )
          )
        )
      )
    )
    (return (local.get $t2))
  )
  (func $stage_12 (param $p0 i32) (param $p1 i64) (result f64)
    (local $a i32)
    (local $b i64)
    (local $t0 f64)
    (local $t1 i32)
    (local $n0 i64)
    (block $body
      ;; keeps the accumulator alive
      (i64.store
        (i32.and (i32.load (i32.and (i32.ctz (local.get $t1)) (i32.const 32760))) (i32.const 65528))
        (i64.shr_u (i64.xor (local.get $n0) (local.get $n0)) (local.get $b))
      )
      (br_if $body (i32.eqz (i32.rem_u (local.get $t1) (i32.const 65521))))
      (i32.store
        (i32.and
          (i32.and (i32.or (local.get $p0) (local.get $p0)) (local.get $a))
          (i32.const 65528)
        )
        (i32.eqz (i32.shr_u (local.get $p0) (local.get $t1)))
      )
    )
    (i64.store
      (i32.and (i32.load8_s (i32.and (local.get $a) (i32.const 65528))) (i32.const 65528))
      (i64.mul (i64.const 4_026_231_900_284_366_789) (local.get $b))
    )
    (block $outer
      (block $skip
        (local.set $p0
          (i32.add
            (local.tee $a (i32.add (i32.div_u (local.get $a) (i32.const 3)) (global.get $state_1)))
            (i32.load (i32.and (local.get $a) (i32.const 32760)))
          )
        )
        (block $done
          (local.set $n0 (i64.const 17))
          (loop $again
            (i64.store32
              (i32.and
                (i32.load8_u offset=600
                  (i32.and
                    (i32.mul
                      (i32.shr_s (i32.const -1902251689) (global.get $state_1))
                      (local.get $t1)
                    )
                    (i32.const 64512)
                  )
                )
                (i32.const 65528)
              )
              (i64.rotl
                (i64.shl (i64.xor (local.get $n0) (local.get $p1)) (local.get $p1))
                (i64.or (local.get $b) (i64.const 1023))
              )
            )
            (if
              (i32.const 0)
              (then
                (unreachable)
              )
            )
            (br_if $again
              (i64.ne (local.tee $n0 (i64.sub (local.get $n0) (i64.const 1))) (i64.const 0))
            )
          )
        )
        (br_if $skip (i32.le_s (i32.xor (local.get $p0) (i32.const 178)) (local.get $a)))
        (local.set $a
          (if (result i32)
            (i32.ne (i32.wrap_i64 (i64.shr_s (local.get $p1) (local.get $p1))) (local.get $a))
            (then
              (i32.shr_u (i32.add (local.get $t1) (local.get $a)) (local.get $p0))
            )
            (else
              (i32.add (i32.xor (local.get $t1) (global.get $state_1)) (local.get $t1))
            )
          )
        )
        (local.set $t0 (f64.add (local.get $t0) (local.get $t0)))
      )
      (global.set $state_0 (f32.mul (f32.trunc (f32.const -458.125)) (global.get $state_0)))
      (br_if $outer (i32.gt_s (i32.rotr (local.get $p0) (global.get $state_1)) (local.get $a)))
      (global.set $state_1 (i32.shr_u (i32.rotr (local.get $t1) (local.get $a)) (local.get $a)))
    )
    (f64.const 21.75)
  )
  (func $leaf_6 (param i32 i64 f64) (result f32)
    (local i32 i64 i64)
    (local.set 3
      (i32.rotl
        (i32.add (i32.eqz (local.get 0)) (local.get 0))
        (i32.shl (local.get 0) (local.get 3))
      )
    )
    (i32.store16
      (i32.and (i32.extend8_s (i64.le_s (local.get 4) (local.get 1))) (i32.const 32760))
      (i32.rotl (i64.ge_u (local.get 1) (local.get 1)) (local.get 3))
    )
    (local.set 4 (i64.or (i64.add (local.get 5) (i64.const 134)) (local.get 4)))
    (local.set 4
      (i64.rotr
        (i64.rotr (i64.shr_u (i64.const 127) (i64.const 3)) (local.get 1))
        (i64.shr_s (local.get 4) (local.get 5))
      )
    )
    (f32.const -979.75)
  )
  (func $stage_18 (param $p0 i64) (param $p1 f32) (param $p2 i64)
    (local $a i32)
    (local $b i64)
    (local $t0 f32)
    (local $t1 i32)
    (local $n0 i64)
    (local $n1 i64)
    (i32.store16
      (i32.and
        (select
          (i32.mul (i32.and (global.get $state_2) (local.get $t1)) (local.get $a))
          (local.get $a)
          (i32.lt_u
            (i32.rem_u (i32.shr_u (local.get $a) (local.get $t1)) (i32.const 7))
            (local.get $a)
          )
        )
        (i32.const 65528)
      )
      (i32.add
        (i64.eq (i64.load8_u (i32.and (i32.const 8388607) (i32.const 32760))) (local.get $p0))
        (i32.extend16_s (local.get $a))
      )
    )
  )
  (func $stage_8 (type $signature_0) (param $p0 i32) (param $p1 i64) (result f64)
    (local $a i32) (local $b i64) (local $t0 i32) (local $t1 i32) (local $t2 i64) (local $t3 i32) (local $n0 i64) (local $n1 i64) (local $n2 i64)
    (if
      (i32.const 0)
      (then
        (unreachable)
      )
    )
    (local.set $t2
      (i64.shr_u (i64.add (local.get $t2) (i64.const -0x1227ec23adb1453)) (local.get $n2))
    )
    (local.set $p0 (i32.shl (i32.xor (local.get $a) (local.get $p0)) (local.get $t1)))
    (block $outer
      (block $body
        (br_table $body $outer $body $body (i32.add (global.get $state_1) (i32.const 0x1f)))
      )
      (block $skip
        (i32.store8
          (i32.and
            (i32.add (i32.or (i32.const 195) (global.get $state_2)) (local.get $t3))
            (i32.const 0xfff8)
          )
          (i32.rem_u (i32.clz (local.get $t0)) (i32.const 0x3fd))
        )
        (br_if $skip (i64.ne (i64.clz (local.get $n2)) (local.get $n1)))
        (block $done
          (block $again
            (br_table $done $again $again $again (i32.or (local.get $a) (local.get $a)))
          )
          (local.set $t2 (i64.mul (i64.shr_u (local.get $t2) (local.get $b)) (i64.const 0x3ff)))
          (global.set $state_0 (f32.convert_i32_s (i32.or (local.get $a) (local.get $t0))))
        )
      )
      (local.set $a
        (i32.xor
          (i32.load
            (i32.and
              (i32.or (i32.shr_s (local.get $p0) (local.get $a)) (local.get $p0))
              (i32.const 32760)
            )
          )
          (i32.shr_u (i32.xor (local.get $t0) (local.get $p0)) (local.get $t1))
        )
      )
    )
    (f64.const 264.25)
  )
  (func $leaf_2 (param $p0 i32) (param $p1 i64) (result f64)
    (local $a i32) (local $b i64) (local $t0 i64) (local $t1 i32) (local $n0 i64) (local $n1 i64) (local $n2 i64)
    (block $next
      (local.set $n2 (i64.const 23))
      (; see the round before; same as above ;)
      (loop $body
        (block $outer
          (if
            (i32.lt_u
              (i32.rotl (i32.and (local.get $t1) (local.get $a)) (i32.const 15))
              (local.get $p0)
            )
            (then
              (local.set $p1 (i64.load32_u (i32.and (local.get $t1) (i32.const 65528))))
              (local.set $t1
                (i32.add
                  (local.tee $t1
                    (i32.add (i32.xor (local.get $a) (global.get $state_1)) (local.get $a))
                  )
                  (i32.and (global.get $state_2) (local.get $a))
                )
              )
            )
            (else
              (i64.store16
                (i32.and
                  (i32.add (i32.or (local.get $t1) (local.get $p0)) (local.get $p0))
                  (i32.const 32760)
                )
                (i64.rem_u (i64.mul (i64.const -37) (local.get $p1)) (i64.const 7))
              )
            )
          )
          (br_if $outer (i32.eqz (i32.shr_s (local.get $t1) (local.get $t1))))
          (block $skip
            (i64.store16
              (i32.and
                (i32.load8_s
                  (i32.and (i32.shr_u (local.get $p0) (local.get $t1)) (i32.const 32760))
                )
                (i32.const 32760)
              )
              (i64.xor (i64.mul (local.get $n1) (local.get $n1)) (i64.const 162))
            )
            (br_if $skip
              (i64.eqz
                (select (local.get $t0) (local.get $t0) (i64.lt_u (local.get $n1) (local.get $b)))
              )
            )
            (global.set $state_1
              (select
                (i32.wrap_i64 (local.get $n0))
                (local.get $t1)
                (i64.eqz (i64.ctz (local.get $p1)))
              )
            )
          )
        )
        (block $done
          (local.set $n1 (i64.const 10))
          (loop $again
            (local.set $p1 (i64.rotr (local.get $n1) (local.get $p1)))
            (i32.store
              (i32.and (i32.wrap_i64 (i64.sub (local.get $b) (i64.const 127))) (i32.const 32760))
              (i32.rotr (i32.xor (local.get $p0) (local.get $p0)) (global.get $state_1))
            )
            (br_if $again
              (i64.ne (local.tee $n1 (i64.sub (local.get $n1) (i64.const 1))) (i64.const 0))
            )
          )
        )
        (i32.store16
          (i32.and (i32.div_u (i32.extend16_s (local.get $p0)) (i32.const 97)) (i32.const 65528))
          (i32.load8_s (i32.and (i32.trunc_sat_f64_u (f64.const -390.25)) (i32.const 32760)))
        )
        (br_if $body (i64.ne (local.tee $n2 (i64.sub (local.get $n2) (i64.const 1))) (i64.const 0)))
      )
    )
    (f64.const 378.5)
  )
  (func $leaf_16 (param $p0 i32) (param $p1 i64) (result f64)
    (local $a i32) (local $b i64) (local $n0 i64)
    (local.set $b (i64.and (i64.extend_i32_u (local.get $a)) (local.get $n0)))
    (local.set $p1
      (i64.load8_u (i32.and (i32.shl (local.get $a) (i32.const -41)) (i32.const 32760)))
    )
    (block $outer
      (local.set $n0 (i64.const 20))
      (loop $body
        (i64.store
          (i32.and
            (i32.load8_u (i32.and (i32.ctz (i32.const 382299265)) (i32.const 32760)))
            (i32.const 32760)
          )
          (i64.xor (i64.mul (local.get $b) (local.get $p1)) (local.get $n0))
        )
        (if
          (i64.ne
            (i64.shl (i64.shr_s (local.get $p1) (local.get $p1)) (local.get $n0))
            (local.get $b)
          )
          (then
            (if
              (i32.lt_u
                (i32.sub
                  (select
                    (local.get $a)
                    (global.get $state_2)
                    (i32.ne (local.get $p0) (local.get $p0))
                  )
                  (local.get $a)
                )
                (local.get $a)
              )
              (then
                (i64.store
                  (i32.and (i32.shl (i32.const 1048575) (i32.const 1889856417)) (i32.const 65528))
                  (i64.extend_i32_u (local.get $p0))
                )
                (global.set $state_2
                  (i32.shl (i32.or (local.get $p0) (global.get $state_2)) (i32.const 151))
                )
              )
              (else
                (global.set $state_2
                  (i32.and (i32.add (local.get $a) (local.get $a)) (local.get $p0))
                )
              )
            )
          )
          (else
            (if
              (i32.eqz (i64.eqz (i64.shl (local.get $n0) (local.get $p1))))
              (then
                (local.set $b
                  (select
                    (local.get $b)
                    (local.get $b)
                    (i32.le_s (local.get $p0) (global.get $state_1))
                  )
                )
                (local.set $b
                  (i64.trunc_sat_f32_u (f32.add (global.get $state_0) (global.get $state_0)))
                )
              )
              (else
                (local.set $p0
                  (i32.add
                    (local.tee $p0
                      (select
                        (i32.xor (i32.const 18) (i32.const 48))
                        (i32.const 1023)
                        (i64.eqz (i64.rotr (local.get $b) (local.get $p1)))
                      )
                    )
                    (i32.sub (global.get $state_1) (global.get $state_2))
                  )
                )
              )
            )
            (local.set $p0
              (i32.add
                (local.tee $p0 (i32.shr_u (i32.and (local.get $a) (local.get $a)) (local.get $p0)))
                (i32.and (local.get $a) (local.get $p0))
              )
            )
          )
        )
        (local.set $b
          (i64.rotl
            (i64.load offset=768
              (i32.and
                (i32.or
                  (i32.load offset=664 (i32.and (local.get $a) (i32.const 31744)))
                  (local.get $a)
                )
                (i32.const 64512)
              )
            )
            (i64.add (i64.shr_s (local.get $p1) (local.get $p1)) (local.get $n0))
          )
        )
        (i32.store16 offset=320
          (i32.and
            (i32.rotl
              (i64.gt_s (i64.load32_u (i32.and (local.get $a) (i32.const 65528))) (local.get $n0))
              (i32.mul (local.get $a) (local.get $p0))
            )
            (i32.const 65024)
          )
          (select
            (i32.add (i32.shr_s (local.get $p0) (i32.const 231)) (local.get $p0))
            (local.get $a)
            (i32.le_s (i32.wrap_i64 (i64.mul (local.get $b) (local.get $n0))) (local.get $a))
          )
        )
        (br_if $body (i64.ne (local.tee $n0 (i64.sub (local.get $n0) (i64.const 1))) (i64.const 0)))
      )
    )
    (f64.const -101.0)
  )
  (func $leaf_9 (param $p0 i32) (param $p1 i64) (result f64)
    (local $a i32)
    (local $b i64)
    (local $t0 i64)
    (local $t1 f32)
    (local $t2 f64)
    (local $n0 i64)
    (local $n1 i64)
    (local.set $t1
      (f32.mul
        (f32.add (f32.mul (local.get $t1) (local.get $t1)) (local.get $t1))
        (global.get $state_0)
      )
    )
    (local.set $p1
      (i64.xor
        (i64.extend_i32_s (i32.sub (i64.gt_s (local.get $b) (local.get $b)) (i32.const 234)))
        (i64.or
          (i64.load16_s offset=856 (i32.and (local.get $a) (i32.const 31744)))
          (local.get $t0)
        )
      )
    )
    (local.get $t2)
  )
  (func $leaf_7 (param $p0 i32) (param $p1 i64) (result f64)
    (local $a i32)
    (local $b i64)
    (local $t0 i32)
    (local $t1 f32)
    (local $t2 f64)
    (local $t3 f64)
    (local $n0 i64)
    (local $n1 i64)
    (if
      (i64.eqz
        (i64.rotr
          (i64.rotr (i64.const 274877906943) (i64.const 5647509801800134077))
          (local.get $n1)
        )
      )
      (then
        (block $again
          (local.set $n1 (i64.const 22))
          (loop $body
            (block $skip
              (local.set $n0 (i64.const 14))
              (loop $outer
                (local.set $a
                  (i32.add
                    (local.tee $t0
                      (i32.load16_u offset=712
                        (i32.and (i32.shr_s (local.get $t0) (i32.const 172)) (i32.const 31744))
                      )
                    )
                    (i32.trunc_sat_f32_u (local.get $t1))
                  )
                )
                (local.set $a (i32.add (i32.const -28) (i32.const -29)))
                (br_if $outer
                  (i64.ne (local.tee $n0 (i64.sub (local.get $n0) (i64.const 1))) (i64.const 0))
                )
              )
            )
            (drop
              (select
                (i64.extend_i32_u (local.get $t0))
                (local.get $n1)
                (i64.gt_s (i64.xor (local.get $p1) (local.get $p1)) (local.get $p1))
              )
            )
            (local.set $t1 (f32.neg (local.get $t1)))
            (i64.store
              (i32.and (i32.xor (local.get $a) (global.get $state_2)) (i32.const 32760))
              (i64.extend_i32_u (local.get $p0))
            )
            (br_if $body
              (i64.ne (local.tee $n1 (i64.sub (local.get $n1) (i64.const 1))) (i64.const 0))
            )
          )
        )
      )
    )
    (local.get $t2)
  )
  (func $stage_6 (type $signature_3)
    (local $a i32)
    (local $b i64)
    (local $t0 i32)
    (local $t1 f32)
    (local $n0 i64)
    (local.set $b
      (i64.add
        (select
          (i64.xor (local.get $b) (i64.const -4774191328644951049))
          (i64.const 6198377877084561581)
          (i64.gt_s
            (select (local.get $b) (local.get $n0) (i32.lt_u (local.get $t0) (i32.const 16383)))
            (local.get $b)
          )
        )
        (i64.and (local.get $b) (i64.const -8488057422258574945))
      )
    )
    (local.set $t1 (f32.min (local.get $t1) (f32.const -424.375)))
    (local.set $t0
      (i64.eqz
        (i64.shl
          (i64.xor (i64.const 5520313006409016565) (local.get $b))
          (i64.const 7373309870058350199)
        )
      )
    )
    (if
      (i32.gt_s
        (i32.load8_u (i32.and (i32.shr_u (i32.const 120) (local.get $a)) (i32.const 65528)))
        (local.get $a)
      )
      (then
        (local.set $a
          (i32.xor
            (i32.wrap_i64 (i64.add (local.get $n0) (local.get $b)))
            (i32.clz (global.get $state_2))
          )
        )
      )
    )
  )
  (func $leaf_5 (type $signature_1) (param $p0 i32) (param $p1 i64) (param $p2 f64) (result f32)
    (local $a i32) (local $b i64) (local $t0 i32) (local $t1 i64) (local $t2 f64) (local $n0 i64) (local $n1 i64) (local $n2 i64)
    (i32.store16
      (i32.and (i32.shr_s (i32.eqz (local.get $t0)) (i32.const 102)) (i32.const 32760))
      (i32.or (i32.shl (local.get $a) (global.get $state_2)) (local.get $t0))
    )
    (i64.store
      (i32.and (i32.wrap_i64 (i64.extend_i32_s (local.get $a))) (i32.const 65528))
      (i64.shr_u (i64.mul (local.get $n0) (local.get $t1)) (i64.const -45))
    )
    (f32.const 2582.0)
  )
  (export "_start" (func $main))
  (memory (export "memory") 1 1)
  (data (i32.const 8847) "(; not a comment ;)"
    "seed %d: total = %lld\0a\00")
  (data (i32.const 30324) "(module ;; not a module\n)")
)
