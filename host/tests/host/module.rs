//! The module is sealed off and has exactly the interface.

use crate::support::module;
use channel_policy_host::{Operation, Outcome};
use wasmtime::{Engine, ExternType, Module, Mutability};

fn compiled() -> Module {
    Module::from_binary(&Engine::default(), &module()).expect("the module compiles")
}

#[test]
fn the_module_imports_nothing() {
    let imports: Vec<String> = compiled().imports().map(|import| format!("{}.{}", import.module(), import.name())).collect();
    assert_eq!(imports, [""; 0]);
}

#[test]
fn the_module_exports_exactly_the_interface() {
    let mut exports: Vec<String> = compiled()
        .exports()
        .map(|export| match export.ty() {
            ExternType::Func(function) => {
                let list = |types: Vec<String>| types.join(",");
                let parameters = list(function.params().map(|each| each.to_string()).collect());
                let results = list(function.results().map(|each| each.to_string()).collect());
                format!("{}({parameters})->({results})", export.name())
            }
            ExternType::Global(global) if global.mutability() == Mutability::Const => format!("{}: constant", export.name()),
            ExternType::Memory(_) => format!("{}: memory", export.name()),
            other => format!("{}: {other:?}", export.name()),
        })
        .collect();
    exports.sort();
    assert_eq!(
        exports,
        [
            // The linker's constants, of no use and no harm to a host.
            "__data_end: constant",
            "__heap_base: constant",
            "alloc(i32)->(i32)",
            "dealloc(i32,i32)->()",
            "evaluate(i32,i64,i32,i32)->(i32)",
            "load(i32,i32)->(i32)",
            "memory: memory",
            "rate(i64,i32,i32,i32,i32)->(i32)",
        ]
    );
}

#[test]
fn the_host_and_the_core_number_operations_and_outcomes_alike() {
    let core: Vec<_> = channel_policy::Operation::ALL.iter().map(|operation| (operation.code(), operation.name())).collect();
    let host = Operation::ALL.map(|operation| (operation as u32, operation.name()));
    assert_eq!(host, core[..]);
    assert_eq!(Outcome::Allow as u32, channel_policy::Outcome::Allow as u32);
    assert_eq!(Outcome::Deny as u32, channel_policy::Outcome::Deny as u32);
    assert_eq!(Outcome::Malformed as u32, channel_policy::Outcome::Malformed as u32);
    assert_eq!(Outcome::Invalid as u32, channel_policy::Outcome::Invalid as u32);
    assert_eq!(Outcome::Internal as u32, channel_policy::Outcome::Internal as u32);
}
