//! The console's roles as Cedar policies over the directory's facts as Cedar entities, both read once.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::Context as _;
use cedar_policy::{
    Authorizer, Context, Decision, Entities, Entity, EntityId, EntityTypeName, EntityUid, PolicySet, Request, RestrictedExpression,
};
use channel_policy_bench::files;
use serde_json::{Value, json};

const POLICIES: &str = include_str!("console.cedar");

/// AuthZEN's types and the entity types that stand for them.
const TYPES: [(&str, &str); 7] = [
    ("user", "User"),
    ("apiKey", "ApiKey"),
    ("distributor", "Distributor"),
    ("partner", "Partner"),
    ("customer", "Customer"),
    ("storageAccount", "StorageAccount"),
    ("deal", "Deal"),
];

struct Policies {
    authorizer: Authorizer,
    policies: PolicySet,
    entities: Entities,
    types: HashMap<&'static str, EntityTypeName>,
    action: EntityTypeName,
}

/// What answers with the facts of the directory documents at `paths`.
pub(crate) fn answerer(paths: &[PathBuf]) -> anyhow::Result<impl Fn(&[u8]) -> Result<String, String> + Clone + Send + Sync + 'static> {
    let policies = Arc::new(Policies::read(paths)?);
    Ok(move |body: &[u8]| policies.answer(body))
}

impl Policies {
    fn read(paths: &[PathBuf]) -> anyhow::Result<Self> {
        let types = TYPES.iter().map(|(name, entity)| Ok((*name, entity.parse()?))).collect::<anyhow::Result<HashMap<_, _>>>()?;
        let mut facts = Facts { types: &types, accounts: BTreeMap::new(), entities: Vec::new() };
        for document in files::documents(paths)? {
            let document: Value = serde_json::from_str(&document.text)?;
            if document["kind"] == "directory" {
                facts.add(&document["directory"])?;
            }
        }
        let entities = Entities::from_entities(facts.entities, None)?;
        let policies = POLICIES.parse().context("the Cedar policies")?;
        Ok(Self { authorizer: Authorizer::new(), policies, entities, types, action: "Action".parse()? })
    }

    fn answer(&self, body: &[u8]) -> Result<String, String> {
        let request = self.request(body).map_err(|error| error.to_string())?;
        let response = self.authorizer.is_authorized(&request, &self.policies, &self.entities);
        let allowed = response.decision() == Decision::Allow;
        let policies: Vec<String> = response.diagnostics().reason().map(ToString::to_string).collect();
        Ok(json!({"decision": allowed, "context": {"policies": policies}}).to_string())
    }

    fn request(&self, body: &[u8]) -> anyhow::Result<Request> {
        let question: Value = serde_json::from_slice(body)?;
        let text = |pointer: &str| question.pointer(pointer).and_then(Value::as_str).with_context(|| format!("{pointer} is missing"));
        let entity = |kind: &str, id: &str| -> anyhow::Result<EntityUid> {
            let name = self.types.get(text(kind)?).context("an unknown type")?;
            Ok(EntityUid::from_type_name_and_id(name.clone(), EntityId::new(text(id)?)))
        };
        let action = EntityUid::from_type_name_and_id(self.action.clone(), EntityId::new(text("/action/name")?));
        let (subject, resource) = (entity("/subject/type", "/subject/id")?, entity("/resource/type", "/resource/id")?);
        Ok(Request::new(subject, action, resource, Context::empty(), None)?)
    }
}

/// A directory's facts on their way to entities.
struct Facts<'t> {
    types: &'t HashMap<&'static str, EntityTypeName>,
    /// Accounts' entities by id.
    accounts: BTreeMap<String, EntityUid>,
    entities: Vec<Entity>,
}

impl Facts<'_> {
    fn add(&mut self, directory: &Value) -> anyhow::Result<()> {
        let list = |name: &str| directory[name].as_array().cloned().unwrap_or_default();
        for account in list("accounts") {
            let uid = self.uid(&account)?;
            self.accounts.insert(word(&account, "id")?.to_owned(), uid);
        }
        for account in list("accounts") {
            let parent = account["parent"].as_str().map(|parent| self.account(parent)).transpose()?;
            self.push(&account, HashMap::new(), parent.map(|parent| ("parent", parent)))?;
        }
        for fact in list("users").into_iter().chain(list("resources")) {
            let account = self.account(word(&fact, "account")?)?;
            let role = fact["roles"][0].as_str().map(|role| ("role".to_owned(), RestrictedExpression::new_string(role.to_owned())));
            self.push(&fact, role.into_iter().collect(), Some(("account", account)))?;
        }
        Ok(())
    }

    /// An entity below `above`, which it also names.
    fn push(
        &mut self,
        fact: &Value,
        mut attributes: HashMap<String, RestrictedExpression>,
        above: Option<(&str, EntityUid)>,
    ) -> anyhow::Result<()> {
        let parents: HashSet<EntityUid> = above.iter().map(|(_, uid)| uid.clone()).collect();
        attributes.extend(above.map(|(name, uid)| (name.to_owned(), RestrictedExpression::new_entity_uid(uid))));
        let properties = fact["properties"].as_object().into_iter().flatten();
        let texts = properties.filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned())));
        attributes.extend(texts.map(|(name, text)| (name, RestrictedExpression::new_string(text))));
        self.entities.push(Entity::new(self.uid(fact)?, attributes, parents)?);
        Ok(())
    }

    fn uid(&self, fact: &Value) -> anyhow::Result<EntityUid> {
        let name = self.types.get(word(fact, "type")?).context("an unknown type")?;
        Ok(EntityUid::from_type_name_and_id(name.clone(), EntityId::new(word(fact, "id")?)))
    }

    fn account(&self, id: &str) -> anyhow::Result<EntityUid> {
        self.accounts.get(id).cloned().with_context(|| format!("no account `{id}`"))
    }
}

fn word<'f>(fact: &'f Value, name: &str) -> anyhow::Result<&'f str> {
    fact[name].as_str().with_context(|| format!("{fact} has no `{name}`"))
}
