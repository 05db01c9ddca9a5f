;; Family bulk_memory (wasmtime issue 13272), unreduced, 24000000 trips.
;; In the hot loop: 3 x memory.fill.
;; Made by: python seeds/generate.py --family bulk_memory --instruction memory.fill --seed 25 --targets 3 --statements 5 --trip-count 24000000
;; Slow side: wasmtime 41 to 45.
;; Fast side: wasmer 7 (Cranelift); wasmtime 46 for memory.copy.
(module
  (type $signature_0 (func (param i32) (result f32)))
  (type $signature_1 (func (param f32 f64) (result i32)))
  (type $signature_2 (func (param i32) (result i32)))
  (type $signature_3 (func (param i32 f64)))
  (type $signature_4 (func (param f64 f32 i32) (result f64)))
  (type $signature_5 (func (param i32 f64 i64) (result i32)))
  (type $signature_6 (func (param f64) (result i32)))
  (type $signature_7 (func (param f32) (result f32)))
  (type $signature_8 (func (param f64) (result i64)))
  (import "wasi_snapshot_preview1" "proc_exit" (func $proc_exit (param i32)))
  (memory $m0 2)
  (export "memory" (memory $m0))
  (func $leaf_5 (param $p0 f64) (result i32)
    (local $a i32) (local $b i64) (local $t0 i64) (local $t1 i32) (local $n0 i64) (local $n1 i64) (local $n2 i64)
    (if
      (i32.le_s (i32.xor (i32.or (local.get $a) (local.get $t1)) (local.get $t1)) (local.get $t1))
      (then
        (if
          (i32.lt_u
            (i32.or (i32.xor (local.get $t1) (global.get $state_5)) (local.get $a))
            (local.get $t1)
          )
          (then
            (i32.store
              (i32.and (i32.rotl (global.get $state_5) (global.get $state_5)) (i32.const 0xfff8))
              (i32.shl (local.get $t1) (i32.const 67108863))
            )
            (local.set $b
              (i64.shr_u
                (i64.xor (i64.rem_u (local.get $n0) (i64.const 1021)) (i64.const -46))
                (i64.xor (local.get $n0) (local.get $b))
              )
            )
          )
        )
        (i32.store16
          (i32.and (i32.load16_u (i32.and (local.get $t1) (i32.const 65528))) (i32.const 65528))
          (i32.and (local.get $t1) (local.get $t1))
        )
      )
    )
    (local.get $a)
  )
  (func $stage_7 (param $p0 i32) (result f32)
    (local $a i32) (local $b i64) (local $t0 i32) (local $t1 i32) (local $t2 i64) (local $n0 i64)
    (local.set $t0
      (select
        (i32.load16_u (i32.and (i32.or (i32.const -0x2c484837) (local.get $p0)) (i32.const 32760)))
        (local.get $a)
        (i32.eqz (i32.popcnt (i32.load8_s (i32.and (local.get $p0) (i32.const 65528)))))
      )
    )
    (i64.store32
      (i32.and (i32.mul (global.get $state_5) (local.get $p0)) (i32.const 32760))
      (i64.extend_i32_u (local.get $t1))
    )
    (global.set $state_5 (i64.ne (i64.extend_i32_u (local.get $p0)) (local.get $b)))
    (local.set $t1 (i32.shl (local.get $a) (global.get $state_4)))
    (i64.store32
      (i32.and (i32.xor (i32.extend8_s (i32.const 536870911)) (local.get $p0)) (i32.const 65528))
      (i64.mul (i64.xor (i64.const 83) (local.get $b)) (local.get $t2))
    )
    (if
      (i32.lt_u (i32.ctz (i32.le_s (local.get $p0) (local.get $t1))) (local.get $t1))
      (then
        (global.set $state_0 (i64.mul (i64.shr_u (i64.const 234) (local.get $b)) (local.get $b)))
        (if
          (i32.eq (i32.add (i32.wrap_i64 (local.get $t2)) (local.get $t1)) (local.get $t1))
          (then
            (global.set $state_4
              (i32.add (i32.add (global.get $state_4) (local.get $p0)) (local.get $p0))
            )
          )
        )
      )
      (else
        (i64.store
          (i32.and
            (i32.wrap_i64 (select (local.get $n0) (local.get $b) (i64.eqz (local.get $b))))
            (i32.const 0x7ff8)
          )
          (i64.add (i64.rotl (local.get $b) (global.get $state_0)) (i64.const -2697025364030274433))
        )
      )
    )
    (local.set $t0 (i32.rotl (local.get $t1) (local.get $p0)))
    (i64.store32
      (i32.and
        (i32.shr_s (i32.load8_u (i32.and (local.get $t0) (i32.const 65528))) (local.get $p0))
        (i32.const 0xfff8)
      )
      (i64.rotr (i64.load16_s (i32.and (global.get $state_5) (i32.const 32760))) (local.get $t2))
    )
    (return (f32.const 223.5))
  )
  (func $kernel
    (local $a i32) (local $c i32) (local $b i64) (local $d i64) (local $i i64)
    (local.set $i (i64.const 24000000))
    (loop $body
      (i64.store32
        (i32.and (i32.xor (i32.wrap_i64 (local.get $i)) (i32.const 556955113)) (i32.const 32760))
        (global.get $state_0)
      )
      (memory.fill
        (i32.and (i32.wrap_i64 (local.get $i)) (i32.const 32736))
        (i32.const 100)
        (i32.const 32)
      )
      (memory.fill
        (i32.and
          (i32.wrap_i64 (i64.xor (local.get $i) (i64.const -3448720197449174617)))
          (i32.const 65520)
        )
        (i32.const 114)
        (i32.const 12)
      )
      (local.set $d
        (i64.add
          (local.get $d)
          (i64.load
            (i32.and
              (i32.xor (i32.wrap_i64 (local.get $i)) (i32.const 2075228265))
              (i32.const 32760)
            )
          )
        )
      )
      (local.set $b
        (select
          (i64.xor (local.get $b) (i64.const 952730491966995865))
          (local.get $i)
          (i64.eqz (i64.and (local.get $i) (i64.const 15)))
        )
      )
      (local.set $b
        (i64.add
          (local.get $b)
          (i64.load
            (i32.and
              (i32.wrap_i64 (i64.xor (local.get $i) (i64.const 5382911439345343779)))
              (i32.const 32760)
            )
          )
        )
      )
      (i64.store16 offset=960
        (i32.and
          (i32.wrap_i64
            (i64.add
              (i64.xor (local.get $i) (i64.const -1004661395681961239))
              (i64.const 904033351466142511)
            )
          )
          (i32.const 31744)
        )
        (local.get $b)
      )
      (memory.fill
        (i32.and
          (i32.wrap_i64 (i64.xor (local.get $i) (i64.const 6887268266607172215)))
          (i32.const 65472)
        )
        (i32.const 223)
        (i32.const 64)
      )
      (local.set $i (i64.sub (local.get $i) (i64.const 1)))
      (br_if $body (i64.ne (local.get $i) (i64.const 0)))
    )
    (i64.store
      (i32.and (i32.const 200) (i32.const 65528))
      (i64.add (local.get $b) (i64.xor (local.get $d) (i64.extend_i32_u (local.get $a))))
    )
    (i32.store16 offset=1024 (i32.const 200) (local.get $c))
  )
  (func $leaf_3 (param $p0 f32) (param $p1 f64) (result i32)
    (local $a i32) (local $b i64) (local $t0 i32) (local $t1 i64) (local $n0 i64) (local $n1 i64) (local $n2 i64)
    (global.set $state_5
      (i32.add
        (i32.load16_u offset=1016 (i32.and (global.get $state_5) (i32.const 31744)))
        (local.get $t0)
      )
    )
    (local.set $p0 (f32.load (i32.and (i32.shr_s (local.get $a) (local.get $a)) (i32.const 65528))))
    (i64.store32 offset=320
      (i32.and
        (i32.div_u (i32.mul (local.get $t0) (i32.const -995274507)) (i32.const 7))
        (i32.const 32256)
      )
      (i64.load (i32.and (i32.and (local.get $t0) (local.get $a)) (i32.const 65528)))
    )
    (local.set $p1 (f64.neg (f64.convert_i32_s (i64.ne (local.get $n1) (global.get $state_0)))))
    (local.set $a
      (i32.add
        (local.tee $a
          (i32.load16_u offset=936 (i32.and (i32.wrap_i64 (local.get $n0)) (i32.const 31744)))
        )
        (i32.or (local.get $a) (i32.const 1023))
      )
    )
    (block $next
      (local.set $n2 (i64.const 20))
      (loop $body
        (block $again
          (local.set $n1 (i64.const 3))
          (loop $outer
            (block $skip
              (global.set $state_0
                (i64.or (i64.sub (i64.const 536870911) (local.get $n0)) (local.get $n2))
              )
              (br_if $skip
                (i64.gt_s (i64.load32_u (i32.and (local.get $t0) (i32.const 32760))) (local.get $b))
              )
              (i32.store8 offset=416
                (i32.and
                  (i32.load8_s (i32.and (local.get $t0) (i32.const 65528)))
                  (i32.const 32256)
                )
                (i32.ctz (local.get $t0))
              )
            )
            (local.set $t0 (i32.wrap_i64 (local.get $n2)))
            (br_if $outer
              (i64.ne (local.tee $n1 (i64.sub (local.get $n1) (i64.const 1))) (i64.const 0))
            )
          )
        )
        (block $done
          (local.set $t0
            (i32.and
              (i32.shl
                (i32.wrap_i64 (i64.and (local.get $b) (i64.const 171)))
                (i32.sub (global.get $state_4) (local.get $a))
              )
              (i32.wrap_i64 (i64.rotr (local.get $b) (local.get $n0)))
            )
          )
          (i64.store16
            (i32.and
              (i32.shr_u (i32.trunc_sat_f64_s (local.get $p1)) (local.get $t0))
              (i32.const 32760)
            )
            (i64.xor (i64.load (i32.and (global.get $state_4) (i32.const 65528))) (local.get $b))
          )
          (br_if $done (i32.eq (i32.le_s (global.get $state_5) (local.get $a)) (i32.const 52)))
          (local.set $a
            (i32.load8_u
              (i32.and
                (i32.shr_u
                  (i32.add (i32.lt_u (local.get $t0) (local.get $t0)) (i32.const -634018377))
                  (select
                    (local.get $a)
                    (i32.const -1946718743)
                    (i64.ge_u (local.get $n0) (local.get $n1))
                  )
                )
                (i32.const 32760)
              )
            )
          )
          (local.set $t0
            (i32.load offset=464
              (i32.and (i32.div_u (local.get $t0) (i32.const 4093)) (i32.const 32256))
            )
          )
        )
        (i32.store
          (i32.and
            (i32.load16_u offset=240
              (i32.and (i32.shr_u (i32.const 22) (local.get $a)) (i32.const 32512))
            )
            (i32.const 65528)
          )
          (i32.mul (i32.wrap_i64 (local.get $b)) (i32.const 191))
        )
        (br_if $body (i64.ne (local.tee $n2 (i64.sub (local.get $n2) (i64.const 1))) (i64.const 0)))
      )
    )
    (return (local.get $t0))
  )
  (func $stage_3 (type $signature_3) (param $p0 i32) (param $p1 f64)
    (local $a i32) (local $b i64) (local $t0 i32) (local $t1 f32) (local $n0 i64) (local $n1 i64)
    (i64.store32
      (i32.and
        (i32.trunc_sat_f64_u
          (f64.load (i32.and (i32.xor (i32.const -50) (local.get $a)) (i32.const 32760)))
        )
        (i32.const 32760)
      )
      (i64.popcnt
        (select
          (i64.shr_u (i64.const 549755813887) (local.get $b))
          (local.get $n0)
          (i64.ge_u
            (i64.load8_u offset=640 (i32.and (local.get $t0) (i32.const 31744)))
            (local.get $n1)
          )
        )
      )
    )
    (i32.store16
      (i32.and
        (i32.xor
          (i32.shr_s
            (i32.load offset=568 (i32.and (local.get $a) (i32.const 31744)))
            (local.get $a)
          )
          (i32.trunc_sat_f32_u (f32.const 225.4375))
        )
        (i32.const 32760)
      )
      (i32.and
        (i32.and (i32.rem_u (i32.const 627258695) (i32.const 97)) (local.get $t0))
        (i32.add (i32.const -146693591) (global.get $state_4))
      )
    )
    (drop (i64.or (i64.xor (local.get $b) (local.get $n1)) (global.get $state_0)))
    (local.set $p1 (f64.mul (local.get $p1) (global.get $state_1)))
    (local.set $p0 (i32.shl (i32.sub (local.get $t0) (local.get $p0)) (local.get $t0)))
    (local.set $p1
      (f64.min
        (f64.convert_i32_u
          (i32.and (i32.mul (global.get $state_5) (i32.const -1850756401)) (local.get $t0))
        )
        (local.get $p1)
      )
    )
  )
  (func $stage_2 (param f64 f32 i32) (result f64)
    (local i32 i64 i64 i32 f64 f32 i64 i64 i64)
    (if
      (i32.eqz (i32.shl (i32.shr_u (i32.const 67108863) (i32.const 974576383)) (local.get 2)))
      (then
        (block
          (i64.store16
            (i32.and
              (i32.rotr (i32.rotl (local.get 3) (local.get 2)) (local.get 3))
              (i32.const 0x7ff8)
            )
            (i64.and (i64.shr_u (local.get 5) (global.get 0)) (local.get 5))
          )
          (i32.store8
            (i32.and
              (i32.rem_u (i32.xor (local.get 2) (global.get 4)) (i32.const 7))
              (i32.const 0x7ff8)
            )
            (i32.eqz (i32.div_u (local.get 3) (i32.const 0x3fd)))
          )
          (br_if 0 (i64.le_s (i64.add (global.get 0) (local.get 10)) (local.get 11)))
          (i32.store16
            (i32.and
              (i32.eqz (i32.load16_u (i32.and (local.get 3) (i32.const 65528))))
              (i32.const 0x7ff8)
            )
            (i32.xor (i32.rem_u (local.get 6) (i32.const 3)) (local.get 2))
          )
        )
        (local.set 5 (i64.trunc_sat_f64_s (local.get 7)))
      )
      (else
        (if
          (i64.lt_u
            (i64.rotl (i64.shr_u (local.get 10) (local.get 5)) (local.get 4))
            (i64.const -41)
          )
          (then
            (if
              (i64.ge_u
                (i64.load (i32.and (i32.extend8_s (local.get 6)) (i32.const 32760)))
                (local.get 5)
              )
              (then
                (local.set 1
                  (f32.sub
                    (f32.convert_i32_s (i32.div_u (local.get 6) (i32.const 4093)))
                    (local.get 1)
                  )
                )
              )
              (else
                (local.set 1 (call 9 (i32.rotr (local.get 6) (local.get 6))))
                (local.set 2
                  (i32.sub
                    (i32.wrap_i64 (i64.trunc_sat_f64_u (f64.const 93.75)))
                    (i32.and (local.get 6) (local.get 6))
                  )
                )
              )
            )
          )
          (else
            (local.set 3
              (if (result i32)
                (i64.eqz
                  (select
                    (i64.load32_u (i32.and (local.get 3) (i32.const 0xfff8)))
                    (local.get 10)
                    (i64.eqz (i64.add (local.get 10) (local.get 5)))
                  )
                )
                (then
                  (i32.or (i32.load8_u (i32.and (local.get 3) (i32.const 0xfff8))) (local.get 3))
                )
                (else
                  (i32.trunc_sat_f32_s (f32.sub (global.get 3) (local.get 8)))
                )
              )
            )
          )
        )
        (local.set 4 (i64.xor (local.get 4) (local.get 5)))
      )
    )
    (f64.const 614.5)
  )
  (func $leaf_0 (param f32 f64) (result i32)
    (local i32 i64 f32 i64 i32 f32 i64 i64 i64)
    (i32.store8 offset=224
      (i32.and (i32.and (local.get 6) (global.get 5)) (i32.const 32512))
      (i32.shr_u (local.get 6) (local.get 2))
    )
    (local.set 2 (i64.le_s (i64.ctz (i64.extend16_s (i64.const 72))) (local.get 5)))
    (local.set 3 (i64.add (local.get 10) (local.get 5)))
    (block
      (block
        (; from the template ;)
        (br_table 1 1 0 1 (i32.add (local.get 2) (global.get 5)))
      )
      (local.set 7 (f32.add (f32.convert_i32_s (i32.wrap_i64 (i64.const 4))) (global.get 2)))
    )
    (local.set 6 (i32.add (local.get 2) (i32.const 0x1)))
    (i64.store
      (i32.and (i32.mul (global.get 5) (local.get 6)) (i32.const 32760))
      (select (local.get 3) (local.get 5) (i64.lt_u (local.get 3) (local.get 8)))
    )
    (i32.const 0x4c)
  )
  (func $stage_1 (type $signature_7) (param $p0 f32) (result f32)
    (local $a i32)
    (local $b i64)
    (local $t0 f64)
    (local $n0 i64)
    (local $n1 i64)
    (local.set $a (call $leaf_5 (f64.convert_i64_s (local.get $b))))
    (local.set $a
      (i32.mul
        (i32.xor
          (i32.and (i32.shr_u (i32.const 164) (global.get $state_5)) (local.get $a))
          (i32.wrap_i64 (global.get $state_0))
        )
        (i32.sub (i32.load8_u (i32.and (local.get $a) (i32.const 32760))) (local.get $a))
      )
    )
    (local.set $t0
      (f64.load
        (i32.and
          (i32.add (i32.load8_s (i32.and (global.get $state_5) (i32.const 0x7ff8))) (local.get $a))
          (i32.const 65528)
        )
      )
    )
    (i32.store
      (i32.and (i32.rotl (local.get $a) (local.get $a)) (i32.const 0x7ff8))
      (i64.ge_u (local.get $n1) (local.get $n1))
    )
    (if
      (i64.ne
        (i64.add
          (i64.load offset=608 (i32.and (local.get $a) (i32.const 0x7c00)))
          (i64.const -2501966074075841025)
        )
        (local.get $b)
      )
      (then
        (global.set $state_3 (f32.sub (f32.convert_i64_u (local.get $n0)) (local.get $p0)))
      )
    )
    (i64.store offset=608
      (i32.and
        (i32.rotr (i32.xor (local.get $a) (local.get $a)) (i32.const 0x1ffff))
        (i32.const 31744)
      )
      (select
        (i64.mul (local.get $n0) (i64.const 0x78))
        (local.get $n1)
        (i64.eq
          (select (local.get $n0) (local.get $b) (i32.ge_u (global.get $state_5) (local.get $a)))
          (i64.const -35)
        )
      )
    )
    (global.get $state_3)
  )
  (func $leaf_8 (param $p0 i32) (result f32)
    (local $a i32)
    (local $b i64)
    (local $t0 i32)
    (local $t1 i32)
    (local $t2 f32)
    (local $t3 i32)
    (local $n0 i64)
    (local $n1 i64)
    (local $n2 i64)
    (local.set $t3
      (i32.load offset=688
        (i32.and
          (i32.or
            (i32.rotl (i32.clz (local.get $a)) (local.get $t1))
            (i32.rotr (local.get $t3) (local.get $t3))
          )
          (i32.const 64512)
        )
      )
    )
    (local.set $p0
      (i32.load8_s
        (i32.and
          (i32.le_s (i32.and (i32.extend16_s (local.get $t1)) (local.get $p0)) (local.get $t1))
          (i32.const 65528)
        )
      )
    )
    (local.set $t1
      (i32.add
        (local.tee $p0 (i32.or (i32.shl (local.get $a) (local.get $a)) (i32.const 79)))
        (i32.sub (local.get $p0) (local.get $p0))
      )
    )
    (local.set $t1
      (i32.add
        (local.tee $t1 (i32.rotr (i32.ctz (local.get $t0)) (local.get $p0)))
        (i32.wrap_i64 (local.get $n1))
      )
    )
    (block $body
      (local.set $t3
        (i32.ctz
          (i32.load16_u
            (i32.and (i32.shr_s (global.get $state_5) (local.get $a)) (i32.const 32760))
          )
        )
      )
      (global.set $state_1
        (f64.max (f64.add (global.get $state_1) (f64.const -1117.0)) (global.get $state_1))
      )
      (br_if $body (i32.ge_u (i32.popcnt (global.get $state_4)) (local.get $p0)))
      (i64.store32
        (i32.and (i32.shl (i32.wrap_i64 (local.get $n2)) (local.get $a)) (i32.const 32760))
        (i64.and (i64.xor (local.get $n2) (local.get $n2)) (i64.const 158))
      )
    )
    (local.set $t0 (i32.sub (i32.gt_s (local.get $p0) (local.get $t0)) (local.get $t1)))
    (block $skip
      (block $outer
        (br_table $skip $skip (i32.load8_s offset=256 (i32.and (local.get $t0) (i32.const 65024))))
      )
      (local.set $t0 (i32.xor (local.get $t3) (local.get $p0)))
    )
    (local.get $t2)
  )
  (func $leaf_7 (type $signature_4)
    (local i32 i64 i64 f32 i64)
    (local.set 2 (i32.shr_s (global.get 5) (i32.const 178)))
    (local.set 3
      (i32.add
        (local.tee 2 (i32.shl (i32.popcnt (local.get 2)) (local.get 2)))
        (i32.rotr (local.get 3) (local.get 2))
      )
    )
    (local.set 3 (i32.and (i32.xor (i32.const -2133993295) (local.get 3)) (local.get 3)))
    (local.set 2
      (select (local.get 2) (local.get 3) (i64.ne (global.get 0) (i64.const 562949953421311)))
    )
    (global.set 5
      (i32.load8_u offset=392 (i32.and (i32.shl (local.get 2) (local.get 2)) (i32.const 65024)))
    )
    (local.set 0 (f64.add (f64.sqrt (local.get 0)) (local.get 0)))
    (local.set 0
      (f64.convert_i32_s
        (i32.sub
          (i32.load8_s offset=544 (i32.and (i32.const -61) (i32.const 31744)))
          (i32.const 14)
        )
      )
    )
    (local.get 0)
  )
  (func $leaf_9 (param $p0 i32) (param $p1 f64)
    (local $a i32) (local $b i64) (local $t0 i64) (local $t1 i64) (local $t2 i32) (local $t3 i64) (local $n0 i64) (local $n1 i64)
    (global.set $state_1 (f64.convert_i64_u (i64.rotl (local.get $t3) (i64.const 215))))
    (i64.store16
      (i32.and
        (i32.add (i32.and (global.get $state_4) (global.get $state_5)) (global.get $state_5))
        (i32.const 65528)
      )
      (i64.rotr (i64.div_u (local.get $b) (i64.const 4093)) (local.get $t1))
    )
    (block $body
      (local.set $b
        (select
          (i64.rotr
            (select
              (i64.const 9190870615225214765)
              (i64.const -6680583169957958967)
              (i32.eq (global.get $state_5) (local.get $p0))
            )
            (i64.const 1099511627775)
          )
          (local.get $b)
          (i32.eqz (i32.add (i32.xor (local.get $a) (global.get $state_5)) (i32.const 109)))
        )
      )
      (br_if $body
        (i64.gt_s (i64.load (i32.and (local.get $p0) (i32.const 65528))) (local.get $t0))
      )
      (local.set $p1
        (f64.mul
          (f64.min (f64.load (i32.and (local.get $a) (i32.const 65528))) (f64.const -511.0))
          (local.get $p1)
        )
      )
      (i32.store16 offset=912
        (i32.and (i32.wrap_i64 (global.get $state_0)) (i32.const 31744))
        (i32.load8_s (i32.and (local.get $p0) (i32.const 65528)))
      )
    )
  )
  (func $stage_6 (type $signature_3) (param $p0 i32) (param $p1 f64)
    (local $a i32)
    (local $b i64)
    (local $t0 f32)
    (local $t1 i32)
    (local $t2 i32)
    (local $n0 i64)
    (local $n1 i64)
    (local $n2 i64)
    (global.set $state_5 (i32.shr_s (i32.sub (local.get $t2) (local.get $t1)) (local.get $t2)))
    (global.set $state_5 (i32.sub (i32.sub (global.get $state_5) (local.get $t2)) (local.get $t1)))
    (block $outer
      (local.set $n2 (i64.const 16))
      (loop $body
        (local.set $p1
          (f64.sub
            (f64.mul (f64.floor (f64.floor (local.get $p1))) (local.get $p1))
            (f64.const 506.0)
          )
        )
        (i32.store8 offset=304
          (i32.and
            (select
              (i32.xor (i32.sub (i32.const 101) (local.get $t1)) (local.get $t1))
              (local.get $t2)
              (i64.eq
                (i64.and (i64.extend8_s (i64.const 2377463854260987389)) (local.get $n2))
                (global.get $state_0)
              )
            )
            (i32.const 65024)
          )
          (i32.shr_s
            (i32.shl (i32.xor (local.get $t1) (i32.const -477020651)) (i32.const 125))
            (i32.load16_u offset=24 (i32.and (i32.const 164) (i32.const 32736)))
          )
        )
        (br_if $body (i64.ne (local.tee $n2 (i64.sub (local.get $n2) (i64.const 1))) (i64.const 0)))
      )
    )
  )
  (func $stage_5 (param i32) (result i32)
    (local i32 i64 f64 f64 i64 i64 i64)
    (local.set 1
      (i32.load offset=664
        (i32.and (i32.rotr (i32.and (local.get 1) (local.get 1)) (local.get 0)) (i32.const 31744))
      )
    )
    (drop (i64.div_u (i64.xor (i64.const 3009001458072297421) (local.get 2)) (i64.const 1021)))
    (local.set 0
      (if (result i32)
        (i32.eqz
          (i32.or
            (i32.load8_u offset=776 (i32.and (i32.const 0x3fff) (i32.const 31744)))
            (local.get 1)
          )
        )
        (then
          (i32.wrap_i64 (i64.xor (local.get 2) (i64.const 0x6e)))
        )
        (else
          (i32.load8_s (i32.and (i32.wrap_i64 (i64.const -5051938145001546001)) (i32.const 65528)))
        )
      )
    )
    (local.set 3
      (f64.max (f64.min (f64.convert_i32_u (local.get 1)) (f64.const 678.0)) (f64.const 8.0))
    )
    (local.get 0)
  )
  (func $mix (param $x i32) (param $y i32) (result i32)
    (i32.xor (i32.add (local.get $x) (local.get $y)) (i32.const 481506225))
  )
  (func $stage_10 (param $p0 f64) (result i64)
    (local $a i32) (local $b i64) (local $t0 i32) (local $t1 f64) (local $t2 i64) (local $t3 i64) (local $n0 i64) (local $n1 i64)
    (i32.store
      (i32.and
        (i32.sub
          (select
            (i32.load16_u (i32.and (local.get $a) (i32.const 65528)))
            (local.get $a)
            (i32.eq (i32.add (local.get $a) (i32.const 0x70)) (local.get $t0))
          )
          (i32.rotl (i32.const 63) (i32.const 66))
        )
        (i32.const 0x7ff8)
      )
      (i32.add
        (i32.eq (i32.wrap_i64 (local.get $n0)) (i32.const -41))
        (i32.load (i32.and (local.get $t0) (i32.const 65528)))
      )
    )
    (local.set $p0
      (f64.add
        (f64.add
          (f64.convert_i32_s (i32.load8_u (i32.and (local.get $a) (i32.const 32760))))
          (f64.const 323.0)
        )
        (local.get $p0)
      )
    )
    (block $again
      (local.set $n1 (i64.const 7))
      (loop $body
        (block $skip
          (local.set $n0 (i64.const 0x6))
          (loop $outer
            (global.set $state_2
              (f32.max
                (f32.load (i32.and (global.get $state_4) (i32.const 0x7ff8)))
                (global.get $state_2)
              )
            )
            (i32.store
              (i32.and (i32.or (local.get $a) (local.get $a)) (i32.const 0x7ff8))
              (i32.sub (local.get $a) (local.get $t0))
            )
            (br_if $outer
              (i64.ne (local.tee $n0 (i64.sub (local.get $n0) (i64.const 1))) (i64.const 0x0))
            )
          )
        )
        (local.set $t2
          (i64.rem_u
            (i64.load32_u offset=816 (i32.and (local.get $t0) (i32.const 64512)))
            (i64.const 7)
          )
        )
        (i32.store
          (i32.and (i32.extend16_s (i32.clz (i32.const -52))) (i32.const 0xfff8))
          (i32.le_s (i32.xor (local.get $a) (local.get $a)) (local.get $a))
        )
        (i32.store
          (i32.and
            (i32.load offset=512 (i32.and (i32.const 15) (i32.const 64512)))
            (i32.const 32760)
          )
          (i32.rotl (global.get $state_4) (global.get $state_5))
        )
        (br_if $body (i64.ne (local.tee $n1 (i64.sub (local.get $n1) (i64.const 1))) (i64.const 0)))
      )
    )
    (local.get $n1)
  )
  (func $stage_0 (param $p0 f64) (param $p1 f32) (param $p2 i32) (result f64)
    (local $a i32)
    (local $b i64)
    (local $t0 f64)
    (local $t1 f32)
    (local $n0 i64)
    (local.set $p2
      (i32.sub
        (i32.mul (i32.ctz (i32.rotr (local.get $p2) (local.get $a))) (i32.wrap_i64 (local.get $n0)))
        (i32.add (i32.extend16_s (global.get $state_4)) (global.get $state_4))
      )
    )
    (drop
      (select
        (i64.extend_i32_u (i32.const 7))
        (local.get $n0)
        (i32.gt_s (i32.load16_u (i32.and (local.get $a) (i32.const 65528))) (local.get $a))
      )
    )
    (global.set $state_3 (f32.max (f32.convert_i64_s (local.get $b)) (f32.const -112.0625)))
    (local.set $p0
      (f64.convert_i64_s (i64.shr_u (i64.add (global.get $state_0) (local.get $b)) (local.get $n0)))
    )
    (local.set $a
      (select
        (i32.const -407988503)
        (global.get $state_5)
        (i64.ne (global.get $state_0) (local.get $b))
      )
    )
    (local.set $a
      (i32.shl
        (i32.shr_s
          (i32.xor (i32.or (i32.const 5) (i32.const 2047)) (local.get $p2))
          (i32.load16_u (i32.and (global.get $state_4) (i32.const 65528)))
        )
        (select
          (i32.shr_s (local.get $p2) (global.get $state_5))
          (local.get $a)
          (i64.eqz (i64.load32_u (i32.and (local.get $a) (i32.const 32760))))
        )
      )
    )
    (local.set $b (call $leaf_2 (f64.neg (local.get $t0))))
    (block $body
      (local.set $t0
        (f64.sub
          (f64.mul (f64.floor (f64.convert_i32_s (local.get $a))) (local.get $t0))
          (local.get $p0)
        )
      )
      (br_if $body (i64.lt_u (i64.sub (local.get $n0) (local.get $n0)) (local.get $b)))
      (i32.store8
        (i32.and (i32.eqz (i32.rotr (local.get $p2) (global.get $state_4))) (i32.const 32760))
        (i32.add (i64.ne (local.get $n0) (local.get $n0)) (local.get $p2))
      )
      (i64.store
        (i32.and
          (i32.shr_u
            (i32.eqz (i32.load16_u (i32.and (local.get $p2) (i32.const 65528))))
            (i32.gt_s (i32.const 221) (local.get $p2))
          )
          (i32.const 65528)
        )
        (i64.shr_s
          (i64.clz (i64.rotl (local.get $b) (local.get $n0)))
          (i64.mul (local.get $b) (i64.const 120))
        )
      )
    )
    (local.get $p0)
  )
  (func $leaf_1 (type $signature_1) (param $p0 f32) (param $p1 f64) (result i32)
    (local $a i32) (local $b i64) (local $t0 f32) (local $n0 i64) (local $n1 i64)
    (local.set $b
      (i64.rotr
        (i64.extend_i32_s (i32.rotr (i32.rotl (global.get $state_4) (local.get $a)) (local.get $a)))
        (i64.rotr (i64.add (i64.const 205) (i64.const -0x10)) (local.get $n0))
      )
    )
    (if
      (i64.eqz (i64.mul (i64.mul (global.get $state_0) (i64.const 524287)) (local.get $n0)))
      (then
        (if
          (i32.ne (i32.xor (i32.extend16_s (i32.const 28)) (local.get $a)) (i32.const -58))
          (then
            (local.set $a (i32.wrap_i64 (i64.xor (local.get $n1) (local.get $n0))))
            (i32.store8
              (i32.and
                (i32.mul
                  (select
                    (i32.shr_u (local.get $a) (local.get $a))
                    (local.get $a)
                    (i64.gt_s (i64.popcnt (local.get $n0)) (local.get $n1))
                  )
                  (select
                    (i32.const 238)
                    (global.get $state_4)
                    (i32.eq (local.get $a) (local.get $a))
                  )
                )
                (i32.const 0xfff8)
              )
              (i32.wrap_i64
                (i64.xor (i64.xor (global.get $state_0) (local.get $n1)) (local.get $n1))
              )
            )
          )
          (else
            (if
              (i64.le_s
                (i64.sub
                  (i64.load offset=136 (i32.and (local.get $a) (i32.const 0xff00)))
                  (global.get $state_0)
                )
                (local.get $n1)
              )
              (then
                (local.set $p1 (f64.convert_i32_s (global.get $state_5)))
              )
            )
            (drop (i64.xor (i64.sub (local.get $n0) (global.get $state_0)) (global.get $state_0)))
          )
        )
      )
    )
    (return (local.get $a))
  )
  (func $stage_9 (param $p0 i32) (result f32)
    (local $a i32) (local $b i64) (local $t0 f32) (local $t1 f64) (local $n0 i64) (local $n1 i64)
    (i32.store8
      (i32.and (i32.rem_u (local.get $p0) (i32.const 0x3)) (i32.const 0x7ff8))
      (select (local.get $p0) (i32.const -29) (i32.lt_u (local.get $a) (local.get $p0)))
    )
    (local.set $p0
      (i32.add
        (local.tee $a
          (i32.load8_u (i32.and (i32.rem_u (local.get $a) (i32.const 65521)) (i32.const 32760)))
        )
        (i32.clz (local.get $a))
      )
    )
    (if
      (i32.ge_u
        (i32.xor (i32.load16_u (i32.and (local.get $a) (i32.const 32760))) (i32.const -0xe))
        (i32.const -0x2e)
      )
      (then
        (global.set $state_2 (f32.abs (f32.load (i32.and (local.get $a) (i32.const 0x7ff8)))))
        (local.set $b (call $leaf_2 (f64.trunc (local.get $t1))))
      )
    )
    (if
      (i64.le_s
        (i64.add (i64.rotl (i64.const -8020221091353593937) (i64.const -61)) (local.get $n1))
        (i64.const 72057594037927935)
      )
      (then
        (local.set $p0 (i32.ctz (i32.const -140812899)))
      )
      (else
        (local.set $p0 (i32.xor (local.get $a) (local.get $a)))
      )
    )
    (if
      (i32.const 0)
      (then
        (unreachable)
      )
    )
    (i32.store16
      (i32.and
        (i32.le_s
          (i32.mul (i32.load8_s (i32.and (local.get $a) (i32.const 32760))) (global.get $state_5))
          (local.get $a)
        )
        (i32.const 32760)
      )
      (i32.ne (i32.wrap_i64 (i64.shl (local.get $n0) (local.get $b))) (i32.const 0x6efa2985))
    )
    (if
      (i32.eqz (i32.load (i32.and (i32.mul (local.get $p0) (local.get $a)) (i32.const 65528))))
      (then
        (local.set $p0
          (i32.shr_s
            (i32.rotr
              (i32.load (i32.and (i32.mul (local.get $a) (i32.const 0x1ff)) (i32.const 0xfff8)))
              (i32.load offset=288 (i32.and (local.get $a) (i32.const 0x7e00)))
            )
            (i32.wrap_i64 (i64.shl (global.get $state_0) (local.get $n0)))
          )
        )
        (i64.store
          (i32.and
            (i32.load8_u
              (i32.and
                (i32.load16_u offset=216
                  (i32.and (i32.shr_s (local.get $a) (local.get $a)) (i32.const 65280))
                )
                (i32.const 0x7ff8)
              )
            )
            (i32.const 32760)
          )
          (i64.and
            (i64.rem_u
              (select
                (local.get $b)
                (local.get $n1)
                (i64.ne (local.get $b) (i64.const 5640152518374279929))
              )
              (i64.const 97)
            )
            (i64.mul (global.get $state_0) (local.get $n1))
          )
        )
      )
    )
    (return (local.get $t0))
  )
  (func $leaf_6 (param $p0 i32) (result f32)
    (local $a i32)
    (local $b i64)
    (local $n0 i64)
    (local $n1 i64)
    (local.set $b (i64.add (local.get $n0) (global.get $state_0)))
    (local.set $b
      (select
        (i64.shr_u
          (i64.rotl (i64.shr_u (local.get $b) (local.get $n1)) (local.get $n1))
          (i64.shr_u (local.get $b) (local.get $b))
        )
        (local.get $b)
        (i64.ge_u
          (i64.rotl
            (i64.and (i64.load32_u (i32.and (local.get $a) (i32.const 65528))) (local.get $b))
            (i64.rem_u (local.get $n0) (i64.const 3))
          )
          (local.get $n1)
        )
      )
    )
    (local.set $p0
      (i32.add
        (i32.rotr
          (i32.add (i32.sub (local.get $p0) (local.get $a)) (local.get $p0))
          (i32.and (i32.const -1148603911) (local.get $a))
        )
        (i32.load (i32.and (i32.shr_s (local.get $a) (local.get $p0)) (i32.const 65528)))
      )
    )
    (local.set $a
      (select
        (i32.load8_u
          (i32.and (i32.load (i32.and (i32.const -814173641) (i32.const 65528))) (i32.const 32760))
        )
        (local.get $a)
        (i32.eqz (i32.load16_u (i32.and (i32.wrap_i64 (local.get $b)) (i32.const 32760))))
      )
    )
    (i64.store32
      (i32.and
        (select (i32.const -690725693) (i32.const 2009833505) (i32.eqz (local.get $a)))
        (i32.const 32760)
      )
      (i64.mul (local.get $n0) (i64.const 6115545040541491061))
    )
    (global.set $state_4
      (i32.load (i32.and (i32.ne (local.get $p0) (local.get $p0)) (i32.const 32760)))
    )
    (; bounded window ;)
    (if
      (i32.const 0)
      (then
        (unreachable)
      )
    )
    (if
      (i32.le_s (i32.sub (i64.eqz (local.get $b)) (local.get $a)) (local.get $p0))
      (then
        (global.set $state_5 (i32.add (i32.extend8_s (local.get $a)) (local.get $p0)))
      )
    )
    (global.set $state_5
      (i32.and
        (select (i32.const -1208301697) (local.get $a) (i32.eq (local.get $a) (local.get $p0)))
        (i32.const 152)
      )
    )
    (drop (i64.rotr (i64.add (local.get $b) (i64.const -49)) (local.get $b)))
    (i64.store16
      (i32.and
        (i32.and (i32.add (i32.const 4194303) (i32.const 91)) (local.get $p0))
        (i32.const 32760)
      )
      (i64.load16_s (i32.and (i32.add (local.get $a) (global.get $state_5)) (i32.const 32760)))
    )
    (i32.store16 offset=224
      (i32.and (i32.shr_s (local.get $a) (local.get $a)) (i32.const 32512))
      (select
        (global.get $state_5)
        (i32.const 134217727)
        (i64.ge_u (local.get $n1) (local.get $n0))
      )
    )
    (global.get $state_3)
  )
  (func $leaf_2 (type $signature_8)
    (local i32 i64 f64 f64 i64 i64 i64)
    (global.set 2 (f32.convert_i64_u (i64.shr_u (i64.const 576460752303423487) (global.get 0))))
    (i32.store
      (i32.and
        (select
          (i32.xor (i32.const 0x9e) (local.get 1))
          (local.get 1)
          (i32.gt_s (i32.xor (local.get 1) (local.get 1)) (local.get 1))
        )
        (i32.const 65528)
      )
      (i32.rotl (i64.eq (local.get 6) (local.get 6)) (local.get 1))
    )
    (i64.store16
      (i32.and (i32.wrap_i64 (i64.shr_s (i64.clz (local.get 7)) (local.get 5))) (i32.const 32760))
      (select
        (i64.rem_u
          (i64.load32_u offset=576 (i32.and (local.get 1) (i32.const 31744)))
          (i64.const 0x61)
        )
        (local.get 5)
        (i32.le_s (i32.rotl (i32.wrap_i64 (local.get 2)) (local.get 1)) (i32.const 439853091))
      )
    )
    (i64.store16
      (i32.and (i32.load8_s (i32.and (i32.const 0x7f) (i32.const 0x7ff8))) (i32.const 0x7ff8))
      (i64.load (i32.and (i32.const 0x1) (i32.const 32760)))
    )
    (local.set 4 (f64.sub (f64.min (f64.trunc (f64.const -14.625)) (local.get 0)) (global.get 1)))
    (local.set 1
      (i32.add
        (local.tee 1 (i32.extend16_s (i32.or (i32.const 0x6) (local.get 1))))
        (i64.ne (local.get 6) (local.get 2))
      )
    )
    (local.get 7)
  )
  (func $main (export "_start")
    (local $a i32)
    (local $c i32)
    (local $b i64)
    (local $d i64)
    (local $n0 i64)
    (local $n1 i64)
    (local $i i64)
    (local.set $d (i64.rotr (global.get $state_0) (local.get $d)))
    (call $kernel)
    (drop (call $stage_9 (i32.mul (i32.const -1007817083) (local.get $c))))
    (call $stage_6 (i32.xor (local.get $c) (i32.const 141)) (f64.convert_i64_u (local.get $d)))
    (block $skip
      (local.set $n1 (i64.const 10))
      (loop $body
        (local.set $a
          (i32.shl
            (i32.mul (i32.load16_u (i32.and (local.get $a) (i32.const 65528))) (local.get $a))
            (i32.extend8_s (local.get $a))
          )
        )
        (if
          (i64.eqz (i64.and (i64.rotr (local.get $b) (local.get $d)) (i64.const 8796093022207)))
          (then
            (block $outer
              (local.set $a
                (i32.add
                  (local.tee $a (i32.xor (i32.wrap_i64 (local.get $d)) (local.get $a)))
                  (i32.shl (local.get $c) (local.get $c))
                )
              )
              (br_if $outer
                (i64.lt_u (i64.add (local.get $d) (local.get $d)) (global.get $state_0))
              )
              (global.set $state_4 (i32.shl (i32.xor (local.get $a) (local.get $c)) (local.get $c)))
              (if
                (i32.const 0)
                (then
                  (unreachable)
                )
              )
            )
          )
        )
        (local.set $b (i64.extend_i32_u (local.get $a)))
        (local.set $c
          (i32.or
            (i32.xor (i32.add (local.get $c) (local.get $a)) (local.get $a))
            (i32.mul (local.get $a) (local.get $a))
          )
        )
        (br_if $body (i64.ne (local.tee $n1 (i64.sub (local.get $n1) (i64.const 1))) (i64.const 0)))
      )
    )
    (drop
      (call $stage_0
        (f64.add (global.get $state_1) (f64.const -132.625))
        (f32.sqrt (global.get $state_2))
        (i32.rem_u (local.get $a) (i32.const 1021))
      )
    )
    (local.set $d
      (i64.shl
        (i64.sub (i64.add (local.get $b) (local.get $b)) (local.get $d))
        (i64.shl (local.get $d) (local.get $d))
      )
    )
    (drop
      (call $stage_2
        (f64.min (global.get $state_1) (global.get $state_1))
        (f32.add (f32.const -1698.0) (f32.const -241.75))
        (i32.load (i32.and (local.get $c) (i32.const 32760)))
      )
    )
    (local.set $a (call $stage_5 (i32.ge_u (local.get $c) (local.get $a))))
    (local.set $c (call $stage_4 (i32.add (local.get $a) (local.get $a))))
    (local.set $b (call $stage_10 (f64.add (global.get $state_1) (global.get $state_1))))
    (local.set $d (i64.shl (global.get $state_0) (i64.const -10)))
    (local.set $b
      (i64.xor
        (i64.div_u (i64.add (local.get $b) (local.get $b)) (i64.const 7))
        (i64.load32_u offset=40 (i32.and (local.get $c) (i32.const 0xffc0)))
      )
    )
    (if
      (i64.lt_u
        (i64.load16_s (i32.and (i32.xor (i32.const 19) (local.get $c)) (i32.const 32760)))
        (local.get $d)
      )
      (then
        (global.set $state_1
          (f64.convert_i64_u (i64.load8_u offset=96 (i32.and (local.get $c) (i32.const 32640))))
        )
        (local.set $a (i32.wrap_i64 (local.get $b)))
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
    (call $proc_exit (i32.const 0))
  )
  (func $stage_4 (param i32) (result i32)
    (local i32 i64 i64 i64 i64)
    (i64.store32
      (i32.and
        (i32.load8_u offset=1000 (i32.and (global.get 4) (i32.const 64512)))
        (i32.const 65528)
      )
      (i64.rem_u (i64.const 144115188075855871) (i64.const 97))
    )
    (drop
      (call 10
        (f64.mul (f64.const -3482.0) (global.get 1))
        (f32.convert_i64_u (local.get 5))
        (i32.wrap_i64 (local.get 2))
      )
    )
    (i32.store16
      (i32.and
        (i32.div_u (i32.and (i32.rotr (local.get 0) (local.get 1)) (local.get 1)) (i32.const 97))
        (i32.const 65528)
      )
      (i32.shr_u
        (i32.div_u (i32.sub (local.get 0) (local.get 0)) (i32.const 4093))
        (i32.wrap_i64 (local.get 5))
      )
    )
    (i64.store
      (i32.and
        (i32.load (i32.and (i32.wrap_i64 (local.get 3)) (i32.const 65528)))
        (i32.const 65528)
      )
      (i64.trunc_sat_f64_s (f64.convert_i64_u (local.get 5)))
    )
    (if
      (i32.eq (i32.add (i32.rotl (local.get 0) (local.get 1)) (i32.const 262143)) (local.get 0))
      (then
        (global.set 2
          (f32.mul (f32.load (i32.and (local.get 0) (i32.const 65528))) (f32.const -48.5))
        )
        (local.set 3
          (i64.add
            (i64.load32_u (i32.and (i32.and (local.get 1) (local.get 0)) (i32.const 65528)))
            (i64.shr_u (i64.const 27) (local.get 5))
          )
        )
      )
      (else
        (i32.store
          (i32.and (i32.clz (local.get 0)) (i32.const 32760))
          (i32.or (i32.const 2084879783) (local.get 1))
        )
      )
    )
    (local.set 2
      (i64.shr_s
        (i64.add (i64.shr_u (local.get 5) (local.get 3)) (local.get 3))
        (i64.xor (local.get 5) (local.get 3))
      )
    )
    (i64.store16
      (i32.and (i32.xor (i32.rotl (local.get 0) (local.get 1)) (local.get 1)) (i32.const 65528))
      (i64.add (i64.or (local.get 2) (local.get 3)) (i64.const 7569308476223064087))
    )
    (return (global.get 4))
  )
  (func $stage_8 (type $signature_5) (param $p0 i32) (param $p1 f64) (param $p2 i64) (result i32)
    (local $a i32) (local $b i64) (local $t0 f32) (local $t1 i64) (local $n0 i64) (local $n1 i64) (local $n2 i64)
    (local.set $p0
      (call $leaf_1
        (f32.load offset=432 (i32.and (i32.const 233) (i32.const 65024)))
        (f64.max (local.get $p1) (local.get $p1))
      )
    )
    (local.set $p1 (f64.convert_i64_s (global.get $state_0)))
    (local.set $a
      (i32.xor
        (i32.wrap_i64 (i64.xor (local.get $n2) (i64.const 255)))
        (i32.rotl (global.get $state_5) (local.get $p0))
      )
    )
    (local.set $t0
      (f32.convert_i64_s (i64.load32_u (i32.and (global.get $state_4) (i32.const 32760))))
    )
    (local.set $a (i32.load offset=656 (i32.and (local.get $a) (i32.const 31744))))
    (block $outer
      (local.set $n2 (i64.const 10))
      (loop $body
        (i64.store16
          (i32.and
            (i32.shr_s
              (i32.xor (i32.add (local.get $a) (local.get $a)) (global.get $state_4))
              (i32.popcnt (local.get $a))
            )
            (i32.const 32760)
          )
          (i64.or
            (i64.shr_s (i64.extend_i32_s (global.get $state_4)) (local.get $n2))
            (i64.load offset=344 (i32.and (i32.const -705212997) (i32.const 65024)))
          )
        )
        (local.set $b
          (i64.xor
            (i64.rotr (i64.rotl (global.get $state_0) (local.get $p2)) (local.get $b))
            (i64.clz (local.get $n1))
          )
        )
        (br_if $body (i64.ne (local.tee $n2 (i64.sub (local.get $n2) (i64.const 1))) (i64.const 0)))
      )
    )
    (local.get $a)
  )
  (func $leaf_4 (param f64 f32 i32) (result f64)
    (local i32 i64 i64 i64 i64)
    (local.set 3
      (i32.or
        (select
          (i32.sub (i32.sub (i32.const -58) (local.get 3)) (local.get 2))
          (global.get 5)
          (i32.ge_u (i32.lt_u (i32.gt_s (local.get 3) (global.get 5)) (local.get 3)) (local.get 2))
        )
        (i32.shr_s (i32.sub (global.get 5) (local.get 3)) (local.get 2))
      )
    )
    (local.set 1
      (f32.mul
        (f32.convert_i32_u (i32.clz (i32.and (i32.const -15605123) (local.get 2))))
        (local.get 1)
      )
    )
    (local.set 0 (f64.convert_i64_s (local.get 4)))
    (local.set 1 (f32.add (f32.convert_i64_u (i64.and (local.get 4) (local.get 4))) (local.get 1)))
    (block
      (block
        (br_table 1 0 (i32.sub (global.get 5) (global.get 4)))
      )
      (local.set 4
        (i64.xor
          (i64.or
            (i64.extend_i32_s (i32.xor (global.get 4) (local.get 2)))
            (i64.xor (local.get 4) (local.get 7))
          )
          (i64.extend8_s (i64.shl (local.get 7) (local.get 7)))
        )
      )
      (block
        (if
          (i64.le_s (i64.or (i64.extend_i32_s (local.get 2)) (local.get 4)) (local.get 4))
          (then
            (local.set 2
              (i32.add
                (local.tee 3
                  (select
                    (select
                      (local.get 2)
                      (local.get 2)
                      (i64.ne (local.get 5) (i64.const -8815103735220094771))
                    )
                    (global.get 5)
                    (i64.gt_s (i64.add (global.get 0) (local.get 4)) (local.get 6))
                  )
                )
                (i32.and (local.get 2) (i32.const -23))
              )
            )
          )
          (else
            (local.set 2 (i32.wrap_i64 (i64.trunc_sat_f64_s (local.get 0))))
          )
        )
        (local.set 2
          (select
            (i32.xor (i32.shr_u (i32.const 172) (local.get 3)) (local.get 3))
            (local.get 3)
            (i64.le_s
              (i64.add (i64.shl (local.get 4) (i64.const 16777215)) (local.get 4))
              (global.get 0)
            )
          )
        )
        (br_if 0 (i32.ne (i32.div_u (local.get 3) (i32.const 3)) (local.get 2)))
        (i64.store
          (i32.and
            (i32.and
              (i32.rotr (i32.add (local.get 2) (i32.const 166)) (local.get 3))
              (i32.sub (local.get 2) (local.get 2))
            )
            (i32.const 65528)
          )
          (i64.rotl
            (i64.extend_i32_u (i32.xor (global.get 4) (i32.const 511)))
            (i64.trunc_sat_f32_u (local.get 1))
          )
        )
        (global.set 5
          (i32.load offset=48 (i32.and (i32.rotl (local.get 3) (local.get 3)) (i32.const 32704)))
        )
      )
    )
    (local.get 0)
  )
  (table $dispatch 16 funcref)
  (elem (i32.const 0) $leaf_7 $leaf_9 $leaf_3)
  (elem (i32.const 8) $leaf_3)
  (elem $passive func $leaf_7 $leaf_3)
  (table $unused_table 1 38 funcref)
  (data (i32.const 38797) "seed %d: total = %lld\0a\00"
    "(; not a comment ;)")
  (data $segment_1 "\de\ad\be\ef\00\ff")
  (data $segment_2 "0123456789abcdef0123456789abcdef")
  (data $segment_3 "quote \" and backslash \\ inside"
    "(module ;; not a module\n)")
  (global $state_0 (mut i64) (i64.const -116))
  (global $state_1 (mut f64) (f64.const -19.5))
  (global $state_2 (mut f32) (f32.const -24.5))
  (global $state_3 (mut f32) (f32.const 0.5))
  (global $state_4 (mut i32) (i32.const -937))
  (global $state_5 (mut i32) (i32.const 135))
  (global $unused_0 i64 (i64.const -7592795454193454901))
  (global $unused_1 i64 (i64.const 4364073117966603629))
  (export "leaf_7" (func $leaf_7))
  (export "leaf_5" (func $leaf_5))
)
