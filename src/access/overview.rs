//! Many cells at once: the actions on a resource or type, a subject's whole table, and the tables of every version.

use alloc::string::String;
use alloc::vec::Vec;

use super::machines::machines;
use super::prepared::{Form, PreparedPermission};
use crate::answer::{AbilityContext, Answer, MatrixContext, PermissionsContext};
use crate::decision::Verdict;
use crate::issue::Issue;
use crate::order;
use crate::permission::ability::AbilityTable;
use crate::permission::evaluate::Judgement;
use crate::permission::matrix::{MatrixVersion, rows};
use crate::permission::request::MatrixRequest;
use crate::permission::scene::Scene;
use crate::permission::table::CompiledPermission;
use crate::policy::compiled::CompiledPolicy;
use crate::text::format;
use crate::values::time::Instant;
use crate::version::Version;
use crate::wire::node::parse;
use crate::wire::read::Reader;

impl CompiledPolicy {
    pub(crate) fn permissions(&self, request: &[u8], now: Option<Instant>) -> Result<Answer, Vec<Issue>> {
        let asked = PreparedPermission::parse(self, request, now, Form::Permissions)?;
        let world = asked.hearing.world();
        let found = if asked.whole_type { world.menu(asked.question()) } else { world.actions(asked.question()) };
        let allowed: Vec<String> = found.iter().map(|action| String::from(action.name())).collect();
        let decision = !allowed.is_empty();
        let verdict = if decision { Verdict::default() } else { Judgement::of(world, asked.question()).explain_nothing() };
        let context = PermissionsContext::new(verdict, allowed, asked.hearing.as_of, asked.hearing.policies());
        Ok(Answer::judged(decision, &context))
    }

    pub(crate) fn ability(&self, request: &[u8], now: Option<Instant>) -> Result<Answer, Vec<Issue>> {
        let asked = PreparedPermission::parse(self, request, now, Form::Ability)?;
        let mut findings = Vec::new();
        let scene = Scene::new(asked.hearing.world(), asked.question(), &mut findings);
        scene.closed(&mut findings);
        let table: AbilityTable<'_> = scene.ability(&asked.hearing.version.reference.version, findings.is_empty());
        let mut verdict = Judgement { scene, findings }.explain();
        verdict.obligations.clear();
        let decision = verdict.conclude();
        let context = AbilityContext::new(verdict, table, asked.hearing.as_of, asked.hearing.policies());
        Ok(Answer::judged(decision, &context))
    }

    pub(crate) fn matrix(&self, request: &[u8]) -> Result<Answer, Vec<Issue>> {
        let parsed = parse(request).map_err(|issue| alloc::vec![issue])?;
        let _: MatrixRequest = Reader::whole(&parsed.root, parsed.duplicates)?;
        let mut versions: Vec<_> = self.permission.items.iter().collect();
        order::sort_by(&mut versions, |a, b| a.reference.name.cmp(&b.reference.name).then_with(|| a.from.cmp(&b.from)));
        let matrix: Vec<MatrixVersion<'_>> = versions.iter().copied().map(version_of).collect();
        let machines = machines(self);
        let mut policies: Vec<_> = versions.iter().map(|version| &version.reference).collect();
        policies.extend(machines.iter().map(|machine| machine.document));
        order::sort_by(&mut policies, Ord::cmp);
        policies.dedup();
        Ok(Answer::judged(true, &MatrixContext { reasons: Vec::new(), obligations: Vec::new(), matrix, machines, policies }))
    }
}

fn version_of(version: &Version<CompiledPermission>) -> MatrixVersion<'_> {
    MatrixVersion {
        name: &version.reference.name,
        version: &version.reference.version,
        effective_from: format!("{}", version.from),
        effective_to: version.to.map(|to| format!("{to}")),
        roles: version.body.roles.iter().map(String::as_str).collect(),
        rows: rows(&version.body),
    }
}
