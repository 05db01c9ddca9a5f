;; Family bulk_memory (wasmtime issue 13272), unreduced, 44739243 trips.
;; In the hot loop: 1 x memory.copy.
;; Made by: python seeds/generate.py --family bulk_memory --instruction memory.copy --seed 11 --targets 1 --statements 5 --trip-count 44739243
;; Slow side: wasmtime 41 to 45.
;; Fast side: wasmer 7 (Cranelift); wasmtime 46 for memory.copy.
(module
  (type $signature_0 (func (param f32 f32 i64) (result i32)))
  (type $signature_1 (func (result f32)))
  (type $signature_2 (func (param i32) (result i64)))
  (type $signature_3 (func (param i64)))
  (type $signature_4 (func (param i64 f64) (result f32)))
  (type $signature_5 (func (param f64 f32 i64) (result f64)))
  (type $signature_6 (func (param i32 i32) (result i64)))
  (type $signature_7 (func (param f32) (result i32)))
  (type $signature_8 (func (result f32)))
  (import "wasi_snapshot_preview1" "proc_exit" (func $proc_exit (param i32)))
  (memory (export "memory") 1)
  (data (i32.const 13360) "caf\u{e9} \t tab")
  (data (i32.const 50695) "seed %d: total = %lld\0a\00")
  (data (i32.const 18184) "(module ;; not a module\n)")
  (data $segment_3 "\de\ad\be\ef\00\ff"
    "(; not a comment ;)")
  (data (i32.const 15747) "(; not a comment ;)"
    "(; not a comment ;)")
  (data (i32.const 27651) "caf\u{e9} \t tab"
    "seed %d: total = %lld\0a\00")
  (global $state_0 (mut f64) (f64.const -11.5))
  (global $state_1 (mut f64) (f64.const 12.25))
  (global $state_2 (mut i64) (i64.const -718))
  (global $state_3 (mut i32) (i32.const 505))
  (global $state_4 (mut i32) (i32.const 514))
  (global $state_5 (mut f64) (f64.const 11.5))
  (global $state_6 (mut f64) (f64.const -13.75))
  (global $unused_0 i64 (i64.const -2072604835618743191))
  (global $unused_1 i64 (i64.const -6805984552176250293))
  (global $unused_2 i64 (i64.const -5329060518327176751))
  (global $unused_3 i64 (i64.const 6354483668847653107))
  (func $stage_5 (param $p0 f64) (param $p1 f32) (param $p2 i64) (result f64)
    (local $a i32) (local $b i64) (local $t0 f64) (local $n0 i64) (local $n1 i64)
    (local.set $a (call $leaf_6 (f32.sub (f32.const 72.3125) (local.get $p1))))
    (local.set $p2
      (select
        (i64.add (i64.add (local.get $n0) (local.get $p2)) (local.get $n0))
        (i64.const 127)
        (i64.le_s
          (i64.extend16_s (i64.or (global.get $state_2) (global.get $state_2)))
          (local.get $p2)
        )
      )
    )
    (local.set $t0 (f64.add (local.get $t0) (local.get $t0)))
    (local.set $b (call $leaf_2 (i32.sub (global.get $state_4) (i32.const 216))))
    (local.set $b (call $leaf_2 (i32.sub (local.get $a) (local.get $a))))
    (i64.store
      (i32.and (i32.wrap_i64 (i64.extend_i32_u (local.get $a))) (i32.const 32760))
      (i64.rem_u (i64.extend_i32_u (local.get $a)) (i64.const 65521))
    )
    (local.set $b (call $leaf_2 (i32.load8_u (i32.and (local.get $a) (i32.const 32760)))))
    (local.set $a
      (i32.add
        (local.tee $a
          (i32.load8_u offset=120
            (i32.and (i32.shr_u (local.get $a) (global.get $state_4)) (i32.const 32640))
          )
        )
        (i32.rotr (local.get $a) (local.get $a))
      )
    )
    (return (local.get $p0))
  )
  (func $leaf_1 (param $p0 f32) (param $p1 f32) (param $p2 i64) (result i32)
    (local $a i32) (local $b i64) (local $n0 i64)
    (local.set $b
      (i64.rotl
        (i64.div_u
          (i64.load offset=984 (i32.and (local.get $a) (i32.const 31744)))
          (i64.const 1021)
        )
        (select (local.get $n0) (local.get $p2) (i64.eqz (local.get $n0)))
      )
    )
    (local.set $a
      (i32.add
        (local.tee $a (i32.shr_u (i32.rem_u (local.get $a) (i32.const 4093)) (local.get $a)))
        (i32.ctz (local.get $a))
      )
    )
    (global.set $state_3 (i32.rotl (i32.or (i32.const 207) (i32.const 175)) (i32.const 1935018353)))
    (local.set $a
      (if (result i32)
        (i32.eq
          (i32.rotl (i32.wrap_i64 (i64.const -7678666381172793781)) (local.get $a))
          (local.get $a)
        )
        (then
          (i32.ne (i32.wrap_i64 (i64.const 536870911)) (i32.const -1))
        )
        (else
          (i32.xor (i32.shl (global.get $state_3) (local.get $a)) (local.get $a))
        )
      )
    )
    (i32.store offset=312
      (i32.and
        (i32.or (i32.load8_s (i32.and (local.get $a) (i32.const 32760))) (local.get $a))
        (i32.const 32256)
      )
      (i32.clz (i32.shr_s (local.get $a) (local.get $a)))
    )
    (local.set $b
      (i64.add
        (i64.trunc_sat_f32_s (f32.trunc (f32.floor (local.get $p0))))
        (i64.add
          (i64.load16_s offset=536 (i32.and (global.get $state_3) (i32.const 64512)))
          (local.get $p2)
        )
      )
    )
    (local.get $a)
  )
  (func $leaf_9 (type $signature_2)
    (local i32 i64 f64 f64 f64 i64 i64)
    (local.set 6 (i64.xor (i64.rotl (local.get 7) (local.get 2)) (i64.const -5953810573280818479)))
    (local.set 4
      (f64.add (f64.sub (f64.min (local.get 5) (local.get 3)) (f64.const 359.5)) (local.get 3))
    )
    (i64.store16
      (i32.and
        (i32.ge_u (i32.eqz (i32.add (global.get 4) (i32.const 191))) (global.get 4))
        (i32.const 65528)
      )
      (i64.load16_s offset=424
        (i32.and (i32.xor (i32.mul (local.get 0) (local.get 1)) (local.get 0)) (i32.const 32256))
      )
    )
    (i32.store16 offset=536
      (i32.and
        (i32.or
          (i32.rotr (i32.mul (local.get 0) (local.get 1)) (local.get 1))
          (i32.and (local.get 0) (local.get 1))
        )
        (i32.const 64512)
      )
      (i32.wrap_i64 (i64.add (i64.trunc_sat_f32_u (f32.const 267.0)) (local.get 7)))
    )
    (local.get 7)
  )
  (func $stage_6 (type $signature_3) (param $p0 i64)
    (local $a i32) (local $b i64) (local $t0 f64) (local $n0 i64)
    (if
      (i32.const 0)
      (then
        (unreachable)
      )
    )
    (if
      (i32.eqz (i32.wrap_i64 (i64.extend_i32_u (local.get $a))))
      (then
        (i64.store32
          (i32.and (i32.add (local.get $a) (local.get $a)) (i32.const 65528))
          (i64.div_u (local.get $p0) (i64.const 1021))
        )
        (local.set $p0 (i64.extend_i32_u (i32.const -0x61221b1f)))
      )
    )
    (local.set $a
      (i32.add
        (local.tee $a (i32.wrap_i64 (i64.rotr (local.get $n0) (local.get $p0))))
        (i32.load8_u (i32.and (local.get $a) (i32.const 32760)))
      )
    )
    (global.set $state_3
      (i32.load8_u (i32.and (i32.rotl (local.get $a) (local.get $a)) (i32.const 32760)))
    )
  )
  (func $leaf_6 (param $p0 f32) (result i32)
    (local $a i32)
    (local $b i64)
    (local $t0 f32)
    (local $t1 i32)
    (local $n0 i64)
    (local $n1 i64)
    (i32.store8 offset=952
      (i32.and (i32.xor (i32.const -1501047257) (local.get $t1)) (i32.const 31744))
      (i32.shr_u (i32.const 18) (local.get $a))
    )
    (local.set $a
      (if (result i32)
        (i64.le_s
          (i64.rem_u (i64.add (local.get $n1) (local.get $n0)) (i64.const 97))
          (local.get $n1)
        )
        (then
          (i32.rotr (i32.load8_u (i32.and (local.get $a) (i32.const 32760))) (local.get $t1))
        )
        (else
          (i32.and (i32.add (local.get $t1) (local.get $t1)) (local.get $t1))
        )
      )
    )
    (if
      (i32.const 0)
      (then
        (unreachable)
      )
    )
    (local.set $p0 (f32.load (i32.and (local.get $t1) (i32.const 32760))))
    (local.set $b
      (i64.load16_s
        (i32.and
          (i32.mul
            (i32.mul
              (i32.load offset=792 (i32.and (local.get $t1) (i32.const 64512)))
              (local.get $a)
            )
            (i32.wrap_i64 (local.get $b))
          )
          (i32.const 65528)
        )
      )
    )
    (local.set $a (i32.trunc_sat_f32_s (f32.convert_i32_s (local.get $t1))))
    (if
      (i32.ne
        (select
          (i32.wrap_i64 (local.get $b))
          (local.get $a)
          (i64.ne
            (i64.load32_u offset=184 (i32.and (local.get $a) (i32.const 32512)))
            (local.get $b)
          )
        )
        (i32.const 99)
      )
      (then
        (local.set $t1 (i32.trunc_sat_f64_s (f64.max (f64.const -207.3125) (global.get $state_5))))
      )
    )
    (local.set $a
      (i32.or
        (i32.div_u (i32.ctz (local.get $t1)) (i32.const 1021))
        (i32.or (local.get $t1) (global.get $state_4))
      )
    )
    (local.set $a
      (i32.add
        (local.tee $t1 (i32.or (i32.wrap_i64 (global.get $state_2)) (i32.const 112)))
        (i32.shr_s (local.get $a) (local.get $a))
      )
    )
    (block $body
      (local.set $t1
        (i32.or
          (i32.add (i32.rotr (local.get $t1) (local.get $t1)) (local.get $a))
          (i32.load16_u (i32.and (local.get $t1) (i32.const 32760)))
        )
      )
      (br_if $body (i64.eq (i64.extend_i32_u (i32.const -1408023223)) (local.get $n1)))
      (block $outer
        (; not reached from _start ;)
        (local.set $b
          (i64.add (i64.shr_s (local.get $b) (i64.const -4250181321036270117)) (local.get $n0))
        )
        (local.set $t1
          (i32.mul
            (i32.rem_u (i32.shr_u (global.get $state_3) (local.get $t1)) (i32.const 97))
            (i32.wrap_i64 (i64.const -4_305_967_422_536_338_379))
          )
        )
        (br_if $outer (i64.eqz (i64.shr_u (local.get $b) (local.get $n0))))
        (local.set $a (i32.extend8_s (i32.mul (local.get $a) (local.get $t1))))
        (block $skip
          (local.set $b
            (i64.mul (i64.add (i64.const 155) (i64.const 1954250708100378935)) (local.get $b))
          )
          (local.set $b
            (select
              (i64.const 1152921504606846975)
              (local.get $n1)
              (i64.eq (local.get $n1) (local.get $n0))
            )
          )
          (br_if $skip
            (i32.ge_u (i32.ne (i32.const 1314126047) (local.get $a)) (i32.const -2074276265))
          )
          (local.set $t1
            (i32.shr_s
              (i32.wrap_i64 (i64.extend_i32_u (i32.const 238)))
              (i32.div_u (local.get $t1) (i32.const 3))
            )
          )
          (i64.store32
            (i32.and
              (i32.mul
                (i32.mul (i32.and (local.get $t1) (i32.const 63)) (local.get $a))
                (i32.trunc_sat_f64_s (f64.const 2701.0))
              )
              (i32.const 32760)
            )
            (i64.extend_i32_u (i32.sub (i32.extend16_s (local.get $a)) (local.get $a)))
          )
        )
      )
      (i64.store32
        (i32.and (i32.xor (local.get $t1) (i32.const 1023)) (i32.const 32760))
        (i64.extend_i32_u (local.get $t1))
      )
    )
    (local.get $a)
  )
  (func $mix (param $x i32) (param $y i32) (result i32)
    (i32.sub (i32.add (local.get $x) (local.get $y)) (i32.const 435263991))
  )
  (func $leaf_7 (result f32)
    (local $a i32) (local $b i64) (local $t0 f64) (local $t1 i32) (local $t2 f32) (local $n0 i64)
    (local.set $t0
      (f64.load
        (i32.and
          (i32.add (i32.xor (global.get $state_4) (local.get $t1)) (i32.const 1684795611))
          (i32.const 65528)
        )
      )
    )
    (block $outer
      (local.set $n0 (i64.const 17))
      (loop $body
        (if
          (i32.ne
            (i32.add (i32.rem_u (local.get $t1) (i32.const 7)) (local.get $a))
            (global.get $state_3)
          )
          (then
            (local.set $b
              (select
                (i64.mul (local.get $b) (local.get $n0))
                (local.get $n0)
                (i32.le_s (i32.div_u (local.get $t1) (i32.const 7)) (local.get $t1))
              )
            )
          )
        )
        (i64.store
          (i32.and (i32.wrap_i64 (local.get $b)) (i32.const 32760))
          (i64.extend_i32_s (global.get $state_4))
        )
        (i64.store32 offset=448
          (i32.and
            (i32.load8_s offset=736 (i32.and (i32.const 137) (i32.const 64512)))
            (i32.const 65024)
          )
          (i64.load (i32.and (local.get $t1) (i32.const 32760)))
        )
        (if
          (i32.const 0)
          (then
            (unreachable)
          )
        )
        (br_if $body (i64.ne (local.tee $n0 (i64.sub (local.get $n0) (i64.const 1))) (i64.const 0)))
      )
    )
    (local.set $t2 (f32.mul (f32.const 1119.0) (local.get $t2)))
    (block $skip
      (local.set $t2 (f32.max (f32.convert_i32_s (local.get $a)) (local.get $t2)))
      (local.set $t0 (f64.convert_i32_u (i32.shl (global.get $state_3) (local.get $a))))
      (br_if $skip (i32.eqz (i32.xor (i32.const 43) (local.get $t1))))
      (local.set $t1
        (i32.xor
          (i32.add
            (i32.xor (i32.trunc_sat_f64_u (local.get $t0)) (local.get $a))
            (i32.div_u (local.get $t1) (i32.const 1021))
          )
          (i32.load offset=184
            (i32.and (i64.le_s (global.get $state_2) (local.get $b)) (i32.const 65280))
          )
        )
      )
      (if
        (i64.ge_u
          (i64.shr_u (i64.rotl (local.get $b) (i64.const 78)) (local.get $n0))
          (local.get $b)
        )
        (then
          (if
            (i32.gt_s
              (i32.sub (i32.rotl (local.get $t1) (local.get $t1)) (local.get $a))
              (global.get $state_4)
            )
            (then
              (i64.store16
                (i32.and
                  (i32.add
                    (i32.load16_u offset=600
                      (i32.and (i32.rotr (local.get $t1) (i32.const 134)) (i32.const 64512))
                    )
                    (i32.load16_u (i32.and (local.get $a) (i32.const 32760)))
                  )
                  (i32.const 32760)
                )
                (i64.rotl
                  (i64.ctz (i64.xor (global.get $state_2) (local.get $n0)))
                  (i64.extend8_s (local.get $n0))
                )
              )
            )
          )
        )
        (else
          (i64.store32
            (i32.and
              (i32.extend8_s (i32.load8_s offset=32 (i32.and (local.get $t1) (i32.const 32704))))
              (i32.const 32760)
            )
            (select
              (i64.rotr (local.get $b) (local.get $n0))
              (local.get $b)
              (i64.eq (i64.or (local.get $n0) (local.get $b)) (local.get $n0))
            )
          )
          (local.set $t1 (i32.sub (i32.trunc_sat_f32_u (f32.const 82.25)) (local.get $a)))
        )
      )
    )
    (local.get $t2)
  )
  (func $leaf_2 (param $p0 i32) (result i64)
    (local $a i32)
    (local $b i64)
    (local $t0 i32)
    (local $n0 i64)
    (local $n1 i64)
    (i32.store
      (i32.and
        (i32.rem_u (i32.rotl (local.get $p0) (local.get $a)) (i32.const 65521))
        (i32.const 65528)
      )
      (i32.load (i32.and (i32.and (global.get $state_4) (local.get $p0)) (i32.const 32760)))
    )
    (local.set $a (i32.mul (local.get $t0) (i32.const 166)))
    (if
      (i32.ne
        (i64.eq
          (i64.load16_s offset=872 (i32.and (local.get $p0) (i32.const 64512)))
          (local.get $b)
        )
        (local.get $p0)
      )
      (then
        ;; (unbalanced on purpose
        (i64.store32
          (i32.and
            (i32.xor
              (i32.load8_s (i32.and (local.get $t0) (i32.const 65528)))
              (global.get $state_4)
            )
            (i32.const 65528)
          )
          (i64.extend_i32_s (i32.wrap_i64 (local.get $b)))
        )
      )
    )
    (i32.store8 offset=176
      (i32.and
        (i64.ge_u (i64.const -6120857879882683567) (i64.const 6922023368350256581))
        (i32.const 32512)
      )
      (select (local.get $a) (i32.const 308777739) (i64.ge_u (local.get $n1) (global.get $state_2)))
    )
    (i64.store16
      (i32.and
        (i32.div_u (i32.load (i32.and (local.get $a) (i32.const 65528))) (i32.const 7))
        (i32.const 65528)
      )
      (i64.xor (i64.or (global.get $state_2) (local.get $b)) (local.get $n1))
    )
    (local.set $t0
      (i32.ctz
        (select
          (i32.eqz (global.get $state_4))
          (global.get $state_4)
          (i64.eqz (i64.shr_u (local.get $n0) (global.get $state_2)))
        )
      )
    )
    (local.get $n1)
  )
  (func $leaf_3 (type $signature_0) (param $p0 f32) (param $p1 f32) (param $p2 i64) (result i32)
    (local $a i32)
    (local $b i64)
    (local $t0 f64)
    (local $t1 i64)
    (local $t2 i32)
    (local $t3 i64)
    (local $n0 i64)
    (local $n1 i64)
    (local $n2 i64)
    (local.set $t2
      (i32.add
        (local.tee $a (i32.shr_s (i32.sub (local.get $t2) (local.get $a)) (local.get $t2)))
        (i32.shl (i32.const -18) (local.get $a))
      )
    )
    (i32.store
      (i32.and (i32.mul (i32.add (local.get $t2) (local.get $t2)) (local.get $a)) (i32.const 32760))
      (i32.load8_u (i32.and (i32.or (local.get $t2) (local.get $a)) (i32.const 65528)))
    )
    (if
      (i32.const 0)
      (then
        (; bounded window (; not reached from _start ;) ;)
        (unreachable)
      )
    )
    (local.set $a
      (i32.rotl
        (i32.div_u
          (select (local.get $t2) (local.get $t2) (i64.lt_u (local.get $p2) (local.get $t3)))
          (i32.const 97)
        )
        (i32.gt_s (local.get $a) (global.get $state_4))
      )
    )
    (local.set $t2
      (i32.xor
        (i32.add
          (i32.sub (i32.shr_s (local.get $a) (local.get $a)) (local.get $t2))
          (i32.ctz (local.get $t2))
        )
        (i32.shr_s (i32.wrap_i64 (local.get $n0)) (local.get $t2))
      )
    )
    (i32.store8 offset=488
      (i32.and
        (i32.wrap_i64
          (i64.load16_s
            (i32.and
              (i32.load16_u offset=80 (i32.and (local.get $a) (i32.const 32640)))
              (i32.const 65528)
            )
          )
        )
        (i32.const 65024)
      )
      (i32.load
        (i32.and
          (i32.eq (i32.or (global.get $state_4) (i32.const -0x29)) (i32.const 1073741823))
          (i32.const 0x7ff8)
        )
      )
    )
    (nop)
    (local.set $p0
      (f32.mul (f32.convert_i64_u (i64.add (global.get $state_2) (i64.const 239))) (local.get $p0))
    )
    (local.get $t2)
  )
  (func $leaf_8 (type $signature_5) (param $p0 f64) (param $p1 f32) (param $p2 i64) (result f64)
    (local $a i32)
    (local $b i64)
    (local $t0 f32)
    (local $t1 f64)
    (local $t2 f32)
    (local $t3 i64)
    (local $n0 i64)
    (local.set $p1 (f32.convert_i32_s (local.get $a)))
    (i64.store offset=720
      (i32.and (i32.le_s (local.get $a) (global.get $state_4)) (i32.const 0x7c00))
      (i64.extend_i32_u (local.get $a))
    )
    (i32.store8 offset=816
      (i32.and
        (i32.load16_u offset=304
          (i32.and (i32.add (i32.const -693226059) (local.get $a)) (i32.const 32256))
        )
        (i32.const 31744)
      )
      (i32.xor (i32.or (local.get $a) (local.get $a)) (global.get $state_4))
    )
    (local.set $p2
      (i64.extend_i32_s
        (i32.add (i32.load16_u (i32.and (local.get $a) (i32.const 32760))) (local.get $a))
      )
    )
    (block $outer
      (local.set $n0 (i64.const 0x8))
      (loop $body
        (local.set $b (i64.extend_i32_s (i32.wrap_i64 (global.get $state_2))))
        (local.set $a
          (i32.add
            (local.tee $a (i32.eqz (i32.rem_u (local.get $a) (i32.const 4093))))
            (i32.rotr (i32.const -1028851311) (local.get $a))
          )
        )
        (local.set $p0
          (f64.convert_i32_s
            (i32.add (i32.le_s (local.get $a) (local.get $a)) (global.get $state_3))
          )
        )
        (br_if $body
          (i64.ne (local.tee $n0 (i64.sub (local.get $n0) (i64.const 0x1))) (i64.const 0))
        )
      )
    )
    (local.set $a (i32.load8_u offset=744 (i32.and (global.get $state_4) (i32.const 0x7c00))))
    (local.set $t1 (f64.min (f64.convert_i64_u (local.get $b)) (local.get $t1)))
    (i64.store32
      (i32.and
        (i32.shr_s
          (i32.load8_u (i32.and (i32.sub (local.get $a) (global.get $state_3)) (i32.const 0x7ff8)))
          (i32.rotr (local.get $a) (i32.const 0x1fff))
        )
        (i32.const 0x7ff8)
      )
      (i64.xor
        (i64.shr_u
          (i64.shr_u (global.get $state_2) (local.get $t3))
          (i64.const 6092952071430616367)
        )
        (i64.rotr (local.get $b) (local.get $p2))
      )
    )
    (return (global.get $state_5))
  )
  (func $stage_7 (type $signature_1) (result f32)
    (local $a i32)
    (local $b i64)
    (local $t0 f32)
    (local $t1 f32)
    (local $n0 i64)
    (local $n1 i64)
    (i64.store32 offset=968
      (i32.and (i32.shl (local.get $a) (i32.const 2083679209)) (i32.const 31744))
      (i64.or (local.get $b) (local.get $b))
    )
    (local.set $a
      (i32.mul (select (local.get $a) (local.get $a) (i32.eqz (i32.const 112))) (local.get $a))
    )
    (block $outer
      (block $body
        (br_table $body $outer $outer $outer (i32.shl (local.get $a) (global.get $state_3)))
      )
      (local.set $b (i64.rotr (i64.div_u (local.get $n0) (i64.const 1021)) (local.get $b)))
    )
    (local.set $a (i32.add (i32.extend8_s (local.get $a)) (local.get $a)))
    (i64.store
      (i32.and (i32.extend8_s (local.get $a)) (i32.const 32760))
      (i64.add (local.get $n1) (i64.const 5277832303213996359))
    )
    (if
      (i64.le_s
        (i64.shr_s (i64.load32_u (i32.and (local.get $a) (i32.const 65528))) (local.get $n0))
        (i64.const 33554431)
      )
      (then
        (block $again
          (block $skip
            (br_table $skip $skip $again $skip (i32.wrap_i64 (local.get $n1)))
          )
          (local.set $a
            (i32.add
              (local.tee $a (i32.or (i64.eq (local.get $n0) (global.get $state_2)) (local.get $a)))
              (i32.add (i32.const 1575526427) (local.get $a))
            )
          )
          (block $next
            (local.set $n1 (i64.const 9))
            (loop $done
              (nop)
              (drop
                (i64.load16_s
                  (i32.and
                    (select
                      (i32.const 217)
                      (local.get $a)
                      (i32.ge_u (global.get $state_4) (local.get $a))
                    )
                    (i32.const 32760)
                  )
                )
              )
              (local.set $a
                (i32.load16_u offset=392
                  (i32.and
                    (i32.div_u (i32.rem_u (i32.popcnt (local.get $a)) (i32.const 97)) (i32.const 7))
                    (i32.const 32256)
                  )
                )
              )
              (global.set $state_1 (f64.convert_i32_u (i32.rotr (local.get $a) (local.get $a))))
              (br_if $done
                (i64.ne (local.tee $n1 (i64.sub (local.get $n1) (i64.const 1))) (i64.const 0))
              )
            )
          )
        )
        (global.set $state_0
          (f64.add (f64.add (global.get $state_0) (f64.const 922.75)) (f64.const -553.5))
        )
      )
    )
    (return (local.get $t1))
  )
  (func $main (export "_start")
    (local $a i32)
    (local $c i32)
    (local $b i64)
    (local $d i64)
    (local $n0 i64)
    (local $n1 i64)
    (local $i i64)
    (block $again
      (local.set $n1 (i64.const 20))
      (loop $skip
        (if
          (i64.eqz (i64.xor (i64.shr_s (local.get $d) (local.get $d)) (local.get $d)))
          (then
            (if
              (i32.eqz
                (i32.shr_s (i32.sub (local.get $a) (global.get $state_4)) (global.get $state_3))
              )
              (then
                (local.set $d
                  (select
                    (i64.load8_u (i32.and (local.get $c) (i32.const 32760)))
                    (local.get $b)
                    (i32.ge_u (i32.mul (local.get $a) (local.get $a)) (local.get $c))
                  )
                )
                (local.set $a
                  (i32.xor
                    (i32.rem_u (i32.or (i32.ctz (i32.const 16383)) (local.get $c)) (i32.const 3))
                    (i32.shr_u
                      (i32.load8_s (i32.and (global.get $state_4) (i32.const 65528)))
                      (local.get $c)
                    )
                  )
                )
              )
              (else
                (global.set $state_1 (f64.convert_i32_u (i32.trunc_sat_f64_s (f64.const 2062.0))))
                (local.set $a (i32.xor (local.get $c) (local.get $a)))
              )
            )
          )
        )
        (drop (i64.rem_u (i64.mul (local.get $b) (global.get $state_2)) (i64.const 7)))
        (br_if $skip (i64.ne (local.tee $n1 (i64.sub (local.get $n1) (i64.const 1))) (i64.const 0)))
      )
    )
    (local.set $i (i64.const 44739243))
    (loop $body
      (global.set $state_2 (i64.xor (local.get $i) (i64.const 2025401168904635991)))
      (i64.store16 (i32.and (i32.wrap_i64 (local.get $i)) (i32.const 32760)) (local.get $d))
      (memory.copy
        (i32.and (i32.xor (i32.wrap_i64 (local.get $i)) (i32.const 77884819)) (i32.const 65472))
        (i32.and
          (i32.wrap_i64
            (i64.add
              (i64.xor (local.get $i) (i64.const 4908452659223676573))
              (i64.const 2380601893446437255)
            )
          )
          (i32.const 65472)
        )
        (i32.const 48)
      )
      (global.set $state_4
        (i32.wrap_i64
          (i64.shr_u (i64.xor (local.get $i) (i64.const 735718862161208683)) (i64.const 3))
        )
      )
      (local.set $d
        (i64.and (local.get $d) (i64.xor (local.get $i) (i64.const -1369678358626845343)))
      )
      (local.set $b
        (i64.add (local.get $b) (i64.xor (local.get $i) (i64.const -1823339674224971055)))
      )
      (local.set $i (i64.sub (local.get $i) (i64.const 1)))
      (br_if $body (i64.ne (local.get $i) (i64.const 0)))
    )
    (i64.store32 offset=104
      (i32.and (i32.const 40) (i32.const 65408))
      (i64.add (local.get $b) (i64.xor (local.get $d) (i64.extend_i32_u (local.get $a))))
    )
    (i32.store16 offset=1024 (i32.const 40) (local.get $c))
    (call $stage_10 (i64.rotl (global.get $state_2) (local.get $b)))
    (drop (call $stage_2))
    (drop (call $stage_1))
    (local.set $a (i32.rotr (i32.mul (local.get $c) (local.get $c)) (local.get $c)))
    (local.set $c (call $stage_8 (f32.add (f32.const 19.625) (f32.const -49.0))))
    (if
      (i64.gt_s (i64.and (i64.add (local.get $d) (local.get $d)) (local.get $d)) (local.get $b))
      (then
        (local.set $c
          (i32.wrap_i64
            (i64.rem_u (i64.load8_u (i32.and (local.get $a) (i32.const 32760))) (i64.const 4093))
          )
        )
        (local.set $b (i64.shl (i64.add (local.get $d) (local.get $d)) (local.get $d)))
      )
    )
    (i32.store offset=472
      (i32.and
        (i32.add (i32.add (global.get $state_3) (local.get $a)) (local.get $c))
        (i32.const 32256)
      )
      (i32.load16_u offset=80 (i32.and (i32.or (i32.const -22) (local.get $c)) (i32.const 32640)))
    )
    (i32.store16
      (i32.and
        (i32.load offset=960
          (i32.and
            (i32.mul (i32.xor (global.get $state_4) (local.get $a)) (local.get $c))
            (i32.const 31744)
          )
        )
        (i32.const 65528)
      )
      (i32.wrap_i64 (i64.clz (i64.mul (local.get $b) (global.get $state_2))))
    )
    (local.set $d
      (i64.rotr
        (select
          (i64.or (local.get $d) (local.get $b))
          (local.get $d)
          (i32.lt_u (i32.mul (i32.const 280054387) (i32.const 127)) (local.get $a))
        )
        (i64.div_u (i64.const 235) (i64.const 4093))
      )
    )
    (call $proc_exit (i32.const 0))
  )
  (func $leaf_5 (type $signature_3)
    (local i32 i64 f64 i64 i64)
    (block
      (block
        (block
          (local.set 5 (i64.const 21))
          (loop
            (i64.store16
              (i32.and
                (i32.extend16_s (i32.shl (local.get 1) (i32.const -719007517)))
                (i32.const 65528)
              )
              (i64.load8_u (i32.and (i32.add (local.get 1) (global.get 3)) (i32.const 32760)))
            )
            (local.set 1
              (i32.load
                (i32.and
                  (i32.sub
                    (i32.rem_u (i32.add (local.get 1) (local.get 1)) (i32.const 4093))
                    (i32.or (local.get 1) (global.get 4))
                  )
                  (i32.const 65528)
                )
              )
            )
            (br_if 0 (i64.ne (local.tee 5 (i64.sub (local.get 5) (i64.const 1))) (i64.const 0)))
          )
        )
        (i64.store
          (i32.and (i32.shr_s (local.get 1) (i32.const 16383)) (i32.const 32760))
          (i64.load (i32.and (local.get 1) (i32.const 65528)))
        )
        (br_if 0 (i64.eqz (i64.extend_i32_s (local.get 1))))
        (i32.store
          (i32.and
            (i32.rotr (i32.ne (local.get 1) (local.get 1)) (i32.const -1440782403))
            (i32.const 65528)
          )
          (i32.load8_s (i32.and (i32.add (i32.const -1792089803) (local.get 1)) (i32.const 65528)))
        )
      )
      (br_if 0 (i32.lt_u (i32.wrap_i64 (local.get 2)) (local.get 1)))
      (block
        (local.set 0 (i64.shr_u (local.get 0) (local.get 5)))
        (if
          (i64.lt_u
            (i64.trunc_sat_f32_s (f32.sub (f32.const 928.0) (f32.const 1722.0)))
            (global.get 2)
          )
          (then
            (global.set 3
              (select
                (i32.or (local.get 1) (local.get 1))
                (local.get 1)
                (i64.eqz (i64.extend_i32_u (local.get 1)))
              )
            )
            (global.set 5 (f64.floor (f64.convert_i32_u (local.get 1))))
          )
        )
        (br_if 0 (i64.lt_u (i64.or (local.get 4) (i64.const 158)) (i64.const 237)))
        (local.set 3
          (f64.add
            (f64.convert_i32_s
              (i32.rotl
                (i32.load offset=416 (i32.and (local.get 1) (i32.const 32256)))
                (local.get 1)
              )
            )
            (local.get 3)
          )
        )
        (drop (i64.rotr (i64.or (local.get 2) (local.get 5)) (global.get 2)))
      )
    )
  )
  (func $stage_10 (param $p0 i64)
    (local $a i32)
    (local $b i64)
    (local $t0 f32)
    (local $t1 i64)
    (local $t2 f32)
    (local $n0 i64)
    (local $n1 i64)
    (i32.store16
      (i32.and (i32.load16_u (i32.and (global.get $state_3) (i32.const 65528))) (i32.const 32760))
      (i32.wrap_i64 (local.get $p0))
    )
    (i64.store32 offset=56
      (i32.and
        (i32.rotr
          (i32.add (i32.wrap_i64 (i64.const 36_028_797_018_963_967)) (local.get $a))
          (i32.add (i32.const 63) (i32.const 84))
        )
        (i32.const 65472)
      )
      (i64.and
        (i64.popcnt (select (local.get $n1) (local.get $n1) (i32.eqz (local.get $a))))
        (i64.rotl (local.get $p0) (local.get $n1))
      )
    )
    (i32.store8
      (i32.and (i32.trunc_sat_f32_s (f32.add (local.get $t2) (local.get $t2))) (i32.const 65528))
      (i32.rotl (i32.shl (i32.const 2049131251) (local.get $a)) (local.get $a))
    )
    (local.set $b
      (i64.shr_u
        (i64.xor
          (i64.shr_s (i64.rotl (i64.const -56) (local.get $t1)) (local.get $t1))
          (i64.extend_i32_s (local.get $a))
        )
        (i64.rem_u (i64.extend_i32_u (local.get $a)) (i64.const 97))
      )
    )
    (local.set $t0
      (f32.convert_i64_u
        (i64.load32_u
          (i32.and
            (i32.load16_u (i32.and (i64.eqz (local.get $t1)) (i32.const 65528)))
            (i32.const 32760)
          )
        )
      )
    )
    (i64.store32
      (i32.and
        (select
          (i32.wrap_i64 (i64.const 361297295591318137))
          (local.get $a)
          (i32.gt_s (i32.trunc_sat_f64_u (global.get $state_1)) (local.get $a))
        )
        (i32.const 32760)
      )
      (i64.extend8_s
        (select (i64.const 7) (local.get $n0) (i64.ge_u (i64.const -13) (local.get $n0)))
      )
    )
    (local.set $a (i32.add (local.get $a) (local.get $a)))
  )
  (func $leaf_4 (param $p0 i32) (param $p1 i32) (result i64)
    (local $a i32)
    (local $b i64)
    (local $n0 i64)
    (local.set $p0
      (i32.add
        (local.tee $a
          (select
            (i32.and (i32.const -0x20) (local.get $a))
            (local.get $p0)
            (i32.ne (i32.div_u (local.get $p1) (i32.const 3)) (local.get $p0))
          )
        )
        (i32.load8_s (i32.and (local.get $p0) (i32.const 65528)))
      )
    )
    (i32.store8
      (i32.and (i32.add (local.get $p1) (i32.const 37)) (i32.const 32760))
      (i32.sub (local.get $p0) (local.get $p1))
    )
    (drop (i64.add (i64.shr_u (local.get $n0) (global.get $state_2)) (global.get $state_2)))
    (global.set $state_4 (i32.xor (i32.wrap_i64 (local.get $b)) (local.get $p0)))
    (local.set $p0 (i32.add (local.get $p1) (local.get $a)))
    (local.set $a
      (i32.rem_u
        (i32.wrap_i64
          (i64.shl (select (local.get $b) (local.get $b) (i64.eqz (local.get $n0))) (local.get $b))
        )
        (i32.const 97)
      )
    )
    (i32.store
      (i32.and
        (i32.load8_s offset=392
          (i32.and (i32.sub (i32.extend16_s (local.get $p1)) (local.get $p0)) (i32.const 65024))
        )
        (i32.const 0x7ff8)
      )
      (i32.rotr
        (i32.trunc_sat_f32_u (f32.convert_i32_u (local.get $a)))
        (i32.shl (i32.const 7) (local.get $p0))
      )
    )
    (local.set $a (i32.shr_s (i32.trunc_sat_f64_s (f64.const -415.875)) (i32.const 0x8b)))
    (i64.store32
      (i32.and (i32.rem_u (i32.clz (local.get $p0)) (i32.const 3)) (i32.const 32760))
      (i64.extend_i32_s (i32.add (i32.const -1749233633) (local.get $p1)))
    )
    (return (local.get $b))
  )
  (func $stage_9 (param $p0 f64) (param $p1 f32) (param $p2 i64) (result f64)
    (local $a i32)
    (local $b i64)
    (local $t0 f64)
    (local $t1 i32)
    (local $n0 i64)
    (local $n1 i64)
    (local $n2 i64)
    (local.set $b
      (i64.trunc_sat_f32_s (f32.neg (f32.sqrt (f32.mul (local.get $p1) (local.get $p1)))))
    )
    (block $outer
      (block $body
        (br_table $outer $body $body $body (i32.xor (local.get $t1) (i32.const 0x1f)))
      )
      (i64.store16
        (i32.and
          (i32.rotr
            (select (local.get $t1) (local.get $a) (i32.le_s (local.get $t1) (local.get $a)))
            (local.get $t1)
          )
          (i32.const 32760)
        )
        (i64.load8_u
          (i32.and (i32.rem_u (global.get $state_3) (i32.const 1021)) (i32.const 0xfff8))
        )
      )
      (block $skip
        (local.set $t1
          (call $leaf_1
            (f32.sub (local.get $p1) (local.get $p1))
            (f32.convert_i64_u (local.get $p2))
            (i64.and (local.get $n1) (local.get $n1))
          )
        )
        (br_if $skip
          (i32.ne (i32.xor (global.get $state_4) (i32.const -0x4840a523)) (local.get $a))
        )
        (local.set $p2 (i64.popcnt (local.get $p2)))
      )
    )
    (global.set $state_3 (i32.div_u (i32.div_u (local.get $a) (i32.const 3)) (i32.const 1021)))
    (local.set $b
      (i64.rotr
        (i64.shr_u
          (i64.extend_i32_u (i32.and (local.get $t1) (local.get $a)))
          (i64.xor (i64.const 0x38) (i64.const 0x3ffffffff))
        )
        (select
          (i64.add (global.get $state_2) (local.get $n0))
          (i64.const 93)
          (i32.gt_s (i32.or (local.get $t1) (local.get $a)) (local.get $t1))
        )
      )
    )
    (local.set $p2 (i64.extend8_s (i64.extend_i32_u (i32.sub (local.get $a) (local.get $a)))))
    (i32.store offset=520
      (i32.and
        (i32.or
          (i32.add (i32.or (i32.const 6) (local.get $t1)) (local.get $a))
          (i32.add (local.get $t1) (local.get $t1))
        )
        (i32.const 64512)
      )
      (i32.rotl
        (i32.trunc_sat_f64_u (f64.max (local.get $p0) (local.get $t0)))
        (i32.xor (local.get $a) (local.get $a))
      )
    )
    (return (f64.const -180.375))
  )
  (func $stage_3 (result f32)
    (local $a i32)
    (local $b i64)
    (local $t0 f32)
    (local $t1 f64)
    (local $n0 i64)
    (local.set $t1
      (f64.convert_i64_u
        (i64.load32_u offset=784
          (i32.and (i32.wrap_i64 (i64.extend_i32_s (i32.const 4194303))) (i32.const 31744))
        )
      )
    )
    ;; bounded window
    (block $outer
      (local.set $n0 (i64.const 0x13))
      (loop $body
        (i32.store offset=200
          (i32.and (i32.rotl (local.get $a) (local.get $a)) (i32.const 0x7f00))
          (i32.load16_u (i32.and (local.get $a) (i32.const 65528)))
        )
        (local.set $t1
          (f64.min (f64.mul (f64.convert_i64_u (local.get $n0)) (local.get $t1)) (local.get $t1))
        )
        (br_if $body (i64.ne (local.tee $n0 (i64.sub (local.get $n0) (i64.const 1))) (i64.const 0)))
      )
    )
    (; operands shaped for the target ;)
    (return (f32.const -562.75))
  )
  (func $stage_2 (type $signature_1) (result f32)
    (local $a i32)
    (local $b i64)
    (local $n0 i64)
    (local $n1 i64)
    (i64.store16 offset=8
      (i32.and
        (i32.mul
          (i32.add
            (i32.load8_u offset=656 (i32.and (local.get $a) (i32.const 31744)))
            (i32.const -37)
          )
          (i32.or (local.get $a) (local.get $a))
        )
        (i32.const 32752)
      )
      (i64.rem_u
        (i64.extend_i32_s
          (select (local.get $a) (local.get $a) (i64.lt_u (local.get $n1) (local.get $n1)))
        )
        (i64.const 4093)
      )
    )
    (block $outer
      (local.set $n1 (i64.const 12))
      (loop $body
        (global.set $state_4 (i32.rotl (i32.trunc_sat_f32_u (f32.const -159.5)) (local.get $a)))
        (br_if $body (i64.ne (local.tee $n1 (i64.sub (local.get $n1) (i64.const 1))) (i64.const 0)))
      )
    )
    (if
      (i64.gt_s
        (i64.load8_u offset=376 (i32.and (i64.eqz (local.get $b)) (i32.const 65024)))
        (local.get $n1)
      )
      (then
        (local.set $a (i32.div_u (i32.rotl (i32.const 2047) (local.get $a)) (i32.const 65521)))
      )
    )
    (i32.store offset=48
      (i32.and
        (i32.add (i32.load (i32.and (local.get $a) (i32.const 32760))) (local.get $a))
        (i32.const 65472)
      )
      (i32.shl (i32.rotl (i32.const 126) (local.get $a)) (local.get $a))
    )
    (local.set $b (i64.extend_i32_u (local.get $a)))
    (f32.const 399.375)
  )
  (func $stage_1 (type $signature_1) (result f32)
    (local $a i32) (local $b i64) (local $t0 f32) (local $t1 f64) (local $t2 i32) (local $t3 i64) (local $n0 i64) (local $n1 i64) (local $n2 i64)
    (local.set $b (i64.clz (i64.extend_i32_u (local.get $t2))))
    (local.set $t3
      (i64.rem_u
        (select (local.get $n2) (local.get $b) (i64.ge_u (global.get $state_2) (local.get $b)))
        (i64.const 1021)
      )
    )
    (i64.store16
      (i32.and
        (i32.xor (i32.shr_s (local.get $t2) (local.get $a)) (local.get $t2))
        (i32.const 65528)
      )
      (i64.or (i64.shr_s (local.get $t3) (i64.const -5387771145843778093)) (local.get $n1))
    )
    (local.set $b (i64.xor (i64.mul (local.get $t3) (local.get $n0)) (local.get $t3)))
    (global.set $state_3 (i32.add (i32.xor (local.get $a) (local.get $t2)) (local.get $t2)))
    (return (local.get $t0))
  )
  (func $leaf_0 (param $p0 f32) (result i32)
    (local $a i32) (local $b i64) (local $t0 f64) (local $n0 i64) (local $n1 i64)
    (local.set $t0
      (f64.sub
        (f64.convert_i32_u (i32.rotr (i32.mul (local.get $a) (local.get $a)) (local.get $a)))
        (f64.const -0.0625)
      )
    )
    (local.set $t0
      (f64.min
        (f64.convert_i32_s
          (i32.xor (i32.load8_s (i32.and (local.get $a) (i32.const 32760))) (local.get $a))
        )
        (local.get $t0)
      )
    )
    (local.set $a
      (i32.add
        (local.tee $a (i32.wrap_i64 (i64.shr_s (local.get $n0) (local.get $b))))
        (i32.load8_u (i32.and (local.get $a) (i32.const 32760)))
      )
    )
    (local.set $a
      (i32.and
        (i32.load8_u
          (i32.and
            (i32.xor (i32.rotl (global.get $state_3) (local.get $a)) (local.get $a))
            (i32.const 32760)
          )
        )
        (i32.or (i32.add (local.get $a) (local.get $a)) (local.get $a))
      )
    )
    ;; says "end" here
    (local.set $b (i64.div_u (local.get $n1) (i64.const 3)))
    (i64.store32
      (i32.and (i64.ge_u (i64.extend_i32_s (local.get $a)) (local.get $b)) (i32.const 32760))
      (i64.trunc_sat_f32_s (f32.convert_i64_u (local.get $b)))
    )
    (; bounded window (; stage boundary ;) ;)
    (local.set $t0
      (f64.mul
        (f64.convert_i32_s
          (i32.div_u (i32.sub (local.get $a) (i32.const -471031019)) (i32.const 1021))
        )
        (local.get $t0)
      )
    )
    (i64.store32 offset=752
      (i32.and (i32.shl (i32.wrap_i64 (local.get $n1)) (local.get $a)) (i32.const 31744))
      (i64.extend8_s (i64.xor (global.get $state_2) (local.get $n1)))
    )
    (local.set $a
      (i32.add
        (local.tee $a (i32.rotr (i32.or (local.get $a) (local.get $a)) (local.get $a)))
        (i64.le_s (i64.const 71) (i64.const 2305843009213693951))
      )
    )
    (return (local.get $a))
  )
  (func $stage_0 (type $signature_1) (result f32)
    (local $a i32) (local $b i64) (local $n0 i64) (local $n1 i64) (local $n2 i64)
    (i32.store
      (i32.and (i32.rotr (i32.or (local.get $a) (local.get $a)) (local.get $a)) (i32.const 65528))
      (i32.rotl (i32.or (local.get $a) (local.get $a)) (global.get $state_3))
    )
    (i32.store16
      (i32.and
        (i32.shl (i32.wrap_i64 (global.get $state_2)) (i32.const 533415529))
        (i32.const 65528)
      )
      (i32.add (i32.shr_s (local.get $a) (local.get $a)) (i32.const 209))
    )
    (local.set $a (i32.shr_s (local.get $a) (local.get $a)))
    (i32.store
      (i32.and
        (i32.xor (i32.shr_u (i32.const 16383) (local.get $a)) (local.get $a))
        (i32.const 65528)
      )
      (i32.shr_s (i32.div_u (local.get $a) (i32.const 1021)) (local.get $a))
    )
    (f32.const 395.0)
  )
  (func $stage_8 (param $p0 f32) (result i32)
    (local $a i32) (local $b i64) (local $n0 i64) (local $n1 i64)
    (local.set $a
      (i32.wrap_i64
        (i64.sub
          (i64.add (i64.extend_i32_u (local.get $a)) (local.get $n0))
          (i64.extend_i32_u (local.get $a))
        )
      )
    )
    (local.set $p0 (f32.load (i32.and (i32.ctz (local.get $a)) (i32.const 65528))))
    (if
      (i32.lt_u
        (i32.xor
          (select (local.get $a) (i32.const 4) (i32.lt_u (local.get $a) (local.get $a)))
          (local.get $a)
        )
        (local.get $a)
      )
      (then
        (block $outer
          (block $body
            (br_table $body $outer $body (i32.shr_s (local.get $a) (i32.const -509132227)))
          )
          (block $skip
            (local.set $a (i32.wrap_i64 (local.get $n0)))
            (drop
              (call $leaf_8
                (f64.convert_i32_u (local.get $a))
                (f32.trunc (local.get $p0))
                (i64.and (local.get $n1) (local.get $b))
              )
            )
            (br_if $skip (i64.eqz (i64.xor (local.get $n1) (local.get $b))))
            (local.set $b (i64.mul (local.get $n0) (global.get $state_2)))
          )
          (local.set $b
            (i64.and
              (i64.extend_i32_s (i32.load offset=544 (i32.and (local.get $a) (i32.const 64512))))
              (i64.xor (global.get $state_2) (local.get $n1))
            )
          )
        )
        (i64.store
          (i32.and
            (i32.div_u
              (i32.load8_s offset=936
                (i32.and (i32.shr_s (local.get $a) (local.get $a)) (i32.const 0x7c00))
              )
              (i32.const 97)
            )
            (i32.const 0xfff8)
          )
          (i64.shr_s
            (i64.shl (i64.shl (local.get $n1) (i64.const 4303281495602610627)) (local.get $b))
            (i64.extend_i32_u (i32.const 16777215))
          )
        )
      )
    )
    (local.get $a)
  )
  (func $stage_4 (param $p0 f32) (result i32)
    (local $a i32) (local $b i64) (local $t0 i64) (local $t1 f32) (local $t2 f64) (local $t3 f64) (local $n0 i64) (local $n1 i64)
    (local.set $t3 (f64.sqrt (f64.min (local.get $t2) (f64.const 912.25))))
    (i32.store8
      (i32.and (i32.shr_u (i32.wrap_i64 (global.get $state_2)) (local.get $a)) (i32.const 32760))
      (i32.and (i64.gt_s (local.get $b) (local.get $b)) (local.get $a))
    )
    (; stage boundary (; from the template ;) ;)
    (local.set $t3 (f64.min (local.get $t2) (local.get $t2)))
    (local.set $a (i32.wrap_i64 (i64.extend_i32_s (global.get $state_4))))
    (if
      (i32.const 0)
      (then
        (unreachable)
      )
    )
    (local.set $t0
      (i64.extend_i32_s
        (i32.shl (i32.load8_u offset=960 (i32.and (local.get $a) (i32.const 64512))) (local.get $a))
      )
    )
    (i32.const 1026041689)
  )
  (table $dispatch 16 funcref)
  (elem (i32.const 0) func $leaf_1 $leaf_5 $leaf_9 $leaf_7 $leaf_3)
  (table $unused_table 3 28 funcref)
)
