;; Family global_rmw (WAMR issue 4921), unreduced, 268435456 trips.
;; In the hot loop: 2 x global.set of xor, 2 x global.set of add.
;; Made by: python seeds/generate.py --family global_rmw --seed 14 --targets 4 --statements 5 --trip-count 268435456
;; Slow side: iwasm --llvm-jit as reported; depends on the processor.
;; Fast side: wasmer --llvm as reported.
(module
  (type $signature_0 (func (param f32 i64) (result f64)))
  (type $signature_1 (func (param f32) (result f64)))
  (type $signature_2 (func (result i32)))
  (type $signature_3 (func (param i64 i32) (result f32)))
  (type $signature_4 (func (param f64 i32 i32)))
  (type $signature_5 (func (param f32)))
  (import "wasi_snapshot_preview1" "proc_exit" (func $proc_exit (param i32)))
  (table $dispatch 16 funcref)
  (elem (i32.const 0) $leaf_4 $leaf_1 $leaf_8)
  (elem (i32.const 13) $leaf_1)
  (table $unused_table 1 32 funcref)
  (func $stage_0 (param $p0 i64) (param $p1 i32) (result f32)
    (local $a i32)
    (local $b i64)
    (local $t0 f64)
    (local $t1 f64)
    (local $n0 i64)
    local.get $b
    i64.clz
    f64.convert_i64_u
    global.set $state_2
    block $body
      local.get $a
      i64.extend_i32_s
      i32.wrap_i64
      i32.const -31
      local.get $p1
      i32.rotl
      i32.shr_s
      local.get $a
      i32.const 32760
      i32.and
      i32.load8_s
      local.get $a
      i32.or
      i32.sub
      local.set $a
      local.get $p0
      local.get $p0
      i64.shr_u
      i64.const 4288728069728376605
      i64.ge_u
      br_if $body
      global.get $state_0
      i32.const 64512
      i32.and
      f64.load offset=920
      local.get $t1
      f64.min
      local.set $t1
    end
    (; keeps the accumulator alive (; not reached from _start ;) ;)
    local.get $p1
    global.get $state_0
    i32.xor
    local.get $a
    i32.shr_u
    local.tee $a
    global.get $state_0
    i32.const 1636152831
    i32.sub
    i32.add
    local.set $a
    block $next
      i64.const 17
      local.set $n0
      loop $outer
        block $skip
          global.get $state_8
          i64.trunc_sat_f32_u
          i32.wrap_i64
          local.set $a
          block $done
            block $again
              local.get $a
              i32.const 65528
              i32.and
              i32.load16_u
              br_table $again $again $done
            end
            local.get $a
            global.get $state_0
            i32.rotr
            global.get $state_3
            i32.ne
            i32.const 65528
            i32.and
            i32.load
            local.get $p1
            i32.const 32760
            i32.and
            i32.load8_u
            i32.const 243
            i32.rotr
            i32.mul
            local.set $p1
          end
          local.get $p0
          global.get $state_5
          i64.xor
          i64.const 35184372088831
          i64.le_s
          br_if $skip
          global.get $state_1
          local.get $p0
          i64.xor
          i64.eqz
          local.set $p1
        end
        local.get $n0
        local.get $n0
        i64.add
        i64.const -5303801497164614497
        i64.xor
        local.set $b
        i64.const 141
        i64.const 65521
        i64.div_u
        local.get $p0
        i64.shr_s
        local.get $p0
        i64.gt_s
        if (result i32)
          i32.const -203674175
          local.get $a
          i32.xor
          local.get $p1
          i32.xor
        else
          local.get $b
          i64.const 65521
          i64.rem_u
          i32.wrap_i64
        end
        local.set $p1
        i32.const -37
        local.get $a
        i32.shr_u
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
    ;; says "end" here
    global.get $state_4
  )
  (func $leaf_11 (param $p0 f32)
    (local $a i32)
    (local $b i64)
    (local $t0 f32)
    (local $t1 i64)
    (local $n0 i64)
    local.get $a
    i32.eqz
    i32.ctz
    global.get $state_3
    i32.const -2096627867
    i32.shl
    i32.xor
    i32.const 65528
    i32.and
    i32.const -58
    local.get $a
    i32.rotr
    i64.extend_i32_u
    i64.const 9208356842102857287
    local.get $n0
    i64.add
    i64.and
    i64.store32
    block $outer
      i64.const 11
      local.set $n0
      loop $body
        i32.const 88
        local.get $a
        i32.rotr
        i32.const 65024
        i32.and
        f32.load offset=496
        local.set $p0
        i32.const 0
        if
          unreachable
        end
        ;; (unbalanced on purpose
        local.get $n0
        i64.const 1
        i64.sub
        local.tee $n0
        i64.const 0
        i64.ne
        br_if $body
      end
    end
    local.get $a
    i32.const 32760
    i32.and
    i32.load8_u
    i64.extend_i32_s
    local.get $a
    i64.extend_i32_u
    i64.shl
    local.set $t1
    block $skip
      local.get $a
      local.get $a
      i32.rotl
      local.get $a
      i32.add
      i32.const 32760
      i32.and
      i32.load8_s
      i32.const 32760
      i32.and
      local.get $p0
      i32.trunc_sat_f32_u
      i32.const -1265149407
      i32.xor
      i32.const 32760
      i32.and
      i32.load16_u
      i32.store
      i64.const 156
      local.get $n0
      i64.or
      local.set $b
      local.get $a
      i32.extend16_s
      i32.eqz
      br_if $skip
      local.get $a
      local.get $a
      i64.const 68
      i64.eqz
      select
      i32.const 65528
      i32.and
      i64.load
      i64.const 198
      i64.eq
      if (result i32)
        local.get $a
        i32.const 93
        i32.shr_u
        i32.const 148
        i32.shr_s
      else
        global.get $state_7
        i32.trunc_sat_f64_u
        local.get $a
        i32.add
      end
      local.set $a
      local.get $a
      local.get $a
      i32.or
      local.get $a
      i32.const 1048575
      i32.const 64512
      i32.and
      i32.load8_u offset=832
      local.get $a
      i32.ne
      select
      global.set $state_3
    end
  )
  (func $leaf_0 (type $signature_5) (param $p0 f32)
    (local $a i32) (local $b i64) (local $t0 f64) (local $t1 f32) (local $t2 i32) (local $t3 i32) (local $n0 i64) (local $n1 i64) (local $n2 i64)
    local.get $b
    local.get $n1
    i64.sub
    local.get $n1
    i64.mul
    drop
    block $outer
      ;; from the template
      i64.const 17
      local.set $n2
      loop $body
        local.get $a
        local.get $t3
        i32.add
        i32.const 31744
        i32.and
        i32.load8_u offset=864
        f64.convert_i32_s
        local.set $t0
        local.get $n2
        i64.const 1
        i64.sub
        local.tee $n2
        i64.const 0
        i64.ne
        br_if $body
      end
    end
    local.get $a
    i32.const 32760
    i32.and
    i32.load8_s
    i32.extend16_s
    i32.popcnt
    local.set $t3
  )
  (func $leaf_4 (param i64 i32) (result f32)
    (local i32 i64 i64 i64 i64)
    global.get 0
    local.get 1
    i32.mul
    local.get 1
    i32.and
    local.tee 2
    local.get 3
    i32.wrap_i64
    i32.add
    local.set 2
    block
      local.get 1
      i32.popcnt
      local.get 1
      i32.xor
      i32.const 65528
      i32.and
      local.get 1
      i32.const 65528
      i32.and
      i32.load
      local.get 1
      i32.shl
      i32.store
      i64.const 0x7f939d2e14cd9589
      local.get 0
      i64.xor
      i64.const 65521
      i64.div_u
      i32.wrap_i64
      i32.const 0xfff8
      i32.and
      local.get 1
      i64.extend_i32_u
      global.get 1
      i64.shl
      local.get 1
      i64.extend_i32_s
      i64.rotl
      i64.store
      local.get 4
      local.get 5
      global.get 0
      local.get 1
      i32.eq
      select
      local.get 5
      i64.gt_s
      br_if 0
      local.get 1
      f64.convert_i32_u
      global.get 2
      f64.min
      global.set 7
    end
    f32.const -227.5
  )
  (func $leaf_9 (param $p0 f32) (param $p1 i64) (result f64)
    (local $a i32)
    (local $b i64)
    (local $t0 i32)
    (local $t1 i64)
    (local $t2 f64)
    (local $n0 i64)
    (local $n1 i64)
    block $body
      local.get $t2
      f64.neg
      local.set $t2
      global.get $state_5
      local.get $n0
      i64.mul
      local.get $p1
      i64.ne
      br_if $body
      local.get $t0
      i32.const 71
      i32.xor
      f64.convert_i32_s
      global.set $state_7
    end
    block $skip
      block $outer
        local.get $n1
        local.get $b
        i64.ge_u
        br_table $outer $skip $skip
      end
      local.get $t1
      local.get $n1
      i64.mul
      local.get $p1
      i64.shr_s
      local.get $b
      local.get $p1
      i64.and
      i64.add
      local.get $t1
      local.get $b
      i64.const 143
      local.get $p1
      i64.gt_s
      select
      i64.const 65521
      i64.rem_u
      i64.xor
      local.set $t1
      local.get $b
      i32.wrap_i64
      local.get $t0
      i32.xor
      i32.const 65024
      i32.and
      i64.load8_u offset=272
      local.get $a
      local.get $t0
      i32.sub
      i64.extend_i32_u
      i64.rotl
      local.set $t1
    end
    local.get $t2
  )
  (func $main
    (local $a i32)
    (local $c i32)
    (local $b i64)
    (local $d i64)
    (local $n0 i64)
    (local $n1 i64)
    (local $i i64)
    i64.const 1099511627775
    local.get $b
    i64.rotr
    i64.clz
    drop
    local.get $b
    local.get $d
    local.get $b
    i64.eqz
    select
    local.get $a
    i32.const 32760
    i32.and
    i32.load8_s
    call $stage_9
    drop
    local.get $b
    local.get $b
    i64.add
    i32.const -149168385
    i32.const 363030775
    i32.shr_s
    call $stage_0
    drop
    local.get $b
    i64.const 1021
    i64.rem_u
    local.get $c
    global.get $state_3
    i32.or
    call $stage_7
    drop
    global.get $state_5
    i64.const 65521
    i64.div_u
    local.get $b
    i32.wrap_i64
    call $stage_10
    drop
    block $again
      i64.const 4
      local.set $n1
      loop $skip
        local.get $d
        i32.wrap_i64
        i32.const 32760
        i32.and
        i32.load8_u
        i32.const 32760
        i32.and
        local.get $d
        local.get $d
        i64.sub
        i64.extend16_s
        i64.store32
        local.get $a
        i32.const 1021
        i32.rem_u
        i32.const 32760
        i32.and
        global.get $state_3
        i32.const 32760
        i32.and
        i32.load16_u
        i32.store
        global.get $state_7
        i32.trunc_sat_f64_u
        local.set $c
        local.get $b
        global.get $state_1
        i64.add
        f32.convert_i64_u
        global.set $state_6
        local.get $n1
        i64.const 1
        i64.sub
        local.tee $n1
        i64.const 0
        i64.ne
        br_if $skip
      end
    end
    i64.const 268435456
    local.set $i
    loop $body
      global.get $target_c
      local.get $i
      i32.wrap_i64
      i32.xor
      global.set $target_c
      local.get $b
      local.get $i
      i64.const -8179625490416093359
      i64.xor
      i64.xor
      local.set $b
      global.get $target_a
      local.get $i
      i32.wrap_i64
      i32.add
      global.set $target_a
      global.get $target_b
      local.get $i
      i64.add
      global.set $target_b
      global.get $target_d
      local.get $i
      i64.xor
      global.set $target_d
      local.get $a
      local.get $i
      i64.const -9085987827894100789
      i64.xor
      i32.wrap_i64
      i32.add
      local.set $a
      local.get $b
      local.get $i
      i64.const -7613162420175041955
      i64.xor
      i64.xor
      local.set $b
      local.get $d
      local.get $i
      i64.const -3415294235651312027
      i64.xor
      i64.add
      local.set $d
      local.get $i
      i32.wrap_i64
      global.set $state_3
      (; bounded window ;)
      local.get $i
      i64.const 1
      i64.sub
      local.set $i
      local.get $i
      i64.const 0
      i64.ne
      br_if $body
    end
    i32.const 712
    i32.const 32760
    i32.and
    local.get $b
    local.get $d
    local.get $a
    i64.extend_i32_u
    i64.xor
    i64.add
    i64.store
    i32.const 712
    local.get $c
    i32.store16 offset=1024
    global.get $state_0
    local.get $a
    i32.add
    local.get $c
    i32.shl
    global.get $state_0
    local.get $a
    local.get $c
    i32.shl
    local.get $a
    i32.shl
    i32.eqz
    select
    i32.const 65528
    i32.and
    i64.const 17592186044415
    local.get $b
    i64.add
    local.get $b
    i64.add
    local.get $d
    i64.const -4190099318994138227
    i64.add
    i64.shr_u
    i64.store32
    i32.const 0
    call $proc_exit
  )
  (func $stage_11 (type $signature_2) (result i32)
    (local $a i32) (local $b i64) (local $t0 i64) (local $t1 f64) (local $t2 f32) (local $t3 i32) (local $n0 i64)
    local.get $t1
    i32.trunc_sat_f64_u
    i32.const -0x643e2ca9
    i32.and
    i32.ctz
    local.get $a
    local.get $t3
    i32.sub
    local.get $t3
    i32.add
    i32.shr_u
    local.set $a
    (; mixing step ;)
    local.get $a
    global.get $state_3
    global.get $state_0
    local.get $t3
    i32.eq
    select
    i32.const 64512
    i32.and
    local.get $b
    local.get $n0
    i64.rotr
    i64.store32 offset=608
    local.get $t0
    local.get $b
    i64.and
    local.get $n0
    local.get $n0
    local.get $t0
    i64.xor
    i64.eqz
    select
    i64.eqz
    if
      local.get $t2
      f32.const -2561.0
      f32.max
      local.set $t2
    else
      global.get $state_7
      local.get $t1
      f64.min
      local.get $a
      i32.const 0x3fff
      i32.xor
      i32.const 0x85
      global.get $state_0
      i32.or
      call $leaf_1
    end
    local.get $a
    return
  )
  (func $stage_6 (type $signature_0) (param $p0 f32) (param $p1 i64) (result f64)
    (local $a i32) (local $b i64) (local $t0 f32) (local $t1 f32) (local $t2 i64) (local $n0 i64) (local $n1 i64) (local $n2 i64)
    local.get $p1
    i64.extend16_s
    i64.extend8_s
    i64.eqz
    if
      i64.const -1574856685600030003
      i64.const -208647001831417427
      i64.and
      local.set $t2
    end
    local.get $a
    local.get $a
    i32.add
    i32.const 65528
    i32.and
    i32.load
    local.tee $a
    local.get $a
    i32.const 32760
    i32.and
    i32.load8_u
    i32.add
    local.set $a
    local.get $t2
    local.get $n2
    i64.rotr
    i32.wrap_i64
    local.set $a
    i64.const -2260427222940405399
    i64.const 1021
    i64.rem_u
    local.set $t2
    global.get $state_0
    i32.const 32760
    i32.and
    i32.load
    i32.const 32760
    i32.and
    local.get $a
    i32.const 65521
    i32.rem_u
    i32.store8
    global.get $state_0
    local.get $a
    i32.rotl
    i64.extend_i32_s
    i64.const 156
    i64.lt_u
    if
      local.get $b
      i64.const 7088554997678839681
      i64.add
      local.get $n0
      i64.rotl
      i64.eqz
      if
        local.get $p1
        i64.const -7384865118422802785
        i64.add
        f32.convert_i64_u
        local.get $t0
        f32.max
        local.set $t1
        local.get $a
        local.get $a
        i32.xor
        i64.extend_i32_s
        local.set $b
      else
        local.get $n0
        i64.const 7
        i64.div_u
        local.get $n2
        i64.shr_u
        global.set $state_1
      end
      local.get $n1
      i64.const -572131896830244379
      i64.and
      i64.const 1021
      i64.div_u
      local.set $b
    else
      local.get $a
      i32.const 31744
      i32.and
      f32.load offset=560
      local.get $p1
      local.get $b
      i64.add
      call $leaf_12
      drop
      local.get $a
      local.get $a
      i32.add
      i32.extend16_s
      i32.const 65024
      i32.and
      i32.const 118
      local.get $a
      i32.xor
      local.get $a
      i32.or
      i32.store offset=432
    end
    f64.const 213.875
    return
  )
  (func $stage_2 (type $signature_1) (param $p0 f32) (result f64)
    (local $a i32) (local $b i64) (local $t0 f64) (local $t1 i64) (local $n0 i64)
    local.get $a
    local.get $a
    i32.xor
    f32.convert_i32_s
    f32.abs
    local.get $p0
    f32.add
    local.set $p0
    i64.const 0x5309278476e2998d
    local.get $n0
    local.get $a
    i32.eqz
    select
    local.get $t1
    i64.rotl
    local.get $t1
    i64.gt_s
    if
      local.get $a
      local.get $a
      i32.or
      local.get $a
      i32.shr_u
      local.tee $a
      local.get $a
      i32.popcnt
      i32.add
      local.set $a
    end
    block $body
      local.get $a
      local.get $a
      i32.sub
      i32.const 65528
      i32.and
      i32.load16_u
      local.tee $a
      i32.const 536870911
      global.get $state_3
      i32.xor
      i32.add
      local.set $a
      local.get $a
      local.get $a
      i32.xor
      i32.const 0xfff8
      i32.and
      i32.load16_u
      i32.const 0x7ff8
      i32.and
      local.get $a
      local.get $a
      i32.mul
      i32.const 7
      i32.rem_u
      i32.store
      local.get $b
      local.get $n0
      i64.sub
      local.get $b
      i64.gt_s
      br_if $body
      local.get $a
      i32.const 0xfff8
      i32.and
      f64.load
      f64.const -101.0625
      f64.min
      local.set $t0
      local.get $p0
      i64.trunc_sat_f32_s
      local.get $a
      local.get $a
      i32.xor
      call $leaf_8
      local.set $p0
    end
    local.get $t0
    return
  )
  (func $leaf_1 (param $p0 f64) (param $p1 i32) (param $p2 i32)
    (local $a i32) (local $b i64) (local $t0 i32) (local $t1 i64) (local $n0 i64) (local $n1 i64)
    local.get $b
    i64.const 0x3f
    i64.shl
    i32.wrap_i64
    local.get $t0
    i32.ge_u
    if
      local.get $p1
      i32.const 231056329
      i32.shr_u
      i32.const 7
      i32.rem_u
      local.get $p2
      local.get $p1
      i32.sub
      i32.or
      i32.const 0x7ff8
      i32.and
      local.get $n0
      i64.const 3
      i64.rem_u
      i32.wrap_i64
      i64.extend_i32_s
      i64.store32
    else
      local.get $t0
      i32.const 67
      i32.rotr
      i32.const 7
      i32.shr_u
      local.set $t0
      local.get $p2
      local.get $p1
      i32.add
      i32.const 65521
      i32.rem_u
      local.set $a
    end
    local.get $a
    local.get $p2
    i32.shr_u
    f64.convert_i32_u
    local.get $p0
    f64.add
    local.set $p0
    local.get $p1
    local.get $p2
    i32.shr_s
    global.get $state_3
    i32.shl
    local.get $t1
    i32.wrap_i64
    i32.add
    i32.const 0xfc00
    i32.and
    i32.const -0x12
    local.get $p2
    i32.rotl
    local.get $a
    i32.shr_s
    global.get $state_3
    local.get $n0
    i64.const 549755813887
    i64.shl
    local.get $n0
    i64.or
    i64.eqz
    select
    i32.store offset=872
  )
  (func $leaf_6 (param $p0 f32) (result f64)
    (local $a i32) (local $b i64) (local $t0 f32) (local $t1 i32) (local $t2 i32) (local $n0 i64) (local $n1 i64)
    (; keeps the accumulator alive (; says "end" here ;) ;)
    local.get $a
    local.get $t2
    i32.shr_s
    i32.extend16_s
    i32.const 396365515
    local.get $t2
    i32.rotl
    i32.shl
    local.set $t2
    local.get $t2
    i32.const 32760
    i32.and
    i32.load16_u
    local.set $a
    block $body
      i32.const 0x7ffffff
      i32.const 152
      i32.xor
      i32.const 7
      i32.rem_u
      i64.extend_i32_u
      local.get $b
      global.get $state_5
      i64.xor
      local.get $b
      i64.add
      i64.shr_s
      local.set $b
      i64.const 118
      local.get $b
      i64.shl
      i32.wrap_i64
      i32.const 65024
      i32.and
      i32.load offset=464
      i32.const 32760
      i32.and
      local.get $b
      i64.popcnt
      i64.const 0x3
      i64.shl
      i64.const 0x9c
      local.get $n0
      i64.add
      i64.sub
      i64.store32
      global.get $state_0
      i32.const 511
      i32.add
      i32.eqz
      br_if $body
      global.get $state_0
      local.get $t1
      i32.shr_s
      local.get $t1
      i32.rotl
      local.tee $t2
      local.get $t1
      i32.const 0xfff8
      i32.and
      i32.load8_s
      i32.add
      local.set $t1
      global.get $state_3
      i32.const 97
      i32.div_u
      i32.const 255
      i32.and
      local.tee $a
      local.get $a
      local.get $t1
      i32.sub
      i32.add
      local.set $a
    end
    f64.const 357.75
    return
  )
  (func $stage_8 (type $signature_5) (param $p0 f32)
    (local $a i32)
    (local $b i64)
    (local $t0 i32)
    (local $t1 i32)
    (local $n0 i64)
    (local $n1 i64)
    (local $n2 i64)
    global.get $state_2
    f64.abs
    i32.trunc_sat_f64_u
    local.set $a
    i32.const -802474865
    i32.const 65528
    i32.and
    i32.load
    local.get $t1
    i32.shr_u
    local.get $a
    i32.const 4093
    i32.rem_u
    i32.and
    i32.const 65528
    i32.and
    local.get $a
    i32.clz
    i32.const 64512
    i32.and
    i64.load offset=808
    local.get $n0
    local.get $n2
    i64.xor
    i64.mul
    i64.store
    local.get $t1
    i64.extend_i32_s
    local.get $n2
    i64.shr_u
    i64.const 97
    i64.rem_u
    local.set $b
    global.get $state_3
    local.get $t1
    i32.mul
    i32.const 65528
    i32.and
    f32.load
    local.set $p0
    block $body
      local.get $a
      i32.const 31744
      i32.and
      i32.load offset=752
      i32.const 31744
      i32.and
      f64.load offset=824
      global.set $state_7
      global.get $state_0
      local.get $t0
      i32.mul
      local.set $t1
      global.get $state_7
      i64.trunc_sat_f64_s
      local.get $n2
      i64.gt_s
      br_if $body
      f32.const 1792.5
      i32.trunc_sat_f32_s
      local.get $t1
      i32.xor
      local.set $t0
    end
  )
  (func $leaf_5 (param f64 i32 i32)
    (local i32 i64 i64 i64)
    local.get 3
    f32.convert_i32_s
    f32.const 300.625
    f32.mul
    global.set 4
    local.get 3
    i32.clz
    i32.const 65528
    i32.and
    local.get 3
    local.get 1
    local.get 5
    local.get 6
    i64.gt_s
    select
    i32.store
    f32.const 1324.0
    f32.const 53.6875
    f32.add
    f32.const 1365.0
    f32.sub
    global.set 6
    local.get 3
    i32.const 7
    i32.div_u
    local.get 2
    i32.sub
    i32.const 64512
    i32.and
    local.get 3
    local.get 3
    i32.rotr
    i64.extend_i32_u
    i64.store32 offset=880
    local.get 4
    local.get 4
    i64.mul
    i64.const -234470323923486319
    i64.mul
    i32.wrap_i64
    local.set 1
    local.get 0
    i32.trunc_sat_f64_u
    i32.const 4093
    i32.rem_u
    local.set 3
    local.get 1
    i32.const 31744
    i32.and
    i32.load8_u offset=896
    i32.extend16_s
    i32.eqz
    if (result i32)
      local.get 2
      local.get 3
      i32.or
      i32.const 32760
      i32.and
      i32.load8_s
    else
      local.get 2
      local.get 1
      i32.xor
      i32.popcnt
    end
    local.set 1
    local.get 4
    i64.const 9
    i64.mul
    i32.wrap_i64
    local.tee 2
    i32.const 63
    local.get 2
    i32.shl
    i32.add
    local.set 2
    local.get 4
    i32.wrap_i64
    i32.const 2047
    i32.add
    local.get 2
    i32.lt_u
    if
      local.get 3
      local.get 1
      i32.add
      i32.const 32760
      i32.and
      i64.const 131071
      i64.const -53
      i64.or
      i64.store32
    end
    local.get 1
    i32.const -1044922575
    i32.and
    i32.const 65521
    i32.rem_u
    local.set 1
  )
  (func $mix (param i32 i32) (result i32)
    local.get 0
    local.get 1
    i32.add
    i32.const 1951775025
    i32.xor
  )
  (func $stage_12 (type $signature_2) (result i32)
    (local $a i32) (local $b i64) (local $t0 f64) (local $n0 i64) (local $n1 i64)
    local.get $a
    local.get $a
    i32.shl
    i32.const 97
    i32.rem_u
    local.tee $a
    global.get $state_0
    local.get $a
    i32.mul
    i32.add
    local.set $a
    local.get $b
    local.get $b
    i64.mul
    local.get $n0
    i64.shr_u
    global.get $state_1
    i64.const 35184372088831
    i64.const -7897719775795769265
    local.get $n1
    i64.eq
    select
    i64.add
    local.set $b
    local.get $a
    local.get $a
    local.get $n1
    i64.eqz
    select
    global.get $state_0
    i32.shl
    global.set $state_3
    i64.const 182
    local.get $n1
    i64.shr_s
    local.get $n0
    i64.add
    global.set $state_1
    local.get $b
    local.get $n1
    i64.add
    local.get $n1
    i64.gt_s
    i32.const 31744
    i32.and
    i32.const 14
    i32.extend16_s
    local.get $a
    i32.or
    i32.store8 offset=704
    local.get $n0
    local.get $n1
    i64.xor
    i64.const 3483847640306934527
    i64.add
    i64.eqz
    if
      i32.const -45
      i32.const 65528
      i32.and
      i32.load8_s
      i64.extend_i32_u
      f64.convert_i64_s
      local.set $t0
    end
    local.get $a
  )
  (func $leaf_10 (param f32)
    (local i32 i64 i64 i64 i64)
    local.get 2
    local.get 3
    i64.or
    local.get 2
    i64.shr_s
    local.get 3
    i64.eq
    if (result i32)
      local.get 1
      local.get 1
      i32.rotr
      local.get 1
      i32.mul
    else
      local.get 4
      i64.clz
      i32.wrap_i64
    end
    local.set 1
    local.get 1
    i32.const 32760
    i32.and
    i32.load8_s
    i32.const 0xfff8
    i32.and
    local.get 5
    i64.ctz
    i64.store32
    local.get 2
    local.get 2
    i64.rotr
    local.get 3
    i64.gt_s
    i32.const 0x7ff8
    i32.and
    local.get 0
    i64.trunc_sat_f32_s
    local.get 3
    i64.or
    i64.store32
    local.get 1
    local.get 1
    i32.rotr
    i64.extend_i32_s
    i32.wrap_i64
    i64.extend_i32_s
    local.set 2
    i32.const 679334891
    i32.const 65528
    i32.and
    i32.load8_s
    f64.convert_i32_s
    i64.trunc_sat_f64_u
    local.set 2
  )
  (func $leaf_7 (type $signature_3) (param $p0 i64) (param $p1 i32) (result f32)
    (local $a i32) (local $b i64) (local $t0 i64) (local $t1 i64) (local $t2 f64) (local $n0 i64) (local $n1 i64)
    local.get $n0
    global.get $state_1
    i64.shr_s
    local.get $n1
    i64.and
    drop
    local.get $a
    i32.const 32760
    i32.and
    i32.load
    i32.const 32760
    i32.and
    global.get $state_0
    i32.clz
    i32.store16
    local.get $a
    i32.const 32760
    i32.and
    f64.load
    local.set $t2
    local.get $a
    i32.const 0xfff8
    i32.and
    i32.load8_u
    i32.const 32760
    i32.and
    local.get $a
    i32.const 0xfff1
    i32.rem_u
    i32.store16
    block $done
      i64.const 21
      local.set $n1
      loop $body
        local.get $p1
        local.get $p1
        i32.and
        local.set $a
        local.get $a
        i32.const 0x7ff8
        i32.and
        i32.load8_s
        i32.const 32760
        i32.and
        i32.load8_s
        local.tee $p1
        local.get $a
        i32.const 213
        i32.xor
        i32.add
        local.set $p1
        block $again
          i64.const 18
          local.set $n0
          loop $outer
            i64.const -8
            i64.ctz
            i32.wrap_i64
            global.get $state_0
            local.get $p1
            i32.add
            i32.or
            local.get $a
            local.get $a
            local.get $p1
            local.get $a
            i32.ge_u
            select
            local.get $p1
            i32.add
            i32.mul
            local.set $p1
            nop
            block $skip
              local.get $a
              i32.const 0x1fffff
              i32.add
              local.get $a
              i32.add
              i32.const 0xffd
              i32.rem_u
              i32.const 65528
              i32.and
              local.get $n0
              i64.clz
              local.get $b
              i64.shl
              i32.wrap_i64
              i32.store16
              local.get $p1
              i32.const -1055554613
              i32.or
              local.set $p1
              i64.const -4920147915741312977
              local.get $t1
              i64.sub
              local.get $p0
              i64.le_s
              br_if $skip
              i32.const 0x0
              if
                unreachable
              end
              local.get $a
              local.get $a
              i32.or
              i32.const 31
              i32.xor
              local.get $a
              i32.const 224
              i32.shl
              i32.rotl
              i32.const 65528
              i32.and
              local.get $b
              i64.const 0x7
              i64.div_u
              i64.const 1021
              i64.div_u
              local.get $n1
              local.get $n0
              i64.xor
              i64.xor
              i64.store16
            end
            local.get $a
            i32.clz
            i32.const 65528
            i32.and
            local.get $p1
            i64.extend_i32_s
            i64.store
            local.get $n0
            i64.const 1
            i64.sub
            local.tee $n0
            i64.const 0
            i64.ne
            br_if $outer
          end
        end
        local.get $n1
        i32.wrap_i64
        local.get $a
        i32.xor
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
    f32.const -1179.0
  )
  (func $stage_9 (param $p0 i64) (param $p1 i32) (result f32)
    (local $a i32)
    (local $b i64)
    (local $t0 f64)
    (local $t1 f32)
    (local $n0 i64)
    (local $n1 i64)
    i64.const 48
    f64.convert_i64_s
    f64.const 166.25
    f64.sub
    local.set $t0
    local.get $p1
    i32.const 31744
    i32.and
    f32.load offset=632
    call $leaf_10
    local.get $t0
    global.get $state_2
    f64.sub
    global.get $state_3
    i32.const 194623599
    i32.mul
    i32.const -1702161979
    i32.const 65528
    i32.and
    i32.load16_u
    i32.const 1
    call_indirect (type $signature_4)
    local.get $t1
    local.get $t1
    f32.min
    i32.const 14
    i64.extend_i32_u
    call $leaf_9
    local.set $t0
    local.get $t1
    global.get $state_8
    f32.max
    local.get $t1
    f32.sub
    local.get $t1
    f32.sub
    local.set $t1
    local.get $a
    local.get $a
    i32.xor
    i32.const 65024
    i32.and
    local.get $n0
    local.get $b
    i64.and
    i64.store32 offset=392
    i64.const 5470121974422967489
    i64.const -7766086156011008821
    local.get $p1
    i32.const 134217727
    i32.le_s
    select
    i64.const 204
    i64.add
    global.set $state_5
    local.get $n1
    f32.convert_i64_u
    call $leaf_11
    local.get $t1
    return
  )
  (func $stage_10 (param $p0 i64) (param $p1 i32) (result f32)
    (local $a i32) (local $b i64) (local $t0 f32) (local $t1 i32) (local $t2 f64) (local $n0 i64)
    global.get $state_4
    i64.trunc_sat_f32_s
    local.get $t1
    local.get $a
    i32.shr_s
    call $leaf_8
    local.set $t0
    global.get $state_3
    i32.const -25
    i32.xor
    global.get $state_0
    local.get $n0
    local.get $p0
    i64.shr_s
    i64.eqz
    select
    local.set $a
    i32.const 245
    i32.const 21
    i32.xor
    i32.const 32736
    i32.and
    i32.load8_u offset=24
    local.set $p1
    block $outer
      ;; mixing step
      i64.const 16
      local.set $n0
      loop $body
        local.get $t1
        i32.const 65528
        i32.and
        i32.load8_s
        i32.const 32760
        i32.and
        f32.load
        local.set $t0
        local.get $n0
        i64.const 1
        i64.sub
        local.tee $n0
        i64.const 0
        i64.ne
        br_if $body
      end $body
    end $outer
    i64.const 121
    i32.wrap_i64
    i32.const 65528
    i32.and
    local.get $b
    local.get $b
    i64.shr_u
    i64.store
    local.get $p1
    local.get $a
    i32.lt_u
    i32.const 32760
    i32.and
    i64.load16_s
    i64.const 4986020949208326373
    local.get $a
    i32.const 32760
    i32.and
    f64.load
    i32.trunc_sat_f64_s
    i32.const -1934226615
    i32.ne
    select
    local.set $b
    local.get $t0
    return
  )
  (func $stage_4 (type $signature_5) (param $p0 f32)
    (local $a i32) (local $b i64) (local $n0 i64)
    local.get $a
    i32.const 16383
    i32.xor
    i32.extend8_s
    f32.convert_i32_u
    local.set $p0
    local.get $a
    i32.const 32760
    i32.and
    f32.load
    local.get $p0
    f32.add
    local.set $p0
    local.get $b
    f64.convert_i64_u
    local.get $a
    local.get $a
    i32.sub
    i32.const -39
    global.get $state_0
    local.get $n0
    local.get $b
    i64.eq
    select
    call $leaf_1
    ;; stage boundary
    global.get $state_3
    local.get $a
    i32.rotl
    i64.extend_i32_s
    global.get $state_5
    i64.gt_s
    if (result i32)
      local.get $a
      i32.extend16_s
      i32.const -326496755
      i32.mul
    else
      local.get $a
      local.get $a
      local.get $a
      local.get $a
      i32.lt_u
      select
      local.get $a
      i32.shr_u
    end
    local.set $a
    global.get $state_7
    f64.const -75.0625
    f64.add
    f64.const 406.75
    f64.add
    global.set $state_7
    local.get $a
    i32.const 65528
    i32.and
    i32.load8_u
    local.get $a
    i32.or
    local.tee $a
    local.get $a
    i32.const 90
    i32.mul
    i32.add
    local.set $a
    local.get $p0
    local.get $p0
    f32.add
    local.get $p0
    f32.add
    f32.const 330.875
    f32.mul
    local.set $p0
    block $body
      local.get $a
      local.get $a
      i32.xor
      f32.convert_i32_s
      global.set $state_4
      local.get $a
      local.get $a
      local.get $n0
      global.get $state_1
      i64.eq
      select
      i32.eqz
      br_if $body
      local.get $n0
      local.get $b
      i64.shr_u
      local.set $b
    end
    local.get $a
    local.get $a
    i32.add
    i32.const 65528
    i32.and
    local.get $p0
    i64.trunc_sat_f32_s
    i64.store32
  )
  (func $leaf_3 (type $signature_4)
    (local i32 i64 i64 i64 i64 i64 i64)
    i32.const 60
    local.get 2
    i32.shr_s
    i32.const 65528
    i32.and
    i64.load16_s
    drop
    (; bounded window (; not reached from _start ;) ;)
    block
      local.get 3
      global.get 3
      i32.and
      i32.const -831186881
      i32.rotr
      i32.const 32760
      i32.and
      i32.const -539055539
      i32.const 31744
      i32.and
      i64.load32_u offset=960
      i64.const 65521
      i64.rem_u
      i64.store
      local.get 2
      i32.const 32760
      i32.and
      i32.load
      i32.const 32760
      i32.and
      i32.load16_u
      local.get 1
      local.get 3
      i32.shl
      i32.add
      local.set 1
      local.get 9
      local.get 6
      i64.shl
      global.get 5
      i64.ne
      br_if 0
      local.get 1
      local.get 1
      i32.mul
      i32.clz
      local.get 1
      local.get 1
      i32.shr_s
      i32.sub
      local.set 2
      f32.const -62.875
      global.get 4
      f32.max
      f32.neg
      global.set 8
    end
    i32.const 109
    local.get 3
    i32.ne
    i32.const 65024
    i32.and
    local.get 2
    local.get 1
    i32.xor
    i32.store16 offset=400
    i64.const 2_973_241_174_236_651_493
    local.get 7
    i64.rotl
    local.get 7
    i64.add
    f32.convert_i64_u
    i32.trunc_sat_f32_u
    local.set 1
    local.get 3
    i64.extend_i32_s
    local.get 6
    i64.add
    i64.const 4631685278629492843
    i64.ne
    if
      local.get 7
      i64.extend8_s
      i32.wrap_i64
      i32.eqz
      if
        local.get 2
        i32.popcnt
        f64.convert_i32_u
        global.set 7
      end
      local.get 4
      f64.convert_i64_u
      local.get 0
      f64.max
      local.set 0
    end
  )
  (func $stage_1 (param $p0 f32) (result f64)
    (local $a i32)
    (local $b i64)
    (local $t0 f64)
    (local $t1 f32)
    (local $t2 i64)
    (local $n0 i64)
    (local $n1 i64)
    local.get $a
    f32.convert_i32_u
    global.get $state_5
    local.get $n0
    i64.rotr
    call $leaf_9
    local.set $t0
    local.get $n1
    local.get $n1
    i64.mul
    local.set $b
    block $outer
      block $body
        local.get $a
        i32.const 29
        i32.add
        br_table $body $outer $body $outer
      end
      global.get $state_1
      i64.extend16_s
      local.get $n0
      i64.shl
      i64.eqz
      if
        block $again
          block $skip
            i32.const -42
            i32.const 134217727
            i32.and
            br_table $skip $skip $skip
          end
          i32.const 98
          local.get $a
          i32.add
          f64.convert_i32_u
          local.get $t0
          f64.mul
          global.get $state_7
          f64.mul
          local.set $t0
          i32.const 33554431
          local.get $a
          i32.add
          global.get $state_3
          i32.shr_s
          local.set $a
        end
        local.get $n0
        local.get $b
        local.get $a
        local.get $a
        i32.lt_u
        select
        local.get $n1
        i64.mul
        i64.const 38
        i64.le_s
        if
          local.get $t2
          local.get $t2
          local.get $n0
          i64.eqz
          select
          local.get $a
          local.get $a
          i32.and
          call $leaf_7
          local.set $p0
          f32.const -165.75
          global.get $state_8
          f32.mul
          f32.floor
          global.set $state_4
        end
      else
        local.get $a
        local.get $a
        i32.or
        i32.const 8388607
        i32.shr_s
        local.tee $a
        i32.const 127
        global.get $state_3
        i32.rotr
        i32.add
        local.set $a
        i64.const 154
        i64.const 562949953421311
        i64.xor
        local.set $b
      end
      local.get $a
      f32.convert_i32_u
      i64.const 26
      i64.const 49
      i64.xor
      call $leaf_12
      local.set $t0
    end
    local.get $t0
    return
  )
  (func $leaf_12 (param $p0 f32) (param $p1 i64) (result f64)
    (local $a i32)
    (local $b i64)
    (local $t0 f32)
    (local $t1 i64)
    (local $t2 f32)
    (local $t3 f32)
    (local $n0 i64)
    local.get $t2
    f32.const -161.5
    f32.max
    local.get $t3
    f32.mul
    local.set $t3
    local.get $t0
    local.get $t0
    f32.sub
    f32.sqrt
    global.set $state_8
    local.get $a
    global.get $state_0
    i32.xor
    i32.const 32760
    i32.and
    local.get $a
    i32.const 32760
    i32.and
    i64.load16_s
    i64.store16
    local.get $n0
    i64.const 7
    i64.rem_u
    i32.wrap_i64
    global.set $state_3
    local.get $p1
    local.get $t1
    i64.mul
    local.get $p1
    i64.add
    global.set $state_5
    local.get $b
    i64.const 35184372088831
    i64.shr_s
    i64.const 124
    i64.rotl
    drop
    local.get $a
    i32.const 65024
    i32.and
    i32.load16_u offset=456
    f64.convert_i32_u
    global.set $state_2
    local.get $a
    i32.const -1375698995
    i32.and
    i32.const 107
    i32.xor
    i32.const 32760
    i32.and
    i32.load8_u
    i32.const 32760
    i32.and
    local.get $b
    i64.const 97
    i64.rem_u
    local.get $n0
    i64.mul
    i64.const 196
    local.get $n0
    i64.shl
    i64.mul
    i64.store16
    local.get $t2
    i32.trunc_sat_f32_s
    i32.const -1829795217
    i32.add
    local.tee $a
    local.get $a
    i32.const 127
    i32.rotr
    i32.add
    local.set $a
    local.get $b
    global.get $state_5
    i64.ge_u
    local.get $a
    local.get $a
    local.get $a
    i32.add
    local.get $a
    i32.ge_u
    select
    i32.const 31744
    i32.and
    local.get $a
    i32.popcnt
    local.get $a
    i32.or
    i32.store offset=552
    local.get $a
    local.get $a
    i32.mul
    local.get $a
    i32.shr_s
    i64.extend_i32_u
    i64.popcnt
    local.set $p1
    f64.const 139.8125
  )
  (func $stage_7 (type $signature_3) (param $p0 i64) (param $p1 i32) (result f32)
    (local $a i32) (local $b i64) (local $t0 i64) (local $t1 f32) (local $t2 i64) (local $t3 f64) (local $n0 i64) (local $n1 i64) (local $n2 i64)
    local.get $t3
    f64.const -235.25
    f64.min
    local.get $t3
    f64.add
    local.get $t3
    f64.min
    local.set $t3
    local.get $n2
    i64.extend16_s
    local.set $b
    local.get $n0
    i64.clz
    i32.const -148861061
    i32.clz
    call $leaf_8
    local.set $t1
    local.get $a
    i32.extend8_s
    i32.const 65528
    i32.and
    local.get $a
    local.get $a
    i32.mul
    i32.store8
    local.get $p1
    local.get $p1
    i32.le_s
    f32.convert_i32_s
    global.get $state_6
    f32.add
    local.get $t1
    f32.max
    local.set $t1
    local.get $p0
    local.get $t2
    i64.mul
    local.get $b
    i64.rotr
    local.get $p1
    i32.const 65528
    i32.and
    i64.load32_u
    i64.shr_u
    local.set $t2
    local.get $b
    i32.wrap_i64
    i32.const -18
    i32.xor
    local.get $a
    i32.le_s
    i64.extend_i32_u
    local.set $t2
    local.get $t1
    f32.sqrt
    global.get $state_8
    f32.sub
    global.set $state_4
    block $body
      i32.const 80
      i32.const 1023
      i32.and
      i32.const 65528
      i32.and
      i64.load8_u
      global.set $state_1
      local.get $a
      i32.const 32760
      i32.and
      i32.load8_s
      global.get $state_0
      i32.le_s
      br_if $body
      local.get $n2
      local.get $n1
      i64.xor
      local.get $n2
      i64.and
      i64.eqz
      if
        global.get $state_0
        i32.extend8_s
        local.set $p1
      end
    end
    local.get $t1
  )
  (func $leaf_8 (param $p0 i64) (param $p1 i32) (result f32)
    (local $a i32)
    (local $b i64)
    (local $t0 i32)
    (local $t1 f32)
    (local $t2 i64)
    (local $n0 i64)
    block $again
      i64.const 21
      local.set $n0
      loop $body
        block $outer
          block $skip
            global.get $state_3
            i32.const 32767
            i32.sub
            global.get $state_3
            i32.and
            local.set $p1
            local.get $t0
            local.get $p1
            i32.rotl
            local.get $p1
            i32.shr_s
            local.set $t0
            local.get $b
            local.get $b
            i64.shl
            i64.eqz
            br_if $skip
            global.get $state_0
            local.get $a
            i32.add
            local.get $t0
            i32.and
            local.get $p1
            i32.const 32704
            i32.and
            i32.load8_u offset=40
            i32.sub
            i32.const 65280
            i32.and
            i32.const 38
            local.get $t0
            i32.and
            local.get $p1
            i32.add
            local.get $a
            local.get $a
            local.get $a
            i32.lt_u
            i32.const 64512
            i32.and
            i32.load8_s offset=672
            local.get $p1
            i32.gt_s
            select
            i32.store offset=216
          end
          global.get $state_3
          local.get $p1
          i32.and
          global.get $state_3
          i32.eq
          br_if $outer
          local.get $t0
          i32.const 65528
          i32.and
          i32.load8_u
          i32.const 32256
          i32.and
          i32.load16_u offset=432
          i32.const 65528
          i32.and
          local.get $n0
          global.get $state_5
          local.get $p0
          local.get $t2
          i64.ne
          select
          i64.clz
          i64.store16
          local.get $a
          local.get $a
          i32.shl
          global.get $state_3
          i32.mul
          local.set $a
        end
        local.get $a
        i32.const 32760
        i32.and
        i32.load16_u
        local.get $t0
        local.get $t2
        i64.const 180
        i64.sub
        i64.eqz
        select
        local.set $p1
        local.get $p1
        i32.const 65528
        i32.and
        i32.load8_s
        i32.const 65528
        i32.and
        local.get $b
        local.get $b
        i64.mul
        i64.store32
        i64.const -1343743216974094023
        local.get $n0
        i64.shr_s
        i32.wrap_i64
        i32.const 210
        i32.le_s
        if
          local.get $b
          i64.const -5_794_923_940_829_817_915
          i64.xor
          local.set $b
        end
        local.get $n0
        i64.const 1
        i64.sub
        local.tee $n0
        i64.const 0
        i64.ne
        br_if $body
      end
    end $again
    local.get $t1
  )
  (func $stage_3 (param $p0 f32) (result f64)
    (local $a i32)
    (local $b i64)
    (local $n0 i64)
    (local $n1 i64)
    (local $n2 i64)
    local.get $p0
    local.get $p0
    f32.min
    call $leaf_10
    local.get $a
    local.get $a
    i32.add
    i32.extend8_s
    local.tee $a
    local.get $a
    i32.const 0x61
    i32.rem_u
    i32.add
    local.set $a
    local.get $a
    i32.const 0x7ff8
    i32.and
    i32.load8_s
    local.set $a
    (; keeps the accumulator alive ;)
    local.get $a
    i32.clz
    i32.const 65528
    i32.and
    local.get $a
    local.get $a
    i32.xor
    i32.store
    local.get $a
    i32.extend8_s
    local.get $a
    i32.mul
    i32.extend8_s
    i64.extend_i32_u
    local.set $b
    global.get $state_3
    i32.const 97
    i32.div_u
    f32.convert_i32_s
    local.set $p0
    local.get $a
    local.get $a
    i32.sub
    i32.ctz
    local.get $a
    i32.lt_u
    if
      block $body
        local.get $n0
        local.get $b
        i64.add
        i64.const 0x7ffffffff
        i64.xor
        global.set $state_5
        local.get $a
        i32.extend16_s
        i32.extend8_s
        i32.const 64512
        i32.and
        i32.const 33554431
        local.get $a
        i32.add
        i32.const 65521
        i32.div_u
        i32.store8 offset=808
        local.get $n0
        local.get $n0
        i64.xor
        i64.eqz
        br_if $body
        block $skip
          i64.const 13
          local.set $n2
          loop $outer
            (; (unbalanced on purpose (; not reached from _start ;) ;)
            local.get $a
            local.get $a
            i32.add
            f32.convert_i32_s
            local.set $p0
            local.get $n1
            i64.const -4614648483517948775
            i64.add
            local.get $n0
            i64.rotr
            local.get $a
            i64.extend_i32_u
            i64.shr_u
            local.get $a
            i32.const 0x7
            i32.div_u
            i32.const 32760
            i32.and
            i64.load
            i64.rotr
            local.set $b
            local.get $n2
            i64.const 0x1
            i64.sub
            local.tee $n2
            i64.const 0x0
            i64.ne
            br_if $outer
          end
        end
        i32.const 0
        if
          unreachable
        end
      end
    end
    global.get $state_2
    return
  )
  (func $leaf_2 (result i32)
    (local i32 i64 f32 i64 i64 f64 i64)
    local.get 4
    global.get 5
    i64.add
    local.set 4
    local.get 4
    local.get 1
    i64.xor
    local.get 6
    i64.add
    i64.eqz
    if (result i32)
      local.get 1
      i64.const 3
      i64.rem_u
      i64.eqz
    else
      local.get 0
      local.get 0
      i32.xor
      local.get 0
      i32.sub
    end
    local.set 0
    global.get 5
    local.get 4
    i64.shr_s
    local.get 4
    i64.add
    local.get 1
    local.get 4
    i64.rotl
    i64.xor
    local.set 3
    i64.const 77
    local.get 1
    i64.rotl
    i64.const -5070959149336665485
    i64.sub
    global.set 5
    (; (unbalanced on purpose ;)
    local.get 6
    i64.const 16383
    i64.ge_u
    local.get 0
    i32.rotr
    local.tee 0
    local.get 0
    local.get 0
    i32.rotl
    i32.add
    local.set 0
    ;; spilled value
    i32.const 71
    local.get 0
    i32.add
    i32.const 65528
    i32.and
    i32.load8_u
    local.get 0
    i32.le_s
    if (result i32)
      ;; see the round before; same as above
      local.get 0
      i32.const 288993027
      local.get 4
      local.get 1
      i64.le_s
      select
      local.get 0
      i32.shr_s
    else
      local.get 1
      local.get 4
      i64.xor
      i32.wrap_i64
    end
    local.set 0
    local.get 0
    local.get 0
    i32.rotr
    i32.const 97
    i32.div_u
    i64.extend_i32_s
    i64.const 524287
    i64.const 6520358239503196859
    i64.shr_u
    i64.const -60
    i64.shr_s
    i64.add
    local.set 4
    local.get 0
  )
  (func $stage_5 (result i32)
    (local $a i32)
    (local $b i64)
    (local $t0 i64)
    (local $n0 i64)
    global.get $state_4
    f32.const -74.0
    f32.max
    local.get $b
    local.get $t0
    i64.add
    call $leaf_9
    drop
    local.get $a
    i32.const 0x91
    i32.xor
    i32.const 32760
    i32.and
    local.get $t0
    local.get $t0
    i64.mul
    i64.store32
    i64.const 52
    i32.wrap_i64
    i32.const 0xfff8
    i32.and
    local.get $a
    local.get $a
    i32.rotr
    i32.store8
    block $body
      local.get $t0
      local.get $t0
      i64.add
      i32.wrap_i64
      local.get $a
      i32.const 0x3ffff
      i32.mul
      i32.shl
      i32.const 65408
      i32.and
      local.get $n0
      i64.clz
      i64.const 31
      i64.xor
      i64.popcnt
      i64.store16 offset=104
      local.get $b
      local.get $n0
      i64.shl
      i64.const 35
      i64.shl
      local.get $b
      i64.eq
      if
        local.get $a
        i32.const 97
        i32.div_u
        i32.const 0xfff8
        i32.and
        local.get $n0
        i32.wrap_i64
        i32.store16
        global.get $state_6
        f32.const 760.5
        f32.min
        i32.trunc_sat_f32_s
        i32.const 65528
        i32.and
        i32.load
        local.set $a
      end
      i32.const 60
      i32.const 0x7ff8
      i32.and
      i32.load16_u
      local.get $a
      i32.lt_u
      br_if $body
      i64.const 103
      local.get $n0
      local.get $n0
      local.get $t0
      i64.ge_u
      select
      local.get $b
      i64.add
      global.set $state_1
    end
    local.get $a
  )
  (export "_start" (func $main))
  (data (i32.const 49395) "quote \" and backslash \\ inside")
  (data (i32.const 30624) "(; not a comment ;)")
  (data (i32.const 28394) "caf\u{e9} \t tab")
  (data (i32.const 34843) "quote \" and backslash \\ inside")
  (data (i32.const 36706) "(; not a comment ;)")
  (data (i32.const 38013) "(; not a comment ;)")
  (export "stage_4" (func $stage_4))
  (global $state_0 (mut i32) (i32.const -464))
  (global $state_1 (mut i64) (i64.const 899))
  (global $state_2 (mut f64) (f64.const -20.75))
  (global $state_3 (mut i32) (i32.const -899))
  (global $state_4 (mut f32) (f32.const -6.75))
  (global $state_5 (mut i64) (i64.const -201))
  (global $state_6 (mut f32) (f32.const -19.0))
  (global $state_7 (mut f64) (f64.const -1.5))
  (global $state_8 (mut f32) (f32.const -22.75))
  (global $target_a (mut i32) (i32.const -479))
  (global $target_b (mut i64) (i64.const -944))
  (global $target_c (mut i32) (i32.const 516))
  (global $target_d (mut i64) (i64.const -751))
  (global $unused_0 i64 (i64.const -8991225065367265677))
  (global $unused_1 i64 (i64.const 865077257102085583))
  (global $unused_2 i64 (i64.const -5608019388828414209))
  (memory $m0 1)
  (export "memory" (memory $m0))
)
