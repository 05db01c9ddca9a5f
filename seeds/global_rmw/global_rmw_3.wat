;; Family global_rmw (WAMR issue 4921), unreduced, 250000000 trips.
;; In the hot loop: 1 x global.set of xor, 1 x global.set of add, 2 x global.set of sub.
;; Made by: python seeds/generate.py --family global_rmw --seed 40 --targets 4 --statements 5 --trip-count 250000000
;; Slow side: iwasm --llvm-jit as reported; depends on the processor.
;; Fast side: wasmer --llvm as reported.
(module
  (type $signature_0 (func (result f32)))
  (type $signature_1 (func (param f64) (result f64)))
  (type $signature_2 (func (param f32 f64 f64) (result f64)))
  (type $signature_3 (func (param i32 i64) (result f64)))
  (type $signature_4 (func (result i32)))
  (type $signature_5 (func (param i64 f32 i64) (result i32)))
  (type $signature_6 (func (param i32)))
  (type $signature_7 (func (param f64) (result f32)))
  (type $signature_8 (func (param f64)))
  (import "wasi_snapshot_preview1" "proc_exit" (func $proc_exit (param i32)))
  (export "leaf_3" (func $leaf_3))
  (export "leaf_12" (func $leaf_12))
  (export "stage_6" (func $stage_6))
  (func $stage_8 (param $p0 f64) (result f32)
    (local $a i32) (local $b i64) (local $t0 f32) (local $n0 i64) (local $n1 i64) (local $n2 i64)
    (global.set $state_2 (f64.sqrt (f64.max (local.get $p0) (local.get $p0))))
    (block $body
      (local.set $b (i64.or (i64.extend_i32_s (i32.const 0x3ffff)) (i64.const 1782466671206127795)))
      (br_if $body (i64.eqz (i64.rotr (local.get $b) (local.get $n2))))
      (global.set $state_1 (f32.min (f32.convert_i64_s (local.get $n0)) (local.get $t0)))
    )
    (local.set $a
      (i32.add
        (local.tee $a (i32.div_u (i32.shr_u (local.get $a) (local.get $a)) (i32.const 7)))
        (i32.load8_u (i32.and (i32.const -1164604531) (i32.const 0xfff8)))
      )
    )
    (global.set $state_2 (f64.min (f64.min (local.get $p0) (f64.const 2294.0)) (local.get $p0)))
    (local.set $p0 (call $leaf_0 (f64.convert_i32_s (local.get $a))))
    (local.set $t0
      (f32.load
        (i32.and
          (select
            (select
              (local.get $a)
              (local.get $a)
              (i64.lt_u (local.get $n0) (i64.const 0xfffffffff))
            )
            (i32.const -1276213301)
            (i32.lt_u (i32.add (local.get $a) (local.get $a)) (local.get $a))
          )
          (i32.const 0x7ff8)
        )
      )
    )
    (local.get $t0)
  )
  (func $main
    (local $a i32) (local $c i32) (local $b i64) (local $d i64) (local $n0 i64) (local $n1 i64) (local $i i64)
    (global.set $state_0
      (f32.convert_i64_u
        (select
          (local.get $b)
          (local.get $d)
          (i64.eq (i64.const 7552589325035811013) (local.get $d))
        )
      )
    )
    (call $stage_9 (f64.load (i32.and (local.get $a) (i32.const 65528))))
    (drop (call $stage_4 (f64.sub (global.get $state_2) (f64.const -423.625))))
    (drop (call $stage_10 (f64.min (f64.const 1534.5) (f64.const -373.0))))
    (local.set $i (i64.const 250000000))
    (loop $body
      (if
        (i64.eqz (i64.and (local.get $i) (i64.const 63)))
        (then
          (local.set $d
            (i64.and (local.get $d) (i64.xor (local.get $i) (i64.const 5850446307549973271)))
          )
        )
      )
      (global.set $target_c (i32.add (global.get $target_c) (i32.wrap_i64 (local.get $i))))
      (global.set $target_c (i32.xor (global.get $target_c) (i32.wrap_i64 (local.get $i))))
      (local.set $c
        (i32.and
          (local.get $c)
          (i32.wrap_i64
            (i64.add
              (i64.xor (local.get $i) (i64.const 3130395290981140371))
              (i64.const 1769034044521311885)
            )
          )
        )
      )
      (local.set $d
        (i64.add
          (local.get $d)
          (i64.load (i32.and (i32.wrap_i64 (local.get $i)) (i32.const 32760)))
        )
      )
      (global.set $target_a (i32.sub (global.get $target_a) (i32.wrap_i64 (local.get $i))))
      (local.set $a
        (i32.sub
          (local.get $a)
          (i32.wrap_i64 (i64.xor (local.get $i) (i64.const 8245890893305199723)))
        )
      )
      (local.set $d
        (i64.xor
          (local.tee $b (i64.add (local.get $b) (local.get $i)))
          (i64.const 8474488715327171977)
        )
      )
      (global.set $target_b (i64.sub (global.get $target_b) (local.get $i)))
      (local.set $i (i64.sub (local.get $i) (i64.const 1)))
      (br_if $body (i64.gt_s (local.get $i) (i64.const 0)))
    )
    (i64.store
      (i32.and (i32.const 496) (i32.const 65528))
      (i64.add (local.get $b) (i64.xor (local.get $d) (i64.extend_i32_u (local.get $a))))
    )
    (i32.store16 offset=1024 (i32.const 496) (local.get $c))
    (block $again
      (local.set $n1 (i64.const 6))
      (loop $skip
        (local.set $a
          (i32.add
            (local.tee $c
              (select
                (i32.load8_s (i32.and (local.get $a) (i32.const 65528)))
                (local.get $a)
                (i64.ne (i64.or (local.get $b) (i64.const 134217727)) (local.get $d))
              )
            )
            (select (local.get $c) (local.get $c) (i64.ge_u (local.get $d) (local.get $d)))
          )
        )
        (i32.store16 offset=72
          (i32.and
            (i32.wrap_i64
              (i64.load16_s offset=896
                (i32.and (i32.xor (local.get $a) (i32.const 107)) (i32.const 64512))
              )
            )
            (i32.const 65408)
          )
          (i32.xor
            (i32.mul
              (i32.load16_u offset=1000 (i32.and (local.get $a) (i32.const 31744)))
              (local.get $a)
            )
            (i32.wrap_i64 (local.get $d))
          )
        )
        (; not reached from _start (; operands shaped for the target ;) ;)
        (br_if $skip (i64.ne (local.tee $n1 (i64.sub (local.get $n1) (i64.const 1))) (i64.const 0)))
      )
    )
    (call $stage_12 (f64.load offset=792 (i32.and (i32.const -8) (i32.const 31744))))
    (drop (call $stage_8 (f64.max (f64.const -176.375) (f64.const -1338.5))))
    (global.set $state_1 (f32.add (f32.convert_i32_u (i32.const 1773877541)) (f32.const 226.875)))
    (i64.store32
      (i32.and
        (i32.wrap_i64 (i64.add (i64.xor (local.get $b) (local.get $b)) (local.get $b)))
        (i32.const 65528)
      )
      (i64.sub
        (i64.popcnt (i64.extend_i32_u (i32.const 4194303)))
        (i64.xor (local.get $b) (local.get $b))
      )
    )
    (drop
      (call $stage_7
        (f32.min (global.get $state_1) (f32.const 757.0))
        (f64.convert_i32_s (local.get $a))
        (f64.convert_i32_s (local.get $c))
      )
    )
    (call $proc_exit (i32.const 0))
  )
  (func $stage_4 (type $signature_1) (param $p0 f64) (result f64)
    (local $a i32) (local $b i64) (local $t0 f32) (local $t1 i32) (local $n0 i64) (local $n1 i64) (local $n2 i64)
    (local.set $t0
      (f32.convert_i64_s (i64.add (i64.rotl (i64.const 27) (local.get $n0)) (i64.const -16)))
    )
    (i64.store32
      (i32.and
        (i32.rotr
          (i32.sub
            (i32.load16_u (i32.and (local.get $a) (i32.const 32760)))
            (i32.const -1516238515)
          )
          (i32.shr_s (i32.const 1483981957) (local.get $a))
        )
        (i32.const 32760)
      )
      (i64.rotr
        (i64.load32_u (i32.and (i32.rotr (local.get $t1) (local.get $t1)) (i32.const 65528)))
        (select (local.get $b) (i64.const 92) (i64.gt_s (local.get $n2) (local.get $n0)))
      )
    )
    (local.set $t1
      (i32.wrap_i64
        (i64.or
          (i64.load32_u (i32.and (i32.and (local.get $t1) (i32.const -29)) (i32.const 65528)))
          (i64.rotr (local.get $n1) (local.get $n0))
        )
      )
    )
    (block $outer
      (block $body
        (br_table $outer $body
          (select
            (local.get $t1)
            (i32.const 201)
            (i64.ge_u (local.get $n2) (i64.const 5067285905912858023))
          )
        )
      )
      (local.set $p0 (f64.convert_i32_s (i32.const 65)))
      (local.set $p0 (call $leaf_0 (f64.load (i32.and (i32.const 44) (i32.const 32760)))))
    )
    (local.get $p0)
  )
  (func $stage_11 (param f64) (result f32)
    (local i32 i64 f32 i64 i64)
    (local.set 3 (f32.convert_i32_u (i32.load (i32.and (local.get 1) (i32.const 65528)))))
    (i64.store
      (i32.and
        (i32.load8_s offset=864 (i32.and (i32.wrap_i64 (local.get 5)) (i32.const 31744)))
        (i32.const 32760)
      )
      (i64.shr_u (i64.add (i64.const 201) (local.get 5)) (local.get 4))
    )
    (local.set 3 (f32.convert_i32_u (i32.add (local.get 1) (local.get 1))))
    (drop (i64.add (i64.sub (local.get 5) (local.get 2)) (local.get 5)))
    (local.set 0
      (f64.convert_i64_s (i64.load8_u (i32.and (i32.clz (local.get 1)) (i32.const 32760))))
    )
    (i32.store8 offset=792
      (i32.and (i32.or (local.get 1) (local.get 1)) (i32.const 64512))
      (i32.add (i32.const 214) (local.get 1))
    )
    (local.set 1 (i32.mul (i32.rotl (local.get 1) (local.get 1)) (i32.const 252)))
    (i32.store16
      (i32.and
        (i32.shr_s
          (i32.shl (i32.shr_s (i32.const 1636380067) (local.get 1)) (i32.const 86))
          (i32.div_u (local.get 1) (i32.const 1021))
        )
        (i32.const 65528)
      )
      (i32.or
        (i32.load8_u (i32.and (i32.wrap_i64 (local.get 2)) (i32.const 32760)))
        (select (local.get 1) (i32.const 143279169) (i32.lt_u (local.get 1) (i32.const 12)))
      )
    )
    (block
      (local.set 3
        (f32.load
          (i32.and
            (select
              (i32.load8_s (i32.and (i32.const 1136664543) (i32.const 32760)))
              (local.get 1)
              (i32.le_s
                (select
                  (local.get 1)
                  (local.get 1)
                  (i64.ne (i64.const -5265306630219705563) (local.get 4))
                )
                (i32.const 118)
              )
            )
            (i32.const 65528)
          )
        )
      )
      (local.set 1 (i32.ctz (local.get 1)))
      (br_if 0 (i64.gt_s (i64.load (i32.and (local.get 1) (i32.const 65528))) (local.get 4)))
      (i64.store32
        (i32.and (i32.rotr (local.get 1) (local.get 1)) (i32.const 65528))
        (i64.extend16_s (local.get 4))
      )
      (local.set 2 (i64.load16_s offset=968 (i32.and (i32.const 21) (i32.const 31744))))
    )
    (return (local.get 3))
  )
  (func $stage_5 (param $p0 i32)
    (local $a i32) (local $b i64) (local $t0 f32) (local $n0 i64)
    (local.set $a
      (i32.extend16_s (i32.rotl (i32.rotl (local.get $p0) (local.get $p0)) (i32.const 4194303)))
    )
    (local.set $b
      (i64.mul
        (i64.load offset=696 (i32.and (i32.const 102) (i32.const 64512)))
        (i64.const -8520593217343885333)
      )
    )
    (local.set $a
      (i32.add
        (i32.wrap_i64 (i64.mul (local.get $n0) (local.get $n0)))
        (i32.load16_u (i32.and (i32.const 536870911) (i32.const 65528)))
      )
    )
    (i64.store32
      (i32.and (i32.shr_u (local.get $p0) (i32.const -168079203)) (i32.const 32760))
      (i64.add (local.get $b) (local.get $n0))
    )
    (local.set $b
      (select
        (i64.load8_u (i32.and (i32.div_u (local.get $p0) (i32.const 4093)) (i32.const 32760)))
        (local.get $b)
        (i64.eq (i64.shr_u (i64.trunc_sat_f64_u (f64.const 772.0)) (local.get $n0)) (local.get $n0))
      )
    )
    (drop (i64.extend_i32_s (i32.ne (local.get $a) (i32.const 1226044443))))
    (block $outer
      (block $body
        (br_table $outer $body $body
          (select (i32.const 35) (i32.const 165) (i32.ge_u (local.get $a) (local.get $a)))
        )
      )
      (drop
        (call $leaf_9
          (i32.shr_u (local.get $p0) (i32.const -57))
          (i64.shr_s (local.get $n0) (i64.const 4161650913560403653))
        )
      )
    )
  )
  (func $stage_1 (param $p0 f64) (result f32)
    (local $a i32)
    (local $b i64)
    (local $t0 f64)
    (local $t1 f64)
    (local $t2 i32)
    (local $n0 i64)
    (local $n1 i64)
    (; spilled value ;)
    (block $outer
      (block $body
        (br_table $outer $body $body $body
          (i32.load16_u (i32.and (i32.const -15) (i32.const 32760)))
        )
      )
      (local.set $t0 (f64.convert_i32_u (local.get $t2)))
    )
    (i64.store32
      (i32.and (i32.rotl (local.get $a) (local.get $t2)) (i32.const 65528))
      (i64.add (local.get $n1) (local.get $n1))
    )
    (local.set $t1 (call $leaf_0 (f64.convert_i32_u (i32.const 0xba))))
    (local.set $t2 (i32.and (i32.xor (local.get $t2) (local.get $t2)) (i32.const -0x31)))
    (i32.store16 offset=368
      (i32.and
        (i32.mul
          (i32.or (i32.add (i32.const 1) (local.get $t2)) (local.get $a))
          (i64.le_s (i64.const 88) (local.get $b))
        )
        (i32.const 32256)
      )
      (i32.xor
        (i32.shl (i32.xor (i32.const -1669675881) (local.get $a)) (i32.const 4095))
        (i32.xor (local.get $a) (local.get $t2))
      )
    )
    (global.get $state_1)
  )
  (func $leaf_1 (result f32)
    (local $a i32) (local $b i64) (local $t0 i32) (local $t1 f32) (local $t2 i64) (local $t3 f32) (local $n0 i64) (local $n1 i64) (local $n2 i64)
    (i64.store16
      (i32.and
        (i32.wrap_i64 (i64.xor (i64.extend8_s (local.get $b)) (local.get $b)))
        (i32.const 32760)
      )
      (i64.mul
        (select
          (i64.xor (i64.const -14) (local.get $n0))
          (i64.const 35184372088831)
          (i64.ge_u (i64.mul (local.get $n0) (i64.const 248)) (local.get $n2))
        )
        (i64.mul (i64.const 5686907335284651881) (local.get $n1))
      )
    )
    (local.set $t1
      (f32.sub
        (f32.add (f32.min (local.get $t3) (f32.const -460.25)) (local.get $t1))
        (local.get $t3)
      )
    )
    (return (global.get $state_1))
  )
  (func $leaf_3 (type $signature_1)
    (local i32 i64 f32 i64 i64 i64)
    (global.set 0 (f32.min (f32.add (local.get 3) (local.get 3)) (local.get 3)))
    (i32.store offset=976
      (i32.and (i32.trunc_sat_f64_u (f64.sub (local.get 0) (local.get 0))) (i32.const 64512))
      (i32.shl (i64.eq (local.get 4) (local.get 6)) (i32.const 16777215))
    )
    (if
      (i32.eqz (i32.trunc_sat_f64_u (f64.trunc (local.get 0))))
      (then
        (i64.store
          (i32.and
            (i32.shl (i32.mul (local.get 1) (i32.const 0x651cddf7)) (local.get 1))
            (i32.const 0xfff8)
          )
          (i64.sub (i64.xor (local.get 4) (local.get 5)) (local.get 4))
        )
        (local.set 3 (f32.abs (f32.sub (local.get 3) (global.get 0))))
      )
      (else
        (if
          (i64.eqz (i64.trunc_sat_f32_u (f32.convert_i64_s (local.get 2))))
          (then
            (global.set 0
              (f32.convert_i64_u (i64.xor (i64.const 1023) (i64.const -0x76aaa8089bf1b8bf)))
            )
          )
        )
      )
    )
    (f64.const 173.6875)
  )
  (func $leaf_12 (result f32)
    (local $a i32)
    (local $b i64)
    (local $n0 i64)
    (local.set $b (i64.trunc_sat_f32_s (global.get $state_1)))
    (local.set $a (i32.load16_u (i32.and (local.get $a) (i32.const 0x7ff8))))
    (; not reached from _start ;)
    (local.set $a
      (i32.add
        (local.tee $a (i32.xor (i32.rotl (local.get $a) (local.get $a)) (local.get $a)))
        (i32.load8_s (i32.and (local.get $a) (i32.const 65528)))
      )
    )
    (local.set $b
      (select
        (i64.trunc_sat_f64_u (f64.const 154.0625))
        (local.get $b)
        (i64.le_s (i64.add (local.get $b) (local.get $b)) (local.get $n0))
      )
    )
    (local.set $a (i32.div_u (i32.const 36) (i32.const 4093)))
    (i64.store offset=360
      (i32.and (i32.wrap_i64 (i64.const -0x8)) (i32.const 32256))
      (i64.rotl (local.get $n0) (local.get $n0))
    )
    (drop (i64.shr_u (i64.extend_i32_s (local.get $a)) (i64.const -0x3e0be221ab87c8b)))
    (global.get $state_0)
  )
  (func $leaf_9 (type $signature_3) (param $p0 i32) (param $p1 i64) (result f64)
    (local $a i32) (local $b i64) (local $n0 i64)
    (if
      (i64.eqz (i64.rotr (i64.add (local.get $b) (i64.const 0x49)) (local.get $b)))
      (then
        (local.set $p1
          (i64.xor
            (i64.shl
              (select
                (i64.load32_u (i32.and (local.get $p0) (i32.const 0xfff8)))
                (local.get $n0)
                (i32.gt_s (i32.xor (local.get $p0) (i32.const 8388607)) (local.get $p0))
              )
              (i64.rotl (local.get $b) (i64.const 241))
            )
            (i64.sub (i64.rotr (local.get $b) (local.get $n0)) (local.get $n0))
          )
        )
      )
      (else
        (drop (i64.xor (i64.add (local.get $p1) (local.get $n0)) (i64.const 98)))
      )
    )
    (local.set $p1
      (i64.load
        (i32.and
          (i32.rotl
            (i32.shl (i32.trunc_sat_f32_u (f32.const -1854.0)) (i32.const 1434579523))
            (i32.trunc_sat_f32_s (f32.const -160.875))
          )
          (i32.const 0xfff8)
        )
      )
    )
    (global.get $state_2)
  )
  (func $stage_6 (type $signature_8) (param $p0 f64)
    (local $a i32)
    (local $b i64)
    (local $t0 i32)
    (local $n0 i64)
    (local $n1 i64)
    (local $n2 i64)
    (if
      (i32.eqz
        (i32.wrap_i64 (i64.load offset=88 (i32.and (i32.const -1941177089) (i32.const 65408))))
      )
      (then
        (drop (i64.load32_u (i32.and (i32.rem_u (local.get $t0) (i32.const 3)) (i32.const 65528))))
        (local.set $t0
          (i32.add
            (local.tee $t0
              (i32.load8_u offset=360
                (i32.and
                  (i32.load (i32.and (i32.const 1466348021) (i32.const 32760)))
                  (i32.const 32256)
                )
              )
            )
            (i32.xor (local.get $a) (local.get $t0))
          )
        )
      )
    )
    (i64.store16 offset=840
      (i32.and
        (i32.rem_u (i32.extend16_s (i32.wrap_i64 (local.get $n1))) (i32.const 3))
        (i32.const 64512)
      )
      (i64.extend_i32_u
        (i32.load (i32.and (i32.div_u (i32.const 236) (i32.const 3)) (i32.const 65528)))
      )
    )
    (i32.store8
      (i32.and (i32.wrap_i64 (i64.or (local.get $n0) (local.get $b))) (i32.const 32760))
      (i32.add (i32.lt_u (i32.const 211) (local.get $a)) (local.get $t0))
    )
    (local.set $p0 (f64.sub (f64.min (f64.const -960.0) (local.get $p0)) (local.get $p0)))
    (local.set $t0
      (i32.load8_s
        (i32.and
          (i32.load offset=464 (i32.and (i32.const 225) (i32.const 65024)))
          (i32.const 65528)
        )
      )
    )
    (global.set $state_1 (f32.convert_i64_u (i64.shr_s (local.get $b) (local.get $n1))))
    (local.set $t0
      (i32.shl
        (i32.eqz (i32.rotl (i32.ctz (i32.const -47)) (local.get $a)))
        (i32.shr_u (i32.shr_u (i32.const 1916035343) (local.get $a)) (local.get $t0))
      )
    )
  )
  (func $leaf_8 (type $signature_4) (result i32)
    (local $a i32)
    (local $b i64)
    (local $t0 f32)
    (local $t1 f32)
    (local $t2 f32)
    (local $t3 i64)
    (local $n0 i64)
    (local $n1 i64)
    (local $n2 i64)
    (local.set $a
      (if (result i32)
        (i32.eq
          (i32.add (i32.rotl (local.get $a) (local.get $a)) (local.get $a))
          (i32.const 1823098727)
        )
        (then
          (i32.load8_u offset=232
            (i32.and (i32.and (i32.const -122084139) (i32.const -1415806471)) (i32.const 32512))
          )
        )
        (else
          (i32.shl
            (i32.load16_u offset=584 (i32.and (local.get $a) (i32.const 31744)))
            (i32.const -1961082071)
          )
        )
      )
    )
    (global.set $state_1 (f32.min (f32.mul (local.get $t0) (f32.const -3455.0)) (local.get $t0)))
    (block $again
      (local.set $n2 (i64.const 21))
      (loop $body
        (local.set $a
          (i32.add
            (local.tee $a
              (i32.shl (i32.sub (i32.const 674576393) (local.get $a)) (i32.const -318791675))
            )
            (i32.div_u (local.get $a) (i32.const 1021))
          )
        )
        (block $outer
          (local.set $b
            (i64.trunc_sat_f32_s
              (f32.convert_i32_u
                (select
                  (i32.trunc_sat_f32_u (local.get $t1))
                  (local.get $a)
                  (i32.ge_u
                    (i32.rotl (i32.const 1550308231) (i32.const -1550524987))
                    (i32.const 16383)
                  )
                )
              )
            )
          )
          (local.set $a (i32.ge_u (i32.rotl (local.get $a) (local.get $a)) (local.get $a)))
          (br_if $outer (i32.eqz (i32.add (i32.const -43) (local.get $a))))
          (local.set $a
            (i32.mul
              (select
                (i32.trunc_sat_f64_s (f64.convert_i64_s (local.get $n1)))
                (i32.const 17)
                (i32.eqz (i32.ne (i32.div_u (local.get $a) (i32.const 1021)) (local.get $a)))
              )
              (i32.xor (i32.mul (i32.const 186) (local.get $a)) (i32.const 114))
            )
          )
          (local.set $t1 (f32.load (i32.and (local.get $a) (i32.const 65528))))
        )
        (i32.store16
          (i32.and
            (i32.or
              (i32.shr_u (i32.popcnt (i32.const 8191)) (i32.const 1073741823))
              (i32.or (local.get $a) (local.get $a))
            )
            (i32.const 65528)
          )
          (i32.xor
            (i32.shr_s (i32.add (local.get $a) (local.get $a)) (local.get $a))
            (i32.extend8_s (local.get $a))
          )
        )
        (block $skip
          (i64.store
            (i32.and
              (i32.wrap_i64 (i64.load32_u (i32.and (local.get $a) (i32.const 32760))))
              (i32.const 65528)
            )
            (i64.extend_i32_u
              (select
                (local.get $a)
                (local.get $a)
                (i64.eq (local.get $b) (i64.const 7546907255951152743))
              )
            )
          )
          (br_if $skip (i64.lt_u (i64.rem_u (i64.const 221) (i64.const 4093)) (local.get $n0)))
          (local.set $a
            (i32.add
              (local.tee $a (i32.mul (i32.extend8_s (local.get $a)) (local.get $a)))
              (i32.and (i32.const 240) (local.get $a))
            )
          )
        )
        (br_if $body (i64.ne (local.tee $n2 (i64.sub (local.get $n2) (i64.const 1))) (i64.const 0)))
      )
    )
    (local.get $a)
  )
  (func $leaf_2 (param i32)
    (local i32 i64 f64 f32 f32 i64)
    (i32.store offset=1000
      (i32.and (i32.xor (i64.ge_u (local.get 6) (local.get 6)) (local.get 1)) (i32.const 64512))
      (i32.shl (i32.load8_s (i32.and (local.get 1) (i32.const 32760))) (local.get 0))
    )
    (local.set 1
      (i32.add
        (local.tee 1
          (i32.add (i32.load8_s (i32.and (local.get 1) (i32.const 65528))) (local.get 1))
        )
        (i32.xor (i32.const 419857927) (i32.const 157))
      )
    )
    (global.set 1 (f32.sqrt (f32.add (local.get 4) (global.get 0))))
    (block
      (block
        (br_table 1 0 0 1 (i32.and (local.get 1) (i32.const 1023)))
      )
      (block
        (i32.store16
          (i32.and
            (i32.or
              (i32.rotr
                (select
                  (i32.const 3)
                  (i32.const -1601451525)
                  (i64.ge_u (i64.const 68719476735) (local.get 6))
                )
                (local.get 0)
              )
              (i32.rotr (i32.const 165) (local.get 1))
            )
            (i32.const 32760)
          )
          (i32.rem_u (i32.and (i32.wrap_i64 (local.get 6)) (i32.const 1048575)) (i32.const 65521))
        )
        (local.set 4
          (f32.convert_i32_u (i32.rotl (i32.extend16_s (i32.const 32767)) (local.get 1)))
        )
        (br_if 0 (i64.gt_s (i64.xor (local.get 6) (i64.const 3)) (local.get 6)))
        (global.set 1 (f32.min (f32.convert_i32_u (local.get 1)) (local.get 4)))
        (local.set 3
          (f64.min (f64.sub (f64.min (local.get 3) (local.get 3)) (local.get 3)) (local.get 3))
        )
      )
      (block
        (block
          (br_table 0 1 0 1 (i32.div_u (i32.const 134217727) (i32.const 4093)))
        )
        (i64.store
          (i32.and (i32.shr_u (i32.or (local.get 1) (local.get 0)) (local.get 0)) (i32.const 32760))
          (i64.add (i64.ctz (local.get 6)) (local.get 6))
        )
        (block
          (i32.store16 offset=824
            (i32.and (i32.sub (i32.const 174) (local.get 1)) (i32.const 64512))
            (i32.rotl (i32.const 31) (local.get 1))
          )
          (br_if 0 (i64.gt_s (i64.load (i32.and (i32.const -22) (i32.const 65528))) (local.get 2)))
          (i64.store32 offset=664
            (i32.and
              (select (local.get 1) (local.get 1) (i32.ne (local.get 0) (local.get 0)))
              (i32.const 31744)
            )
            (i64.load (i32.and (local.get 0) (i32.const 32760)))
          )
        )
      )
    )
  )
  (func $leaf_6 (type $signature_8) (param $p0 f64)
    (local $a i32)
    (local $b i64)
    (local $t0 f64)
    (local $n0 i64)
    (local $n1 i64)
    (if
      (i64.ge_u
        (i64.shl (i64.rotl (local.get $n1) (i64.const 576_460_752_303_423_487)) (local.get $n0))
        (local.get $b)
      )
      (then
        (local.set $a (i32.mul (i32.add (i32.const 63) (local.get $a)) (local.get $a)))
        (drop (i64.extend_i32_u (i32.mul (i32.const 16777215) (local.get $a))))
      )
      (else
        (local.set $a (i32.wrap_i64 (local.get $n0)))
      )
    )
    (i32.store16
      (i32.and (i32.and (i32.const 197) (local.get $a)) (i32.const 32760))
      (i32.wrap_i64 (local.get $b))
    )
    (local.set $t0
      (f64.load
        (i32.and
          (i32.wrap_i64 (i64.load8_u offset=424 (i32.and (local.get $a) (i32.const 65024))))
          (i32.const 32760)
        )
      )
    )
    (; says "end" here ;)
    (local.set $p0 (f64.mul (global.get $state_2) (local.get $p0)))
    (local.set $b (i64.rotr (local.get $n0) (local.get $b)))
    (local.set $a
      (i32.extend16_s (i32.rotr (i32.shr_u (local.get $a) (i32.const -86874109)) (i32.const -23)))
    )
    (local.set $a (i32.shl (local.get $a) (local.get $a)))
    (; odd constant, full period (; odd constant, full period ;) ;)
    (block $body
      (local.set $p0 (f64.convert_i64_u (i64.xor (local.get $n1) (local.get $b))))
      (local.set $t0
        (f64.sub
          (f64.mul
            (f64.sub (f64.max (f64.const 2755.0) (local.get $p0)) (global.get $state_2))
            (local.get $p0)
          )
          (local.get $t0)
        )
      )
      (br_if $body (i32.gt_s (i32.xor (local.get $a) (local.get $a)) (local.get $a)))
      (i64.store
        (i32.and (i32.rem_u (local.get $a) (i32.const 1021)) (i32.const 32760))
        (i64.add (i64.const 143) (i64.const -57))
      )
      (if
        (i32.const 0)
        (then
          (unreachable)
        )
      )
    )
  )
  (func $stage_0 (param $p0 i32)
    (local $a i32)
    (local $b i64)
    (local $t0 f64)
    (local $t1 i64)
    (local $n0 i64)
    (local $n1 i64)
    (local $n2 i64)
    (i64.store32 offset=968
      (i32.and (i32.mul (local.get $p0) (i32.const 116)) (i32.const 31744))
      (i64.extend_i32_s (local.get $a))
    )
    (local.set $p0 (i32.clz (local.get $p0)))
    (local.set $t1
      (i64.shr_s
        (i64.xor
          (i64.shr_u (i64.extend16_s (local.get $t1)) (i64.const -272123997882044703))
          (i64.sub (local.get $b) (local.get $n0))
        )
        (i64.or
          (select (local.get $b) (local.get $n2) (i32.eq (local.get $p0) (local.get $a)))
          (local.get $b)
        )
      )
    )
    (local.set $b
      (i64.load8_u
        (i32.and
          (i32.wrap_i64 (i64.load16_s (i32.and (local.get $p0) (i32.const 65528))))
          (i32.const 32760)
        )
      )
    )
    (local.set $p0
      (if (result i32)
        (i64.lt_u
          (i64.shr_s (i64.load16_s (i32.and (local.get $p0) (i32.const 65528))) (local.get $n1))
          (i64.const 70368744177663)
        )
        (then
          (i32.shr_u (i32.rotr (local.get $p0) (local.get $p0)) (i32.const 1048575))
        )
        (else
          (i32.and (i32.xor (local.get $p0) (i32.const 226)) (local.get $a))
        )
      )
    )
    (nop)
    (block $body
      (local.set $t0
        (f64.mul
          (f64.sub
            (f64.add
              (f64.load offset=328 (i32.and (local.get $a) (i32.const 32256)))
              (local.get $t0)
            )
            (local.get $t0)
          )
          (local.get $t0)
        )
      )
      ;; odd constant, full period
      (local.set $a
        (i32.wrap_i64
          (i64.extend_i32_s
            (i32.trunc_sat_f64_s (f64.load offset=48 (i32.and (local.get $a) (i32.const 65472))))
          )
        )
      )
      (br_if $body (i64.eq (i64.rotr (local.get $n1) (local.get $n2)) (local.get $b)))
      (i64.store16
        (i32.and
          (i32.extend8_s (i32.mul (i32.and (local.get $a) (local.get $p0)) (local.get $p0)))
          (i32.const 32760)
        )
        (i64.load16_s
          (i32.and
            (i32.shl (i32.xor (i32.const 1528981439) (i32.const 57)) (local.get $a))
            (i32.const 65528)
          )
        )
      )
    )
  )
  (func $stage_12 (type $signature_8) (param $p0 f64)
    (local $a i32)
    (local $b i64)
    (local $n0 i64)
    (local $n1 i64)
    (local.set $a
      (i32.rem_u (i64.ne (i64.rotr (local.get $n1) (local.get $n0)) (local.get $b)) (i32.const 97))
    )
    (local.set $a
      (if (result i32)
        (i32.eqz (i32.extend16_s (i32.or (local.get $a) (i32.const 63))))
        (then
          (i32.load16_u offset=272
            (i32.and
              (select (local.get $a) (local.get $a) (i64.gt_s (local.get $n0) (local.get $b)))
              (i32.const 0x7e00)
            )
          )
        )
        (else
          (i32.or (i32.extend16_s (local.get $a)) (local.get $a))
        )
      )
    )
    (local.set $b (i64.clz (local.get $b)))
    (i64.store16 offset=800
      (i32.and
        (i32.or
          (i32.load16_u offset=512
            (i32.and (i32.or (i32.const 0x65) (local.get $a)) (i32.const 64512))
          )
          (i64.lt_u (i64.const 0x7) (local.get $n0))
        )
        (i32.const 64512)
      )
      (i64.and
        (i64.ctz (i64.or (local.get $b) (local.get $n1)))
        (i64.sub (i64.const 0x71) (local.get $n1))
      )
    )
    (local.set $b
      (i64.extend8_s
        (i64.or
          (i64.sub (i64.shr_s (local.get $n1) (local.get $b)) (local.get $b))
          (i64.shr_u (local.get $n1) (local.get $b))
        )
      )
    )
    (block $body
      (i64.store offset=408
        (i32.and (i32.rotl (local.get $a) (local.get $a)) (i32.const 0xfe00))
        (i64.extend_i32_s (i32.const 116))
      )
      (br_if $body
        (i64.ne (i64.shl (i64.const 197) (i64.const -0x203dbb70eac20173)) (local.get $n1))
      )
      (i32.store8
        (i32.and
          (i32.load8_s
            (i32.and
              (i32.mul (i32.add (local.get $a) (local.get $a)) (local.get $a))
              (i32.const 0x7ff8)
            )
          )
          (i32.const 32760)
        )
        (i32.div_u
          (i32.trunc_sat_f64_s (f64.min (local.get $p0) (f64.const -1474.0)))
          (i32.const 97)
        )
      )
    )
  )
  (func $leaf_11 (param $p0 i64) (param $p1 f32) (param $p2 i64) (result i32)
    (local $a i32) (local $b i64) (local $t0 i32) (local $n0 i64) (local $n1 i64)
    (i32.store16
      (i32.and (i32.add (i32.const 169) (i32.const 224)) (i32.const 32760))
      (i32.xor (i32.const 3) (i32.const 245))
    )
    (global.set $state_1 (f32.convert_i32_s (i32.and (local.get $a) (local.get $t0))))
    (block $body
      (local.set $p0
        (i64.rotr
          (i64.clz (i64.rotl (local.get $n1) (local.get $n0)))
          (i64.extend_i32_s (i32.const 68))
        )
      )
      (br_if $body (i64.gt_s (i64.add (local.get $p0) (local.get $b)) (local.get $b)))
      (i64.store16 offset=904
        (i32.and (i32.rem_u (local.get $a) (i32.const 65521)) (i32.const 64512))
        (i64.mul (local.get $b) (local.get $n0))
      )
      (local.set $a
        (i32.shl
          (i32.clz (i32.shr_u (local.get $a) (local.get $a)))
          (i32.sub (local.get $a) (local.get $t0))
        )
      )
    )
    (i32.const -384960871)
  )
  (func $leaf_5 (param $p0 i32)
    (local $a i32)
    (local $b i64)
    (local $t0 f64)
    (local $t1 f64)
    (local $t2 i64)
    (local $t3 i32)
    (local $n0 i64)
    (local $n1 i64)
    (local $n2 i64)
    (local.set $p0
      (i32.shl
        (i32.rotl
          (i32.shr_s (i32.and (local.get $t3) (i32.const 77)) (local.get $t3))
          (i32.and (local.get $t3) (local.get $t3))
        )
        (i32.and (i32.shl (i32.const 32767) (i32.const 1048575)) (local.get $t3))
      )
    )
    (local.set $t3
      (i32.add
        (local.tee $p0 (i32.sub (i32.clz (i32.const 201)) (i32.const -15)))
        (i32.eqz (i32.const 175681383))
      )
    )
    (local.set $t3
      (i32.ge_u
        (i32.load16_u
          (i32.and
            (i32.load8_s offset=680 (i32.and (local.get $p0) (i32.const 31744)))
            (i32.const 65528)
          )
        )
        (i32.const 16)
      )
    )
  )
  (func $mix (param $x i32) (param $y i32) (result i32)
    (i32.add (i32.add (local.get $x) (local.get $y)) (i32.const 241404515))
  )
  (func $leaf_0 (param f64) (result f64)
    (local i32 i64 i32 f64 i32 i64 i64)
    (local.set 0 (f64.min (f64.load (i32.and (local.get 1) (i32.const 0x7ff8))) (local.get 4)))
    (i32.store
      (i32.and (i32.load (i32.and (i32.clz (local.get 3)) (i32.const 32760))) (i32.const 32760))
      (i32.ge_u (i32.and (i32.const -1407438839) (local.get 1)) (local.get 3))
    )
    (i64.store32 offset=408
      (i32.and (i32.sub (i32.trunc_sat_f32_s (f32.const -556.0)) (local.get 5)) (i32.const 0x7e00))
      (select
        (select (local.get 7) (i64.const 14) (i32.gt_s (local.get 3) (i32.const 0x7ff)))
        (local.get 2)
        (i64.gt_s (i64.rotl (local.get 7) (local.get 2)) (local.get 7))
      )
    )
    (i32.store16 offset=152
      (i32.and
        (i64.le_s
          (i64.rotr (i64.load offset=592 (i32.and (local.get 5) (i32.const 31744))) (i64.const 86))
          (local.get 2)
        )
        (i32.const 32512)
      )
      (i32.and
        (select
          (i32.lt_u (local.get 1) (local.get 3))
          (local.get 3)
          (i64.lt_u (i64.shl (i64.const -2137898063823662407) (i64.const 115)) (local.get 2))
        )
        (i32.add (local.get 5) (i32.const 1023))
      )
    )
    (block
      (local.set 3
        (i32.or
          (i32.shr_u (i32.xor (local.get 3) (local.get 5)) (local.get 3))
          (i32.trunc_sat_f64_u (global.get 2))
        )
      )
      (global.set 0 (f32.add (f32.abs (f32.const -319.625)) (f32.const 378.75)))
      (br_if 0 (i32.ne (i32.add (i32.const 144) (i32.const 63)) (local.get 5)))
      ;; keeps the accumulator alive
      (local.set 4 (f64.convert_i32_u (local.get 1)))
      (local.set 5 (i32.shr_u (local.get 3) (i32.const -0x23d63ac1)))
    )
    (return (local.get 4))
  )
  (func $stage_9 (type $signature_8) (param $p0 f64)
    (local $a i32) (local $b i64) (local $t0 f32) (local $t1 i32) (local $t2 i32) (local $t3 i32) (local $n0 i64) (local $n1 i64)
    (local.set $t0 (f32.sqrt (f32.mul (f32.mul (local.get $t0) (local.get $t0)) (local.get $t0))))
    (local.set $p0 (call $leaf_0 (f64.sub (local.get $p0) (local.get $p0))))
    (global.set $state_2
      (f64.load (i32.and (i32.xor (i32.const -15) (local.get $t2)) (i32.const 32760)))
    )
    (nop)
    (local.set $t2 (i32.rem_u (i32.div_u (i32.const 131071) (i32.const 3)) (i32.const 7)))
    (local.set $a
      (i32.add
        (local.tee $t3
          (i32.div_u
            (select (local.get $t1) (i32.const 2047) (i64.le_s (i64.const 188) (local.get $n1)))
            (i32.const 3)
          )
        )
        (i32.shr_u (local.get $t1) (i32.const -1408283497))
      )
    )
    (local.set $t1
      (i32.load16_u offset=568
        (i32.and
          (i32.load8_u
            (i32.and
              (i32.or (i32.shl (local.get $t3) (local.get $t3)) (local.get $t1))
              (i32.const 65528)
            )
          )
          (i32.const 64512)
        )
      )
    )
    (local.set $t1
      (i32.or
        (i32.shr_u (i32.clz (i32.wrap_i64 (local.get $n0))) (i32.wrap_i64 (local.get $b)))
        (i32.add (i32.div_u (local.get $a) (i32.const 7)) (local.get $t3))
      )
    )
    (block $body
      (if
        (i64.eqz
          (i64.xor
            (select (i64.const -2906953471839549533) (i64.const 69) (i32.eqz (i32.const 32)))
            (local.get $b)
          )
        )
        (then
          (if
            (i64.lt_u
              (i64.shr_u (i64.extend8_s (local.get $n0)) (local.get $n1))
              (i64.const 4616009369688784317)
            )
            (then
              (local.set $t0 (call $leaf_1))
            )
            (else
              (local.set $b
                (i64.rotl
                  (i64.add
                    (i64.add (i64.extend_i32_s (local.get $a)) (i64.const -4594556866434566767))
                    (i64.rem_u (local.get $b) (i64.const 65521))
                  )
                  (i64.rotr (i64.shr_s (local.get $n1) (local.get $n1)) (i64.const 125))
                )
              )
            )
          )
          (if
            (i64.lt_u
              (i64.load32_u
                (i32.and (i32.shr_s (i32.const 16777215) (local.get $t3)) (i32.const 32760))
              )
              (local.get $n0)
            )
            (then
              (call_indirect (type $signature_6)
                (i32.div_u (i32.const 201) (i32.const 3))
                (i32.const 2)
              )
              (i32.store16 offset=704
                (i32.and (i32.shl (i32.const 63001675) (i32.const 85)) (i32.const 31744))
                (select (local.get $a) (local.get $t1) (i64.eq (local.get $n1) (local.get $b)))
              )
            )
            (else
              (local.set $t1
                (call $leaf_11
                  (i64.add (local.get $n0) (i64.const 5992512486255889763))
                  (f32.load offset=928 (i32.and (local.get $t1) (i32.const 64512)))
                  (i64.and (local.get $n0) (i64.const 17592186044415))
                )
              )
            )
          )
        )
      )
      (br_if $body (i64.gt_s (i64.and (local.get $b) (local.get $b)) (i64.const -24)))
      (local.set $t0 (f32.mul (f32.min (f32.const 821.0) (local.get $t0)) (local.get $t0)))
    )
  )
  (func $leaf_4 (result f32)
    (local $a i32)
    (local $b i64)
    (local $t0 i32)
    (local $t1 f64)
    (local $n0 i64)
    (local $n1 i64)
    (i32.store16
      (i32.and (i32.add (i32.xor (i32.const -30) (local.get $a)) (local.get $a)) (i32.const 65528))
      (i32.load
        (i32.and (select (local.get $a) (local.get $a) (i32.eqz (i32.const 128))) (i32.const 32760))
      )
    )
    (local.set $t0
      (i32.or
        (i32.wrap_i64 (i64.extend16_s (i64.add (i64.const 218) (local.get $n0))))
        (i32.trunc_sat_f32_u (f32.load offset=352 (i32.and (i32.const -4) (i32.const 65024))))
      )
    )
    (local.set $t1 (f64.convert_i32_s (i32.add (i32.const 143) (i32.const 1647872067))))
    (local.set $b
      (i64.load32_u
        (i32.and
          (i32.add (i32.add (i32.const 33554431) (i32.const 74)) (i32.const 134))
          (i32.const 32760)
        )
      )
    )
    (block $body
      (local.set $b
        (i64.rotl
          (i64.extend_i32_s (i32.wrap_i64 (i64.mul (local.get $b) (i64.const 65535))))
          (i64.add (i64.extend16_s (local.get $b)) (local.get $n1))
        )
      )
      (local.set $t0
        (i32.sub (i32.load offset=104 (i32.and (local.get $t0) (i32.const 32640))) (i32.const 31))
      )
      (br_if $body (i32.le_s (i32.shr_u (local.get $t0) (local.get $a)) (local.get $t0)))
      (i64.store32
        (i32.and (i32.shl (local.get $a) (local.get $a)) (i32.const 32760))
        (i64.shl (i64.const -4) (i64.const 2223629544343960941))
      )
      (block $skip
        (block $outer
          (br_table $skip $outer $outer (i32.xor (local.get $a) (local.get $a)))
        )
        (i64.store32 offset=680
          (i32.and
            (i64.eqz
              (i64.ctz (i64.xor (i64.const -4407862843419677821) (i64.const -6533819531344807909)))
            )
            (i32.const 31744)
          )
          (i64.rotl
            (i64.or (i64.extend_i32_s (i32.const 968967571)) (local.get $n0))
            (i64.extend_i32_u (local.get $t0))
          )
        )
      )
    )
    (f32.const 578.5)
  )
  (func $stage_7 (param $p0 f32) (param $p1 f64) (param $p2 f64) (result f64)
    (local $a i32)
    (local $b i64)
    (local $t0 i64)
    (local $t1 i64)
    (local $n0 i64)
    (if
      (i32.ge_u
        (i32.xor (i32.add (local.get $a) (i32.const 240)) (local.get $a))
        (i32.const -1290646915)
      )
      (then
        (local.set $a
          (if (result i32)
            (i64.le_s
              (i64.shr_u (i64.xor (local.get $n0) (local.get $n0)) (i64.const -2))
              (local.get $n0)
            )
            (then
              (i32.extend8_s (i32.xor (local.get $a) (local.get $a)))
            )
            (else
              (i32.xor (i32.trunc_sat_f32_u (local.get $p0)) (i32.const 113))
            )
          )
        )
      )
      (else
        (if
          (i32.lt_u
            (select
              (i32.xor (local.get $a) (i32.const 303185671))
              (i32.const -62)
              (i32.lt_u (i32.xor (local.get $a) (local.get $a)) (i32.const -296777531))
            )
            (local.get $a)
          )
          (then
            (local.set $a
              (i32.add
                (local.tee $a (i32.and (i32.wrap_i64 (local.get $t0)) (local.get $a)))
                (select
                  (local.get $a)
                  (i32.const -27)
                  (i64.le_s (local.get $t1) (i64.const 8589934591))
                )
              )
            )
            (local.set $b
              (i64.or
                (i64.xor (i64.rotr (local.get $t0) (local.get $n0)) (local.get $t1))
                (i64.add (local.get $n0) (local.get $n0))
              )
            )
          )
          (else
            (block $body
              (local.set $b
                (i64.extend_i32_s (i32.and (i32.extend8_s (i32.const 150)) (i32.const 2107227725)))
              )
              (br_if $body (i64.lt_u (i64.sub (local.get $t1) (local.get $b)) (local.get $t0)))
              (local.set $p2
                (f64.convert_i64_s
                  (i64.shr_s
                    (i64.clz (i64.shl (local.get $t0) (local.get $b)))
                    (i64.rem_u (local.get $t1) (i64.const 97))
                  )
                )
              )
            )
            (local.set $p2 (f64.max (f64.const -2484.0) (local.get $p2)))
          )
        )
      )
    )
    (global.get $state_2)
  )
  (func $leaf_7 (type $signature_2) (param $p0 f32) (param $p1 f64) (param $p2 f64) (result f64)
    (local $a i32)
    (local $b i64)
    (local $n0 i64)
    (local $n1 i64)
    (local $n2 i64)
    (i64.store16
      (i32.and (i32.rem_u (i32.popcnt (local.get $a)) (i32.const 3)) (i32.const 65528))
      (i64.extend8_s (i64.shr_u (i64.const 138) (local.get $n1)))
    )
    (local.set $p0 (f32.convert_i64_u (local.get $b)))
    (local.set $p2 (f64.min (f64.max (local.get $p2) (local.get $p2)) (f64.const -462.625)))
    (global.set $state_0 (f32.convert_i64_s (i64.or (local.get $n0) (local.get $n1))))
    (global.set $state_1
      (f32.convert_i64_u (i64.shr_s (i64.const 86) (i64.const 7522173619280294877)))
    )
    (block $body
      (local.set $a
        (if (result i32)
          (i32.le_s
            (i32.load8_u (i32.and (i32.add (local.get $a) (local.get $a)) (i32.const 32760)))
            (local.get $a)
          )
          (then
            (i32.xor (i32.rotl (local.get $a) (local.get $a)) (local.get $a))
          )
          (else
            (i32.load16_u
              (i32.and (i32.shr_s (i32.const 67108863) (local.get $a)) (i32.const 32760))
            )
          )
        )
      )
      (br_if $body
        (i32.ge_u (i32.load8_s (i32.and (local.get $a) (i32.const 32760))) (local.get $a))
      )
      (local.set $b
        (i64.extend_i32_s
          (i32.load
            (i32.and
              (i32.load16_u (i32.and (i32.eqz (local.get $a)) (i32.const 32760)))
              (i32.const 65528)
            )
          )
        )
      )
      (local.set $a (i32.and (local.get $a) (local.get $a)))
    )
    (return (local.get $p2))
  )
  (func $leaf_10 (param $p0 i32) (param $p1 i64) (result f64)
    (local $a i32) (local $b i64) (local $t0 f32) (local $n0 i64) (local $n1 i64)
    (if
      (i32.const 0)
      (then
        (unreachable)
      )
    )
    (local.set $b
      (i64.load32_u
        (i32.and
          (i32.div_u
            (i32.and (i32.xor (local.get $p0) (local.get $p0)) (local.get $a))
            (i32.const 97)
          )
          (i32.const 65528)
        )
      )
    )
    (local.set $p0
      (i32.add (i32.load8_u (i32.and (local.get $p0) (i32.const 65528))) (local.get $p0))
    )
    (global.set $state_1 (f32.min (f32.convert_i32_u (i32.const -41)) (local.get $t0)))
    (global.set $state_0
      (f32.load
        (i32.and (i32.load16_u (i32.and (local.get $p0) (i32.const 65528))) (i32.const 65528))
      )
    )
    (if
      (i64.le_s (i64.sub (i64.extend_i32_s (i32.const 1048575)) (local.get $n0)) (local.get $n1))
      (then
        (global.set $state_0 (f32.convert_i32_u (i32.gt_s (i32.const -528205615) (local.get $p0))))
        (local.set $a
          (i32.and
            (i32.div_u (i32.rotr (i32.const 129) (local.get $p0)) (i32.const 3))
            (select (i32.const 71) (local.get $p0) (i64.eqz (local.get $p1)))
          )
        )
      )
      (else
        (i32.store16
          (i32.and (i32.rem_u (local.get $a) (i32.const 3)) (i32.const 32760))
          (i32.shl (local.get $p0) (local.get $a))
        )
      )
    )
    (global.get $state_2)
  )
  (func $stage_10 (param $p0 f64) (result f64)
    (local $a i32)
    (local $b i64)
    (local $n0 i64)
    (local $n1 i64)
    (block $skip
      (local.set $n1 (i64.const 3))
      (loop $body
        (block $outer
          (local.set $a
            (i32.add
              (local.tee $a
                (i32.load (i32.and (i32.and (local.get $a) (i32.const 16383)) (i32.const 65528)))
              )
              (i32.eq (i32.const 4095) (local.get $a))
            )
          )
          (br_if $outer (i64.ne (i64.trunc_sat_f32_s (f32.const 252.0)) (i64.const 130)))
          (local.set $a
            (if (result i32)
              (i32.ge_u
                (i32.add (i32.shr_u (local.get $a) (local.get $a)) (local.get $a))
                (i32.const 940256053)
              )
              (then
                (i32.and (i32.sub (local.get $a) (local.get $a)) (local.get $a))
              )
              (else
                (i32.load16_u offset=336
                  (i32.and (i32.mul (local.get $a) (local.get $a)) (i32.const 65024))
                )
              )
            )
          )
        )
        (local.set $a
          (i32.add
            (local.tee $a (i32.and (i32.and (local.get $a) (local.get $a)) (local.get $a)))
            (i32.load8_s (i32.and (local.get $a) (i32.const 65528)))
          )
        )
        (br_if $body (i64.ne (local.tee $n1 (i64.sub (local.get $n1) (i64.const 1))) (i64.const 0)))
      )
    )
    (return (local.get $p0))
  )
  (func $stage_3 (param $p0 f64)
    (local $a i32) (local $b i64) (local $t0 i32) (local $t1 i32) (local $t2 i32) (local $n0 i64) (local $n1 i64) (local $n2 i64)
    (local.set $b
      (select
        (i64.sub
          (i64.extend_i32_u (i32.load8_s offset=256 (i32.and (local.get $t2) (i32.const 65024))))
          (i64.and (local.get $n0) (local.get $b))
        )
        (local.get $b)
        (i64.ne
          (i64.xor
            (i64.xor (i64.shr_u (local.get $n2) (local.get $n2)) (local.get $b))
            (i64.xor (i64.const -9120175620040318327) (i64.const 5939118065250802771))
          )
          (i64.const 2251799813685247)
        )
      )
    )
    (local.set $t0 (i32.mul (local.get $t1) (local.get $a)))
  )
  (func $stage_2 (type $signature_4) (result i32)
    (local $a i32)
    (local $b i64)
    (local $t0 f32)
    (local $n0 i64)
    (local $n1 i64)
    (local $n2 i64)
    (local.set $a
      (i32.add
        (local.tee $a (i32.add (i32.wrap_i64 (local.get $n0)) (i32.const 223)))
        (i32.wrap_i64 (local.get $n2))
      )
    )
    (local.set $a (i32.or (i32.const 738660395) (local.get $a)))
    (if
      (i32.eqz (i32.shl (i32.add (local.get $a) (local.get $a)) (i32.const -335528383)))
      (then
        (local.set $a (i32.eq (i32.const 15) (local.get $a)))
      )
      (else
        (local.set $b
          (i64.rotr
            (i64.xor (i64.add (local.get $n0) (local.get $n2)) (local.get $b))
            (i64.add (i64.const 131071) (i64.const -31))
          )
        )
      )
    )
    (local.get $a)
  )
  (export "_start" (func $main))
  (data $segment_0 "caf\u{e9} \t tab"
    "(module ;; not a module\n)")
  (memory $m0 2)
  (export "memory" (memory $m0))
  (global $state_0 (mut f32) (f32.const -23.5))
  (global $state_1 (mut f32) (f32.const -14.25))
  (global $state_2 (mut f64) (f64.const 23.75))
  (global $target_a (mut i32) (i32.const 420))
  (global $target_b (mut i64) (i64.const -328))
  (global $target_c (mut i32) (i32.const 663))
  (global $target_d (mut i64) (i64.const 529))
  (global $unused_0 i64 (i64.const 2892524585409379625))
  (global $unused_1 i64 (i64.const -505704492608890117))
  (global $unused_2 i64 (i64.const 9059399115909580095))
  (table $dispatch 16 funcref)
  (elem (i32.const 0) func $leaf_3 $leaf_6 $leaf_5 $leaf_11 $leaf_12 $leaf_7)
  (elem (i32.const 12) func $leaf_6)
  (elem $passive func $leaf_11 $leaf_12)
  (table $unused_table 4 10 funcref)
)
