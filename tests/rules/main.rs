//! The rules of every operation, of documents and of answers: one program, so that all of it runs on all cores.

mod account;
mod account_sight;
mod allocation;
mod allocation_settings;
mod answers;
mod batch;
mod case_schema;
mod contract_grace;
mod credential;
mod deal;
mod deal_validity;
mod directory_in_force;
mod documents;
mod escalation;
mod many_facts;
mod permission;
mod possible_codes;
mod properties;
mod redact;
mod settings;
mod storefront;
mod storefront_settings;
mod support;
