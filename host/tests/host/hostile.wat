;; A module that keeps the interface and misbehaves on purpose: the operation's code chooses how.
(module
  (memory (export "memory") 8)
  (global $loaded (mut i32) (i32.const 0))
  (global $count (mut i64) (i64.const 0))
  (data (i32.const 16) "\00\00\00\00\02\00\00\00{}")
  (data (i32.const 64) "\09\00\00\00\02\00\00\00{}")
  (data (i32.const 128) "\00\00\00\00\02\00\00\00\ff\ff")
  (data (i32.const 192) "\00\00\00\00\ff\ff\ff\7f")
  ;; The count's answer: one digit.
  (data (i32.const 256) "\00\00\00\00\01\00\00\000")
  (func (export "alloc") (param i32) (result i32) (i32.const 1024))
  (func (export "dealloc") (param i32 i32))
  ;; What is loaded stands in the memory and in a number.
  (func (export "load") (param i32 i32) (result i32)
    (i32.store (i32.const 8) (i32.const 1))
    (global.set $loaded (i32.const 1))
    (i32.const 16))
  (func $behave (result i32)
    (if (i32.eqz (i32.and (global.get $loaded) (i32.load (i32.const 8)))) (then (unreachable)))
    (i32.const 16))
  (func $loop (loop $again (br $again)))
  (func $hog
    (loop $again
      (br_if $again (i32.ne (memory.grow (i32.const 16)) (i32.const -1))))
    (unreachable))
  (func $overflow (result i32) (i32.add (call $overflow) (i32.const 1)))
  ;; Counts its calls in the memory and in a number.
  (func $tally (result i32)
    (global.set $count (i64.add (global.get $count) (i64.const 1)))
    (i32.store8 (i32.const 264) (i32.add (i32.load8_u (i32.const 264)) (i32.const 1)))
    (if (i64.ne (global.get $count) (i64.extend_i32_u (i32.sub (i32.load8_u (i32.const 264)) (i32.const 48)))) (then (unreachable)))
    (i32.const 256))
  (func (export "evaluate") (param $operation i32) (param i64 i32 i32) (result i32)
    (if (i32.eq (local.get $operation) (i32.const 0)) (then (call $loop)))
    (if (i32.eq (local.get $operation) (i32.const 14)) (then (call $loop)))
    (if (i32.eq (local.get $operation) (i32.const 1)) (then (call $hog)))
    (if (i32.eq (local.get $operation) (i32.const 2)) (then (unreachable)))
    (if (i32.eq (local.get $operation) (i32.const 3)) (then (return (i32.const 192))))
    (if (i32.eq (local.get $operation) (i32.const 4)) (then (return (call $behave))))
    (if (i32.eq (local.get $operation) (i32.const 6)) (then (return (call $overflow))))
    (if (i32.eq (local.get $operation) (i32.const 7)) (then (return (call $tally))))
    ;; More than an instance that is kept may grow.
    (if (i32.eq (local.get $operation) (i32.const 8)) (then (drop (memory.grow (i32.const 17))) (return (call $tally))))
    ;; More than there is; it gets by without.
    (if (i32.eq (local.get $operation) (i32.const 9)) (then (drop (memory.grow (i32.const 1000))) (return (call $tally))))
    (i32.const 64))
  (func (export "rate") (param i64 i32 i32 i32 i32) (result i32) (call $loop) (unreachable)))
