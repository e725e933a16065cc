;; Distributes numbers to buckets of equal width, and sorts units by them. `npm run wasm` generates sorting-code.ts from this file.
;;
;; A number's bucket increases with the number, so that buckets in their order are almost sorted: with a number or two in each,
;; what remains is an insertion sort over short distances. No number may be NaN for a result; `distribute` reports it.
(module
  (memory (export "memory") 1)

  ;; Writes the bucket of each number, and how many numbers each bucket has.
  ;; Returns 1; 0 if all are equal, if one is NaN, or if their range is not finite: then nothing was counted.
  (func $distribute (export "distribute")
    (param $values i32)        ;; address of $count doubles, on a multiple of 16; the double after the last is overwritten
    (param $count i32)         ;; how many numbers, at least 1
    (param $buckets i32)       ;; how many buckets, at least 2
    (param $keys i32)          ;; address of the buckets of the numbers, 4 bytes each, with room for four more
    (param $counts i32)        ;; address of the counts of the buckets, 4 bytes each
    (result i32)
    (local $end i32) (local $at i32) (local $key i32)
    (local $pair v128) (local $low v128) (local $high v128) (local $isNumber v128) (local $places v128)
    (local $least f64) (local $most f64) (local $scale f64)
    ;; Numbers are read in pairs: the last one may count twice, and its copy is uncounted at the end.
    (local.set $end (i32.add (local.get $values) (i32.shl (local.get $count) (i32.const 3))))
    (f64.store (local.get $end) (f64.load (i32.sub (local.get $end) (i32.const 8))))
    (local.set $low (v128.load64_splat (local.get $values)))
    (local.set $high (local.get $low))
    (local.set $isNumber (f64x2.eq (local.get $low) (local.get $low)))
    (local.set $at (local.get $values))
    (loop $range
      (local.set $pair (v128.load (local.get $at)))
      (local.set $low (f64x2.pmin (local.get $low) (local.get $pair)))
      (local.set $high (f64x2.pmax (local.get $high) (local.get $pair)))
      (local.set $isNumber (v128.and (local.get $isNumber) (f64x2.eq (local.get $pair) (local.get $pair))))
      (local.set $at (i32.add (local.get $at) (i32.const 16)))
      (br_if $range (i32.lt_u (local.get $at) (local.get $end))))
    (if (i32.eqz (i64x2.all_true (local.get $isNumber))) (then (return (i32.const 0))))
    (local.set $least (f64.min (f64x2.extract_lane 0 (local.get $low)) (f64x2.extract_lane 1 (local.get $low))))
    (local.set $most (f64.max (f64x2.extract_lane 0 (local.get $high)) (f64x2.extract_lane 1 (local.get $high))))
    (local.set $scale
      (f64.div
        (f64.convert_i32_u (i32.sub (local.get $buckets) (i32.const 1)))
        (f64.sub (local.get $most) (local.get $least))))
    (if (i32.eqz (i32.and (f64.gt (local.get $scale) (f64.const 0)) (f64.lt (local.get $scale) (f64.const inf))))
      (then (return (i32.const 0))))
    (memory.fill (local.get $counts) (i32.const 0) (i32.shl (local.get $buckets) (i32.const 2)))
    (local.set $low (f64x2.splat (local.get $least)))
    (local.set $high (f64x2.splat (local.get $scale)))
    (local.set $at (local.get $values))
    (loop $count
      (local.set $places
        (i32x4.trunc_sat_f64x2_s_zero
          (f64x2.mul (f64x2.sub (v128.load (local.get $at)) (local.get $low)) (local.get $high))))
      (v128.store64_lane 0 (local.get $keys) (local.get $places))
      (local.set $key
        (i32.add (local.get $counts) (i32.shl (i32x4.extract_lane 0 (local.get $places)) (i32.const 2))))
      (i32.store (local.get $key) (i32.add (i32.load (local.get $key)) (i32.const 1)))
      (local.set $key
        (i32.add (local.get $counts) (i32.shl (i32x4.extract_lane 1 (local.get $places)) (i32.const 2))))
      (i32.store (local.get $key) (i32.add (i32.load (local.get $key)) (i32.const 1)))
      (local.set $keys (i32.add (local.get $keys) (i32.const 8)))
      (local.set $at (i32.add (local.get $at) (i32.const 16)))
      (br_if $count (i32.lt_u (local.get $at) (local.get $end))))
    (if (i32.and (local.get $count) (i32.const 1))
      (then
        (i32.store (local.get $key) (i32.sub (i32.load (local.get $key)) (i32.const 1)))
        (local.set $keys (i32.sub (local.get $keys) (i32.const 4)))))
    ;; No bucket, for `take`, which reads four keys at a time.
    (v128.store (local.get $keys) (v128.const i32x4 -1 -1 -1 -1))
    (i32.const 1))

  ;; Copies the numbers of one bucket, in their order.
  (func (export "take")
    (param $values i32) (param $count i32)
    (param $keys i32)          ;; as `distribute` left them
    (param $bucket i32)
    (param $into i32)          ;; address of the copies, as many as the bucket has numbers
    (local $end i32) (local $found i32) (local $wanted v128)
    (local.set $wanted (i32x4.splat (local.get $bucket)))
    (local.set $end (i32.add (local.get $keys) (i32.shl (local.get $count) (i32.const 2))))
    (loop $four
      (local.set $found (i32x4.bitmask (i32x4.eq (v128.load (local.get $keys)) (local.get $wanted))))
      (block $none
        (br_if $none (i32.eqz (local.get $found)))
        (loop $each
          (f64.store
            (local.get $into)
            (f64.load (i32.add (local.get $values) (i32.shl (i32.ctz (local.get $found)) (i32.const 3)))))
          (local.set $into (i32.add (local.get $into) (i32.const 8)))
          (local.set $found (i32.and (local.get $found) (i32.sub (local.get $found) (i32.const 1))))
          (br_if $each (local.get $found))))
      (local.set $values (i32.add (local.get $values) (i32.const 32)))
      (local.set $keys (i32.add (local.get $keys) (i32.const 16)))
      (br_if $four (i32.lt_u (local.get $keys) (local.get $end)))))

  ;; Sorts the units 0 to $count − 1 by their numbers, lowest first; equal ones keep their order.
  ;; Returns 1; 0 as `distribute`, or if one bucket has more than $most numbers: then nothing was sorted.
  (func (export "sort")
    (param $values i32) (param $count i32) (param $buckets i32) (param $keys i32) (param $counts i32)
    (param $most i32)          ;; largest bucket that insertion sorts in a short time
    (param $units i32)         ;; address of the sorted units, 4 bytes each
    (param $sorted i32)        ;; address of their numbers, in order
    (result i32)
    (local $at i32) (local $end i32) (local $start i32) (local $many i32) (local $unit i32) (local $place i32)
    (local $value f64) (local $before f64)
    (if (i32.eqz
          (call $distribute
            (local.get $values) (local.get $count) (local.get $buckets) (local.get $keys) (local.get $counts)))
      (then (return (i32.const 0))))
    ;; Counts become the first place of each bucket.
    (local.set $at (local.get $counts))
    (local.set $end (i32.add (local.get $counts) (i32.shl (local.get $buckets) (i32.const 2))))
    (loop $starts
      (local.set $many (i32.load (local.get $at)))
      (if (i32.gt_u (local.get $many) (local.get $most)) (then (return (i32.const 0))))
      (i32.store (local.get $at) (local.get $start))
      (local.set $start (i32.add (local.get $start) (local.get $many)))
      (local.set $at (i32.add (local.get $at) (i32.const 4)))
      (br_if $starts (i32.lt_u (local.get $at) (local.get $end))))
    ;; Each unit is put to the next place of its bucket.
    (loop $put
      (local.set $at (i32.add (local.get $counts) (i32.shl (i32.load (local.get $keys)) (i32.const 2))))
      (local.set $place (i32.load (local.get $at)))
      (i32.store (local.get $at) (i32.add (local.get $place) (i32.const 1)))
      (i32.store (i32.add (local.get $units) (i32.shl (local.get $place) (i32.const 2))) (local.get $unit))
      (f64.store (i32.add (local.get $sorted) (i32.shl (local.get $place) (i32.const 3))) (f64.load (local.get $values)))
      (local.set $keys (i32.add (local.get $keys) (i32.const 4)))
      (local.set $values (i32.add (local.get $values) (i32.const 8)))
      (local.set $unit (i32.add (local.get $unit) (i32.const 1)))
      (br_if $put (i32.lt_u (local.get $unit) (local.get $count))))
    ;; What is left out of order moves down, over larger numbers of its bucket.
    (local.set $before (f64.load (local.get $sorted)))
    (local.set $end (i32.const 1))
    (block $done
      (loop $insert
        (br_if $done (i32.ge_u (local.get $end) (local.get $count)))
        (local.set $place (i32.add (local.get $sorted) (i32.shl (local.get $end) (i32.const 3))))
        (local.set $value (f64.load (local.get $place)))
        (if (f64.gt (local.get $before) (local.get $value))
          (then
            (local.set $at (i32.add (local.get $units) (i32.shl (local.get $end) (i32.const 2))))
            (local.set $unit (i32.load (local.get $at)))
            (loop $down
              (f64.store (local.get $place) (f64.load (i32.sub (local.get $place) (i32.const 8))))
              (i32.store (local.get $at) (i32.load (i32.sub (local.get $at) (i32.const 4))))
              (local.set $place (i32.sub (local.get $place) (i32.const 8)))
              (local.set $at (i32.sub (local.get $at) (i32.const 4)))
              (br_if $down
                (i32.and
                  (i32.gt_u (local.get $place) (local.get $sorted))
                  (f64.gt (f64.load (i32.sub (local.get $place) (i32.const 8))) (local.get $value)))))
            (f64.store (local.get $place) (local.get $value))
            (i32.store (local.get $at) (local.get $unit)))
          (else (local.set $before (local.get $value))))
        (local.set $end (i32.add (local.get $end) (i32.const 1)))
        (br $insert)))
    (i32.const 1)))
