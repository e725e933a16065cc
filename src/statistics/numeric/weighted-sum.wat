;; Weighted sums of rows, for several sets of weights. `npm run wasm` generates weighted-sum-code.ts from this file.
;;
;; Sixteen units are kept in eight accumulators over all rows, so that sums are written once. The values of the sixteen units
;; in all rows stay in the first-level cache while every set of weights is applied. The sum of each unit is
;; computed in the order of the rows, one product after another, independent of the other units.
(module
  (memory (export "memory") 1)
  (func (export "weigh")
    (param $rows i32)          ;; address of the addresses of the rows' first values, 4 bytes each
    (param $count i32)         ;; how many rows
    (param $weights i32)       ;; address of the weights: one row of $count doubles for each set
    (param $sums i32)          ;; address of the sums: one row of $stride bytes for each set
    (param $stride i32)        ;; bytes of a row, a multiple of 128
    (param $sets i32)          ;; how many sets of weights
    (param $step i32)          ;; bytes from the values of sixteen units in a row to those of the next sixteen
    (local $unit i32) (local $offset i32) (local $set i32) (local $row i32) (local $rowsEnd i32)
    (local $weight i32) (local $from i32) (local $into i32) (local $share v128)
    (local $a v128) (local $b v128) (local $c v128) (local $d v128)
    (local $e v128) (local $f v128) (local $g v128) (local $h v128)
    (local.set $rowsEnd (i32.add (local.get $rows) (i32.shl (local.get $count) (i32.const 2))))
    (block $unitsDone
      (loop $units
        (br_if $unitsDone (i32.ge_u (local.get $unit) (local.get $stride)))
        (local.set $set (i32.const 0))
        (local.set $weight (local.get $weights))
        (local.set $into (i32.add (local.get $sums) (local.get $unit)))
        (block $setsDone
          (loop $each
            (br_if $setsDone (i32.ge_u (local.get $set) (local.get $sets)))
            (local.set $a (v128.const f64x2 0 0))
            (local.set $b (v128.const f64x2 0 0))
            (local.set $c (v128.const f64x2 0 0))
            (local.set $d (v128.const f64x2 0 0))
            (local.set $e (v128.const f64x2 0 0))
            (local.set $f (v128.const f64x2 0 0))
            (local.set $g (v128.const f64x2 0 0))
            (local.set $h (v128.const f64x2 0 0))
            (local.set $row (local.get $rows))
            (block $rowsDone
              (loop $add
                (br_if $rowsDone (i32.ge_u (local.get $row) (local.get $rowsEnd)))
                (local.set $from (i32.add (i32.load (local.get $row)) (local.get $offset)))
                (local.set $share (v128.load64_splat (local.get $weight)))
                (local.set $a (f64x2.add (local.get $a) (f64x2.mul (local.get $share) (v128.load (local.get $from)))))
                (local.set $b (f64x2.add (local.get $b) (f64x2.mul (local.get $share) (v128.load offset=16 (local.get $from)))))
                (local.set $c (f64x2.add (local.get $c) (f64x2.mul (local.get $share) (v128.load offset=32 (local.get $from)))))
                (local.set $d (f64x2.add (local.get $d) (f64x2.mul (local.get $share) (v128.load offset=48 (local.get $from)))))
                (local.set $e (f64x2.add (local.get $e) (f64x2.mul (local.get $share) (v128.load offset=64 (local.get $from)))))
                (local.set $f (f64x2.add (local.get $f) (f64x2.mul (local.get $share) (v128.load offset=80 (local.get $from)))))
                (local.set $g (f64x2.add (local.get $g) (f64x2.mul (local.get $share) (v128.load offset=96 (local.get $from)))))
                (local.set $h (f64x2.add (local.get $h) (f64x2.mul (local.get $share) (v128.load offset=112 (local.get $from)))))
                (local.set $weight (i32.add (local.get $weight) (i32.const 8)))
                (local.set $row (i32.add (local.get $row) (i32.const 4)))
                (br $add)))
            (v128.store (local.get $into) (local.get $a))
            (v128.store offset=16 (local.get $into) (local.get $b))
            (v128.store offset=32 (local.get $into) (local.get $c))
            (v128.store offset=48 (local.get $into) (local.get $d))
            (v128.store offset=64 (local.get $into) (local.get $e))
            (v128.store offset=80 (local.get $into) (local.get $f))
            (v128.store offset=96 (local.get $into) (local.get $g))
            (v128.store offset=112 (local.get $into) (local.get $h))
            (local.set $into (i32.add (local.get $into) (local.get $stride)))
            (local.set $set (i32.add (local.get $set) (i32.const 1)))
            (br $each)))
        (local.set $unit (i32.add (local.get $unit) (i32.const 128)))
        (local.set $offset (i32.add (local.get $offset) (local.get $step)))
        (br $units)))))
