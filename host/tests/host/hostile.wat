;; A module that keeps the interface and misbehaves on purpose: the operation's code chooses how.
(module
  (memory (export "memory") 8)
  (data (i32.const 16) "\00\00\00\00\02\00\00\00{}")
  (data (i32.const 64) "\09\00\00\00\02\00\00\00{}")
  (data (i32.const 128) "\00\00\00\00\02\00\00\00\ff\ff")
  (data (i32.const 192) "\00\00\00\00\ff\ff\ff\7f")
  (func (export "alloc") (param i32) (result i32) (i32.const 1024))
  (func (export "dealloc") (param i32 i32))
  (func (export "load") (param i32 i32) (result i32) (i32.const 16))
  (func $loop (loop $again (br $again)))
  (func $hog
    (loop $again
      (br_if $again (i32.ne (memory.grow (i32.const 16)) (i32.const -1))))
    (unreachable))
  (func (export "evaluate") (param $operation i32) (param i64 i32 i32) (result i32)
    (if (i32.eq (local.get $operation) (i32.const 0)) (then (call $loop)))
    (if (i32.eq (local.get $operation) (i32.const 1)) (then (call $hog)))
    (if (i32.eq (local.get $operation) (i32.const 2)) (then (unreachable)))
    (if (i32.eq (local.get $operation) (i32.const 3)) (then (return (i32.const 192))))
    (if (i32.eq (local.get $operation) (i32.const 4)) (then (return (i32.const 16))))
    (i32.const 64))
  (func (export "rate") (param i64 i32 i32 i32 i32) (result i32) (call $loop) (unreachable)))
