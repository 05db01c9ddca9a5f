;; Family bulk_memory (wasmtime issue 13272), unreduced, 20000000 trips.
;; In the hot loop: 2 x memory.copy.
;; Made by: python seeds/generate.py --family bulk_memory --instruction memory.copy --seed 30 --targets 2 --statements 5 --trip-count 20000000
;; Slow side: wasmtime 41 to 45.
;; Fast side: wasmer 7 (Cranelift); wasmtime 46 for memory.copy.
(module
  (type $signature_0 (func (param i32 i64) (result f64)))
  (type $signature_1 (func (param f64 f64) (result i64)))
  (type $signature_2 (func (param i32)))
  (type $signature_3 (func (param i32) (result i32)))
  (type $signature_4 (func (param f32 i64) (result i32)))
  (type $signature_5 (func (param f64 i64) (result f64)))
  (type $signature_6 (func (param f32 f32) (result f64)))
  (type $signature_7 (func (param i64 i64 f32)))
  (type $signature_8 (func (param f64 f64)))
  (import "wasi_snapshot_preview1" "proc_exit" (func $proc_exit (param i32)))
  (export "stage_15" (func $stage_15))
  (export "leaf_7" (func $leaf_7))
  (export "leaf_11" (func $leaf_11))
  (memory (export "memory") 1)
  (func $stage_6 (type $signature_3)
    (local i32 i64 i32 i64)
    (block
      (local.set 1
        (i32.load
          (i32.and
            (select
              (i64.eqz (local.get 2))
              (local.get 0)
              (i32.ge_u (i32.rotr (local.get 3) (local.get 1)) (i32.const 101))
            )
            (i32.const 65528)
          )
        )
      )
      (i32.store16
        (i32.and (i32.mul (local.get 1) (local.get 3)) (i32.const 32760))
        (i32.popcnt (local.get 3))
      )
      (br_if 0 (i64.gt_s (i64.rem_u (local.get 2) (i64.const 97)) (i64.const 0xda)))
      (i64.store
        (i32.and
          (i32.xor
            (i32.rotr (i32.sub (local.get 1) (local.get 1)) (local.get 1))
            (i32.trunc_sat_f64_s (global.get 1))
          )
          (i32.const 32760)
        )
        (i64.add
          (i64.and (i64.add (local.get 2) (local.get 2)) (local.get 4))
          (i64.shr_s (i64.const -8091098532513733651) (local.get 2))
        )
      )
      (i32.store16
        (i32.and
          (i32.and
            (i32.xor (i32.sub (local.get 3) (local.get 1)) (local.get 3))
            (i32.xor (local.get 0) (i32.const -0x20))
          )
          (i32.const 0x7ff8)
        )
        (i32.shr_u
          (i32.wrap_i64 (i64.load16_s offset=448 (i32.and (local.get 1) (i32.const 32256))))
          (i32.trunc_sat_f32_u (f32.const -355.0))
        )
      )
    )
    (local.get 3)
  )
  (func $leaf_6 (param $p0 f64) (param $p1 i64) (result f64)
    (local $a i32) (local $b i64) (local $t0 i32) (local $n0 i64)
    (local.set $a
      (if (result i32)
        (i32.eqz (i32.div_u (i32.mul (global.get $state_8) (local.get $t0)) (i32.const 1021)))
        (then
          (i32.and (i32.add (i32.const 27) (i32.const -492343327)) (local.get $t0))
        )
        (else
          (i32.or (i32.mul (global.get $state_6) (local.get $t0)) (i32.const 193))
        )
      )
    )
    (local.get $p0)
  )
  (func $leaf_1 (param $p0 i32) (result i32)
    (local $a i32)
    (local $b i64)
    (local $n0 i64)
    (local.set $b (i64.div_u (local.get $n0) (i64.const 3)))
    (i64.store offset=432
      (i32.and
        (i32.rotl
          (i32.and
            (i32.load (i32.and (global.get $state_8) (i32.const 65528)))
            (global.get $state_8)
          )
          (i32.or (local.get $a) (local.get $p0))
        )
        (i32.const 65024)
      )
      (i64.clz
        (select
          (i64.shr_u (i64.const 96) (local.get $b))
          (local.get $b)
          (i64.eqz (i64.load8_u (i32.and (local.get $a) (i32.const 32760))))
        )
      )
    )
    (local.set $a
      (i32.and
        (i32.mul
          (i32.wrap_i64 (i64.popcnt (global.get $state_2)))
          (i32.shr_s (local.get $a) (local.get $p0))
        )
        (i32.wrap_i64 (i64.clz (i64.const 96)))
      )
    )
    (; odd constant, full period ;)
    (drop (i64.and (i64.shr_s (local.get $b) (i64.const 97)) (local.get $n0)))
    (block $outer
      (local.set $n0 (i64.const 14))
      (loop $body
        (if
          (i32.le_s
            (i32.load8_u
              (i32.and (i32.load8_s (i32.and (local.get $p0) (i32.const 65528))) (i32.const 65528))
            )
            (i32.const 126)
          )
          (then
            (if
              (i64.eqz (i64.xor (i64.or (local.get $n0) (local.get $n0)) (local.get $b)))
              (then
                (global.set $state_6
                  (i32.load8_u
                    (i32.and (i32.shr_u (global.get $state_8) (local.get $a)) (i32.const 32760))
                  )
                )
              )
            )
            (i32.store8
              (i32.and
                (i32.rem_u (i32.extend16_s (global.get $state_8)) (i32.const 4093))
                (i32.const 65528)
              )
              (i64.le_s (i64.mul (local.get $b) (global.get $state_2)) (local.get $n0))
            )
          )
          (else
            (local.set $a
              (i64.eq
                (i64.trunc_sat_f64_u (f64.const -609.25))
                (i64.const 4_985_889_119_031_791_083)
              )
            )
          )
        )
        (br_if $body (i64.ne (local.tee $n0 (i64.sub (local.get $n0) (i64.const 1))) (i64.const 0)))
      )
    )
    (local.get $a)
  )
  (func $stage_10 (param $p0 f64) (param $p1 f64) (result i64)
    (local $a i32) (local $b i64) (local $t0 f32) (local $t1 f32) (local $n0 i64) (local $n1 i64) (local $n2 i64)
    (block $outer
      (block $body
        (br_table $body $body $body $outer (i32.shr_s (local.get $a) (i32.const 8191)))
      )
      (i64.store offset=344
        (i32.and (i64.eq (local.get $n0) (global.get $state_2)) (i32.const 32256))
        (i64.extend_i32_s (global.get $state_8))
      )
    )
    (global.set $state_5 (f32.sub (f32.convert_i64_u (local.get $b)) (local.get $t0)))
    (if
      (i32.const 0)
      (then
        (unreachable)
      )
    )
    (local.set $t1
      (f32.mul
        (f32.mul (f32.add (f32.const 208.0) (f32.const 3173.0)) (local.get $t0))
        (local.get $t0)
      )
    )
    (global.get $state_2)
  )
  (func $leaf_13 (param $p0 i32) (result i32)
    (local $a i32) (local $b i64) (local $t0 f64) (local $n0 i64) (local $n1 i64) (local $n2 i64)
    (local.set $b (i64.xor (i64.shl (global.get $state_3) (local.get $b)) (local.get $n0)))
    (i32.store8 offset=568
      (i32.and
        (i32.div_u (i32.shr_s (local.get $p0) (local.get $p0)) (i32.const 65521))
        (i32.const 64512)
      )
      (i32.rotr (i32.add (global.get $state_8) (local.get $a)) (local.get $a))
    )
    (local.set $p0
      (i32.add
        (i32.and
          (i32.shr_s (i32.wrap_i64 (local.get $b)) (local.get $a))
          (select (local.get $a) (local.get $p0) (i64.ge_u (local.get $n2) (global.get $state_2)))
        )
        (i32.shl (i32.rotr (local.get $a) (local.get $p0)) (local.get $p0))
      )
    )
    (i64.store32
      (i32.and (i32.and (local.get $a) (local.get $p0)) (i32.const 32760))
      (i64.mul (i64.const 4113817550416366325) (i64.const 4277243067866103701))
    )
    ;; from the template
    (local.get $a)
  )
  (func $leaf_0 (param $p0 i32)
    (local $a i32) (local $b i64) (local $n0 i64) (local $n1 i64) (local $n2 i64)
    (block $outer
      (local.set $n2 (i64.const 7))
      (loop $body
        (local.set $a
          (i64.eqz
            (i64.rotl
              (i64.extend_i32_s
                (select (local.get $p0) (local.get $p0) (i64.le_s (local.get $n2) (local.get $n0)))
              )
              (i64.xor (local.get $n2) (local.get $b))
            )
          )
        )
        (local.set $p0
          (if (result i32)
            (i32.lt_u (i32.wrap_i64 (i64.trunc_sat_f32_u (f32.const -3054.0))) (local.get $p0))
            (then
              (i32.xor
                (select (global.get $state_8) (local.get $a) (i64.eqz (i64.const 206)))
                (local.get $p0)
              )
            )
            (else
              (i32.sub (i32.load16_u (i32.and (local.get $p0) (i32.const 65528))) (local.get $p0))
            )
          )
        )
        (local.set $p0
          (i32.mul
            (i32.ge_u
              (i32.shr_u (i32.xor (local.get $p0) (local.get $p0)) (local.get $a))
              (local.get $p0)
            )
            (i32.trunc_sat_f64_u (f64.min (global.get $state_1) (f64.const -1127.0)))
          )
        )
        (local.set $p0 (i32.shr_u (i32.add (local.get $a) (global.get $state_8)) (local.get $a)))
        (br_if $body (i64.ne (local.tee $n2 (i64.sub (local.get $n2) (i64.const 1))) (i64.const 0)))
      )
    )
  )
  (func $stage_8 (type $signature_5) (param $p0 f64) (param $p1 i64) (result f64)
    (local $a i32)
    (local $b i64)
    (local $t0 i64)
    (local $n0 i64)
    (local $n1 i64)
    (local $n2 i64)
    (i32.store8 offset=1000
      (i32.and (i32.and (local.get $a) (local.get $a)) (i32.const 64512))
      (i32.wrap_i64 (local.get $n0))
    )
    (local.set $a (i32.wrap_i64 (local.get $t0)))
    (if
      (i64.le_s (i64.extend_i32_s (i64.lt_u (local.get $p1) (global.get $state_3))) (local.get $p1))
      (then
        (i64.store16 offset=392
          (i32.and
            (i32.trunc_sat_f32_s (f32.add (f32.const 221.0) (global.get $state_7)))
            (i32.const 65024)
          )
          (i64.rem_u (i64.shl (i64.const 0xc3) (local.get $n1)) (i64.const 0xffd))
        )
      )
    )
    (return (local.get $p0))
  )
  (func $stage_0 (type $signature_3) (param $p0 i32) (result i32)
    (local $a i32)
    (local $b i64)
    (local $t0 f64)
    (local $n0 i64)
    (local.set $a
      (i32.add
        (local.tee $a
          (i64.lt_u (i64.add (local.get $n0) (local.get $n0)) (i64.const -5649464866808362489))
        )
        (i32.or (local.get $p0) (i32.const -416665455))
      )
    )
    (global.set $state_7
      (f32.add (f32.convert_i64_u (i64.const -6679855255502349517)) (global.get $state_0))
    )
    (local.set $a
      (i32.wrap_i64
        (i64.load
          (i32.and
            (i32.shr_u
              (i32.load offset=88 (i32.and (local.get $a) (i32.const 32640)))
              (i32.const 955357831)
            )
            (i32.const 32760)
          )
        )
      )
    )
    (local.set $a
      (i32.div_u
        (select
          (i32.xor (i32.shl (local.get $p0) (i32.const 1)) (local.get $a))
          (local.get $a)
          (i64.le_s
            (i64.add
              (i64.rotr (i64.const 562949953421311) (i64.const -4_380_990_986_309_622_481))
              (local.get $b)
            )
            (local.get $n0)
          )
        )
        (i32.const 3)
      )
    )
    (return (local.get $a))
  )
  (func $stage_12 (param $p0 f32) (param $p1 i64) (result i32)
    (local $a i32) (local $b i64) (local $t0 i32) (local $t1 i32) (local $t2 f32) (local $t3 f64) (local $n0 i64)
    (local.set $t0 (i32.add (local.get $t0) (local.get $a)))
    (i64.store
      (i32.and (i32.add (local.get $t1) (local.get $a)) (i32.const 65528))
      (i64.or (local.get $p1) (local.get $n0))
    )
    (if
      (i32.ge_u (i32.eqz (i32.wrap_i64 (local.get $b))) (local.get $t0))
      (then
        (global.set $state_1 (f64.mul (f64.convert_i32_u (local.get $t0)) (local.get $t3)))
      )
    )
    (i64.store
      (i32.and
        (i32.shr_s
          (i32.load8_s (i32.and (i32.shr_u (local.get $t0) (local.get $a)) (i32.const 65528)))
          (i32.add (local.get $a) (local.get $t1))
        )
        (i32.const 0x7ff8)
      )
      (i64.add
        (select
          (i64.add (global.get $state_3) (global.get $state_2))
          (local.get $p1)
          (i64.gt_s (i64.add (local.get $n0) (i64.const 16383)) (local.get $b))
        )
        (i64.rotl (i64.const -8945897675656741129) (local.get $b))
      )
    )
    (return (local.get $t1))
  )
  (func $leaf_14 (param $p0 f32) (param $p1 i64) (result i32)
    (local $a i32)
    (local $b i64)
    (local $t0 f64)
    (local $t1 i64)
    (local $t2 f64)
    (local $n0 i64)
    (local.set $p0
      (f32.sub
        (f32.load offset=520 (i32.and (i32.wrap_i64 (local.get $b)) (i32.const 64512)))
        (local.get $p0)
      )
    )
    (local.set $b (i64.sub (i64.trunc_sat_f64_s (global.get $state_1)) (i64.const 155)))
    (block $body
      (if
        (i32.ne (i32.shr_s (i32.ctz (i32.const 2047)) (local.get $a)) (local.get $a))
        (then
          (i64.store16
            (i32.and
              (i32.wrap_i64 (i64.or (i64.mul (local.get $b) (local.get $p1)) (local.get $b)))
              (i32.const 0xfff8)
            )
            (i64.shl
              (select
                (i64.div_u (local.get $b) (i64.const 0x61))
                (i64.const 0x4517b0a64f91a9df)
                (i64.gt_s (i64.or (local.get $b) (local.get $t1)) (local.get $n0))
              )
              (i64.rotr (i64.const 0x3fffffff) (local.get $t1))
            )
          )
        )
      )
      (br_if $body (i64.eqz (i64.load8_u (i32.and (local.get $a) (i32.const 32760)))))
      (if
        (i32.le_s (i32.wrap_i64 (i64.sub (local.get $t1) (local.get $b))) (i32.const 0x3ffff))
        (then
          (local.set $p1 (i64.or (i64.rem_u (local.get $b) (i64.const 97)) (local.get $t1)))
          (block $skip
            (local.set $n0 (i64.const 6))
            (loop $outer
              (local.set $t0
                (f64.max
                  (f64.add
                    (f64.load (i32.and (local.get $a) (i32.const 0xfff8)))
                    (f64.const -139.3125)
                  )
                  (local.get $t0)
                )
              )
              (br_if $outer
                (i64.ne (local.tee $n0 (i64.sub (local.get $n0) (i64.const 1))) (i64.const 0x0))
              )
            )
          )
        )
      )
      ;; (unbalanced on purpose
      (local.set $a
        (if (result i32)
          (i64.eqz
            (i64.mul
              (select (local.get $b) (global.get $state_3) (i32.ge_u (local.get $a) (local.get $a)))
              (global.get $state_2)
            )
          )
          (then
            (i32.add (i32.div_u (local.get $a) (i32.const 97)) (local.get $a))
          )
          (else
            (i32.load (i32.and (i32.rotr (local.get $a) (local.get $a)) (i32.const 65528)))
          )
        )
      )
    )
    (local.get $a)
  )
  (func $stage_7 (param $p0 i32) (result i32)
    (local $a i32)
    (local $b i64)
    (local $t0 i64)
    (local $n0 i64)
    (local $n1 i64)
    (local $n2 i64)
    (local.set $a
      (i32.load8_u
        (i32.and (i32.load16_u (i32.and (local.get $a) (i32.const 32760))) (i32.const 65528))
      )
    )
    (local.set $p0 (i32.trunc_sat_f64_s (f64.abs (f64.convert_i32_u (local.get $p0)))))
    (local.set $a
      (i32.add
        (local.tee $p0 (i32.extend16_s (i32.mul (i32.const -1624764289) (local.get $p0))))
        (i32.wrap_i64 (local.get $t0))
      )
    )
    (local.set $p0
      (i32.add
        (i32.add
          (i32.xor (i32.trunc_sat_f32_s (global.get $state_0)) (local.get $a))
          (i32.and (local.get $p0) (local.get $a))
        )
        (i32.load8_s offset=864
          (i32.and (i32.rotr (local.get $a) (i32.const 200299141)) (i32.const 64512))
        )
      )
    )
    (local.set $a
      (i32.add
        (local.tee $p0
          (i32.load (i32.and (i32.rem_u (local.get $p0) (i32.const 1021)) (i32.const 32760)))
        )
        (i32.extend8_s (local.get $p0))
      )
    )
    (i64.store16
      (i32.and (i32.rotr (local.get $p0) (global.get $state_6)) (i32.const 32760))
      (i64.add (local.get $n1) (local.get $n0))
    )
    (local.get $a)
  )
  (func $stage_16 (param $p0 i32) (param $p1 i64) (result f64)
    (local $a i32) (local $b i64) (local $n0 i64) (local $n1 i64) (local $n2 i64)
    (local.set $p1 (i64.rotl (local.get $p1) (i64.const 26)))
    (block $body
      (drop (i64.extend_i32_u (i32.sub (local.get $a) (local.get $p0))))
      (br_if $body
        (i32.lt_u (i32.rem_u (i32.const 1942517787) (i32.const 4093)) (global.get $state_8))
      )
      (local.set $a (call $leaf_1 (i32.mul (local.get $a) (local.get $p0))))
    )
    (local.set $p0
      (i32.shr_u
        (i32.shr_s (i32.rotr (local.get $a) (local.get $p0)) (i32.const 388545003))
        (i32.load (i32.and (local.get $a) (i32.const 65528)))
      )
    )
    (f64.const -1818.0)
  )
  (func $leaf_3 (param f64 f64) (result i64)
    (local i32 i64 i64)
    (i64.store16
      (i32.and
        (i32.xor
          (select (local.get 2) (global.get 8) (i64.ge_u (local.get 4) (local.get 4)))
          (local.get 2)
        )
        (i32.const 32760)
      )
      (i64.and (i64.mul (local.get 4) (local.get 4)) (local.get 4))
    )
    (local.set 2
      (i32.rotl
        (i32.sub (i32.load16_u (i32.and (local.get 2) (i32.const 0x7ff8))) (local.get 2))
        (i32.load8_s offset=792 (i32.and (i32.const 3) (i32.const 64512)))
      )
    )
    (local.set 1
      (f64.mul
        (f64.max (f64.max (f64.convert_i64_u (i64.const 0xa4)) (local.get 0)) (local.get 1))
        (f64.const -290.0)
      )
    )
    (return (local.get 4))
  )
  (func $stage_1 (type $signature_0) (param $p0 i32) (param $p1 i64) (result f64)
    (local $a i32) (local $b i64) (local $t0 i64) (local $t1 f32) (local $t2 i32) (local $n0 i64)
    (local.set $p0 (i32.shr_u (global.get $state_8) (local.get $a)))
    (drop
      (i64.sub
        (select
          (global.get $state_3)
          (global.get $state_2)
          (i32.gt_s (local.get $a) (local.get $t2))
        )
        (local.get $n0)
      )
    )
    (i32.store8 offset=176
      (i32.and
        (i32.rem_u (i32.load8_s (i32.and (local.get $t2) (i32.const 65528))) (i32.const 1021))
        (i32.const 65280)
      )
      (i64.lt_u (i64.div_u (i64.const 196) (i64.const 65521)) (local.get $b))
    )
    (if
      (i64.eqz
        (i64.shr_s
          (select (local.get $p1) (local.get $p1) (i64.eq (local.get $n0) (local.get $b)))
          (local.get $p1)
        )
      )
      (then
        (local.set $p0
          (i32.add
            (local.tee $p0
              (i64.eq
                (i64.load8_u offset=232 (i32.and (local.get $a) (i32.const 32512)))
                (local.get $n0)
              )
            )
            (i32.shl (local.get $a) (local.get $p0))
          )
        )
      )
      (else
        (global.set $state_5
          (f32.convert_i64_u (i64.shr_s (i64.const -4986804892382892343) (local.get $t0)))
        )
        (i64.store32
          (i32.and
            (select (local.get $p0) (local.get $a) (i32.ge_u (local.get $p0) (local.get $t2)))
            (i32.const 32760)
          )
          (select
            (i64.const -461918991100627775)
            (i64.const -7)
            (i64.ge_u (local.get $n0) (local.get $b))
          )
        )
      )
    )
    (f64.const -133.875)
  )
  (func $stage_13 (type $signature_2) (param $p0 i32)
    (local $a i32)
    (local $b i64)
    (local $n0 i64)
    (local $n1 i64)
    (local $n2 i64)
    (local.set $a
      (i32.load8_u
        (i32.and
          (i32.extend8_s
            (select (local.get $a) (local.get $a) (i64.ne (local.get $n1) (local.get $n0)))
          )
          (i32.const 32760)
        )
      )
    )
    (if
      (i32.gt_s
        (i32.rotr (i32.rotr (i32.const 187) (local.get $p0)) (local.get $p0))
        (local.get $a)
      )
      (then
        (; operands shaped for the target ;)
        (global.set $state_7
          (f32.sub (f32.sub (global.get $state_0) (f32.const -2830.0)) (global.get $state_4))
        )
      )
    )
  )
  (func $leaf_8 (type $signature_2)
    (local i32 i64 i32 f32 f64 f32 i64 i64)
    (block
      (i32.store
        (i32.and
          (i32.load offset=72
            (i32.and
              (i32.add (i32.xor (local.get 0) (global.get 6)) (local.get 0))
              (i32.const 32640)
            )
          )
          (i32.const 65528)
        )
        (i32.add
          (i32.load8_s (i32.and (i32.or (local.get 1) (i32.const 328529143)) (i32.const 65528)))
          (i32.load16_u offset=400 (i32.and (local.get 3) (i32.const 32256)))
        )
      )
      (global.set 3
        (i64.xor (i64.load offset=760 (i32.and (local.get 0) (i32.const 31744))) (local.get 7))
      )
      (br_if 0 (i64.eqz (i64.or (i64.const -91057535037504785) (local.get 8))))
      (drop (i64.add (i64.rotr (global.get 2) (local.get 8)) (global.get 3)))
    )
  )
  (func $stage_4 (param i32)
    (local i32 i64 i32 i64 i64 i64)
    (global.set 6 (i32.extend8_s (i32.extend8_s (i32.const 3))))
    (local.set 2 (i64.add (local.get 2) (local.get 6)))
    (local.set 2
      (i64.ctz
        (i64.load8_u
          (i32.and
            (i32.shr_u (i32.xor (local.get 0) (local.get 0)) (local.get 3))
            (i32.const 65528)
          )
        )
      )
    )
    (global.set 2 (i64.load16_s (i32.and (i32.and (local.get 0) (i32.const 53)) (i32.const 32760))))
    (i32.store offset=776
      (i32.and (i32.xor (local.get 3) (local.get 0)) (i32.const 64512))
      (i32.and (local.get 3) (i32.const 149))
    )
    (local.set 3
      (i32.add
        (local.tee 3
          (i32.rem_u
            (i32.load8_u (i32.and (i32.const -2060089161) (i32.const 32760)))
            (i32.const 7)
          )
        )
        (i32.or (local.get 3) (i32.const 1048575))
      )
    )
    (local.set 3
      (if (result i32)
        (i64.lt_u
          (i64.extend8_s
            (select (local.get 6) (i64.const 134217727) (i32.gt_s (i32.const 16383) (local.get 1)))
          )
          (local.get 2)
        )
        (then
          (i32.load8_s (i32.and (i32.wrap_i64 (local.get 5)) (i32.const 32760)))
        )
        (else
          (i32.load8_u offset=512
            (i32.and (i32.load (i32.and (local.get 1) (i32.const 32760))) (i32.const 31744))
          )
        )
      )
    )
  )
  (func $stage_14 (type $signature_8)
    (local i32 i64 i32 f64 f32 i32 i64)
    (local.set 0
      (call 2 (f64.max (local.get 0) (local.get 1)) (i64.rotl (local.get 8) (i64.const 0x27)))
    )
    (i32.store16
      (i32.and
        (i32.add
          (i32.wrap_i64 (i64.or (local.get 3) (local.get 3)))
          (i32.mul (i32.const 144) (local.get 2))
        )
        (i32.const 0x7ff8)
      )
      (i32.and
        (i32.load8_s
          (i32.and (i32.load8_s (i32.and (local.get 4) (i32.const 65528))) (i32.const 65528))
        )
        (i32.wrap_i64 (local.get 8))
      )
    )
    (local.set 6
      (f32.load
        (i32.and
          (i32.add
            (i32.load8_u
              (i32.and (i32.mul (i32.const 1881407689) (i32.const 232)) (i32.const 32760))
            )
            (i32.load16_u offset=672 (i32.and (local.get 4) (i32.const 31744)))
          )
          (i32.const 0x7ff8)
        )
      )
    )
  )
  (func $stage_15 (param $p0 i32)
    (local $a i32)
    (local $b i64)
    (local $t0 i32)
    (local $t1 i32)
    (local $t2 i32)
    (local $n0 i64)
    (local $n1 i64)
    (local.set $t1
      (i32.eq (i32.shr_u (i32.extend8_s (local.get $t2)) (global.get $state_6)) (local.get $a))
    )
    (global.set $state_3 (i64.mul (i64.mul (local.get $b) (i64.const 67)) (global.get $state_3)))
    (if
      (i32.lt_u (i32.wrap_i64 (i64.popcnt (local.get $b))) (i32.const 185))
      (then
        (local.set $b
          (i64.load
            (i32.and
              (select
                (i32.rotl (i32.rotl (local.get $p0) (local.get $t0)) (global.get $state_6))
                (local.get $t2)
                (i64.eq (i64.div_u (i64.popcnt (local.get $b)) (i64.const 1021)) (local.get $b))
              )
              (i32.const 32760)
            )
          )
        )
        (local.set $t0
          (i32.and
            (i32.or (i32.trunc_sat_f32_u (f32.const -416.5)) (local.get $p0))
            (i32.xor (i32.const 62) (local.get $p0))
          )
        )
      )
    )
    (drop
      (call $leaf_2
        (f32.load (i32.and (local.get $p0) (i32.const 65528)))
        (f32.convert_i32_s (i32.const 0x7ff))
      )
    )
    (call $leaf_0 (i32.xor (local.get $t2) (local.get $a)))
  )
  (func $stage_2 (type $signature_1) (param $p0 f64) (param $p1 f64) (result i64)
    (local $a i32) (local $b i64) (local $t0 f64) (local $t1 f32) (local $t2 f32) (local $n0 i64) (local $n1 i64) (local $n2 i64)
    (local.set $t2 (f32.neg (f32.add (local.get $t1) (local.get $t2))))
    (i64.store32 offset=32
      (i32.and
        (i32.xor
          (i32.popcnt (i32.shr_s (i32.const -56) (local.get $a)))
          (i32.xor (local.get $a) (global.get $state_6))
        )
        (i32.const 65472)
      )
      (i64.shr_s
        (i64.shr_u (i64.xor (local.get $n2) (local.get $n2)) (local.get $n1))
        (i64.add (global.get $state_3) (i64.const 30))
      )
    )
    (local.get $n2)
  )
  (func $leaf_7 (type $signature_0)
    (local i32 i64 i64 i64 i64)
    (block
      (local.set 0 (i32.xor (local.get 0) (global.get 6)))
      (block
        (local.set 0
          (i32.sub
            (i32.load offset=440 (i32.and (i32.wrap_i64 (i64.const -57)) (i32.const 32256)))
            (i32.shr_s (local.get 0) (local.get 0))
          )
        )
        (br_if 0
          (i64.ne (i64.load8_u (i32.and (i32.const -855772469) (i32.const 32760))) (local.get 5))
        )
        (block
          (block
            (br_table 1 1 0 0 (i32.shr_u (local.get 2) (i32.const 1023)))
          )
          (local.set 2
            (i32.add
              (local.tee 0
                (i32.rotr
                  (i32.load (i32.and (local.get 2) (i32.const 65528)))
                  (i32.const -297738685)
                )
              )
              (i32.rotl (local.get 0) (local.get 0))
            )
          )
        )
        (; stage boundary ;)
        (nop)
      )
      (br_if 0 (i32.ge_u (i32.wrap_i64 (local.get 3)) (i32.const -1760057397)))
      (local.set 2 (i32.rem_u (i32.const 209) (i32.const 7)))
      (if
        (i32.gt_s (i32.mul (i32.shl (local.get 2) (global.get 8)) (local.get 0)) (local.get 2))
        (then
          (i32.store8
            (i32.and
              (i32.div_u
                (select
                  (i32.shl (local.get 2) (i32.const 68))
                  (local.get 0)
                  (i32.eqz
                    (select (local.get 0) (local.get 0) (i32.ge_u (local.get 0) (local.get 2)))
                  )
                )
                (i32.const 65521)
              )
              (i32.const 65528)
            )
            (i32.rotl
              (i32.xor (i32.load8_s (i32.and (i32.const 191) (i32.const 32760))) (local.get 2))
              (i32.rotl (global.get 8) (global.get 8))
            )
          )
          (local.set 4 (i64.and (i64.ctz (local.get 4)) (local.get 1)))
        )
        (else
          (global.set 2
            (i64.mul
              (i64.mul (i64.const -8074413128990734917) (i64.const 99))
              (i64.const 3787670939998406883)
            )
          )
          (local.set 4
            (i64.extend_i32_s
              (i32.load8_u offset=904
                (i32.and (i32.ne (local.get 0) (local.get 2)) (i32.const 64512))
              )
            )
          )
        )
      )
    )
    (f64.const 245.0)
  )
  (func $stage_9 (param $p0 f32) (param $p1 f32) (result f64)
    (local $a i32) (local $b i64) (local $t0 f64) (local $t1 f64) (local $n0 i64) (local $n1 i64) (local $n2 i64)
    (global.set $state_0
      (f32.load (i32.and (i32.mul (local.get $a) (local.get $a)) (i32.const 65528)))
    )
    (local.set $b
      (call $leaf_4
        (f64.mul (f64.const 56.125) (local.get $t0))
        (f64.load (i32.and (global.get $state_6) (i32.const 65528)))
      )
    )
    (local.set $t0 (f64.min (f64.abs (local.get $t1)) (local.get $t0)))
    (local.get $t0)
  )
  (func $leaf_15 (type $signature_8) (param $p0 f64) (param $p1 f64)
    (local $a i32) (local $b i64) (local $t0 i64) (local $t1 f64) (local $t2 f32) (local $t3 f64) (local $n0 i64) (local $n1 i64)
    (block $body
      (local.set $p1
        (f64.add
          (f64.convert_i32_u (i32.rotl (i32.wrap_i64 (global.get $state_3)) (local.get $a)))
          (local.get $p1)
        )
      )
      (local.set $t0
        (i64.and
          (i64.xor (i64.trunc_sat_f32_s (local.get $t2)) (local.get $n0))
          (i64.clz (local.get $n1))
        )
      )
      (br_if $body (i64.le_s (i64.shr_s (global.get $state_2) (i64.const 61)) (local.get $t0)))
      (local.set $p0
        (f64.min (f64.load offset=880 (i32.and (local.get $a) (i32.const 0x7c00))) (local.get $p0))
      )
    )
  )
  (func $mix (param $x i32) (param $y i32) (result i32)
    (i32.add (i32.add (local.get $x) (local.get $y)) (i32.const 1669618423))
  )
  (func $stage_3 (param $p0 i32) (result i32)
    (local $a i32) (local $b i64) (local $t0 i64) (local $t1 f64) (local $n0 i64)
    (global.set $state_8
      (i32.xor (i32.load8_u (i32.and (i32.const -39) (i32.const 65528))) (local.get $p0))
    )
    (local.set $t1 (f64.mul (f64.max (global.get $state_1) (local.get $t1)) (local.get $t1)))
    (; mixing step (; operands shaped for the target ;) ;)
    (if
      (i32.le_s
        (i32.and (i32.shl (global.get $state_6) (local.get $a)) (local.get $a))
        (local.get $p0)
      )
      (then
        (local.set $b (i64.shr_u (i64.add (local.get $b) (local.get $t0)) (local.get $t0)))
      )
    )
    (local.set $p0
      (i32.sub
        (i32.load8_s (i32.and (i32.trunc_sat_f32_u (f32.const -1818.5)) (i32.const 32760)))
        (i32.shl (local.get $a) (local.get $a))
      )
    )
    (i32.store16
      (i32.and
        (select
          (i32.or (local.get $a) (local.get $a))
          (global.get $state_6)
          (i32.ne (i32.ne (global.get $state_8) (global.get $state_6)) (local.get $p0))
        )
        (i32.const 0xfff8)
      )
      (i32.and (i32.wrap_i64 (local.get $t0)) (local.get $a))
    )
    (i32.store8
      (i32.and (i32.rem_u (local.get $a) (i32.const 7)) (i32.const 65528))
      (i32.rem_u (local.get $a) (i32.const 65521))
    )
    (local.get $p0)
  )
  (func $leaf_4 (type $signature_1) (param $p0 f64) (param $p1 f64) (result i64)
    (local $a i32)
    (local $b i64)
    (local $t0 i32)
    (local $n0 i64)
    (local $n1 i64)
    (if
      (i64.eqz (i64.extend_i32_s (i32.load (i32.and (global.get $state_6) (i32.const 32760)))))
      (then
        (local.set $a
          (i32.add
            (local.tee $t0 (i32.sub (i32.add (local.get $a) (local.get $a)) (local.get $a)))
            (i32.rotr (local.get $a) (local.get $a))
          )
        )
        (global.set $state_6 (i32.or (i64.le_s (local.get $n1) (local.get $n0)) (local.get $t0)))
      )
    )
    (local.set $a
      (i32.add
        (local.tee $a (i32.rotl (i32.wrap_i64 (local.get $b)) (i32.const -842750817)))
        (i32.add (i32.const 67108863) (local.get $t0))
      )
    )
    (local.get $b)
  )
  (func $leaf_9 (param $p0 i64) (param $p1 i64) (param $p2 f32)
    (local $a i32) (local $b i64) (local $t0 i32) (local $n0 i64) (local $n1 i64)
    (local.set $p2
      (f32.add
        (f32.min (f32.max (local.get $p2) (local.get $p2)) (local.get $p2))
        (global.get $state_7)
      )
    )
    (block $outer
      (block $body
        (br_table $body $outer
          (select (local.get $t0) (local.get $t0) (i64.ge_u (global.get $state_3) (local.get $n0)))
        )
      )
      (drop (i64.trunc_sat_f64_s (f64.convert_i64_s (local.get $p1))))
      (local.set $t0
        (if (result i32)
          (i32.ge_u
            (i32.clz (i32.load8_u offset=984 (i32.and (global.get $state_6) (i32.const 31744))))
            (local.get $a)
          )
          (then
            (i32.mul (i32.wrap_i64 (local.get $p0)) (local.get $a))
          )
          (else
            (i32.wrap_i64 (i64.xor (local.get $n0) (local.get $b)))
          )
        )
      )
    )
  )
  (func $stage_11 (param $p0 i32) (result i32)
    (local $a i32) (local $b i64) (local $t0 f32) (local $t1 f32) (local $t2 f32) (local $n0 i64) (local $n1 i64) (local $n2 i64)
    (local.set $a
      (i32.rem_u
        (i32.trunc_sat_f64_s (f64.load (i32.and (global.get $state_6) (i32.const 65528))))
        (i32.const 0x61)
      )
    )
    (i32.store16
      (i32.and (i32.trunc_sat_f32_u (f32.convert_i32_s (global.get $state_8))) (i32.const 65528))
      (i32.load offset=592 (i32.and (i32.rotl (local.get $a) (local.get $p0)) (i32.const 64512)))
    )
    (drop
      (call $leaf_6
        (f64.convert_i64_s (i64.const 0x2ec5d8a0ea91477b))
        (i64.or (i64.const -59) (local.get $n0))
      )
    )
    (local.set $t1
      (f32.convert_i32_u (i32.wrap_i64 (i64.sub (local.get $b) (global.get $state_3))))
    )
    (local.set $t2
      (f32.convert_i64_u
        (i64.add
          (i64.sub
            (i64.load32_u (i32.and (i32.const -1605077445) (i32.const 0xfff8)))
            (i64.const 8589934591)
          )
          (i64.xor (i64.const 0xfff) (global.get $state_3))
        )
      )
    )
    (global.set $state_3 (i64.extend_i32_s (i32.clz (local.get $a))))
    (local.set $t2 (f32.sqrt (local.get $t0)))
    (i64.store16
      (i32.and (i32.div_u (global.get $state_8) (i32.const 7)) (i32.const 65528))
      (i64.mul (i64.const 120) (i64.const 4_398_046_511_103))
    )
    (return (i32.const 0xaa))
  )
  (func $stage_5 (type $signature_2) (param $p0 i32)
    (local $a i32) (local $b i64) (local $t0 f32) (local $t1 f64) (local $t2 i64) (local $n0 i64) (local $n1 i64) (local $n2 i64)
    (block $outer
      (block $body
        (br_table $outer $outer (i32.shl (local.get $a) (local.get $a)))
      )
      (local.set $a
        (i32.mul
          (i32.shl (i32.clz (local.get $a)) (local.get $p0))
          (i32.rotr (i32.const -37) (local.get $a))
        )
      )
      (; odd constant, full period ;)
      (block $again
        (local.set $n2 (i64.const 5))
        (loop $skip
          (if
            (i64.eqz (i64.sub (i64.rotl (i64.const 61) (local.get $n1)) (local.get $n2)))
            (then
              (i32.store offset=984
                (i32.and
                  (i32.popcnt
                    (select
                      (i32.mul (local.get $p0) (local.get $p0))
                      (local.get $a)
                      (i64.eq (i64.or (global.get $state_3) (local.get $n0)) (local.get $n0))
                    )
                  )
                  (i32.const 31744)
                )
                (i32.trunc_sat_f64_u (f64.sqrt (f64.sqrt (local.get $t1))))
              )
            )
            (else
              (i32.store
                (i32.and
                  (i32.shr_u
                    (i32.sub (i64.ne (local.get $t2) (global.get $state_3)) (local.get $p0))
                    (i32.xor (local.get $a) (local.get $p0))
                  )
                  (i32.const 65528)
                )
                (i32.div_u (i32.wrap_i64 (i64.trunc_sat_f32_s (local.get $t0))) (i32.const 7))
              )
            )
          )
          (i64.store
            (i32.and
              (i32.or
                (i32.div_u
                  (i32.load8_s (i32.and (local.get $a) (i32.const 65528)))
                  (i32.const 65521)
                )
                (i32.wrap_i64 (local.get $n1))
              )
              (i32.const 32760)
            )
            (i64.rotr
              (i64.shr_u
                (i64.xor (local.get $n2) (local.get $b))
                (i64.const -4_006_908_766_494_834_809)
              )
              (i64.load (i32.and (i32.const -37) (i32.const 65528)))
            )
          )
          (local.set $a
            (select
              (i32.load8_s offset=504
                (i32.and (i32.le_s (local.get $p0) (i32.const 248)) (i32.const 32256))
              )
              (i32.const 1921429253)
              (i32.le_s
                (select
                  (i64.lt_u (local.get $n2) (local.get $n1))
                  (local.get $a)
                  (i64.gt_s (i64.mul (local.get $n2) (local.get $n1)) (local.get $b))
                )
                (local.get $p0)
              )
            )
          )
          (br_if $skip
            (i64.ne (local.tee $n2 (i64.sub (local.get $n2) (i64.const 1))) (i64.const 0))
          )
        )
      )
    )
  )
  (func $leaf_2 (param $p0 f32) (param $p1 f32) (result f64)
    (local $a i32) (local $b i64) (local $t0 f32) (local $t1 f64) (local $t2 i64) (local $n0 i64) (local $n1 i64) (local $n2 i64)
    (local.set $p0 (f32.mul (f32.convert_i64_s (local.get $n0)) (local.get $p0)))
    (block $body
      (drop (i64.and (i64.add (local.get $n1) (local.get $n0)) (local.get $b)))
      (br_if $body (i32.eq (i32.load8_u (i32.and (local.get $a) (i32.const 65528))) (local.get $a)))
      (local.set $a
        (i32.load16_u (i32.and (i32.or (local.get $a) (local.get $a)) (i32.const 65528)))
      )
      (local.set $b
        (select
          (i64.extend16_s (i64.rotl (i64.add (local.get $b) (local.get $n2)) (local.get $n0)))
          (local.get $n0)
          (i32.gt_s
            (i32.wrap_i64
              (i64.rotr (i64.xor (local.get $n2) (global.get $state_2)) (local.get $t2))
            )
            (local.get $a)
          )
        )
      )
    )
    (local.set $a
      (i32.add
        (local.tee $a (i32.rotl (i32.rem_u (local.get $a) (i32.const 97)) (local.get $a)))
        (i32.wrap_i64 (local.get $b))
      )
    )
    (local.set $a
      (i32.rotr
        (i64.le_s
          (i64.extend_i32_u
            (select (local.get $a) (global.get $state_8) (i32.eqz (global.get $state_8)))
          )
          (i64.const 233)
        )
        (i32.rotl (i32.add (i32.const 333509591) (global.get $state_6)) (local.get $a))
      )
    )
    (local.get $t1)
  )
  (func $leaf_10 (param $p0 f32) (param $p1 f32) (result f64)
    (local $a i32)
    (local $b i64)
    (local $t0 f32)
    (local $n0 i64)
    (local $n1 i64)
    (local.set $a
      (i32.add
        (local.tee $a
          (i32.xor
            (i32.load8_s offset=912 (i32.and (local.get $a) (i32.const 31744)))
            (global.get $state_8)
          )
        )
        (i32.load (i32.and (i32.const 255) (i32.const 32760)))
      )
    )
    (local.set $p1 (f32.convert_i32_s (i32.rem_u (local.get $a) (i32.const 1021))))
    (i32.store8
      (i32.and (i32.rotr (local.get $a) (local.get $a)) (i32.const 65528))
      (i32.sub (local.get $a) (global.get $state_8))
    )
    (block $outer
      (block $body
        (br_table $body $body (i32.shl (i32.const 8388607) (i32.const 173)))
      )
      (global.set $state_3
        (i64.div_u (i64.rem_u (i64.const 17179869183) (i64.const 65521)) (i64.const 3))
      )
    )
    (i64.store32
      (i32.and (i32.xor (i32.trunc_sat_f64_u (f64.const 1164.0)) (local.get $a)) (i32.const 65528))
      (i64.add (i64.rotl (local.get $n1) (local.get $n1)) (local.get $b))
    )
    (return (f64.const 883.0))
  )
  (func $main
    (local $a i32) (local $c i32) (local $b i64) (local $d i64) (local $n0 i64) (local $n1 i64) (local $i i64)
    (call $stage_5 (i32.and (local.get $c) (global.get $state_8)))
    (local.set $a (call $stage_11 (i32.wrap_i64 (i64.const 135))))
    (block $again1
      (local.set $n1 (i64.const 20))
      (loop $done
        (block $body1
          (block $next
            (br_table $body1 $body1 $body1 $next
              (i32.load (i32.and (local.get $a) (i32.const 32760)))
            )
          )
          (block $skip1
            (block $outer1
              (br_table $skip1 $skip1 $skip1 (i32.wrap_i64 (local.get $d)))
            )
            (local.set $b
              (i64.ctz (i64.clz (i64.xor (i64.rem_u (i64.const 47) (i64.const 7)) (local.get $b))))
            )
            (local.set $c
              (i32.add
                (local.tee $a
                  (i32.le_s (i32.xor (local.get $a) (local.get $a)) (global.get $state_8))
                )
                (i32.load8_s (i32.and (local.get $c) (i32.const 65528)))
              )
            )
          )
        )
        (br_if $done (i64.ne (local.tee $n1 (i64.sub (local.get $n1) (i64.const 1))) (i64.const 0)))
      )
    )
    (local.set $i (i64.const 20000000))
    (loop $body
      (local.set $c
        (i32.add (local.get $c) (i32.xor (i32.wrap_i64 (local.get $i)) (i32.const 322952509)))
      )
      (memory.copy
        (i32.and
          (i32.wrap_i64 (i64.xor (local.get $i) (i64.const -8761805961186986011)))
          (i32.const 65504)
        )
        (i32.and (i32.xor (i32.wrap_i64 (local.get $i)) (i32.const 946370095)) (i32.const 32736))
        (i32.const 32)
      )
      (memory.copy
        (i32.rem_u (i32.xor (i32.wrap_i64 (local.get $i)) (i32.const 1125473563)) (i32.const 62030))
        (i32.and
          (i32.wrap_i64 (i64.xor (local.get $i) (i64.const 4052467156072236653)))
          (i32.const 32736)
        )
        (i32.const 24)
      )
      (local.set $b
        (select
          (i64.xor (local.get $b) (i64.const -2589869746174448669))
          (local.get $i)
          (i64.eqz (i64.and (local.get $i) (i64.const 15)))
        )
      )
      (local.set $c
        (i32.sub
          (local.get $c)
          (i32.wrap_i64 (i64.xor (local.get $i) (i64.const 4183759293118094123)))
        )
      )
      (local.set $b
        (i64.add (local.get $b) (i64.xor (local.get $i) (i64.const -3564362083040557871)))
      )
      (local.set $d
        (i64.and (local.get $d) (i64.xor (local.get $i) (i64.const 8558806314657831841)))
      )
      (br_if $body (i64.ne (local.tee $i (i64.sub (local.get $i) (i64.const 1))) (i64.const 0)))
    )
    (i64.store
      (i32.and (i32.const 408) (i32.const 32760))
      (i64.add (local.get $b) (i64.xor (local.get $d) (i64.extend_i32_u (local.get $a))))
    )
    (i32.store16 offset=1024 (i32.const 408) (local.get $c))
    (; see the round before; same as above ;)
    (block $again
      (; (unbalanced on purpose (; odd constant, full period ;) ;)
      (block $skip
        (br_table $skip $skip $skip $again (i32.sub (local.get $a) (local.get $a)))
      )
      (i64.store16
        (i32.and
          (i32.rem_u
            (i32.shr_u
              (i32.load16_u offset=96 (i32.and (local.get $a) (i32.const 65408)))
              (local.get $c)
            )
            (i32.const 1021)
          )
          (i32.const 32760)
        )
        (i64.clz (i64.rotr (i64.xor (local.get $b) (local.get $b)) (local.get $b)))
      )
    )
    (drop
      (call $stage_9
        (f32.sub (f32.const 312.0) (global.get $state_5))
        (f32.min (f32.const -394.0) (global.get $state_7))
      )
    )
    (call $stage_4 (i32.add (local.get $c) (local.get $a)))
    (i64.store
      (i32.and
        (i32.rotr (i32.rem_u (i32.const 1326247789) (i32.const 97)) (i32.const 233295561))
        (i32.const 65528)
      )
      (i64.load32_u
        (i32.and (i32.add (global.get $state_6) (i32.const 409242591)) (i32.const 65528))
      )
    )
    (drop
      (call $stage_8
        (f64.load (i32.and (local.get $a) (i32.const 32760)))
        (i64.add (local.get $d) (i64.const 146))
      )
    )
    (call $stage_13 (i32.gt_s (local.get $c) (local.get $a)))
    (local.set $c (call $stage_3 (i32.extend16_s (local.get $c))))
    (local.set $b (i64.extend_i32_s (global.get $state_6)))
    (local.set $d (i64.add (i64.mul (local.get $b) (local.get $b)) (i64.const 8149773502156507347)))
    (call $proc_exit (i32.const 0))
  )
  (func $leaf_11 (param $p0 f32) (param $p1 i64) (result i32)
    (local $a i32) (local $b i64) (local $t0 i64) (local $t1 f32) (local $n0 i64) (local $n1 i64) (local $n2 i64)
    (i32.store16 offset=384
      (i32.and (i32.shr_s (local.get $a) (i32.const 74)) (i32.const 32256))
      (i32.eqz (local.get $a))
    )
    (global.set $state_5 (f32.max (f32.min (local.get $t1) (f32.const -123.4375)) (local.get $p0)))
    (local.set $a
      (if (result i32)
        (i32.eq
          (i32.rem_u (i32.or (local.get $a) (i32.const 44)) (i32.const 7))
          (i32.const -1281762627)
        )
        (then
          (i32.load16_u offset=592
            (i32.and
              (select (i32.const 262143) (global.get $state_8) (i32.eqz (local.get $a)))
              (i32.const 31744)
            )
          )
        )
        (else
          (i32.mul (i32.eqz (local.get $a)) (global.get $state_6))
        )
      )
    )
    (local.get $a)
  )
  (func $leaf_5 (param $p0 i32)
    (local $a i32)
    (local $b i64)
    (local $t0 i32)
    (local $t1 i32)
    (local $n0 i64)
    (local $n1 i64)
    (local $n2 i64)
    (local.set $t1
      (i32.add
        (local.tee $t1 (i32.shr_u (i32.wrap_i64 (local.get $n1)) (local.get $t0)))
        (i32.mul (local.get $t1) (local.get $t0))
      )
    )
    (local.set $t0
      (i32.add
        (local.tee $t0
          (i32.load16_u (i32.and (i32.div_u (local.get $a) (i32.const 97)) (i32.const 32760)))
        )
        (i32.shr_s (local.get $a) (local.get $a))
      )
    )
    (local.set $p0
      (i32.load
        (i32.and
          (i32.clz (i32.sub (i32.add (i32.const 2104896601) (global.get $state_6)) (local.get $p0)))
          (i32.const 65528)
        )
      )
    )
    (local.set $p0
      (i32.load16_u
        (i32.and (i32.load8_u (i32.and (local.get $t1) (i32.const 32760))) (i32.const 65528))
      )
    )
    (local.set $b (i64.rotr (i64.and (local.get $n1) (local.get $n1)) (local.get $n2)))
    (i64.store16 offset=872
      (i32.and
        (i32.wrap_i64 (i64.xor (i64.shr_s (local.get $n2) (local.get $b)) (local.get $n2)))
        (i32.const 31744)
      )
      (i64.or
        (i64.ctz (i64.add (i64.const 144115188075855871) (global.get $state_3)))
        (i64.add (local.get $n2) (global.get $state_2))
      )
    )
  )
  (func $leaf_12 (param $p0 i32) (result i32)
    (local $a i32)
    (local $b i64)
    (local $t0 f64)
    (local $t1 i32)
    (local $t2 f64)
    (local $n0 i64)
    (local $n1 i64)
    (if
      (i32.eqz (i32.popcnt (i32.sub (local.get $t1) (local.get $p0))))
      (then
        (local.set $t0 (f64.sub (local.get $t2) (local.get $t2)))
        (if
          (i64.le_s
            (i64.rotr (i64.rotl (local.get $b) (local.get $n0)) (i64.const 288230376151711743))
            (local.get $n1)
          )
          (then
            (local.set $b
              (i64.load offset=280
                (i32.and
                  (i32.load8_s
                    (i32.and (i32.sub (local.get $t1) (local.get $t1)) (i32.const 32760))
                  )
                  (i32.const 65024)
                )
              )
            )
            (local.set $t0 (f64.sqrt (f64.add (local.get $t2) (local.get $t2))))
          )
        )
      )
    )
    ;; says "end" here
    (local.set $t2
      (f64.add
        (f64.convert_i64_s (i64.shr_s (i64.clz (local.get $n0)) (local.get $n0)))
        (local.get $t0)
      )
    )
    (global.set $state_0 (f32.convert_i64_s (i64.rotr (local.get $b) (global.get $state_3))))
    (local.get $t1)
  )
  (export "_start" (func $main))
  (table $dispatch 16 funcref)
  (elem (i32.const 0) $leaf_5 $leaf_4 $leaf_6 $leaf_12 $leaf_15 $leaf_1 $leaf_10)
  (table $unused_table 1 27 funcref)
  (data $segment_0 "0123456789abcdef0123456789abcdef")
  (data (i32.const 39861) "(; not a comment ;)"
    "0123456789abcdef0123456789abcdef")
  (global $state_0 (mut f32) (f32.const 17.25))
  (global $state_1 (mut f64) (f64.const 10.25))
  (global $state_2 (mut i64) (i64.const -598))
  (global $state_3 (mut i64) (i64.const -952))
  (global $state_4 (mut f32) (f32.const -6.5))
  (global $state_5 (mut f32) (f32.const 17.75))
  (global $state_6 (mut i32) (i32.const -499))
  (global $state_7 (mut f32) (f32.const 12.5))
  (global $state_8 (mut i32) (i32.const -139))
  (global $unused_0 i64 (i64.const -7024065008699711895))
  (global $unused_1 i64 (i64.const 7527006133418244203))
  (global $unused_2 i64 (i64.const -1495842769493137843))
  (global $unused_3 i64 (i64.const -6817435125178411627))
)
